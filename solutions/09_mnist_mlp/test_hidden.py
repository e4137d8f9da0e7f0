"""Hidden suite of 09_mnist_mlp: normalize, one_hot, predict, accuracy, confusion_matrix, plot_history.

Images are 28 x 28 and x has 784 columns throughout: a solution may rely on that. The hidden layers are small, so that a
call costs nothing.
"""

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    LayerKind,
    Misconception,
    Picture,
    Shared,
    Shown,
    Tolerance,
    check,
    check_unchanged,
    dataset,
    exercise,
    expect_array,
    expect_figure,
    load_reference,
    require,
    right_line,
    table,
    unchecked,
)

reference = load_reference(__file__)

TOL = Tolerance(why="float64 loses 1e-13 over sums of 784 terms; the mildest wrong formula is off by 1e-3")
FLOAT32 = Tolerance(why="one division in float32 is off by 6e-8 of the value; 1/256 by 4e-3")
TRAINED = Tolerance(
    rtol=0.0, atol=1e-4, why="float32 weights and images lose about 1e-6; a wrong step shows above 1e-2"
)


# ------------------------------------------------------------------------------------------------ normalize


def scaled(images, divisor=255):
    """Flat rows, divided by a number."""
    return images.reshape(len(images), -1).astype(float) / divisor


NORMALIZE = [
    Misconception("not-flattened", when=lambda actual, images: np.shape(actual) == images.shape, about_form=True),
    Misconception(
        "images-as-columns",
        when=lambda actual, images: len(images) != 784 and np.shape(actual) == (784, len(images)),
        about_form=True,
    ),
    Misconception("not-scaled", model=lambda images: scaled(images, 1)),
    Misconception("divided-by-256", model=lambda images: scaled(images, 256)),
    Misconception("whole-number-division", model=lambda images: scaled(images) // 1),
    Misconception(
        "scaled-by-own-maximum", when=lambda actual, images: np.isclose(np.max(actual), 1) and np.max(images) < 255
    ),
    Misconception(
        "pixels-out-of-order",
        when=lambda actual, images: np.allclose(np.sort(actual, axis=None), np.sort(scaled(images), axis=None)),
    ),
]


def some_images(rng, n, brightest=255):
    """Images with every shade up to `brightest`, most pixels dark, as in MNIST."""
    images = rng.integers(0, brightest + 1, (n, 28, 28))
    images[rng.random(images.shape) < 0.5] = 0
    images[0, 3, 5] = brightest
    return images.astype(np.uint8)


@exercise("normalize", weight=3)
def test_normalize_values(student, rng):
    for n, brightest in [(3, 255), (1, 255), (4, 180), (28, 254)]:
        images = some_images(rng, n, brightest)
        check(student.normalize(images), scaled(images), FLOAT32, NORMALIZE, args=(images,))


@exercise("normalize", weight=1, needs=test_normalize_values)
def test_normalize_gives_float32(student, rng):
    answer = unchecked(student.normalize(some_images(rng, 2)))
    if type(answer) is np.ndarray:  # a list, which has no dtype, is charged where its values are
        require(answer.dtype == np.float32, f"got dtype {answer.dtype}, expected float32", misconception="not-float32")


@exercise("normalize", weight=1, needs=test_normalize_values)
def test_normalize_keeps_its_argument(student, rng):
    check_unchanged(student.normalize.observe(some_images(rng, 2)))


# ------------------------------------------------------------------------------------------------ one_hot

ONE_HOT = [
    Misconception("one-hot-turned", model=lambda labels, classes=10: np.eye(classes)[labels].T, about_form=True),
    Misconception(
        "one-hot-off-by-one",
        when=lambda actual, labels, classes=10: any(
            np.array_equal(actual, np.eye(classes)[(labels.astype(int) + shift) % classes]) for shift in (-1, 1)
        ),
    ),
    Misconception(
        "classes-ignored",
        when=lambda actual, labels, classes=10: (
            np.ndim(actual) == 2 and np.shape(actual)[0] == len(labels) and np.shape(actual)[1] != classes
        ),
        about_form=True,
    ),
    Misconception(
        "first-label-only",
        when=lambda actual, labels, classes=10: (
            len(labels) > 1 and not np.any(actual[1:]) and np.array_equal(actual[0], np.eye(classes)[labels[0]])
        ),
    ),
    Misconception("one-hot-inverted", model=lambda labels, classes=10: 1 - np.eye(classes)[labels]),
    Misconception(
        "one-hot-too-many",
        when=lambda actual, *_: np.isin(actual, (0, 1)).all() and np.any(np.sum(actual, axis=1) > 1),
        broad=True,
    ),
]
ONE_HOT_CASES = [
    Case("ten-classes", np.array([3, 0, 9, 3, 5])),
    Case("one-label", np.array([7])),
    Case("bytes", np.array([2, 9, 0, 0, 1, 8], dtype=np.uint8)),
    Case("many-bytes", (np.arange(60) * 7 % 10).astype(np.uint8)),  # 10 times 59 is more than a byte holds
    Case("all-classes", np.array([1, 0, 2, 9, 4, 3, 5, 8, 7, 6]), secret=True),
]
ONE_HOT_OTHER = [
    Case("three", np.array([2, 0, 1, 2]), 3),
    Case("more-than-occur", np.array([1, 0, 1]), 6),
    Case("keyword", np.array([11, 0, 4], dtype=np.uint8), classes=12),
]


@exercise("one_hot", weight=3)
@table(ONE_HOT_CASES)
def test_one_hot_values(student, case):
    check(student.one_hot(*case.args), case.expect(reference.one_hot), EXACT, ONE_HOT, args=case.args)


@exercise("one_hot", weight=2, needs=test_one_hot_values)
@table(ONE_HOT_OTHER)
def test_one_hot_classes(student, case):
    answer = student.one_hot(*case.args, **case.kwargs)
    check(answer, case.expect(reference.one_hot), EXACT, ONE_HOT, args=case.args, kwargs=case.kwargs)


@exercise("one_hot", weight=1, needs=test_one_hot_values)
def test_one_hot_holds_numbers(student):
    dtype = check(student.one_hot(np.array([2, 0, 9])), np.eye(10)[[2, 0, 9]], EXACT).dtype
    require(dtype.kind in "iuf", f"got dtype {dtype}, expected numbers", misconception="truth-values")


@exercise("one_hot", weight=1, needs=test_one_hot_values)
def test_one_hot_keeps_its_argument(student):
    check_unchanged(student.one_hot.observe(np.array([4, 0, 9])))


# ------------------------------------------------------------------------------------------------ predict


def logistic(x):
    return 1 / (1 + np.exp(-x))


def scores(network, x, hidden=logistic, second=None):
    """The scores of the last layer, with another function in the hidden layers, or in the second one, if one is given."""
    z = hidden(x @ network["W1"] + network["b1"])
    z = (second or hidden)(z @ network["W2"] + network["b2"])
    return z @ network["W3"] + network["b3"]


def relu(z):
    return np.maximum(z, 0)


def another_in_one_layer(name, function):
    """The misconception that one of the two hidden layers has another activation function."""
    return [
        Misconception(name, model=lambda network, x, pair=pair: reference.softmax(scores(network, x, *pair)))
        for pair in ((function, logistic), (logistic, function))
    ]


def softmax_over(axis, network, x):
    powers = np.exp(scores(network, x))
    return powers / powers.sum(axis=axis)


PREDICT = [
    Misconception(
        "softmax-over-batch",
        when=lambda actual, network, x: (
            x.ndim == 2
            and len(x) > 1
            and any(np.allclose(actual, softmax_over(axis, network, x)) for axis in (None, 0))
        ),
    ),
    Misconception("no-softmax", model=scores),
    Misconception("sigmoid-at-output", model=lambda network, x: logistic(scores(network, x))),
    Misconception("sigmoid-before-softmax", model=lambda network, x: reference.softmax(logistic(scores(network, x)))),
    Misconception("hidden-layers-linear", model=lambda network, x: reference.softmax(scores(network, x, lambda z: z))),
    *another_in_one_layer("one-layer-linear", lambda z: z),
    Misconception("relu-for-sigmoid", model=lambda network, x: reference.softmax(scores(network, x, relu))),
    *another_in_one_layer("relu-for-sigmoid", relu),
    Misconception(
        "bias-missing",
        when=lambda actual, network, x: any(
            np.allclose(actual, reference.predict(network | {name: 0 * network[name] for name in names}, x))
            for names in (["b1"], ["b2"], ["b3"], ["b1", "b2", "b3"])
        ),
    ),
    Misconception(
        "class-for-probabilities",
        when=lambda actual, network, x: np.array_equal(actual, reference.predict(network, x).argmax(axis=-1)),
        about_form=True,
    ),
]


def some_network(rng, hidden=(7, 6), classes=10, strength=1.0):
    """A network with 784 inputs whose hidden units are neither idle nor saturated."""
    sizes = [784, *hidden, classes]
    network = {}
    for i, (d, k) in enumerate(zip(sizes[:-1], sizes[1:], strict=True), 1):
        network[f"W{i}"] = rng.normal(0, strength * (2.5 if i > 1 else 0.06), (d, k))
        network[f"b{i}"] = rng.normal(0, 1, k)
    return network


@exercise("predict", weight=3)
def test_predict_batch(student, rng):
    for n, hidden, classes in [(5, (7, 6), 10), (10, (10, 10), 10), (1, (3, 8), 10)]:
        network, x = some_network(rng, hidden, classes), rng.random((n, 784))
        check(student.predict(network, x), reference.predict(network, x), TOL, PREDICT, args=(network, x))


@exercise("predict", weight=2)
def test_predict_one_image(student, rng):
    network, x = some_network(rng), rng.random(784)
    check(student.predict(network, x), reference.predict(network, x), TOL, PREDICT, args=(network, x))


@exercise("predict", weight=2, needs=test_predict_batch)
def test_predict_trained_network(student):
    network = dict(dataset("mnist_network"))
    x = dataset("mnist_small")["x_train_flat"][::400]
    expected = reference.predict({name: value.astype(float) for name, value in network.items()}, x.astype(float))
    check(student.predict(network, x), expected, TRAINED, PREDICT, args=(network, x))


@exercise("predict", weight=1, needs=test_predict_batch)
def test_predict_keeps_its_arguments(student, rng):
    check_unchanged(student.predict.observe(some_network(rng), rng.random((3, 784))))


# ------------------------------------------------------------------------------------------------ accuracy


def hits(network, x, t):
    """Which answers are right: (n,) bools."""
    return reference.predict(network, x).argmax(axis=1) == t


def batches(values, batch_size):
    return [values[i : i + batch_size] for i in range(0, len(values), batch_size)]


def one_batch_only(which, divided_by):
    """The right answers of one batch, as a share of all images or of those of the batch."""

    def model(network, x, t, batch_size=100):
        part = batches(hits(network, x, t), batch_size)[which]
        return part.sum() / len(divided_by(x, part))

    return Misconception("first-batch-only", model=model)


ACCURACY = [
    Misconception(
        "last-batch-lost",
        when=lambda actual, network, x, t, batch_size=100: any(
            np.isclose(actual, hits(network, x, t)[: (len(x) - 1) // batch_size * batch_size].sum() / m)
            for m in (len(x), max((len(x) - 1) // batch_size * batch_size, 1))
        ),
    ),
    Misconception(
        "mean-of-batches",
        model=lambda network, x, t, batch_size=100: np.mean(
            [part.mean() for part in batches(hits(network, x, t), batch_size)]
        ),
    ),
    Misconception(
        "full-batches-assumed",
        when=lambda actual, network, x, t, batch_size=100: np.isclose(
            actual, hits(network, x, t).sum() / (-(-len(x) // batch_size) * batch_size)
        ),
    ),
    Misconception(
        "count-for-share",
        when=lambda actual, network, x, t, *_: any(
            np.isclose(actual, factor * hits(network, x, t).mean()) for factor in (len(x), 100)
        ),
    ),
    Misconception("share-is-zero", when=lambda actual, *_: actual == 0 and isinstance(actual, (int, np.integer))),
    Misconception("error-for-accuracy", model=lambda network, x, t, *_: 1 - hits(network, x, t).mean()),
    Misconception(
        "one-label-a-batch",
        model=lambda network, x, t, batch_size=100: np.mean(
            reference.predict(network, x).argmax(axis=1) == t[np.arange(len(x)) // batch_size * batch_size]
        ),
    ),
    *(one_batch_only(which, divided_by) for which in (0, -1) for divided_by in (lambda x, _: x, lambda _, part: part)),
    Misconception("share-above-one", when=lambda actual, *_: actual > 1, broad=True),
]


def labelled(rng, n, wrong):
    """A network, images, and labels that are its own answers but for the images in `wrong`."""
    network = some_network(rng, strength=1.6)
    x = rng.random((n, 784)) * rng.integers(0, 2, (n, 784))
    network["b3"] -= np.log(reference.predict(network, x)).mean(axis=0)  # else nearly all answers are one class
    y = np.sort(reference.predict(network, x), axis=1)
    clear = y[:, -1] - y[:, -2] > 1e-4  # an answer that hangs on rounding is nobody's mistake
    x[~clear] = x[clear][0]
    t = reference.predict(network, x).argmax(axis=1)
    t[wrong] = (t[wrong] + 1 + rng.integers(0, 8, len(t[wrong]))) % 10
    return network, x, t


@exercise("accuracy", weight=2, builds_on=["predict"])
def test_accuracy_values(student, rng):
    # Right answers in every batch, as many as make each mistake come to another share.
    for n, wrong, batch_size in [(36, [3, 12, 13, 14, 24], 12), (10, slice(0, 1), 10), (6, slice(2, 4), 1)]:
        args = (*labelled(rng, n, wrong), batch_size)
        check(student.accuracy(*args), reference.accuracy(*args), TOL, ACCURACY, args=args)


@exercise("accuracy", weight=3, needs=test_accuracy_values, builds_on=["predict"])
def test_accuracy_short_batch(student, rng):
    for n, wrong, batch_size in [
        (11, [0, 1, 8, 9], 4),
        (11, [0, 9], 3),
        (7, [5], 50),
        (5, [1], 4),
    ]:
        args = (*labelled(rng, n, wrong), batch_size)
        check(student.accuracy(*args), reference.accuracy(*args), TOL, ACCURACY, args=args)


@exercise("accuracy", weight=1, needs=test_accuracy_values, builds_on=["predict"])
def test_accuracy_any_batch_size(student, rng):
    network, x, t = labelled(rng, 130, slice(90, 125))
    for batch_size in (7, 64, 129, 130, 131):
        args = (network, x, t.astype(np.uint8), batch_size)
        check(student.accuracy(*args[:3], batch_size=batch_size), 95 / 130, TOL, ACCURACY, args=args)
    check(student.accuracy(network, x, t), 95 / 130, TOL, ACCURACY, args=(network, x, t))


MANY = 9_000  # hidden units: for 4,000 images at a time their outputs take 275 MiB, three times over in a sigmoid
ALL_AT_ONCE = Misconception("all-at-once", raises="MemoryError", match="^Unable to allocate")


@exercise("accuracy", weight=1, needs=test_accuracy_values, misconceptions=[ALL_AT_ONCE], call_s=8)
def test_accuracy_in_batches(student):
    sizes = [784, 2, MANY, 10]
    network = {f"W{i}": np.zeros(sizes[i - 1 : i + 1]) for i in (1, 2, 3)}
    network |= {f"b{i}": np.zeros(sizes[i]) for i in (1, 2)} | {"b3": np.eye(10)[4]}  # whatever the image, it says 4
    t = dataset("mnist_small")["t_train"].astype(int)
    check(student.accuracy(network, Shared("mnist_small/x_train_flat"), t), np.mean(t == 4), TOL)


@exercise("accuracy", weight=1, needs=test_accuracy_values)
def test_accuracy_keeps_its_arguments(student, rng):
    check_unchanged(student.accuracy.observe(*labelled(rng, 7, slice(1, 2)), 3))


# ------------------------------------------------------------------------------------------------ confusion_matrix


def once_each(true, predicted, classes=10):
    counts = np.zeros((classes, classes), dtype=int)
    counts[true, predicted] += 1
    return counts


CONFUSION = [
    Misconception(
        "confusion-turned",
        model=lambda true, predicted, classes=10: reference.confusion_matrix(predicted, true, classes),
    ),
    Misconception(
        "first-pair-only",
        when=lambda actual, true, predicted, classes=10: (
            len(true) > 1 and actual.sum() == 1 and actual[true[0], predicted[0]] == 1
        ),
    ),
    Misconception(
        "rows-alike",
        model=lambda true, predicted, classes=10: np.tile(np.bincount(predicted, minlength=classes), (classes, 1)),
    ),
    Misconception("confusion-shares", when=lambda actual, *_: not np.array_equal(actual, np.round(actual))),
    Misconception("repeated-pairs-once", model=once_each),
    Misconception(
        "image-left-out",
        when=lambda actual, true, predicted, classes=10: any(
            np.array_equal(actual, reference.confusion_matrix(true[part], predicted[part], classes))
            for part in (np.s_[:-1], np.s_[1:])
        ),
    ),
    Misconception(
        "counts-in-a-byte",
        model=lambda true, predicted, classes=10: reference.confusion_matrix(true, predicted, classes) % 256,
    ),
    Misconception(
        "errors-only",
        when=lambda actual, true, predicted, classes=10: any(
            np.array_equal(actual, right * part)
            for right in [reference.confusion_matrix(true, predicted, classes)]
            for part in (np.eye(classes), 1 - np.eye(classes))
        ),
    ),
    Misconception(
        "confusion-size",
        when=lambda actual, true, predicted, classes=10: (
            np.ndim(actual) == 2 and np.shape(actual) not in ((classes, classes), (10, 10))
        ),
        about_form=True,
    ),
    Misconception(
        "confusion-size",
        hint="confusion-always-ten",
        when=lambda actual, true, predicted, classes=10: classes != 10 and np.shape(actual) == (10, 10),
        about_form=True,
    ),
]
NOT_WHOLE = Misconception(
    "counts-not-integers", when=lambda actual, *_: np.asarray(actual).dtype.kind not in "iu", about_form=True
)
CONFUSION_CASES = [
    # neither the first nor the last pair is there twice, and no row or column holds one kind of pair only
    Case("worked", np.array([7, 1, 2, 1, 3, 4, 1, 0]), np.array([7, 1, 2, 1, 5, 9, 5, 0])),
    Case("nines-and-fours", np.array([4, 4, 9, 4, 9, 4, 0]), np.array([9, 4, 9, 9, 4, 9, 0])),
    Case("one-image", np.array([9]), np.array([0])),
    Case(
        "more-than-a-byte-counts", np.repeat([3, 8, 5], [300, 270, 4]), np.repeat([3, 5, 8], [300, 270, 4]), secret=True
    ),
]


@exercise("confusion_matrix", weight=3)
@table(CONFUSION_CASES)
def test_confusion_values(student, case):
    expected = case.expect(reference.confusion_matrix)
    check(student.confusion_matrix(*case.args), expected, EXACT, CONFUSION, args=case.args)


@exercise("confusion_matrix", weight=2, needs=test_confusion_values)
def test_confusion_classes(student, rng):
    for classes, n in [(10, 500), (3, 40), (12, 9)]:
        args = (rng.integers(0, min(classes, 10), n), rng.integers(0, min(classes, 9), n), classes)
        check(student.confusion_matrix(*args), reference.confusion_matrix(*args), EXACT, CONFUSION, args=args)
    true, predicted = rng.integers(0, 4, (2, 30))
    expected = reference.confusion_matrix(true, predicted, 4)
    check(student.confusion_matrix(true, predicted, classes=4), expected, EXACT, CONFUSION, args=(true, predicted, 4))


@exercise("confusion_matrix", weight=1, needs=test_confusion_values)
def test_confusion_gives_integers(student, rng):
    args = tuple(rng.integers(0, 10, (2, 20)))
    check(student.confusion_matrix(*args), reference.confusion_matrix(*args), EXACT, [NOT_WHOLE], args=args, kind="int")


@exercise("confusion_matrix", weight=1, needs=test_confusion_values)
def test_confusion_keeps_its_arguments(student, rng):
    check_unchanged(student.confusion_matrix.observe(*rng.integers(0, 10, (2, 12))))


# ------------------------------------------------------------------------------------------------ plot_history

TRAIN_ACC, TEST_ACC = [0.11, 0.62, 0.58, 0.93, 0.90], [0.10, 0.55, 0.60, 0.79, 0.72]  # neither is in order


def first_epoch(figure):
    """The number of the first epoch: both are right, and a line of the figure says which it is."""
    return float(any(line.x.size and line.x[0] == 1.0 for line in figure.lines))


EVERYBODYS_TRAIN, EVERYBODYS_TEST = [0.2, 0.6, 0.8], [0.2, 0.5, 0.7]
FIGURES = {
    "plot_history": Shown(
        lambda plot_history: plot_history([*EVERYBODYS_TRAIN], [*EVERYBODYS_TEST]),
        lambda figure: tuple(
            right_line(np.arange(3) + first_epoch(figure), heights) for heights in (EVERYBODYS_TRAIN, EVERYBODYS_TEST)
        ),
    )
}
LINES = [Misconception("curves-exchanged", when=lambda actual, exchanged: exchanged)]
LABELS = ("train acc", "test acc")


def curve(figure, label, heights):
    """The line of these heights, whatever it is called, else the one of that label."""
    return next((line for line in figure.lines if np.array_equal(line.y, heights)), None) or figure.line(label)


def check_lines(figure, train, test):
    """Both curves, over epochs that begin with 0 or 1."""
    lines = [curve(figure, label, own) for label, own in zip(LABELS, (train, test), strict=True)]
    for line, own, label in zip(lines, (train, test), LABELS, strict=True):
        steps = line.x - np.arange(len(own)) if len(line.x) == len(own) else np.zeros(1)
        require(
            np.all(np.isin(steps, [0.0, 1.0])) and np.ptp(steps) == 0,
            f"'{label}' is drawn over {line.x}, expected epochs 0, 1, 2... or 1, 2, 3...",
            "one-point-an-epoch",
            "x-is-not-the-epoch",
        )
        check(line.y, np.array(own), TOL)
    starts = [float(line.x[0]) for line in lines]
    require(starts[0] == starts[1], f"the lines begin at {starts}", "one-point-an-epoch", "x-is-not-the-epoch")


@exercise("plot_history", weight=2, secret=False)
def test_plot_lines(student):
    check_lines(expect_figure(student.plot_history(TRAIN_ACC, TEST_ACC)), TRAIN_ACC, TEST_ACC)


@exercise("plot_history", weight=2, needs=test_plot_lines, secret=False)
def test_plot_labels(student):
    figure = expect_figure(student.plot_history(TRAIN_ACC, TEST_ACC))
    lines = [figure.line(label) for label in LABELS]
    exchanged = all(np.array_equal(line.y, other) for line, other in zip(lines, (TEST_ACC, TRAIN_ACC), strict=True))
    for line, own in zip(lines, (TRAIN_ACC, TEST_ACC), strict=True):
        check(line.y, np.array(own), TOL, LINES, args=(exchanged,))


@exercise("plot_history", weight=1, needs=test_plot_lines)
def test_plot_legend(student):
    figure = expect_figure(student.plot_history(TRAIN_ACC, TEST_ACC))
    shown = set(figure.legends)
    names = {line.label for line in figure.lines if not line.label.startswith("_")}  # others are charged above
    legend = set(LABELS) <= shown or (len(names) > 1 and names <= shown)
    require(legend, f"the legends show {sorted(shown)}", misconception="no-legend")


@exercise("plot_history", weight=1, needs=test_plot_lines)
def test_plot_is_new(student):
    first = expect_figure(student.plot_history(TRAIN_ACC, TEST_ACC))
    observed = student.plot_history.observe(TRAIN_ACC[:3], TEST_ACC[1:4])
    second = expect_figure(observed.value)
    require(first.identity != second.identity, "two calls returned the same Figure", misconception="same-figure")
    check_lines(second, TRAIN_ACC[:3], TEST_ACC[1:4])
    check_unchanged(observed)


# ---------------------------------------------------------------- a picture, of answers that everybody may see

TRUTH = np.repeat(np.arange(10), [5, 6, 5, 6, 5, 6, 5, 6, 5, 6])
ANSWERS = TRUTH.copy()
ANSWERS[[0, 12, 18, 23, 24, 30, 40, 41, 46, 51]] = [6, 7, 5, 9, 9, 3, 9, 9, 3, 4]
PICTURES = {
    "confusion_matrix": Picture(
        LayerKind.IMAGE,
        lambda notebook: expect_array(notebook.confusion_matrix(TRUTH.copy(), ANSWERS.copy())),
        (("answer", "truth"),),
    )
}
