"""Hidden suite of 11_sequential: saving and loading, and the two models that students build themselves.

Files are written and read by the student's code alone, in the folder that its process starts in.
"""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    RemoteObject,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_array,
    expect_object,
    expect_text,
    fail,
    load_reference,
    pure,
    require,
    solved_linearly,
    table,
    unchecked,
)

reference = load_reference(__file__)

BITS = Tolerance(0.0, 0.0, why="what is saved and loaded are the same float64 numbers, so are the predictions")
ACTIVATIONS = (None, "relu", "sigmoid", "tanh", "softmax")
MSE, BCE, CCE = "mean_squared_error", "binary_crossentropy", "categorical_crossentropy"


def draw(rng, *sizes):
    return [(rng.normal(size=(d, k)), rng.normal(size=k)) for d, k in zip(sizes, sizes[1:], strict=False)]


def create(student, activations, weights, loss):
    """A compiled model with known weights."""
    model = expect_object(student.Sequential(seed=2))
    layers = []
    for activation, (W, b) in zip(activations, weights, strict=True):
        first = {} if layers else {"input_dim": len(W)}
        layers.append(expect_object(student.Dense(len(b), activation=activation, **first)))
        model.add(layers[-1])
    for layer, (W, b) in zip(layers, weights, strict=True):
        layer.W, layer.b = W, b
    model.compile(loss=loss, optimizer="adam", metrics=["accuracy"])
    return model


def react(activation, z):
    """An activation of weighted sums: that of a layer whose weights do nothing."""
    return outputs(z, [activation], [(np.eye(z.shape[1]), np.zeros(z.shape[1]))])


def outputs(X, activations, weights):
    for activation, (W, b) in zip(activations, weights, strict=True):
        layer = reference.Dense(len(b), len(W), activation)
        layer.W, layer.b = W, b
        X = layer.forward(X)
    return X


def as_built(student, args, X):
    """What a model of these layers predicts that nobody has given its weights."""
    _, activations, weights, _ = args
    model = expect_object(student.Sequential())
    for activation, (W, b) in zip(activations, weights, strict=True):
        model.add(expect_object(student.Dense(len(b), input_dim=len(W), activation=activation)))
    return expect_array(model.predict(X), (len(X), weights[-1][1].size))


CLASSES = ("Dense", "Sequential")
FILES = [
    Misconception(
        "suffix-added",
        raises="FileNotFoundError",
        match=r"No such file or directory: '([^']*/)?(model|CancerSurvival\.h5|my model v1\.2|.*\.npz\.npz)'",
    ),
    Misconception("object-saved", raises="ValueError", match="allow_pickle"),
]
LOADED = [
    Misconception("activations-lost", model=lambda X, activations, weights: outputs(X, [None] * len(weights), weights)),
    Misconception(
        "biases-lost", model=lambda X, activations, weights: outputs(X, activations, [(W, 0 * b) for W, b in weights])
    ),
    Misconception(
        "layers-out-of-order",
        model=lambda X, activations, weights: outputs(
            X, *([items[int(i)] for i in sorted(map(str, range(len(items))))] for items in (activations, weights))
        ),
    ),
    Misconception(
        "rounded",
        when=lambda got, X, activations, weights: np.allclose(
            got, outputs(X, activations, weights), rtol=1e-3, atol=1e-3
        ),
    ),
]
ANOTHER = Misconception("another-model", when=lambda *_: True)
FIXED = np.random.default_rng(41)
MODELS = [
    Case("no-suffix", "model", (None,), draw(FIXED, 2, 3), MSE),
    Case("npz", "model_b.npz", ("relu", None), draw(FIXED, 2, 4, 1), MSE),
    Case("wiki", "CancerSurvival.h5", ("tanh", "sigmoid"), draw(FIXED, 2, 3, 1), BCE),
    Case("dots-and-spaces", "my model v1.2", ("sigmoid", "relu", "softmax"), draw(FIXED, 2, 3, 3, 3), CCE),
]


@exercise("load_model", weight=3, builds_on=CLASSES, misconceptions=FILES, secret=False)
@table(MODELS)
def test_load_model(student, case):
    path, activations, weights, loss = case.args
    X = np.random.default_rng(3).normal(size=(6, 2)) * 2
    model = create(student, activations, weights, loss)
    expected = expect_array(model.predict(X), (6, weights[-1][1].size))
    right = np.allclose(expected, outputs(X, activations, weights))
    require(right, "the model predicts wrongly before it is saved", "load-model")
    check_unchanged(model.save.observe(path))
    loaded = expect_object(student.load_model(path))
    anew = Misconception("weights-made-anew", when=lambda got, *_: np.array_equal(got, as_built(student, case.args, X)))
    check(loaded.predict(X), expected, BITS, [anew, *LOADED], args=(X, activations, weights))


@exercise("load_model", needs=test_load_model, builds_on=CLASSES, misconceptions=FILES)
def test_load_model_trained_and_deep(student, rng):
    activations = ("tanh", None, "sigmoid", "tanh") * 3
    weights = draw(rng, *[3] * 13)
    model = create(student, activations, weights, MSE)
    X = rng.normal(size=(5, 3))
    expected = expect_array(model.predict(X), (5, 3))
    model.save("deep")
    check(expect_object(student.load_model("deep")).predict(X), expected, BITS, LOADED, args=(X, activations, weights))

    activations = ("relu", "softmax")
    model = create(student, activations, draw(rng, 2, 5, 3), CCE)
    X = rng.normal(size=(8, 2))
    model.fit(X, np.eye(3)[rng.integers(0, 3, size=8)], epochs=3, batch_size=3)
    expected = expect_array(model.predict(X), (8, 3))
    model.save("trained")
    check(expect_object(student.load_model("trained")).predict(X), expected, BITS)


@exercise("load_model", needs=test_load_model, builds_on=CLASSES, misconceptions=FILES)
def test_load_model_keeps_files_apart(student, rng):
    X = rng.normal(size=(4, 2))
    weights = [draw(rng, 2, 3, 1) for _ in range(3)]
    expected = [outputs(X, ("tanh", None), pair) for pair in weights]
    close = Tolerance(rtol=1e-9, atol=1e-12, why="another order of summing loses 1e-15; other weights are off by 0.1")
    first, second, third = (create(student, ("tanh", None), pair, MSE) for pair in weights)
    first.save("first")
    second.save("second")
    first.fit(X, np.full((4, 1), 50.0), epochs=5, batch_size=2)  # goes on learning after it was saved
    one, two = expect_object(student.load_model("first")), expect_object(student.load_model("second"))
    check(pure(one.predict, X), expected[0], close, [ANOTHER])
    check(two.predict(X), expected[1], close, [ANOTHER])
    third.save("first")  # the second time under the same name
    check(expect_object(student.load_model("first")).predict(X), expected[2], close, [ANOTHER])
    check(one.predict(X), expected[0], close, [ANOTHER])


def waves(X):
    """A wave along one axis, a parabola along the other: from about -2 to 2."""
    return np.sin(X[:, :1]) + 0.5 * X[:, 1:] ** 2 - 1.0


def saddle(X):
    """Up along one axis, down along the other: from -4 to 4; no plane explains any of it."""
    return X[:, :1] ** 2 - X[:, 1:] ** 2


MOST = 50  # attributes and layers that are looked at: what has more was not made to be graded
ELSEWHERE = Misconception(  # what was only cut to whole numbers does come from them
    "not-its-layers", when=lambda predicted, said: not np.array_equal(predicted, np.trunc(said))
)
OF_ITS_LAYERS = Tolerance(
    rtol=1e-5,
    atol=1e-6,
    why="another order of summing loses 1e-14, float32 weights 1e-6; noise on a prediction is 1e-2",
)


def layers_of(model):
    """The layers of a student's model in their order, whatever attribute holds the list of them."""
    names = [expect_text(name) for name in model.remote("__dict__")][:MOST]
    for name in sorted(names, key=lambda name: name != "layers"):
        held = None if name.startswith("__") else unchecked(getattr(model, name))
        if type(held) in (list, tuple) and held and all(isinstance(layer, RemoteObject) for layer in held):
            return held[:MOST]
    fail(f"the model has no list of layers, only {names}", misconception="not-its-layers")


def by_layers(model, X):
    """What the W and b of a model's layers say, the activations that they turn out to have, and the last one's part."""
    activations = []
    for layer in layers_of(model):
        W, b = expect_array(layer.W), expect_array(layer.b).ravel()
        require(b.size > 0, "a layer has no units", "trained-too-little")
        fits = W.shape == (X.shape[1], b.size)
        require(fits, f"W is {W.shape} and b {b.shape} for {X.shape[1]} inputs", misconception="not-its-layers")
        z, said = X @ W + b, expect_array(layer.forward(X), (len(X), b.size))
        known = [name for name in ACTIVATIONS if np.allclose(said, react(name, z), rtol=1e-5, atol=1e-6)]
        cut = any(np.array_equal(said, np.trunc(react(name, z))) for name in ACTIVATIONS)
        told = "" if cut else "not-its-layers"
        require(bool(known), "a layer's outputs are not those of its W and b", "not-its-layers", told)
        activations.append(known[0])
        last, X = (X, W, b), said
    return X, activations, last


def predicts(model, X, columns):
    """A trained model's predictions, which must be those of its layers, and its layers' activations."""
    predicted = expect_array(model.predict(X), (len(X), columns))
    expected, activations, _ = by_layers(model, X)
    check(predicted, expected, OF_ITS_LAYERS, [ELSEWHERE], args=(expected,))
    return predicted, activations


def require_training(model, X, Y):
    """Fail if the last layer was solved for: by least squares, or by the means of the classes."""
    _, activations, last = by_layers(model, X)
    alone = len(activations) == 1 and activations[0] is None  # there long training ends at the same place
    solved = not alone and solved_linearly(*last, Y)
    require(not solved, "the last layer solves a linear equation", misconception="solved-not-trained")


LAST = {  # what an activation of the last layer keeps from being predicted
    "relu": "output-not-negative",
    "sigmoid": "output-not-negative",
    "softmax": "output-not-negative",
    "tanh": "output-bounded",
}


def fit_curve(student, rng, function):
    """A model trained by the student on 400 points of a function, as the call was observed, and these points."""
    X = rng.uniform(-2, 2, size=(400, 2))
    return student.regression_model.observe(X, function(X)), X


@exercise("regression_model", weight=9, builds_on=CLASSES, call_s=60)
@table([Case("waves", waves), Case("saddle", saddle)])
def test_regression_model(student, rng, case):
    (function,) = case.args
    seen, X = student.once(case.name, lambda: fit_curve(student, rng, function))
    model = expect_object(seen.value)
    hidden = rng.uniform(-2, 2, size=(1000, 2))
    wanted = function(hidden)
    predicted, activations = predicts(model, hidden, 1)
    score = 1 - np.sum((wanted - predicted) ** 2) / np.sum((wanted - wanted.mean()) ** 2)
    told = LAST.get(activations[-1]) or ("trained-too-little" if any(activations) else "no-hidden-layer")
    message = f"{function.__name__}: R^2 is {score:.4g} on 1,000 hidden points, expected at least 0.9"
    require(score >= 0.9, message, told, told)
    require_training(model, X, function(X))


@exercise("regression_model", weight=1, needs=test_regression_model, builds_on=CLASSES, call_s=60)
def test_regression_model_keeps_its_data(student, rng):
    check_unchanged(student.once("waves", lambda: fit_curve(student, rng, waves))[0])


CENTRES = np.array([[-1.4, -1.0], [1.5, -0.9], [0.1, 1.6]])


def clusters(rng, n, side, order):
    """Points in three clusters, and their classes."""
    classes = rng.permutation(np.arange(n) % 3)
    points = side * CENTRES[classes] + rng.normal(size=(n, 2)) * 0.45
    return np.clip(points, -3, 3), np.array(order)[classes]


def fit_clusters(student, rng, side=1.0, order=(0, 1, 2)):
    """A model trained by the student on 300 points, as the call was observed, and these points."""
    X, classes = clusters(rng, 300, side, order)
    return student.multiclass_model.observe(X, np.eye(3)[classes]), X, np.eye(3)[classes]


STOPPED = Misconception(  # on the way back: a gradient of three columns, and the weights of one unit
    "one-column",
    raises="ValueError",
    match=r"size 1 is different from 3|shape \(\d+,1\) doesn't match the broadcast shape \(\d+,3\)",
)


@exercise("multiclass_model", weight=9, builds_on=CLASSES, call_s=60, misconceptions=[STOPPED])
@table([Case("clusters", 1.0, (0, 1, 2)), Case("turned-over", -1.0, (2, 0, 1))])
def test_multiclass_model(student, rng, case):
    seen, X, Y = student.once(case.name, lambda: fit_clusters(student, rng, *case.args))
    model = expect_object(seen.value)
    hidden, wanted = clusters(rng, 900, *case.args)
    came = unchecked(model.predict(hidden))
    if type(came) is np.ndarray and came.shape == (900, 1):
        fail("the model has one output for three classes", "one-unit", "one-softmax-unit")
    predicted, _ = predicts(model, hidden, 3)
    right = np.mean(np.argmax(predicted, axis=1) == wanted)
    message = f"accuracy is {right:.4g} on 900 hidden points, expected at least 0.9"
    require(right >= 0.9, message, misconception="trained-too-little")
    require_training(model, X, Y)


@exercise("multiclass_model", weight=1, needs=test_multiclass_model, builds_on=CLASSES, call_s=60)
def test_multiclass_model_keeps_its_data(student, rng):
    check_unchanged(student.once("clusters", lambda: fit_clusters(student, rng))[0])
