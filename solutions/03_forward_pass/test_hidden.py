"""Hidden suite of 03_forward_pass: the 2-2-1 network by hand and by matrix, and one node.

Figures: the lecture's 2-2-1 network (z, a, untrained outputs) and the wiki's node. Inputs that are not figures come
from `rng`; weights and biases are drawn so that none is near 0: a term that hardly counts could be forgotten unseen.
"""

from functools import partial
from math import exp, floor

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    away_from_zero,
    check,
    check_pure,
    check_unchanged,
    either,
    exercise,
    expect_dict,
    expect_number,
    expect_tuple,
    load_reference,
    table,
    unchecked,
)

reference = load_reference(__file__)
sigmoid = reference.sigmoid

TOL = Tolerance(why="float64 sums and exp lose about 1e-15; the mildest wrong formula is off by 1e-3")
BY_HAND = Tolerance(rtol=0, atol=1.5e-6, why="six decimals, rounded (off by 5e-7) or cut (off by 1e-6), are right")
FOLLOWED = Tolerance(rtol=0, atol=4e-6, why="what it is computed from may have been rounded to six decimals, too")
PRINTED = Tolerance(
    rtol=0, atol=1e-7, why="eight printed digits are right, rounded or cut; a wrong weight shows from 1e-3 on"
)

XOR_X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_NET = (np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([0.1, 0.2]), np.array([[0.5], [0.6]]), np.array([0.3]))
XOR_PRINTED = np.array([[0.70938314], [0.72844306], [0.71791234], [0.73598705]])


def two_layers(rng, n, d, h, o):
    """A batch (n, d) and W1 (d, h), B1 (h,), W2 (h, o), B2 (o,)."""
    return tuple(away_from_zero(rng, *shape) for shape in ((n, d), (d, h), (h,), (h, o), (o,)))


# ------------------------------------------------------------------------------------------- hand_forward

KEYS = ("z1", "a1", "z2", "a2", "zy", "ay")
BY_HAND_VALUES = {"z1": 0.1, "a1": 0.5249791875, "z2": 0.2, "a2": 0.5498339973, "zy": 0.8923899921, "ay": 0.7093831367}


def squash(z):
    return 1 / (1 + exp(-min(max(z, -500.0), 500.0)))


def walk(
    x=(0.0, 0.0), b=(0.1, 0.2, 0.3), out=(0.5, 0.6), hidden=squash, output=squash, shorten=lambda v: v, last=lambda v: v
):
    """The calculation by hand with one thing done differently; `shorten` acts on a1 and a2, `last` on zy and ay."""
    z1, z2 = 0.1 * x[0] + 0.3 * x[1] + b[0], 0.2 * x[0] + 0.4 * x[1] + b[1]
    a1, a2 = shorten(hidden(z1)), shorten(hidden(z2))
    zy = last(out[0] * a1 + out[1] * a2 + b[2])
    return {"z1": z1, "a1": a1, "z2": z2, "a2": a2, "zy": zy, "ay": last(output(zy))}


def came_about_as(*walks):
    """A predicate: all six values agree with those of one wrong calculation."""
    return lambda _actual, values: any(
        all(abs(values[key] - wrong[key]) <= BY_HAND.atol for key in KEYS) for wrong in walks
    )


def shortened(digits):
    """All ways of rounding or cutting at `digits` decimals in the middle of the calculation."""
    unit = 10**digits
    ways = (lambda v: round(v, digits), lambda v: floor(v * unit) / unit)
    walks = [walk(shorten=way, last=last) for way in ways for last in (way, lambda v: v)]
    shown = {key: walk()[key] for key in ("a1", "a2")}  # written down in full, and carried on with few digits
    return walks + [short | shown for short in walks]


HAND_BIAS = Misconception(
    "bias-forgotten",
    when=came_about_as(walk(b=(0, 0, 0)), walk(b=(0, 0, 0.3)), walk(b=(0.1, 0.2, 0))),
)
HAND_BIAS_SUBTRACTED = Misconception(
    "bias-subtracted",
    when=came_about_as(walk(b=(-0.1, -0.2, -0.3)), walk(b=(0.1, 0.2, -0.3))),
)
HAND_NO_ACTIVATION = Misconception(
    "activation-forgotten",
    when=came_about_as(
        walk(hidden=lambda z: z), walk(output=lambda z: z), walk(hidden=lambda z: z, output=lambda z: z)
    ),
)
HAND_OTHER_ACTIVATION = Misconception(
    "another-activation",
    when=came_about_as(
        walk(hidden=np.tanh, output=np.tanh),
        walk(hidden=np.tanh),
        walk(output=np.tanh),
        walk(hidden=lambda z: float(z > 0), output=lambda z: float(z > 0)),
        walk(hidden=lambda z: squash(-z), output=lambda z: squash(-z)),
    ),
)
HAND_SWAPPED = Misconception(
    "weights-swapped",
    when=came_about_as(walk(out=(0.6, 0.5)), walk(b=(0.2, 0.1, 0.3)), walk(b=(0.2, 0.1, 0.3), out=(0.6, 0.5))),
)
HAND_OTHER_SAMPLE = Misconception(
    "another-sample",
    when=came_about_as(walk(x=(0, 1)), walk(x=(1, 0)), walk(x=(1, 1))),
)
HAND_EARLY = Misconception(
    "rounded-too-early",
    when=came_about_as(*(wrong for digits in (1, 2, 3, 4, 5) for wrong in shortened(digits))),
)
HAND = [
    HAND_BIAS,
    HAND_BIAS_SUBTRACTED,
    HAND_NO_ACTIVATION,
    HAND_OTHER_ACTIVATION,
    HAND_SWAPPED,
    HAND_OTHER_SAMPLE,
    HAND_EARLY,
]


def check_by_hand(student, *keys, following=None):
    """Pass where these values are right, or follow from earlier ones that are not: those cost their own step."""
    answer = expect_dict(student.hand_forward())
    values = {key: unchecked(answer.get(key)) for key in KEYS}
    right = {key: BY_HAND_VALUES[key] for key in keys}  # a key that is missing costs the step that it belongs to

    def carried_on():
        own = {key: expect_number(value) for key, value in expect_dict(student.hand_forward(), KEYS).items() if key in KEYS}
        check(answer, dict(zip(keys, following(own), strict=True)), FOLLOWED)

    ways = [lambda: check(answer, right, BY_HAND, HAND, args=(values,)), *([carried_on] if following else [])]
    either(*ways)


@exercise("hand_forward", weight=1)
def test_weighted_sums(student):
    check_by_hand(student, "z1", "z2")


@exercise("hand_forward", weight=1)
def test_hidden_outputs(student):
    check_by_hand(student, "a1", "a2", following=lambda own: (squash(own["z1"]), squash(own["z2"])))


@exercise("hand_forward", weight=1)
def test_output_unit(student):
    def following(own):
        zy = 0.5 * own["a1"] + 0.6 * own["a2"] + 0.3
        return zy, squash(zy)

    check_by_hand(student, "zy", "ay", following=following)


# ------------------------------------------------------------------------------------------- forward


def forward_like(x, W1, B1, W2, B2, hidden=sigmoid, output=sigmoid):
    layer1 = hidden(x @ W1 + B1)
    return x, layer1, output(layer1 @ W2 + B2)


def same(z):
    return z


def softmax(z):
    powers = np.exp(z - z.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def sums_for_outputs(x, W1, B1, W2, B2):
    Z1 = x @ W1 + B1
    return x, Z1, sigmoid(Z1) @ W2 + B2


TRANSPOSED = Misconception(
    "row-for-column",
    model=lambda x, W1, B1, W2, B2: forward_like(x, W1.T, B1, W2, B2),
)
NO_BIAS = Misconception(
    "bias-forgotten",
    when=lambda actual, x, W1, B1, W2, B2: any(
        all(agree(got, wrong) for got, wrong in zip(actual, forward_like(x, W1, b1, W2, b2), strict=True))
        for b1, b2 in ((0 * B1, 0 * B2), (B1, 0 * B2), (0 * B1, B2))
    ),
)
NO_HIDDEN_ACTIVATION = Misconception(
    "hidden-activation-forgotten",
    model=lambda x, W1, B1, W2, B2: forward_like(x, W1, B1, W2, B2, hidden=same),
)
NO_OUTPUT_ACTIVATION = Misconception(
    "output-activation-forgotten",
    model=lambda x, W1, B1, W2, B2: forward_like(x, W1, B1, W2, B2, output=same),
)
SUMS_RETURNED = Misconception("sums-for-outputs", model=sums_for_outputs)
OTHER_OUTPUT = Misconception(
    "another-activation",
    when=lambda actual, *args: any(
        all(agree(got, wrong) for got, wrong in zip(actual, forward_like(*args, hidden=f, output=g), strict=True))
        for f in (sigmoid, np.tanh, lambda z: np.maximum(z, 0), lambda z: 1.0 * (z > 0))
        for g in (sigmoid, np.tanh, softmax, lambda z: np.maximum(z, 0), lambda z: 1.0 * (z > 0))
    ),
)
WRONG_ORDER = Misconception("reversed-tuple", model=lambda *args: forward_like(*args)[::-1], about_form=True)
IN_COLUMNS = Misconception(
    "samples-in-columns",
    when=lambda actual, *args: all(
        agree(got, right.T) for got, right in zip(actual[1:], forward_like(*args)[1:], strict=True)
    ),
    about_form=True,
)
SHAPES_CLASH = Misconception(
    "factors-swapped",
    raises="ValueError",
    match=r"^matmul: .*mismatch|^shapes .* not aligned",
)
FORWARD = [
    TRANSPOSED,
    NO_BIAS,
    NO_HIDDEN_ACTIVATION,
    NO_OUTPUT_ACTIVATION,
    SUMS_RETURNED,
    IN_COLUMNS,
    WRONG_ORDER,
    OTHER_OUTPUT,
]


def agree(actual, wrong):
    """Whether two arrays are of one shape and close."""
    return np.shape(actual) == np.shape(wrong) and np.allclose(actual, wrong, rtol=1e-6, atol=1e-8)


def own_layers(answer, args):
    """The right tuple, its output made from the answer's own hidden layer if that has the right form."""
    x, layer1, layer2 = reference.forward(*args)
    own = unchecked(expect_tuple(answer, 3)[1])
    if type(own) is np.ndarray and own.shape == layer1.shape and own.dtype.kind == "f":
        layer2 = sigmoid(own @ args[3] + args[4])
    return x, layer1, layer2


def check_layers(student, rng, part):
    # Not the lecture's network first: its sums are all positive, and a relu looks like no activation there.
    for args in (two_layers(rng, 5, 2, 2, 1), (XOR_X, *XOR_NET)):
        answer = student.forward(*args)
        check(answer, own_layers(answer, args), TOL, FORWARD, args=args, part=part)


@exercise("forward", weight=1.5, misconceptions=[SHAPES_CLASH])
def test_forward_hidden(student, rng):
    check_layers(student, rng, [0, 1])


@exercise("forward", weight=1.5, misconceptions=[SHAPES_CLASH])
def test_forward_output(student, rng):
    check_layers(student, rng, 2)


SIZES = [
    Case("wide", 6, 3, 4, 2),
    Case("one-row", 1, 4, 3, 3),
    Case("narrow", 3, 1, 2, 1),
    Case("all-equal", 3, 3, 3, 3),
]


@exercise("forward", weight=1, needs=[test_forward_hidden, test_forward_output], misconceptions=[SHAPES_CLASH])
@table(SIZES)
def test_forward_other_sizes(student, rng, case):
    args = two_layers(rng, *case.args)
    check(student.forward(*args), reference.forward(*args), TOL, FORWARD, args=args)


@exercise("forward", weight=1)
def test_forward_changes_nothing(student, rng):
    args = two_layers(rng, 4, 3, 2, 2)
    observation = student.forward.observe(*args)
    right = own_layers(observation.value, args)
    either(*(partial(check, observation.value, right, TOL, FORWARD, args=args, part=part) for part in (1, 2)))
    check_unchanged(observation, "forward-changes-nothing")


# ------------------------------------------------------------------------------------------- xor_outputs

W1_, B1_, W2_, B2_ = XOR_NET


def untrained(X=XOR_X, W1=W1_, B1=B1_, W2=W2_, B2=B2_, **activations):
    return forward_like(X, W1, B1, W2, B2, **activations)[2]


XOR_OUTPUTS = [
    Misconception(TRANSPOSED.id, hint=TRANSPOSED.hint, model=lambda: untrained(W1=W1_.T)),
    Misconception(
        NO_BIAS.id,
        hint=NO_BIAS.hint,
        when=lambda actual: any(
            agree(actual, wrong)
            for wrong in (untrained(B1=0 * B1_, B2=0 * B2_), untrained(B1=0 * B1_), untrained(B2=0 * B2_))
        ),
    ),
    Misconception(NO_OUTPUT_ACTIVATION.id, hint=NO_OUTPUT_ACTIVATION.hint, model=lambda: untrained(output=same)),
    Misconception(NO_HIDDEN_ACTIVATION.id, hint=NO_HIDDEN_ACTIVATION.hint, model=lambda: untrained(hidden=same)),
    Misconception("inputs-out-of-order", model=lambda: untrained(X=XOR_X[[0, 2, 1, 3]])),
    Misconception(
        "flat-outputs",
        when=lambda actual: (
            np.shape(actual) in ((4,), (1, 4)) and bool(np.allclose(np.ravel(actual), np.ravel(untrained())))
        ),
        about_form=True,
    ),
    Misconception("answers-for-outputs", model=lambda: np.array([[0.0], [1.0], [1.0], [0.0]])),
]


@exercise("xor_outputs", builds_on=["forward"])
def test_untrained_outputs(student):
    check(student.xor_outputs(), XOR_PRINTED, PRINTED, XOR_OUTPUTS)


# ------------------------------------------------------------------------------------------- node_output

NODE = [
    Misconception("bias-forgotten", model=lambda x, w, b: float(sigmoid(w @ x))),
    Misconception("activation-forgotten", model=lambda x, w, b: float(w @ x + b)),
    Misconception("bias-subtracted", model=lambda x, w, b: float(sigmoid(w @ x - b))),
    Misconception("minus-sign-lost", model=lambda x, w, b: float(sigmoid(-(w @ x + b)))),
    Misconception("bias-outside", model=lambda x, w, b: float(sigmoid(w @ x) + b)),
    Misconception("bias-for-each-input", model=lambda x, w, b: float(sigmoid(np.sum(x * w + b)))),
    Misconception(
        "input-left-out",
        when=lambda actual, x, w, b: (
            len(x) > 1
            and any(agree(actual, sigmoid(x[some] @ w[some] + b)) for some in (slice(-1), slice(1), slice(1, None)))
        ),
    ),
    Misconception(
        "another-activation",
        when=lambda actual, x, w, b: any(agree(actual, f(w @ x + b)) for f in (np.tanh, lambda z: max(z, 0.0), lambda z: float(z > 0))),
    ),
    Misconception(
        "products-not-added",
        when=lambda actual, x, w, b: np.shape(actual) == np.shape(x),
        about_form=True,
    ),
]


@exercise("node_output")
def test_node_values(student, rng):
    args = (np.array([2.0, 3.0, 4.0]), np.array([0.1, 0.5, 0.9]), -2.0)
    check(student.node_output(*args), 0.9644288107, TOL, NODE, args=args)
    for size in (2, 1, 5) * 5:  # so many that an answer rounded to six decimals is found out for everybody
        args = (away_from_zero(rng, size), away_from_zero(rng, size), float(away_from_zero(rng)))
        check(student.node_output(*args), float(reference.node_output(*args)), TOL, NODE, args=args)


@exercise("node_output", weight=0.5, needs=test_node_values)
def test_node_changes_nothing(student, rng):
    check_pure(student.node_output, (away_from_zero(rng, 3), away_from_zero(rng, 3), -0.4))
