"""Hidden suite of 02_activations: the slopes sigmoid_grad, tanh_grad, relu_grad.

The first two take the output y of the forward pass and not its input, the commonest error of the course.
"""

import math

import numpy as np

from autograder.suite import (
    EXACT,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_array,
    load_reference,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="the course's accuracy: float64 loses about 1e-15 in these formulas, other right formulas no more than "
    "1e-12, and the mildest wrong one is off by 1e-3",
)
SLOPE = Tolerance(
    rtol=1e-6, atol=1e-8, why="central differences with h = 1e-5 are off by h^2 = 1e-10 and by 1e-16 / h = 1e-11"
)
SHAPES = [(7,), (3, 4)]
H = 1e-5


def both_signs(rng, shape, low=0.2, high=4.0):
    """Numbers between low and high in absolute value, half of them negative."""
    signs = rng.permutation(np.resize([-1.0, 1.0], math.prod(shape)))
    return signs.reshape(shape) * rng.uniform(low, high, shape)


SLOPE_OF_INPUT = Misconception(
    "grad-of-input",
    text(
        en="The activation was applied once more. The argument is already the output y of the forward pass: what is "
        "left to do?",
        ko="활성화 함수를 한 번 더 적용했습니다. 인수는 이미 순방향 패스의 출력 y입니다. 그러면 남은 계산은 "
        "무엇인가요?",
    ),
    model=lambda y: reference.sigmoid(y) * (1 - reference.sigmoid(y)),
)
SIGMOID_SLOPE_PLUS = Misconception(
    "sigmoid-grad-incomplete",
    text(
        en="Where the output is close to 0 or to 1 the curve is flat. Does your formula give 0 at both ends?",
        ko="출력이 0이나 1에 가까운 곳에서는 곡선이 평평합니다. 작성한 식은 양쪽 끝에서 모두 0이 되나요?",
    ),
    when=lambda actual, y: any(np.allclose(actual, wrong) for wrong in (1 - y, y * (1 + y), y, y * (y - 1), y - y**3)),
)
SIGMOID_SLOPE_IS_TANHS = Misconception(
    "sigmoid-grad-is-tanh-grad",
    text(
        en="This is the slope of another S-shaped curve. How steep is the sigmoid at its centre, where y = 0.5?",
        ko="이것은 다른 S자 곡선의 기울기입니다. 시그모이드는 중심(y = 0.5)에서 얼마나 가파른가요?",
    ),
    model=lambda y: 1 - y**2,
)
TANH_SLOPE_OF_INPUT = Misconception(
    "grad-of-input",
    SLOPE_OF_INPUT.hint,
    model=lambda y: 1 - np.tanh(y) ** 2,
)
TANH_SLOPE_IS_SIGMOIDS = Misconception(
    "tanh-grad-is-sigmoid-grad",
    text(
        en="This is the slope of the sigmoid. How steep is tanh at the origin, where y = 0?",
        ko="이것은 시그모이드의 기울기입니다. tanh는 원점(y = 0)에서 얼마나 가파른가요?",
    ),
    model=lambda y: y * (1 - y),
)
TANH_SLOPE_SQUARE = Misconception(
    "tanh-grad-square",
    text(
        en="The curve is as steep at -y as it is at y. Is your formula the same for both? Look at what is squared.",
        ko="곡선의 기울기는 y와 -y에서 같습니다. 작성한 식도 그런가요? 무엇을 제곱하는지 보세요.",
    ),
    when=lambda actual, y: any(np.allclose(actual, wrong) for wrong in ((1 - y) ** 2, 1 - y, 1 - 2 * y)),
)
RELU_SLOPE_AT_ZERO = Misconception(
    "relu-grad-at-zero",
    text(
        en="At the corner, x = 0, the slope is 1 or something between. Which value has the course agreed on?",
        ko="꺾이는 점 x = 0에서 기울기가 0이 아닙니다. 이 과목에서는 어떤 값으로 정했나요?",
    ),
    when=lambda actual, x: bool(np.all(np.asarray(actual, dtype=float)[np.asarray(x) == 0] > 0)),
)
RELU_SLOPE_IS_RELU = Misconception(
    "relu-grad-is-relu",
    text(
        en="This is the function and not its slope. How steep is the line y = x?",
        ko="이것은 기울기가 아니라 함수의 값입니다. 직선 y = x의 기울기는 얼마인가요?",
    ),
    model=lambda x: np.maximum(x, 0),
)
RELU_SLOPE_SIGN = Misconception(
    "relu-grad-sign",
    text(
        en="For negative inputs the slope is -1. Does ReLU fall there, or is it flat?",
        ko="음수에서 기울기가 -1입니다. ReLU는 그곳에서 내려가나요, 평평한가요?",
    ),
    model=np.sign,
)
RELU_SLOPE_REVERSED = Misconception(
    "relu-grad-reversed",
    text(
        en="The slope is 1 on the left and 0 on the right. On which side does ReLU rise?",
        ko="왼쪽 기울기가 1이고 오른쪽이 0입니다. ReLU는 어느 쪽에서 올라가나요?",
    ),
    model=lambda x: (x < 0).astype(float),
)


@exercise("sigmoid_grad", weight=2, about=text(en="values", ko="값"))
def test_sigmoid_grad_values(student, rng):
    for shape in SHAPES:
        y = rng.uniform(0.02, 0.98, shape)
        check(
            student.sigmoid_grad(y),
            reference.sigmoid_grad(y),
            TOL,
            [SLOPE_OF_INPUT, SIGMOID_SLOPE_IS_TANHS, SIGMOID_SLOPE_PLUS],
            args=(y,),
        )
    y = np.array([0.7093831367, 0.0, 0.5, 1.0])  # the lecture's output at (0, 0), whose slope it prints as 0.206158
    check(student.sigmoid_grad(y), np.array([0.2061587021, 0.0, 0.25, 0.0]), TOL, args=(y,))


@exercise(
    "sigmoid_grad",
    weight=1,
    needs=test_sigmoid_grad_values,
    about=text(en="agrees with a numerical slope", ko="수치 미분과 같은지"),
)
def test_sigmoid_grad_is_the_slope(student, rng):
    x = both_signs(rng, (8,))
    numerical = (reference.sigmoid(x + H) - reference.sigmoid(x - H)) / (2 * H)
    check(student.sigmoid_grad(reference.sigmoid(x)), numerical, SLOPE)


@exercise(
    "sigmoid_grad",
    weight=0.5,
    needs=test_sigmoid_grad_values,
    about=text(en="y is not changed", ko="y가 바뀌지 않는지"),
)
def test_sigmoid_grad_keeps_its_argument(student, rng):
    check_unchanged(student.sigmoid_grad.observe(rng.uniform(0.02, 0.98, (3, 4))))


@exercise("tanh_grad", weight=2, about=text(en="values", ko="값"))
def test_tanh_grad_values(student, rng):
    for shape in SHAPES:
        y = both_signs(rng, shape, low=0.05, high=0.95)
        check(
            student.tanh_grad(y),
            reference.tanh_grad(y),
            TOL,
            [TANH_SLOPE_OF_INPUT, TANH_SLOPE_IS_SIGMOIDS, TANH_SLOPE_SQUARE],
            args=(y,),
        )
    y = np.array([-1.0, 0.0, 1.0])
    check(student.tanh_grad(y), np.array([0.0, 1.0, 0.0]), TOL, args=(y,))


@exercise(
    "tanh_grad",
    weight=1,
    needs=test_tanh_grad_values,
    about=text(en="agrees with a numerical slope", ko="수치 미분과 같은지"),
)
def test_tanh_grad_is_the_slope(student, rng):
    x = both_signs(rng, (8,), high=2.5)
    numerical = (np.tanh(x + H) - np.tanh(x - H)) / (2 * H)
    check(student.tanh_grad(np.tanh(x)), numerical, SLOPE)


@exercise(
    "tanh_grad", weight=0.5, needs=test_tanh_grad_values, about=text(en="y is not changed", ko="y가 바뀌지 않는지")
)
def test_tanh_grad_keeps_its_argument(student, rng):
    check_unchanged(student.tanh_grad.observe(rng.uniform(-0.9, 0.9, (3, 4))))


@exercise("relu_grad", weight=2, about=text(en="left and right of 0", ko="0의 왼쪽과 오른쪽"))
def test_relu_grad_values(student, rng):
    for x in [both_signs(rng, (7,)), both_signs(rng, (3, 4)), np.array([[3, -2], [-7, 1]])]:
        slope = expect_array(student.relu_grad(x))  # numbers or bools: both are right
        check(
            slope, reference.relu_grad(x), EXACT, [RELU_SLOPE_IS_RELU, RELU_SLOPE_SIGN, RELU_SLOPE_REVERSED], args=(x,)
        )


@exercise("relu_grad", weight=1, needs=test_relu_grad_values, about=text(en="at the corner", ko="꺾이는 점에서"))
def test_relu_grad_at_zero(student):
    x = np.array([-1e-3, 0.0, 1e-3])
    check(expect_array(student.relu_grad(x)), np.array([0.0, 0.0, 1.0]), EXACT, [RELU_SLOPE_AT_ZERO], args=(x,))


@exercise(
    "relu_grad", weight=0.5, needs=test_relu_grad_values, about=text(en="x is not changed", ko="x가 바뀌지 않는지")
)
def test_relu_grad_keeps_its_argument(student, rng):
    check_unchanged(student.relu_grad.observe(both_signs(rng, (3, 4))))
