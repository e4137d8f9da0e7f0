"""Hidden suite of 07_backprop: the delta rules and the gradient of a layer's weights."""

import numpy as np

from autograder.suite import Case, Misconception, Tolerance, check, exercise, pure, table

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a few float64 products and sums lose 1e-15; the mildest wrong rule is off by 1e-3"
)


def squash(x):
    return 1 / (1 + np.exp(-x))


# ------------------------------------------------------------------------------------------------ output_delta


OUTPUT_DELTA = [
    Misconception("target-minus-output", model=lambda out, t: (t - out) * out * (1 - out)),
    Misconception("slope-left-out", model=lambda out, t: out - t),
    Misconception("sigmoid-twice", model=lambda out, t: (out - t) * squash(out) * (1 - squash(out))),
    Misconception("error-left-out", model=lambda out, t: out * (1 - out)),
    Misconception("tanh-slope", model=lambda out, t: (out - t) * (1 - out**2)),
    Misconception("doubled", model=lambda out, t: 2 * (out - t) * out * (1 - out)),
    Misconception("averaged", model=lambda out, t: (out - t) * out * (1 - out) / len(out)),
]
DELTA_CASES = [
    Case("batch", np.array([[0.9, 0.2], [0.35, 0.6], [0.71, 0.05]]), np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 0.0]])),
    Case("lecture", np.array([[0.7093831367]]), np.array([[0.0]]), expected=np.array([[0.1462455066]])),
    Case("one-sample", np.array([[0.15, 0.8, 0.45]]), np.array([[0.5, 0.25, 1.0]])),
    Case("no-error", np.array([[0.3], [0.8]]), np.array([[0.3], [0.0]])),
]


@exercise("output_delta")
@table(DELTA_CASES)
def test_output_delta(student, case):
    expected = case.expect(lambda out, t: (out - t) * out * (1 - out))
    check(pure(student.output_delta, *case.args), expected, TOL, OUTPUT_DELTA, args=case.args)


# ------------------------------------------------------------------------------------------------ hidden_delta
HIDDEN_DELTA = [
    Misconception("weights-not-transposed", model=lambda delta, W, out: delta @ W * out * (1 - out)),
    Misconception("slope-left-out", model=lambda delta, W, out: delta @ W.T),
    Misconception("sigmoid-twice", model=lambda delta, W, out: delta @ W.T * squash(out) * (1 - squash(out))),
    Misconception("weights-left-out", model=lambda delta, W, out: delta.sum(axis=1, keepdims=True) * out * (1 - out)),
    Misconception("output-for-slope", model=lambda delta, W, out: delta @ W.T * out),
    Misconception("samples-as-columns", model=lambda delta, W, out: W @ delta * out * (1 - out)),
    Misconception("units-as-rows", model=lambda delta, W, out: (delta @ W.T * out * (1 - out)).T),
]


def row(name, *, delta, W, out, **more):
    return Case(name, *map(np.array, (delta, W, out)), **more)


def spread(low, high, shape):
    return np.linspace(low, high, np.prod(shape)).reshape(shape)


HIDDEN_CASES = [  # the square one first: there a missing transposition is not yet an error of shapes
    row("square", delta=[[0.2, -0.5], [0.7, 0.1]], W=[[1.0, -2], [0.5, 3]], out=[[0.3, 0.8], [0.6, 0.4]]),
    row(
        "lecture",
        delta=[[0.1462455066]],
        W=[[0.5], [0.6]],
        out=[[0.5249791875, 0.5498339973]],
        expected=np.array([[0.0182350627, 0.0217189120]]),
    ),
    row("wide", delta=[[0.4, -0.3, 0.9]], W=[[0.2, 1.1, -0.7], [-1.5, 0.6, 0.3]], out=[[0.25, 0.9]]),
    row("batch", delta=spread(-0.6, 0.8, (4, 2)), W=spread(-1.0, 1.5, (3, 2)), out=spread(0.1, 0.95, (4, 3))),
]


@exercise("hidden_delta", weight=3)
@table(HIDDEN_CASES)
def test_hidden_delta(student, case):
    expected = case.expect(lambda delta, W, out: delta @ W.T * out * (1 - out))
    check(student.hidden_delta(*case.args), expected, TOL, HIDDEN_DELTA, args=case.args)


@exercise("hidden_delta", needs=test_hidden_delta)
def test_hidden_delta_is_linear_in_the_deltas(student, rng):
    delta, W, out = rng.normal(size=(3, 2)), rng.normal(size=(4, 2)), rng.uniform(0.1, 0.9, size=(3, 4))
    check(pure(student.hidden_delta, 2 * delta, W, out), 2 * (delta @ W.T * out * (1 - out)), TOL)


# ------------------------------------------------------------------------------------------------ weight_gradient
WEIGHT_GRADIENT = [
    Misconception("transposed", model=lambda out, delta: delta.T @ out),
    Misconception("averaged", model=lambda out, delta: out.T @ delta / len(out)),
    Misconception("not-summed-over-samples", model=lambda out, delta: out @ delta),
    Misconception(
        "one-sample-only",
        when=lambda got, out, delta: (
            len(out) > 1 and any(np.allclose(got, np.outer(out[row], delta[row])) for row in (0, -1))
        ),
    ),
    Misconception("elementwise-product", model=lambda out, delta: out * delta),
    Misconception("samples-as-columns", model=lambda out, delta: out @ delta.T),
    Misconception("samples-as-columns", model=lambda out, delta: delta @ out.T),
]
GRADIENT_CASES = [
    Case("square", np.array([[0.3, 0.8], [0.6, 0.4]]), np.array([[0.2, -0.5], [0.7, 0.1]])),
    Case("one-sample", np.array([[0.5, 0.25, 0.125]]), np.array([[2.0, -4.0]])),
    Case("batch", spread(0.0, 1.0, (4, 3)), spread(-1.0, 0.8, (4, 2))),
    Case("one-column", np.array([[0.2], [0.9], [0.4]]), np.array([[1.0, 2.0], [-3.0, 4.0], [5.0, -6.0]])),
]


@exercise("weight_gradient")
@table(GRADIENT_CASES)
def test_weight_gradient(student, case):
    out, delta = case.args
    check(pure(student.weight_gradient, out, delta), out.T @ delta, TOL, WEIGHT_GRADIENT, args=case.args)
