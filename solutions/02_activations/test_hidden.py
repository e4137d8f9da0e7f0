"""Hidden suite of 02_activations: step, sigmoid, tanh, relu, leaky_relu, elu.

All are elementwise. Each is called with (n,) and (n, m) arrays of both signs, kept away from 0; what happens at 0 and
far out has tests of its own, so that a mistake costs its own share of the points and no more.
"""

import math

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Tolerance,
    check,
    check_no_warning,
    check_unchanged,
    exercise,
    load_reference,
    table,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="the course's accuracy: float64 loses about 1e-15 in these formulas, other right formulas no more than "
    "1e-12, and the mildest wrong one is off by 1e-3",
)
SIGMOID = Tolerance(rtol=0.0, atol=1e-12, why="the exercise asks for 1e-12; a right formula loses about 1e-16 near 1")
SHAPES = [(7,), (3, 4)]


def both_signs(rng, shape, low=0.2, high=4.0):
    """Numbers between low and high in absolute value, half of them negative."""
    signs = rng.permutation(np.resize([-1.0, 1.0], math.prod(shape)))
    return signs.reshape(shape) * rng.uniform(low, high, shape)


def quiet(formula):
    """The formula as it stands, without NumPy's warnings."""

    def model(*args):
        with np.errstate(all="ignore"):
            return formula(*args)

    return model


# ------------------------------------------------------------------------------------------------ step

FIRES_AT_ZERO = Misconception(
    "fires-at-zero",
    text(
        en="At exactly 0 the neuron fires. Look at which of the two cases of the formula contains x = 0.",
        ko="입력이 정확히 0일 때 활성화되고 있습니다. x = 0이 수식의 두 경우 중 어디에 속하는지 보세요.",
    ),
    model=lambda x: (np.asarray(x) >= 0).astype(int),
)
STEP_SIGN = Misconception(
    "step-sign",
    text(
        en="Negative inputs give -1. How many different outputs does the step function have?",
        ko="음수 입력에서 -1이 나옵니다. 계단 함수의 출력에는 몇 가지 값이 있나요?",
    ),
    model=lambda x: np.sign(x).astype(int),
)
STEP_REVERSED = Misconception(
    "step-reversed",
    text(
        en="The neuron fires for negative inputs and is silent for positive ones. Which way does the comparison point?",
        ko="음수에서 활성화되고 양수에서 활성화되지 않습니다. 부등호의 방향을 확인해 보세요.",
    ),
    model=lambda x: (np.asarray(x) <= 0).astype(int),
)
STEP_NOT_INTEGER = Misconception(
    "step-not-integer",
    text(
        en="The values are right, but they are not integers. What type of number does a comparison give, or an array "
        "that was made for floats?",
        ko="값은 맞지만 정수가 아닙니다. 비교 연산의 결과나 실수용으로 만든 배열은 어떤 자료형일까요?",
    ),
    when=lambda actual, *_: np.asarray(actual).dtype.kind not in "iu",
)
STEP_ARRAYS_ONLY = Misconception(
    "step-arrays-only",
    text(
        en="It works for arrays, but not for a plain number: a Python number lacks the methods of an array. What "
        "could make an array of it first?",
        ko="배열에는 동작하지만 수 하나에는 동작하지 않습니다. 파이썬의 수에는 배열의 메서드가 없습니다. 먼저 배열로 "
        "만들 방법이 있을까요?",
    ),
    raises="AttributeError",
)


@exercise("step", weight=3, about=text(en="positive and negative inputs", ko="양수와 음수 입력"))
def test_step_values(student, rng):
    for shape in [*SHAPES, (2, 3, 2)]:
        x = both_signs(rng, shape)
        check(student.step(x), reference.step(x), EXACT, [STEP_REVERSED, STEP_SIGN], args=(x,))


@exercise(
    "step", weight=2, needs=test_step_values, about=text(en="at 0 and close to it", ko="입력이 0이거나 0에 가까울 때")
)
def test_step_at_zero(student):
    x = np.array([-1e-3, 0.0, 1e-3, -0.0, 2e-6, -2e-6])  # nothing in (0, 1e-6]: the lecture's lab calls that 0
    check(student.step(x), np.array([0, 0, 1, 0, 1, 0]), EXACT, [FIRES_AT_ZERO], args=(x,))


@exercise(
    "step", weight=1, needs=test_step_values, about=text(en="the result is made of integers", ko="결과가 정수인지")
)
def test_step_gives_integers(student, rng):
    x = both_signs(rng, (3, 2))
    check(student.step(x), reference.step(x), EXACT, [STEP_NOT_INTEGER], args=(x,), kind="int")


@exercise(
    "step",
    weight=1,
    needs=test_step_values,
    about=text(en="a single number", ko="수 하나를 넣었을 때"),
    misconceptions=[STEP_ARRAYS_ONLY],
)
@table(
    [
        Case("int", 4, expected=1),
        Case("negative-int", -2, expected=0),
        Case("float", 0.75, expected=1),
        Case("zero", 0, expected=0),
        Case("numpy-number", np.float64(-1.5), expected=0),
    ]
)
def test_step_takes_numbers(student, case):
    check(student.step(*case.args), case.expected, EXACT, [FIRES_AT_ZERO], args=case.args)


@exercise("step", weight=1, needs=test_step_values, about=text(en="x is not changed", ko="x가 바뀌지 않는지"))
def test_step_keeps_its_argument(student, rng):
    check_unchanged(student.step.observe(both_signs(rng, (3, 4))))


# ------------------------------------------------------------------------------------------------ sigmoid


SIGMOID_SIGN = Misconception(
    "sigmoid-sign",
    text(
        en="The curve falls where it should rise. Look at the sign in the exponent.",
        ko="올라가야 할 곡선이 내려갑니다. 지수의 부호를 보세요.",
    ),
    model=quiet(lambda x: 1 / (1 + np.exp(x))),
)
SIGMOID_PRECEDENCE = Misconception(
    "sigmoid-precedence",
    text(
        en="Results above 1 cannot be right. In which order does Python divide and add in your line?",
        ko="1보다 큰 결과는 나올 수 없습니다. 작성한 줄에서 파이썬은 나눗셈과 덧셈을 어떤 순서로 할까요?",
    ),
    model=quiet(lambda x: 1 / 1 + np.exp(-x)),
)
SIGMOID_IS_TANH = Misconception(
    "sigmoid-is-tanh",
    text(
        en="The outputs run from -1 to 1. Between which two values does a sigmoid run?",
        ko="출력이 -1에서 1까지입니다. 시그모이드의 출력은 어떤 두 값 사이에 있나요?",
    ),
    model=np.tanh,
)
SIGMOID_NOT_FINITE = Misconception(
    "sigmoid-not-finite",
    text(
        en="Far from 0 the result is not a number: infinity was divided by infinity. For which x does each form of "
        "the fraction keep its exponent negative?",
        ko="0에서 멀어지면 결과가 수가 아닙니다. 무한대를 무한대로 나누었습니다. 분수의 두 꼴은 각각 어떤 x에서 "
        "지수가 음수인가요?",
    ),
    when=lambda actual, *_: not np.all(np.isfinite(actual)),
)
SIGMOID_CLIPPED = Misconception(
    "sigmoid-clipped-early",
    text(
        en="Far from 0 the curve stops too early: cutting x off keeps exp small, but how far out may the cut be "
        "without showing in the result?",
        ko="0에서 먼 곳의 값이 충분히 0과 1에 가깝지 않습니다. x를 잘라 내면 exp가 작게 유지되지만, 결과에 드러나지 "
        "않으려면 어디에서 잘라야 할까요?",
    ),
    when=lambda actual, x: np.allclose(actual, reference.sigmoid(x), rtol=0, atol=0.02),
)
SIGMOID_OVERFLOW = Misconception(
    "sigmoid-overflow",
    text(
        en="The values are right, but exp overflowed on the way. Which inputs make the exponent large and positive? "
        "Remember that np.where computes both of its branches for every element.",
        ko="값은 맞지만 계산 중에 exp가 오버플로했습니다. 어떤 입력에서 지수가 큰 양수가 되나요? np.where는 모든 "
        "원소에 대해 두 식을 모두 계산한다는 점을 기억하세요.",
    ),
    model=quiet(lambda x: np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))),
)
FAR_OUT = np.array([[-1000.0, 1000.0, -710.0], [710.0, -3.0, 3.0]])


@exercise("sigmoid", weight=2, about=text(en="ordinary inputs", ko="보통 크기의 입력"))
def test_sigmoid_values(student, rng):
    for shape in SHAPES:
        x = both_signs(rng, shape)
        check(
            student.sigmoid(x),
            reference.sigmoid(x),
            SIGMOID,
            [SIGMOID_SIGN, SIGMOID_PRECEDENCE, SIGMOID_IS_TANH],
            args=(x,),
        )
    x = np.array([0.1, 0.2, 0.0])  # the lecture's forward pass at (0, 0): a1 and a2
    check(student.sigmoid(x), np.array([0.5249791875, 0.5498339973, 0.5]), TOL, args=(x,))


@exercise(
    "sigmoid",
    weight=1,
    needs=test_sigmoid_values,
    about=text(en="values at 1000 and -1000", ko="1000과 -1000에서의 값"),
)
def test_sigmoid_far_out(student):
    check(
        student.sigmoid(FAR_OUT),
        reference.sigmoid(FAR_OUT),
        SIGMOID,
        [SIGMOID_NOT_FINITE, SIGMOID_CLIPPED],
        args=(FAR_OUT,),
    )


@exercise(
    "sigmoid",
    weight=1,
    needs=test_sigmoid_values,
    about=text(en="no overflow at 1000 and -1000", ko="1000과 -1000에서 오버플로가 없는지"),
)
def test_sigmoid_does_not_overflow(student):
    check_no_warning(student.sigmoid.observe(FAR_OUT), "overflow", [SIGMOID_OVERFLOW])


@exercise("sigmoid", weight=0.5, needs=test_sigmoid_values, about=text(en="x is not changed", ko="x가 바뀌지 않는지"))
def test_sigmoid_keeps_its_argument(student, rng):
    for x in (both_signs(rng, (3, 4)), FAR_OUT):  # exp's overflow must not be kept off by writing into x
        check_unchanged(student.sigmoid.observe(x))


# ------------------------------------------------------------------------------------------------ tanh

TANH_HALF = Misconception(
    "tanh-half-exponent",
    text(
        en="The shape is right, but it rises half as steeply as it should. Compare your exponent with the formula's.",
        ko="모양은 맞지만 기울기가 절반입니다. 지수를 수식과 비교해 보세요.",
    ),
    model=lambda x: 2 / (1 + np.exp(-x)) - 1,
)
TANH_UNSHIFTED = Misconception(
    "tanh-not-centred",
    text(
        en="The outputs do not run from -1 to 1. What does tanh give at 0, and what does your function give there?",
        ko="출력이 -1에서 1까지가 아닙니다. 0에서 tanh의 값은 무엇이고, 작성한 함수의 값은 무엇인가요?",
    ),
    when=lambda actual, *_: bool(np.all(actual >= 0)),
)
TANH_SIGN = Misconception(
    "tanh-sign",
    text(
        en="The curve falls where it should rise. Look at the signs in the exponents.",
        ko="올라가야 할 곡선이 내려갑니다. 지수의 부호를 보세요.",
    ),
    model=lambda x: np.tanh(-x),
)
TANH_NOT_FINITE = Misconception(
    "tanh-not-finite",
    text(
        en="Far from 0 the result is not a number. Which of the two forms of the formula divides infinity by infinity?",
        ko="0에서 멀어지면 결과가 수가 아닙니다. 수식의 두 꼴 중 무한대를 무한대로 나누게 되는 것은 어느 쪽인가요?",
    ),
    when=lambda actual, *_: not np.all(np.isfinite(actual)),
)


@exercise("tanh", weight=2, builds_on=("sigmoid",), about=text(en="ordinary inputs", ko="보통 크기의 입력"))
def test_tanh_values(student, rng):
    for shape in SHAPES:
        x = both_signs(rng, shape, high=2.5)
        check(student.tanh(x), reference.tanh(x), TOL, [TANH_HALF, TANH_SIGN, TANH_UNSHIFTED], args=(x,))
    x = np.array([0.0, 1.0])
    check(student.tanh(x), np.tanh(x), TOL, args=(x,))


@exercise(
    "tanh", weight=1, needs=test_tanh_values, about=text(en="values at 1000 and -1000", ko="1000과 -1000에서의 값")
)
def test_tanh_far_out(student):
    check(student.tanh(FAR_OUT), np.tanh(FAR_OUT), TOL, [TANH_NOT_FINITE], args=(FAR_OUT,))


@exercise("tanh", weight=0.5, needs=test_tanh_values, about=text(en="x is not changed", ko="x가 바뀌지 않는지"))
def test_tanh_keeps_its_argument(student, rng):
    for x in (both_signs(rng, (3, 4)), FAR_OUT):  # exp's overflow must not be kept off by writing into x
        check_unchanged(student.tanh.observe(x))


# ------------------------------------------------------------------------------------------------ relu

RELU_ABS = Misconception(
    "relu-absolute-value",
    text(
        en="Negative inputs lose their sign. What should become of them instead?",
        ko="음수에서 부호만 없어졌습니다. 음수 입력은 무엇이 되어야 할까요?",
    ),
    model=np.abs,
)
RELU_STEP = Misconception(
    "relu-is-step",
    text(
        en="Every positive input gives 1. Is that the function or its slope?",
        ko="양수가 모두 1이 되었습니다. 이것은 함수의 값일까요, 기울기일까요?",
    ),
    model=lambda x: (x > 0).astype(float),
)
RELU_MIN = Misconception(
    "relu-minimum",
    text(
        en="Positive inputs become 0 and negative ones pass: it is the wrong way round.",
        ko="양수가 0이 되고 음수가 그대로 나옵니다. 방향이 반대입니다.",
    ),
    model=lambda x: np.minimum(x, 0),
)
RELU_AXIS = Misconception(
    "relu-max-along-axis",
    text(
        en="The result has lost an axis: one maximum was taken over many elements. What does the second argument of "
        "the function that you call mean, and which function compares two things element by element?",
        ko="결과에서 축이 하나 사라졌습니다. 여러 원소에서 최댓값 하나를 구한 것입니다. 호출한 함수의 두 번째 인수는 "
        "무슨 뜻이고, 원소마다 둘을 비교하는 함수는 무엇일까요?",
    ),
    model=lambda x: np.max(x, axis=0),
)


@exercise("relu", weight=2, about=text(en="values", ko="값"))
def test_relu_values(student, rng):
    for shape in SHAPES:
        x = both_signs(rng, shape, high=30.0)
        check(student.relu(x), reference.relu(x), TOL, [RELU_AXIS, RELU_ABS, RELU_STEP, RELU_MIN], args=(x,))
    x = np.array([-1000.0, -1e-3, 0.0, 1e-3, 1000.0])
    check(student.relu(x), reference.relu(x), TOL, args=(x,))


@exercise("relu", weight=1, needs=test_relu_values, about=text(en="x is not changed", ko="x가 바뀌지 않는지"))
def test_relu_keeps_its_argument(student, rng):
    for x in (both_signs(rng, (3, 4)), FAR_OUT):
        check_unchanged(student.relu.observe(x))


# ------------------------------------------------------------------------------------------------ leaky_relu

LEAKY_DEFAULT = Misconception(
    "leaky-default",
    text(
        en="Called without alpha, the slope for negative inputs is 0.01. Which default does the exercise ask for?",
        ko="alpha 없이 호출하면 음수 쪽 기울기가 0.01입니다. 문제에서 정한 기본값은 얼마인가요?",
    ),
    model=lambda x: np.maximum(0.01 * x, x),
)
LEAKY_IGNORES_ALPHA = Misconception(
    "leaky-ignores-alpha",
    text(
        en="The slope for negative inputs is always the same. Does the function use the alpha that it is given?",
        ko="음수 쪽 기울기가 늘 같습니다. 함수가 인수로 받은 alpha를 사용하나요?",
    ),
    model=lambda x, alpha=0.1: np.maximum(0.1 * x, x),
)
LEAKY_MINIMUM = Misconception(
    "leaky-minimum",
    text(
        en="Positive inputs are scaled down and negative ones pass. For x = -3, which of alpha x and x is the larger?",
        ko="양수가 줄어들고 음수가 그대로 나옵니다. x = -3일 때 alpha x와 x 중 어느 쪽이 큰가요?",
    ),
    model=lambda x, alpha=0.1: np.minimum(alpha * x, x),
)
LEAKY_CONSTANT = Misconception(
    "leaky-constant",
    text(
        en="All negative inputs give the same value. Below zero, too, a leaky ReLU is a line with a slope.",
        ko="음수 입력의 출력이 모두 같습니다. Leaky ReLU는 0 아래에서도 기울기가 있는 직선입니다.",
    ),
    when=lambda actual, x, *_: np.unique(np.asarray(actual)[np.asarray(x) < 0]).size == 1,
)
LEAKY_SIGN = Misconception(
    "leaky-sign",
    text(
        en="Negative inputs come out positive. On which side of zero should the leak be?",
        ko="음수 입력의 출력이 양수입니다. 새어 나온 값은 0의 어느 쪽에 있어야 할까요?",
    ),
    when=lambda actual, x, *_: bool(np.all(np.asarray(actual)[np.asarray(x) < 0] > 0)),
)
LEAKY = [LEAKY_IGNORES_ALPHA, LEAKY_MINIMUM, LEAKY_CONSTANT, LEAKY_SIGN]


@exercise("leaky_relu", weight=2, about=text(en="with a given alpha", ko="alpha를 정해 주었을 때"))
def test_leaky_relu_with_alpha(student, rng):
    for shape, alpha in zip(SHAPES, [0.3, 0.05], strict=True):
        x = both_signs(rng, shape)
        check(student.leaky_relu(x, alpha), reference.leaky_relu(x, alpha), TOL, LEAKY, args=(x, alpha))


@exercise("leaky_relu", weight=1, about=text(en="without alpha", ko="alpha 없이 호출했을 때"))
def test_leaky_relu_default(student, rng):
    x = both_signs(rng, (3, 4))
    check(student.leaky_relu(x), reference.leaky_relu(x), TOL, [LEAKY_DEFAULT, *LEAKY[1:]], args=(x,))


@exercise(
    "leaky_relu",
    weight=0.5,
    needs=test_leaky_relu_with_alpha,
    about=text(en="alpha = 0 and alpha = 1", ko="alpha가 0이거나 1일 때"),
)
def test_leaky_relu_ends(student, rng):
    x = np.append(both_signs(rng, (6,)), 0.0)
    check(student.leaky_relu(x, alpha=0), np.maximum(x, 0), TOL, args=(x, 0))
    check(student.leaky_relu(x, alpha=1), x, TOL, args=(x, 1))


@exercise(
    "leaky_relu",
    weight=0.5,
    needs=test_leaky_relu_with_alpha,
    about=text(en="x is not changed", ko="x가 바뀌지 않는지"),
)
def test_leaky_relu_keeps_its_argument(student, rng):
    check_unchanged(student.leaky_relu.observe(both_signs(rng, (3, 4)), 0.3))


# ------------------------------------------------------------------------------------------------ elu

ELU_NO_MINUS_ONE = Misconception(
    "elu-no-minus-one",
    text(
        en="The curve jumps at 0. What is exp(x) close to 0, and what should the ELU be there?",
        ko="0에서 곡선이 끊어집니다. 0 근처에서 exp(x)는 얼마이고, ELU는 얼마여야 하나요?",
    ),
    model=lambda x, alpha=1.0: np.where(x >= 0, x, alpha * np.exp(np.minimum(x, 0))),
)
ELU_PRECEDENCE = Misconception(
    "elu-precedence",
    text(
        en="With an alpha other than 1 the curve jumps at 0. What exactly does alpha multiply?",
        ko="alpha가 1이 아니면 0에서 곡선이 끊어집니다. alpha는 정확히 무엇에 곱해지나요?",
    ),
    model=lambda x, alpha=1.0: np.where(x >= 0, x, alpha * np.exp(np.minimum(x, 0)) - 1),
)
ELU_IGNORES_ALPHA = Misconception(
    "elu-ignores-alpha",
    text(
        en="The curve levels out at -1 for every alpha. Does the function use the alpha that it is given?",
        ko="alpha가 무엇이든 곡선이 -1에 가까워집니다. 함수가 인수로 받은 alpha를 사용하나요?",
    ),
    model=lambda x, alpha=1.0: np.where(x >= 0, x, np.exp(np.minimum(x, 0)) - 1),
)
ELU_MAXIMUM = Misconception(
    "elu-maximum",
    text(
        en="Large positive inputs do not pass unchanged. Is the exponential ever smaller than the line, so that a "
        "maximum would choose the line?",
        ko="큰 양수가 그대로 나오지 않습니다. 최댓값으로 고르면 직선이 선택되는데, 지수 함수가 직선보다 작아지는 "
        "곳이 있나요?",
    ),
    model=lambda x, alpha=1.0: np.maximum(x, alpha * (np.exp(x) - 1)),
)
ELU_LEAKY = Misconception(
    "elu-is-leaky",
    text(
        en="Below zero there is a straight line. What makes the ELU's curve level out?",
        ko="0 아래가 직선입니다. ELU의 곡선을 평평해지게 하는 것은 무엇인가요?",
    ),
    model=lambda x, alpha=1.0: np.where(x >= 0, x, alpha * x),
)
ELU_OVERFLOW = Misconception(
    "elu-overflow",
    text(
        en="exp overflowed for a large positive input, although that input does not need it. What does np.where "
        "compute before it chooses?",
        ko="큰 양수에는 exp가 필요 없는데도 exp가 오버플로했습니다. np.where는 고르기 전에 무엇을 계산하나요?",
    ),
    model=lambda x, alpha=1.0: np.where(x >= 0, x, alpha * (np.exp(x) - 1)),
)
ELU = [ELU_NO_MINUS_ONE, ELU_PRECEDENCE, ELU_IGNORES_ALPHA, ELU_MAXIMUM, ELU_LEAKY]


@exercise("elu", weight=2, about=text(en="with a given alpha", ko="alpha를 정해 주었을 때"))
def test_elu_with_alpha(student, rng):
    for shape, alpha in zip(SHAPES, [0.5, 1.75], strict=True):
        x = both_signs(rng, shape)
        check(student.elu(x, alpha), reference.elu(x, alpha), TOL, ELU, args=(x, alpha))


@exercise("elu", weight=1, about=text(en="without alpha", ko="alpha 없이 호출했을 때"))
def test_elu_default(student, rng):
    x = np.append(both_signs(rng, (6,)), 0.0)
    check(student.elu(x), reference.elu(x), TOL, [ELU_NO_MINUS_ONE, ELU_MAXIMUM, ELU_LEAKY], args=(x,))


@exercise("elu", weight=0.5, needs=test_elu_with_alpha, about=text(en="at 1000 and -1000", ko="1000과 -1000에서"))
def test_elu_far_out(student):
    check(student.elu(FAR_OUT, 0.5), reference.elu(FAR_OUT, 0.5), TOL, args=(FAR_OUT, 0.5))


@exercise(
    "elu", weight=0.5, needs=test_elu_with_alpha, about=text(en="no overflow at 1000", ko="1000에서 오버플로가 없는지")
)
def test_elu_does_not_overflow(student):
    x = np.array([[1000.0, 710.0], [-3.0, 3.0]])  # nothing at -1000, where the exercise asks for the value only
    check_no_warning(student.elu.observe(x, 0.5), "overflow", [ELU_OVERFLOW])


@exercise("elu", weight=0.5, needs=test_elu_with_alpha, about=text(en="x is not changed", ko="x가 바뀌지 않는지"))
def test_elu_keeps_its_argument(student, rng):
    for x in (both_signs(rng, (3, 4)), FAR_OUT):  # exp's overflow must not be kept off by writing into x
        check_unchanged(student.elu.observe(x, 0.5))
