"""Hidden suite of 02_activations.

Elementwise functions are called with (n,) and (n, m) arrays of both signs, kept away from 0; what happens at 0 and far out
has tests of its own, so that each mistake costs its own share of the points.
"""

import math

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_no_warning,
    exercise,
    expect_array,
    expect_figure,
    expect_tuple,
    load_reference,
    require,
    table,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(rtol=1e-6, atol=1e-8, why="the course's accuracy: float64 loses about 1e-15 in these formulas, other right "
                                          "formulas no more than 1e-12, and the mildest wrong one is off by 1e-3")
SIGMOID = Tolerance(rtol=0.0, atol=1e-12, why="the exercise asks for 1e-12; a right formula loses about 1e-16 near 1")
EXACT = Tolerance(rtol=0.0, atol=0.0, why="0 and 1 are exact in every number type")
SLOPE = Tolerance(rtol=1e-6, atol=1e-8, why="central differences with h = 1e-5 are off by h^2 = 1e-10 and by 1e-16 / h = 1e-11")

SHAPES = [(7,), (3, 4)]
H = 1e-5


def both_signs(rng, shape, low=0.2, high=4.0):
    """Numbers between low and high in absolute value, half of them negative."""
    signs = rng.permutation(np.resize([-1.0, 1.0], math.prod(shape)))
    return signs.reshape(shape) * rng.uniform(low, high, shape)


IN_PLACE = Misconception(
    "in-place",
    text(en="After the call the array that was passed in is no longer the same. Which line writes into the argument, and how "
            "could it leave the original alone?",
         ko="호출한 뒤에 인수로 넘긴 배열이 달라져 있습니다. 인수에 직접 쓰는 줄은 어디이고, 원본을 그대로 두려면 어떻게 해야 할까요?"),
)


def arguments_kept(observation):
    """No argument was altered by the call. Belongs into a test of its own, which needs the values."""
    require(not observation.changed, f"the call altered argument(s) {observation.changed}", misconception=IN_PLACE)


# ------------------------------------------------------------------------------------------------ step

FIRES_AT_ZERO = Misconception(
    "fires-at-zero",
    text(en="At exactly 0 the neuron fires. Look at which of the two cases of the formula contains x = 0.",
         ko="입력이 정확히 0일 때 활성화되고 있습니다. x = 0이 수식의 두 경우 중 어디에 속하는지 보세요."),
    model=lambda x: (np.asarray(x) >= 0).astype(int),
)
STEP_SIGN = Misconception(
    "step-sign",
    text(en="Negative inputs give -1. How many different outputs does the step function have?",
         ko="음수 입력에서 -1이 나옵니다. 계단 함수의 출력에는 몇 가지 값이 있나요?"),
    model=lambda x: np.sign(x).astype(int),
)
STEP_REVERSED = Misconception(
    "step-reversed",
    text(en="The neuron fires for negative inputs and is silent for positive ones. Which way does the comparison point?",
         ko="음수에서 활성화되고 양수에서 활성화되지 않습니다. 부등호의 방향을 확인해 보세요."),
    model=lambda x: (np.asarray(x) <= 0).astype(int),
)
STEP_NOT_INTEGER = Misconception(
    "step-not-integer",
    text(en="The values are right, but they are not integers. What type of number does a comparison give, or an array that "
            "was made for floats?",
         ko="값은 맞지만 정수가 아닙니다. 비교 연산의 결과나 실수용으로 만든 배열은 어떤 자료형일까요?"),
    when=lambda actual, *_: np.asarray(actual).dtype.kind not in "iu",
)
STEP_ARRAYS_ONLY = Misconception(
    "step-arrays-only",
    text(en="It works for arrays, but not for a plain number: a Python number lacks the methods of an array. What could "
            "make an array of it first?",
         ko="배열에는 동작하지만 수 하나에는 동작하지 않습니다. 파이썬의 수에는 배열의 메서드가 없습니다. 먼저 배열로 만들 방법이 있을까요?"),
    raises="AttributeError",
)


@exercise("step", weight=3, about=text(en="positive and negative inputs", ko="양수와 음수 입력"))
def test_step_values(student, rng):
    for shape in [*SHAPES, (2, 3, 2)]:
        x = both_signs(rng, shape)
        check(student.step(x), reference.step(x), EXACT, [STEP_REVERSED, STEP_SIGN], args=(x,))


@exercise("step", weight=2, needs=test_step_values, about=text(en="at 0 and close to it", ko="입력이 0이거나 0에 가까울 때"))
def test_step_at_zero(student):
    x = np.array([-1e-3, 0.0, 1e-3, -0.0, 2e-6, -2e-6])  # nothing in (0, 1e-6]: the lecture's lab calls that 0
    check(student.step(x), np.array([0, 0, 1, 0, 1, 0]), EXACT, [FIRES_AT_ZERO], args=(x,))


@exercise("step", weight=1, needs=test_step_values, about=text(en="the result is made of integers", ko="결과가 정수인지"))
def test_step_gives_integers(student, rng):
    x = both_signs(rng, (3, 2))
    check(student.step(x), reference.step(x), EXACT, [STEP_NOT_INTEGER], args=(x,), kind="int")


@exercise("step", weight=1, needs=test_step_values, about=text(en="a single number", ko="수 하나를 넣었을 때"))
@table([Case("int", 4, expected=1), Case("negative-int", -2, expected=0), Case("float", 0.75, expected=1),
        Case("zero", 0, expected=0), Case("numpy-number", np.float64(-1.5), expected=0)])
def test_step_takes_numbers(student, case):
    check(student.step(*case.args), case.expected, EXACT, [STEP_ARRAYS_ONLY, FIRES_AT_ZERO], args=case.args)


@exercise("step", weight=1, needs=test_step_values, about=text(en="x is not changed", ko="x가 바뀌지 않는지"))
def test_step_keeps_its_argument(student, rng):
    arguments_kept(student.step.observe(both_signs(rng, (3, 4))))


# ------------------------------------------------------------------------------------------------ sigmoid


def quiet(formula):
    """The formula as it stands, without NumPy's warnings."""
    def model(*args):
        with np.errstate(all="ignore"):
            return formula(*args)
    return model


SIGMOID_SIGN = Misconception(
    "sigmoid-sign",
    text(en="The curve falls where it should rise. Look at the sign in the exponent.",
         ko="올라가야 할 곡선이 내려갑니다. 지수의 부호를 보세요."),
    model=quiet(lambda x: 1 / (1 + np.exp(x))),
)
SIGMOID_PRECEDENCE = Misconception(
    "sigmoid-precedence",
    text(en="Results above 1 cannot be right. In which order does Python divide and add in your line?",
         ko="1보다 큰 결과는 나올 수 없습니다. 작성한 줄에서 파이썬은 나눗셈과 덧셈을 어떤 순서로 할까요?"),
    model=quiet(lambda x: 1 / 1 + np.exp(-x)),
)
SIGMOID_IS_TANH = Misconception(
    "sigmoid-is-tanh",
    text(en="The outputs run from -1 to 1. Between which two values does a sigmoid run?",
         ko="출력이 -1에서 1까지입니다. 시그모이드의 출력은 어떤 두 값 사이에 있나요?"),
    model=np.tanh,
)
SIGMOID_NOT_FINITE = Misconception(
    "sigmoid-not-finite",
    text(en="Far from 0 the result is not a number: infinity was divided by infinity. For which x does each form of the fraction "
            "keep its exponent negative?",
         ko="0에서 멀어지면 결과가 수가 아닙니다. 무한대를 무한대로 나누었습니다. 분수의 두 꼴은 각각 어떤 x에서 지수가 음수인가요?"),
    when=lambda actual, *_: not np.all(np.isfinite(actual)),
)
SIGMOID_CLIPPED = Misconception(
    "sigmoid-clipped-early",
    text(en="Far from 0 the curve stops too early: cutting x off keeps exp small, but how far out may the cut be without "
            "showing in the result?",
         ko="0에서 먼 곳의 값이 충분히 0과 1에 가깝지 않습니다. x를 잘라 내면 exp가 작게 유지되지만, 결과에 드러나지 않으려면 어디에서 "
            "잘라야 할까요?"),
    when=lambda actual, x: np.allclose(actual, reference.sigmoid(x), rtol=0, atol=0.02),
)
SIGMOID_OVERFLOW = Misconception(
    "sigmoid-overflow",
    text(en="The values are right, but exp overflowed on the way. Which inputs make the exponent large and positive? Remember "
            "that np.where computes both of its branches for every element.",
         ko="값은 맞지만 계산 중에 exp가 오버플로했습니다. 어떤 입력에서 지수가 큰 양수가 되나요? np.where는 모든 원소에 대해 두 식을 "
            "모두 계산한다는 점을 기억하세요."),
)
FAR_OUT = np.array([[-1000.0, 1000.0, -710.0], [710.0, -3.0, 3.0]])


@exercise("sigmoid", weight=2, about=text(en="ordinary inputs", ko="보통 크기의 입력"))
def test_sigmoid_values(student, rng):
    for shape in SHAPES:
        x = both_signs(rng, shape)
        check(student.sigmoid(x), reference.sigmoid(x), SIGMOID, [SIGMOID_SIGN, SIGMOID_PRECEDENCE, SIGMOID_IS_TANH], args=(x,))
    x = np.array([0.1, 0.2, 0.0])  # the lecture's forward pass at (0, 0): a1 and a2
    check(student.sigmoid(x), np.array([0.5249791875, 0.5498339973, 0.5]), TOL, args=(x,))


@exercise("sigmoid", weight=1, needs=test_sigmoid_values, about=text(en="values at 1000 and -1000", ko="1000과 -1000에서의 값"))
def test_sigmoid_far_out(student):
    check(student.sigmoid(FAR_OUT), reference.sigmoid(FAR_OUT), SIGMOID, [SIGMOID_NOT_FINITE, SIGMOID_CLIPPED], args=(FAR_OUT,))


@exercise("sigmoid", weight=1, needs=test_sigmoid_values, about=text(en="no overflow at 1000 and -1000", ko="1000과 -1000에서 오버플로가 없는지"))
def test_sigmoid_does_not_overflow(student):
    check_no_warning(student.sigmoid.observe(FAR_OUT), "overflow", [SIGMOID_OVERFLOW])


@exercise("sigmoid", weight=0.5, needs=test_sigmoid_values, about=text(en="x is not changed", ko="x가 바뀌지 않는지"))
def test_sigmoid_keeps_its_argument(student, rng):
    arguments_kept(student.sigmoid.observe(both_signs(rng, (3, 4))))


# ------------------------------------------------------------------------------------------------ tanh

TANH_HALF = Misconception(
    "tanh-half-exponent",
    text(en="The shape is right, but it rises half as steeply as it should. Compare your exponent with the formula's.",
         ko="모양은 맞지만 기울기가 절반입니다. 지수를 수식과 비교해 보세요."),
    model=lambda x: 2 / (1 + np.exp(-x)) - 1,
)
TANH_UNSHIFTED = Misconception(
    "tanh-not-centred",
    text(en="The outputs do not run from -1 to 1. What does tanh give at 0, and what does your function give there?",
         ko="출력이 -1에서 1까지가 아닙니다. 0에서 tanh의 값은 무엇이고, 작성한 함수의 값은 무엇인가요?"),
    when=lambda actual, *_: bool(np.all(np.asarray(actual) >= 0)),
)
TANH_SIGN = Misconception(
    "tanh-sign",
    text(en="The curve falls where it should rise. Look at the signs in the exponents.",
         ko="올라가야 할 곡선이 내려갑니다. 지수의 부호를 보세요."),
    model=lambda x: np.tanh(-x),
)
TANH_NOT_FINITE = Misconception(
    "tanh-not-finite",
    text(en="Far from 0 the result is not a number. Which of the two forms of the formula divides infinity by infinity?",
         ko="0에서 멀어지면 결과가 수가 아닙니다. 수식의 두 꼴 중 무한대를 무한대로 나누게 되는 것은 어느 쪽인가요?"),
    when=lambda actual, *_: not np.all(np.isfinite(actual)),
)


@exercise("tanh", weight=2, builds_on=("sigmoid",), about=text(en="ordinary inputs", ko="보통 크기의 입력"))
def test_tanh_values(student, rng):
    for shape in SHAPES:
        x = both_signs(rng, shape, high=2.5)
        check(student.tanh(x), reference.tanh(x), TOL, [TANH_HALF, TANH_SIGN, TANH_UNSHIFTED], args=(x,))
    x = np.array([0.0, 1.0])
    check(student.tanh(x), np.tanh(x), TOL, args=(x,))


@exercise("tanh", weight=1, needs=test_tanh_values, about=text(en="values at 1000 and -1000", ko="1000과 -1000에서의 값"))
def test_tanh_far_out(student):
    check(student.tanh(FAR_OUT), np.tanh(FAR_OUT), TOL, [TANH_NOT_FINITE], args=(FAR_OUT,))


@exercise("tanh", weight=0.5, needs=test_tanh_values, about=text(en="x is not changed", ko="x가 바뀌지 않는지"))
def test_tanh_keeps_its_argument(student, rng):
    arguments_kept(student.tanh.observe(both_signs(rng, (3, 4))))


# ------------------------------------------------------------------------------------------------ relu

RELU_ABS = Misconception(
    "relu-absolute-value",
    text(en="Negative inputs lose their sign. What should become of them instead?",
         ko="음수에서 부호만 없어졌습니다. 음수 입력은 무엇이 되어야 할까요?"),
    model=np.abs,
)
RELU_STEP = Misconception(
    "relu-is-step",
    text(en="Every positive input gives 1. Is that the function or its slope?",
         ko="양수가 모두 1이 되었습니다. 이것은 함수의 값일까요, 기울기일까요?"),
    model=lambda x: (x > 0).astype(float),
)
RELU_MIN = Misconception(
    "relu-minimum",
    text(en="Positive inputs become 0 and negative ones pass: it is the wrong way round.",
         ko="양수가 0이 되고 음수가 그대로 나옵니다. 방향이 반대입니다."),
    model=lambda x: np.minimum(x, 0),
)
RELU_AXIS = Misconception(
    "relu-max-along-axis",
    text(en="The result has lost an axis: one maximum was taken over many elements. What does the second argument of the "
            "function that you call mean, and which function compares two things element by element?",
         ko="결과에서 축이 하나 사라졌습니다. 여러 원소에서 최댓값 하나를 구한 것입니다. 호출한 함수의 두 번째 인수는 무슨 뜻이고, 원소마다 "
            "둘을 비교하는 함수는 무엇일까요?"),
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
    arguments_kept(student.relu.observe(both_signs(rng, (3, 4))))


# ------------------------------------------------------------------------------------------------ leaky_relu

LEAKY_DEFAULT = Misconception(
    "leaky-default",
    text(en="Called without alpha, the slope for negative inputs is 0.01. Which default does the exercise ask for?",
         ko="alpha 없이 호출하면 음수 쪽 기울기가 0.01입니다. 문제에서 정한 기본값은 얼마인가요?"),
    model=lambda x: np.maximum(0.01 * x, x),
)
LEAKY_IGNORES_ALPHA = Misconception(
    "leaky-ignores-alpha",
    text(en="The slope for negative inputs is always the same. Does the function use the alpha that it is given?",
         ko="음수 쪽 기울기가 늘 같습니다. 함수가 인수로 받은 alpha를 사용하나요?"),
    model=lambda x, alpha=0.1: np.maximum(0.1 * x, x),
)
LEAKY_MINIMUM = Misconception(
    "leaky-minimum",
    text(en="Positive inputs are scaled down and negative ones pass. For x = -3, which of alpha x and x is the larger?",
         ko="양수가 줄어들고 음수가 그대로 나옵니다. x = -3일 때 alpha x와 x 중 어느 쪽이 큰가요?"),
    model=lambda x, alpha=0.1: np.minimum(alpha * x, x),
)
LEAKY_CONSTANT = Misconception(
    "leaky-constant",
    text(en="All negative inputs give the same value. Below zero, too, a leaky ReLU is a line with a slope.",
         ko="음수 입력의 출력이 모두 같습니다. Leaky ReLU는 0 아래에서도 기울기가 있는 직선입니다."),
    when=lambda actual, x, *_: np.unique(np.asarray(actual)[np.asarray(x) < 0]).size == 1,
)
LEAKY_SIGN = Misconception(
    "leaky-sign",
    text(en="Negative inputs come out positive. On which side of zero should the leak be?",
         ko="음수 입력의 출력이 양수입니다. 새어 나온 값은 0의 어느 쪽에 있어야 할까요?"),
    when=lambda actual, x, *_: bool(np.all(np.asarray(actual)[np.asarray(x) < 0] > 0)),
)
LEAKY = [LEAKY_IGNORES_ALPHA, LEAKY_MINIMUM, LEAKY_CONSTANT, LEAKY_SIGN]


@exercise("leaky_relu", weight=2, about=text(en="with a given alpha", ko="alpha를 정해 주었을 때"))
def test_leaky_relu_with_alpha(student, rng):
    for shape, alpha in zip(SHAPES, [0.3, 0.05]):
        x = both_signs(rng, shape)
        check(student.leaky_relu(x, alpha), reference.leaky_relu(x, alpha), TOL, LEAKY, args=(x, alpha))


@exercise("leaky_relu", weight=1, about=text(en="without alpha", ko="alpha 없이 호출했을 때"))
def test_leaky_relu_default(student, rng):
    x = both_signs(rng, (3, 4))
    check(student.leaky_relu(x), reference.leaky_relu(x), TOL, [LEAKY_DEFAULT, *LEAKY[1:]], args=(x,))


@exercise("leaky_relu", weight=0.5, needs=test_leaky_relu_with_alpha, about=text(en="alpha = 0 and alpha = 1", ko="alpha가 0이거나 1일 때"))
def test_leaky_relu_ends(student, rng):
    x = np.append(both_signs(rng, (6,)), 0.0)
    check(student.leaky_relu(x, alpha=0), np.maximum(x, 0), TOL, args=(x, 0))
    check(student.leaky_relu(x, alpha=1), x, TOL, args=(x, 1))


@exercise("leaky_relu", weight=0.5, needs=test_leaky_relu_with_alpha, about=text(en="x is not changed", ko="x가 바뀌지 않는지"))
def test_leaky_relu_keeps_its_argument(student, rng):
    arguments_kept(student.leaky_relu.observe(both_signs(rng, (3, 4)), 0.3))


# ------------------------------------------------------------------------------------------------ elu

ELU_NO_MINUS_ONE = Misconception(
    "elu-no-minus-one",
    text(en="The curve jumps at 0. What is exp(x) close to 0, and what should the ELU be there?",
         ko="0에서 곡선이 끊어집니다. 0 근처에서 exp(x)는 얼마이고, ELU는 얼마여야 하나요?"),
    model=lambda x, alpha=1.0: np.where(x >= 0, x, alpha * np.exp(np.minimum(x, 0))),
)
ELU_PRECEDENCE = Misconception(
    "elu-precedence",
    text(en="With an alpha other than 1 the curve jumps at 0. What exactly does alpha multiply?",
         ko="alpha가 1이 아니면 0에서 곡선이 끊어집니다. alpha는 정확히 무엇에 곱해지나요?"),
    model=lambda x, alpha=1.0: np.where(x >= 0, x, alpha * np.exp(np.minimum(x, 0)) - 1),
)
ELU_IGNORES_ALPHA = Misconception(
    "elu-ignores-alpha",
    text(en="The curve levels out at -1 for every alpha. Does the function use the alpha that it is given?",
         ko="alpha가 무엇이든 곡선이 -1에 가까워집니다. 함수가 인수로 받은 alpha를 사용하나요?"),
    model=lambda x, alpha=1.0: np.where(x >= 0, x, np.exp(np.minimum(x, 0)) - 1),
)
ELU_MAXIMUM = Misconception(
    "elu-maximum",
    text(en="Large positive inputs do not pass unchanged. Is the exponential ever smaller than the line, so that a maximum would "
            "choose the line?",
         ko="큰 양수가 그대로 나오지 않습니다. 최댓값으로 고르면 직선이 선택되는데, 지수 함수가 직선보다 작아지는 곳이 있나요?"),
    model=lambda x, alpha=1.0: np.maximum(x, alpha * (np.exp(x) - 1)),
)
ELU_LEAKY = Misconception(
    "elu-is-leaky",
    text(en="Below zero there is a straight line. What makes the ELU's curve level out?",
         ko="0 아래가 직선입니다. ELU의 곡선을 평평해지게 하는 것은 무엇인가요?"),
    model=lambda x, alpha=1.0: np.where(x >= 0, x, alpha * x),
)
ELU_OVERFLOW = Misconception(
    "elu-overflow",
    text(en="exp overflowed for a large positive input, although that input does not need it. What does np.where compute before it "
            "chooses?",
         ko="큰 양수에는 exp가 필요 없는데도 exp가 오버플로했습니다. np.where는 고르기 전에 무엇을 계산하나요?"),
)
ELU = [ELU_NO_MINUS_ONE, ELU_PRECEDENCE, ELU_IGNORES_ALPHA, ELU_MAXIMUM, ELU_LEAKY]


@exercise("elu", weight=2, about=text(en="with a given alpha", ko="alpha를 정해 주었을 때"))
def test_elu_with_alpha(student, rng):
    for shape, alpha in zip(SHAPES, [0.5, 1.75]):
        x = both_signs(rng, shape)
        check(student.elu(x, alpha), reference.elu(x, alpha), TOL, ELU, args=(x, alpha))


@exercise("elu", weight=1, about=text(en="without alpha", ko="alpha 없이 호출했을 때"))
def test_elu_default(student, rng):
    x = np.append(both_signs(rng, (6,)), 0.0)
    check(student.elu(x), reference.elu(x), TOL, [ELU_NO_MINUS_ONE, ELU_MAXIMUM, ELU_LEAKY], args=(x,))


@exercise("elu", weight=0.5, needs=test_elu_with_alpha, about=text(en="at 1000 and -1000", ko="1000과 -1000에서"))
def test_elu_far_out(student):
    check(student.elu(FAR_OUT, 0.5), reference.elu(FAR_OUT, 0.5), TOL, args=(FAR_OUT, 0.5))


@exercise("elu", weight=0.5, needs=test_elu_with_alpha, about=text(en="no overflow at 1000", ko="1000에서 오버플로가 없는지"))
def test_elu_does_not_overflow(student):
    check_no_warning(student.elu.observe(FAR_OUT, 0.5), "overflow", [ELU_OVERFLOW])


@exercise("elu", weight=0.5, needs=test_elu_with_alpha, about=text(en="x is not changed", ko="x가 바뀌지 않는지"))
def test_elu_keeps_its_argument(student, rng):
    arguments_kept(student.elu.observe(both_signs(rng, (3, 4)), 0.5))


# ------------------------------------------------------------------------------------------------ maxout


def pieces(x, W1, b1, W2, b2):
    """The two linear pieces of a maxout layer, (n, k) each."""
    return x @ W1 + b1, x @ W2 + b2


MAXOUT_NO_BIAS = Misconception(
    "maxout-no-bias",
    text(en="The biases are missing. What should a piece give for an input of zeros?",
         ko="편향이 빠졌습니다. 입력이 모두 0이면 각 조각의 값은 무엇이어야 하나요?"),
    model=lambda x, W1, b1, W2, b2: np.maximum(x @ W1, x @ W2),
)
MAXOUT_MINIMUM = Misconception(
    "maxout-minimum",
    text(en="Of the two pieces it is the smaller that comes out.", ko="두 조각 중 작은 쪽이 나옵니다."),
    model=lambda *args: np.minimum(*pieces(*args)),
)
MAXOUT_SUM = Misconception(
    "maxout-sum",
    text(en="The two pieces are added up. A sum of two linear functions is linear again: what should be done with them instead?",
         ko="두 조각을 더했습니다. 선형 함수 둘의 합은 다시 선형입니다. 더하는 대신 무엇을 해야 할까요?"),
    model=lambda *args: sum(pieces(*args)),
)
MAXOUT_COLLAPSED = Misconception(
    "maxout-collapsed",
    text(en="A maximum was taken over samples or units. It should be taken between the two pieces, for each sample and each unit on "
            "its own. What shape should the result have?",
         ko="샘플이나 유닛에 걸쳐 최댓값을 구했습니다. 최댓값은 샘플마다, 유닛마다, 두 조각 사이에서 구해야 합니다. 결과의 형상은 무엇이어야 "
            "할까요?"),
    when=lambda actual, x, W1, *_: np.shape(actual) != (x.shape[0], W1.shape[1]),
)
MAXOUT_WHOLE_PIECE = Misconception(
    "maxout-whole-piece",
    text(en="One of the two pieces is chosen for a whole row or for the whole batch. Each element has to be compared on its own.",
         ko="한 행이나 배치 전체에 대해 두 조각 중 하나를 통째로 골랐습니다. 원소마다 따로 비교해야 합니다."),
    when=lambda actual, *args: any(np.allclose(actual, piece) for piece in pieces(*args)),
)
MAXOUT_ONE_BIAS = Misconception(
    "maxout-one-bias",
    text(en="One of the pieces uses the other's bias.", ko="한 조각이 다른 조각의 편향을 쓰고 있습니다."),
    when=lambda actual, x, W1, b1, W2, b2: any(np.allclose(actual, np.maximum(x @ W1 + b, x @ W2 + b)) for b in (b1, b2)),
)
MAXOUT = [MAXOUT_COLLAPSED, MAXOUT_NO_BIAS, MAXOUT_MINIMUM, MAXOUT_SUM, MAXOUT_WHOLE_PIECE, MAXOUT_ONE_BIAS]


def maxout_arguments(rng, n, d, k):
    """x (n, d) and two pieces (d, k), (k,)."""
    return tuple(rng.normal(size=shape) for shape in [(n, d), (d, k), (k,), (d, k), (k,)])


@exercise("maxout", weight=2, about=text(en="values and shapes", ko="값과 형상"))
def test_maxout_values(student, rng):
    for n, d, k in [(5, 3, 4), (4, 2, 4), (6, 4, 1)]:  # with n = k a bias added along the wrong axis still broadcasts
        args = maxout_arguments(rng, n, d, k)
        check(student.maxout(*args), reference.maxout(*args), TOL, MAXOUT, args=args)


@exercise("maxout", weight=1, needs=test_maxout_values, about=text(en="ReLU and leaky ReLU are special cases", ko="ReLU와 Leaky ReLU는 특별한 경우"))
def test_maxout_contains_relu(student, rng):
    x, identity, zero = both_signs(rng, (4, 3)), np.eye(3), np.zeros(3)
    check(student.maxout(x, identity, zero, 0 * identity, zero), np.maximum(x, 0), TOL)
    check(student.maxout(x, 0.2 * identity, zero, identity, zero), np.maximum(0.2 * x, x), TOL)


@exercise("maxout", weight=0.5, needs=test_maxout_values, about=text(en="no argument is changed", ko="인수가 바뀌지 않는지"))
def test_maxout_keeps_its_arguments(student, rng):
    arguments_kept(student.maxout.observe(*maxout_arguments(rng, 4, 3, 2)))


# ------------------------------------------------------------------------------------------------ softmax


def softmax_along(a, axis):
    """Stable softmax with its sum over the given axis; None sums over everything."""
    powers = np.exp(a - np.max(a))
    return powers / np.sum(powers, axis=axis, keepdims=True)


SOFTMAX_NOT_FINITE = Misconception(
    "no-max-shift",
    text(en="The result is not a number: exp overflowed, or all powers were rounded to 0. What can you add to every score of a row "
            "without changing the result?",
         ko="결과가 수가 아닙니다. exp가 오버플로했거나 거듭제곱이 모두 0으로 반올림되었습니다. 결과를 바꾸지 않으면서 한 행의 모든 점수에 "
            "더할 수 있는 것은 무엇일까요?"),
    when=lambda actual, *_: not np.all(np.isfinite(actual)),
)
SOFTMAX_SHARED_MAX = Misconception(
    "shared-max",
    text(en="A row of small scores beside a row of large ones goes wrong: all its powers were rounded to 0. Which scores should "
            "the shift of a row depend on?",
         ko="점수가 큰 행 옆에 있는 점수가 작은 행이 잘못되었습니다. 거듭제곱이 모두 0으로 반올림되었습니다. 한 행에서 빼는 값은 어떤 "
            "점수들로 정해져야 할까요?"),
    when=lambda actual, *_: not np.all(np.isfinite(actual)),
)
SOFTMAX_NO_EXP = Misconception(
    "softmax-no-exp",
    text(en="The scores are divided by their sum as they are. What makes every share positive, even that of a negative score?",
         ko="점수를 그대로 합으로 나누었습니다. 음수 점수까지 모든 확률을 양수로 만드는 것은 무엇인가요?"),
    model=lambda a: a / np.sum(a, axis=-1, keepdims=True),
)
SOFTMAX_NOT_NORMALISED = Misconception(
    "softmax-not-normalised",
    text(en="The results do not sum to 1. What are the powers to be divided by?",
         ko="결과의 합이 1이 아닙니다. 거듭제곱을 무엇으로 나누어야 하나요?"),
    when=lambda actual, a: not np.allclose(np.sum(actual), np.size(a) // np.shape(a)[-1]),
)
SOFTMAX_SIGMOID = Misconception(
    "softmax-is-sigmoid",
    text(en="Each score is squashed on its own. In a softmax all scores of a row compete: what is each power divided by?",
         ko="점수를 하나씩 따로 변환했습니다. 소프트맥스에서는 한 행의 모든 점수가 서로 경쟁합니다. 각 거듭제곱을 무엇으로 나누나요?"),
    model=lambda a: 1 / (1 + np.exp(-a)),
)
SOFTMAX_WHOLE_BATCH = Misconception(
    "softmax-whole-batch",
    text(en="The whole batch sums to 1. Each row is a sample of its own: over which axis should the sum run?",
         ko="배치 전체의 합이 1입니다. 한 행이 하나의 샘플입니다. 합은 어느 축을 따라 구해야 할까요?"),
    model=lambda a: softmax_along(a, None),
)
SOFTMAX_COLUMNS = Misconception(
    "softmax-columns",
    text(en="The columns sum to 1 and not the rows. Which axis runs along a row?",
         ko="행이 아니라 열의 합이 1입니다. 한 행을 따라가는 축은 어느 것인가요?"),
    model=lambda a: softmax_along(a, 0),
)
SOFTMAX_KEEPDIMS = Misconception(
    "softmax-keepdims",
    text(en="Each element was divided by the sum of another row. What shape do the row sums have, and how does that broadcast "
            "against (n, k)?",
         ko="원소가 다른 행의 합으로 나누어졌습니다. 행의 합은 형상이 무엇이고, (n, k)와 어떻게 브로드캐스트되나요?"),
    model=quiet(lambda a: np.exp(a) / np.sum(np.exp(a), axis=-1)),
)
SOFTMAX_KEEPDIMS_ERROR = Misconception(
    "softmax-keepdims",
    text(en="The shapes of a batch do not fit together. What shape do the row sums or row maxima have, and how does that broadcast "
            "against (n, k)?",
         ko="배치에서 형상이 서로 맞지 않습니다. 행의 합이나 최댓값은 형상이 무엇이고, (n, k)와 어떻게 브로드캐스트되나요?"),
    raises="ValueError",
)


@exercise("softmax", weight=2, about=text(en="one sample", ko="샘플 하나"))
def test_softmax_one_sample(student, rng):
    for scores in [rng.uniform(-2, 2, 5), rng.uniform(-3, 3, 4)]:
        check(student.softmax(scores), reference.softmax(scores), TOL,
              [SOFTMAX_NO_EXP, SOFTMAX_SIGMOID, SOFTMAX_NOT_NORMALISED], args=(scores,))
    lecture = np.array([0.3, 2.9, 4.0])
    check(student.softmax(lecture), np.array([0.01821127, 0.24519181, 0.73659691]), TOL, args=(lecture,))


@exercise("softmax", weight=3, needs=test_softmax_one_sample, about=text(en="a batch, row by row", ko="배치를 행마다"))
def test_softmax_rows(student, rng):
    for shape in [(3, 3), (4, 3), (1, 4), (3, 1)]:  # square first: there a wrong axis or shape goes through silently
        a = rng.uniform(-2, 2, shape)
        check(student.softmax(a), reference.softmax(a), TOL,
              [SOFTMAX_WHOLE_BATCH, SOFTMAX_COLUMNS, SOFTMAX_KEEPDIMS, SOFTMAX_KEEPDIMS_ERROR], args=(a,))


@exercise("softmax", weight=2, needs=test_softmax_one_sample, about=text(en="scores around 1000", ko="1000쯤 되는 큰 점수"))
@table([
    Case("equal", np.array([1000.0, 1000.0]), expected=np.array([0.5, 0.5])),
    Case("close", np.array([1000.0, 1001.0, 999.0])),
    Case("far-apart", np.array([1000.0, 0.0, -1000.0])),
])
def test_softmax_large_scores(student, case):
    check(student.softmax(*case.args), case.expect(reference.softmax), TOL, [SOFTMAX_NOT_FINITE], args=case.args)


@exercise("softmax", weight=1, needs=[test_softmax_rows, test_softmax_large_scores], about=text(en="large and small scores in one batch", ko="큰 점수와 작은 점수가 함께 있는 배치"))
def test_softmax_rows_of_different_size(student, rng):
    a = rng.uniform(-2, 2, (3, 4)) + np.array([[1000.0], [0.0], [-1000.0]])
    check(student.softmax(a), reference.softmax(a), TOL, [SOFTMAX_SHARED_MAX], args=(a,))


@exercise("softmax", weight=1, needs=test_softmax_rows, about=text(en="a constant added to a row changes nothing", ko="한 행에 상수를 더해도 결과가 같은지"))
def test_softmax_ignores_a_shift(student, rng):
    a = rng.uniform(-2, 2, (4, 3))
    shifted = a + rng.uniform(-50, 50, (4, 1))
    check(student.softmax(shifted), reference.softmax(a), TOL, args=(shifted,))


@exercise("softmax", weight=1, needs=test_softmax_one_sample, about=text(en="a is not changed", ko="a가 바뀌지 않는지"))
def test_softmax_keeps_its_argument(student, rng):
    arguments_kept(student.softmax.observe(rng.uniform(-2, 2, 5)))


# ------------------------------------------------------------------------------------------------ slopes

SLOPE_OF_INPUT = Misconception(
    "grad-of-input",
    text(en="The activation was applied once more. The argument is already the output y of the forward pass: what is left to do?",
         ko="활성화 함수를 한 번 더 적용했습니다. 인수는 이미 순방향 패스의 출력 y입니다. 그러면 남은 계산은 무엇인가요?"),
    model=lambda y: reference.sigmoid(y) * (1 - reference.sigmoid(y)),
)
SIGMOID_SLOPE_PLUS = Misconception(
    "sigmoid-grad-incomplete",
    text(en="Where the output is close to 0 or to 1 the curve is flat. Does your formula give 0 at both ends?",
         ko="출력이 0이나 1에 가까운 곳에서는 곡선이 평평합니다. 작성한 식은 양쪽 끝에서 모두 0이 되나요?"),
    when=lambda actual, y: any(np.allclose(actual, wrong) for wrong in (1 - y, y * (1 + y), y, y * (y - 1), y - y**3)),
)
SIGMOID_SLOPE_IS_TANHS = Misconception(
    "sigmoid-grad-is-tanh-grad",
    text(en="This is the slope of another S-shaped curve. How steep is the sigmoid at its centre, where y = 0.5?",
         ko="이것은 다른 S자 곡선의 기울기입니다. 시그모이드는 중심(y = 0.5)에서 얼마나 가파른가요?"),
    model=lambda y: 1 - y**2,
)
TANH_SLOPE_OF_INPUT = Misconception(
    "grad-of-input",
    SLOPE_OF_INPUT.hint,
    model=lambda y: 1 - np.tanh(y) ** 2,
)
TANH_SLOPE_IS_SIGMOIDS = Misconception(
    "tanh-grad-is-sigmoid-grad",
    text(en="This is the slope of the sigmoid. How steep is tanh at the origin, where y = 0?",
         ko="이것은 시그모이드의 기울기입니다. tanh는 원점(y = 0)에서 얼마나 가파른가요?"),
    model=lambda y: y * (1 - y),
)
TANH_SLOPE_SQUARE = Misconception(
    "tanh-grad-square",
    text(en="The curve is as steep at -y as it is at y. Is your formula the same for both? Look at what is squared.",
         ko="곡선의 기울기는 y와 -y에서 같습니다. 작성한 식도 그런가요? 무엇을 제곱하는지 보세요."),
    when=lambda actual, y: any(np.allclose(actual, wrong) for wrong in ((1 - y) ** 2, 1 - y, 1 - 2 * y)),
)
RELU_SLOPE_AT_ZERO = Misconception(
    "relu-grad-at-zero",
    text(en="At the corner, x = 0, the slope is 1 or something between. Which value has the course agreed on?",
         ko="꺾이는 점 x = 0에서 기울기가 0이 아닙니다. 이 과목에서는 어떤 값으로 정했나요?"),
    when=lambda actual, x: bool(np.all(np.asarray(actual, dtype=float)[np.asarray(x) == 0] > 0)),
)
RELU_SLOPE_IS_RELU = Misconception(
    "relu-grad-is-relu",
    text(en="This is the function and not its slope. How steep is the line y = x?",
         ko="이것은 기울기가 아니라 함수의 값입니다. 직선 y = x의 기울기는 얼마인가요?"),
    model=lambda x: np.maximum(x, 0),
)
RELU_SLOPE_SIGN = Misconception(
    "relu-grad-sign",
    text(en="For negative inputs the slope is -1. Does ReLU fall there, or is it flat?",
         ko="음수에서 기울기가 -1입니다. ReLU는 그곳에서 내려가나요, 평평한가요?"),
    model=np.sign,
)
RELU_SLOPE_REVERSED = Misconception(
    "relu-grad-reversed",
    text(en="The slope is 1 on the left and 0 on the right. On which side does ReLU rise?",
         ko="왼쪽 기울기가 1이고 오른쪽이 0입니다. ReLU는 어느 쪽에서 올라가나요?"),
    model=lambda x: (x < 0).astype(float),
)


@exercise("sigmoid_grad", weight=2, about=text(en="values", ko="값"))
def test_sigmoid_grad_values(student, rng):
    for shape in SHAPES:
        y = rng.uniform(0.02, 0.98, shape)
        check(student.sigmoid_grad(y), reference.sigmoid_grad(y), TOL,
              [SLOPE_OF_INPUT, SIGMOID_SLOPE_IS_TANHS, SIGMOID_SLOPE_PLUS], args=(y,))
    y = np.array([0.7093831367, 0.0, 0.5, 1.0])  # the lecture's output at (0, 0), whose slope it prints as 0.206158
    check(student.sigmoid_grad(y), np.array([0.2061587021, 0.0, 0.25, 0.0]), TOL, args=(y,))


@exercise("sigmoid_grad", weight=1, needs=test_sigmoid_grad_values, about=text(en="agrees with a numerical slope", ko="수치 미분과 같은지"))
def test_sigmoid_grad_is_the_slope(student, rng):
    x = both_signs(rng, (8,))
    numerical = (reference.sigmoid(x + H) - reference.sigmoid(x - H)) / (2 * H)
    check(student.sigmoid_grad(reference.sigmoid(x)), numerical, SLOPE)


@exercise("sigmoid_grad", weight=0.5, needs=test_sigmoid_grad_values, about=text(en="y is not changed", ko="y가 바뀌지 않는지"))
def test_sigmoid_grad_keeps_its_argument(student, rng):
    arguments_kept(student.sigmoid_grad.observe(rng.uniform(0.02, 0.98, (3, 4))))


@exercise("tanh_grad", weight=2, about=text(en="values", ko="값"))
def test_tanh_grad_values(student, rng):
    for shape in SHAPES:
        y = both_signs(rng, shape, low=0.05, high=0.95)
        check(student.tanh_grad(y), reference.tanh_grad(y), TOL,
              [TANH_SLOPE_OF_INPUT, TANH_SLOPE_IS_SIGMOIDS, TANH_SLOPE_SQUARE], args=(y,))
    y = np.array([-1.0, 0.0, 1.0])
    check(student.tanh_grad(y), np.array([0.0, 1.0, 0.0]), TOL, args=(y,))


@exercise("tanh_grad", weight=1, needs=test_tanh_grad_values, about=text(en="agrees with a numerical slope", ko="수치 미분과 같은지"))
def test_tanh_grad_is_the_slope(student, rng):
    x = both_signs(rng, (8,), high=2.5)
    numerical = (np.tanh(x + H) - np.tanh(x - H)) / (2 * H)
    check(student.tanh_grad(np.tanh(x)), numerical, SLOPE)


@exercise("tanh_grad", weight=0.5, needs=test_tanh_grad_values, about=text(en="y is not changed", ko="y가 바뀌지 않는지"))
def test_tanh_grad_keeps_its_argument(student, rng):
    arguments_kept(student.tanh_grad.observe(rng.uniform(-0.9, 0.9, (3, 4))))


@exercise("relu_grad", weight=2, about=text(en="left and right of 0", ko="0의 왼쪽과 오른쪽"))
def test_relu_grad_values(student, rng):
    for x in [both_signs(rng, (7,)), both_signs(rng, (3, 4)), np.array([[3, -2], [-7, 1]])]:
        slope = expect_array(student.relu_grad(x))  # numbers or bools: both are right
        check(slope, reference.relu_grad(x), EXACT, [RELU_SLOPE_IS_RELU, RELU_SLOPE_SIGN, RELU_SLOPE_REVERSED], args=(x,))


@exercise("relu_grad", weight=1, needs=test_relu_grad_values, about=text(en="at the corner", ko="꺾이는 점에서"))
def test_relu_grad_at_zero(student):
    x = np.array([-1e-3, 0.0, 1e-3])
    check(expect_array(student.relu_grad(x)), np.array([0.0, 0.0, 1.0]), EXACT, [RELU_SLOPE_AT_ZERO], args=(x,))


@exercise("relu_grad", weight=0.5, needs=test_relu_grad_values, about=text(en="x is not changed", ko="x가 바뀌지 않는지"))
def test_relu_grad_keeps_its_argument(student, rng):
    arguments_kept(student.relu_grad.observe(both_signs(rng, (3, 4))))


# ------------------------------------------------------------------------------------------------ plot_activations

NO_LINE_LABELS = Misconception(
    "labels-not-on-lines",
    text(en="A name stands in a legend or a title, but no line carries it. What does the call that draws the line need to be told?",
         ko="이름이 범례나 제목에는 있지만 선에는 없습니다. 선을 그리는 호출에 무엇을 알려 주어야 할까요?"),
)
NO_SUCH_LINE = Misconception(
    "line-missing",
    text(en="No line has one of the four labels. Compare your labels letter by letter with step, sigmoid, tanh, relu.",
         ko="네 가지 label 중 하나를 가진 선이 없습니다. label을 step, sigmoid, tanh, relu와 한 글자씩 비교해 보세요."),
)
OWN_POSITIONS = Misconception(
    "own-positions",
    text(en="The lines are not drawn over the x that was passed in. Where do your horizontal positions come from?",
         ko="인수로 받은 x에서 그리지 않았습니다. 가로 위치를 어디에서 가져왔나요?"),
)
SWAPPED_LINES = Misconception(
    "lines-swapped",
    text(en="A line carries the name of another function. Which values did you draw under which label?",
         ko="선의 이름과 함수가 서로 다릅니다. 어떤 label에 어떤 값을 그렸나요?"),
    when=lambda actual, x, name: any(np.allclose(actual, getattr(reference, other)(x))
                                     for other in ("step", "sigmoid", "tanh", "relu") if other != name),
)
SAME_FIGURE = Misconception(
    "same-figure",
    text(en="The second call drew into the figure of the first. Which call makes a new figure, and which one uses what is already "
            "there?",
         ko="두 번째 호출이 첫 번째 Figure 위에 그렸습니다. 새 Figure를 만드는 호출은 무엇이고, 이미 있는 것을 쓰는 호출은 무엇인가요?"),
)


def check_line(student, rng, name):
    """The figure has a line of that name, over x, with the function's values."""
    x = np.linspace(-rng.uniform(3, 6), rng.uniform(3, 6), 41)
    figure = expect_figure(student.plot_activations(x))
    labels = [line.label for line in figure.lines]
    elsewhere = [words for axes in figure.axes for words in (axes.title, *axes.legend)]
    require(name in labels, f"no line is labelled {name!r}, only {labels}",
            misconception=NO_LINE_LABELS if name in elsewhere else NO_SUCH_LINE)
    line = figure.line(name)
    require(np.shape(line.x) == x.shape and np.allclose(line.x, x), f"line {name!r} is not drawn over x", misconception=OWN_POSITIONS)
    check(line.y, np.asarray(getattr(reference, name)(x), dtype=float), TOL, [SWAPPED_LINES], args=(x, name))


@exercise("plot_activations", weight=1, builds_on=("step",), about=text(en="the line step", ko="step 선"))
def test_plot_step(student, rng):
    check_line(student, rng, "step")


@exercise("plot_activations", weight=1, builds_on=("sigmoid",), about=text(en="the line sigmoid", ko="sigmoid 선"))
def test_plot_sigmoid(student, rng):
    check_line(student, rng, "sigmoid")


@exercise("plot_activations", weight=1, builds_on=("tanh",), about=text(en="the line tanh", ko="tanh 선"))
def test_plot_tanh(student, rng):
    check_line(student, rng, "tanh")


@exercise("plot_activations", weight=1, builds_on=("relu",), about=text(en="the line relu", ko="relu 선"))
def test_plot_relu(student, rng):
    check_line(student, rng, "relu")


@exercise("plot_activations", weight=1, needs=[test_plot_step, test_plot_sigmoid, test_plot_tanh, test_plot_relu],
          about=text(en="each call makes a new figure", ko="호출할 때마다 새 Figure를 만드는지"))
def test_plot_makes_a_new_figure(student):
    first = expect_figure(student.plot_activations(np.linspace(-2, 2, 9)))
    second = expect_figure(student.plot_activations(np.linspace(-1, 1, 5)))
    names = [line.label for line in second.lines]
    require(first.identity != second.identity and names.count("relu") == 1, f"the second figure has the lines {names}",
            misconception=SAME_FIGURE)


# ------------------------------------------------------------------------------------------------ collapse_linear


def biases_added(weights, biases):
    """Right weights, but the biases are added up as they are."""
    return reference.collapse_linear(weights, biases)[0], sum(biases)


def only_last_bias(weights, biases):
    """Right weights, but the earlier biases are lost."""
    return reference.collapse_linear(weights, biases)[0], biases[-1]


def in_reverse(weights, biases):
    """The layers folded from the wrong end: W_n ... W_1."""
    return reference.collapse_linear(weights[::-1], biases[::-1])


def is_pair_with(first=None, second=None):
    """A predicate: the answer's W (or b) is that of a wrong computation."""
    def agrees(actual, weights, biases):
        W, b = actual
        return ((first is None or np.allclose(W, first(weights, biases)))
                and (second is None or np.allclose(b, second(weights, biases))))
    return agrees


BIAS_NOT_PROPAGATED = Misconception(
    "bias-not-propagated",
    text(en="W is right and b is not: the biases were added up as they are. What does the second layer do to the first layer's bias?",
         ko="W는 맞지만 b가 틀렸습니다. 편향을 그대로 더했습니다. 두 번째 층은 첫 번째 층의 편향에 무엇을 하나요?"),
    model=biases_added,
)
BIAS_LOST = Misconception(
    "bias-lost",
    text(en="W is right, but b is only the last layer's bias. What is the output of the stack for an input of zeros?",
         ko="W는 맞지만 b가 마지막 층의 편향뿐입니다. 입력이 모두 0이면 전체의 출력은 무엇인가요?"),
    model=only_last_bias,
)
WRONG_ORDER = Misconception(
    "collapse-order",
    text(en="The matrices are multiplied in the wrong order. Follow a row x through the stack: which matrix does it meet first?",
         ko="행렬을 곱하는 순서가 틀렸습니다. 행벡터 x가 층을 지나는 길을 따라가 보세요. 어떤 행렬을 먼저 만나나요?"),
    when=is_pair_with(first=lambda weights, biases: in_reverse(weights, biases)[0]),
)
ELEMENTWISE = Misconception(
    "collapse-elementwise",
    text(en="The matrices are multiplied element by element. Which operator is the matrix product?",
         ko="행렬을 원소끼리 곱했습니다. 행렬 곱을 나타내는 연산자는 무엇인가요?"),
    when=is_pair_with(first=lambda weights, biases: np.prod(weights, axis=0)),
)
TWO_LAYERS_ONLY = Misconception(
    "collapse-two-only",
    text(en="It works for two layers and not for more, or not for fewer. How many steps does your loop make for n layers?",
         ko="층이 두 개일 때는 맞지만 그보다 많거나 적을 때는 틀립니다. 층이 n개라면 반복을 몇 번 하나요?"),
    when=is_pair_with(first=lambda weights, biases: weights[0] @ weights[1] if len(weights) > 1 else weights[0]),
)
BIAS_ONE_STEP = Misconception(
    "bias-one-step",
    text(en="For two layers b is right, for three it is not. Through how many of the later layers must the first bias pass?",
         ko="층이 두 개면 b가 맞지만 세 개면 틀립니다. 첫 번째 층의 편향은 뒤에 있는 층을 몇 개나 지나야 하나요?"),
    when=is_pair_with(first=lambda weights, biases: reference.collapse_linear(weights, biases)[0]),
)


def linear_stack(rng, sizes):
    """Weights and biases of linear layers between the given numbers of units."""
    weights = [rng.normal(size=shape) for shape in zip(sizes[:-1], sizes[1:])]
    return weights, [rng.normal(size=size) for size in sizes[1:]]


@exercise("collapse_linear", weight=2, about=text(en="two layers", ko="층이 두 개일 때"))
def test_collapse_two_layers(student, rng):
    for sizes in [(3, 3, 3), (2, 4, 3), (5, 2, 1)]:  # square first: there a wrong order goes through without an error
        stack = linear_stack(rng, sizes)
        check(student.collapse_linear(*stack), reference.collapse_linear(*stack), TOL,
              [BIAS_NOT_PROPAGATED, BIAS_LOST, WRONG_ORDER, ELEMENTWISE], args=stack)


@exercise("collapse_linear", weight=2, needs=test_collapse_two_layers, about=text(en="three layers and more", ko="층이 세 개 이상일 때"))
def test_collapse_many_layers(student, rng):
    for sizes in [(3, 3, 3, 3), (2, 4, 3, 5), (3, 2, 4, 2, 3, 1)]:
        stack = linear_stack(rng, sizes)
        check(student.collapse_linear(*stack), reference.collapse_linear(*stack), TOL, [BIAS_ONE_STEP, TWO_LAYERS_ONLY], args=stack)


@exercise("collapse_linear", weight=1, needs=test_collapse_two_layers, about=text(en="one layer", ko="층이 하나뿐일 때"))
def test_collapse_one_layer(student, rng):
    weights, biases = linear_stack(rng, (3, 2))
    check(student.collapse_linear(weights, biases), (weights[0], biases[0]), TOL, [TWO_LAYERS_ONLY], args=(weights, biases))


@exercise("collapse_linear", weight=1, needs=test_collapse_many_layers, about=text(en="the one layer does what the stack does", ko="하나로 접은 층의 출력이 여러 층의 출력과 같은지"))
def test_collapsed_layer_does_the_same(student, rng):
    weights, biases = linear_stack(rng, (4, 3, 3, 2))
    W, b = expect_tuple(student.collapse_linear(weights, biases), 2)
    x = signal = rng.normal(size=(6, 4))
    for weight, bias in zip(weights, biases):
        signal = signal @ weight + bias
    check(x @ expect_array(W, shape=(4, 2)) + expect_array(b, shape=(2,)), signal, TOL)


@exercise("collapse_linear", weight=1, needs=test_collapse_two_layers, about=text(en="no list and no array is changed", ko="리스트와 배열이 바뀌지 않는지"))
def test_collapse_keeps_its_arguments(student, rng):
    arguments_kept(student.collapse_linear.observe(*linear_stack(rng, (3, 3, 3, 3))))
