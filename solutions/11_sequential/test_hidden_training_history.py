"""Hidden suite of 11_sequential: Sequential.fit: the history, and validation data."""

import itertools

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    attempt,
    check,
    exercise,
    expect_array,
    expect_dict,
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

MSE, BCE, CCE = "mean_squared_error", "binary_crossentropy", "categorical_crossentropy"
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


def create(student, activations, weights, loss, optimizer):
    """A compiled model with known weights, and its layers."""
    model = new_model(student, 3)
    layers = []
    for activation, (W, b) in zip(activations, weights, strict=True):
        first = {} if layers else {"input_dim": len(W)}
        layers.append(expect_object(student.Dense(len(b), activation=activation, **first)))
        model.add(layers[-1])
    for layer, (W, b) in zip(layers, weights, strict=True):
        layer.W, layer.b = W, b
    model.compile(loss=loss, optimizer=optimizer, metrics=["accuracy"])
    return model, layers


def read(layers, weights):
    """The parameters of all layers as one vector: W, b, W, b, ..."""
    parts = []
    for layer, (W, b) in zip(layers, weights, strict=True):
        parts += [expect_array(layer.W, W.shape).ravel(), expect_array(layer.b, b.shape)]
    return np.concatenate(parts)


def draw(rng, *sizes):
    return [(rng.normal(size=(d, k)), rng.normal(size=k)) for d, k in zip(sizes, sizes[1:], strict=False)]


def predicted(activations, weights, X):
    """What the reference's layers predict."""
    for activation, (W, b) in zip(activations, weights, strict=True):
        layer = reference.Dense(len(b), len(W), activation)
        layer.W, layer.b = W, b
        X = layer.forward(X)
    return X


LINE = [(np.array([[0.5], [-1.0]]), np.array([0.25]))]
AT, TARGET = np.array([1.0, 2.0, 1.0]), 3.0


def epochs_too_many(student):
    """How many epochs fit runs too many: 1, or -1; 0 where its steps do not tell.

    Each step of sgd multiplies the error of a line at its one sample by the same number.
    """
    errors = [np.concatenate([part.ravel() for part in LINE[0]]) @ AT - TARGET]
    for epochs in (1, 2):
        model, layers = create(student, (None,), LINE, MSE, "sgd")
        attempt(model.fit, AT[None, :2], np.array([[TARGET]]), epochs=epochs, batch_size=1)
        errors.append(read(layers, LINE) @ AT - TARGET)
    if 0 in errors or errors[1] == errors[2]:
        return 0
    first, second = errors[1] / errors[0], errors[2] / errors[1]
    return -1 if first == 1 else int(np.isclose(first, second**2, rtol=1e-7, atol=0))


def asked(student, epochs):
    """The number to ask for: another one where fit counts wrongly, which is charged where epochs are counted."""
    return epochs - student.once("epochs", lambda: epochs_too_many(student))


DATA = np.random.default_rng(31)
X6 = DATA.normal(size=(6, 2))
REGRESSION = Case("hidden-tanh", ("tanh", None), draw(DATA, 2, 3, 1), MSE, X6, DATA.normal(size=(6, 1)))
BINARY = Case("binary", ("tanh", "sigmoid"), draw(DATA, 2, 3, 1), BCE, X6, np.array([[0.0, 1, 1, 0, 1, 1]]).T)
# As many samples as outputs: classes along the wrong axis, which fit may measure, are charged elsewhere.
CATEGORICAL = Case("categorical", ("sigmoid", "softmax"), draw(DATA, 2, 4, 3), CCE, X6[:3], np.eye(3)[[0, 2, 1]])
DEEP = Case("three-layers", ("relu", "tanh", "softmax"), draw(DATA, 2, 4, 3, 2), CCE, X6[:2], np.eye(2)[[1, 0]])


def entries(history, key, epochs, *, earlier=0):
    """The last `epochs` entries of a history, which may also hold those of an earlier fit."""
    values = expect_tuple(expect_dict(history, [key])[key])
    if len(values) not in (epochs, epochs + earlier):
        told = hint("not-one-entry-an-epoch", key=key, got=len(values), epochs=epochs)
        fail(f"history[{key!r}] has {len(values)} entries after {epochs} epochs", told, "not-one-entry-an-epoch")
    return [expect_number(value) for value in values[-epochs:]]


def dict_of(history):
    """The history, which today's Keras puts into an object and this exercise returns as it is."""
    return history if isinstance(history, dict) else expect_dict(history)


def history_of(model, X, Y, **how):
    """The history that fit returns. Where it stops at a method that is unfinished by itself, that is named."""
    history, error = attempt(model.fit, X, Y, **how)
    if error is None:
        return dict_of(history)
    if said_by_evaluate(model, X, Y)[0] is None:
        parts = [("predict", X), ("predict_classes", X), ("loss_value", np.full(Y.shape, 0.5), Y), ("evaluate", X, Y)]
        for name, *args in parts:
            came, stopped = attempt(lambda name=name, args=args: getattr(model, name)(*args))
            if (stopped is None and unchecked(came) is None) or (
                stopped is not None and place(stopped) == place(error)
            ):
                fail(f"fit raised {error}; {name} is unfinished", hint("stops-in", name=name))
    raise error


def place(error):
    return error.type_name, error.cell, error.line


@exercise("Sequential", builds_on=DEPENDS)
@table(
    [
        Case("three-epochs", 3, 2, False),
        Case("one-epoch", 1, 6, False),
        Case("with-validation", 4, 4, True, secret=True),
    ]
)
def test_history_keys(student, case):
    epochs, batch_size, validate = case.args
    activations, weights, loss, X, Y = BINARY.args
    model, _ = create(student, activations, weights, loss, "adam")
    y = unchecked(model.predict(X))
    right = (
        type(y) is np.ndarray and y.shape == Y.shape and np.allclose(y, predicted(activations, weights, X))
    )
    require(right, f"before fit the model predicts {y}", "predict-first")
    data = {"validation_data": (X[:3] + 0.5, Y[:3])} if validate else {}
    history = history_of(model, X, Y, epochs=epochs, batch_size=batch_size, **data)
    if len(expect_tuple(expect_dict(history, ["loss"])["loss"])) != epochs:
        epochs += epochs - asked(student, epochs)  # as many as fit runs
    for key in ["loss", "acc", *(["val_loss", "val_acc"] if validate else [])]:
        values = entries(history, key, epochs)
        if key.endswith("acc"):
            shares = all(0 <= value <= 1 for value in values)
            require(shares or not is_share(model, X, Y), f"{key} is {values}", "history-keys")
    require(
        validate or not any(type(key) is str and key.startswith("val") for key in history),
        f"without validation data the history has the keys {list(history)}",
        misconception="validation-without-data",
    )


def said_by_evaluate(model, X, Y):
    """(loss, accuracy), right or wrong: that is charged elsewhere; None for what is no number, or is not there."""
    answer, error = attempt(model.evaluate, X, Y)
    came = None if error else unchecked(answer)
    pair = came if type(came) in (tuple, list) and len(came) == 2 else (None, None)
    return tuple(float(part) if is_number(part) else None for part in pair)


def is_number(part):
    """Whether one real number came, in whatever type."""
    found = np.asarray(part) if isinstance(part, (int, float, np.number, np.ndarray)) else np.array("")
    return found.ndim == 0 and found.dtype.kind in "biuf"


def is_share(model, X, Y):
    """Whether the accuracy is between 0 and 1 where `evaluate` gives it: it is judged there."""
    accuracy = said_by_evaluate(model, X, Y)[1]
    return accuracy is not None and 0 <= accuracy <= 1


def one_of(got, wanted, message, hint, misconception=""):
    require(any(abs(got - w) <= LOG.atol + LOG.rtol * abs(w) for w in wanted), message, hint, misconception)


@exercise("Sequential", needs=test_history_keys, builds_on=DEPENDS)
@table([REGRESSION, BINARY, CATEGORICAL])
def test_history_values(student, case):
    activations, weights, loss, X, Y = case.args
    model, _ = create(student, activations, weights, loss, "adam")
    before = evaluated(model, X, Y, loss)
    for fits in range(3):
        history = dict_of(model.fit(X, Y, epochs=asked(student, 1), batch_size=len(X)))
        after = evaluated(model, X, Y, loss)
        for index, key in enumerate(("loss", "acc") if loss != MSE else ("loss",)):
            (got,) = entries(history, key, 1, earlier=fits)
            one_of(
                got,
                (before[index], after[index]),
                f"history[{key!r}] is {got:.8g} between {before[index]:.8g} before and {after[index]:.8g} after",
                hint("history-values", key=key),
            )
        before = after


def evaluated(model, X, Y, loss):
    """(loss, accuracy), as `evaluate` says or the predictions come to; the accuracy of a regression is free."""
    found, accuracy = said_by_evaluate(model, X, Y)
    y = expect_array(model.predict(X), Y.shape) if None in (found, accuracy) else None
    if found is None:
        ours = reference.Sequential()
        ours.compile(loss, "sgd")
        found = ours.loss_value(y, Y)
    if accuracy is None and loss != MSE:
        classes, right = (of.argmax(axis=1) if Y.shape[1] > 1 else of[:, 0] > 0.5 for of in (y, Y))
        accuracy = float(np.mean(classes == right))
    return found, 0.0 if loss == MSE else accuracy


def of_a_batch(got, samples, batch_size):
    """Whether a number is the mean over some batch of the samples."""
    means = [np.mean(batch) for batch in itertools.combinations(samples.ravel(), batch_size)]
    return bool(np.isclose(got, means).any())


TWELVE = np.random.default_rng(8).uniform(0.5, 1.0, size=(12, 1))


@exercise("Sequential", needs=test_history_keys, builds_on=DEPENDS)
@table([Case("single-samples", 1), Case("threes", 3)])
def test_history_covers_the_epoch(student, case):
    (batch_size,) = case.args

    # A dead ReLU: the output stays 0 and the gradient is 0, so that nothing changes during the epoch.
    targets = np.linspace(0.53, 6.1, 12).reshape(12, 1)  # no square is a whole number, as a count would be
    model, _ = create(student, ("relu",), [(np.ones((1, 1)), np.full(1, -1e4))], MSE, "sgd")
    (got,) = entries(dict_of(model.fit(TWELVE, targets, epochs=asked(student, 1), batch_size=batch_size)), "loss", 1)
    expected = float(np.mean(targets**2))

    known = [
        Misconception("losses-added-up", model=expected * 12 / batch_size),
        Misconception("losses-added-up", model=expected * 12),
        Misconception("one-batch-only", when=lambda value: of_a_batch(value, targets**2, batch_size)),
    ]
    if got != said_by_evaluate(model, TWELVE, targets)[0]:  # what evaluate says was judged elsewhere
        check(got, expected, EXACT_MEAN, known)

    # Outputs so certain that no step turns one over: 7 of 12 are right before, during and after the epoch.
    X = TWELVE * np.array([[1.0], [-1.0]] * 6)
    Y = (X > 0).astype(float)
    wrong = np.isin(np.arange(12), [0, 3, 4, 7, 9])
    Y[wrong] = 1 - Y[wrong]
    model, _ = create(student, ("sigmoid",), [(np.full((1, 1), 80.0), np.zeros(1))], BCE, "sgd")
    (got,) = entries(dict_of(model.fit(X, Y, epochs=asked(student, 1), batch_size=batch_size)), "acc", 1)
    known = [Misconception("one-batch-only", when=lambda value: of_a_batch(value, ~wrong, batch_size))]
    if got != said_by_evaluate(model, X, Y)[1]:
        check(got, 7 / 12, EXACT_MEAN, known)


@exercise("Sequential", needs=test_history_keys, builds_on=DEPENDS)
@table([BINARY, DEEP])
def test_validation(student, case):
    activations, weights, loss, X, Y = case.args
    held_out = (np.random.default_rng(9).normal(size=X.shape) * 2, Y)
    how = {"epochs": asked(student, 2), "batch_size": len(X)}  # one batch: the order of samples is judged elsewhere
    model, layers = create(student, activations, weights, loss, "adam")
    for fits in range(3):
        history = dict_of(model.fit(X, Y, **how, validation_data=held_out))
        expected = evaluated(model, *held_out, loss)
        training = evaluated(model, X, Y, loss)
        for index, key in enumerate(("val_loss", "val_acc")):
            got = entries(history, key, 2, earlier=2 * fits)[-1]
            known = Misconception("training-data-for-validation", model=training[index])
            check(got, expected[index], LOG, [known])
    plain, plain_layers = create(student, activations, weights, loss, "adam")
    for _ in range(3):
        plain.fit(X, Y, **how)

    same = Misconception("trained-on-validation", when=lambda *_: True)
    check(read(layers, weights), read(plain_layers, weights), EXACT_MEAN, [same])
