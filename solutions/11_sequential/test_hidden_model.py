"""Hidden suite of 11_sequential: Sequential before any training: predict, classes, evaluate, counting, columns.

Layers are added to the model and then given known weights, before compile: how weights start is the student's choice.
"""

import re

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Tolerance,
    attempt,
    check,
    check_raises,
    check_unchanged,
    exercise,
    expect_array,
    expect_number,
    expect_object,
    expect_text,
    expect_tuple,
    fail,
    holds,
    load_reference,
    require,
    table,
    unchecked,
)

reference = load_reference(__file__)

TOL = Tolerance(why="the course's accuracy; the formulas lose 1e-15, wrong ones are off by 1e-2")
LOG = Tolerance(rtol=1e-5, atol=1e-5, why="an epsilon of up to 1e-6 inside the logarithm, at probabilities above 0.05")
SATURATED = Tolerance(rtol=0.0, atol=1e-3, why="-log(1 - eps) for any clipping at eps up to 1e-3; exact would be 0")
MSE, BCE, CCE = "mean_squared_error", "binary_crossentropy", "categorical_crossentropy"


def new_model(student, **seed):
    """An empty model. Where models share their layers, which is charged where they are added, it is given its own."""
    model = expect_object(student.Sequential(**seed))
    if student.once("shared", lambda: shares_layers(student)):
        model.layers = []
    return model


def shares_layers(student):
    """Whether a layer that is added to one model is in another as well."""
    one, other = (expect_object(student.Sequential()) for _ in range(2))
    added = attempt(one.add, student.Dense(1, input_dim=1))[1] is None
    return added and attempt(lambda: holds(other.remote("layers")))[0] is True


def add_layers(model, student, columns, units, activations):
    """Dense layers added to a model: their handles."""
    layers = []
    for count, activation in zip(units, activations, strict=True):
        first = {} if layers else {"input_dim": columns}
        layers.append(expect_object(student.Dense(count, activation=activation, **first)))
        model.add(layers[-1])
    return layers


def known(student, activations, weights, loss=None, optimizer="sgd"):
    """A model with known weights."""
    model = new_model(student, seed=3)
    layers = add_layers(model, student, len(weights[0][0]), [len(b) for _, b in weights], activations)
    for layer, (W, b) in zip(layers, weights, strict=True):
        layer.W, layer.b = W, b
    if loss is not None:
        model.compile(loss=loss, optimizer=optimizer, metrics=["accuracy"])
    return model


def outputs(X, activations, weights):
    """What the model predicts."""
    for activation, (W, b) in zip(activations, weights, strict=True):
        layer = reference.Dense(len(b), len(W), activation)
        layer.W, layer.b = W, b
        X = layer.forward(X)
    return X


def draw(rng, *sizes, scale=1.0):
    return [
        (rng.normal(size=(d, k)) * scale, rng.normal(size=k) * scale) for d, k in zip(sizes, sizes[1:], strict=False)
    ]


FIXED = np.random.default_rng(20)
PREDICT = [
    Case("square-layers", FIXED.normal(size=(4, 3)), ("relu", "sigmoid"), draw(FIXED, 3, 3, 3)),
    Case("one-layer", FIXED.normal(size=(5, 3)), (None,), draw(FIXED, 3, 2)),
    Case("regression", FIXED.normal(size=(7, 2)), ("tanh", None), draw(FIXED, 2, 4, 1)),
    Case("deep", FIXED.normal(size=(4, 2)), ("relu", "tanh", "sigmoid", "softmax"), draw(FIXED, 2, 6, 5, 4, 3)),
    Case("one-sample", FIXED.normal(size=(1, 2)), ("sigmoid", "sigmoid"), draw(FIXED, 2, 2, 1), secret=True),
]


def only(name, part):
    """A misconception that sends X through a part of the layers only, or through all in another order."""
    return Misconception(name, model=lambda X, activations, weights: outputs(X, activations[part], weights[part]))


LAYERS = [
    only("last-layer-missing", slice(None, -1)),
    only("layers-not-chained", slice(-1, None)),
    only("layers-reversed", slice(None, None, -1)),
]


@exercise("Sequential", weight=2, builds_on=("Dense",))
@table(PREDICT)
def test_predict(student, case):
    X, activations, weights = case.args
    check(known(student, activations, weights).predict(X), outputs(*case.args), TOL, LAYERS, args=case.args)


@exercise("Sequential", needs=test_predict, builds_on=("Dense",))
@table([Case("wiki", 2, (4, 2, 1)), Case("one-layer", 3, (2,)), Case("medical", 17, (100, 40, 1))])
def test_add_builds(student, case):
    columns, units = case.args
    shared = student.once("shared", lambda: shares_layers(student))
    require(not shared, "a new model has the layers of another one", misconception="layers-shared")
    model = expect_object(student.Sequential())
    layers = add_layers(model, student, columns, units, ["relu"] * len(units))
    for layer, (d, k) in zip(layers, zip((columns, *units), units, strict=False), strict=True):
        expect_array(layer.W, (d, k))
        check(layer.b, np.zeros(k), EXACT)


BINARY = (np.array([[0.2], [0.9], [0.45], [0.55], [0.05], [0.7]]), np.array([0, 1, 0, 1, 0, 1]))
SEVERAL = (
    np.array([[0.2, 0.3, 0.5], [0.6, 0.3, 0.1], [0.1, 0.46, 0.44], [0.3, 0.4, 0.3], [0.25, 0.3, 0.45]]),
    np.array([2, 0, 1, 1, 2]),
)
TWO = (np.array([[0.2, 0.8], [0.6, 0.4], [0.45, 0.55]]), np.array([1, 0, 1]))


def with_outputs(student, probabilities, loss=None):
    """A model that answers the rows of the identity matrix with these probabilities, and that matrix."""
    n, k = probabilities.shape
    activation, logits = (
        ("sigmoid", np.log(probabilities / (1 - probabilities))) if k == 1 else ("softmax", np.log(probabilities))
    )
    return known(student, (activation,), [(logits, np.zeros(k))], loss), np.eye(n)


CLASSES = [
    Misconception(
        "argmax-of-one-column", when=lambda got, P: P.shape[1] == 1 and got.shape == (len(P),) and not got.any()
    ),
    Misconception("classes-keep-a-column", when=lambda got, P: got.shape == (len(P), 1), about_form=True),
    Misconception("one-hot-for-index", when=lambda got, P: P.shape[1] > 1 and got.shape == P.shape, about_form=True),
    Misconception(
        "largest-over-the-batch",
        model=lambda P: np.argmax(P, axis=0) if P.shape[1] > 1 else (P[:, 0] > 0.5).astype(int),
        about_form=True,
    ),
]


@exercise("Sequential", needs=test_predict, builds_on=("Dense",))
@table([Case("binary", *BINARY), Case("three-classes", *SEVERAL), Case("two-classes", *TWO)])
def test_predict_classes(student, case):
    probabilities, classes = case.args
    model, X = with_outputs(student, probabilities)
    check(model.predict_classes(X), classes, EXACT, CLASSES, args=(probabilities,))


def works(call, *args):
    """Whether a method is finished: one that raises, or returns nothing, is charged in its own test."""
    came, error = attempt(call, *args)
    return error is None and unchecked(came) is not None


def with_classes(student, model, X, classes):
    """The model with ours for a `predict_classes` that is unfinished or gives something else than a class for each
    sample: a product gives these classes for an identity matrix."""
    came = unchecked(attempt(model.predict_classes, X)[0])
    if type(came) is not np.ndarray or came.shape != classes.shape:
        model.predict_classes = student.put(classes).remote("dot")
    return model


def classes_of(P):
    return P.argmax(axis=1) if P.shape[1] > 1 else (P[:, 0] > 0.5).astype(int)


SEVEN = (  # each mistake comes to another share
    np.array([[0.2], [0.9], [0.45], [0.55], [0.05], [0.7], [0.3]]),
    np.array([[1.0], [1.0], [0.0], [1.0], [0.0], [1.0], [0.0]]),
)
ONE_HOT = np.eye(3)[[2, 0, 1, 0, 1]]
TARGETS = np.array([[0.0], [1.0], [1.0], [1.0], [0.0], [0.0]])
REGRESSION = (np.array([[0.2], [1.9], [-0.45], [-2.5]]), np.array([[0.5], [1.0], [0.25], [-3.5]]))


def cross_entropy(y, t):
    return -(t * np.log(y))


def both(y, t):
    """The cross entropy of each entry as a yes or no of its own."""
    return cross_entropy(y, t) + cross_entropy(1 - y, 1 - t)


def slip(name, asked, value):
    """A misconception about one of the losses; for the others its model is not defined."""
    return Misconception(name, model=lambda loss, y, t: {asked: value}[loss](y, t))


EVALUATE = [
    Misconception("loss-is-zero", when=lambda got, *_: got == 0),
    slip("summed-for-mean", MSE, lambda y, t: np.sum((y - t) ** 2)),
    slip("summed-for-mean", CCE, lambda y, t: np.sum(cross_entropy(y, t))),
    slip("summed-for-mean", BCE, lambda y, t: np.sum(both(y, t))),
    slip("half-the-squares", MSE, lambda y, t: np.mean((y - t) ** 2) / 2),
    slip("half-the-squares", MSE, lambda y, t: np.sum((y - t) ** 2) / 2),
    slip("root-of-the-mean", MSE, lambda y, t: np.sqrt(np.mean((y - t) ** 2))),
    slip("root-of-the-mean", MSE, lambda y, t: np.mean(np.abs(y - t))),
    slip("zeros-left-out", BCE, lambda y, t: np.mean(cross_entropy(y, t))),
    slip("zeros-added", CCE, lambda y, t: np.sum(both(y, t)) / len(t)),
    slip("zeros-added", CCE, lambda y, t: np.mean(both(y, t))),
    slip("divided-by-classes-too", CCE, lambda y, t: np.mean(cross_entropy(y, t))),
    slip("sign-of-the-logarithm", CCE, lambda y, t: -np.sum(cross_entropy(y, t)) / len(t)),
    slip("sign-of-the-logarithm", BCE, lambda y, t: -np.mean(both(y, t))),
]
ACCURACY = [
    Misconception("compared-across-samples", model=lambda P, Y: {1: np.mean((P[:, 0] > 0.5) == Y)}[P.shape[1]]),
    Misconception(
        "argmax-of-one-column",
        hint="argmax-of-one-column-2",
        when=lambda got, P, Y: (
            P.shape[1] == 1 and (got == 1 or any(abs(got - np.mean(of == 0)) < 1e-9 for of in (Y, P > 0.5)))
        ),
    ),
    Misconception("entries-counted", model=lambda P, Y: np.mean((P > 0.5) == Y)),
    Misconception("count-for-share", when=lambda got, P, Y: got > 1),
]


@exercise("Sequential", weight=2, needs=test_predict, builds_on=("Dense",))
@table(
    [
        Case("squared-error", MSE, *REGRESSION),
        Case("squared-error-of-probabilities", MSE, BINARY[0], TARGETS),
        Case("binary", BCE, BINARY[0], TARGETS),
        Case("categorical", CCE, SEVERAL[0], ONE_HOT),
        Case("categorical-two", CCE, TWO[0], np.eye(2)[[0, 0, 1]]),
    ]
)
def test_evaluate_loss(student, case):
    loss, y, t = case.args
    if y is REGRESSION[0]:
        model, X = known(student, (None,), [(y, np.zeros(1))], loss), np.eye(len(y))
    else:
        model, X = with_outputs(student, y, loss)
    with_classes(student, model, X, classes_of(y))
    expected = {
        MSE: lambda: np.mean((y - t) ** 2),
        BCE: lambda: np.mean(both(y, t)),
        CCE: lambda: np.sum(cross_entropy(y, t)) / len(t),
    }[loss]()
    first, second = expect_tuple(model.evaluate(X, t), 2)
    exchanged = Misconception("loss-second", when=lambda *_: np.isclose(came, expected, rtol=LOG.rtol, atol=LOG.atol))
    came = unchecked(second) if isinstance(unchecked(second), float) else np.nan
    check(first, float(expected), LOG, [exchanged, *EVALUATE], args=case.args)


@exercise("Sequential", weight=0.5, needs=test_evaluate_loss, builds_on=("Dense",))
def test_measuring_keeps_its_data(student):
    model, X = with_outputs(student, SEVERAL[0], CCE)
    with_classes(student, model, X, SEVERAL[1])
    for seen in (model.predict.observe(X), model.predict_classes.observe(X), model.evaluate.observe(X, ONE_HOT)):
        check_unchanged(seen)


@exercise("Sequential", needs=test_evaluate_loss, builds_on=("Dense",))
@table(
    [
        Case("binary", BCE, *SEVEN, expected=6 / 7),
        Case("three-classes", CCE, SEVERAL[0], ONE_HOT, expected=3 / 5),
        Case("two-classes", CCE, TWO[0], np.eye(2)[[0, 0, 1]], expected=2 / 3),
    ]
)
def test_evaluate_accuracy(student, case):
    loss, probabilities, Y = case.args
    model, X = with_outputs(student, probabilities, loss)
    with_classes(student, model, X, classes_of(probabilities))
    own = unchecked(model.predict_classes(X))
    right = Y[:, 0] if Y.shape[1] == 1 else Y.argmax(axis=1)
    consistent = [np.mean(own == right)] if type(own) is np.ndarray and own.shape == right.shape else []
    for _ in range(2):
        accuracy = expect_tuple(model.evaluate(X, Y), 2)[1]
        came = unchecked(accuracy)
        if (
            not isinstance(came, float) or came not in consistent
        ):  # the share of wrong classes that are right: charged elsewhere
            check(accuracy, case.expected, TOL, ACCURACY, args=(probabilities, Y))
    check(model.predict(X), probabilities, TOL)


@exercise("Sequential", needs=test_evaluate_loss, builds_on=("Dense",))
@table(
    [
        Case("binary", BCE, ("sigmoid",), np.array([[-900.0], [900.0]]), np.array([[0.0], [1.0]])),
        Case("categorical", CCE, ("softmax",), np.array([[900.0, 0.0], [0.0, 900.0]]), np.eye(2)),
    ]
)
def test_evaluate_saturated(student, case):
    loss, activations, logits, Y = case.args
    not_finite = Misconception("log-of-zero", when=lambda got, *_: not np.isfinite(got), about_form=True)
    model = known(student, activations, [(logits, np.zeros(logits.shape[1]))], loss)
    with_classes(student, model, np.eye(2), np.array([0, 1]))
    check(expect_tuple(model.evaluate(np.eye(2), Y), 2)[0], 0.0, SATURATED, [not_finite])
    worst = expect_tuple(model.evaluate(np.eye(2), 1 - Y), 2)[0]
    if type(worst) in (float, np.float64) and not np.isfinite(worst):
        fail(f"the loss of certain and wrong predictions is {worst}", not_finite.hint, not_finite.id)
    require(
        expect_number(worst) > 5,  # -log(eps) for any clipping at eps below 6e-3
        "certain and wrong predictions cost less than 5",
        "evaluate-saturated",
    )


def total(sizes, *, biases=True):
    return sum(d * k + biases * k for d, k in zip(sizes, sizes[1:], strict=False))


def of_sizes(student, sizes):
    model = new_model(student)
    add_layers(model, student, sizes[0], sizes[1:], ["tanh"] * (len(sizes) - 1))
    return model


COUNTS = [
    Case("wiki", (2, 4, 2, 1), expected=25),
    Case("medical", (17, 100, 40, 1), expected=5881),
    Case("mnist", (784, 50, 100, 10), expected=45_360),
    Case("one-layer", (3, 2), expected=8),
]


@exercise("Sequential", needs=test_predict, builds_on=("Dense",))
@table(COUNTS)
def test_count_params(student, case):
    model = of_sizes(student, *case.args)
    known_counts = [
        Misconception("biases-not-counted", hint="biases", model=lambda sizes: total(sizes, biases=False)),
        Misconception("units-for-parameters", model=lambda sizes: sum(sizes[1:])),
        Misconception("arrays-for-parameters", model=lambda sizes: 2 * len(sizes) - 2),
    ]
    check(model.count_params(), case.expected, EXACT, known_counts, args=case.args)


@exercise("Sequential", needs=test_predict, builds_on=("Dense",))
@table(COUNTS)
def test_summary(student, case):
    model, sizes = of_sizes(student, *case.args), case.args[0]
    if not works(model.count_params):
        model.count_params = student.put(case.expected).remote("conjugate")  # that of a number is the number
    seen = model.summary.observe()
    if unchecked(seen.value) is None and type(seen.printed) is str and seen.printed.strip():
        fail("summary printed its text and returned None", misconception="printed-for-returned")
    shown = expect_text(seen.value)
    numbers = re.findall(r"\d+", re.sub(r"(?<=\d)[,_' ](?=\d{3}(?!\d))", "", shown)) + re.findall(r"\d+", shown)
    if str(case.expected) in numbers:
        return
    own = unchecked(attempt(model.count_params)[0])
    if type(own) is int and str(own) in numbers:
        return  # the total in the text is that of count_params, and charged there
    without = [number for number in numbers if number == str(total(sizes, biases=False))]
    fail(
        f"the summary of {sizes} does not name {case.expected}",
        "biases" if without else "summary",
        "biases-not-counted" if without else "",
    )


@exercise("Sequential", needs=test_predict, builds_on=("Dense",))
@table([Case("too-few", 1), Case("too-many", 3), Case("many-more", 6)])
def test_wrong_number_of_columns(student, case):
    activations, weights = ("tanh", "softmax"), draw(np.random.default_rng(4), 2, 3, 3)
    model = known(student, activations, weights, CCE)
    X, Y = np.ones((3, case.args[0])), np.eye(3)
    fitting = np.ones((3, 2))
    said = unchecked(attempt(model.evaluate, fitting, Y)[0])
    evaluates = type(said) in (tuple, list) and isinstance(said[0], float)
    asked = [
        (True, model.predict, X),
        (works(model.predict_classes, fitting), model.predict_classes, X),
        (evaluates, model.evaluate, X, Y),
        # Two epochs: a loop that runs once too little is charged elsewhere, and so is what is unfinished.
        (works(known(student, activations, weights, CCE).fit, fitting, Y, 2, 3), model.fit, X, Y, 2, 3),
    ]
    for finished, call, *args in asked:
        if finished:
            check_raises(call, *args, hint="width-not-checked")
    if evaluates:  # one column NumPy broadcasts: not asked
        check_raises(model.evaluate, fitting, Y[:, :2], hint="two-columns")
    check(model.predict(fitting), outputs(fitting, activations, weights), TOL)
