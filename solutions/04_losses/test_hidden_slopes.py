"""Hidden suite of 04_losses, second part: slopes, measured by moving x a little.

Functions given to students are drawn from `rng`, so that no derivative can be known beforehand, and they go across
as a `Recorder`. They return NaN for an array of another shape than they were made for: the answer is then NaN as well.
"""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Recorder,
    Tolerance,
    check,
    exercise,
    expect_array,
    expect_function,
    expect_number,
    load_reference,
    require,
    rule_out,
    table,
    unchecked,
)

reference = load_reference(__file__)

QUOTIENT = Tolerance(why="with steps of 0.1 and more, rounding is below 1e-13; a wrong difference is off by 1e-3")
FIGURE = Tolerance(
    rtol=1e-9, atol=0.0, why="the printed digits: rounding moves them by 1e-12, a forward difference by 1e-6"
)
STEP = Tolerance(
    rtol=1e-5, atol=0.0, why="on exp(1000 x) the step 1e-4 overstates by 1.7e-3, 5e-5 by 4e-4; rounding is below 1e-9"
)
SLOPE = Tolerance(
    rtol=1e-5, atol=1e-5, why="central differences, h in 1e-6 .. 1e-3, are right to 2e-6; forward ones not"
)
ONE_SIDED = Tolerance(
    rtol=1e-3, atol=1e-2, why="for what is right but for its accuracy: one side, h up to 1e-3, is off by 4e-3 at most"
)
FLAT = Tolerance(
    rtol=0.0,
    atol=1e-5,
    why="at the bottom of a parabola a central difference is 0 up to 1e-7 of rounding; a forward one is off by 200 h",
)


def points(recorder):
    """What f was called with, a value for each call; None where it was not one value."""
    return [call[0] if len(call) == 1 else None for call in recorder.calls]


# ---------------------------------------------------------------- differences


def wave(rng):
    """A curve a sin(b x) + c x^2 that nobody can know: its curvature is at least 1.5 near 0."""
    a, b, c = rng.uniform(0.5, 1.0), rng.uniform(0.8, 1.2), rng.uniform(1.5, 2.5)

    def f(x):
        x = np.asarray(x, dtype=float)
        value = a * np.sin(b * x) + c * x * x
        return float(value) if value.ndim == 0 else value

    return f


def deck_curve(x):
    """The deck's example."""
    return 0.01 * x**2 + 0.1 * x


CENTRAL_FOR_FORWARD = Misconception(
    "central-for-forward",
    model=lambda f, x, h: (f(x + h) - f(x - h)) / (2 * h),
)
BACKWARD = Misconception("backward-difference", model=lambda f, x, h: (f(x) - f(x - h)) / h)
NOT_DIVIDED = Misconception("not-divided-by-h", model=lambda f, x, h: f(x + h) - f(x))
SIGN_TURNED = Misconception("difference-turned-around", model=lambda f, x, h: (f(x) - f(x + h)) / h)
OWN_STEP = Misconception("given-h-ignored", model=lambda f, x, h: (f(x + 1e-4) - f(x)) / 1e-4)
PRECEDENCE = Misconception("precedence", model=lambda f, x, h: f(x + h) - f(x) / h)
OF_NAIVE = [CENTRAL_FOR_FORWARD, BACKWARD, NOT_DIVIDED, SIGN_TURNED, OWN_STEP, PRECEDENCE]


@exercise("naive_diff", weight=3)
def test_naive_values(student, rng):
    for h in (0.4, 0.1, -0.25):  # not 0.5: what is divided by 2 h is not divided at all there
        f, x = wave(rng), rng.uniform(0.5, 2.0)
        expected = (f(x + h) - f(x)) / h
        check(student.naive_diff(Recorder(f), x, h), expected, QUOTIENT, OF_NAIVE, args=(f, x, h))
    check(student.naive_diff(Recorder(deck_curve), 5, 1), 0.21, QUOTIENT, OF_NAIVE, args=(deck_curve, 5, 1))


@exercise("naive_diff", needs=test_naive_values)
def test_naive_rounding(student):
    check(student.naive_diff(Recorder(deck_curve), 5, 1e-50), 0.0, QUOTIENT, OF_NAIVE, args=(deck_curve, 5, 1e-50))


H = 1e-4
FORWARD = Misconception("forward-difference", model=lambda f, x: (f(x + H) - f(x)) / H)
RUN_TOO_SHORT = Misconception("run-of-one-h", model=lambda f, x: (f(x + H) - f(x - H)) / H)
MULTIPLIED_BY_H = Misconception(
    "times-h",
    when=lambda actual, f, x: np.isclose(actual, (f(x + H) - f(x - H)) / 2 * H, rtol=1e-3, atol=0),
)
STEP_TOO_SMALL = Misconception("step-lost-in-rounding", edit=("h = 1e-4\n", "h = 1e-50\n"))
OTHER_STEP = Misconception(
    "another-step",
    when=lambda actual, f, x: any(
        np.isclose(actual, (f(x + h) - f(x - h)) / (2 * h), rtol=1e-6) for h in (1e-2, 1e-3, 5e-5, 1e-5, 1e-6)
    ),
)
PRECEDENCE_OF_BOTH = Misconception("precedence", model=lambda f, x: f(x + H) - f(x - H) / (2 * H))
ADDED = Misconception("values-added", model=lambda f, x: (f(x + H) + f(x - H)) / (2 * H))
BACKWARD_DIFF = Misconception("backward-difference", model=lambda f, x: (f(x) - f(x - H)) / H)
TURNED_AROUND = Misconception("difference-turned-around", edit=("f(x + h) - f(x - h)", "f(x - h) - f(x + h)"))
OF_CENTRAL = [
    FORWARD,
    BACKWARD_DIFF,
    TURNED_AROUND,
    RUN_TOO_SHORT,
    MULTIPLIED_BY_H,
    PRECEDENCE_OF_BOTH,
    ADDED,
    OTHER_STEP,
]


@exercise("numerical_diff", weight=2)
def test_central_values(student, rng):
    for _ in range(3):
        f, x = wave(rng), rng.uniform(-2.0, 2.0)
        recorder = Recorder(f)
        actual = student.numerical_diff(recorder, x)
        moved = [point for point in points(recorder) if not (isinstance(point, float) and point == x)]
        lost = [STEP_TOO_SMALL] if recorder.calls and not moved else []
        own = unchecked(actual)
        if not isinstance(own, float) or not OTHER_STEP.when(own, f, x):  # another step is charged where it is sought
            check(actual, reference.numerical_diff(f, x), SLOPE, [*lost, *OF_CENTRAL], args=(f, x))
        require(len(recorder.calls) >= 2, f"f was called {len(recorder.calls)} times, a difference needs two values")


@exercise("numerical_diff", weight=2, needs=test_central_values)
@table([Case("at-5", 5, expected=0.1999999999990898), Case("at-10", 10, expected=0.2999999999986347)])
def test_central_figures(student, case):
    actual = student.numerical_diff(Recorder(deck_curve), *case.args)
    check(actual, case.expected, FIGURE, OF_CENTRAL, args=(deck_curve, *case.args))


@exercise("numerical_diff", weight=2, needs=test_central_values)
def test_central_step(student, rng):
    middle = rng.uniform(-1.0, 1.0)

    def steep(x):
        value = np.exp(1000.0 * (np.asarray(x, dtype=float) - middle))
        return float(value) if value.ndim == 0 else value

    expected = reference.numerical_diff(steep, middle)
    check(student.numerical_diff(Recorder(steep), middle), expected, STEP, OF_CENTRAL, args=(steep, middle))


NOT_A_FUNCTION = Misconception(
    "value-for-function",
    when=lambda *parts: len(parts) in (1, 2) and all(isinstance(part, (int, float, np.number)) for part in parts),
)
THROUGH_ORIGIN = Misconception("intercept-missing", model=lambda f, x, t: reference.numerical_diff(f, x) * t)
NOT_SHIFTED = Misconception(
    "not-measured-from-x",
    model=lambda f, x, t: reference.numerical_diff(f, x) * t + f(x),
)
SLOPE_MOVES = Misconception(
    "slope-taken-at-t",
    model=lambda f, x, t: reference.numerical_diff(f, t) * (t - x) + f(x),
)
TURNED_LINE = Misconception(
    "line-mirrored",
    model=lambda f, x, t: reference.numerical_diff(f, x) * (x - t) + f(x),
)
NO_HEIGHT = Misconception(
    "height-missing",
    edit=(" + height", ""),
    call=lambda tangent_line, f, x, t: tangent_line(f, x)(t),
)
FORWARD_LINE = Misconception(
    "forward-difference",
    model=lambda f, x, t: (f(x + H) - f(x)) / H * (t - x) + f(x),
)
CURVE_ITSELF = Misconception("curve-for-line", model=lambda f, x, t: f(t))
OF_HEIGHT = [NO_HEIGHT, THROUGH_ORIGIN, NOT_SHIFTED]
OF_RISE = [SLOPE_MOVES, TURNED_LINE, CURVE_ITSELF, FORWARD_LINE]


def line_from(answer):
    """The line that a student returned, or the failure that names what came instead."""
    came = unchecked(answer)
    numbers = NOT_A_FUNCTION.when(*came) if type(came) in (tuple, list) else NOT_A_FUNCTION.when(came)
    rule_out(NOT_A_FUNCTION, numbers, f"got {came!r}, expected a function of t")
    return expect_function(answer)


def tangents(student, rng):
    """Two lines: the curve, the point, what was returned, and its height at the point."""
    for _ in range(2):
        f, x = wave(rng), rng.uniform(0.5, 2.0)
        line = line_from(student.tangent_line(Recorder(f), x))
        yield f, x, line, expect_number(line(x))


@exercise("tangent_line", weight=2, builds_on=["numerical_diff"])
def test_tangent_rises(student, rng):
    """As the curve at x does, however high the line lies."""
    for f, x, line, height in tangents(student, rng):
        for t in (x + 1.5, x - 3.0, 0.0):
            raised = expect_number(line(t)) - height + f(x)
            check(raised, reference.tangent_line(f, x)(t), SLOPE, OF_RISE, args=(f, x, t))


@exercise("tangent_line", builds_on=["numerical_diff"])
def test_tangent_touches(student, rng):
    """The curve at x, whichever way the line leaves it; the curve itself touches everywhere."""
    for f, x, line, height in tangents(student, rng):
        check(height, f(x), SLOPE, OF_HEIGHT, args=(f, x, x))
        away = expect_number(line(x + 1.5))
        rule_out(CURVE_ITSELF, np.isclose(away, f(x + 1.5), rtol=1e-6), "f(t) came back")


@exercise("tangent_line", needs=[test_tangent_rises, test_tangent_touches], builds_on=["numerical_diff"])
def test_tangent_of_the_deck(student):
    line = line_from(student.tangent_line(Recorder(deck_curve), 5))
    for t, expected in ((0, -0.25), (5, 0.75), (20, 3.75)):
        check(line(t), expected, SLOPE)


LINES_SHARED = Misconception(
    "lines-share-their-slope",
    model=lambda f, x, t, g, z: reference.tangent_line(g, z)(t),
)


@exercise("tangent_line", needs=[test_tangent_rises, test_tangent_touches], builds_on=["numerical_diff"])
def test_tangents_do_not_share(student, rng):
    (f, x), (g, z) = (wave(rng), 1.0), (wave(rng), -1.5)
    first = line_from(student.tangent_line(Recorder(f), x))
    second = line_from(student.tangent_line(Recorder(g), z))
    check(first(0.25), reference.tangent_line(f, x)(0.25), SLOPE, [LINES_SHARED], args=(f, x, 0.25, g, z))
    check(second(0.25), reference.tangent_line(g, z)(0.25), SLOPE, [LINES_SHARED], args=(g, z, 0.25, f, x))


# ---------------------------------------------------------------- gradients


def bowl(rng, shape):
    """A smooth function of an array of `shape` in which every entry matters for every partial derivative."""
    curvature, direction = rng.uniform(1.0, 3.0, size=shape), rng.uniform(-1.0, 1.0, size=shape)

    def f(x):
        x = np.asarray(x, dtype=float)
        if x.shape != shape:
            return float("nan")
        return float(np.sum(curvature * x * x) + 0.25 * np.sum(x) ** 2 + np.sin(np.sum(direction * x)))

    return f


def moved_one_by_one(measure):
    """A wrong gradient: `measure(f, x, index)` for every entry."""

    def model(f, x):
        gradient = np.zeros(x.shape)
        for index in np.ndindex(x.shape):
            gradient[index] = measure(f, x, index)
        return gradient

    return model


def at(x, index, step):
    moved = x.copy()
    moved[index] += step
    return moved


def one_sided(h):
    return moved_one_by_one(lambda f, x, index: (f(at(x, index, h)) - f(x)) / h)


def never_restored(f, x):
    x, gradient = x.copy(), np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        start = x[index]
        x[index] = start + H
        above = f(x)
        x[index] = start - H
        gradient[index] = (above - f(x)) / (2 * H)
    return gradient


def by_rows(f, x):
    """A wrong gradient of a matrix: a whole row is moved at once."""
    gradient = np.zeros(x.shape)
    for i in range(len(x)):
        gradient[i] = (f(at(x, i, H)) - f(at(x, i, -H))) / (2 * H)
    return gradient


NOT_WHOLE_ARRAY = Misconception(
    "f-of-one-entry",
    when=lambda actual, f, x: np.any(np.isnan(actual)),
    about_form=True,
)
ONE_AXIS_ONLY = Misconception("one-axis-only", raises="IndexError", match=r"out of bounds for axis 0")
ROWS_MOVED = Misconception("one-axis-only", model=by_rows)
FIRST_ENTRY_ONLY = Misconception(
    "returned-in-the-loop",
    when=lambda actual, f, x: (
        actual.shape == x.shape
        and x.size > 1
        and not np.any(actual.ravel()[1:])
        and np.isclose(actual.ravel()[0], reference.numerical_gradient(f, x).ravel()[0], rtol=1e-5)
    ),
)
ALL_MOVED = Misconception(
    "all-entries-moved",
    model=lambda f, x: np.full(x.shape, (f(x + H) - f(x - H)) / (2 * H)),
)
GRADIENT_FORWARD = Misconception(
    "forward-difference",
    when=lambda actual, f, x: any(
        np.allclose(actual, one_sided(h)(f, x), rtol=1e-7, atol=1e-6)
        for h in (1e-3, 1e-4, 1e-5, 1e-6, -1e-3, -1e-4, -1e-5, -1e-6)
    ),
)


def quotient(name, of):
    """A misconception: entry by entry, this of the two values; exactly, since some of it is next to nothing."""
    model = moved_one_by_one(lambda f, x, index: of(f(at(x, index, H)), f(at(x, index, -H))))
    return Misconception(name, when=lambda actual, f, x: np.allclose(actual, model(f, x), rtol=1e-4, atol=0))


WRONG_QUOTIENTS = [
    quotient("run-of-one-h", lambda above, below: (above - below) / H),
    quotient("times-h", lambda above, below: (above - below) / 2 * H),
    quotient("difference-turned-around", lambda above, below: (below - above) / (2 * H)),
    quotient("precedence", lambda above, below: above - below / (2 * H)),
    quotient("values-added", lambda above, below: (above + below) / (2 * H)),
]
NOT_RESTORED = Misconception(
    "entry-not-restored",
    when=lambda actual, f, x: np.allclose(actual, never_restored(f, x), rtol=0, atol=1e-8),
)
OF_GRADIENT = [FIRST_ENTRY_ONLY, ALL_MOVED, ROWS_MOVED, *WRONG_QUOTIENTS, NOT_RESTORED, GRADIENT_FORWARD]


def gradient_of(student, f, x, tolerance=ONE_SIDED):
    """The student's gradient of f at x, right within the tolerance, and with what f was called for it."""
    recorder = Recorder(f)
    actual = student.numerical_gradient(recorder, x)
    whole = all(isinstance(point, np.ndarray) and point.shape == x.shape for point in points(recorder))
    known = OF_GRADIENT if whole else [NOT_WHOLE_ARRAY, *OF_GRADIENT]
    check(actual, reference.numerical_gradient(f, x), tolerance, known, args=(f, x), kind="float")
    return points(recorder)


@exercise("numerical_gradient", weight=2)
def test_gradient_of_a_vector(student, rng):
    for n in (4, 1, 3):
        x = rng.uniform(-2.0, 2.0, size=n)
        x[0] = 0.0 if n == 3 else x[0]
        calls = len(gradient_of(student, bowl(rng, (n,)), x))
        require(calls > n, f"f was called {calls} times, {n} entries need {n + 1} at least", hint="too-few-calls")


@exercise("numerical_gradient", needs=test_gradient_of_a_vector)
def test_gradient_of_the_deck(student):
    def f(x):
        return float(x[0] ** 2 + x[1] ** 2) if np.shape(x) == (2,) else float("nan")

    x = np.array([3.0, 4.0])
    check(student.numerical_gradient(Recorder(f), x), np.array([6.0, 8.0]), ONE_SIDED, OF_GRADIENT, args=(f, x))


@exercise("numerical_gradient", weight=2, needs=test_gradient_of_a_vector, misconceptions=[ONE_AXIS_ONLY])
def test_gradient_of_any_shape(student, rng):
    for shape in ((2, 3), (3, 1), (2, 2, 2)):
        gradient_of(student, bowl(rng, shape), rng.uniform(-1.5, 1.5, size=shape))


def moves(called_with, x):
    """Each call of f with one entry of x moved: which, and how far."""
    arrays = [point for point in called_with if isinstance(point, np.ndarray) and point.shape == x.shape]
    found = [np.flatnonzero(np.abs(point - x) > 1e-13) for point in arrays]  # what was put back may be off by 1e-16
    return [(where[0], (point - x)[where[0]]) for point, where in zip(arrays, found, strict=True) if len(where) == 1]


@exercise("numerical_gradient", weight=3, needs=test_gradient_of_a_vector)
def test_gradient_is_central(student, rng):
    """A step to one side, or of another length, is charged here alone, whatever rounding makes of it."""
    f, x = bowl(rng, (3,)), rng.uniform(-1.0, 1.0, size=3)
    steps = moves(gradient_of(student, f, x), x)
    for _, step in steps:
        in_range, what = 0.9e-6 < abs(step) < 1.1e-3, f"an entry was moved by {step:.3g}, expected 1e-6 to 1e-3"
        require(in_range, what, hint="gradient-moves-one-entry")
    gradient_of(student, f, x, SLOPE)
    missing = 2 * x.size - len({(entry, step > 0) for entry, step in steps})
    rule_out(GRADIENT_FORWARD, missing > 0, f"{missing} of {2 * x.size} moves, up or down, were not made")
    bottom = rng.uniform(-1.0, 1.0, size=3)

    def valley(x):
        x = np.asarray(x, dtype=float)
        return float(200.0 * np.sum((x - bottom) ** 2)) if x.shape == bottom.shape else float("nan")

    gradient_of(student, valley, bottom, FLAT)


@exercise("numerical_gradient", needs=test_gradient_of_a_vector)
def test_gradient_moves_one_entry(student, rng):
    f, x = bowl(rng, (4,)), rng.uniform(-1.0, 1.0, size=4)  # of one axis: several have a test of their own
    called_with = gradient_of(student, f, x)
    for point in called_with:
        whole = isinstance(point, np.ndarray) and point.shape == x.shape and point.dtype.kind in "iuf"
        rule_out(NOT_WHOLE_ARRAY, not whole, f"f was called with something else than an array of shape {x.shape}")
    moved = np.array([np.abs(point - x) > 1e-13 for point in called_with])
    alone = moved.sum(axis=1) == 1  # at the first move at least: what stays moved is charged where it shows
    rule_out(ALL_MOVED, moved.any() and not alone.any(), "f was never called with one entry of x moved")
    require(moved.any(axis=0).all(), f"only the entries {moved.any(axis=0)} were moved", hint="too-few-calls")


@exercise("numerical_gradient", needs=test_gradient_of_a_vector)
def test_gradient_leaves_x(student, rng):
    f, x = bowl(rng, (6,)), rng.uniform(-1.0, 1.0, size=6)
    seen = student.numerical_gradient.observe(Recorder(f), x)
    after = expect_array(seen.args[1], x.shape)
    # x + h - h may differ from x by rounding, about 1e-16; an entry that was not put back is off by 1e-6 or more
    moved = not np.all(np.abs(after - x) < 1e-9)
    rule_out(NOT_RESTORED, moved, f"x was {x.tolist()} and is {after.tolist()} after the call")
