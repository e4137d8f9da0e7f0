"""Hidden suite of 11_sequential: Dense, with x (n, d), W (d, k), b (k,).

Every layer is built first and then given known weights: how weights start is the student's choice.
"""

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Rng,
    Tolerance,
    attempt,
    check,
    check_raises,
    exercise,
    expect_array,
    expect_object,
    load_reference,
    pure,
    require,
    slopes,
    table,
    unchecked,
)

reference = load_reference(__file__)

TOL = Tolerance(why="the course's accuracy; the formulas lose 1e-15, wrong ones are off by 1e-2")
FIGURE = Tolerance(rtol=0.0, atol=1e-9, why="the lecture's figure, recomputed to ten decimals")
SLOPE = Tolerance(
    rtol=1e-5,
    atol=1e-8,
    why="central differences with h = 1e-5: truncation h^2 = 1e-10, rounding 1e-16 / h = 1e-11 for values near 1",
)
ACTIVATIONS = (None, "relu", "sigmoid", "tanh", "softmax")


def make(student, activation, W, b):
    """A layer with known parameters."""
    layer = expect_object(student.Dense(W.shape[1], W.shape[0], activation))
    layer.build(W.shape[0], Rng(5))
    layer.W, layer.b = W, b
    return layer


def right(activation, x, W, b, dout=None):
    """The reference's layer after forward, and backward if there is an upstream gradient: (y, dx, dW, db)."""
    layer = reference.Dense(W.shape[1], W.shape[0], activation)
    layer.W, layer.b = W, b
    y = layer.forward(x)
    return (y, None, None, None) if dout is None else (y, layer.backward(dout), layer.dW, layer.db)


def react(activation, z):
    return {
        None: lambda: z,
        "relu": lambda: np.maximum(z, 0),
        "sigmoid": lambda: reference.sigmoid(z),
        "tanh": lambda: np.tanh(z),
        "softmax": lambda: reference.softmax(z),
    }[activation]()


def sample(rng, n, d, k):
    """x, W, b, dout for a batch; the weighted sums are kept away from the corner of ReLU."""
    while True:
        x, W, b = rng.normal(size=(n, d)), rng.normal(size=(d, k)), rng.normal(size=k)
        if np.abs(x @ W + b).min() > 0.01:
            return x, W, b, rng.normal(size=(n, k))


def arrays(*, x, W, b, dout):
    return tuple(map(np.array, (x, W, b, dout)))


SHAPES = {  # with as many samples as inputs and units, a wrong transposition or axis is no error of shapes
    "square": arrays(x=[[1.0, 2], [-0.5, 4]], W=[[1.0, -0.4], [0.5, -0.3]], b=[0.3, -0.7], dout=[[2.0, -1], [0.5, 3]]),
    "wide": arrays(
        x=[[0.5, -1.0, 2.0], [1.5, 0.3, -0.7], [0.0, 1.0, 1.0], [-2.0, 0.6, 0.1], [0.4, 0.4, -1.2]],
        W=[[0.6, -1.1, 0.2, 0.9], [-0.3, 0.8, 1.2, -0.5], [0.7, 0.1, -0.9, 0.4]],
        b=[0.1, -0.2, 0.35, -0.15],
        dout=np.linspace(-1.3, 1.1, 20).reshape(5, 4),
    ),
    "one-sample": arrays(
        x=[[0.7, -1.1]], W=[[0.5, 1.2, -0.6], [-0.4, 0.3, 0.8]], b=[0.25, -0.5, 1.0], dout=[[0.8, -0.3, 1.7]]
    ),
}
CASES = [Case(f"{f}-{name}", f, *data, secret=name == "wide") for f in ACTIVATIONS for name, data in SHAPES.items()]
NEURON = Case(
    "lecture-neuron", "sigmoid", *arrays(x=[[2.0, 3.0, 4.0]], W=[[0.1], [0.5], [0.9]], b=[-2.0], dout=[[1.0]])
)
OVERFLOW = Misconception("overflow", when=lambda got, *_: bool(np.isnan(got).any()))
FORWARD = [
    OVERFLOW,
    Misconception("bias-left-out", model=lambda f, x, W, b: react(f, x @ W)),
    Misconception("activation-left-out", model=lambda f, x, W, b: x @ W + b),
    Misconception("weights-transposed", model=lambda f, x, W, b: react(f, x @ W.T + b)),
    Misconception("softmax-over-the-batch", model=lambda f, x, W, b: react(f, (x @ W + b).T).T),
    Misconception(
        "softmax-over-the-batch",
        hint="softmax-over-the-batch-2",
        model=lambda f, x, W, b: react(f, (x @ W + b).reshape(1, -1)).reshape(len(x), -1),
    ),
    Misconception(
        "tanh-for-sigmoid", model=lambda f, x, W, b: react({"tanh": "sigmoid", "sigmoid": "tanh"}[f], x @ W + b)
    ),
]


@exercise("Dense", weight=2)
@table([*CASES, NEURON])
def test_dense_forward(student, case):
    activation, x, W, b, _ = case.args
    expected = np.array([[0.9644288107]]) if case is NEURON else right(activation, x, W, b)[0]
    args = (activation, x, W, b)
    check(make(student, activation, W, b).forward(x), expected, FIGURE if case is NEURON else TOL, FORWARD, args=args)


@exercise("Dense", needs=test_dense_forward)
@table([Case(str(name), name) for name in ACTIVATIONS[1:]])
def test_dense_large_sums(student, case):
    x, W, b = np.array([[1.0, 0.5], [-1.0, 2.0]]), np.array([[800.0, -750.0], [30.0, 0.0]]), np.array([1.0, -1.0])
    (activation,) = case.args
    check(make(student, activation, W, b).forward(x), right(activation, x, W, b)[0], TOL, [OVERFLOW])


@exercise("Dense")
@table(
    [
        Case("two-five", 2, 5, None),
        Case("seventeen-hundred", 17, 100, "relu", secret=True),
        Case("one-one", 1, 1, "tanh"),
    ]
)
def test_dense_build(student, case):
    input_dim, units, activation = case.args
    biases = Misconception("biases-not-zero", when=lambda got, *_: got.shape == (units,) and bool((got != 0).any()))
    layers = [  # of one activation: the start may depend on it
        expect_object(student.Dense(units, input_dim, activation)),
        expect_object(student.Dense(units, **({} if activation is None else {"activation": activation}))),
    ]
    for layer in layers:
        layer.build(input_dim, Rng(11))
        check(layer.b, np.zeros(units), EXACT, [biases])
    first, second = (expect_array(layer.W, (input_dim, units)) for layer in layers)
    same = np.array_equal(first, second)
    require(same, "two builds from the same seed differ", "global-random", "random-without-rng")
    if activation is None:
        x = SHAPES["square"][0]
        for layer in layers:
            layer.W = np.array([[1.0], [-1.0]]) * np.ones(units)  # sums below 0
        plain = expect_array(layers[0].forward(x), (2, units))
        require(bool(np.ptp(plain, axis=0).any()), "two samples, one output", "dense-known-first")
        default = Misconception("another-default", when=lambda got: True)
        check(layers[1].forward(x), plain, TOL, [default])


def wrong_dz(name):
    """The gradient at the weighted sums as a misconception has it."""

    def dz(f, x, W, b, dout):
        z = x @ W + b
        y = react(f, z)
        if name == "slope-left-out" and f in ("relu", "sigmoid", "tanh"):
            return dout
        if name == "slope-of-the-sum" and f in ("sigmoid", "tanh"):
            return dout * (z * (1 - z) if f == "sigmoid" else 1 - z**2)
        if name == "activation-twice" and f in ("sigmoid", "tanh"):
            again = react(f, y)
            return dout * (again * (1 - again) if f == "sigmoid" else 1 - again**2)
        if name == "gate-by-dout" and f == "relu":
            return np.maximum(dout, 0)
        if name == "square-of-the-difference" and f == "tanh":
            return dout * (1 - y) ** 2
        if name == "slope-of-the-input" and f in ("sigmoid", "tanh"):
            return dout * (x * (1 - x) if f == "sigmoid" else 1 - x**2)
        if name == "softmax-slope-again" and f == "softmax":
            return y * (dout - (dout * y).sum(axis=1, keepdims=True))
        if name == "softmax-slope-of-sigmoid" and f == "softmax":
            return dout * y * (1 - y)
        raise ValueError(name)

    return dz


SLOPES = (
    "slope-left-out",
    "slope-of-the-sum",
    "slope-of-the-input",
    "activation-twice",
    "gate-by-dout",
    "square-of-the-difference",
    "softmax-slope-again",
    "softmax-slope-of-sigmoid",
)


def through(finish):
    """The misconceptions about the activation's slope, as they show in what `finish(dz, x, W)` makes of it."""

    def model(name):
        return lambda f, x, W, b, dout: finish(wrong_dz(name)(f, x, W, b, dout), x, W)

    return [Misconception(name, model=model(name)) for name in SLOPES]


def right_dz(f, x, W, b, dout):
    """The right gradient at the weighted sums: that of a layer whose weights do nothing."""
    units = W.shape[1]
    return right(f, x @ W + b, np.eye(units), np.zeros(units), dout)[1]


DX = [
    *through(lambda dz, x, W: dz @ W.T),
    Misconception("weights-not-transposed", model=lambda f, x, W, b, dout: right_dz(f, x, W, b, dout) @ W),
    Misconception("weights-left-out", model=right_dz),
]
DW = [
    *through(lambda dz, x, W: x.T @ dz),
    Misconception("gradient-averaged", model=lambda f, x, W, b, dout: x.T @ right_dz(f, x, W, b, dout) / len(x)),
    Misconception("gradient-transposed", model=lambda f, x, W, b, dout: right_dz(f, x, W, b, dout).T @ x),
]
DB = [
    *through(lambda dz, x, W: dz.sum(axis=0)),
    Misconception(
        "gradient-averaged",
        hint="gradient-averaged-2",
        model=lambda f, x, W, b, dout: right_dz(f, x, W, b, dout).mean(axis=0),
    ),
    Misconception("db-not-summed", model=right_dz, about_form=True),
    Misconception(
        "db-not-summed",
        hint="db-not-summed-2",
        model=lambda f, x, W, b, dout: right_dz(f, x, W, b, dout).sum(axis=1),
        about_form=True,
    ),
]


def given(answer, shape):
    """The answer as numbers of that shape, or None."""
    came = unchecked(answer)
    fits = type(came) is np.ndarray and came.shape == shape and came.dtype.kind == "f" and np.isfinite(came).all()
    return came if fits else None


def close(found, expected):
    return np.allclose(found, expected, rtol=TOL.rtol, atol=TOL.atol)


def of_own_outputs(activation, y, dout):
    """The gradient at the weighted sums, as the outputs say that forward gave: whether they are right was judged there."""
    slope = {"relu": lambda: y > 0, "sigmoid": lambda: y * (1 - y), "tanh": lambda: 1 - y**2}
    return dout * slope.get(activation, lambda: 1.0)()


def of_one_gradient(x, W, *found):
    """Whether dx, dW and db come from one gradient at the weighted sums, (n, k), whichever: then only that is wrong."""
    ways = [np.eye(1, len(x) * W.shape[1], at).reshape(len(x), -1) for at in range(len(x) * W.shape[1])]
    columns = np.array([np.concatenate([(dz @ W.T).ravel(), (x.T @ dz).ravel(), dz.sum(axis=0)]) for dz in ways]).T
    whole = np.concatenate([part.ravel() for part in found])
    dz = np.linalg.lstsq(columns, whole, rcond=None)[0]
    return close(columns @ dz, whole)


def charged_before(student, activation):
    """Whether forward stops for this activation, and gives numbers for most of them: then only this one is lost."""
    x, W, b, dout = SHAPES["square"]

    def working():
        answers = {name: attempt(lambda name=name: make(student, name, W, b).forward(x))[0] for name in ACTIVATIONS}
        return [
            name for name, answer in answers.items() if answer is not None and given(answer, dout.shape) is not None
        ]

    works = student.once("working", working)
    return activation not in works and len(works) >= 3


@exercise("Dense", weight=2)
@table(CASES)
def test_dense_dx(student, case):
    activation, x, W, b, dout = case.args
    if charged_before(student, activation):
        return
    layer = make(student, activation, W, b)
    y = given(layer.forward(x), dout.shape)
    came = layer.backward(dout)
    dx = given(came, x.shape)
    if y is None or dx is None or not close(dx, of_own_outputs(activation, y, dout) @ W.T):
        check(came, right(*case.args)[1], TOL, DX, args=case.args)


@exercise("Dense", weight=2)
@table(CASES)
def test_dense_parameter_gradients(student, case):
    activation, x, W, b, dout = case.args
    if charged_before(student, activation):
        return
    layer = make(student, activation, W, b)
    layer.forward(x)
    came, error = attempt(layer.backward, dout)
    if error is not None and attempt(lambda: layer.dW)[1] is not None:
        raise error
    _, right_dx, dW, db = right(*case.args)
    found = given(came, x.shape), given(layer.dW, dW.shape), given(layer.db, db.shape)
    whole = activation is not None and all(part is not None for part in found)
    if whole and not close(found[0], right_dx) and of_one_gradient(x, W, *found):
        return  # what is wrong with that gradient is charged where dx is looked at
    check(layer.dW, dW, TOL, DW, args=case.args)
    check(layer.db, db, TOL, DB, args=case.args)


@exercise("Dense", needs=[test_dense_forward, test_dense_dx, test_dense_parameter_gradients])
@table([Case(str(name), name) for name in ACTIVATIONS])
def test_dense_gradients_are_slopes_of_forward(student, rng, case):
    (activation,) = case.args
    x, W, b, G = sample(rng, 2, 3, 2)
    target = np.eye(2)
    layer = make(student, activation, W, b)

    def loss(x, W, b):
        """Cross entropy for softmax, whose backward begins behind it; else sum(G * output)."""
        layer.W, layer.b = W, b
        y = expect_array(layer.forward(x), (2, 2))
        return float(-np.sum(target * np.log(np.abs(y) + 1e-300)) if activation == "softmax" else np.sum(G * y))

    y = expect_array(layer.forward(x), (2, 2))
    dx = layer.backward(y - target if activation == "softmax" else G)
    dW, db = layer.dW, layer.db
    check(dx, slopes(lambda at: loss(at, W, b), x), SLOPE)
    check(dW, slopes(lambda at: loss(x, at, b), W), SLOPE)
    check(db, slopes(lambda at: loss(x, W, at), b), SLOPE)


ACCUMULATES = Misconception("gradients-accumulate", model=lambda now, before: now + before)


def with_state_of(other, activation, first):
    """dx and dW of a layer that goes back with what another one kept, where both keep it in the same place."""
    _, W, b, dout = first
    layer, neighbour = (reference.Dense(W.shape[1], W.shape[0], activation) for _ in range(2))
    neighbour.W, neighbour.b, layer.W, layer.b = *other[1:3], W, b
    layer.y, layer.x = neighbour.forward(other[0]), other[0]
    return layer.backward(dout), layer.dW


@exercise("Dense", needs=[test_dense_forward, test_dense_dx, test_dense_parameter_gradients])
@table([Case(str(name), name) for name in ACTIVATIONS])
def test_dense_layers_are_independent(student, rng, case):
    (activation,) = case.args
    first, second = sample(rng, 4, 3, 2), sample(rng, 4, 3, 2)
    one, other = make(student, activation, *first[1:3]), make(student, activation, *second[1:3])
    pure(one.forward, first[0])
    other.forward(second[0])
    came = pure(one.backward, first[3])
    _, dx, dW, _ = right(activation, *first)
    shared = [Misconception("layers-share-state", model=value) for value in with_state_of(second, activation, first)]
    check(came, dx, TOL, shared[:1])
    check(one.dW, dW, TOL, shared[1:])
    x, _, _, dout = sample(rng, 5, 3, 2)  # another batch through the same layer
    x = x * 0.5 + 0.1
    one.forward(x)
    one.backward(dout)
    _, _, again, db = right(activation, x, *first[1:3], dout)
    check(one.dW, again, TOL, [ACCUMULATES], args=(again, dW))
    check(one.db, db, TOL)


@exercise("Dense")
@table([Case("swish", "swish"), Case("step", "step"), Case("misspelt", "sigmoyd", secret=True)])
def test_dense_unknown_activation(student, case):
    def use(name):
        return make(student, name, np.eye(2), np.zeros(2)).forward(np.array([[1.0, -1.0]]))

    known = expect_array(use("relu"), (1, 2))[0]
    require(known[0] != known[1], "a layer gives the same for 1 and -1", "dense-known-first")
    check_raises(use, *case.args, hint="dense-unknown-activation")
