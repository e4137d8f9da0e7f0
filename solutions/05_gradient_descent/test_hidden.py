"""Hidden suite of 05_gradient_descent: walking downhill in one dimension. Arrows and arrays: test_hidden_fields.py.

The gradients that walks are given are drawn from `rng`, so that no path can be known beforehand.
"""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Recorder,
    Tolerance,
    check,
    check_raises,
    exercise,
    expect_array,
    expect_number,
    expect_tuple,
    load_reference,
    require,
    table,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a few float64 operations lose 1e-15; the mildest wrong formula is off by 0.1"
)
WHOLE = Tolerance(rtol=0.0, atol=0.0, why="directions and numbers of steps are whole numbers")
PATH = Tolerance(
    rtol=1e-12,
    atol=1e-14,
    why="the exercise asks for 1e-12; other orders of the same operations differ by 1e-15 a step",
)


def rule_out(misconception, found, message):
    """Fail with this misconception where `found` is true."""
    require(not found, message, misconception.hint, misconception.id)


# ---------------------------------------------------------------- the loss and its derivative

TURNED_SIGN = Misconception(
    "minimum-at-minus-three",
    text(
        en="The minimum of your curve is at -3. For which x is x - 3 zero?",
        ko="이 곡선의 최솟값은 -3에 있습니다. x - 3이 0이 되는 x는 얼마인가요?",
    ),
    model=lambda x: (x + 3) ** 2 + 10,
)
NO_OFFSET = Misconception(
    "ten-missing",
    text(
        en="At its minimum the loss is 0 here. How high does the curve of the lab lie at its lowest point?",
        ko="최솟값에서 손실이 0입니다. 실습의 곡선은 가장 낮은 곳에서 높이가 얼마인가요?",
    ),
    model=lambda x: (x - 3) ** 2,
)
NOT_SQUARED = Misconception(
    "not-squared",
    text(
        en="Your loss is a straight line and falls for ever. What bends it into a valley?",
        ko="손실이 직선이라 끝없이 내려갑니다. 골짜기 모양으로 휘게 하는 것은 무엇인가요?",
    ),
    model=lambda x: (x - 3) + 10,
)
DOUBLED = Misconception(
    "times-two-for-squared",
    text(
        en="Squaring and doubling are not the same. What does ** do in Python, and what does *?",
        ko="제곱과 두 배는 다릅니다. 파이썬에서 **와 *는 각각 무엇을 하나요?",
    ),
    model=lambda x: (x - 3) * 2 + 10,
)
CARET = Misconception(
    "caret-for-power",
    text(
        en="Python refuses an operation between these numbers. If there is a ^ in your line: it works on the bits of "
        "whole numbers. How is a power written?",
        ko="파이썬이 이 수들 사이의 연산을 거부했습니다. ^를 썼다면, ^는 정수의 비트 연산입니다. 거듭제곱은 어떻게 "
        "쓰나요?",
    ),
    raises="TypeError",
)
OF_LOSS = [TURNED_SIGN, NO_OFFSET, NOT_SQUARED, DOUBLED]


@exercise("loss", weight=2, misconceptions=[CARET], about=text(en="heights of the curve", ko="곡선의 높이"))
@table(
    [
        Case("start-of-the-lab", 10.0, expected=59.0),
        Case("end-of-the-lab", 3.0000000000000004, expected=10.0),
        Case("negative", -1.5, expected=30.25),
        Case("int", 5, expected=14),
    ]
)
def test_loss_values(student, case):
    check(student.loss(*case.args), case.expected, TOL, OF_LOSS, args=case.args)


@exercise("loss", needs=test_loss_values, about=text(en="equally high on both sides of 3", ko="3의 양쪽에서 같은 높이"))
def test_loss_is_symmetric(student, rng):
    for distance in rng.uniform(0.2, 8.0, size=3):
        for x in (3.0 - distance, 3.0 + distance):
            check(student.loss(x), 10.0 + distance**2, TOL, OF_LOSS, args=(x,))


INNER_LOST = Misconception(
    "constant-lost",
    text(
        en="Your slope is 0 at x = 0. Where is the lowest point of the loss, and how steep is it there?",
        ko="x = 0에서 기울기가 0입니다. 손실의 가장 낮은 곳은 어디이고, 그곳의 기울기는 얼마인가요?",
    ),
    model=lambda x: 2 * x,
)
FACTOR_LOST = Misconception(
    "two-lost",
    text(
        en="The slope vanishes at the right place but is too flat. What becomes of the exponent of a square when you "
        "differentiate?",
        ko="0이 되는 곳은 맞지만 기울기가 완만합니다. 제곱을 미분하면 지수는 어떻게 되나요?",
    ),
    model=lambda x: x - 3,
)
HALF_DISTRIBUTED = Misconception(
    "two-not-distributed",
    text(
        en="Multiply 2 (x - 3) out once more: does the 2 meet only the x?",
        ko="2 (x - 3)을 다시 전개해 보세요. 2는 x에만 곱해지나요?",
    ),
    model=lambda x: 2 * x - 3,
)
CONSTANT_KEPT = Misconception(
    "constant-kept",
    text(
        en="How steep is a curve that is 10 everywhere? What does a constant add to the derivative?",
        ko="어디서나 높이가 10인 곡선의 기울기는 얼마인가요? 상수를 미분하면 무엇이 되나요?",
    ),
    model=lambda x: 2 * x - 6 + 10,
)
SLOPE_TURNED = Misconception(
    "slope-turned",
    text(
        en="The sign is turned around: to the right of 3 the loss rises, so is its slope positive or negative there?",
        ko="부호가 반대입니다. 3의 오른쪽에서 손실은 올라갑니다. 그곳의 기울기는 양수인가요, 음수인가요?",
    ),
    model=lambda x: 6 - 2 * x,
)
LOSS_AGAIN = Misconception(
    "loss-for-gradient",
    text(
        en="This is the height of the curve. The gradient tells how steep it is.",
        ko="이것은 곡선의 높이입니다. 그래디언트는 얼마나 가파른지를 나타냅니다.",
    ),
    model=lambda x: (x - 3) ** 2 + 10,
)
OF_SLOPE = [INNER_LOST, FACTOR_LOST, HALF_DISTRIBUTED, CONSTANT_KEPT, SLOPE_TURNED, LOSS_AGAIN]


@exercise("gradient", weight=2, about=text(en="slopes left and right of the minimum", ko="최솟값 양쪽의 기울기"))
@table(
    [
        Case("start-of-the-lab", 10.0, expected=14.0),
        Case("left", -0.5, expected=-7.0),
        Case("minimum", 3.0, expected=0.0),
        Case("int", 5, expected=4),
    ]
)
def test_gradient_values(student, case):
    check(student.gradient(*case.args), case.expected, TOL, OF_SLOPE, args=case.args)


@exercise(
    "gradient",
    needs=test_gradient_values,
    about=text(en="agrees with a central difference of the loss", ko="손실의 중심 차분과 일치"),
)
def test_gradient_is_the_slope_of_the_loss(student, rng):
    h = 1e-4
    why = "a central difference is exact for a parabola, up to rounding of 1e-16 * 50 / h"
    for x in rng.uniform(-4.0, 9.0, size=3):
        slope = (reference.loss(x + h) - reference.loss(x - h)) / (2 * h)
        check(student.gradient(x), slope, Tolerance(rtol=1e-6, atol=1e-8, why=why), OF_SLOPE, args=(x,))


UPHILL = Misconception(
    "uphill",
    text(
        en="With this sign the loss grows. If the curve rises to the right, which way is down?",
        ko="이 부호로는 손실이 커집니다. 곡선이 오른쪽으로 올라간다면 내려가는 쪽은 어디인가요?",
    ),
    model=lambda slope: float(np.sign(slope)),
)
NEVER_RESTS = Misconception(
    "moves-at-zero",
    text(
        en="On level ground there is no way down. Which of your branches does a slope of 0 fall into?",
        ko="평평한 곳에는 내려갈 방향이 없습니다. 기울기가 0이면 어느 분기에 들어가나요?",
    ),
    when=lambda actual, slope: slope == 0 and abs(actual) == 1,
)
SLOPE_NOT_DIRECTION = Misconception(
    "slope-for-direction",
    text(
        en="Only the direction is asked for, not how steep it is. Which three answers are possible?",
        ko="얼마나 가파른지가 아니라 방향만 묻습니다. 가능한 답 세 가지는 무엇인가요?",
    ),
    when=lambda actual, slope: slope != 0 and abs(actual) not in (0, 1),
)
ROUNDED_FLAT = Misconception(
    "small-slopes-ignored",
    text(
        en="A slope that is small is still a slope. Where exactly does the exercise say 0?",
        ko="작아도 기울기는 기울기입니다. 문제에서 0이라고 한 경우는 정확히 언제인가요?",
    ),
    when=lambda actual, slope: 0 < abs(slope) < 1 and actual == 0,
)
OF_DIRECTION = [UPHILL, NEVER_RESTS, SLOPE_NOT_DIRECTION, ROUNDED_FLAT]


@exercise("update_direction", weight=2, about=text(en="rising and falling", ko="올라가는 곳과 내려가는 곳"))
@table(
    [
        Case("steep-rise", 14.0, expected=-1),
        Case("fall", -2.5, expected=1),
        Case("int", 6, expected=-1),
        Case("gentle-rise", 0.4, expected=-1),
        Case("gentle-fall", -0.3, expected=1),
    ]
)
def test_direction_of_slopes(student, case):
    check(student.update_direction(*case.args), case.expected, WHOLE, OF_DIRECTION, args=case.args)


@exercise(
    "update_direction",
    needs=test_direction_of_slopes,
    about=text(en="level ground, and almost level", ko="평평한 곳과 거의 평평한 곳"),
)
@table(
    [
        Case("level", 0.0, expected=0),
        Case("level-int", 0, expected=0),
        Case("hardly-rising", 1e-9, expected=-1),
        Case("hardly-falling", -1e-9, expected=1),
    ]
)
def test_direction_near_zero(student, case):
    check(student.update_direction(*case.args), case.expected, WHOLE, OF_DIRECTION, args=case.args)


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


ASCENT = Misconception(
    "ascent",
    text(
        en="You walk uphill: the slides print the rule once with a plus, and compute with a minus. If the slope is "
        "positive, should x grow?",
        ko="오르막으로 가고 있습니다. 슬라이드는 갱신 규칙을 한 번 +로 적어 놓고 실제 계산은 -로 합니다. 기울기가 "
        "양수이면 x가 커져야 할까요?",
    ),
    model=walk(lambda x, slope, rate: x + rate * slope),
)
FIXED_STEP = Misconception(
    "steps-of-equal-length",
    text(
        en="Every step has the same length. Near the minimum the ground is flatter: what should that do to a step?",
        ko="모든 걸음의 길이가 같습니다. 최솟값 근처는 더 평평합니다. 그러면 걸음은 어떻게 되어야 할까요?",
    ),
    model=walk(lambda x, slope, rate: x - rate * np.sign(slope)),
)
NO_RATE = Misconception(
    "rate-not-used",
    text(
        en="The learning rate makes no difference here. Where does it stand in the update rule?",
        ko="학습률을 바꾸어도 결과가 같습니다. 갱신 규칙에서 학습률은 어디에 있나요?",
    ),
    when=lambda actual, gradient, x0, learning_rate=0.2, max_iterations=100: any(
        np.allclose(actual, right_path(gradient, x0, rate, max_iterations), rtol=1e-9, atol=0)
        for rate in (1.0, 0.2, 0.1, 0.01)
        if rate != learning_rate
    ),
)
OWN_GRADIENT = Misconception(
    "own-gradient",
    text(
        en="The path belongs to the loss of this notebook, whichever gradient is passed in. Which of your names is "
        "the argument?",
        ko="어떤 그래디언트를 넘겨도 이 노트북의 손실에 대한 경로가 나옵니다. 인수로 받은 것은 어느 이름인가요?",
    ),
    model=lambda gradient, x0, learning_rate=0.2, max_iterations=100: right_path(
        reference.gradient, x0, learning_rate, max_iterations
    ),
)
START_MISSING = Misconception(
    "start-missing",
    text(
        en="The path begins after the first step. Where does a walk begin?",
        ko="경로가 첫걸음 다음부터 시작합니다. 길은 어디에서 시작하나요?",
    ),
    model=lambda *args: right_path(*args)[1:],
)
END_MISSING = Misconception(
    "end-missing",
    text(
        en="The point after the last step is not in the path. How many points lie along n steps?",
        ko="마지막 걸음 뒤의 점이 경로에 없습니다. n걸음을 걸으면 점은 몇 개인가요?",
    ),
    model=lambda *args: right_path(*args)[:-1],
)
ONLY_THE_END = Misconception(
    "only-the-end",
    text(
        en="Only the last point came back. The whole path is asked for: what has to be kept on the way?",
        ko="마지막 점만 반환했습니다. 경로 전체가 필요합니다. 가는 동안 무엇을 남겨 두어야 할까요?",
    ),
    model=lambda *args: float(right_path(*args)[-1]),
)
PATH_AS_LIST = Misconception(
    "path-as-list",
    text(
        en="The path is a list; an ndarray is asked for. What turns the one into the other?",
        ko="경로가 리스트입니다. ndarray가 필요합니다. 무엇으로 바꿀 수 있을까요?",
    ),
    when=lambda actual, *args: type(actual) is list,
)
CUT_TO_INTS = Misconception(
    "cut-to-whole-numbers",
    text(
        en="The points are whole numbers. Which dtype does an array get when it is made from an int?",
        ko="점들이 정수로 잘렸습니다. 정수로 배열을 만들면 dtype은 무엇이 되나요?",
    ),
    when=lambda actual, *args: np.asarray(actual).dtype.kind in "iu" or bool(np.all(actual == np.trunc(actual))),
)
STARTS_AFRESH = Misconception(
    "slope-of-the-start",
    text(
        en="Every step uses the slope of the starting point. Where do you stand when you take the second step?",
        ko="모든 걸음이 출발점의 기울기를 사용합니다. 두 번째 걸음을 걸을 때는 어디에 서 있나요?",
    ),
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


@exercise("gradient_descent", weight=3, about=text(en="paths in unknown valleys", ko="모르는 골짜기의 경로"))
def test_descent_paths(student, rng):
    for rate, steps in ((0.15, 12), (0.4, 7), (0.05, 30)):
        slope = slope_of(rng.uniform(0.8, 2.2), rng.uniform(4.0, 6.0))
        start = rng.uniform(8.0, 12.0)
        args = (slope, start, rate, steps)
        recorder = Recorder(slope)
        check(student.gradient_descent(recorder, *args[1:]), right_path(*args), PATH, OF_WALK, args=args)
        require(len(recorder.calls) >= steps, f"gradient was called {len(recorder.calls)} times in {steps} steps")


@exercise(
    "gradient_descent",
    weight=2,
    needs=test_descent_paths,
    about=text(en="the lab: from 10 with rate 0.2", ko="실습: 10에서 학습률 0.2로"),
)
def test_descent_of_the_lab(student):
    slope = slope_of(2, 3)
    path = student.gradient_descent(Recorder(slope), 10)
    check(path, right_path(slope, 10), PATH, OF_WALK, args=(slope, 10))
    check(expect_array(path)[-1], 3.0000000000000004, PATH)


@exercise(
    "gradient_descent",
    needs=test_descent_paths,
    about=text(en="arguments by name; a rate that is too large", ko="이름으로 넘긴 인수, 너무 큰 학습률"),
)
def test_descent_by_name(student, rng):
    slope = slope_of(2, rng.uniform(1.0, 2.0))
    for rate, steps in ((1.3, 9), (0.75, 15)):
        actual = student.gradient_descent(Recorder(slope), -4.5, learning_rate=rate, max_iterations=steps)
        check(actual, right_path(slope, -4.5, rate, steps), PATH, OF_WALK, args=(slope, -4.5, rate, steps))


@exercise(
    "gradient_descent",
    needs=test_descent_paths,
    about=text(en="whole numbers to start from; no step at all", ko="정수에서 출발하기, 한 걸음도 걷지 않기"),
)
def test_descent_is_float(student):
    slope = slope_of(1, 5)
    for start, steps in ((12, 3), (7, 0), (7.5, 0)):
        actual = student.gradient_descent(Recorder(slope), start, 0.25, steps)
        args = (slope, start, 0.25, steps)
        check(actual, right_path(*args), PATH, OF_WALK, args=args, kind="float")


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


NEVER_STOPS = Misconception(
    "precision-not-used",
    text(
        en="The walk always takes every step it may: precision is given and never looked at, as in the lab.",
        ko="항상 최대 횟수까지 걷습니다. 실습 코드처럼 precision을 받아 놓고 사용하지 않습니다.",
    ),
    model=until(lambda change, slope, precision: False),
)
SIGNED_CHANGE = Misconception(
    "change-with-sign",
    text(
        en="A long step to the left counts as small here. What is the size of a change of -3?",
        ko="왼쪽으로 크게 움직여도 작은 변화로 여깁니다. 변화가 -3이라면 그 크기는 얼마인가요?",
    ),
    model=until(lambda change, slope, precision: change < precision),
)
SLOPE_FOR_CHANGE = Misconception(
    "slope-for-change",
    text(
        en="You compare the slope with precision. Is the change of x in one step the slope itself?",
        ko="기울기를 precision과 비교하고 있습니다. 한 걸음에서 x의 변화가 기울기와 같은가요?",
    ),
    model=until(lambda change, slope, precision: abs(slope) < precision),
)
STOPS_TOO_LATE = Misconception(
    "stops-while-large",
    text(
        en="The walk ends while its steps are still large. When is a step small enough: below or above precision?",
        ko="걸음이 아직 큰데 멈춥니다. 걸음이 충분히 작다는 것은 precision보다 작다는 뜻인가요, 크다는 뜻인가요?",
    ),
    model=until(lambda change, slope, precision: abs(change) > precision),
)
LAST_NOT_COUNTED = Misconception(
    "last-step-not-counted",
    text(
        en="The number of steps is one too small. Was the step that ended the walk a step?",
        ko="걸음 수가 하나 모자랍니다. 멈추게 한 그 걸음도 걸음이 아닐까요?",
    ),
    model=until(small, count_last=False),
)
LAST_NOT_TAKEN = Misconception(
    "last-step-not-taken",
    text(
        en="x is where it was before the last step. Is the small step taken, or only looked at?",
        ko="x가 마지막 걸음 전의 값입니다. 그 작은 걸음을 실제로 걸었나요, 살펴보기만 했나요?",
    ),
    when=lambda actual, *args: any(
        agrees(actual, until(small, before=True, count_last=counted)(*args)) for counted in (True, False)
    ),
)
PAIR_SWAPPED = Misconception(
    "pair-swapped",
    text(
        en="Both values are there, in the other order. Which one does the docstring name first?",
        ko="두 값이 모두 있지만 순서가 바뀌었습니다. docstring에서 먼저 나오는 것은 무엇인가요?",
    ),
    model=lambda *args: reference.descend_until(*args)[::-1],
)
STOP_ASCENT = Misconception(
    "ascent",
    text(
        en="You walk uphill. If the slope is positive, should x grow?",
        ko="오르막으로 가고 있습니다. 기울기가 양수이면 x가 커져야 할까요?",
    ),
    model=until(small, step=lambda x, slope, rate: x + rate * slope),
)
STOPS_AT_A_TIE = Misconception(
    "stops-at-a-tie",
    text(
        en="A change exactly as large as precision is not smaller than it. Which comparison says that?",
        ko="precision과 똑같은 크기의 변화는 precision보다 작지 않습니다. 어떤 비교 연산이 이를 나타내나요?",
    ),
    model=until(lambda change, slope, precision: abs(change) <= precision),
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
]


def agrees(actual, predicted):
    return bool(np.allclose(actual, predicted, rtol=1e-9, atol=1e-12))


def check_stop(student, slope, *rest):
    """One walk against the reference's."""
    actual = student.descend_until(Recorder(slope), *rest)
    check(actual, reference.descend_until(slope, *rest), TOL, OF_STOP, args=(slope, *rest))


@exercise("descend_until", weight=3, about=text(en="stopping where steps are small", ko="걸음이 작아지면 멈추기"))
def test_stop_on_precision(student, rng):
    # steps shrink by a constant factor, and precision lies in the middle between two of them: no rounding decides
    for start, rate, kept, stop in ((-3.0, 0.2, 0.6, 8), (9.0, 0.2, 0.6, 5), (8.0, 0.8, -0.6, 4)):
        minimum = rng.uniform(2.0, 4.0)
        slope = slope_of((1 - kept) / rate, minimum)
        precision = abs((start - minimum) * (1 - kept)) * abs(kept) ** (stop - 0.5)
        check_stop(student, slope, start, rate, precision, 60)


@exercise(
    "descend_until",
    needs=test_stop_on_precision,
    about=text(en="the lab with its precision of 1e-5", ko="precision = 1e-5를 실제로 쓰는 실습"),
)
def test_stop_of_the_lab(student):
    slope = slope_of(2, 3)
    check_stop(student, slope, 10, 0.2, 1e-5, 100)
    steps = expect_tuple(student.descend_until(Recorder(slope), 10, 0.2, 1e-5, 100), 2)[1]
    check(expect_number(steps), 26, WHOLE)


@exercise(
    "descend_until",
    needs=test_stop_on_precision,
    about=text(en="stopping at the most steps allowed", ko="최대 걸음 수에서 멈추기"),
)
def test_stop_at_the_limit(student, rng):
    slope = slope_of(2, rng.uniform(2.0, 4.0))
    for steps in (0, 1, 6):
        check_stop(student, slope, 9.0, 0.1, 1e-9, steps)


@exercise(
    "descend_until",
    needs=test_stop_on_precision,
    about=text(en="a start at the minimum; a change equal to precision", ko="최솟값에서 출발, precision과 같은 변화"),
)
def test_stop_at_edges(student):
    check_stop(student, slope_of(2, 3.0), 3.0, 0.2, 1e-3, 20)

    def ramp(x):  # every step is exactly 0.5
        return -1.0

    check_stop(student, ramp, 8.0, 0.5, 0.5, 6)


# ---------------------------------------------------------------- learning rates


def sorted_by(halfway, end):
    """A wrong table of learning rates with its borders elsewhere."""

    def model(rate):
        if rate <= halfway:
            return "monotone"
        return "overshoots" if rate < end else "oscillates" if rate == end else "diverges"

    return model


BORDERS_DOUBLED = Misconception(
    "borders-of-another-curve",
    text(
        en="These borders belong to a curve that is half as steep. By which factor is x - 3 multiplied in one step "
        "here?",
        ko="이 경계는 절반만큼 가파른 곡선의 것입니다. 여기서 한 걸음마다 x - 3에는 얼마가 곱해지나요?",
    ),
    model=sorted_by(1.0, 2.0),
)
HALF_OVERSHOOTS = Misconception(
    "half-overshoots",
    text(
        en="With 0.5 the factor is exactly 0. Where does the first step land, and has it jumped over anything?",
        ko="학습률이 0.5이면 곱해지는 값이 정확히 0입니다. 첫걸음은 어디에 닿고, 무언가를 뛰어넘었나요?",
    ),
    when=lambda actual, rate: rate == 0.5 and actual == "overshoots",
)
ONE_NOT_APART = Misconception(
    "one-belongs-nowhere",
    text(
        en="With 1 the factor is exactly -1. Does the distance to the minimum shrink, grow, or stay?",
        ko="학습률이 1이면 곱해지는 값이 정확히 -1입니다. 최솟값까지의 거리는 줄어드나요, 늘어나나요, 그대로인가요?",
    ),
    when=lambda actual, rate: rate == 1 and actual in ("overshoots", "diverges"),
)
OVERSHOT_IS_DIVERGED = Misconception(
    "overshooting-taken-for-diverging",
    text(
        en="Jumping over the minimum is not yet running away. Take three steps with 0.75 by hand: is the distance "
        "growing?",
        ko="최솟값을 뛰어넘는다고 발산하는 것은 아닙니다. 0.75로 세 걸음을 손으로 계산해 보세요. 거리가 늘어나나요?",
    ),
    when=lambda actual, rate: 0.5 < rate < 1 and actual in ("diverges", "oscillates"),
)
TOO_LARGE_OSCILLATES = Misconception(
    "diverging-taken-for-oscillating",
    text(
        en="It jumps to and fro, but not between the same two points. Take three steps with 1.5: where does it end?",
        ko="왔다 갔다 하기는 하지만 같은 두 점이 아닙니다. 1.5로 세 걸음을 가 보세요. 어디에 도착하나요?",
    ),
    when=lambda actual, rate: rate > 1 and actual in ("oscillates", "overshoots"),
)
NEAR_TAKEN_FOR_AT = Misconception(
    "near-taken-for-at",
    text(
        en="A rate close to a border is not on it. Factors of 0.002 and -0.998: on which side of the minimum does the "
        "next point lie, and is it nearer?",
        ko="경계에 가까운 학습률은 경계가 아닙니다. 0.002나 -0.998을 곱하면 다음 점은 최솟값의 어느 쪽에 있고, 더 "
        "가까워지나요?",
    ),
    when=lambda actual, rate: 0 < min(abs(rate - 0.5), abs(rate - 1)) < 0.01,
)
OF_RATES = [BORDERS_DOUBLED, HALF_OVERSHOOTS, ONE_NOT_APART, OVERSHOT_IS_DIVERGED, TOO_LARGE_OSCILLATES]


@exercise("behaviour", weight=3, about=text(en="rates of every kind", ko="여러 가지 학습률"))
@table(
    [
        Case("small", 0.05, expected="monotone"),
        Case("of-the-lab", 0.2, expected="monotone"),
        Case("below-half", 0.45, expected="monotone"),
        Case("above-half", 0.55, expected="overshoots"),
        Case("three-quarters", 0.75, expected="overshoots"),
        Case("below-one", 0.95, expected="overshoots"),
        Case("above-one", 1.05, expected="diverges"),
        Case("large", 4, expected="diverges"),
    ]
)
def test_behaviour_of_rates(student, case):
    check(student.behaviour(*case.args), case.expected, WHOLE, OF_RATES, args=case.args)


@exercise(
    "behaviour",
    weight=2,
    needs=test_behaviour_of_rates,
    about=text(en="the borders 0.5 and 1, and close to them", ko="경계인 0.5와 1, 그리고 그 가까이"),
)
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
    check(student.behaviour(*case.args), case.expected, WHOLE, [NEAR_TAKEN_FOR_AT, *OF_RATES], args=case.args)


NOT_POSITIVE = text(
    en="A learning rate that is not positive does not go downhill. The docstring says what happens then.",
    ko="양수가 아닌 학습률로는 내려갈 수 없습니다. 이때 어떻게 되는지 docstring에 적혀 있습니다.",
)


@exercise(
    "behaviour",
    needs=test_behaviour_of_rates,
    about=text(en="rates that are not positive", ko="양수가 아닌 학습률"),
)
def test_behaviour_refuses(student):
    for rate in (0, 0.0, -0.2, -3):
        check_raises(student.behaviour, rate, error="ValueError", hint=NOT_POSITIVE)
