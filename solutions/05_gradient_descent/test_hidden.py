"""Hidden suite of 05_gradient_descent: walking downhill in one dimension. Arrows and arrays: test_hidden_fields.py.

The gradients that walks are given are drawn from `rng`, so that no path can be known beforehand.
"""

from functools import partial

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    LayerKind,
    Misconception,
    Picture,
    Recorder,
    Tolerance,
    attempt,
    check,
    check_raises,
    either,
    exercise,
    expect_array,
    expect_number,
    expect_tuple,
    load_reference,
    require,
    table,
    unchecked,
)

reference = load_reference(__file__)

TOL = Tolerance(why="a few float64 operations lose 1e-15; the mildest wrong formula is off by 0.1")
PATH = Tolerance(
    rtol=1e-12,
    atol=1e-14,
    why="the exercise asks for 1e-12; other orders of the same operations differ by 1e-15 a step",
)


# ---------------------------------------------------------------- the loss and its derivative

TURNED_SIGN = Misconception("minimum-at-minus-three", model=lambda x: (x + 3) ** 2 + 10)
NO_OFFSET = Misconception("ten-missing", model=lambda x: (x - 3) ** 2)
NOT_SQUARED = Misconception("not-squared", model=lambda x: (x - 3) + 10)
DOUBLED = Misconception("times-two-for-squared", model=lambda x: (x - 3) * 2 + 10)
CARET = Misconception("caret-for-power", raises="TypeError", match=r"for \^=?:|'bitwise_xor'")
OF_LOSS = [TURNED_SIGN, NO_OFFSET, NOT_SQUARED, DOUBLED]


@exercise("loss", weight=2, misconceptions=[CARET])
@table(
    [
        Case("start-of-the-lab", 10.0, expected=59.0),
        Case("end-of-the-lab", 3.0000000000000004, expected=10.0),
        Case("negative", -1.5, expected=30.25, secret=True),
        Case("int", 5, expected=14),
    ]
)
def test_loss_values(student, case):
    check(student.loss(*case.args), case.expected, TOL, OF_LOSS, args=case.args)


@exercise("loss", needs=test_loss_values)
def test_loss_is_symmetric(student, rng):
    for distance in rng.uniform(0.2, 8.0, size=3):
        for x in (3.0 - distance, 3.0 + distance):
            check(student.loss(x), 10.0 + distance**2, TOL, OF_LOSS, args=(x,))


INNER_LOST = Misconception("constant-lost", model=lambda x: 2 * x)
FACTOR_LOST = Misconception("two-lost", model=lambda x: x - 3)
HALF_DISTRIBUTED = Misconception("two-not-distributed", model=lambda x: 2 * x - 3)
CONSTANT_KEPT = Misconception("constant-kept", model=lambda x: 2 * x - 6 + 10)
SLOPE_TURNED = Misconception("slope-turned", model=lambda x: 6 - 2 * x)
LOSS_AGAIN = Misconception("loss-for-gradient", model=lambda x: (x - 3) ** 2 + 10)
OF_SLOPE = [INNER_LOST, FACTOR_LOST, HALF_DISTRIBUTED, CONSTANT_KEPT, SLOPE_TURNED, LOSS_AGAIN]


@exercise("gradient", weight=2)
@table(
    [
        Case("start-of-the-lab", 10.0, expected=14.0),
        Case("left", -0.5, expected=-7.0),
        Case("minimum", 3.0, expected=0.0, secret=True),
        Case("int", 5, expected=4),
    ]
)
def test_gradient_values(student, case):
    check(student.gradient(*case.args), case.expected, TOL, OF_SLOPE, args=case.args)


@exercise("gradient", needs=test_gradient_values)
def test_gradient_is_the_slope_of_the_loss(student, rng):
    h = 1e-4
    why = "a central difference is exact for a parabola, up to rounding of 1e-16 * 50 / h"
    for x in rng.uniform(-4.0, 9.0, size=3):
        slope = (reference.loss(x + h) - reference.loss(x - h)) / (2 * h)
        check(student.gradient(x), slope, Tolerance(rtol=1e-6, atol=1e-8, why=why), OF_SLOPE, args=(x,))


UPHILL = Misconception("uphill", model=lambda slope: float(np.sign(slope)))
NEVER_RESTS = Misconception("moves-at-zero", when=lambda actual, slope: slope == 0 and abs(actual) == 1)
SLOPE_NOT_DIRECTION = Misconception(
    "slope-for-direction",
    when=lambda actual, slope: any(np.isclose(abs(actual), rate * abs(slope), atol=0) for rate in (1, 0.2, 0.1)),
)
ROUNDED_FLAT = Misconception(
    "small-slopes-ignored",
    when=lambda actual, slope: 0 < abs(slope) < 1 and actual == 0,
)
OF_DIRECTION = [UPHILL, NEVER_RESTS, ROUNDED_FLAT, SLOPE_NOT_DIRECTION]


@exercise("update_direction", weight=2)
@table(
    [
        Case("steep-rise", 14.0, expected=-1),
        Case("fall", -2.5, expected=1),
        Case("int", 6, expected=-1),
        Case("gentle-rise", 0.4, expected=-1),
        Case("gentle-fall", -0.3, expected=1, secret=True),
    ]
)
def test_direction_of_slopes(student, case):
    check(student.update_direction(*case.args), case.expected, EXACT, OF_DIRECTION, args=case.args)


@exercise("update_direction", needs=test_direction_of_slopes)
@table(
    [
        Case("level", 0.0, expected=0),
        Case("level-int", 0, expected=0),
        Case("hardly-rising", 1e-9, expected=-1),
        Case("hardly-falling", -1e-9, expected=1),
    ]
)
def test_direction_near_zero(student, case):
    check(student.update_direction(*case.args), case.expected, EXACT, OF_DIRECTION, args=case.args)


# ---------------------------------------------------------------- the walk


def slope_of(steepness, minimum):
    """The derivative of steepness/2 (x - minimum)^2."""

    def slope(x):
        return steepness * (x - minimum)

    return slope


def walk(step):
    """A wrong walk that keeps its path: `step(x, slope, learning_rate)` is the next point."""

    def model(gradient, x0, learning_rate=0.2, max_iterations=100):
        path = [float(x0)]
        for _ in range(max_iterations):
            path.append(step(path[-1], gradient(path[-1]), learning_rate))
        return np.array(path)

    return model


def right_path(gradient, x0, learning_rate=0.2, max_iterations=100):
    return reference.gradient_descent(gradient, x0, learning_rate, max_iterations)


ASCENT = Misconception("ascent", model=walk(lambda x, slope, rate: x + rate * slope))
FIXED_STEP = Misconception(
    "steps-of-equal-length",
    model=walk(lambda x, slope, rate: x - rate * np.sign(slope)),
)
NO_RATE = Misconception(
    "rate-not-used",
    when=lambda actual, gradient, x0, learning_rate, max_iterations: any(  # of a rate that was passed in
        np.allclose(actual, right_path(gradient, x0, rate, max_iterations), rtol=1e-9, atol=0)
        for rate in (1.0, 0.2, 0.1, 0.01)
        if rate != learning_rate
    ),
)
OWN_GRADIENT = Misconception(
    "own-gradient",
    model=lambda gradient, x0, learning_rate=0.2, max_iterations=100: right_path(
        reference.gradient, x0, learning_rate, max_iterations
    ),
)
START_MISSING = Misconception("start-missing", model=lambda *args: right_path(*args)[1:], about_form=True)
END_MISSING = Misconception("end-missing", model=lambda *args: right_path(*args)[:-1], about_form=True)
ONLY_THE_END = Misconception(
    "only-the-end",
    model=lambda *args: float(right_path(*args)[-1]),
    about_form=True,
)
PATH_AS_LIST = Misconception(
    "path-as-list",
    when=lambda actual, *args: type(actual) is list and np.shape(actual) == right_path(*args).shape,
    about_form=True,
)
CUT_TO_INTS = Misconception(
    "cut-to-whole-numbers",
    when=lambda actual, *args: actual.dtype.kind in "iu" and actual.shape == right_path(*args).shape,
    about_form=True,
)
STARTS_AFRESH = Misconception(
    "slope-of-the-start",
    model=lambda gradient, x0, learning_rate=0.2, max_iterations=100: (
        x0 - learning_rate * gradient(x0) * np.arange(max_iterations + 1.0)
    ),
)
OF_WALK = [
    PATH_AS_LIST,
    ONLY_THE_END,
    START_MISSING,
    END_MISSING,
    ASCENT,
    FIXED_STEP,
    STARTS_AFRESH,
    OWN_GRADIENT,
    CUT_TO_INTS,
    NO_RATE,
]


def walks(student, rng):
    """Walks down parabolas: the arguments, what the student made of them, and how often the gradient was called."""
    for rate, steps in ((0.15, 12), (0.4, 7), (0.05, 30)):
        slope = slope_of(rng.uniform(0.8, 2.2), rng.uniform(4.0, 6.0))
        args = slope, rng.uniform(8.0, 12.0), rate, steps
        recorder = Recorder(slope)
        yield args, student.gradient_descent(recorder, *args[1:]), recorder


def is_path(own):
    return type(own) is np.ndarray and own.ndim == 1 and own.dtype.kind == "f"


def follows(own, slope, rate):
    """Whether each point after the second follows from the one before it."""
    return np.allclose(own[2:], own[1:-1] - rate * slope(own[1:-1]), rtol=PATH.rtol, atol=PATH.atol)


@exercise("gradient_descent", weight=3)
def test_descent_steps(student, rng):
    """Each point after the second follows from the one before it, wherever the path begins and ends."""
    for args, path, recorder in walks(student, rng):
        slope, _, rate, steps = args
        own = unchecked(path)
        if not is_path(own) or len(own) <= 4 or not follows(own, slope, rate):
            check(path, right_path(*args), PATH, OF_WALK, args=args)
        enough = len(recorder.calls) >= min(steps, len(own)) - 1
        require(enough, f"gradient was called {len(recorder.calls)} times for {len(own)} points")


def with_own_steps(right, own, slope, rate):
    """The right path, but with steps that are charged where steps are asked for; they go somewhere, and may arrive."""
    if is_path(own) and own.shape == right.shape:
        right[2:] = own[2:]
        if not follows(own, slope, rate) and np.diff(own[:5]).all():
            right[1:] = own[1:]
    return right


@exercise("gradient_descent", weight=2)
def test_descent_ends(student, rng):
    """The path begins at x0, makes a step and is as long as it should be, wherever the others lead."""
    for args, path, _ in walks(student, rng):
        slope, _, rate, _ = args
        expected = with_own_steps(right_path(*args), unchecked(path), slope, rate)
        check(path, expected, PATH, OF_WALK, args=args)


def other_steps(steps):
    """The walk with another number of steps than it is asked for."""

    def model(gradient, x0, learning_rate=0.2, max_iterations=100):
        return right_path(gradient, x0, learning_rate, steps(max_iterations))

    return model


OTHER_LENGTHS = (
    START_MISSING.model,
    END_MISSING.model,
    other_steps(lambda asked: asked + 1),
    other_steps(lambda asked: 100),
)


def path_for(student, actual, *args):
    """What a path is held against where its length is not the question: another length is charged above."""

    def length():
        args = slope_of(1.5, 5.0), 10.0, 0.15, 6
        own = unchecked(student.gradient_descent(Recorder(args[0]), *args[1:]))
        return next((other for other in OTHER_LENGTHS if agrees_as_path(own, other(*args))), right_path)

    own, other = unchecked(actual), student.once("length", length)(*args)
    return other if is_path(own) and own.shape == other.shape else right_path(*args)


def agrees_as_path(own, path):
    return is_path(own) and own.shape == path.shape and np.allclose(own, path, rtol=PATH.rtol, atol=PATH.atol)


@exercise("gradient_descent", needs=test_descent_steps)
def test_descent_of_the_lab(student):
    slope = slope_of(2, 3)
    path = student.gradient_descent(Recorder(slope), 10.0)  # an int start has a test of its own
    check(path, path_for(student, path, slope, 10.0), PATH, OF_WALK, args=(slope, 10.0))
    check(expect_array(path)[-1], 3.0000000000000004, PATH)


@exercise("gradient_descent", needs=test_descent_steps)
def test_descent_by_name(student, rng):
    slope = slope_of(2, rng.uniform(1.0, 2.0))
    for rate, steps in ((1.3, 9), (0.75, 15)):
        actual = student.gradient_descent(Recorder(slope), -4.5, learning_rate=rate, max_iterations=steps)
        args = slope, -4.5, rate, steps
        check(actual, path_for(student, actual, *args), PATH, OF_WALK, args=args)


@exercise("gradient_descent", secret=False)
def test_descent_is_float(student):
    slope = slope_of(1.2, 5)
    for start, steps in ((12, 3), (7, 0), (7.5, 0)):
        actual = student.gradient_descent(Recorder(slope), start, 0.25, steps)
        args = (slope, start, 0.25, steps)
        expected = with_own_steps(path_for(student, actual, *args), unchecked(actual), slope, 0.25)
        check(actual, expected, PATH, OF_WALK, args=args, kind="float")


# ---------------------------------------------------------------- stopping


def until(enough, *, count_last=True, before=False, step=lambda x, slope, rate: x - rate * slope):
    """A wrong stop: `enough(change, slope, precision)` ends the walk."""

    def model(gradient, x0, learning_rate, precision, max_iterations):
        x = x0
        for steps in range(max_iterations):
            new = step(x, gradient(x), learning_rate)
            if enough(new - x, gradient(x), precision):
                return (x if before else new), steps + (1 if count_last else 0)
            x = new
        return x, max_iterations

    return model


def small(change, slope, precision):
    return abs(change) < precision


NEVER_STOPS = Misconception("precision-not-used", model=until(lambda change, slope, precision: False))
SIGNED_CHANGE = Misconception(
    "change-with-sign",
    model=until(lambda change, slope, precision: change < precision),
)
SLOPE_FOR_CHANGE = Misconception(  # the slope where a step begins, or where it ends
    "slope-for-change",
    when=lambda actual, *args: any(
        agrees(actual, until(lambda _, slope, precision: abs(slope) < precision, before=end, count_last=not end)(*args))
        for end in (False, True)
    ),
)
CHANGE_STARTS_SMALL = Misconception(
    "change-starts-small",
    when=lambda actual, slope, x0, rate, precision, most: most > 0 and agrees(actual, (x0, 0)),
)
STOPS_TOO_LATE = Misconception(
    "stops-while-large",
    model=until(lambda change, slope, precision: abs(change) > precision),
)
LAST_NOT_COUNTED = Misconception("last-step-not-counted", model=until(small, count_last=False))
LAST_NOT_TAKEN = Misconception(
    "last-step-not-taken",
    when=lambda actual, *args: any(
        agrees(actual, until(small, before=True, count_last=counted)(*args)) for counted in (True, False)
    ),
)
PAIR_SWAPPED = Misconception("pair-swapped", model=lambda *args: reference.descend_until(*args)[::-1])
STOP_ASCENT = Misconception("ascent", model=until(small, step=lambda x, slope, rate: x + rate * slope))
STOPS_AT_A_TIE = Misconception(
    "stops-at-a-tie",
    model=until(lambda change, slope, precision: abs(change) <= precision),
)
LIMIT_EXCEEDED = Misconception(
    "limit-exceeded",
    model=lambda *args: reference.descend_until(*args[:-1], args[-1] + 1),
)
OF_STOP = [
    PAIR_SWAPPED,
    NEVER_STOPS,
    SIGNED_CHANGE,
    SLOPE_FOR_CHANGE,
    STOPS_TOO_LATE,
    LAST_NOT_COUNTED,
    LAST_NOT_TAKEN,
    STOP_ASCENT,
    STOPS_AT_A_TIE,
    LIMIT_EXCEEDED,
    CHANGE_STARTS_SMALL,
]


def agrees(actual, predicted):
    return bool(np.allclose(actual, predicted, rtol=1e-9, atol=1e-12))


def check_stop(student, slope, *rest, part=None):
    """One walk against the reference's."""
    actual = student.descend_until(Recorder(slope), *rest)
    check(actual, reference.descend_until(slope, *rest), TOL, OF_STOP, args=(slope, *rest), part=part)


def check_stops(student, rng, part):
    # steps shrink by a constant factor, and precision lies in the middle between two of them: no rounding decides;
    # it is below 1, for a change that starts at 1 is caught at the edges
    for start, rate, kept, stop in ((-3.0, 0.2, 0.6, 8), (9.0, 0.2, 0.6, 5), (5.0, 0.8, -0.6, 4)):
        minimum = rng.uniform(2.0, 4.0)
        slope = slope_of((1 - kept) / rate, minimum)
        precision = abs((start - minimum) * (1 - kept)) * abs(kept) ** (stop - 0.5)
        check_stop(student, slope, start, rate, precision, 60, part=part)
    check_stop(student, slope_of(2, 3), 10, 0.2, 1e-5, 100, part=part)  # the lab's: 26 steps


@exercise("descend_until", weight=2)
def test_stop_on_precision(student, rng):
    check_stops(student, rng, 0)


@exercise("descend_until", weight=2)
def test_stop_after_steps(student, rng):
    check_stops(student, rng, 1)


@exercise("descend_until")
def test_stop_at_the_limit(student, rng):
    slope = slope_of(2, rng.uniform(2.0, 4.0))
    for steps in (0, 1, 6):
        check_stop(student, slope, 9.0, 0.1, 1e-9, steps)


@exercise("descend_until", needs=[test_stop_on_precision, test_stop_after_steps])
def test_stop_at_edges(student):
    check_stop(student, slope_of(2, 3.0), 103.0, 0.2, 5.0, 20)  # its first step is longer than 1, and so is precision
    check_stop(student, slope_of(2, 3.0), 3.0, 0.2, 1e-3, 20)

    def ramp(x):  # steps of exactly 0.5 up to 10, and then of 0.25: nobody walks for ever
        return -1.0 if x < 10 else -0.5

    check_stop(student, ramp, 8.0, 0.5, 0.5, 20)


# ---------------------------------------------------------------- learning rates


def sorted_by(halfway, end):
    """A wrong table of learning rates with its borders elsewhere."""

    def model(rate):
        if rate <= halfway:
            return "monotone"
        return "overshoots" if rate < end else "oscillates" if rate == end else "diverges"

    return model


BORDERS_DOUBLED = Misconception("borders-of-another-curve", model=sorted_by(1.0, 2.0))
HALF_OVERSHOOTS = Misconception(
    "half-overshoots",
    when=lambda actual, rate: rate == 0.5 and actual == "overshoots",
)
ONE_NOT_APART = Misconception(
    "one-belongs-nowhere",
    when=lambda actual, rate: rate == 1 and actual in ("overshoots", "diverges"),
)
OVERSHOT_IS_DIVERGED = Misconception(
    "overshooting-taken-for-diverging",
    when=lambda actual, rate: 0.5 < rate < 1 and actual in ("diverges", "oscillates"),
)
TOO_LARGE_OSCILLATES = Misconception(
    "diverging-taken-for-oscillating",
    when=lambda actual, rate: rate > 1 and actual in ("oscillates", "overshoots"),
)
NEAR_TAKEN_FOR_AT = Misconception(
    "near-taken-for-at",
    when=lambda actual, rate: (
        0 < min(abs(rate - 0.5), abs(rate - 1)) < 0.01 and actual == ("monotone" if rate < 0.6 else "oscillates")
    ),
)
OF_RATES = [BORDERS_DOUBLED, HALF_OVERSHOOTS, ONE_NOT_APART, OVERSHOT_IS_DIVERGED, TOO_LARGE_OSCILLATES]


@exercise("behaviour", weight=3)
@table(
    [
        Case("small", 0.05, expected="monotone"),
        Case("of-the-lab", 0.2, expected="monotone"),
        Case("below-half", 0.45, expected="monotone"),
        Case("above-half", 0.55, expected="overshoots"),
        Case("three-quarters", 0.75, expected="overshoots"),
        Case("below-one", 0.95, expected="overshoots"),
        Case("above-one", 1.05, expected="diverges"),
        Case("large", 4, expected="diverges", secret=True),
    ]
)
def test_behaviour_of_rates(student, case):
    check(student.behaviour(*case.args), case.expected, EXACT, OF_RATES, args=case.args)


@exercise("behaviour", weight=2, needs=test_behaviour_of_rates)
@table(
    [
        Case("half", 0.5, expected="monotone"),
        Case("one", 1.0, expected="oscillates"),
        Case("one-int", 1, expected="oscillates"),
        Case("just-below-half", 0.499, expected="monotone"),
        Case("just-above-half", 0.501, expected="overshoots"),
        Case("just-below-one", 0.999, expected="overshoots"),
        Case("just-above-one", 1.001, expected="diverges"),
    ]
)
def test_behaviour_at_the_borders(student, case):
    check(student.behaviour(*case.args), case.expected, EXACT, [NEAR_TAKEN_FOR_AT, *OF_RATES], args=case.args)


NOT_POSITIVE = "not-positive"


@exercise("behaviour", secret=False)
def test_behaviour_refuses(student):
    rates = (0.2, 0.75, 4)
    either(*(partial(student.behaviour, rate) for rate in rates))  # else it may always raise
    require(len({repr(attempt(student.behaviour, rate)[0]) for rate in rates}) > 1, "all rates are told alike")
    for rate in (0, 0.0, -0.2, -3):
        check_raises(student.behaviour, rate, error="ValueError", hint=NOT_POSITIVE)


# ---------------------------------------------------------------- pictures, on the notebook's own walk


def walked_by_hand(notebook):
    """The walk by hand of section 4, on its valley, (9, 2)."""
    path = expect_array(notebook.gradient_descent(reference.gradient, 10, 0.2, 8), (9,))
    return np.column_stack([path, reference.loss(path)])


def where_it_stops(notebook):
    """Where the walk of section 5 is when up to so many steps are allowed, (9,): it stays where it has stopped."""
    ends = [expect_tuple(notebook.descend_until(reference.gradient, 10, 0.2, 0.7, most), 2) for most in range(9)]
    return [expect_number(x) for x, _ in ends]


VALLEY = np.linspace(-4, 10, 57)
PICTURES = {
    "gradient_descent": Picture(
        LayerKind.STEPS, walked_by_hand, (("x", "loss"),), ground=(VALLEY, reference.loss(VALLEY))
    ),
    "descend_until": Picture(LayerKind.STEPS, where_it_stops, (("step", "x"),)),
}
