"""Hidden suite of 02_activations: maxout, softmax, plot_activations, collapse_linear.

Square shapes stand beside oblong ones: with n = k a wrong axis, a lost axis or a wrong order raises nothing.
"""

from itertools import pairwise

import numpy as np

from autograder.suite import (
    Misconception,
    Shown,
    Tolerance,
    check,
    check_pure,
    check_unchanged,
    either,
    exercise,
    expect_array,
    expect_figure,
    expect_tuple,
    load_reference,
    passes,
    require,
    right_line,
)

reference = load_reference(__file__)

TOL = Tolerance(why="the course's accuracy: right formulas lose 1e-12, the mildest wrong one 1e-3")


# ------------------------------------------------------------------------------------------------ maxout


def pieces(x, W1, b1, W2, b2):
    """The two linear pieces of a maxout layer, (n, k) each."""
    return x @ W1 + b1, x @ W2 + b2


MAXOUT_NO_BIAS = Misconception("maxout-no-bias", model=lambda x, W1, b1, W2, b2: np.maximum(x @ W1, x @ W2))
MAXOUT_MINIMUM = Misconception("maxout-minimum", model=lambda *args: np.minimum(*pieces(*args)))
MAXOUT_SUM = Misconception("maxout-sum", model=lambda *args: sum(pieces(*args)))
MAXOUT_COLLAPSED = Misconception(
    "maxout-collapsed",
    when=lambda actual, *args: any(
        np.shape(actual) == np.shape(wrong) and np.allclose(actual, wrong)
        for wrong in (np.max(pieces(*args), axis=axes) for axes in ((0, 1), (0, 2), (0, 1, 2), 1, 2))
    ),
    about_form=True,
)
MAXOUT_WHOLE_PIECE = Misconception(
    "maxout-whole-piece",
    when=lambda actual, *args: any(np.allclose(actual, piece) for piece in pieces(*args)),
)
MAXOUT_ONE_BIAS = Misconception(
    "maxout-one-bias",
    when=lambda actual, x, W1, b1, W2, b2: any(
        np.allclose(actual, np.maximum(x @ W1 + b, x @ W2 + b)) for b in (b1, b2)
    ),
)
MAXOUT = [MAXOUT_COLLAPSED, MAXOUT_NO_BIAS, MAXOUT_MINIMUM, MAXOUT_SUM, MAXOUT_WHOLE_PIECE, MAXOUT_ONE_BIAS]


def maxout_arguments(rng, n, d, k):
    """x (n, d) and two pieces (d, k), (k,)."""
    return tuple(rng.normal(size=shape) for shape in [(n, d), (d, k), (k,), (d, k), (k,)])


@exercise("maxout", weight=2)
def test_maxout_values(student, rng):
    # with n = k a bias added along the wrong axis still broadcasts, with d = k transposed weights still fit
    for n, d, k in [(5, 3, 4), (4, 2, 4), (6, 4, 1), (5, 3, 3)]:
        args = maxout_arguments(rng, n, d, k)
        check(student.maxout(*args), reference.maxout(*args), TOL, MAXOUT, args=args)


@exercise("maxout", weight=1, needs=test_maxout_values)
def test_maxout_contains_relu(student, rng):
    x, identity, zero = rng.normal(size=(4, 3)), np.eye(3), np.zeros(3)
    check(student.maxout(x, identity, zero, 0 * identity, zero), np.maximum(x, 0), TOL)
    check(student.maxout(x, 0.2 * identity, zero, identity, zero), np.maximum(0.2 * x, x), TOL)


@exercise("maxout", weight=0.5, needs=test_maxout_values)
def test_maxout_keeps_its_arguments(student, rng):
    check_pure(student.maxout, maxout_arguments(rng, 4, 3, 2))


# ------------------------------------------------------------------------------------------------ softmax


def softmax_along(a, axis):
    """Stable softmax with its sum over the given axis; None sums over everything."""
    powers = np.exp(a - np.max(a))
    return powers / np.sum(powers, axis=axis, keepdims=True)


def without_keepdims(a):
    """What comes out of a square batch if the row sums, or the row maxima, have lost their axis."""
    shifted = np.exp(a - np.max(a, axis=-1))
    stable = np.exp(a - np.max(a, axis=-1, keepdims=True))
    yield stable / np.sum(stable, axis=-1)
    yield np.exp(a) / np.sum(np.exp(a), axis=-1)
    yield shifted / np.sum(shifted, axis=-1, keepdims=True)
    yield shifted / np.sum(shifted, axis=-1)


SOFTMAX_NOT_FINITE = Misconception(
    "no-max-shift",
    when=lambda actual, *_: not np.all(np.isfinite(actual)),
    about_form=True,
)
SOFTMAX_SHARED_MAX = Misconception("shared-max", when=lambda actual, *_: not np.all(np.isfinite(actual)))
SOFTMAX_NO_EXP = Misconception("softmax-no-exp", model=lambda a: a / np.sum(a, axis=-1, keepdims=True))
SOFTMAX_NOT_NORMALISED = Misconception(
    "softmax-not-normalised",
    when=lambda actual, a: (
        np.all((actual > 0) & (actual < np.inf)) and np.allclose(actual / np.exp(a), actual[0] / np.exp(a[0]))
    ),
)
SOFTMAX_SIGMOID = Misconception("softmax-is-sigmoid", model=lambda a: 1 / (1 + np.exp(-a)))
SOFTMAX_WHOLE_BATCH = Misconception(
    "softmax-whole-batch",
    when=lambda actual, a: (
        len(a) > 1 and np.isclose(np.sum(actual), 1) and not np.allclose(np.sum(actual, axis=-1), 1 / len(a))
    ),
)
SOFTMAX_COLUMNS = Misconception("softmax-columns", model=lambda a: softmax_along(a, 0))
SOFTMAX_KEEPDIMS = Misconception(
    "softmax-keepdims",
    when=lambda actual, a: any(np.allclose(actual, wrong) for wrong in without_keepdims(a)),
)
SOFTMAX_KEEPDIMS_ERROR = Misconception(
    "softmax-keepdims",
    hint="softmax-keepdims-2",
    raises="ValueError",
    match=r"^operands could not be broadcast together with shapes \((\d+),\d+\) \(\1,\)",
)


@exercise("softmax", weight=2)
def test_softmax_one_sample(student, rng):
    for scores in [rng.uniform(-2, 2, 5), rng.uniform(-3, 3, 4)]:
        check(
            student.softmax(scores),
            reference.softmax(scores),
            TOL,
            [SOFTMAX_NO_EXP, SOFTMAX_SIGMOID, SOFTMAX_NOT_NORMALISED],
            args=(scores,),
        )
    lecture = np.array([0.3, 2.9, 4.0])
    check(student.softmax(lecture), np.array([0.01821127, 0.24519181, 0.73659691]), TOL, args=(lecture,))


@exercise("softmax", weight=3, misconceptions=[SOFTMAX_KEEPDIMS_ERROR])
def test_softmax_rows(student, rng):
    for shape in [(3, 3), (4, 3), (1, 4), (3, 1)]:  # square first: there a wrong axis or shape goes through silently
        a = rng.uniform(-2, 2, shape)
        check(
            student.softmax(a),
            reference.softmax(a),
            TOL,
            [SOFTMAX_WHOLE_BATCH, SOFTMAX_COLUMNS, SOFTMAX_KEEPDIMS],
            args=(a,),
        )


@exercise("softmax", weight=2)
def test_softmax_large_scores(student, rng):
    for scores in [1000 + rng.uniform(-2, 2, 3), np.array([1000.0, 1000.0]), np.array([1000.0, 0.0, -1000.0])]:
        either(  # one sample or a batch of one: tests of their own charge a softmax that takes only one of them
            *(
                lambda a=a: check(student.softmax(a), reference.softmax(a), TOL, [SOFTMAX_NOT_FINITE], args=(a,))
                for a in (scores, scores[None])
            )
        )


@exercise("softmax", weight=1, needs=[test_softmax_rows, test_softmax_large_scores])
def test_softmax_rows_of_different_size(student, rng):
    a = rng.uniform(-2, 2, (3, 4)) + np.array([[1000.0], [0.0], [-1000.0]])
    check(student.softmax(a), reference.softmax(a), TOL, [SOFTMAX_SHARED_MAX], args=(a,))


@exercise("softmax", weight=1, needs=test_softmax_rows)
def test_softmax_ignores_a_shift(student, rng):
    a = rng.uniform(-2, 2, (4, 3))
    shifted = a + rng.uniform(-50, 50, (4, 1))
    check(student.softmax(shifted), reference.softmax(a), TOL, args=(shifted,))


@exercise("softmax", weight=1)
def test_softmax_keeps_its_argument(student, rng):
    far = np.array([[1000.0, 999.0], [3.0, 1001.0]])
    one, rows = rng.uniform(-2, 2, 5), rng.uniform(-2, 2, (3, 4))
    either(*(lambda a=a: check(student.softmax(a), reference.softmax(a), TOL) for a in (one, rows)))  # not for zeros
    check_pure(student.softmax, (one,), (rows,), (far,))


# ------------------------------------------------------------------------------------------------ plot_activations

NAMES = ("step", "sigmoid", "tanh", "relu")


def values_of(name, x):
    """What the reference draws under that name, as floats."""
    return getattr(reference, name)(x).astype(float)


EVERYBODYS_X = np.linspace(-3.0, 3.0, 61)
FIGURES = {
    "plot_activations": Shown(
        lambda plot_activations: plot_activations(EVERYBODYS_X.copy()),
        lambda _: tuple(right_line(EVERYBODYS_X, getattr(reference, name)(EVERYBODYS_X)) for name in NAMES),
    )
}
LINES_SWAPPED = Misconception(
    "lines-swapped",
    when=lambda actual, x, name: any(np.allclose(actual, values_of(other, x)) for other in NAMES if other != name),
)


def drawn(student, rng):
    """x, and what plotting over it came to. Drawing takes longer than all else here, so it is done once for all tests."""

    def ask():
        x = np.linspace(-rng.uniform(3, 6), rng.uniform(3, 6), 41)
        return x, student.plot_activations.observe(x)

    return student.once("drawn", ask)


def check_line(student, rng, name):
    """The line of that name has its values, over x or over the positions that it has: those cost a test of their own."""
    x, observed = drawn(student, rng)
    line = expect_figure(observed.value).line(name)

    def elsewhere():
        curve = len(line.x) > 9 and line.x.min() < -1 and line.x.max() > 1
        require(curve, f"line {name!r} has {len(line.x)} points", misconception="other-positions")
        check(line.y, values_of(name, line.x), TOL)

    either(lambda: check(line.y, values_of(name, x), TOL, [LINES_SWAPPED], args=(x, name)), elsewhere)


@exercise("plot_activations", weight=1, builds_on=["step"])
def test_plot_step(student, rng):
    check_line(student, rng, "step")


@exercise("plot_activations", weight=1, builds_on=["sigmoid"])
def test_plot_sigmoid(student, rng):
    check_line(student, rng, "sigmoid")


@exercise("plot_activations", weight=1, builds_on=["tanh"])
def test_plot_tanh(student, rng):
    check_line(student, rng, "tanh")


@exercise("plot_activations", weight=1, builds_on=["relu"])
def test_plot_relu(student, rng):
    check_line(student, rng, "relu")


def some_right_line(student, rng):
    """Pass where one of the four lines is right: what is wrong with the others their own tests charge."""
    either(*(lambda name=name: check_line(student, rng, name) for name in NAMES))


@exercise("plot_activations", weight=1, builds_on=NAMES)
def test_plot_is_drawn_over_x(student, rng):
    some_right_line(student, rng)
    x, observed = drawn(student, rng)
    for line in (line for line in expect_figure(observed.value).lines if line.label in NAMES):
        over_x = line.x.shape == x.shape and np.allclose(line.x, x)
        require(over_x, f"line {line.label!r} is not drawn over x", misconception="other-positions")


@exercise("plot_activations", weight=1, builds_on=NAMES)
def test_plot_makes_a_new_figure(student, rng):
    some_right_line(student, rng)
    _, observed = drawn(student, rng)
    check_unchanged(observed)
    first = expect_figure(observed.value)
    second = expect_figure(student.plot_activations(np.linspace(-1, 1, 5)))
    fresh = first.identity != second.identity and len(first.lines) == len(second.lines)
    require(fresh, "two calls drew into one figure", misconception="same-figure")


# ------------------------------------------------------------------------------------------------ collapse_linear


def biases_added(weights, biases):
    """Right weights, but the biases are added up as they are."""
    return reference.collapse_linear(weights, biases)[0], sum(biases)


def only_last_bias(weights, biases):
    """Right weights, but the earlier biases are lost."""
    return reference.collapse_linear(weights, biases)[0], biases[-1]


def bias_of_two(weights, biases):
    """Right weights, but the bias is that of the last two layers: earlier ones passed one layer only."""
    return reference.collapse_linear(weights, biases)[0], reference.collapse_linear(weights[-2:], biases[-2:])[1]


def in_reverse(weights, biases):
    """The layers folded from the wrong end: W_n ... W_1."""
    return reference.collapse_linear(weights[::-1], biases[::-1])


def has_weights(wrong):
    """A predicate: the answer's W is that of a wrong computation."""
    return lambda actual, weights, biases: np.allclose(actual[0], wrong(weights, biases))


BIAS_NOT_PROPAGATED = Misconception("bias-not-propagated", model=biases_added)
BIAS_LOST = Misconception("bias-lost", model=only_last_bias)
WRONG_ORDER = Misconception(
    "collapse-order",
    when=has_weights(lambda weights, biases: in_reverse(weights, biases)[0]),
)
ELEMENTWISE = Misconception(
    "collapse-elementwise",
    when=has_weights(lambda weights, biases: np.prod(weights, axis=0)),
    about_form=True,
)
TWO_LAYERS_ONLY = Misconception(
    "collapse-two-only",
    when=has_weights(lambda weights, biases: weights[0] @ weights[1] if len(weights) > 1 else weights[0]),
)
BIAS_THROUGH_ITS_OWN = Misconception("bias-through-its-own", edit=("b @ W_next + b_next", "b @ W + b_next"))
BIAS_ONE_STEP = Misconception("bias-one-step", model=bias_of_two)


def linear_stack(rng, sizes):
    """Weights and biases of linear layers between the given numbers of units."""
    weights = [rng.normal(size=shape) for shape in pairwise(sizes)]
    return weights, [rng.normal(size=size) for size in sizes[1:]]


OF_TWO = [BIAS_NOT_PROPAGATED, BIAS_LOST, BIAS_THROUGH_ITS_OWN, WRONG_ORDER, ELEMENTWISE]
OF_MANY = [BIAS_ONE_STEP, TWO_LAYERS_ONLY]
TWO_LAYERS = [(3, 3, 3), (4, 4, 4)]  # all as wide: there a wrong order or a wrong sum goes through without an error
MANY_LAYERS = [(3, 3, 3, 3), (2, 2, 2, 2, 2, 2)]
OTHER_SIZES = [(2, 4, 3), (5, 2, 1), (2, 4, 3, 5), (3, 2, 4, 2, 3, 1)]


def check_collapsed(student, rng, all_sizes, part, known):
    """Pass where this one of W and b is right: the other costs a test of its own."""
    for sizes in all_sizes:
        stack = linear_stack(rng, sizes)
        came, right = student.collapse_linear(*stack), reference.collapse_linear(*stack)
        either(
            lambda: check(came, right, TOL, known, args=stack),  # noqa: B023
            lambda: check(expect_tuple(came, 2)[part], right[part], TOL),  # noqa: B023
        )


@exercise("collapse_linear", weight=1)
def test_collapse_two_layers(student, rng):
    check_collapsed(student, rng, TWO_LAYERS, 0, OF_TWO)


@exercise("collapse_linear", weight=1)
def test_collapse_two_biases(student, rng):
    check_collapsed(student, rng, TWO_LAYERS, 1, OF_TWO)


@exercise("collapse_linear", weight=1, needs=test_collapse_two_layers)
def test_collapse_many_layers(student, rng):
    check_collapsed(student, rng, MANY_LAYERS, 0, OF_MANY)


@exercise("collapse_linear", weight=1, needs=test_collapse_two_biases)
def test_collapse_many_biases(student, rng):
    check_collapsed(student, rng, MANY_LAYERS, 1, OF_MANY)


@exercise("collapse_linear", weight=1, needs=test_collapse_two_layers)
def test_collapse_other_sizes(student, rng):
    as_wide = [*TWO_LAYERS, *MANY_LAYERS]  # what is wrong there the tests above charge
    right = [part for part in (0, 1) if passes(lambda: check_collapsed(student, rng, as_wide, part, ()))]  # noqa: B023
    for part in right or (0, 1):
        check_collapsed(student, rng, OTHER_SIZES, part, [*OF_TWO, *OF_MANY])


@exercise("collapse_linear", weight=1, needs=test_collapse_two_layers)
def test_collapse_one_layer(student, rng):
    weights, biases = linear_stack(rng, (3, 2))
    check(
        student.collapse_linear(weights, biases),
        (weights[0], biases[0]),
        TOL,
        [TWO_LAYERS_ONLY],
        args=(weights, biases),
    )


@exercise("collapse_linear", weight=0.5, needs=[test_collapse_many_layers, test_collapse_many_biases])
def test_collapsed_layer_does_the_same(student, rng):
    weights, biases = linear_stack(rng, (4, 3, 3, 2))
    W, b = expect_tuple(student.collapse_linear(weights, biases), 2)
    x = signal = rng.normal(size=(6, 4))
    for weight, bias in zip(weights, biases, strict=True):
        signal = signal @ weight + bias
    check(x @ expect_array(W, shape=(4, 2)) + expect_array(b, shape=(2,)), signal, TOL)


@exercise("collapse_linear", weight=0.5, needs=test_collapse_two_layers)
def test_collapse_keeps_its_arguments(student, rng):
    check_pure(student.collapse_linear, linear_stack(rng, (3, 3, 3)), linear_stack(rng, (3, 3, 3, 3)))
