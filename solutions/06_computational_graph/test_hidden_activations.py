"""Hidden suite of 06_computational_graph: Relu and Sigmoid.

`student.put` keeps an array in the student's process, for what a later call might do to the argument of an earlier one.
"""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_kept,
    exercise,
    expect_array,
    expect_object,
    pure,
    table,
)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a handful of float64 operations lose 1e-15; the mildest wrong rule is off by 1e-2"
)
SLOPE = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="central differences with h = 1e-5: truncation h^2 = 1e-10, rounding 1e-16 / h = 1e-11 for values near 1; "
    "CS231n calls a relative error of 1e-7 right and 1e-4 suspect",
)
STEP = 1e-5


def after_forward(layer, x):
    layer = expect_object(layer)
    layer.forward(x)
    return layer


RELU_BACKWARD = [
    Misconception("gate-by-dout", model=lambda x, dout: np.maximum(dout, 0)),
    Misconception("upstream-ignored", model=lambda x, dout: (x > 0) * 1.0),
    Misconception("input-for-slope", model=lambda x, dout: np.maximum(x, 0) * dout),
    Misconception("gates-inverted", model=lambda x, dout: np.where(x > 0, 0, dout)),
    Misconception("gates-all-open", model=lambda x, dout: dout),
]
RELU_AT_ZERO = [
    Misconception("slope-one-at-zero", model=lambda x, dout: np.where(x >= 0, dout, 0)),
    Misconception("slope-half-at-zero", model=lambda x, dout: np.where(x > 0, dout, np.where(x == 0, dout / 2, 0))),
]
RELU_CASES = [
    Case("vector", np.array([1.5, -0.2, 3.0, -4.0]), np.array([2.0, -3.0, -1.5, 0.4])),
    Case("one-row", np.array([[-1.0, 2.0, -3.0]]), np.array([[0.5, -0.25, 4.0]])),
    Case("batch", np.array([[0.3, -0.6], [-1.2, 2.4], [5.0, 0.01]]), np.array([[1.0, -2.0], [-3.0, -4.0], [0.7, 6.0]])),
    Case("none-pass", np.array([[-1.0, -2.0]]), np.array([[3.0, -4.0]])),
    Case("large", np.array([12.0, -250.0, 1000.0]), np.array([1.5, 2.0, -0.5])),
    Case("three-axes", np.linspace(-2.9, 3.1, 12).reshape(2, 3, 2), np.linspace(4.0, -7.0, 12).reshape(2, 3, 2)),
]


@exercise("Relu", weight=1)
@table(RELU_CASES)
def test_relu_forward(student, case):
    x, _ = case.args
    known = [
        Misconception("absolute-value", model=np.abs),
        Misconception(
            "cut-by-vectorize",
            edit=("np.where(self.open, x, 0.0)", "np.vectorize(lambda value: value if value > 0 else 0)(x)"),
            call=lambda Relu, x: Relu().forward(x),
        ),
    ]
    check(expect_object(student.Relu()).forward(x), np.maximum(x, 0), TOL, known, args=(x,))


@exercise("Relu", weight=2)
@table(RELU_CASES)
def test_relu_backward(student, case):
    x, dout = case.args
    layer = after_forward(student.Relu(), x)
    check(layer.backward(dout), np.where(x > 0, dout, 0.0), TOL, RELU_BACKWARD, args=case.args)


@exercise("Relu", weight=1, needs=test_relu_backward)
def test_relu_at_zero(student):
    x, dout = np.array([[0.0, 1.0], [-0.0, -2.0]]), np.array([[5.0, 3.0], [-4.0, 2.0]])
    layer = expect_object(student.Relu())
    check(layer.forward(x), np.maximum(x, 0), TOL)
    check(layer.backward(dout), np.array([[0.0, 3.0], [0.0, 0.0]]), TOL, RELU_AT_ZERO, args=(x, dout))


@exercise("Relu", weight=2, needs=[test_relu_forward, test_relu_backward])
def test_relu_changes_neither_argument(student):
    x, dout = np.array([[0.4, -1.0, 2.0], [-0.7, 0.9, -2.2]]), np.array([[1.0, 2.0, -3.0], [4.0, -5.0, 6.0]])
    layer = expect_object(student.Relu())
    pure(layer.forward, x, misconception="overwrites-x")
    pure(layer.backward, dout, misconception="overwrites-dout")
    kept = student.put(x)  # x stays in the student's process: a backward that works in the stored input shows here
    after_forward(student.Relu(), kept).backward(dout)
    check_kept(student, kept, x, "overwrites-x")


@exercise("Relu", weight=1, needs=[test_relu_forward, test_relu_backward])
def test_relu_instances_keep_their_own_gates(student):
    one = after_forward(student.Relu(), np.array([-1.0, 1.0]))
    one.forward(np.array([1.0, -1.0]))
    after_forward(student.Relu(), np.array([-2.0, -2.0]))
    wrong = np.array([0.0, 4.0]), np.array([0.0, 0.0])
    stale = [Misconception("state-of-another-forward", model=gradient, about_form=True) for gradient in wrong]
    check(one.backward(np.array([3.0, 4.0])), np.array([3.0, 0.0]), TOL, stale)


def squash(x):
    return 1 / (1 + np.exp(-x))


SIGMOID_BACKWARD = [
    Misconception("derivative-of-input", model=lambda x, dout: dout * x * (1 - x)),
    Misconception("sigmoid-twice", model=lambda x, dout: dout * squash(squash(x)) * (1 - squash(squash(x)))),
    Misconception("upstream-ignored", model=lambda x, dout: squash(x) * (1 - squash(x))),
    Misconception("tanh-slope", model=lambda x, dout: dout * (1 - squash(x) ** 2)),
    Misconception(
        "half-of-the-slope",
        when=lambda got, x, dout: np.allclose(got, dout * squash(x)) or np.allclose(got, dout * (1 - squash(x))),
    ),
]
SIGMOID_CASES = [
    Case("vector", np.array([0.0, 0.7, -1.3, 2.0]), np.array([1.0, -2.0, 0.5, 3.0])),
    Case("one-row", np.array([[4.0, -0.4]]), np.array([[-1.5, 2.5]])),
    Case("batch", np.array([[0.1, -2.2, 5.0], [1.0, 3.3, -4.1]]), np.array([[0.2, 1.7, -6.0], [-0.9, 4.0, 2.0]])),
    Case("steep", np.array([[20.0, -20.0]]), np.array([[1e6, -1e6]])),
]


@exercise("Sigmoid", weight=1)
@table(SIGMOID_CASES)
def test_sigmoid_forward(student, case):
    x, _ = case.args
    falling = Misconception("sigmoid-falls", model=lambda x: 1 / (1 + np.exp(x)))
    check(expect_object(student.Sigmoid()).forward(x), squash(x), TOL, [falling], args=(x,))


@exercise("Sigmoid", weight=2)
@table(SIGMOID_CASES)
def test_sigmoid_backward(student, case):
    x, dout = case.args
    layer = after_forward(student.Sigmoid(), x)
    check(layer.backward(dout), dout * squash(x) * squash(-x), TOL, SIGMOID_BACKWARD, args=case.args)


@exercise("Sigmoid", weight=1, needs=[test_sigmoid_forward, test_sigmoid_backward])
def test_sigmoid_backward_is_the_slope_of_forward(student, rng):
    x, dout = rng.uniform(-3, 3, size=(2, 3)), rng.normal(size=(2, 3))
    layer = expect_object(student.Sigmoid())
    up, down = (expect_array(layer.forward(x + step), (2, 3)) for step in (STEP, -STEP))
    layer.forward(x)
    check(layer.backward(dout), dout * (up - down) / (2 * STEP), SLOPE)


@exercise("Sigmoid", weight=1, needs=[test_sigmoid_forward, test_sigmoid_backward])
def test_sigmoid_instances_keep_their_own_output(student, rng):
    first, x, elsewhere, dout = rng.normal(size=(4, 2, 3))
    one = after_forward(student.Sigmoid(), first)
    one.forward(x)
    after_forward(student.Sigmoid(), elsewhere)
    stale = [
        Misconception("state-of-another-forward", model=dout * squash(at) * squash(-at), about_form=True)
        for at in (first, elsewhere)
    ]
    check(one.backward(dout), dout * squash(x) * squash(-x), TOL, stale)


@exercise("Sigmoid", weight=1, needs=[test_sigmoid_forward, test_sigmoid_backward])
def test_sigmoid_changes_neither_argument(student, rng):
    x, dout = rng.normal(size=(2, 2, 3))
    layer = expect_object(student.Sigmoid())
    pure(layer.forward, x)
    pure(layer.backward, dout)
    kept = student.put(x)
    after_forward(student.Sigmoid(), kept).backward(dout)
    check_kept(student, kept, x)
