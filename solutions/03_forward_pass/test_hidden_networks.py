"""Hidden suite of 03_forward_pass: whole networks, their shapes and their parameters.

Figures: the deck's 2-3-2-2 network, parameter counts of the wiki's and of the MNIST network. Weights and biases are
drawn so that none is near 0, for a term that hardly counts could be forgotten unseen.
"""

from functools import partial
from itertools import pairwise

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Tolerance,
    away_from_zero,
    check,
    check_unchanged,
    either,
    exercise,
    expect_array,
    load_reference,
    table,
)

reference = load_reference(__file__)
sigmoid = reference.sigmoid

TOL = Tolerance(why="float64 sums and exp lose about 1e-15; the mildest wrong formula is off by 1e-3")


def two_layers(rng, n, d, h, o):
    """A batch (n, d) and W1 (d, h), B1 (h,), W2 (h, o), B2 (o,)."""
    return tuple(away_from_zero(rng, *shape) for shape in ((n, d), (d, h), (h,), (h, o), (o,)))


def same(z):
    return z


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def agree(actual, wrong):
    """Whether two arrays are of one shape and close."""
    return np.shape(actual) == np.shape(wrong) and np.allclose(actual, wrong, rtol=1e-6, atol=1e-8)


SHAPES_CLASH = Misconception(
    "factors-swapped",
    raises="ValueError",
    match=r"^matmul: .*mismatch|^shapes .* not aligned",
)


# ------------------------------------------------------------------------------------------- init_network

DECK = reference.init_network()


def network_with(change):
    return {key: change(key, value) for key, value in DECK.items()}


NETWORK = [
    Misconception(
        "weights-transposed",
        model=lambda: network_with(lambda key, value: value.T),
        about_form=True,
    ),
    Misconception(
        "biases-2d",
        when=lambda actual: all(
            np.shape(actual[key]) == value.shape if key[0] == "W" else np.ndim(actual[key]) == 2
            for key, value in DECK.items()
        ),
        about_form=True,
    ),
    Misconception(
        "numbers-out-of-place",
        when=lambda actual: (
            set(actual) == set(DECK)
            and sorted(float(v) for a in actual.values() for v in np.ravel(a))
            == sorted(float(v) for a in DECK.values() for v in np.ravel(a))
        ),
    ),
]


@exercise("init_network")
def test_deck_network(student):
    check(student.init_network(), DECK, TOL, NETWORK)


# ------------------------------------------------------------------------------------------- forward3


def forward3_like(network, x, activations=(sigmoid, sigmoid, same), without=()):
    for layer, activation in zip("123", activations, strict=True):
        bias = 0 * network["b" + layer] if layer in without else network["b" + layer]
        x = activation(x @ network["W" + layer] + bias)
    return x


def relu(z):
    return np.maximum(z, 0)


FORWARD3 = [
    Misconception(
        "sigmoid-at-the-output",
        model=lambda network, x: forward3_like(network, x, (sigmoid, sigmoid, sigmoid)),
    ),
    Misconception(
        "softmax-at-the-output",
        model=lambda network, x: forward3_like(
            network, x, (sigmoid, sigmoid, lambda a: softmax(np.atleast_2d(a)).reshape(a.shape))
        ),
    ),
    Misconception(
        "another-activation",
        when=lambda actual, network, x: any(
            agree(actual, forward3_like(network, x, (f, g, same))) and (f, g) != (sigmoid, sigmoid)
            for f in (sigmoid, relu, np.tanh)
            for g in (sigmoid, relu, np.tanh)
        ),
    ),
    Misconception(
        "hidden-activation-forgotten",
        when=lambda actual, network, x: any(
            agree(actual, forward3_like(network, x, activations))
            for activations in ((same, same, same), (same, sigmoid, same), (sigmoid, same, same))
        ),
    ),
    Misconception(
        "bias-forgotten",
        when=lambda actual, network, x: any(
            agree(actual, forward3_like(network, x, without=without))
            for without in ("1", "2", "3", "12", "13", "23", "123")
        ),
    ),
    Misconception("another-network", model=lambda network, x: forward3_like(DECK, x)),
]


def three_layers(rng):
    """A network of the deck's shapes with other numbers."""
    return {key: away_from_zero(rng, *value.shape) for key, value in DECK.items()}


def telling_layers(rng):
    """A network and a sample with a negative sum in both hidden layers: there a relu is not the identity."""
    while True:
        network, x = three_layers(rng), away_from_zero(rng, 2)
        first = x @ network["W1"] + network["b1"]
        seconds = [f(first) @ network["W2"] + network["b2"] for f in (sigmoid, relu, same)]
        if first.min() < -0.1 and max(second.min() for second in seconds) < -0.1:
            return network, x


@exercise("forward3", weight=2, misconceptions=[SHAPES_CLASH])
def test_forward3_one_sample(student, rng):
    for _ in range(2):
        args = telling_layers(rng)
        check(student.forward3(*args), reference.forward3(*args), TOL, FORWARD3, args=args)
    args = (DECK, np.array([1.0, 0.5]))
    check(student.forward3(*args), np.array([0.31682708, 0.69627909]), TOL, FORWARD3, args=args)


@exercise("forward3", weight=1, needs=test_forward3_one_sample)
@table([Case("four-rows", 4), Case("one-row", 1), Case("two-rows", 2)])
def test_forward3_batch(student, rng, case):
    args = (three_layers(rng), away_from_zero(rng, *case.args, 2))
    observation = student.forward3.observe(*args)
    check(observation.value, reference.forward3(*args), TOL, FORWARD3, args=args)
    check_unchanged(observation)
    check_unchanged(student.forward3.observe(args[0], args[1][0]))


# ------------------------------------------------------------------------------------------- layer_shapes


def shapes_like(batch, sizes, **changes):
    """The right list with some of the shapes replaced: each change maps (m, n, j) to a shape."""
    rows = []
    for n, j in pairwise(sizes):
        row = {"X": (batch, n), "W": (n, j), "b": (j,), "Y": (batch, j)}
        rows.append(row | {key: change(batch, n, j) for key, change in changes.items()})
    return rows


LAYER_SHAPES = [
    Misconception(
        "bias-as-matrix",
        when=lambda actual, batch, sizes: any(
            [dict(row, b=tuple(row["b"])) for row in actual]
            == [dict(row) for row in shapes_like(batch, sizes, b=wrong)]
            for wrong in (
                lambda m, n, j: (m, j),
                lambda m, n, j: (m, n),
                lambda m, n, j: (1, j),
                lambda m, n, j: (j, 1),
            )
        ),
        about_form=True,
    ),
    Misconception(
        "weights-transposed",
        model=lambda batch, sizes: shapes_like(batch, sizes, W=lambda m, n, j: (j, n)),
        about_form=True,
    ),
    Misconception(
        "bias-of-inputs",
        model=lambda batch, sizes: shapes_like(batch, sizes, b=lambda m, n, j: (n,)),
    ),
    Misconception(
        "batch-forgotten",
        when=lambda actual, batch, sizes: all(
            tuple(row["X"]) in ((n,), (1, n)) and batch != 1 for row, n in zip(actual, sizes[:-1], strict=True)
        ),
        about_form=True,
    ),
    Misconception(
        "samples-in-columns",
        when=lambda actual, batch, sizes: all(
            tuple(row["X"]) == (n, batch) and tuple(row["Y"]) == (j, batch)
            for row, (n, j) in zip(actual, pairwise(sizes), strict=True)
        ),
        about_form=True,
    ),
    Misconception(
        "one-dict-for-all",
        when=lambda actual, batch, sizes: (
            len(actual) == len(sizes) - 1 > 1
            and all(
                {key: tuple(shape) for key, shape in row.items()} == shapes_like(batch, sizes)[-1] for row in actual
            )
        ),
        about_form=True,
    ),
    Misconception(
        "layers-of-neurons",
        when=lambda actual, batch, sizes: (
            all(row.keys() == {"X", "W", "b", "Y"} for row in actual) and 0 < len(actual) != len(sizes) - 1
        ),
        about_form=True,
    ),
]


SIZES_USED_UP = "sizes-used-up"


def check_shapes(student, rng, keys):
    """The shapes under these keys, in networks of two layers."""
    for args in ((32, [10, 50, 5]), (7, [3, 4, 2]), (int(rng.integers(20, 30)), rng.permutation([11, 8, 6]).tolist())):
        expected = reference.layer_shapes(*args)
        check(student.layer_shapes(*args), expected, EXACT, LAYER_SHAPES, args=args, part=([0, 1], keys))


@exercise("layer_shapes")
def test_shapes_of_inputs_and_outputs(student, rng):
    check_shapes(student, rng, ["X", "Y"])


@exercise("layer_shapes")
def test_shapes_of_weights(student, rng):
    check_shapes(student, rng, "W")


@exercise("layer_shapes")
def test_shapes_of_biases(student, rng):
    check_shapes(student, rng, "b")


@exercise("layer_shapes", needs=[test_shapes_of_inputs_and_outputs, test_shapes_of_weights, test_shapes_of_biases])
@table(
    [
        Case("mnist", 100, [784, 50, 100, 10]),
        Case("one-sample", 1, [2, 3, 2, 2]),
        Case("one-layer", 5, [4, 6]),
        Case("deep", 3, [9, 8, 7, 6, 5, 4]),
    ]
)
def test_shapes_of_other_networks(student, case):
    check(student.layer_shapes(*case.args), case.expect(reference.layer_shapes), EXACT, LAYER_SHAPES, args=case.args)


@exercise("layer_shapes", weight=0.5)
def test_shapes_keep_the_sizes(student, rng):
    either(*(partial(check_shapes, student, rng, key) for key in ("X", "W", "b", "Y")))
    check_unchanged(student.layer_shapes.observe(6, [4, 6, 3]), SIZES_USED_UP)


# ------------------------------------------------------------------------------------------- count_parameters


def pairs(sizes):
    return list(pairwise(sizes))


COUNT = [
    Misconception("returned-in-the-loop", model=lambda sizes: sizes[0] * sizes[1] + sizes[1]),
    Misconception("biases-not-counted", model=lambda sizes: sum(n * j for n, j in pairs(sizes))),
    Misconception(
        "input-biases-counted",
        when=lambda actual, sizes: (
            actual in (sum(n * j for n, j in pairs(sizes)) + sum(sizes), sum(n * j + n for n, j in pairs(sizes)))
        ),
    ),
    Misconception("one-bias-a-layer", model=lambda sizes: sum(n * j + 1 for n, j in pairs(sizes))),
    Misconception(
        "sizes-multiplied-through",
        when=lambda actual, sizes: actual in (int(np.prod(sizes)), sum(sizes), sizes[0] * sizes[-1]),
    ),
]


@exercise("count_parameters")
@table(
    [
        Case("mnist", [784, 50, 100, 10], expected=45360),  # in small networks different sums are often the same
        Case("wiki", [2, 4, 2, 1], expected=25),
        Case("lecture", [2, 2, 1]),
        Case("one-layer", [7, 3]),
        Case("deep", [3, 9, 4, 8, 5, 2], secret=True),
    ]
)
def test_parameter_counts(student, case):
    check(student.count_parameters(*case.args), case.expect(reference.count_parameters), EXACT, COUNT, args=case.args)


@exercise("count_parameters", weight=0.5, needs=test_parameter_counts)
def test_counting_keeps_its_argument(student):
    check_unchanged(student.count_parameters.observe([4, 6, 3]), SIZES_USED_UP)


# ------------------------------------------------------------------------------------------- relu_mlp


LEAKY = [lambda z, slope=slope: np.maximum(slope * z, z) for slope in (0.01, 0.1)]


def relu_like(X, Wh, bh, Wo, bo, hidden=relu, output=relu):
    return output(hidden(X @ Wh + bh) @ Wo + bo)


def relu_batch(rng, m, n, j, k):
    """A batch for which every wrong activation shows: sums of both signs in both layers, and different answers."""
    while True:
        args = two_layers(rng, m, n, j, k)
        inner, outer = args[0] @ args[1] + args[2], relu_like(*args, output=same)
        linear = relu_like(*args, hidden=same)
        both_signs = inner.min() < -0.1 < 0.1 < inner.max() and outer.min() < -0.1 < 0.1 < outer.max()
        before_bias = outer - args[4]
        if both_signs and before_bias.min() < -0.1 and np.max(np.abs(linear - relu(outer))) > 0.1:
            return args


RELU = [
    Misconception("output-relu-forgotten", model=lambda *args: relu_like(*args, output=same)),
    Misconception("hidden-relu-forgotten", model=lambda *args: relu_like(*args, hidden=same)),
    Misconception("inputs-clipped", model=lambda X, *parameters: relu_like(relu(X), *parameters)),
    Misconception("no-activation", model=lambda *args: relu_like(*args, hidden=same, output=same)),
    Misconception(
        "another-activation",
        when=lambda actual, *args: any(
            agree(actual, relu_like(*args, hidden=f, output=g))
            for f in (relu, sigmoid, np.tanh, np.abs, *LEAKY)
            for g in (relu, sigmoid, np.tanh, np.abs, softmax, *LEAKY)
        ),
    ),
    Misconception(
        "bias-forgotten",
        when=lambda actual, X, Wh, bh, Wo, bo: (
            np.any(actual)
            and any(  # zeros alone say nothing
                agree(actual, wrong)
                for wrong in (
                    relu_like(X, Wh, 0 * bh, Wo, bo),
                    relu_like(X, Wh, bh, Wo, 0 * bo),
                    relu_like(X, Wh, 0 * bh, Wo, 0 * bo),
                    relu((relu(X @ Wh) + bh) @ Wo) + bo,
                    relu(relu(X @ Wh + bh) @ Wo) + bo,
                )
            )
        ),
    ),
]


@exercise("relu_mlp", weight=2, misconceptions=[SHAPES_CLASH])
@table([Case("small", 6, 2, 3, 2), Case("wide", 5, 4, 6, 3), Case("narrow", 8, 3, 2, 1)])
def test_relu_values(student, rng, case):
    args = relu_batch(rng, *case.args)
    check(student.relu_mlp(*args), reference.relu_mlp(*args), TOL, RELU, args=args)


@exercise("relu_mlp", weight=1, needs=test_relu_values)
def test_relu_rows_and_side_effects(student, rng):
    X, *parameters = relu_batch(rng, 4, 3, 5, 2)
    observation = student.relu_mlp.observe(X, *parameters)
    whole = expect_array(observation.value, shape=(4, 2))
    for row in range(4):
        one = X[row : row + 1]
        check(student.relu_mlp(one, *parameters), whole[row : row + 1], TOL, RELU, args=(one, *parameters))
    check_unchanged(observation)
