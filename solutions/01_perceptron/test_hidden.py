"""Hidden suite of 01_perceptron: sums, thresholds and gates.

Figures: the decks' weighted sum, their AND, NAND and OR, the deck's XOR by gates, the wiki's XOR by a step network.
A test always sees both outputs of what it tests, so that no constant passes. Sums on the threshold are tested with
numbers that float64 holds exactly; everything else keeps well away from it.
"""

from functools import partial

import numpy as np

from autograder.suite import (
    EXACT,
    Misconception,
    Tolerance,
    attempt,
    away_from_zero,
    check,
    check_pure,
    check_raises,
    either,
    exercise,
    expect_number,
    expect_tuple,
    load_reference,
    require,
)

reference = load_reference(__file__)

TOL = Tolerance(why="float64 sums lose about 1e-15; the mildest wrong formula is off by 0.1")

INPUTS = [(0, 0), (0, 1), (1, 0), (1, 1)]
TABLES = {"AND": [0, 0, 0, 1], "NAND": [1, 1, 1, 0], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}


# ------------------------------------------------------------------------------------------- weighted_sum

WEIGHTED_SUM = [
    Misconception("bias-forgotten", model=lambda x, w, b=0.0: float(w @ x)),
    Misconception("bias-subtracted", model=lambda x, w, b=0.0: float(w @ x - b)),
    Misconception(
        "products-not-added",
        when=lambda actual, x, w, b=0.0: np.shape(actual) == np.shape(x),
        about_form=True,
    ),
    Misconception("bias-for-each-input", model=lambda x, w, b=0.0: float(np.sum(x * w + b))),
    Misconception("weights-not-used", model=lambda x, w, b=0.0: float(np.sum(x) + b)),
    Misconception("already-stepped", model=lambda x, w, b=0.0: float(w @ x + b > 0)),
    Misconception(
        "returned-in-the-loop",
        when=lambda actual, x, w, b=0.0: any(np.isclose(actual, x[0] * w[0] + bias) for bias in (b, 0.0)),
    ),
    Misconception(
        "input-left-out",
        when=lambda actual, x, w, b=0.0: (
            len(x) > 1 and any(np.isclose(actual, x[some] @ w[some] + b) for some in (slice(-1), slice(1, None)))
        ),
    ),
]


@exercise("weighted_sum", weight=4)
def test_weighted_sum_values(student, rng):
    x, w, b = np.array([2.0, -1.0, 3.0]), np.array([1.5, 0.5, 0.7]), 0.9  # far from 0 and 1, and from whole numbers
    check(student.weighted_sum(x, w, b), 5.5, TOL, WEIGHTED_SUM, args=(x, w, b))
    x, w = np.array([-1.0, 0.0, 0.0]), np.array([0.3, 0.4, 0.1])
    check(student.weighted_sum(x, w), -0.3, TOL, WEIGHTED_SUM, args=(x, w))
    for size in (2, 1, 5):
        x, w, b = away_from_zero(rng, size), away_from_zero(rng, size), float(away_from_zero(rng))
        for args in ((x, w, b), (x, w)):
            check(student.weighted_sum(*args), reference.weighted_sum(*args), TOL, WEIGHTED_SUM, args=args)


@exercise("weighted_sum", weight=1, needs=test_weighted_sum_values)
def test_weighted_sum_keeps_its_arguments(student, rng):
    x, w = away_from_zero(rng, 3), away_from_zero(rng, 3)
    check_pure(student.weighted_sum, (x, w), (x, w, 0.4))


# ------------------------------------------------------------------------------------------- fires


def fires_as(decide):
    """A predicate: all answers are those of a perceptron that decides like this."""
    return lambda actual, *calls: [int(a) for a in actual] == [int(decide(w @ x, theta)) for x, w, theta in calls]


FIRES = [
    Misconception("reached-is-enough", when=fires_as(lambda net, theta: net >= theta)),
    Misconception(
        "fires-below",
        when=lambda actual, *calls: (
            fires_as(lambda net, theta: net < theta)(actual, *calls)
            or fires_as(lambda net, theta: net <= theta)(actual, *calls)
        ),
    ),
    Misconception(
        "minus-one-for-zero",
        edit=("> threshold else 0", "> threshold else -1"),
        when=fires_as(lambda net, theta: 1 if net > theta else -1),
    ),
    Misconception("threshold-for-bias", when=fires_as(lambda net, theta: net + theta > 0)),
    Misconception(
        "before-the-sum",
        when=lambda actual, *calls: (
            [int(a) for a in actual]
            in [
                [int(np.any(early(w * x) > theta)) for x, w, theta in calls]  # of one product, or of the sum so far
                for early in (np.array, np.cumsum)
            ]
        ),
    ),
    Misconception("threshold-not-used", when=fires_as(lambda net, theta: net > 0)),
]


def check_fires(student, calls):
    actual = [student.fires(*call) for call in calls]
    check(actual, [reference.fires(*call) for call in calls], EXACT, FIRES, args=calls)


@exercise("fires", builds_on=["weighted_sum"])
def test_fires_away_from_the_threshold(student, rng):
    calls = [(np.array([1.0, 1.0]), np.array([0.5, 0.5]), threshold) for threshold in (0.7, 1.5, -0.7, -2.0)]
    for size in (2, 3, 5):
        x, w = away_from_zero(rng, size), away_from_zero(rng, size)
        calls += [(x, w, float(w @ x) + distance) for distance in (-0.4, 0.4)]
    check_fires(student, calls)


@exercise("fires", needs=test_fires_away_from_the_threshold, builds_on=["weighted_sum"])
def test_fires_on_the_threshold(student):
    x, w = np.array([1.0, 2.0, 1.0]), np.array([0.5, 0.25, -2.0])  # the sum is -1, exactly
    calls = [(x, w, threshold) for threshold in (-1.0, -1.125, -0.875)]
    x, w = np.array([1.0, 1.0]), np.array([0.5, 0.25])  # 0.75
    calls += [(x, w, threshold) for threshold in (0.75, 0.625)]
    check_fires(student, calls)


@exercise("fires", weight=0.5, needs=test_fires_away_from_the_threshold, builds_on=["weighted_sum"])
def test_fires_keeps_its_arguments(student, rng):
    check_pure(student.fires, (away_from_zero(rng, 3), away_from_zero(rng, 3), 0.2))


# ------------------------------------------------------------------------------------------- bias_from_threshold

BIAS = [
    Misconception("same-sign", model=lambda *thresholds: list(thresholds)),
    Misconception(
        "sign-forced",
        when=lambda actual, *thresholds: (
            np.allclose(np.abs(actual), np.abs(thresholds), rtol=1e-6) and not np.array_equal(actual, thresholds)
        ),
    ),
]


@exercise("bias_from_threshold")
def test_bias_values(student, rng):
    thresholds = [0.7, -0.7, 10.0, 0.0, -3.0, float(away_from_zero(rng))]
    actual = [student.bias_from_threshold(threshold) for threshold in thresholds]
    check(actual, [-threshold for threshold in thresholds], TOL, BIAS, args=thresholds)


# ------------------------------------------------------------------------------------------- the gates

ALWAYS = Misconception(
    "sign-of-the-threshold",
    when=lambda actual: list(actual) in ([0, 0, 0, 0], [1, 1, 1, 1]),
)
ANOTHER_GATE = Misconception(
    "another-gate",
    when=lambda actual: (
        list(actual) in ([0, 0, 0, 1], [1, 1, 1, 0], [0, 1, 1, 1], [1, 0, 0, 0], [0, 1, 1, 0], [1, 0, 0, 1])
    ),
)
ONE_INPUT = Misconception(
    "one-input-ignored",
    when=lambda actual: list(actual) in ([0, 0, 1, 1], [0, 1, 0, 1], [1, 1, 0, 0], [1, 0, 1, 0]),
)
SUM_RETURNED = Misconception(
    "sum-returned",
    when=lambda actual: any(answer not in (0, 1) for answer in actual),
)
GATE = [ALWAYS, ANOTHER_GATE, ONE_INPUT, SUM_RETURNED]


@exercise("AND", builds_on=["weighted_sum", "fires"], secret=False)
def test_and_table(student):
    check([student.AND(*x) for x in INPUTS], TABLES["AND"], EXACT, GATE)


@exercise("NAND", builds_on=["weighted_sum", "fires"], secret=False)
def test_nand_table(student):
    check([student.NAND(*x) for x in INPUTS], TABLES["NAND"], EXACT, GATE)


@exercise("OR", builds_on=["weighted_sum", "fires"], secret=False)
def test_or_table(student):
    check([student.OR(*x) for x in INPUTS], TABLES["OR"], EXACT, GATE)


# ------------------------------------------------------------------------------------------- gate_weights


def answers(w1, w2, b, *, reached=False):
    """The table of a perceptron with these weights."""
    sums = [w1 * x1 + w2 * x2 + b for x1, x2 in INPUTS]
    return [int(s > 0 or (reached and s == 0)) for s in sums]


GATE_WEIGHTS = [
    Misconception(
        "threshold-for-bias",
        when=lambda _actual, gate, w1, w2, b: answers(w1, w2, -b) == TABLES[gate],
    ),
    Misconception(
        "reached-is-enough",
        when=lambda _actual, gate, w1, w2, b: answers(w1, w2, b, reached=True) == TABLES[gate],
    ),
    Misconception("bias-not-last", when=lambda _actual, gate, w1, w2, b: answers(w2, b, w1) == TABLES[gate]),
    Misconception(ANOTHER_GATE.id, hint=ANOTHER_GATE.hint, when=lambda actual, *_args: actual in TABLES.values()),
]


def weights_of(student, gate):
    return tuple(expect_number(part) for part in expect_tuple(student.gate_weights(gate), 3))


def check_weights(student, gate):
    numbers = weights_of(student, gate)
    check(answers(*numbers), TABLES[gate], EXACT, GATE_WEIGHTS, args=(gate, *numbers))
    check_several(student)


def check_several(student):
    every = student.once(
        "every gate", lambda: {repr(attempt(student.gate_weights, name)[0]) for name in ("AND", "NAND", "OR")}
    )
    require(len(every) > 1, "all gates have the same weights", "same-for-every-gate")


@exercise("gate_weights", secret=False)
def test_weights_of_and(student):
    check_weights(student, "AND")


@exercise("gate_weights", secret=False)
def test_weights_of_nand(student):
    check_weights(student, "NAND")


@exercise("gate_weights", secret=False)
def test_weights_of_or(student):
    check_weights(student, "OR")


@exercise("gate_weights", secret=False)
def test_other_gates_raise(student):
    either(*(partial(weights_of, student, gate) for gate in ("AND", "NAND", "OR")))  # else it may always raise
    check_several(student)
    for name in ("XOR", "NOR", "and", "or", ""):
        check_raises(student.gate_weights, name, error="ValueError", hint="other-gates-raise")


# ------------------------------------------------------------------------------------------- XOR

XOR_GATE = [
    Misconception("outer-gate", when=lambda actual: list(actual) in ([1, 0, 0, 1], [1, 1, 1, 1])),
    Misconception(
        "inner-gates",
        when=lambda actual: list(actual) in ([0, 0, 0, 1], [1, 1, 1, 0], [0, 1, 1, 1]),
    ),
    ONE_INPUT,
    SUM_RETURNED,
]


@exercise("XOR", builds_on=("AND", "NAND", "OR"), secret=False)
def test_xor_table(student):
    check([student.XOR(*x) for x in INPUTS], TABLES["XOR"], EXACT, XOR_GATE)


# ------------------------------------------------------------------------------------------- xor_network


def network(x1, x2, fire=lambda s: int(s > 0), sign=1, weights=((-2, -2, 3), (2, 2, -1), (1, 1, -1)), reads="n"):
    (u1, u2, b1), (v1, v2, b2), (w1, w2, b3) = weights
    n1, n2 = fire(u1 * x1 + u2 * x2 + sign * b1), fire(v1 * x1 + v2 * x2 + sign * b2)
    p1, p2 = (n1, n2) if reads == "n" else (x1, x2)
    return n1, n2, fire(w1 * p1 + w2 * p2 + sign * b3)


def like(first=3, **changes):
    """A predicate: the answers are those of a network with one thing done differently."""
    wrong = [network(*x, **changes)[:first] for x in INPUTS]
    return lambda actual: all(tuple(a)[:first] == w for a, w in zip(actual, wrong, strict=True))


XOR_NETWORK = [
    Misconception("reached-is-enough", when=like(fire=lambda s: int(s >= 0))),
    Misconception(
        "sums-returned",
        when=lambda actual: any(value not in (0, 1) for answer in actual for value in answer),
    ),
    Misconception("bias-subtracted", when=lambda actual: like(first=len(actual[0]), sign=-1)(actual)),
    Misconception("bias-forgotten", when=lambda actual: like(first=len(actual[0]), sign=0)(actual)),
    Misconception("output-reads-the-inputs", when=like(reads="x")),
    Misconception(
        "units-out-of-order",
        when=lambda actual: (
            like(first=len(actual[0]), weights=((2, 2, -1), (-2, -2, 3), (1, 1, -1)))(actual)
            or [tuple(a)[::-1] for a in actual] == [network(*x) for x in INPUTS]
        ),
    ),
]


def check_units(student, part):
    actual = [expect_tuple(student.xor_network(*x), 3) for x in INPUTS]
    right = [(1, 0, 0), (1, 1, 1), (1, 1, 1), (0, 1, 0)]
    check(actual, right, EXACT, XOR_NETWORK, part=([0, 1, 2, 3], part))


@exercise("xor_network", secret=False)
def test_hidden_units(student):
    check_units(student, [0, 1])


@exercise("xor_network", secret=False)
def test_output_unit(student):
    check_units(student, 2)
