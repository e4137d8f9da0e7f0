"""Hidden suite of 08_xor_mlp: the lecture's network and what can be asked of it, without training.

Parameters are W1 (2, h), B1 (h,), W2 (h, 1), B2 (1,), drawn at random with h = 2, 3, 5: a transposed W1 goes through
without an error for h = 2 only, so each width finds other mistakes.
"""

from functools import partial
from operator import setitem

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Shown,
    Tolerance,
    attempt,
    check,
    check_unchanged,
    either,
    exercise,
    expect_dict,
    expect_figure,
    fail,
    load_reference,
    pure,
    require,
    right_line,
    table,
)

TOL = Tolerance(why="float64 loses 1e-15 in a forward pass; the mildest wrong one is off by 1e-3")
FIGURE = Tolerance(rtol=0.0, atol=1e-8, why="the lecture prints the untrained outputs to eight decimals, rounded")

reference = load_reference(__file__)
CORNERS, XOR = reference.X, reference.T
squash, lecture_params = reference.sigmoid, reference.init_params


def draw_params(rng, width, scale=1.5):
    shapes = {"W1": (2, width), "B1": (width,), "W2": (width, 1), "B2": (1,)}
    return {name: scale * rng.normal(size=shape) for name, shape in shapes.items()}


# ------------------------------------------------------------------------------------------------ init_params


def weights_read(got):
    """Whether W1 is as it should be: then the form of the others is a mistake of its own."""
    return type(got["W1"]) is np.ndarray and np.array_equal(got["W1"], lecture_params()["W1"])


INIT = [
    Misconception("weights-read-down", model=lambda: lecture_params() | {"W1": lecture_params()["W1"].T}),
    Misconception(
        "column-flattened", when=lambda got: weights_read(got) and np.shape(got["W2"]) == (2,), about_form=True
    ),
    Misconception(
        "bias-shape",
        when=lambda got: (
            weights_read(got) and any(got[name] is not None and np.ndim(got[name]) != 1 for name in ("B1", "B2"))
        ),
        about_form=True,
    ),
]


@exercise("init_params", weight=2)
def test_init_values(student):
    check(student.init_params(), lecture_params(), TOL, INIT)


@exercise("init_params", weight=1, needs=test_init_values)
def test_init_is_fresh(student):
    for name in lecture_params():
        attempt(setitem, student.init_params.keep().item(name), ..., -7.0)  # a list cannot be filled so
        student.init_params.keep()[name] = None
        again = expect_dict(student.init_params(), lecture_params())
        shared = Misconception(
            "arrays-shared", when=lambda got: got is None or np.any(np.asarray(got) == -7.0), about_form=True
        )
        check(again[name], lecture_params()[name], TOL, [shared])


# ------------------------------------------------------------------------------------------------ predict


def forward(params, x, *, hidden=squash, out=squash, b1=1, b2=1):
    """The forward pass with one step changed."""
    return out(hidden(x @ params["W1"] + b1 * params["B1"]) @ params["W2"] + b2 * params["B2"])


def late_bias(params, x, *, hidden=False):
    """The forward pass with the biases of both layers, or of the hidden one alone, added after the sigmoid."""
    between = squash(x @ params["W1"]) + params["B1"]
    return squash(between @ params["W2"] + params["B2"]) if hidden else squash(between @ params["W2"]) + params["B2"]


def same(z):
    return z


def two_units(params):
    """The first two hidden units alone."""
    return {"W1": params["W1"][:, :2], "B1": params["B1"][:2], "W2": params["W2"][:2], "B2": params["B2"]}


PREDICT = [
    Misconception("hidden-not-activated", model=lambda params, x: forward(params, x, hidden=same)),
    Misconception("output-not-activated", model=lambda params, x: forward(params, x, out=same)),
    Misconception(
        "bias-forgotten",
        when=lambda got, params, x: any(
            np.allclose(got, forward(params, x, b1=b1, b2=b2)) for b1, b2 in ((0, 1), (1, 0), (0, 0))
        ),
    ),
    Misconception("weights-read-down", model=lambda params, x: forward(params | {"W1": params["W1"].T}, x)),
    Misconception("classes-for-outputs", model=lambda params, x: (forward(params, x) >= 0.5) * 1.0),
    Misconception(
        "bias-after-the-sigmoid",
        when=lambda got, params, x: any(
            np.allclose(got, wrong) for wrong in (late_bias(params, x), late_bias(params, x, hidden=True))
        ),
    ),
    Misconception("tanh-for-sigmoid", model=lambda params, x: forward(params, x, hidden=np.tanh)),
    Misconception("tanh-for-sigmoid", model=lambda params, x: forward(params, x, hidden=np.tanh, out=np.tanh)),
    Misconception("inputs-ignored", model=lambda params, x: forward(params, CORNERS), about_form=True),
    Misconception("params-ignored", model=lambda params, x: forward(lecture_params(), x)),
    Misconception("width-fixed", model=lambda params, x: forward(two_units(params), x)),
    Misconception(
        "outputs-flattened",
        when=lambda got, params, x: got.shape == (len(x),) and np.allclose(got, forward(params, x).ravel()),
        about_form=True,
    ),
    Misconception(
        "hidden-returned",
        when=lambda got, params, x: any(
            np.shape(part) == (len(x), len(params["B1"])) and np.allclose(part, squash(x @ params["W1"] + params["B1"]))
            for part in (got if type(got) in (tuple, list) else [got])
        ),
        about_form=True,
    ),
]


@exercise("predict", weight=2)
def test_predict_values(student, rng):
    for width, n in [(2, 4), (3, 5), (5, 2)]:
        args = draw_params(rng, width), rng.normal(size=(n, 2))
        check(student.predict(*args), forward(*args), TOL, PREDICT, args=args)


@exercise("predict", weight=1, needs=test_predict_values)
def test_predict_lecture(student):
    untrained = np.array([[0.70938314], [0.72844306], [0.71791234], [0.73598705]])
    check(student.predict(lecture_params(), CORNERS), untrained, FIGURE, PREDICT, args=(lecture_params(), CORNERS))
    check(student.predict(lecture_params(), CORNERS[:1]), untrained[:1], FIGURE)


@exercise("predict", weight=0.5, needs=test_predict_values)
def test_predict_keeps_its_arguments(student, rng):
    check_unchanged(student.predict.observe(draw_params(rng, 3), rng.normal(size=(4, 2))))


# ------------------------------------------------------------------------------------------------ total_loss


def half_square(params, X, T):
    return float(np.sum((forward(params, X) - T) ** 2) / 2)


LOSS = [
    Misconception(
        "mean-for-sum",
        when=lambda got, *args: any(np.isclose(got, share * half_square(*args) / len(args[1])) for share in (1, 2)),
    ),
    Misconception("half-forgotten", model=lambda *args: 2 * half_square(*args)),
    Misconception("half-twice", model=lambda *args: half_square(*args) / 2),
    *(
        Misconception("one-sample-only", model=lambda params, X, T, row=row: half_square(params, X[row], T[row]))
        for row in (slice(0, 1), slice(-1, None))
    ),
    Misconception(
        "absolute-for-square",
        when=lambda got, params, X, T: any(
            np.isclose(abs(got), share * wrong)
            for share in (1, 0.5)
            for wrong in (np.sum(np.abs(forward(params, X) - T)), abs(np.sum(forward(params, X) - T)))
        ),
    ),
    Misconception("parentheses-left-out", model=lambda params, X, T: float(np.sum(T - forward(params, X) ** 2) / 2)),
    Misconception("parentheses-left-out", model=lambda params, X, T: float(np.sum(forward(params, X) - T**2) / 2)),
    Misconception(
        "root-taken",
        when=lambda got, *args: any(
            np.isclose(got, share * np.sqrt(2 * half_square(*args))) for share in (1, 0.5**0.5, 0.5)
        ),
    ),
    Misconception("broadcast", model=lambda params, X, T: float(np.sum((forward(params, X) - T.ravel()) ** 2) / 2)),
    Misconception("squared-sum", model=lambda params, X, T: float(np.sum(forward(params, X) - T) ** 2 / 2)),
    Misconception("whole-division", when=lambda got, *_: isinstance(got, float) and got == 0),
]


def check_loss(student, *args):
    check(student.total_loss(*args), half_square(*args), TOL, LOSS, args=args)


@exercise("total_loss", weight=1.5, builds_on=("predict",))
def test_loss_values(student, rng):
    """A loop that always counts to four is charged in the next test: it is asked for four samples."""
    for width, n in [(2, 3), (3, 6), (5, 1)]:  # three first: of four, the mean is as large as a fourth of the sum
        params, inputs, targets = draw_params(rng, width), rng.normal(size=(6, 2)), rng.uniform(size=(6, 1))
        counts = (n, 4)
        either(*(partial(check_loss, student, params, inputs[:count], targets[:count]) for count in counts))
    args = lecture_params(), CORNERS, XOR
    check(student.total_loss(*args), 0.5991089945685536, TOL, LOSS, args=args)


@exercise("total_loss", weight=0.5, builds_on=("predict",))
def test_loss_of_any_number_of_samples(student, rng):
    for n in (3, 6, 1):
        check_loss(student, draw_params(rng, 3), rng.normal(size=(n, 2)), rng.uniform(size=(n, 1)))


@exercise("total_loss", weight=0.5, needs=test_loss_values, builds_on=("predict",))
def test_loss_keeps_its_arguments(student, rng):
    check_unchanged(student.total_loss.observe(draw_params(rng, 3), rng.normal(size=(4, 2)), rng.uniform(size=(4, 1))))


# ------------------------------------------------------------------------------------------------ classify


def decided(rng, width, n):
    """Parameters and inputs with outputs on both sides of 0.5, none of them within 0.01."""
    while True:
        params, X = draw_params(rng, width), rng.normal(size=(n, 2))
        out = forward(params, X)
        if np.abs(out - 0.5).min() > 0.01 and (n == 1 or out.min() < 0.5 < out.max()):
            return params, X


CLASSES = [
    Misconception("outputs-for-classes", when=lambda got, *args: np.allclose(np.ravel(got), forward(*args).ravel())),
    Misconception(
        "classes-in-a-column",
        when=lambda got, *args: (
            np.array_equal(np.ravel(got), forward(*args).ravel() >= 0.5) and got.shape == (len(args[1]), 1)
        ),
        about_form=True,
    ),
    Misconception(
        "classes-reversed", when=lambda got, *args: np.array_equal(np.ravel(got), forward(*args).ravel() < 0.5)
    ),
    Misconception("threshold-at-zero", when=lambda got, *args: np.all(got == 1)),
    Misconception("nothing-above-threshold", when=lambda got, *args: np.all(got == 0)),
]
NOT_INTEGER = Misconception(
    "classes-not-integers", when=lambda got, *args: np.asarray(got).dtype.kind not in "iu", about_form=True
)
ABOVE_HALF = Misconception("half-is-zero", when=lambda got, *args: np.all(np.asarray(got) == 0))


@exercise("classify", weight=2, builds_on=("predict",))
def test_classes(student, rng):
    for width, n in [(2, 5), (3, 8), (5, 2)]:
        args = decided(rng, width, n)
        expected = (forward(*args)[:, 0] >= 0.5).astype(int)
        check(student.classify(*args), expected, EXACT, CLASSES, args=args)


@exercise("classify", weight=1, needs=test_classes, builds_on=("predict",))
def test_classes_are_integers(student, rng):
    for n in (6, 1):
        args = decided(rng, 3, n)
        expected = (forward(*args)[:, 0] >= 0.5).astype(int)
        check(student.classify(*args), expected, EXACT, [NOT_INTEGER], args=args, kind="int")


@exercise("classify", weight=1, needs=test_classes, builds_on=("predict",))
def test_half_is_one(student):
    zeros = {name: np.zeros_like(value) for name, value in lecture_params().items()}
    check(student.classify(zeros, CORNERS), np.ones(4), EXACT, [ABOVE_HALF], args=(zeros, CORNERS))


@exercise("classify", weight=0.5, needs=test_classes, builds_on=("predict",))
def test_classify_keeps_its_arguments(student, rng):
    check_unchanged(student.classify.observe(*decided(rng, 3, 4)))


# ------------------------------------------------------------------------------------------------ decision_grid


def outputs_over(params, n, *, step=None, whole=False):
    """Rows x2, columns x1; `whole`: the coordinates are cut to whole numbers."""
    side = np.arange(n) * (1 / (n - 1) if step is None else step)
    side = np.floor(side) if whole else side
    x1, x2 = np.meshgrid(side, side)
    return forward(params, np.stack([x1.ravel(), x2.ravel()], axis=1)).reshape(n, n)


def straddling(rng, width, n):
    """Parameters whose map of the square has both classes."""
    while True:
        params = draw_params(rng, width)
        out = outputs_over(params, n)
        if out.min() < 0.5 < out.max():
            return params


GRID = [
    Misconception("grid-transposed", model=lambda params, n: outputs_over(params, n).T),
    Misconception(
        "grid-upside-down",
        when=lambda got, *args: any(
            np.allclose(got, np.flip(outputs_over(*args), axis=axis)) for axis in (0, 1, (0, 1))
        ),
    ),
    Misconception(
        "grid-spacing",
        when=lambda got, params, n: any(
            np.allclose(got, outputs_over(params, n, step=step)) for step in (1 / n, 1 / (n + 1), 1)
        ),
    ),
    Misconception(
        "grid-of-classes",
        when=lambda got, *args: (
            np.any(got) and np.array_equal(np.asarray(got, dtype=float), outputs_over(*args) >= 0.5)
        ),
    ),
    Misconception("grid-of-integers", when=lambda got, *args: got.dtype.kind in "iu" and not np.any(got)),
    Misconception("grid-whole-division", model=lambda params, n: outputs_over(params, n, whole=True)),
    Misconception(
        "grid-not-square",
        when=lambda got, params, n: (
            got.shape in ((n * n,), (n * n, 1)) and np.allclose(got.ravel(), outputs_over(params, n).ravel())
        ),
        about_form=True,
    ),
]


@exercise("decision_grid", weight=2, builds_on=("predict",))
def test_grid_values(student, rng):
    for width, n in [(3, 5), (2, 4), (5, 9)]:
        args = straddling(rng, width, n), n
        check(student.decision_grid(*args), outputs_over(*args), TOL, GRID, args=args)


@exercise("decision_grid", weight=1, needs=test_grid_values, builds_on=("predict",))
def test_grid_corners(student):
    params = lecture_params()
    expected = np.array([[0.70938314, 0.71791234], [0.72844306, 0.73598705]])  # the lecture's, (0, 1) is x2 = 1
    check(student.decision_grid(params, 2), expected, FIGURE, GRID, args=(params, 2))
    check(pure(student.decision_grid, params, 3), outputs_over(params, 3), TOL)


# ------------------------------------------------------------------------------------------------ plot_loss


def first_epoch(figure):
    """The number of the first epoch: both are right, and a line of the figure says which it is."""
    return float(any(line.x.size and line.x[0] == 1.0 for line in figure.lines))


EVERYBODYS_LOSSES = np.array([0.6, 0.4, 0.3, 0.1])
FIGURES = {
    "plot_loss": Shown(
        lambda plot_loss: plot_loss(EVERYBODYS_LOSSES.copy()),
        lambda figure: (right_line(np.arange(4) + first_epoch(figure), EVERYBODYS_LOSSES),),
    )
}


def close(values, expected):
    return values.shape == expected.shape and np.allclose(values, expected, rtol=1e-6, atol=1e-8)


def curve(figure, losses):
    """The axes that hold the curve; fails if there is none."""
    for axes in figure.axes:
        for line in axes.lines:
            if close(line.y, losses):
                first = line.x[0] if len(line.x) else -1.0
                # The first epoch may be called 0 or 1.
                counted = first in (0.0, 1.0) and close(line.x, first + np.arange(len(losses)))
                require(counted, f"the curve is drawn over {line.x[:3]}...", "not-epochs", "not-over-epochs")
                return axes
    if any(close(line.x, losses) for line in figure.lines):
        fail("the losses are the x of a line", misconception="axes-swapped")
    return fail("no line has the losses as its y", misconception="no-curve")


LOSS_WORDS, EPOCH_WORDS = ("loss", "error", "손실", "오차"), ("epoch", "에포크", "에폭")


def says(label, words):
    return any(word in label.lower() for word in words)


@exercise("plot_loss", weight=2)
@table([Case("falling", 12), Case("one-epoch", 1), Case("longer", 57), Case("restless", 20)])
def test_plot_curve(student, rng, case):
    losses = rng.uniform(0.01, 0.6, case.args[0])
    if case.name != "restless":  # whoever sorts the losses draws a falling curve rightly
        losses = np.sort(losses)[::-1].copy()
    axes = curve(expect_figure(student.plot_loss(losses)), losses)
    require(axes.xlabel.strip() and axes.ylabel.strip(), "an axis has no label", "no-labels", "no-axis-labels")
    of_losses, of_epochs = says(axes.xlabel, LOSS_WORDS), says(axes.ylabel, EPOCH_WORDS)
    exchanged = of_losses and of_epochs and not says(axes.xlabel, EPOCH_WORDS) and not says(axes.ylabel, LOSS_WORDS)
    require(not exchanged, "the labels are exchanged", misconception="labels-exchanged")


@exercise("plot_loss", weight=1, needs=test_plot_curve)
def test_plot_is_a_new_figure(student):
    first = expect_figure(pure(student.plot_loss, np.array([0.6, 0.5, 0.5, 0.3])))
    losses = np.array([0.9, 0.7, 0.2])
    second = expect_figure(student.plot_loss(losses))
    require(first.identity != second.identity, "two calls returned one figure", misconception="same-figure")
    curve(second, losses)
    require(len(first.lines) == len(second.lines), "lines pile up", misconception="same-figure")
