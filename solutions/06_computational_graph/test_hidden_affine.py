"""Hidden suite of 06_computational_graph: Affine, with x (n, d), W (d, k), b (k,)."""

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
    slopes,
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


def row(name, *, x, W, b, dout):
    return Case(name, *map(np.array, (x, W, b, dout)))


SQUARE_W = [[1.0, -2.0], [0.5, 3.0]]
AFFINE_CASES = [  # the square one first: there a transposition too few or too many is not yet an error of shapes
    row("square", x=[[1.0, 2], [-0.5, 4]], W=SQUARE_W, b=[0.3, -0.7], dout=[[2.0, -1], [0.5, 3]]),
    row(
        "lecture-like",
        x=[[0.0, 0], [0, 1], [1, 0], [1, 1]],
        W=[[0.1, 0.2, 0.5], [0.3, 0.4, 0.6]],
        b=[0.1, 0.2, 0.3],
        dout=np.linspace(-1.0, 1.2, 12).reshape(4, 3),
    ),
    row("one-sample", x=[[0.7, -1.1, 2]], W=[[1.0, 2], [-3, 0.4], [0.6, -0.9]], b=[1.5, -2.5], dout=[[0.8, -0.3]]),
    row("one-unit", x=[[1.0, 2], [3, 4], [5, -6]], W=[[0.25], [-0.5]], b=[0.75], dout=[[1.0], [-2], [4]]),
]

AFFINE_FORWARD = [
    Misconception("bias-left-out", model=lambda x, W, b: x @ W),
    Misconception("elementwise-product", model=lambda x, W, b: x * W + b),
    Misconception("weights-transposed", model=lambda x, W, b: x @ W.T + b),
    Misconception("samples-as-columns", model=lambda x, W, b: W @ x + b),
    Misconception("samples-as-columns", model=lambda x, W, b: W @ x + b[:, None]),
    Misconception("samples-as-columns", model=lambda x, W, b: W.T @ x + b[:, None]),
]
AFFINE_DX = [
    Misconception("weights-not-transposed", model=lambda x, W, b, dout: dout @ W),
    Misconception("weights-left-out", model=lambda x, W, b, dout: dout),
    Misconception("gradient-of-weights-for-x", model=lambda x, W, b, dout: x.T @ dout),
    Misconception("samples-as-columns", model=lambda x, W, b, dout: W.T @ dout),
]
AFFINE_DW = [
    Misconception("dW-transposed", model=lambda x, W, b, dout: dout.T @ x),
    Misconception("dW-averaged", model=lambda x, W, b, dout: x.T @ dout / len(x)),
    Misconception("dW-without-transposing", model=lambda x, W, b, dout: x @ dout),
    Misconception("samples-as-columns", model=lambda x, W, b, dout: dout @ x.T),
]
AFFINE_DB = [
    Misconception("db-not-summed", model=lambda x, W, b, dout: dout, about_form=True),
    Misconception("db-averaged", model=lambda x, W, b, dout: dout.mean(axis=0)),
    Misconception("db-over-units", model=lambda x, W, b, dout: dout.sum(axis=1)),
    Misconception("db-one-number", model=lambda x, W, b, dout: dout.sum(), about_form=True),
    Misconception("db-keeps-an-axis", model=lambda x, W, b, dout: dout.sum(axis=0, keepdims=True), about_form=True),
]


@exercise("Affine", weight=1)
@table(AFFINE_CASES)
def test_affine_forward(student, case):
    x, W, b, _ = case.args
    check(expect_object(student.Affine(W, b)).forward(x), x @ W + b, TOL, AFFINE_FORWARD, args=(x, W, b))


def after_backward(student, case):
    """The layer, and what its backward returned."""
    x, W, b, dout = case.args
    layer = expect_object(student.Affine(W, b))
    layer.forward(x)
    return layer, layer.backward(dout)


@exercise("Affine", weight=1)
@table(AFFINE_CASES)
def test_affine_dx(student, case):
    _, W, _, dout = case.args
    check(after_backward(student, case)[1], dout @ W.T, TOL, AFFINE_DX, args=case.args)


@exercise("Affine", weight=1)
@table(AFFINE_CASES)
def test_affine_dW(student, case):
    x, _, _, dout = case.args
    check(after_backward(student, case)[0].dW, x.T @ dout, TOL, AFFINE_DW, args=case.args)


@exercise("Affine", weight=1)
@table(AFFINE_CASES)
def test_affine_db(student, case):
    dout = case.args[-1]
    check(after_backward(student, case)[0].db, dout.sum(axis=0), TOL, AFFINE_DB, args=case.args)


@exercise("Affine", weight=1, needs=[test_affine_dW, test_affine_db])
def test_affine_gradients_are_set_anew(student, rng):
    layer = student.Affine(rng.normal(size=(3, 2)), rng.normal(size=2))
    first_x, first_dout = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    x, dout = rng.normal(size=(5, 3)), rng.normal(size=(5, 2))
    for inputs, upstream in ((first_x, first_dout), (x, dout)):
        layer.forward(inputs)
        layer.backward(upstream)
    for name, now, before in [
        ("dW", x.T @ dout, first_x.T @ first_dout),
        ("db", dout.sum(axis=0), first_dout.sum(axis=0)),
    ]:
        check(getattr(layer, name), now, TOL, [Misconception("gradients-accumulate", model=now + before)])


@exercise("Affine", weight=1, needs=[test_affine_forward, test_affine_dx, test_affine_dW, test_affine_db])
def test_affine_gradients_are_the_slopes_of_forward(student, rng):
    x, W, b = rng.normal(size=(3, 2)), rng.normal(size=(2, 2)), rng.normal(size=2)
    G = rng.normal(size=(3, 2))  # the loss is sum(G * output), so dout = G
    layer = expect_object(student.Affine(W, b))
    layer.forward(x)
    dx = layer.backward(G)
    dW, db = layer.dW, layer.db

    def loss(x, W, b):
        return float(np.sum(G * expect_array(expect_object(student.Affine(W, b)).forward(x), (3, 2))))

    check(dx, slopes(lambda at: loss(at, W, b), x), SLOPE)
    check(dW, slopes(lambda at: loss(x, at, b), W), SLOPE)
    check(db, slopes(lambda at: loss(x, W, at), b), SLOPE)


@exercise("Affine", weight=1, needs=[test_affine_forward, test_affine_dx])
def test_affine_layers_chain_and_change_nothing(student, rng):
    x, dout = rng.normal(size=(4, 3)), rng.normal(size=(4, 2))
    W1, b1, W2, b2 = rng.normal(size=(3, 5)), rng.normal(size=5), rng.normal(size=(5, 2)), rng.normal(size=2)
    kept = [student.put(array) for array in (W1, b1, W2, b2)]
    first, second = expect_object(student.Affine(kept[0], kept[1])), expect_object(student.Affine(kept[2], kept[3]))
    out = second.forward(expect_array(pure(first.forward, x), (4, 5)))
    check(out, x @ (W1 @ W2) + (b1 @ W2 + b2), TOL)  # two linear layers are one linear layer
    dx = first.backward(expect_array(pure(second.backward, dout), (4, 5)))
    check(dx, dout @ (W1 @ W2).T, TOL)
    for handle, before in zip(kept, (W1, b1, W2, b2), strict=True):
        check_kept(student, handle, before)
