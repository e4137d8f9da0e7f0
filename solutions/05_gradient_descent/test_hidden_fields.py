"""Hidden suite of 05_gradient_descent, second part: arrows, surfaces, and the walk in several dimensions.

Grids are lopsided (m and n differ, x and y reach different distances), so that nothing right comes out of exchanged
axes. Figures are judged by their data alone.
"""

import itertools

import numpy as np

from autograder.suite import (
    LayerKind,
    Misconception,
    Picture,
    Recorder,
    Shown,
    Tolerance,
    check,
    check_pure,
    check_unchanged,
    exercise,
    expect_array,
    expect_figure,
    expect_tuple,
    load_reference,
    require,
    right_arrows,
    rule_out,
    slopes,
    unchecked,
)

reference = load_reference(__file__)

TOL = Tolerance(why="one product each: exact in float64; the mildest wrong arrow is off by 0.1")
DRAWN = Tolerance(why="matplotlib keeps the float64 data that it is given")
MEASURED = Tolerance(
    rtol=1e-5,
    atol=2e-3,
    why="differences to one side, of h up to 1e-3, move the end of these walks by less, and are charged where a walk comes "
    "to rest; one step more or less moves it by 1e-2",
)
AT_REST = Tolerance(
    rtol=0.0, atol=1e-8, why="about 1e-9 is printed; a central difference is exact on this bowl up to 1e-11"
)


def grid(rng, m=4, n=6):
    """A lopsided grid with positive and negative coordinates, (m, n) each."""
    x = np.linspace(-rng.uniform(1.2, 1.8), rng.uniform(2.2, 2.8), n)
    y = np.linspace(-rng.uniform(3.2, 3.8), rng.uniform(0.6, 0.9), m)
    return np.meshgrid(x, y)


# ---------------------------------------------------------------- arrows

UPHILL = Misconception("uphill", model=lambda X, Y: (2 * X, 2 * Y))
NORMALISED = Misconception(
    "normalised",
    when=lambda actual, X, Y: (
        np.ptp(np.hypot(*actual)) < 1e-6 < np.min(np.hypot(*actual)) and np.all(X * actual[0] + Y * actual[1] < 0)
    ),
)
EXCHANGED = Misconception("axes-exchanged", model=lambda X, Y: (-2 * Y, -2 * X))
NO_FACTOR = Misconception("two-lost", model=lambda X, Y: (-X, -Y))
NOT_DIFFERENTIATED = Misconception("not-differentiated", model=lambda X, Y: (-(X**2), -(Y**2)))
ONE_SIGN = Misconception(
    "one-sign",
    when=lambda actual, X, Y: any(np.allclose(actual, (2 * sign * X, -2 * sign * Y)) for sign in (1, -1)),
)
OF_FIELD = [UPHILL, NORMALISED, EXCHANGED, NO_FACTOR, NOT_DIFFERENTIATED, ONE_SIGN]


@exercise("descent_field", weight=3)
def test_field_values(student, rng):
    X, Y = grid(rng)
    check(student.descent_field(X, Y), reference.descent_field(X, Y), TOL, OF_FIELD, args=(X, Y))


@exercise("descent_field", needs=test_field_values)
def test_field_goes_downhill(student, rng):
    X, Y = grid(rng, 3, 5)
    U, V = (expect_array(part, X.shape) for part in expect_tuple(student.descent_field(X, Y), 2))
    after = (X + 0.1 * U) ** 2 + (Y + 0.1 * V) ** 2
    check(after, 0.64 * (X**2 + Y**2), TOL)


@exercise("descent_field", needs=test_field_values)
def test_field_keeps_arguments(student, rng):
    check_pure(student.descent_field, grid(rng))


# ---------------------------------------------------------------- figures


def corners(X, Y):
    return (X.min(), X.max(), Y.min(), Y.max())


def reach(points):
    """(smallest x, largest x, smallest y, largest y) of points (m, 2 or more)."""
    return (points[:, 0].min(), points[:, 0].max(), points[:, 1].min(), points[:, 1].max())


NO_SURFACE = "no-surface"
AXES_LEFT_OUT = "axes-not-in-the-figure"
WIREFRAME = Misconception("wireframe", when=lambda surface: not surface.filled)
GCA_GONE = Misconception(
    "gca-projection",
    raises="TypeError",
    match=r"gca\(\) (got an unexpected keyword argument|takes )",
)
UPSIDE_DOWN = Misconception("upside-down", when=lambda z, x, y: np.allclose(z, -(x**2 + y**2)))
CONE = Misconception("cone", when=lambda z, x, y: np.allclose(z, np.sqrt(x**2 + y**2)))
TROUGH = Misconception("one-variable-only", when=lambda z, x, y: np.allclose(z, x**2) or np.allclose(z, y**2))
AXES_SWAPPED = Misconception(
    "axes-exchanged",
    hint="axes-exchanged-2",
    when=lambda got, wanted: np.allclose(got, (*wanted[2:], *wanted[:2])),
)
ANOTHER_GRID = Misconception("another-grid", when=lambda *_: True, broad=True)


def surface_of(student, X, Y):
    """The filled surface that was drawn, or a failure that says what was drawn instead."""
    figure = expect_figure(student.plot_surface(X, Y))
    require(figure.axes, "a figure without axes", AXES_LEFT_OUT, "axes-not-in-the-figure")
    surfaces = figure.surfaces
    require(surfaces, "no surface in the figure", hint=NO_SURFACE)
    surface = max(surfaces, key=lambda drawn: (drawn.filled, len(drawn.vertices)))
    rule_out(WIREFRAME, WIREFRAME.when(surface), f"{len(surfaces)} wireframes and no surface")
    return surface


@exercise("plot_surface", weight=3, misconceptions=[GCA_GONE])
def test_surface_data(student, rng):
    X, Y = grid(rng, 5, 7)
    vertices = surface_of(student, X, Y).vertices
    require(len(vertices) >= 4, f"a surface of {len(vertices)} corners", hint=NO_SURFACE)
    x, y, z = vertices.T
    check(z, x**2 + y**2, DRAWN, [UPSIDE_DOWN, CONE, TROUGH], args=(x, y))
    check(reach(vertices), corners(X, Y), DRAWN, [AXES_SWAPPED, ANOTHER_GRID], args=(corners(X, Y),))


SAME_FIGURE = "same-figure"


def check_new_figures(draw, X, Y):
    """Two calls make two figures, and the grid stays as it is."""
    observation = draw.observe(X, Y)
    check_unchanged(observation)
    first = expect_figure(observation.value)
    second = expect_figure(draw(2 * X, Y))
    require(first.identity != second.identity, "both calls returned the same Figure", hint=SAME_FIGURE)


@exercise("plot_surface", needs=test_surface_data)
def test_surface_is_a_new_figure(student, rng):
    check_new_figures(student.plot_surface, *grid(rng))


EVERYBODYS_X, EVERYBODYS_Y = np.meshgrid(np.arange(-2.0, 2.5, 0.5), np.arange(-2.0, 2.5, 0.5))
FIGURES = {
    "plot_surface": Shown(lambda plot_surface: plot_surface(EVERYBODYS_X.copy(), EVERYBODYS_Y.copy())),
    "plot_quiver": Shown(
        lambda plot_quiver: plot_quiver(EVERYBODYS_X.copy(), EVERYBODYS_Y.copy()),
        lambda _: (right_arrows(EVERYBODYS_X, EVERYBODYS_Y, -2 * EVERYBODYS_X, -2 * EVERYBODYS_Y),),
    ),
}

NO_ARROWS = "no-arrows"
NO_PLACES = Misconception("arrows-without-places", when=lambda got, wanted: got[0] == 0 and got[2] == 0)


def arrows_of(figure, size):
    """x, y, u and v of the first field of so many arrows; where there is none, of all arrows, as one call each draws."""
    quivers = figure.quivers
    require(quivers, "no arrows in the figure", hint=NO_ARROWS)
    drawn = next(([field] for field in quivers if field.u.size == size), quivers)
    return tuple(np.concatenate([getattr(field, name).ravel() for field in drawn]) for name in "xyuv")


@exercise("plot_quiver", weight=3, builds_on=["descent_field"])
def test_quiver_data(student, rng):
    X, Y = grid(rng)
    x, y, u, v = arrows_of(expect_figure(student.plot_quiver(X, Y)), X.size)
    require(
        x.size == X.size == u.size == y.size == v.size,
        f"got {u.size} arrows for {X.size} points",
        hint="an-arrow-for-each-point",
    )
    check(reach(np.stack([x, y], axis=1)), corners(X, Y), DRAWN, [NO_PLACES, AXES_SWAPPED], args=(corners(X, Y),))
    order, wanted = np.lexsort((x, y)), np.lexsort((X.ravel(), Y.ravel()))
    check(x[order], X.ravel()[wanted], DRAWN)
    check(y[order], Y.ravel()[wanted], DRAWN)
    check((u, v), (-2 * x, -2 * y), DRAWN, OF_FIELD, args=(x, y))


@exercise("plot_quiver", needs=test_quiver_data, builds_on=["descent_field"])
def test_quiver_is_a_new_figure(student, rng):
    check_new_figures(student.plot_quiver, *grid(rng))


# ---------------------------------------------------------------- several dimensions

H = 1e-4


def bowl(rng, size):
    """A smooth bowl over (size,) whose variables are coupled; its minimum is not at 0."""
    curvature, middle = rng.uniform(0.5, 2.0, size=size), rng.uniform(1.0, 2.0, size=size)
    direction = rng.uniform(0.2, 0.6, size=size)

    def f(x):
        x = np.asarray(x, dtype=float)
        if x.shape != (size,):
            return float("nan")
        away = x - middle
        return float(np.sum(curvature * away**2) + 0.3 * np.sum(away) ** 2 + np.cos(np.sum(direction * x)))

    return f


def wandering(step):
    """A wrong walk: `step(f, x, learning_rate)` is the next point."""

    def model(f, init_x, learning_rate=0.1, step_num=100):
        x = init_x.copy()
        for _ in range(step_num):
            x = step(f, x, learning_rate)
        return x

    return model


def one_after_the_other(f, x, rate):
    x = x.copy()
    for i in range(x.size):
        x[i] -= rate * slopes(f, x, H)[i]
    return x


ASCENT = Misconception("ascent", model=wandering(lambda f, x, rate: x + rate * slopes(f, x, H)))
UPDATED_TOO_EARLY = Misconception("updated-while-measuring", model=wandering(one_after_the_other))
PATH_FOR_POINT = Misconception(
    "path-for-point",
    when=lambda actual, f, init_x, learning_rate=0.1, step_num=100: (
        actual.shape in ((step_num, init_x.size), (step_num + 1, init_x.size)) and step_num > 1
    ),
    about_form=True,
)
KNOWN_SLOPE = Misconception(
    "slope-of-one-function",
    model=lambda f, init_x, learning_rate=0.1, step_num=100: init_x * (1 - 2 * learning_rate) ** step_num,
)
STARTS_AFRESH = Misconception(
    "slope-of-the-start",
    model=lambda f, init_x, learning_rate=0.1, step_num=100: init_x - step_num * learning_rate * slopes(f, init_x, H),
)
STEPS_IGNORED = Misconception(
    "given-steps-ignored",
    when=lambda actual, f, init_x, learning_rate=0.1, step_num=100: any(
        np.allclose(actual, reference.gradient_descent_nd(f, init_x, learning_rate, steps), rtol=1e-7, atol=1e-9)
        for steps in (step_num - 1, step_num + 1, 100, 1)
        if steps != step_num
    ),
)
FORWARD = Misconception(
    "forward-difference",
    when=lambda actual, f, init_x, *rest: any(
        np.allclose(actual, end, rtol=0, atol=1e-8)
        for h in (1e-3, 1e-4, 1e-5, 1e-6)
        for end in [
            wandering(lambda f, x, rate, h=h: x - rate * np.array([(f(x + m) - f(x)) / h for m in h * np.eye(x.size)]))(
                f, init_x, *rest
            )
        ]
    ),
)
START_MOVED = Misconception(
    "start-moved",
    when=lambda after, start: after.shape != start.shape or np.any(np.abs(after - start) > 1e-9),
)
BEST_FOR_LAST = Misconception(
    "best-for-last",
    when=lambda actual, f, init_x, *rest: np.allclose(actual, init_x),
)
RUN_TOO_SHORT = Misconception("run-of-one-h", model=wandering(lambda f, x, rate: x - 2 * rate * slopes(f, x, H)))
MULTIPLIED_BY_H = Misconception(  # exactly: the walk hardly moves, and so does one that takes no step
    "times-h",
    when=lambda actual, f, init_x, *rest: (
        np.any(actual != init_x)
        and np.allclose(
            actual,
            wandering(lambda f, x, rate: x - rate * slopes(f, x, H) * H**2)(f, init_x, *rest),
            rtol=0,
            atol=1e-10,
        )
    ),
)
OTHER_DEFAULT = Misconception(
    "other-default",
    when=lambda actual, f, init_x, *rest: (
        not rest
        and any(
            np.allclose(actual, reference.gradient_descent_nd(f, init_x, rate, steps))
            for rate, steps in (*((r, 100) for r in (1.0, 0.2, 0.01, 1e-3)), *((0.1, n) for n in (10, 20, 50, 1000)))
        )
    ),
)
RATE_IGNORED = Misconception(
    "rate-not-used", model=lambda f, init_x, rate, steps: reference.gradient_descent_nd(f, init_x, 0.1, steps)
)
OF_ND = [
    PATH_FOR_POINT,
    ASCENT,
    RATE_IGNORED,
    RUN_TOO_SHORT,
    STARTS_AFRESH,
    KNOWN_SLOPE,
    UPDATED_TOO_EARLY,
    STEPS_IGNORED,
    FORWARD,
    MULTIPLIED_BY_H,
    OTHER_DEFAULT,
]
OF_DEFAULTS = [  # after 100 steps a known slope gives 0 to many digits, and no rate is passed in
    known for known in OF_ND if known not in (KNOWN_SLOPE, RATE_IGNORED)
]


COUNTS = (lambda asked: asked, lambda asked: asked - 1, lambda asked: asked + 1, lambda asked: 100, lambda asked: 1)


def taken(student, asked):
    """How many steps a walk takes that is asked for so many: another number is charged where steps are counted."""

    def counted():
        f, start = bowl(np.random.default_rng(5), 2), np.array([-1.0, -0.5])
        own = unchecked(student.gradient_descent_nd(Recorder(f), start, 0.1, 5))
        right = [reference.gradient_descent_nd(f, start, 0.1, count(5)) for count in COUNTS]
        shaped = type(own) is np.ndarray and own.shape == start.shape and own.dtype.kind == "f"
        near = [shaped and np.allclose(own, end, rtol=MEASURED.rtol, atol=MEASURED.atol) for end in right]
        return next((count for count, agrees in zip(COUNTS, near, strict=True) if agrees), COUNTS[0])

    return student.once("count", counted)(asked)


@exercise("gradient_descent_nd", weight=2)
def test_nd_values(student, rng):
    for size, rate, steps in ((3, 0.04, 8), (2, 0.1, 5), (1, 0.2, 3)):
        f, start = bowl(rng, size), rng.uniform(-2.0, 0.0, size=size)
        args = (f, start, rate, steps)
        actual = student.gradient_descent_nd(Recorder(f), *args[1:])
        expected = reference.gradient_descent_nd(f, start, rate, taken(student, steps))
        check(actual, expected, MEASURED, OF_ND, args=args)


@exercise("gradient_descent_nd")
def test_nd_counts_its_steps(student, rng):
    """By where it ends; or, wherever that is, by the calls of f, of which each step needs as many."""
    f, start = bowl(rng, 2), rng.uniform(-2.0, 0.0, size=2)
    asked, calls, ends = (4, 7), [], []
    for steps in asked:
        recorder = Recorder(f)
        ends.append(student.gradient_descent_nd(recorder, start, 0.1, steps))
        calls.append(len(recorder.calls))
    each = (calls[1] - calls[0]) // 3
    if each > 1 and calls == [steps * each for steps in asked] and are_apart(start, *ends):
        return
    for steps, end in zip(asked, ends, strict=True):
        args = (f, start, 0.1, steps)
        check(end, reference.gradient_descent_nd(*args), MEASURED, [STEPS_IGNORED], args=args)


def are_apart(start, *ends):
    """Whether these are points, each in another place: a walk, wherever it leads."""
    points = [start, *map(unchecked, ends)]
    shaped = all(type(x) is np.ndarray and x.shape == start.shape and x.dtype.kind == "f" for x in points)
    pairs = itertools.combinations(points, 2)
    return shaped and bool(np.isfinite(points).all()) and all((one != other).all() for one, other in pairs)


def flat_bowl(rng):
    """So flat that the end tells how many steps were taken, and how long; and a start.

    With the defaults the slope of the start leads 0.8 of the way, where no walk of other steps ends.
    """
    middle = rng.uniform(1.0, 2.0, size=2)

    def f(x):
        x = np.asarray(x, dtype=float)
        return float(0.04 * np.sum((x - middle) ** 2)) if x.shape == (2,) else float("nan")

    return f, rng.uniform(-2.0, 0.0, size=2)


@exercise("gradient_descent_nd")
def test_nd_defaults(student, rng):
    f, start = flat_bowl(rng)
    actual = student.gradient_descent_nd(Recorder(f), start)
    expected = reference.gradient_descent_nd(f, start, 0.1, taken(student, 100))
    check(actual, expected, MEASURED, OF_DEFAULTS, args=(f, start))


@exercise("gradient_descent_nd", needs=test_nd_values)
def test_nd_by_name(student, rng):
    f, start = flat_bowl(rng)
    actual = student.gradient_descent_nd(Recorder(f), start, step_num=7, learning_rate=2.0)
    expected = reference.gradient_descent_nd(f, start, 2.0, taken(student, 7))
    check(actual, expected, MEASURED, OF_ND, args=(f, start, 2.0, 7))


@exercise("gradient_descent_nd", needs=test_nd_values)
def test_nd_of_the_deck(student):
    def f(x):
        return float(x[0] ** 2 + x[1] ** 2) if np.shape(x) == (2,) else float("nan")

    start = np.array([-3.0, 4.0])
    actual = student.gradient_descent_nd(Recorder(f), start, 0.1, 100)  # the defaults have a test of their own
    steps = taken(student, 100)
    expected = np.array([-6.1e-10, 8.1e-10]) if steps == 100 else start * 0.8**steps
    check(actual, expected, AT_REST, OF_ND, args=(f, start, 0.1, 100))


@exercise("gradient_descent_nd", needs=test_nd_values)
def test_nd_diverges(student, rng):
    middle = rng.uniform(1.0, 2.0, size=2)

    def steep(x):  # the rate 1.25 multiplies the distance to the middle by -1.5
        x = np.asarray(x, dtype=float)
        return float(np.sum((x - middle) ** 2)) if x.shape == (2,) else float("nan")

    args = (steep, rng.uniform(-2.0, 0.0, size=2), 1.25, 5)
    actual = student.gradient_descent_nd(Recorder(steep), *args[1:])
    expected = reference.gradient_descent_nd(*args[:3], taken(student, 5))
    check(actual, expected, MEASURED, [BEST_FOR_LAST, *OF_ND], args=args)


@exercise("gradient_descent_nd")
def test_nd_keeps_the_start(student, rng):
    """Of a walk: one that asks for the loss and ends elsewhere."""
    f, start = bowl(rng, 2), rng.uniform(-2.0, 0.0, size=2)
    recorder = Recorder(f)
    seen = student.gradient_descent_nd.observe(recorder, start, 0.1, 3)
    after = expect_array(seen.args[1])
    # measured in place and put back, an entry may differ by rounding, about 1e-16; a step moves it by 0.1 and more
    rule_out(
        START_MOVED,
        START_MOVED.when(after, start),
        f"init_x was {start.tolist()} and is {after.tolist()} after the call",
    )
    elsewhere = student.gradient_descent_nd(Recorder(f), start - 1, 0.1, 3)
    if len(recorder.calls) < 6 or not are_apart(start, seen.value, elsewhere):
        check(seen.value, reference.gradient_descent_nd(f, start, 0.1, 3), MEASURED, OF_ND, args=(f, start, 0.1, 3))


# ---------------------------------------------------------------- pictures, on what the notebook shows


def arrows(notebook):
    """The arrows on every second line of the lab's grid, (100,) each."""
    X, Y = np.meshgrid(np.arange(-5.0, 5.0), np.arange(-5.0, 5.0))
    U, V = (expect_array(part, X.shape) for part in expect_tuple(notebook.descent_field(X, Y), 2))
    return X, Y, U, V


def walk_in_the_plane(notebook):
    """From the start of the notebook's check down its bowl, (9, 2)."""

    def bowl_of_the_check(x):
        return x[0] ** 2 + 2 * (x[1] - 1) ** 2

    start = np.array([1.0, 2.0])
    ends = [notebook.gradient_descent_nd(bowl_of_the_check, start.copy(), 0.1, steps) for steps in range(1, 9)]
    return np.array([start, *(expect_array(end, (2,)) for end in ends)])


PICTURES = {
    "descent_field": Picture(LayerKind.ARROWS, arrows, (("x", "y"),)),
    "gradient_descent_nd": Picture(LayerKind.STEPS, walk_in_the_plane, (("x[0]", "x[1]"),)),
}
