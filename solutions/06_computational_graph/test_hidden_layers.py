"""Hidden suite of 06_computational_graph: the layers Relu, Sigmoid, Affine and SoftmaxWithLoss.

Affine has x (n, d), W (d, k), b (k,); SoftmaxWithLoss scores x and one-hot targets t, both (n, k). `student.put` keeps an
array in the student's process, for what a later call might do to the argument of an earlier one.
"""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    attempt,
    away_from_zero,
    check,
    check_kept,
    either,
    exercise,
    expect_array,
    expect_number,
    expect_object,
    passes,
    pure,
    require,
    slopes,
    table,
)

TOL = Tolerance(why="a handful of float64 operations lose 1e-15; the mildest wrong rule is off by 1e-2")
OF_TERMS = Tolerance(
    atol=1e-5,
    why="drawn terms may nearly cancel: float32 loses 1e-6 of them, differences less; a wrong rule is off by 1e-2",
)
SLOPE = Tolerance(why="central differences with 1e-5: truncation 1e-10, rounding 1e-11")
STEP = 1e-5


def after_forward(layer, x):
    layer = expect_object(layer)
    layer.forward(x)
    return layer


def leaks(got, x, at):
    """Whether a small share of `at` comes out where x is negative, the same everywhere, and all of it elsewhere."""
    share = (got / at)[x < 0]
    return np.allclose(got[x > 0], at[x > 0]) and np.allclose(share, share[0], 1e-6, 0) and 0 < share[0] < 1


RELU_BACKWARD = [
    Misconception("gate-by-dout", model=lambda x, dout: np.maximum(dout, 0)),
    Misconception("upstream-ignored", model=lambda x, dout: (x > 0) * 1.0),
    Misconception("input-for-slope", model=lambda x, dout: np.maximum(x, 0) * dout),
    Misconception("gates-inverted", model=lambda x, dout: np.where(x > 0, 0, dout)),
    Misconception("gates-all-open", model=lambda x, dout: dout),
    Misconception("leaky", when=leaks),
]
RELU_CASES = [
    Case("vector", np.array([1.5, -0.2, 3.0, -4.0]), np.array([2.0, -3.0, -1.5, 0.4])),
    Case("one-row", np.array([[-1.0, 2.0, -3.0]]), np.array([[0.5, -0.25, 4.0]])),
    Case("batch", np.array([[0.3, -0.6], [-1.2, 2.4], [5.0, 0.01]]), np.array([[1.0, -2.0], [-3.0, -4.0], [0.7, 6.0]])),
    Case("none-pass", np.array([[-1.0, -2.0]]), np.array([[3.0, -4.0]])),
    Case("large", np.array([12.0, -250.0, 1000.0]), np.array([1.5, 2.0, -0.5])),
    Case("three-axes", *(np.linspace(*ends, 12).reshape(2, 3, 2) for ends in [(-2.9, 3.1), (4.0, -7.0)]), secret=True),
]


@exercise("Relu", weight=1)
@table(RELU_CASES)
def test_relu_forward(student, case):
    x, _ = case.args
    known = [
        Misconception("absolute-value", model=np.abs),
        Misconception("gates-for-output", model=lambda x: (x > 0) * 1.0),
        Misconception("leaky", when=lambda got, x: leaks(got, x, x)),
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


def own_gradient_of(student, x, dout):
    """What backward of a new Relu gives after forward, right or wrong: the test of backward charges that."""
    own, other = (expect_array(after_forward(student.Relu(), at).backward(dout), x.shape) for at in (x, -x))
    require(not np.allclose(own, other), "backward is the same wherever forward was", "same-wherever")
    return own


@exercise("Relu", weight=1)
def test_relu_at_zero(student, rng):
    x, dout = np.array([[0.0, 1.0], [-0.0, -2.0]]), away_from_zero(rng, 2, 2)
    shut, opened = (own_gradient_of(student, np.where(x == 0, near, x), dout) for near in (-1.0, 1.0))
    layer = expect_object(student.Relu())
    out = expect_array(layer.forward(x), x.shape)
    require(not out[x == 0].any(), f"forward made {out[x == 0]} of zeros", misconception="zero-made-something")
    at_zero = [
        Misconception("slope-one-at-zero", model=opened),
        Misconception("slope-half-at-zero", model=(shut + opened) / 2),
    ]
    check(layer.backward(dout), shut, TOL, at_zero)


def relu_arguments(student, rng):
    """x and dout, where forward or backward is right: what is wrong with the other one its own test charges."""
    x, dout = (away_from_zero(rng, 2, 1) * [1.0, -2.0, 1.5] for _ in range(2))  # both signs in each row
    layer = expect_object(student.Relu())
    out = layer.forward(x)
    either(
        lambda: check(out, np.maximum(x, 0), TOL), lambda: check(layer.backward(dout), np.where(x > 0, dout, 0.0), TOL)
    )
    return x, dout


@exercise("Relu", weight=1)
def test_relu_forward_leaves_x(student, rng):
    x, _ = relu_arguments(student, rng)
    pure(expect_object(student.Relu()).forward, x, misconception="overwrites-x")


@exercise("Relu", weight=1)
def test_relu_backward_changes_neither_argument(student, rng):
    x, dout = relu_arguments(student, rng)
    pure(after_forward(student.Relu(), x).backward, dout, misconception="overwrites-dout")
    kept = student.put(x)  # x stays in the student's process: a backward that works in the stored input shows here
    layer = after_forward(student.Relu(), kept)
    before = expect_array(student.value_of(kept), x.shape)  # what forward did to it is charged above
    layer.backward(dout)
    check_kept(student, kept, before, "overwrites-x")


@exercise("Relu", weight=1)
def test_relu_instances_keep_their_own_gates(student, rng):
    first, x, elsewhere = np.array([-1.0, 1.0]), np.array([1.0, -1.0]), np.array([-2.0, -2.0])
    dout = away_from_zero(rng, 2)
    right = own_gradient_of(student, x, dout)
    stale = [
        Misconception("state-of-another-forward", model=own_gradient_of(student, at, dout), about_form=True)
        for at in (first, elsewhere)
    ]
    one = after_forward(student.Relu(), first)
    one.forward(x)
    after_forward(student.Relu(), elsewhere)
    check(one.backward(dout), right, TOL, stale)


def squash(x):
    return 1 / (1 + np.exp(-x))


SIGMOID_BACKWARD = [
    Misconception("derivative-of-input", model=lambda x, dout: dout * x * (1 - x)),
    Misconception("sigmoid-twice", model=lambda x, dout: dout * squash(squash(x)) * (1 - squash(squash(x)))),
    Misconception("upstream-ignored", model=lambda x, dout: squash(x) * (1 - squash(x))),
    Misconception("tanh-slope", model=lambda x, dout: dout * (1 - squash(x) ** 2)),
    Misconception("slope-negative", model=lambda x, dout: -dout * squash(x) * squash(-x)),
    Misconception("dout-for-output", model=lambda x, dout: dout * (1 - dout)),
    Misconception("parentheses-left-out", model=lambda x, dout: dout * squash(x) - squash(x)),
    Misconception(
        "half-of-the-slope",
        when=lambda got, x, dout: np.allclose(got, dout * squash(x)) or np.allclose(got, dout * (1 - squash(x))),
    ),
]
SIGMOID_CASES = [
    Case("vector", np.array([0.0, 0.7, -1.3, 2.0]), np.array([1.0, -2.0, 0.5, 3.0])),
    Case("one-row", np.array([[4.0, -0.4]]), np.array([[-1.5, 2.5]])),
    Case("batch", np.array([[0.1, -2.2, 5.0], [1.0, 3.3, -4.1]]), np.array([[0.2, 1.7, -6.0], [-0.9, 4.0, 2.0]])),
    Case("steep", np.array([[20.0, -20.0]]), np.array([[1e6, -1e6]]), secret=True),
]


@exercise("Sigmoid", weight=1)
@table(SIGMOID_CASES)
def test_sigmoid_forward(student, case):
    x, _ = case.args
    known = [
        Misconception("sigmoid-falls", model=lambda x: 1 / (1 + np.exp(x))),
        Misconception("parentheses-left-out", model=lambda x: 1 / 1 + np.exp(-x)),
    ]
    check(expect_object(student.Sigmoid()).forward(x), squash(x), TOL, known, args=(x,))


@exercise("Sigmoid", weight=2)
@table(SIGMOID_CASES)
def test_sigmoid_backward(student, case):
    x, dout = case.args
    layer = expect_object(student.Sigmoid())
    came = layer.forward(x)

    def of_its_own_output():  # another output than the sigmoid's is charged by the test of forward
        own = expect_array(came, x.shape)
        require((own * (1 - own)).all(), "nothing can be told from a slope of 0")
        check(layer.backward(dout), dout * own * (1 - own), TOL)

    right = dout * squash(x) * squash(-x)
    either(lambda: check(layer.backward(dout), right, TOL, SIGMOID_BACKWARD, args=case.args), of_its_own_output)


@exercise("Sigmoid", weight=1, needs=[test_sigmoid_forward, test_sigmoid_backward])
def test_sigmoid_backward_is_the_slope_of_forward(student, rng):
    x, dout = rng.uniform(-3, 3, size=(2, 3)), rng.normal(size=(2, 3))
    layer = expect_object(student.Sigmoid())
    up, down = (expect_array(layer.forward(x + step), (2, 3)) for step in (STEP, -STEP))
    layer.forward(x)
    check(layer.backward(dout), dout * (up - down) / (2 * STEP), SLOPE)


def own_backward(student, x, elsewhere, dout):
    """What backward gives after forward of x, right or wrong: the test of backward charges that."""
    own, other = (expect_array(after_forward(student.Sigmoid(), at).backward(dout), x.shape) for at in (x, elsewhere))
    require(not np.allclose(own, other), "backward is the same wherever forward was", "same-wherever")
    return own


@exercise("Sigmoid", weight=1)
def test_sigmoid_instances_keep_their_own_output(student, rng):
    first, x, elsewhere, dout = rng.normal(size=(4, 2, 3))
    right = own_backward(student, x, elsewhere, dout)
    stale = [
        Misconception("state-of-another-forward", model=own_backward(student, at, x, dout), about_form=True)
        for at in (first, elsewhere)
    ]
    one = after_forward(student.Sigmoid(), first)
    one.forward(x)
    after_forward(student.Sigmoid(), elsewhere)
    check(one.backward(dout), right, TOL, stale)


@exercise("Sigmoid", weight=1)
def test_sigmoid_changes_neither_argument(student, rng):
    x, dout = rng.normal(size=(2, 2, 3))
    own_backward(student, x, dout, dout)
    layer = expect_object(student.Sigmoid())
    pure(layer.forward, x)
    pure(layer.backward, dout)
    kept = student.put(x)
    after_forward(student.Sigmoid(), kept).backward(dout)
    check_kept(student, kept, x)


def row(name, *, x, W, b, dout, **more):
    return Case(name, *map(np.array, (x, W, b, dout)), **more)


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
    row("one-unit", x=[[1.0, 2], [3, 4], [5, -6]], W=[[0.25], [-0.5]], b=[0.75], dout=[[1.0], [-2], [4]], secret=True),
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
    Misconception("elementwise-product", model=lambda x, W, b, dout: x.T * dout),
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


def back_and_forth(layer, x, dout):
    """What backward returns after forward; what forward raises its own test charges, if backward can do without."""
    either(lambda: layer.forward(x), lambda: layer.backward(dout))
    return layer.backward(dout)


def after_backward(student, case):
    """The layer, and what its backward returned."""
    x, W, b, dout = case.args
    layer = expect_object(student.Affine(W, b))
    return layer, back_and_forth(layer, x, dout)


def right_gradients(x, W, b, dout):
    return {"dx": dout @ W.T, "dW": x.T @ dout, "db": dout.sum(axis=0)}


def own_gradient(student, case, name):
    layer, dx = after_backward(student, case)
    return dx if name == "dx" else getattr(layer, name)


def charged_by_another(student, case, name):
    """Pass where backward stops at this batch, and another gradient is wrong at the square one: its test charges both."""
    square = AFFINE_CASES[0]
    stops = case is not square and attempt(after_backward, student, case)[1] is not None
    require(stops, "it does not stop, or at the square batch, too")
    wrong = [
        not np.allclose(expect_array(own_gradient(student, square, other), right.shape), right)
        for other, right in right_gradients(*square.args).items()
        if other != name
    ]
    require(any(wrong), "no other gradient is wrong at the square batch")


def check_gradient(student, case, name, known):
    def by_itself():
        check(own_gradient(student, case, name), right_gradients(*case.args)[name], TOL, known, args=case.args)

    either(by_itself, lambda: charged_by_another(student, case, name))


@exercise("Affine", weight=1)
@table(AFFINE_CASES)
def test_affine_dx(student, case):
    check_gradient(student, case, "dx", AFFINE_DX)


@exercise("Affine", weight=1)
@table(AFFINE_CASES)
def test_affine_dW(student, case):
    check_gradient(student, case, "dW", AFFINE_DW)


@exercise("Affine", weight=1)
@table(AFFINE_CASES)
def test_affine_db(student, case):
    check_gradient(student, case, "db", AFFINE_DB)


def right_ones(student, *names):
    """What of these is right at the square batch: what is wrong there the tests of the values charge."""
    case = AFFINE_CASES[0]
    x, W, b, _ = case.args
    right = {"forward": x @ W + b, **right_gradients(*case.args)}

    def came(name):
        return expect_object(student.Affine(W, b)).forward(x) if name == "forward" else own_gradient(student, case, name)

    return [name for name in names if passes(lambda: check(came(name), right[name], TOL))]  # noqa: B023


def some_right_ones(student, *names):
    """The same; with none of them there is nothing to ask."""
    right = right_ones(student, *names)
    require(right, f"none of {', '.join(names)} is right", "needs-one-right")
    return right


@exercise("Affine", weight=1)
def test_affine_gradients_are_set_anew(student, rng):
    W, b = rng.normal(size=(3, 3)), rng.normal(size=3)
    batches = [Case(which, rng.normal(size=(4, 3)), W, b, rng.normal(size=(4, 3))) for which in ("first", "second")]
    alone = [after_backward(student, case)[0] for case in batches]
    layer = student.Affine(W, b)
    for case in batches:
        back_and_forth(layer, case.args[0], case.args[-1])

    def own(name):
        """The gradient of each batch alone, right or wrong: its own test charges that."""
        before, now = (expect_array(getattr(one, name)) for one in alone)
        require(not np.allclose(before, now), f"{name} is always the same")
        return before, now

    names = [name for name in ("dW", "db") if passes(lambda: own(name))]  # noqa: B023
    require(names, "neither dW nor db can be had", "needs-one-right")
    for name in names:
        before, now = own(name)
        check(getattr(layer, name), now, OF_TERMS, [Misconception("gradients-accumulate", model=now + before)])


@exercise("Affine", weight=1)
def test_affine_gradients_are_the_slopes_of_forward(student, rng):
    names, forward = some_right_ones(student, "dx", "dW", "db"), right_ones(student, "forward")
    at = {"dx": rng.normal(size=(3, 2)), "dW": rng.normal(size=(2, 2)), "db": rng.normal(size=2)}  # x, W and b
    G = rng.normal(size=(3, 2))  # the loss is sum(G * output), so dout = G
    own = after_backward(student, Case("drawn", *at.values(), G))
    right = right_gradients(*at.values(), G)

    def loss(name, value):
        x, W, b = {**at, name: value}.values()
        return float(np.sum(G * expect_array(expect_object(student.Affine(W, b)).forward(x), (3, 2))))

    for name in names:
        came = own[1] if name == "dx" else getattr(own[0], name)
        # Of a wrong forward, which is charged, the slopes need not be the right gradients.
        slope = slopes(lambda value: loss(name, value), at[name]) if forward else right[name]  # noqa: B023
        check(came, slope, OF_TERMS)


@exercise("Affine", weight=1)
def test_affine_layers_chain_and_change_nothing(student, rng):
    right = some_right_ones(student, "forward", "dx")
    x, dout = rng.normal(size=(2, 4, 3))
    W1, b1, W2, b2 = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=(3, 3)), rng.normal(size=3)
    kept = [student.put(array) for array in (W1, b1, W2, b2)]
    alone = [expect_object(student.Affine(W1, b1)), expect_object(student.Affine(W2, b2))]
    first, second = expect_object(student.Affine(kept[0], kept[1])), expect_object(student.Affine(kept[2], kept[3]))
    middle = expect_array(alone[0].forward(x), x.shape)
    out = expect_array(alone[1].forward(middle), x.shape)
    check(second.forward(expect_array(pure(first.forward, x), x.shape)), out, OF_TERMS)  # as of a layer alone
    if "dx" in right:
        check(first.backward(expect_array(pure(second.backward, dout), x.shape)), dout @ (W1 @ W2).T, OF_TERMS)
    for handle, before in zip(kept, (W1, b1, W2, b2), strict=True):
        check_kept(student, handle, before)
    trained = Misconception("trains-itself", when=lambda got: True)
    check(first.forward(x), middle, OF_TERMS, [trained])


LOSS = Tolerance(rtol=1e-5, atol=1e-6, why="with y > 0.1 an epsilon of 1e-7 in the log moves the loss by up to 1e-6")


def softmax(x):
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def entropy(y, t):
    return -np.sum(t * np.log(y + 1e-7))


LOSS_MISCONCEPTIONS = [
    Misconception("loss-summed", model=lambda x, t: entropy(softmax(x), t)),
    Misconception("mean-over-all-entries", model=lambda x, t: entropy(softmax(x), t) / x.size),
    Misconception("softmax-over-batch", model=lambda x, t: entropy(softmax(x.T).T, t) / len(x)),
    Misconception("softmax-over-everything", model=lambda x, t: entropy(np.exp(x) / np.exp(x).sum(), t) / len(x)),
    Misconception("divided-by-classes", model=lambda x, t: entropy(softmax(x), t) / x.shape[1]),
    Misconception("target-in-the-logarithm", model=lambda x, t: entropy(t, softmax(x)) / len(x)),
    Misconception("loss-negative", model=lambda x, t: -entropy(softmax(x), t) / len(x)),
    Misconception("scores-for-probabilities", model=lambda x, t: entropy(x, t) / len(x)),
    Misconception("logarithm-to-base-10", model=lambda x, t: entropy(softmax(x), t) / len(x) / np.log(10)),
    Misconception(
        "squared-error",
        when=lambda got, x, t: any(
            abs(got - np.sum((softmax(x) - t) ** 2) / scale) < 1e-9 for scale in (2, len(x), 2 * len(x), x.size)
        ),
    ),
]
DX_MISCONCEPTIONS = [
    Misconception("not-divided-by-n", model=lambda x, t: softmax(x) - t),
    Misconception(
        "target-minus-output",
        when=lambda got, x, t: np.allclose(got, (t - softmax(x)) / len(x)) or np.allclose(got, t - softmax(x)),
    ),
    Misconception("divided-by-all-entries", model=lambda x, t: (softmax(x) - t) / x.size),
    Misconception("divided-by-classes", model=lambda x, t: (softmax(x) - t) / x.shape[1]),
    Misconception("only-target-divided", model=lambda x, t: softmax(x) - t / len(x)),
    Misconception("softmax-over-batch", model=lambda x, t: (softmax(x.T).T - t) / len(x)),
    Misconception("softmax-over-everything", model=lambda x, t: (np.exp(x) / np.exp(x).sum() - t) / len(x)),
    Misconception("target-left-out", model=lambda x, t: softmax(x) / len(x)),
    Misconception("softmax-left-out", model=lambda x, t: (x - t) / len(x)),
    Misconception(
        "cross-entropy-alone",
        when=lambda got, x, t: (
            np.allclose(got, -t / softmax(x) / len(x), rtol=1e-4) or np.allclose(got, -t / softmax(x), rtol=1e-4)
        ),
    ),
    Misconception("slope-of-sigmoid", model=lambda x, t: (softmax(x) - t) * softmax(x) * (1 - softmax(x)) / len(x)),
]


def batch(name, scores, *, classes, **more):
    scores = np.array(scores)
    return Case(name, scores, np.eye(scores.shape[1])[classes], **more)


SOFTMAX_CASES = [
    batch("batch", [[1.0, 0.2, 0.6], [0.4, 1.1, 0.3], [0.5, 0.1, 0.9], [0.8, 1.2, 0.7]], classes=[0, 1, 0, 2]),
    batch("one-sample", [[0.3, 1.2]], classes=[1]),
    batch("negative-scores", [[-2.0, -1.5, -2.5], [-0.4, 0.3, 0.1]], classes=[2, 1]),
    batch("four-classes", [[0.1, 0.9, 0.5, 0.2], [1.0, 0.4, 0.3, 0.8]], classes=[1, 3], secret=True),
]


@exercise("SoftmaxWithLoss", weight=2)
@table(SOFTMAX_CASES)
def test_loss(student, case):
    x, t = case.args
    loss = expect_object(student.SoftmaxWithLoss()).forward(x, t)
    check(loss, entropy(softmax(x), t) / len(x), LOSS, LOSS_MISCONCEPTIONS, args=case.args)


def check_dx(layer, right, tol, known=(), args=()):
    """The gradient of the last node, with dout left out or 1: one test charges a default that is missing or wrong."""
    for_one = (lambda: layer.backward(), lambda: layer.backward(1.0))
    either(*(lambda ask=ask: check(ask(), right, tol, known, args=args) for ask in for_one))


@exercise("SoftmaxWithLoss", weight=2)
@table(SOFTMAX_CASES)
def test_loss_gradient(student, case):
    x, t = case.args
    layer = expect_object(student.SoftmaxWithLoss())
    layer.forward(x, t)
    check_dx(layer, (softmax(x) - t) / len(x), TOL, DX_MISCONCEPTIONS, args=case.args)


def own_dx(student, x, t):
    """What backward of a new layer gives after forward, right or wrong: the test of the gradient charges that."""

    def dx_of(scores):
        layer = expect_object(student.SoftmaxWithLoss())
        layer.forward(scores, t)
        return expect_array(layer.backward(1.0), x.shape)

    own, other = dx_of(x), dx_of(x[:, ::-1].copy())
    require(not np.allclose(own, other), "backward is the same wherever forward was", "same-wherever")
    return own


@exercise("SoftmaxWithLoss", weight=1, secret=True)
def test_loss_gradient_scales_and_repeats(student):
    x, t = SOFTMAX_CASES[0].args
    right = own_dx(student, x, t)
    ignored = Misconception("upstream-ignored", model=lambda dout: right)
    spent = Misconception("second-backward-differs", when=lambda got, dout: True)
    layer = expect_object(student.SoftmaxWithLoss())
    layer.forward(x, t)
    check(layer.backward(3.0), 3.0 * right, TOL, [ignored], args=(3.0,))
    check(layer.backward(1.0), right, TOL, [spent], args=(1.0,))
    check(layer.backward(), right, TOL, [Misconception("default-is-not-one", when=lambda *_: True)])
    check(layer.backward(dout=0.5), 0.5 * right, TOL, [spent], args=(0.5,))


@exercise("SoftmaxWithLoss", weight=1, secret=True)
def test_loss_instances_keep_their_own_batch(student):
    batches = [case.args for case in SOFTMAX_CASES]
    right, *others = (own_dx(student, *batches[index]) for index in (0, 2, 3))
    stale = [Misconception("state-of-another-forward", model=dx, about_form=True) for dx in others]
    one, other = expect_object(student.SoftmaxWithLoss()), expect_object(student.SoftmaxWithLoss())
    one.forward(*batches[3])
    one.forward(*batches[0])
    other.forward(*batches[2])
    check_dx(one, right, TOL, stale)


@exercise("SoftmaxWithLoss", weight=1)
def test_loss_of_large_scores(student, rng):
    overflow = Misconception("no-max-shift", when=lambda got, x, t: not np.all(np.isfinite(got)), about_form=True)
    x, t = rng.uniform(-1, 1, (2, 3)) + np.array([[1000.0], [-1000.0]]), np.array([[0.0, 1.0, 0], [0, 0, 1.0]])
    small = x - x[:, 1:2]  # of scores shifted by a row's number the softmax is the same
    own, layer = expect_object(student.SoftmaxWithLoss()), expect_object(student.SoftmaxWithLoss())
    loss = expect_number(own.forward(small, t))  # right or wrong: the test of the loss charges that
    some_right_loss(student)
    check(layer.forward(x, t), loss, LOSS, [overflow], args=(x, t))
    check_dx(layer, own_dx(student, small, t), TOL, [overflow], args=(x, t))


def some_right_loss(student):
    """Pass where the loss or the gradient of a batch is right: what is wrong with the other its own test charges."""
    x, t = SOFTMAX_CASES[0].args
    layer = expect_object(student.SoftmaxWithLoss())
    loss = layer.forward(x, t)
    either(
        lambda: check(loss, entropy(softmax(x), t) / len(x), LOSS, LOSS_MISCONCEPTIONS, args=(x, t)),
        lambda: check_dx(layer, (softmax(x) - t) / len(x), TOL),
    )


@exercise("SoftmaxWithLoss", weight=1)
def test_loss_gradient_is_the_slope_of_the_loss(student, rng):
    x, t = rng.uniform(-0.5, 0.5, size=(3, 3)), np.eye(3)[[2, 0, 1]]
    some_right_loss(student)
    layer = expect_object(student.SoftmaxWithLoss())
    kept_x, kept_t = student.put(x), student.put(t)
    layer.forward(kept_x, kept_t)
    why = "an epsilon of 1e-7 in the loss bends its slope by up to 1e-6; the central difference adds 1e-10"
    tol = Tolerance(1e-5, 1e-6, why)

    def slope():
        return slopes(lambda at: expect_number(expect_object(student.SoftmaxWithLoss()).forward(at, t)), x)

    either(lambda: check_dx(layer, slope(), tol), lambda: check_dx(layer, own_dx(student, x, t), tol))
    check_kept(student, kept_x, x)
    check_kept(student, kept_t, t)
