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
    check_pure,
    exercise,
    expect_array,
    load_reference,
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
    model=lambda y: reference.sigmoid(y) * (1 - reference.sigmoid(y)),
)
SIGMOID_SLOPE_PLUS = Misconception(
    "sigmoid-grad-incomplete",
    when=lambda actual, y: any(np.allclose(actual, wrong) for wrong in (1 - y, y * (1 + y), y, y * (y - 1), y - y**3)),
)
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
            [SLOPE_OF_INPUT, SIGMOID_SLOPE_IS_TANHS, SIGMOID_SLOPE_PLUS],
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
