"""Hidden suite of 02_activations: step, sigmoid, tanh, relu, leaky_relu, elu, and the slopes of three of them.

All are elementwise. Each is called with (n,) and (n, m) arrays of both signs, kept away from 0; what happens at 0 and
far out has tests of its own, so that a mistake costs its own share of the points and no more. The slopes of sigmoid and
tanh take the output y of the forward pass and not its input, the commonest error of the course.
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
    check_pure,
    exercise,
    expect_array,
    load_reference,
    table,
)

reference = load_reference(__file__)
TOL = Tolerance(why="the course's accuracy: right formulas lose 1e-12, the mildest wrong one 1e-3")
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
FIRES_AT_ZERO = Misconception("fires-at-zero", edit=("np.asarray(x) > 0", "np.asarray(x) >= 0"))
STEP_SIGN = Misconception("step-sign", edit=("fires.astype(int)", "np.sign(x).astype(int)"))
STEP_REVERSED = Misconception("step-reversed", edit=("np.asarray(x) > 0", "np.asarray(x) <= 0"))
STEP_NOT_INTEGER = Misconception(
    "step-not-integer",
    when=lambda actual, *_: actual.dtype.kind in "bf",
    about_form=True,
)
STEP_ARRAYS_ONLY = Misconception(
    "step-arrays-only",
    raises="AttributeError",
    match=r"^'(int|float|bool|numpy\.\w+)' object has no attribute",
)


@exercise("step", weight=3)
def test_step_values(student, rng):
    for shape in [*SHAPES, (2, 3, 2)]:
        x = both_signs(rng, shape)
        check(student.step(x), reference.step(x), EXACT, [STEP_REVERSED, STEP_SIGN], args=(x,))


@exercise("step", weight=2, needs=test_step_values)
def test_step_at_zero(student):
    x = np.array([-1e-3, 0.0, 1e-3, -0.0, 2e-6, -2e-6])  # nothing in (0, 1e-6]: the lecture's lab calls that 0
    check(student.step(x), np.array([0, 0, 1, 0, 1, 0]), EXACT, [FIRES_AT_ZERO], args=(x,))


@exercise("step", weight=1, needs=test_step_values)
def test_step_gives_integers(student, rng):
    x = both_signs(rng, (3, 2))
    check(student.step(x), reference.step(x), EXACT, [STEP_NOT_INTEGER], args=(x,), kind="int")


@exercise("step", weight=1, needs=test_step_values, misconceptions=[STEP_ARRAYS_ONLY])
@table(
    [
        Case("int", 4, expected=1),
        Case("negative-int", -2, expected=0),
        Case("float", 0.75, expected=1),
        Case("numpy-number", np.float64(-1.5), expected=0),
    ]
)
def test_step_takes_numbers(student, case):
    check(student.step(*case.args), case.expected, EXACT)


@exercise("step", weight=1, needs=test_step_values)
def test_step_keeps_its_argument(student, rng):
    check_pure(student.step, (both_signs(rng, (3, 4)),))


# ------------------------------------------------------------------------------------------------ sigmoid
SIGMOID_SIGN = Misconception("sigmoid-sign", edit=("x >= 0", "x < 0"))
SIGMOID_PRECEDENCE = Misconception("sigmoid-precedence", model=quiet(lambda x: 1 / 1 + np.exp(-x)))
SIGMOID_IS_TANH = Misconception("sigmoid-is-tanh", model=np.tanh)
SIGMOID_NOT_FINITE = Misconception(
    "sigmoid-not-finite",
    when=lambda actual, *_: not np.all(np.isfinite(actual)),
)
SIGMOID_CLIPPED = Misconception(
    "sigmoid-clipped-early",
    when=lambda actual, x: np.allclose(actual, reference.sigmoid(x), rtol=0, atol=0.02),
)
SIGMOID_OVERFLOW = Misconception(
    "sigmoid-overflow",
    model=quiet(lambda x: np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))),
)
FAR_OUT = np.array([[-1000.0, 1000.0, -710.0], [710.0, -3.0, 3.0]])


@exercise("sigmoid", weight=2)
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


@exercise("sigmoid", weight=1, needs=test_sigmoid_values)
def test_sigmoid_far_out(student):
    check(
        student.sigmoid(FAR_OUT),
        reference.sigmoid(FAR_OUT),
        SIGMOID,
        [SIGMOID_NOT_FINITE, SIGMOID_CLIPPED],
        args=(FAR_OUT,),
    )


@exercise("sigmoid", weight=0.5, needs=test_sigmoid_values)  # little: warnings are the student's process's own word
def test_sigmoid_does_not_overflow(student):
    check_no_warning(student.sigmoid.observe(FAR_OUT), "overflow", [SIGMOID_OVERFLOW])


@exercise("sigmoid", weight=0.5, needs=test_sigmoid_values)
def test_sigmoid_keeps_its_argument(student, rng):
    # exp's overflow must not be kept off by writing into x
    check_pure(student.sigmoid, (both_signs(rng, (3, 4)),), (FAR_OUT,))


# ------------------------------------------------------------------------------------------------ tanh
TANH_HALF = Misconception("tanh-half-exponent", edit=("sigmoid(2 * x)", "sigmoid(x)"))
TANH_UNSHIFTED = Misconception(
    "tanh-not-centred",
    when=lambda actual, x: any(
        np.allclose(actual, height * reference.sigmoid(steepness * x)) for height, steepness in ((2, 2), (1, 2), (1, 1))
    ),
)
TANH_SIGN = Misconception("tanh-sign", edit=("sigmoid(2 * x)", "sigmoid(-2 * x)"))
TANH_NOT_FINITE = Misconception("tanh-not-finite", when=lambda actual, *_: not np.all(np.isfinite(actual)))


@exercise("tanh", weight=2, builds_on=["sigmoid"])
def test_tanh_values(student, rng):
    for shape in SHAPES:
        x = both_signs(rng, shape, high=2.5)
        check(student.tanh(x), reference.tanh(x), TOL, [TANH_HALF, TANH_SIGN, TANH_UNSHIFTED], args=(x,))
    x = np.array([0.0, 1.0])
    check(student.tanh(x), np.tanh(x), TOL, args=(x,))


@exercise("tanh", weight=1, needs=test_tanh_values)
def test_tanh_far_out(student):
    check(student.tanh(FAR_OUT), np.tanh(FAR_OUT), TOL, [TANH_NOT_FINITE], args=(FAR_OUT,))


@exercise("tanh", weight=0.5, needs=test_tanh_values)
def test_tanh_keeps_its_argument(student, rng):
    # exp's overflow must not be kept off by writing into x
    check_pure(student.tanh, (both_signs(rng, (3, 4)),), (FAR_OUT,))


# ------------------------------------------------------------------------------------------------ relu
RELU_ABS = Misconception("relu-absolute-value", edit=("np.maximum(x, 0)", "np.abs(x)"))
RELU_STEP = Misconception("relu-is-step", edit=("np.maximum(x, 0)", "(x > 0).astype(float)"))
RELU_MIN = Misconception("relu-minimum", edit=("np.maximum(x, 0)", "np.minimum(x, 0)"))
RELU_CUT = Misconception(
    "cut-to-integers",
    when=lambda actual, x: actual.dtype.kind in "iu" and np.array_equal(actual, np.trunc(reference.relu(x))),
)
RELU_AXIS = Misconception(
    "relu-max-along-axis",
    edit=("np.maximum(x, 0)", "np.max(x, axis=0)"),
    about_form=True,
)
RELU = [RELU_AXIS, RELU_CUT, RELU_ABS, RELU_STEP, RELU_MIN]


@exercise("relu", weight=2)
def test_relu_values(student, rng):
    x = np.array([-1000.0, -1e-3, 0.0, 1e-3, 1000.0])
    check(student.relu(x), reference.relu(x), TOL, RELU, args=(x,))
    for shape in SHAPES:
        x = both_signs(rng, shape, high=30.0)
        check(student.relu(x), reference.relu(x), TOL, RELU, args=(x,))


@exercise("relu", weight=1, needs=test_relu_values)
def test_relu_keeps_its_argument(student, rng):
    check_pure(student.relu, (both_signs(rng, (3, 4)),), (FAR_OUT,))


# ------------------------------------------------------------------------------------------------ leaky_relu
LEAKY_DEFAULT = Misconception("leaky-default", edit=("alpha=0.1", "alpha=0.01"))
LEAKY_IGNORES_ALPHA = Misconception(
    "leaky-ignores-alpha",
    edit=("alpha * x", "0.1 * x"),
    when=lambda actual, x, *_: any(np.allclose(actual, np.maximum(fixed * x, x)) for fixed in (0.1, 0.01)),
)
LEAKY_MINIMUM = Misconception("leaky-minimum", edit=("np.maximum(", "np.minimum("))
LEAKY_CONSTANT = Misconception(
    "leaky-constant",
    when=lambda actual, x, *_: np.allclose(actual[x > 0], x[x > 0]) and np.unique(actual[x < 0]).size == 1,
)
LEAKY_SIGN = Misconception(
    "leaky-sign",
    edit=("np.maximum(alpha * x, x)", "np.where(x > 0, x, alpha * np.abs(x))"),
)
LEAKY_TURNS_AT_ALPHA = Misconception(
    "leaky-turns-at-alpha", model=lambda x, alpha=0.1: np.where(x > alpha, x, alpha * x)
)
LEAKY = [LEAKY_IGNORES_ALPHA, LEAKY_MINIMUM, LEAKY_CONSTANT, LEAKY_SIGN, LEAKY_TURNS_AT_ALPHA]


@exercise("leaky_relu", weight=2)
def test_leaky_relu_with_alpha(student, rng):
    for shape, alpha in zip(SHAPES, [0.3, 0.05], strict=True):
        x = both_signs(rng, shape)
        check(student.leaky_relu(x, alpha), reference.leaky_relu(x, alpha), TOL, LEAKY, args=(x, alpha))
    x = np.append(rng.uniform(0.1, 0.5, 4), rng.uniform(-0.5, -0.1, 4))  # positive ones below alpha
    check(student.leaky_relu(x, 0.7), reference.leaky_relu(x, 0.7), TOL, LEAKY, args=(x, 0.7))


@exercise("leaky_relu", weight=1)
def test_leaky_relu_default(student, rng):
    x = both_signs(rng, (3, 4))
    check(student.leaky_relu(x), reference.leaky_relu(x), TOL, [LEAKY_DEFAULT, *LEAKY[1:]], args=(x,))


@exercise("leaky_relu", weight=0.5, needs=test_leaky_relu_with_alpha)
def test_leaky_relu_ends(student, rng):
    x = np.append(both_signs(rng, (6,)), 0.0)
    check(student.leaky_relu(x, alpha=0), np.maximum(x, 0), TOL, args=(x, 0))
    check(student.leaky_relu(x, alpha=1), x, TOL, args=(x, 1))


@exercise("leaky_relu", weight=0.5, needs=test_leaky_relu_with_alpha)
def test_leaky_relu_keeps_its_argument(student, rng):
    check_pure(student.leaky_relu, (both_signs(rng, (3, 4)), 0.3))


# ------------------------------------------------------------------------------------------------ elu
ELU_NO_MINUS_ONE = Misconception("elu-no-minus-one", edit=("(np.exp(below) - 1)", "np.exp(below)"))
ELU_PRECEDENCE = Misconception("elu-precedence", edit=("(np.exp(below) - 1)", "np.exp(below) - 1"))
ELU_IGNORES_ALPHA = Misconception("elu-ignores-alpha", edit=("alpha * (np", "(np"))
ELU_MAXIMUM = Misconception(
    "elu-maximum",
    edit=(("np.minimum(x, 0)", "x"), ("np.where(x >= 0, x, ", "np.maximum(x, ")),
)
ELU_LEAKY = Misconception("elu-is-leaky", edit=("(np.exp(below) - 1)", "below"))
ELU_SCALED = Misconception("elu-scaled", edit=("x >= 0, x, ", "x >= 0, alpha * x, "))
ELU_DEFAULT = Misconception("elu-default", edit=("alpha=1.0", "alpha=0.1"))
ELU_OVERFLOW = Misconception("elu-overflow", edit=("np.minimum(x, 0)", "x"))
ELU = [ELU_SCALED, ELU_NO_MINUS_ONE, ELU_PRECEDENCE, ELU_IGNORES_ALPHA, ELU_MAXIMUM, ELU_LEAKY]


@exercise("elu", weight=2)
def test_elu_with_alpha(student, rng):
    for shape, alpha in zip(SHAPES, [0.5, 1.75], strict=True):
        x = both_signs(rng, shape)
        check(student.elu(x, alpha), reference.elu(x, alpha), TOL, ELU, args=(x, alpha))
    x = np.append(rng.uniform(-0.9, -0.1, 6), 1.5)  # there alpha (exp(x) - 1) lies below the line x
    check(student.elu(x, 2.5), reference.elu(x, 2.5), TOL, ELU, args=(x, 2.5))


@exercise("elu", weight=1)
def test_elu_default(student, rng):
    x = np.append(both_signs(rng, (6,)), 0.0)
    check(student.elu(x), reference.elu(x), TOL, [ELU_DEFAULT, ELU_NO_MINUS_ONE, ELU_MAXIMUM, ELU_LEAKY], args=(x,))


@exercise("elu", weight=0.5, needs=test_elu_with_alpha)
def test_elu_far_out(student):
    check(student.elu(FAR_OUT, 0.5), reference.elu(FAR_OUT, 0.5), TOL, args=(FAR_OUT, 0.5))


@exercise("elu", weight=0.5, needs=test_elu_with_alpha)
def test_elu_does_not_overflow(student):
    x = np.array([[1000.0, 710.0], [-3.0, 3.0]])  # nothing at -1000, where the exercise asks for the value only
    check_no_warning(student.elu.observe(x, 0.5), "overflow", [ELU_OVERFLOW])


@exercise("elu", weight=0.5, needs=test_elu_with_alpha)
def test_elu_keeps_its_argument(student, rng):
    # exp's overflow must not be kept off by writing into x
    check_pure(student.elu, (both_signs(rng, (3, 4)), 0.5), (FAR_OUT, 0.5))


SLOPE = Tolerance(why="central differences with h = 1e-5 are off by h^2 = 1e-10 and by 1e-16 / h = 1e-11")
H = 1e-5
SLOPE_OF_INPUT = Misconception(
    "grad-of-input",
    model=lambda y: reference.sigmoid(y) * (1 - reference.sigmoid(y)),
)
SIGMOID_SLOPE_PLUS = Misconception(
    "sigmoid-grad-incomplete",
    when=lambda actual, y: any(np.allclose(actual, wrong) for wrong in (1 - y, y * (1 + y), y)),
)
SIGMOID_SLOPE_FALLS = Misconception("sigmoid-grad-sign", when=lambda actual, y: np.all(actual < 0))
SIGMOID_SLOPE_CUBED = Misconception("sigmoid-grad-square", model=lambda y: y * (1 - y**2))
SIGMOID_SLOPE_IS_TANHS = Misconception("sigmoid-grad-is-tanh-grad", model=lambda y: 1 - y**2)
TANH_SLOPE_OF_INPUT = Misconception(
    "grad-of-input",
    hint=SLOPE_OF_INPUT.hint,
    model=lambda y: 1 - np.tanh(y) ** 2,
)
TANH_SLOPE_IS_SIGMOIDS = Misconception("tanh-grad-is-sigmoid-grad", model=lambda y: y * (1 - y))
TANH_SLOPE_SQUARE = Misconception(
    "tanh-grad-square",
    when=lambda actual, y: any(np.allclose(actual, wrong) for wrong in ((1 - y) ** 2, 1 - y, 1 - 2 * y)),
)
RELU_SLOPE_AT_ZERO = Misconception(
    "relu-grad-at-zero",
    when=lambda actual, x: bool(np.all(np.asarray(actual, dtype=float)[np.asarray(x) == 0] > 0)),
)
RELU_SLOPE_IS_RELU = Misconception("relu-grad-is-relu", model=lambda x: np.maximum(x, 0))
RELU_SLOPE_SIGN = Misconception("relu-grad-sign", model=np.sign)
RELU_SLOPE_REVERSED = Misconception("relu-grad-reversed", model=lambda x: (x < 0).astype(float))


@exercise("sigmoid_grad", weight=2)
def test_sigmoid_grad_values(student, rng):
    for shape in SHAPES:
        y = rng.uniform(0.02, 0.98, shape)
        check(
            student.sigmoid_grad(y),
            reference.sigmoid_grad(y),
            TOL,
            [SLOPE_OF_INPUT, SIGMOID_SLOPE_IS_TANHS, SIGMOID_SLOPE_PLUS, SIGMOID_SLOPE_FALLS, SIGMOID_SLOPE_CUBED],
            args=(y,),
        )
    y = np.array([0.7093831367, 0.0, 0.5, 1.0])  # the lecture's output at (0, 0), whose slope it prints as 0.206158
    check(student.sigmoid_grad(y), np.array([0.2061587021, 0.0, 0.25, 0.0]), TOL, args=(y,))


@exercise("sigmoid_grad", weight=1, needs=test_sigmoid_grad_values)
def test_sigmoid_grad_is_the_slope(student, rng):
    x = both_signs(rng, (8,))
    numerical = (reference.sigmoid(x + H) - reference.sigmoid(x - H)) / (2 * H)
    check(student.sigmoid_grad(reference.sigmoid(x)), numerical, SLOPE)


@exercise("sigmoid_grad", weight=0.5, needs=test_sigmoid_grad_values)
def test_sigmoid_grad_keeps_its_argument(student, rng):
    check_pure(student.sigmoid_grad, (rng.uniform(0.02, 0.98, (3, 4)),))


@exercise("tanh_grad", weight=2)
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


@exercise("tanh_grad", weight=1, needs=test_tanh_grad_values)
def test_tanh_grad_is_the_slope(student, rng):
    x = both_signs(rng, (8,), high=2.5)
    numerical = (np.tanh(x + H) - np.tanh(x - H)) / (2 * H)
    check(student.tanh_grad(np.tanh(x)), numerical, SLOPE)


@exercise("tanh_grad", weight=0.5, needs=test_tanh_grad_values)
def test_tanh_grad_keeps_its_argument(student, rng):
    check_pure(student.tanh_grad, (rng.uniform(-0.9, 0.9, (3, 4)),))


@exercise("relu_grad", weight=2)
def test_relu_grad_values(student, rng):
    for x in [both_signs(rng, (7,)), both_signs(rng, (3, 4)), np.array([[3, -2], [-7, 1]])]:
        slope = expect_array(student.relu_grad(x))  # numbers or bools: both are right
        check(
            slope, reference.relu_grad(x), EXACT, [RELU_SLOPE_IS_RELU, RELU_SLOPE_SIGN, RELU_SLOPE_REVERSED], args=(x,)
        )


@exercise("relu_grad", weight=1, needs=test_relu_grad_values)
def test_relu_grad_at_zero(student):
    x = np.array([-1e-3, 0.0, 1e-3])
    check(expect_array(student.relu_grad(x)), np.array([0.0, 0.0, 1.0]), EXACT, [RELU_SLOPE_AT_ZERO], args=(x,))


@exercise("relu_grad", weight=0.5, needs=test_relu_grad_values)
def test_relu_grad_keeps_its_argument(student, rng):
    check_pure(student.relu_grad, (both_signs(rng, (3, 4)),))
