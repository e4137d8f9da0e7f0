"""Hidden suite of 05_gradient_descent, second part: arrows, surfaces, and the walk in several dimensions.

Grids are lopsided (m and n differ, x and y reach different distances), so that nothing right comes out of exchanged
axes. Figures are judged by their data alone.
"""

import numpy as np

from autograder.suite import (
    Misconception,
    Recorder,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_array,
    expect_figure,
    expect_tuple,
    load_reference,
    require,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(rtol=1e-6, atol=1e-8, why="one product each: exact in float64; the mildest wrong arrow is off by 0.1")
DRAWN = Tolerance(rtol=1e-6, atol=1e-8, why="matplotlib keeps the float64 data that it is given")
MEASURED = Tolerance(
    rtol=1e-5,
    atol=1e-6,
    why="central differences with h in 1e-6 .. 1e-3 move the end of these walks by less than 3e-7; one step more or "
    "less by 1e-2",
)
AT_REST = Tolerance(
    rtol=0.0, atol=1e-8, why="about 1e-9 is printed; a central difference is exact on this bowl up to 1e-11"
)


def rule_out(misconception, found, message):
    """Fail with this misconception where `found` is true."""
    require(not found, message, misconception.hint, misconception.id)


def grid(rng, m=4, n=6):
    """A lopsided grid with positive and negative coordinates, (m, n) each."""
    x = np.linspace(-rng.uniform(1.2, 1.8), rng.uniform(2.2, 2.8), n)
    y = np.linspace(-rng.uniform(3.2, 3.8), rng.uniform(0.6, 0.9), m)
    return np.meshgrid(x, y)


# ---------------------------------------------------------------- arrows

UPHILL = Misconception(
    "uphill",
    text(
        en="The arrows point away from the minimum: this is the gradient itself. Which way does one walk?",
        ko="화살표가 최솟값에서 멀어집니다. 이것은 그래디언트 자체입니다. 걸어가야 할 방향은 어느 쪽인가요?",
    ),
    model=lambda X, Y: (2 * X, 2 * Y),
)
NORMALISED = Misconception(
    "normalised",
    text(
        en="All arrows have the same length. Is the slope the same everywhere?",
        ko="화살표의 길이가 모두 같습니다. 기울기가 어디서나 같은가요?",
    ),
    when=lambda actual, X, Y: np.ptp(np.hypot(np.array(actual[0]), np.array(actual[1]))) < 1e-6,
)
EXCHANGED = Misconception(
    "axes-exchanged",
    text(
        en="U holds what belongs to Y and V what belongs to X. Which partial derivative is the x part of an arrow?",
        ko="U에 Y의 값이, V에 X의 값이 들어 있습니다. 화살표의 x 성분은 어느 편미분인가요?",
    ),
    model=lambda X, Y: (-2 * Y, -2 * X),
)
NO_FACTOR = Misconception(
    "two-lost",
    text(
        en="The arrows point the right way but are too short. What is the derivative of x^2?",
        ko="방향은 맞지만 화살표가 너무 짧습니다. x^2을 미분하면 무엇인가요?",
    ),
    model=lambda X, Y: (-X, -Y),
)
NOT_DIFFERENTIATED = Misconception(
    "not-differentiated",
    text(
        en="These are the terms of the function. An arrow is made of its partial derivatives.",
        ko="이것은 함수의 각 항입니다. 화살표는 편미분으로 이루어집니다.",
    ),
    model=lambda X, Y: (-(X**2), -(Y**2)),
)
OF_FIELD = [UPHILL, NORMALISED, EXCHANGED, NO_FACTOR, NOT_DIFFERENTIATED]


@exercise("descent_field", weight=3, about=text(en="arrows on a grid", ko="격자 위의 화살표"))
def test_field_values(student, rng):
    X, Y = grid(rng)
    check(student.descent_field(X, Y), reference.descent_field(X, Y), TOL, OF_FIELD, args=(X, Y))


@exercise(
    "descent_field",
    needs=test_field_values,
    about=text(en="a small step along an arrow goes downhill", ko="화살표를 따라 조금 가면 내려간다"),
)
def test_field_goes_downhill(student, rng):
    X, Y = grid(rng, 3, 5)
    U, V = (expect_array(part, X.shape) for part in expect_tuple(student.descent_field(X, Y), 2))
    after = (X + 0.1 * U) ** 2 + (Y + 0.1 * V) ** 2
    check(after, 0.64 * (X**2 + Y**2), TOL)


@exercise("descent_field", needs=test_field_values, about=text(en="X and Y stay as they are", ko="X와 Y를 바꾸지 않기"))
def test_field_keeps_arguments(student, rng):
    check_unchanged(student.descent_field.observe(*grid(rng)))


# ---------------------------------------------------------------- figures


def corners(X, Y):
    return (X.min(), X.max(), Y.min(), Y.max())


def reach(points):
    """(smallest x, largest x, smallest y, largest y) of points (m, 2 or more)."""
    return (points[:, 0].min(), points[:, 0].max(), points[:, 1].min(), points[:, 1].max())


NO_SURFACE = text(
    en="The figure holds no 3-D surface. Which method of 3-D axes draws one?",
    ko="그림에 3차원 곡면이 없습니다. 3차원 축의 어떤 메서드가 곡면을 그리나요?",
)
WIREFRAME = Misconception(
    "wireframe",
    text(
        en="This is a net of lines. A surface has filled faces.",
        ko="선으로 된 그물입니다. 곡면은 면이 채워져 있어야 합니다.",
    ),
    when=lambda surface: not surface.filled,
)
GCA_GONE = Misconception(
    "gca-projection",
    text(
        en="A call got arguments that it does not take. If it is fig.gca(projection='3d') from the slides: today's "
        "matplotlib has no such argument any more. Which call makes axes and still takes a projection?",
        ko="어떤 호출이 받을 수 없는 인수를 받았습니다. 슬라이드의 fig.gca(projection='3d')라면, 요즘 matplotlib에는 "
        "이 인수가 없습니다. 축을 만들면서 projection을 받는 호출은 무엇인가요?",
    ),
    raises="TypeError",
)
UPSIDE_DOWN = Misconception(
    "upside-down",
    text(
        en="The surface is a hill, not a bowl. Is its lowest point at the minimum of the function?",
        ko="그릇이 아니라 언덕 모양입니다. 가장 낮은 점이 함수의 최솟값에 있나요?",
    ),
    when=lambda z, x, y: np.allclose(z, -(x**2 + y**2)),
)
CONE = Misconception(
    "cone",
    text(
        en="The surface is a cone: it shows the distance from the origin. How does the function differ from that?",
        ko="곡면이 원뿔입니다. 원점까지의 거리를 그린 것입니다. 함수와 무엇이 다른가요?",
    ),
    when=lambda z, x, y: np.allclose(z, np.sqrt(x**2 + y**2)),
)
TROUGH = Misconception(
    "one-variable-only",
    text(
        en="The surface is a trough: it depends on one of the two variables only.",
        ko="곡면이 물받이 모양입니다. 두 변수 중 하나에만 의존합니다.",
    ),
    when=lambda z, x, y: np.allclose(z, x**2) or np.allclose(z, y**2),
)
AXES_SWAPPED = Misconception(
    "axes-exchanged",
    text(
        en="x and y have changed places. In which order does the drawing method take its arrays?",
        ko="x와 y의 자리가 바뀌었습니다. 그리는 메서드는 배열을 어떤 순서로 받나요?",
    ),
    when=lambda got, wanted: np.allclose(got, (*wanted[2:], *wanted[:2])),
)


def surface_of(student, X, Y):
    """The filled surface that was drawn, or a failure that says what was drawn instead."""
    surfaces = expect_figure(student.plot_surface(X, Y)).surfaces
    require(surfaces, "no surface in the figure", hint=NO_SURFACE)
    surface = max(surfaces, key=lambda drawn: (drawn.filled, len(drawn.vertices)))
    rule_out(WIREFRAME, WIREFRAME.when(surface), f"{len(surfaces)} wireframes and no surface")
    return surface


@exercise(
    "plot_surface", weight=3, misconceptions=[GCA_GONE], about=text(en="the surface x^2 + y^2", ko="곡면 x^2 + y^2")
)
def test_surface_data(student, rng):
    X, Y = grid(rng, 5, 7)
    vertices = surface_of(student, X, Y).vertices
    require(len(vertices) >= 4, f"a surface of {len(vertices)} corners", hint=NO_SURFACE)
    x, y, z = vertices.T
    check(z, x**2 + y**2, DRAWN, [UPSIDE_DOWN, CONE, TROUGH], args=(x, y))
    check(reach(vertices), corners(X, Y), DRAWN, [AXES_SWAPPED], args=(corners(X, Y),))


SAME_FIGURE = text(
    en="The second call drew into the figure of the first. What makes a new figure?",
    ko="두 번째 호출이 첫 번째 그림에 덧그렸습니다. 새 그림은 무엇으로 만드나요?",
)


def check_new_figures(draw, X, Y):
    """Two calls make two figures, and the grid stays as it is."""
    observation = draw.observe(X, Y)
    check_unchanged(observation)
    first = expect_figure(observation.value)
    second = expect_figure(draw(2 * X, Y))
    require(first.identity != second.identity, "both calls returned the same Figure", hint=SAME_FIGURE)


@exercise(
    "plot_surface",
    needs=test_surface_data,
    about=text(en="a new figure each time; X and Y stay as they are", ko="호출할 때마다 새 그림, X와 Y를 바꾸지 않기"),
)
def test_surface_is_a_new_figure(student, rng):
    check_new_figures(student.plot_surface, *grid(rng))


NO_ARROWS = text(
    en="There are no arrows in the figure. Which method draws a field of arrows?",
    ko="그림에 화살표가 없습니다. 화살표를 그리는 메서드는 무엇인가요?",
)
NO_PLACES = Misconception(
    "arrows-without-places",
    text(
        en="The arrows stand at 0, 1, 2, ... instead of at the grid's points. How does the drawing method learn "
        "where they go?",
        ko="화살표가 격자점이 아니라 0, 1, 2, ... 에 있습니다. 화살표의 위치는 어떻게 알려 주나요?",
    ),
    when=lambda got, wanted: got[0] == 0 and got[2] == 0,
)


@exercise(
    "plot_quiver",
    weight=3,
    builds_on=("descent_field",),
    about=text(en="arrows that point at the minimum", ko="최솟값을 가리키는 화살표"),
)
def test_quiver_data(student, rng):
    X, Y = grid(rng)
    quivers = expect_figure(student.plot_quiver(X, Y)).quivers
    require(quivers, "no arrows in the figure", hint=NO_ARROWS)
    arrows = quivers[0]
    require(
        arrows.x.size == X.size == arrows.u.size == arrows.y.size == arrows.v.size,
        f"got {arrows.u.size} arrows for {X.size} points",
        hint=NO_ARROWS,
    )
    points = np.stack([arrows.x, arrows.y], axis=1)
    check(reach(points), corners(X, Y), DRAWN, [NO_PLACES, AXES_SWAPPED], args=(corners(X, Y),))
    order, wanted = np.lexsort((arrows.x, arrows.y)), np.lexsort((X.ravel(), Y.ravel()))
    check(arrows.x[order], X.ravel()[wanted], DRAWN)
    check(arrows.y[order], Y.ravel()[wanted], DRAWN)
    field = (-2 * arrows.x, -2 * arrows.y)
    check((arrows.u, arrows.v), field, DRAWN, OF_FIELD, args=(arrows.x, arrows.y))


@exercise(
    "plot_quiver",
    needs=test_quiver_data,
    builds_on=("descent_field",),
    about=text(en="a new figure each time; X and Y stay as they are", ko="호출할 때마다 새 그림, X와 Y를 바꾸지 않기"),
)
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


def slopes(f, x):
    moves = H * np.eye(x.size)
    return np.array([(f(x + move) - f(x - move)) / (2 * H) for move in moves])


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
        x[i] -= rate * slopes(f, x)[i]
    return x


def whole_path(f, init_x, learning_rate=0.1, step_num=100):
    path = [init_x]
    for _ in range(step_num):
        path.append(path[-1] - learning_rate * slopes(f, path[-1]))
    return np.array(path)


ASCENT = Misconception(
    "ascent",
    text(
        en="You walk uphill. Towards which sign of the slope does the loss fall?",
        ko="오르막으로 가고 있습니다. 손실이 줄어드는 쪽은 기울기의 어느 부호 쪽인가요?",
    ),
    model=wandering(lambda f, x, rate: x + rate * slopes(f, x)),
)
UPDATED_TOO_EARLY = Misconception(
    "updated-while-measuring",
    text(
        en="One variable moves before the slope of the next is measured. At which point does a gradient hold?",
        ko="다음 변수의 기울기를 재기 전에 앞의 변수가 이미 움직였습니다. 그래디언트는 어느 점에서 구하는 값인가요?",
    ),
    model=wandering(one_after_the_other),
)
PATH_FOR_POINT = Misconception(
    "path-for-point",
    text(
        en="The whole path came back. Only the last point is asked for here.",
        ko="경로 전체를 반환했습니다. 여기서는 마지막 점만 필요합니다.",
    ),
    when=lambda actual, f, init_x, *rest: np.ndim(actual) == 2 and actual.shape[1] == init_x.size,
)
KNOWN_SLOPE = Misconception(
    "slope-of-one-function",
    text(
        en="This walks down x0^2 + x1^2, whichever f is passed in. How can you find the slope of an f that you do "
        "not know?",
        ko="어떤 f를 넘겨도 x0^2 + x1^2을 내려갑니다. 모르는 f의 기울기는 어떻게 구할 수 있을까요?",
    ),
    model=lambda f, init_x, learning_rate=0.1, step_num=100: init_x * (1 - 2 * learning_rate) ** step_num,
)
STEPS_IGNORED = Misconception(
    "given-steps-ignored",
    text(
        en="The walk always takes the same number of steps, or one too many or too few. What does step_num count?",
        ko="항상 같은 횟수만큼 걷거나, 한 걸음 더 걷거나 덜 걷습니다. step_num은 무엇을 세나요?",
    ),
    when=lambda actual, f, init_x, learning_rate=0.1, step_num=100: any(
        np.allclose(actual, reference.gradient_descent_nd(f, init_x, learning_rate, steps), rtol=1e-7, atol=1e-9)
        for steps in (step_num - 1, step_num + 1, 100, 1)
        if steps != step_num
    ),
)
FORWARD = Misconception(
    "forward-difference",
    text(
        en="The walk comes to rest a little beside the minimum, by half a step h. Which difference leans to neither "
        "side?",
        ko="최솟값에서 h의 절반만큼 벗어난 곳에 멈춥니다. 어느 쪽으로도 치우치지 않는 차분은 무엇인가요?",
    ),
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
    text(
        en="The array that was passed in has moved as well. Is your x a second array, or a second name for the first?",
        ko="인수로 받은 배열까지 움직였습니다. x는 새로운 배열인가요, 아니면 같은 배열의 다른 이름인가요?",
    ),
    when=lambda after, start: after.shape != start.shape or np.any(np.abs(after - start) > 1e-9),
)
BEST_FOR_LAST = Misconception(
    "best-for-last",
    text(
        en="With this rate the loss grows from step to step. Is the best point of the walk asked for, or the last?",
        ko="이 학습률에서는 걸음마다 손실이 커집니다. 필요한 것은 가장 좋은 점인가요, 마지막 점인가요?",
    ),
    when=lambda actual, f, init_x, *rest: np.allclose(actual, init_x),
)
OF_ND = [PATH_FOR_POINT, ASCENT, KNOWN_SLOPE, UPDATED_TOO_EARLY, STEPS_IGNORED, FORWARD]


@exercise("gradient_descent_nd", weight=3, about=text(en="unknown bowls", ko="모르는 그릇"))
def test_nd_values(student, rng):
    for size, rate, steps in ((3, 0.05, 8), (2, 0.1, 5), (1, 0.2, 3)):
        f, start = bowl(rng, size), rng.uniform(-2.0, 0.0, size=size)
        args = (f, start, rate, steps)
        actual = student.gradient_descent_nd(Recorder(f), *args[1:])
        check(actual, reference.gradient_descent_nd(*args), MEASURED, OF_ND, args=args)


@exercise(
    "gradient_descent_nd",
    needs=test_nd_values,
    about=text(en="the deck's bowl from (-3, 4), with the defaults", ko="(-3, 4)에서 출발하는 강의의 그릇, 기본값으로"),
)
def test_nd_of_the_deck(student):
    def f(x):
        return float(x[0] ** 2 + x[1] ** 2) if np.shape(x) == (2,) else float("nan")

    start = np.array([-3.0, 4.0])
    actual = student.gradient_descent_nd(Recorder(f), start)
    check(actual, np.array([-6.1e-10, 8.1e-10]), AT_REST, OF_ND, args=(f, start))


@exercise(
    "gradient_descent_nd",
    needs=test_nd_values,
    about=text(en="defaults, and arguments by name", ko="기본값과 이름으로 넘긴 인수"),
)
def test_nd_defaults(student, rng):
    middle = rng.uniform(1.0, 2.0, size=2)

    def flat(x):  # so flat that the end tells how many steps were taken, and how long
        x = np.asarray(x, dtype=float)
        return float(0.05 * np.sum((x - middle) ** 2)) if x.shape == (2,) else float("nan")

    start = rng.uniform(-2.0, 0.0, size=2)
    expected = reference.gradient_descent_nd(flat, start)
    check(student.gradient_descent_nd(Recorder(flat), start), expected, MEASURED, OF_ND, args=(flat, start))
    actual = student.gradient_descent_nd(Recorder(flat), start, step_num=7, learning_rate=2.0)
    expected = reference.gradient_descent_nd(flat, start, 2.0, 7)
    check(actual, expected, MEASURED, OF_ND, args=(flat, start, 2.0, 7))


@exercise(
    "gradient_descent_nd",
    needs=test_nd_values,
    about=text(
        en="a rate that is too large: the last point, wherever it is", ko="너무 큰 학습률: 어디에 있든 마지막 점"
    ),
)
def test_nd_diverges(student, rng):
    middle = rng.uniform(1.0, 2.0, size=2)

    def steep(x):  # the rate 1.25 multiplies the distance to the middle by -1.5
        x = np.asarray(x, dtype=float)
        return float(np.sum((x - middle) ** 2)) if x.shape == (2,) else float("nan")

    args = (steep, rng.uniform(-2.0, 0.0, size=2), 1.25, 5)
    actual = student.gradient_descent_nd(Recorder(steep), *args[1:])
    check(actual, reference.gradient_descent_nd(*args), MEASURED, [BEST_FOR_LAST, *OF_ND], args=args)


@exercise(
    "gradient_descent_nd", needs=test_nd_values, about=text(en="init_x stays as it is", ko="init_x를 바꾸지 않기")
)
def test_nd_keeps_the_start(student, rng):
    f, start = bowl(rng, 2), rng.uniform(-2.0, 0.0, size=2)
    after = np.asarray(student.gradient_descent_nd.observe(Recorder(f), start, 0.1, 3).args[1], dtype=float)
    # measured in place and put back, an entry may differ by rounding, about 1e-16; a step moves it by 0.1 and more
    rule_out(
        START_MOVED,
        START_MOVED.when(after, start),
        f"init_x was {start.tolist()} and is {after.tolist()} after the call",
    )
