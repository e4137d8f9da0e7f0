"""Hidden suite of 11_sequential: Sequential.fit: one step of each optimizer, batches, learning.

Learning rates are the student's choice. So a step is judged by its direction (sgd goes along the gradient, the first
step of adam is equally long for every parameter), and the number of steps by how far adam gets against a gradient that
never changes.
"""

import itertools

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    attempt,
    check,
    check_kept,
    check_unchanged,
    exercise,
    expect_array,
    expect_number,
    expect_object,
    expect_tuple,
    fail,
    hint,
    holds,
    load_reference,
    require,
    table,
    unchecked,
)

reference = load_reference(__file__)

MSE, BCE, CCE = LOSSES = "mean_squared_error", "binary_crossentropy", "categorical_crossentropy"
DIRECTION = Tolerance(
    rtol=0.0,
    atol=1e-4,
    why="the unit vector of a step: an epsilon of 1e-6 in a loss turns it by 1e-5, a step of 1e-4 on weights of 1 "
    "loses 1e-12; the mildest wrong gradient turns it by 1e-2",
)
EQUAL_STEPS = Tolerance(
    rtol=0.01, atol=0.0, why="an epsilon of 1e-3 against gradients of at least 0.5 changes a step of adam by 0.2 %"
)
LOG = Tolerance(rtol=1e-5, atol=1e-5, why="an epsilon of up to 1e-6 inside the logarithm, at probabilities above 0.05")
EXACT_MEAN = Tolerance(why="the course's accuracy; means of a dozen numbers lose 1e-15")
DEPENDS = ("Dense",)


def new_model(student, seed):
    """An empty model. Where models share their layers, which is charged where they are added, it is given its own."""
    model = expect_object(student.Sequential(seed=seed))
    if student.once("shared", lambda: shares_layers(student)):
        model.layers = []
    return model


def shares_layers(student):
    """Whether a layer that is added to one model is in another as well."""
    one, other = (expect_object(student.Sequential()) for _ in range(2))
    added = attempt(one.add, student.Dense(1, input_dim=1))[1] is None
    return added and attempt(lambda: holds(other.remote("layers")))[0] is True


def create(student, activations, weights, loss, optimizer, seed=3):
    """A compiled model with known weights, and its layers."""
    model = new_model(student, seed)
    layers = []
    for activation, (W, b) in zip(activations, weights, strict=True):
        first = {} if layers else {"input_dim": len(W)}
        layers.append(expect_object(student.Dense(len(b), activation=activation, **first)))
        model.add(layers[-1])
    for layer, (W, b) in zip(layers, weights, strict=True):
        layer.W, layer.b = W, b
    model.compile(loss=loss, optimizer=optimizer, metrics=["accuracy"])
    return model, layers


def train(model, X, Y, epochs, batch_size):
    """Call fit; what ended it. Where nothing can be measured yet it may stop after each epoch: then epoch by epoch,
    for that is charged where the loss is asked for."""
    error = attempt(model.fit, X, Y, epochs=epochs, batch_size=batch_size)[1]
    if error is not None:
        if is_measured(model, X, Y):
            raise error
        for _ in range(epochs - 1):
            attempt(model.fit, X, Y, epochs=1, batch_size=batch_size)
    return error


def is_measured(model, X, Y):
    """Whether `evaluate` gives a loss, right or wrong: that is charged elsewhere."""
    came = unchecked(attempt(model.evaluate, X, Y)[0])
    pair = type(came) in (tuple, list) and len(came) == 2
    return pair and isinstance(came[0], (int, float, np.number, np.ndarray)) and np.ndim(came[0]) == 0


def read(layers, weights):
    """The parameters of all layers as one vector: W, b, W, b, ..."""
    parts = []
    for layer, (W, b) in zip(layers, weights, strict=True):
        parts += [expect_array(layer.W, W.shape).ravel(), expect_array(layer.b, b.shape)]
    return np.concatenate(parts)


def flat(weights):
    return np.concatenate([part.ravel() for pair in weights for part in pair])


def draw(rng, *sizes, scale=1.0):
    return [
        (rng.normal(size=(d, k)) * scale, rng.normal(size=k) * scale) for d, k in zip(sizes, sizes[1:], strict=False)
    ]


def built(activations, weights, loss):
    """The reference's model of these layers."""
    model = reference.Sequential()
    model.layers, model.loss = [], loss
    for activation, (W, b) in zip(activations, weights, strict=True):
        layer = reference.Dense(len(b), len(W), activation)
        layer.W, layer.b = W, b
        model.layers.append(layer)
    return model


def gradient(activations, weights, loss, X, Y, *, dout=None):
    """The gradient of the loss at all parameters, as one vector. `dout` replaces what the last layer is given."""
    model = built(activations, weights, loss)
    y = model.predict(X)
    back = model.loss_gradient(y, Y) if dout is None else dout(y, Y)
    for layer in reversed(model.layers):
        back = layer.backward(back)
    return np.concatenate([part.ravel() for layer in model.layers for part in (layer.dW, layer.db)])


def unit(vector):
    length = np.linalg.norm(vector)
    return vector / length if length else vector


DATA = np.random.default_rng(31)
X6 = DATA.normal(size=(6, 2))
STEPS = [
    Case("regression", (None,), draw(DATA, 2, 1), MSE, X6, DATA.normal(size=(6, 1))),
    Case("hidden-tanh", ("tanh", None), draw(DATA, 2, 3, 1), MSE, X6, DATA.normal(size=(6, 1))),
    Case("hidden-relu", ("relu", "sigmoid"), draw(DATA, 2, 5, 1), MSE, X6, DATA.uniform(size=(6, 1))),
    Case("binary", ("tanh", "sigmoid"), draw(DATA, 2, 3, 1), BCE, X6, np.array([[0.0, 1, 1, 0, 1, 1]]).T),
    # As many samples as outputs: classes along the wrong axis, which fit may measure, are charged elsewhere.
    Case("categorical", ("sigmoid", "softmax"), draw(DATA, 2, 4, 3), CCE, X6[:3], np.eye(3)[[0, 2, 1]]),
    Case("three-layers", ("relu", "tanh", "softmax"), draw(DATA, 2, 4, 3, 2), CCE, X6[:2], np.eye(2)[[1, 0]]),
    Case("several-numbers", ("tanh", None), draw(DATA, 2, 3, 2), MSE, X6[:2], DATA.normal(size=(2, 2)), secret=True),
    Case(
        "several-labels",
        ("tanh", "sigmoid"),
        draw(DATA, 2, 3, 2),
        BCE,
        X6[:2],
        np.array([[0.0, 1], [1, 1]]).T,
    ),
]


def replaced(name, asked, dout, hint=""):
    """The last layer of a model with one of the losses was given something else; for the others it is not defined."""

    def model(activations, weights, loss, X, Y):
        return unit(gradient(activations, weights, loss, X, Y, dout={asked: dout}[loss]))

    return Misconception(name, hint=hint, model=model)


def last_only(got, activations, weights, loss, X, Y):
    """Whether the last layer's part has the right direction and the others' not."""
    size = weights[-1][0].size + weights[-1][1].size
    return len(weights) > 1 and np.allclose(
        unit(got[-size:]), unit(gradient(activations, weights, loss, X, Y)[-size:]), atol=1e-4
    )


def torn_apart(got, activations, weights, loss, X, Y):
    """Whether the direction is right for the same samples with their targets in another order."""
    return any(
        np.allclose(unit(got), unit(gradient(activations, weights, loss, X[list(order)], Y)), atol=1e-6)
        for order in itertools.permutations(range(len(X)))
    )


def some_twice(got, activations, weights, loss, X, Y):
    """Whether the direction is that of as many samples, some of them there several times."""
    single = np.array([gradient(activations, weights, loss, X[i : i + 1], Y[i : i + 1]) for i in range(len(X))])
    drawn = np.array(list(itertools.combinations_with_replacement(range(len(X)), len(X))))
    steps = single[drawn].sum(axis=1)
    steps /= np.linalg.norm(steps, axis=1, keepdims=True) + 1e-300
    return bool((np.abs(steps - unit(got)).max(axis=1) < 1e-6).any())


def biases_still(got, activations, weights, *_):
    mask = np.concatenate([np.full(part.size, part.ndim == 1) for pair in weights for part in pair])
    return not got[mask].any() and got[~mask].any()


GRADIENT = [
    Misconception("plus-for-minus", model=lambda *args: -unit(gradient(*args))),
    Misconception("biases-not-updated", when=biases_still),
    Misconception("adam-for-sgd", when=lambda got, *_: np.ptp(np.abs(got)) < 1e-3 * np.abs(got).max()),
    replaced("loss-slope-left-out", BCE, lambda y, t: y - t),
    replaced("gradient-at-the-output", CCE, lambda y, t: -t / y),
    replaced("softmax-slope-again", CCE, lambda y, t: (y - t) * y * (1 - y)),
    replaced("zeros-left-out", BCE, lambda y, t: -t / y, "zeros-left-out-2"),
    Misconception(
        "hidden-layers-not-trained",
        when=lambda got, activations, weights, *_: (
            len(weights) > 1 and not got[: -(weights[-1][0].size + weights[-1][1].size)].any()
        ),
    ),
    Misconception("hidden-layers-wrong", when=last_only),
    Misconception("pairs-torn-apart", when=torn_apart),
    Misconception("not-every-sample-once", hint="not-every-sample-once-2", when=some_twice),
]


LINE = [(np.array([[0.5], [-1.0]]), np.array([0.25]))]
AT, TARGET = np.array([1.0, 2.0, 1.0]), 3.0


def line_after(student, epochs):
    """The weights and the bias of a line after so many epochs of sgd with one sample, and what ended them."""
    model, layers = create(student, (None,), LINE, MSE, "sgd")
    error = train(model, AT[None, :2], np.array([[TARGET]]), epochs, 1)
    return read(layers, LINE), error


def epochs_too_many(student):
    """How many epochs fit runs too many: 1, or -1; 0 where its steps do not tell.

    Each step of sgd multiplies the error of a line at its one sample by the same number.
    """
    errors = [line @ AT - TARGET for line in (flat(LINE), line_after(student, 1)[0], line_after(student, 2)[0])]
    if 0 in errors or errors[1] == errors[2]:
        return 0
    first, second = errors[1] / errors[0], errors[2] / errors[1]
    return -1 if first == 1 else int(np.isclose(first, second**2, rtol=1e-7, atol=0))


def asked(student, epochs):
    """The number to ask for: another one where fit counts wrongly, which is charged where epochs are counted."""
    return epochs - student.once("epochs", lambda: epochs_too_many(student))


@exercise("Sequential", builds_on=DEPENDS, secret=True)
def test_fit_moves_weights(student):
    """Whichever way: which one is asked in the next test, and all others can be judged without it."""
    line, error = line_after(student, 2)
    moved = bool(np.abs(line - flat(LINE))[:2].max() > 1e-9)
    if error is not None and not moved:
        raise error
    require(moved, "two epochs of sgd changed nothing", misconception="nothing-learned")


@exercise("Sequential", weight=4, needs=test_fit_moves_weights, builds_on=DEPENDS)
@table(STEPS)
def test_sgd_step(student, case):
    activations, weights, loss, X, Y = case.args
    model, layers = create(student, activations, weights, loss, "sgd")
    error = attempt(model.fit, X, Y, epochs=asked(student, 1), batch_size=len(X))[1]
    moved, right = flat(weights) - read(layers, weights), unit(gradient(*case.args))
    if error is not None:  # after the update, as where it is measured: that is charged elsewhere
        if np.allclose(unit(moved), right, rtol=0, atol=DIRECTION.atol):
            return
        raise error
    require(bool(np.abs(moved).max() > 1e-9), "one epoch of sgd changed nothing", misconception="nothing-learned")
    check(unit(moved), right, DIRECTION, GRADIENT, args=case.args)


LINEAR = Case(
    "three-linear-layers",  # two of one shape, so that means kept for a shape get mixed up
    (None, None, None),
    [
        (np.array([[1.0, -0.5], [0.25, 2.0]]), np.array([0.5, -1.0])),
        (np.array([[-1.5, 0.5], [1.0, 1.25]]), np.array([1.0, 0.25])),
        (np.array([[2.0], [-0.75]]), np.array([1.5])),
    ],
    MSE,
    np.array([[3.0, -1.0]]),
    np.array([[-25.0]]),
)


@exercise("Sequential", needs=test_fit_moves_weights, builds_on=DEPENDS)
def test_adam_step(student):
    """Of one layer's weights, up or down: the tests after it are about adam, and not about the gradient."""
    weights = [(np.array([[0.5], [-1.0], [2.0]]), np.array([0.25]))]
    X, Y = np.array([[1.0, -3.0, 0.5]]), np.array([[40.0]])
    model, layers = create(student, (None,), weights, MSE, "adam")
    train(model, X, Y, asked(student, 1), 1)
    moved = np.abs(expect_array(layers[0].W, (3, 1)) - weights[0][0])
    size = float(moved.mean())
    require(size > 1e-9, "one epoch of adam changed nothing", misconception="nothing-learned")
    steep = np.abs(X.T)
    known = Misconception("sgd-for-adam", model=steep / steep.mean())
    check(moved / size, np.ones((3, 1)), EQUAL_STEPS, [known])


@exercise("Sequential", needs=test_adam_step, builds_on=DEPENDS)
def test_adam_step_of_all_layers(student):
    activations, weights, loss, X, Y = LINEAR.args
    slopes = gradient(*LINEAR.args)
    model, layers = create(student, activations, weights, loss, "adam")
    train(model, X, Y, asked(student, 1), len(X))
    moved = read(layers, weights) - flat(weights)
    size = float(np.abs(moved).max())
    require(size > 1e-9, "one epoch of adam changed nothing", misconception="nothing-learned")
    known = [
        Misconception("plus-for-minus", hint="plus-for-minus-3", model=np.sign(slopes)),
        Misconception("biases-not-updated", when=lambda got: biases_still(got, activations, weights)),
        Misconception("hidden-layers-not-trained", when=lambda got: not got[:-3].any()),
    ]
    check(moved / size, -np.sign(slopes), EQUAL_STEPS, known)


def climb(student, *fits, samples=10, unit=None, exactly=False):
    """How far adam's one weight gets against a gradient that stays as it is, in units of its first step, or in `unit`.

    Up or down, as it began: the direction is asked elsewhere.

    The target lies a million above the output: what a step changes at the gradient is lost in the sixth digit.
    """
    far = np.full((samples, 1), 1e6)
    weights = [(np.zeros((1, 1)), np.zeros(1))]
    distances = []
    for runs in [((1, samples),), fits]:
        model, layers = create(student, (None,), weights, MSE, "adam")
        for epochs, batch_size in runs:
            runs_for = epochs if exactly and runs is fits else asked(student, epochs)
            train(model, np.ones((samples, 1)), far, runs_for, batch_size)
        distances.append(expect_array(layers[0].W, (1, 1))[0, 0])
    require(abs(distances[0]) > 1e-9, f"the first step towards a far target is {distances[0]}", "climb")
    return float(distances[1] / (distances[0] if unit is None else unit))


def expect_steps(got, expected, known=()):
    """Fail unless adam went about so many first steps: schedules of the learning rate may bend it a little."""
    if abs(got - expected) <= max(0.4, 0.12 * expected):
        return
    for misconception in known:
        if misconception.when(got):
            fail(f"went {got:.3g} first steps, expected {expected}", misconception.hint, misconception.id)
    fail(f"went {got:.3g} first steps, expected {expected}", "expect-steps")


EPOCHS = Misconception("one-epoch-only", when=lambda got: 0.5 < got < 1.5)


@exercise("Sequential", needs=test_adam_step, builds_on=DEPENDS)
@table([Case("five", 5), Case("twelve", 12)])
def test_adam_keeps_its_pace(student, case):
    one, two = (2 * epochs - asked(student, epochs) for epochs in (1, 2))
    message = f"fit trained for {one} epochs where one was asked for, and for {two} where two were"
    require(one == 1, message, hint("epochs-miscounted", one=one, two=two), "epochs-miscounted")
    expect_steps(climb(student, (case.args[0], 10), exactly=True), case.args[0], [EPOCHS])


BATCHES = [
    Misconception("batch-size-ignored", when=lambda got: 0.5 < got < 1.5),
    Misconception("last-batch-dropped", when=lambda got: 1.5 <= got < 2.5),
]


@exercise("Sequential", needs=test_adam_step, builds_on=DEPENDS)
@table(
    [
        Case("short-last-batch", 4, expected=3),
        Case("one-left-over", 3, expected=4),
        Case("even", 5, expected=2),
        Case("single-samples", 1, expected=10),
        Case("more-than-there-are", 64, expected=1),
    ]
)
def test_batches(student, case):
    known = BATCHES if case.expected == 3 else []
    expect_steps(climb(student, (1, case.args[0])), case.expected, known)


@exercise("Sequential", needs=test_batches, builds_on=DEPENDS)
def test_every_sample_once(student):
    """Sample i alone moves weight i, against a gradient that stays as it is; an epoch has two updates of adam.

    In the first one only: a step, and 0.67 of one out of habit: m is 0.09 / 0.19 and v 0.5 of the gradient and its
    square. In the second one only: 0.1 / 0.19 over the root of 0.5, which is 0.74. In both: 2. In none: 0.
    """
    step = climb(student, (1, 10), unit=1.0)
    weights = [(np.zeros((10, 1)), np.zeros(1))]
    model, layers = create(student, (None,), weights, MSE, "adam")
    train(model, np.eye(10), np.full((10, 1), 1e6), asked(student, 1), 5)
    moved = expect_array(layers[0].W, (10, 1)).ravel() / step
    once = (np.abs(moved - 1.67) < 0.18) | (np.abs(moved - 0.74) < 0.18)
    if np.allclose(moved, 1, atol=0.05):
        fail("every weight went one first step: no mean is left of the update before", misconception="adam-made-anew")
    never, twice = np.abs(moved) < 0.2, np.abs(moved - 2) < 0.15
    told = "not-every-sample-once" if bool((never | twice).any()) else ""
    message = f"the weights of ten samples went {np.round(moved, 2).tolist()} steps, expected 1.67 or 0.74"
    require(bool(once.all()), message, told or "expect-steps", told)


@exercise("Sequential", needs=test_adam_step, builds_on=DEPENDS)
def test_second_fit_continues(student):
    afresh = Misconception("starts-afresh", when=lambda got: got < 2.5)
    expect_steps(climb(student, (1, 10), (1, 10), (1, 10)), 3, [afresh])
    expect_steps(climb(student, (2, 5), (1, 5)), 6, [Misconception("starts-afresh", when=lambda got: 1.5 < got < 2.5)])


@exercise("Sequential", needs=test_fit_moves_weights, builds_on=DEPENDS)
def test_fit_changes_no_data(student):
    activations, weights, loss, X, Y = STEPS[3].args
    model, _ = create(student, activations, weights, loss, "sgd")
    if is_measured(model, X, Y):
        check_unchanged(model.fit.observe(X, Y, 3, 2, (X[:3], Y[:3])), "fit-changes-no-data")
        return
    given = [student.put(X), student.put(Y)]
    train(model, *given, 3, 2)
    for kept, before in zip(given, (X, Y), strict=True):
        check_kept(student, kept, before)


def trained(student, seed):
    """Parameters of a model with the student's own start, after some training with small batches."""
    rng = np.random.default_rng(12)
    X = rng.normal(size=(20, 2))
    Y = rng.integers(0, 2, size=(20, 1)).astype(float)
    model = new_model(student, seed)
    first = expect_object(student.Dense(4, input_dim=2, activation="tanh"))
    model.add(first)
    model.add(expect_object(student.Dense(1, activation="sigmoid")))
    start = expect_array(first.W, (2, 4))
    model.compile(BCE, "sgd")
    train(model, X, Y, 3, 4)
    return start, expect_array(model.predict(X), (20, 1))


@exercise("Sequential", needs=test_fit_moves_weights, builds_on=DEPENDS)
def test_seed(student):
    first, again = trained(student, 7), trained(student, 7)
    require(
        np.array_equal(first[0], again[0]) and np.allclose(first[1], again[1], rtol=1e-9, atol=1e-12),
        "two models with seed 7 differ",
        misconception="random-without-seed",
    )
    require(
        any(not np.allclose(first[1], trained(student, seed)[1]) for seed in (8, 100)),
        "models with seeds 7, 8 and 100 are the same",
        misconception="seed-ignored",
    )


def loss_of(loss, model, X, Y):
    """The loss of what the model predicts; what `evaluate` says is judged elsewhere, and so is the form of predictions."""
    y = unchecked(model.predict(X))
    if type(y) is not np.ndarray or y.shape != Y.shape or y.dtype.kind != "f":
        return expect_number(expect_tuple(model.evaluate(X, Y), 2)[0])
    if not np.isfinite(y).all():
        fail("NaN is predicted after training", misconception="nan-predicted")
    if loss == MSE:
        return float(np.mean((y - Y) ** 2))
    y = np.clip(y.astype(np.float64), 1e-9, 1 - 1e-9)
    costs = -(Y * np.log(y)) - ((1 - Y) * np.log(1 - y) if loss == BCE else 0)
    return float(np.sum(costs) / len(y))


def learning_data():
    """A smooth curve; two classes in opposite quadrants; three clusters. All within +-1."""
    rng = np.random.default_rng(13)
    X = rng.uniform(-1, 1, size=(120, 2))
    clusters = np.repeat([[-0.6, -0.5], [0.6, -0.4], [0.0, 0.7]], 40, axis=0) + rng.normal(size=(120, 2)) * 0.15
    order = rng.permutation(120)
    return {
        MSE: (X, 1.5 * X[:, :1] - X[:, 1:] ** 2, ("tanh", None)),
        BCE: (X, (X[:, :1] + 0.5 * X[:, 1:] > 0.1).astype(float), ("relu", "sigmoid")),
        CCE: (clusters[order], np.eye(3)[np.repeat([0, 1, 2], 40)[order]], ("sigmoid", "softmax")),
    }


LEARNING = [
    *(Case(f"{loss}-{optimizer}", loss, optimizer, 8, 60) for loss in LOSSES for optimizer in ("sgd", "adam")),
    *(Case(f"{loss}-one-large-batch", loss, "sgd", 120, 200) for loss in LOSSES),
]


@exercise("Sequential", weight=2, needs=test_fit_moves_weights, builds_on=DEPENDS)
@table(LEARNING)
def test_learns(student, case):
    loss, optimizer, batch_size, epochs = case.args
    X, Y, activations = learning_data()[loss]
    model = new_model(student, 1)
    model.add(expect_object(student.Dense(8, input_dim=2, activation=activations[0])))
    model.add(expect_object(student.Dense(Y.shape[1], activation=activations[1])))
    model.compile(loss=loss, optimizer=optimizer)
    before = loss_of(loss, model, X, Y)
    train(model, X, Y, epochs, batch_size)
    after = loss_of(loss, model, X, Y)
    require(
        after < (0.95 if batch_size == 8 else 1.0) * before,  # sgd with a rate of 0.001 gets that far
        f"{loss} with {optimizer}: the loss went from {before:.4g} to {after:.4g} in {epochs} epochs",
        "does-not-learn" if before > 0 else "loss-is-zero",
        "does-not-learn" if before > 0 else "",
    )


@exercise("Sequential", needs=test_fit_moves_weights, builds_on=DEPENDS)
@table(
    [
        Case(f"{name}-{target:g}", weight, target)
        for name, weight in [("nearly", 17.0), ("to-the-last-bit", 800.0)]
        for target in (0.0, 1.0)
    ]
)
def test_learns_from_certain_mistakes(student, case):
    """An epsilon may stop the learning there (the weight stays) but it must not turn it round or make it NaN."""
    size, target = case.args
    start = [(np.full((1, 1), size), np.zeros(1))]
    model, layers = create(student, ("sigmoid",), start, BCE, "sgd")
    train(model, np.full((2, 1), 1.0 - 2.0 * target), np.full((2, 1), target), 2, 2)
    weight = layers[0].W
    not_a_number = Misconception("divided-by-zero", when=lambda got: not np.isfinite(got).all(), about_form=True)
    anything = Tolerance(rtol=0.0, atol=1e6, why="how far a step goes is the student's choice; here only NaN is sought")
    check(weight, start[0][0], anything, [not_a_number])
    require(
        expect_array(weight, (1, 1))[0, 0] <= size * (1 + 1e-9),
        "a certain and wrong prediction became more certain",
        "plus-for-minus-2",
        "plus-for-minus",
    )
