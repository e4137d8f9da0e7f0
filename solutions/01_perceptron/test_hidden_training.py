"""Hidden suite of 01_perceptron: learning by Rosenblatt's rule, and what a line can separate.

Many answers are right here. Weights are compared only where every right way of computing is exact; elsewhere the
predictions count. Points to be separated are far enough from undecided that no rounding matters.
"""

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Tolerance,
    check,
    check_pure,
    check_unchanged,
    exercise,
    expect_number,
    expect_tuple,
    load_reference,
    require,
    table,
)

reference = load_reference(__file__)

EXACT_STEPS = Tolerance(rtol=0, atol=1e-9, why="inputs and rates are multiples of 1/2: every right way is exact")
OF_THIS_FORM = Tolerance(rtol=0, atol=1e300, why="any weights that separate will do: only the form is compared")

INPUTS = [(0, 0), (0, 1), (1, 0), (1, 1)]
TABLES = {"AND": [0, 0, 0, 1], "NAND": [1, 1, 1, 0], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}
CORNERS = np.array(INPUTS, dtype=float)


# ------------------------------------------------------------------------------------------- train_perceptron


def by_rosenblatt(
    X,
    t,
    learning_rate=0.1,
    epochs=100,
    *,
    fire=lambda s: float(s > 0),
    sign=1,
    bias=1.0,
    counted=1,
    start=0.0,
    undecided=0.0,
):
    """Rosenblatt's rule with one thing done differently; (list of weights, bias)."""
    w, b = np.full(X.shape[1], start), start
    for _ in range(epochs):
        for x_i, t_i in zip(X, t, strict=True):
            s = w @ x_i + counted * b
            step = learning_rate * sign * (t_i - fire(s) - undecided * (s == 0 == t_i))
            w, b = w + step * x_i, b + bias * step
    return w.tolist(), float(b)


def by_batches(X, t, learning_rate=0.1, epochs=100):
    w, b = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        error = t - (X @ w + b > 0)
        w, b = w + learning_rate * error @ X, b + learning_rate * error.sum()
    return w.tolist(), float(b)


def bias_at_full_step(X, t, learning_rate=0.1, epochs=100):
    return by_rosenblatt(X, t, learning_rate, epochs, bias=1 / learning_rate)


TRAIN = [
    Misconception("sign-of-the-update", model=lambda *args: by_rosenblatt(*args, sign=-1)),
    Misconception("undecided-is-wrong", model=lambda *args: by_rosenblatt(*args, undecided=1.0)),
    Misconception("bias-not-learned", model=lambda *args: by_rosenblatt(*args, bias=0.0)),
    Misconception("bias-not-counted", model=lambda *args: by_rosenblatt(*args, counted=0)),
    Misconception("reached-is-enough", model=lambda *args: by_rosenblatt(*args, fire=lambda s: float(s >= 0))),
    Misconception("error-without-step", model=lambda *args: by_rosenblatt(*args, fire=lambda s: s)),
    Misconception(
        "all-samples-at-once",
        when=lambda actual, X, t, rate, epochs: any(
            same_weights(actual, by_batches(X, t, step, epochs)) for step in (rate, rate / len(t))
        ),
    ),
    Misconception(
        "minus-one-for-zero",
        when=lambda actual, *args: any(
            same_weights(actual, by_rosenblatt(*args, fire=fire))
            for fire in (np.sign, lambda s: 2.0 * (s > 0) - 1, lambda s: 2.0 * (s >= 0) - 1)
        ),
    ),
    Misconception(
        "threshold-for-bias",
        when=lambda actual, *args: same_weights((actual[0], -actual[1]), by_rosenblatt(*args)),
    ),
    Misconception(
        "bias-not-last",
        when=lambda actual, *args: np.allclose(np.hstack(actual), np.roll(np.hstack(by_rosenblatt(*args)), 1)),
        about_form=True,
    ),
    Misconception(
        "epochs-ignored",
        when=lambda actual, X, t, rate, epochs: any(
            same_weights(actual, by_rosenblatt(X, t, rate, other))
            for other in (1, 2, 10, 100, 1000, epochs - 1, epochs + 1)
            if other != epochs
        ),
    ),
    Misconception(
        "rate-ignored",
        when=lambda actual, X, t, rate, epochs: (
            same_weights(actual, bias_at_full_step(X, t, rate, epochs))
            or any(
                same_weights(actual, by_rosenblatt(X, t, other, epochs)) for other in (0.1, 1.0, 2.0) if other != rate
            )
        ),
    ),
    Misconception(
        "start-not-zero",
        when=lambda actual, X, t, rate, epochs: any(
            same_weights(actual, by_rosenblatt(X, t, rate, epochs, start=start)) for start in (1.0, 0.5, 0.1, -1.0)
        ),
    ),
]


def same_weights(actual, wrong):
    w, b = actual
    return np.allclose(list(w), wrong[0], rtol=0, atol=1e-6) and abs(b - wrong[1]) <= 1e-6


def labels(gate):
    return np.array(TABLES[gate], dtype=float)


THREE_INPUTS = np.array(
    [[2, -1, 0], [0, 1, 3], [-1, -2, 1], [1, 1, -1], [3, 0, 2], [-2, 1, 0], [0, -3, -1]], dtype=float
)
THREE_LABELS = (THREE_INPUTS @ [1, -2, 1] - 0.5 > 0).astype(float)
XOR_CASES = [Case("XOR-five", CORNERS, labels("XOR"), 1.0, 5), Case("XOR-thirty", CORNERS, labels("XOR"), 0.5, 30)]


@exercise("train_perceptron", weight=3)
@table(
    [
        Case("three-inputs", THREE_INPUTS, THREE_LABELS, 0.5, 4),
        Case("three-inputs-one-epoch", THREE_INPUTS, THREE_LABELS, 1.0, 1),
        Case("AND-one-epoch", CORNERS, labels("AND"), 1.0, 1),
        Case("AND-two-epochs", CORNERS, labels("AND"), 1.0, 2),
        Case("AND-to-the-end", CORNERS, labels("AND"), 0.5, 20),
        Case("NAND-three-epochs", CORNERS, labels("NAND"), 0.5, 3),
        Case("OR-to-the-end", CORNERS, labels("OR"), 1.0, 20, secret=True),
        *XOR_CASES,
    ]
)
def test_weights_after_epochs(student, case):  # a list of weights is as good as an array
    check(student.train_perceptron(*case.args), by_rosenblatt(*case.args), EXACT_STEPS, TRAIN, args=case.args)


def epochs_needed(X, t, at_most=5000, bias=1.0):
    """Epochs until the rule makes no mistake; at_most if it does not get there. The bias may take other steps."""
    w, b = np.zeros(X.shape[1]), 0.0
    for epoch in range(at_most):
        mistakes = 0
        for x_i, t_i in zip(X, t, strict=True):
            error = t_i - float(w @ x_i + b > 0)
            w, b, mistakes = w + 0.1 * error * x_i, b + 0.1 * bias * error, mistakes + abs(error)
        if mistakes == 0:
            return epoch
    return at_most


def learnable(rng, size, dimensions):
    """Samples on which the rule gets there after 6 to 40 epochs, with no sum near 0: rounding decides nothing.

    So does a rule whose bias forgets the rate: whether it would is no luck of the draw then.
    """
    while True:
        X, normal, offset = rng.normal(size=(size, dimensions)), rng.normal(size=dimensions), rng.uniform(0.4, 0.9)
        t = (X @ normal + offset > 0).astype(float)
        if 0 < t.sum() < size and 6 <= epochs_needed(X, t, 41) <= 40 and epochs_needed(X, t, 91, bias=10.0) <= 90:
            w, b = reference.train_perceptron(X, t)
            if np.min(np.abs(X @ w + b)) > 1e-3:
                return X, t


@exercise("train_perceptron")  # whatever decides at a sum of exactly 0 learns, too
@table([Case("two-inputs", 14, 2), Case("three-inputs", 12, 3), Case("more-samples", 25, 2)])
def test_learns_separable_data(student, rng, case):
    X, t = learnable(rng, *case.args)
    answer = check(student.train_perceptron(X, t), by_rosenblatt(X, t), OF_THIS_FORM)
    weights, bias = expect_tuple(answer, 2)
    w = np.array([expect_number(part) for part in expect_tuple(weights, X.shape[1])])
    wrong = int(np.sum((X @ w + expect_number(bias) > 0) != t))
    by_threshold = np.array_equal(X @ w > expect_number(bias), t)
    require(
        wrong == 0,
        f"{wrong} of {len(t)} samples are predicted wrongly after 100 epochs at rate 0.1",
        "threshold-for-bias" if by_threshold else "learns-separable-data",
    )


# What learns has done the work: neither test below charges wrong weights again.
@exercise("train_perceptron", needs=test_learns_separable_data)
@table(XOR_CASES)
def test_stops_on_xor(student, case):
    check(student.train_perceptron(*case.args), by_rosenblatt(*case.args), OF_THIS_FORM)


@exercise("train_perceptron", needs=test_learns_separable_data)
def test_training_changes_nothing(student):
    observation = student.train_perceptron.observe(THREE_INPUTS, THREE_LABELS, 0.5, 3)
    check_unchanged(observation, "training-changes-nothing")


# ------------------------------------------------------------------------------------------- separable


def differences(X, t):
    return (X[t == 1][:, None, :] - X[t == 0][None, :, :]).reshape(-1, 2)


def clearance(X, t):
    """How far every point may move before the answer can change; positive where a line separates."""
    angles = np.linspace(0, 2 * np.pi, 3600, endpoint=False)
    normals = np.stack([np.cos(angles), np.sin(angles)])
    return np.max(np.min(differences(X, t) @ normals, axis=0)) / 2


def one_axis_only(X, t):
    return any(X[t == p, k].max() < X[t == 1 - p, k].min() for k in (0, 1) for p in (0, 1))


def through_the_origin(X, t):
    angles = np.linspace(0, 2 * np.pi, 3600, endpoint=False)
    signed = np.where(t == 1, 1, -1)[:, None] * (X @ np.stack([np.cos(angles), np.sin(angles)]))
    return bool(np.any(np.all(signed > 0, axis=0)))


def loosely_through_the_origin(X, t):
    """The same, where class 0 may touch the line, as with a rule that predicts 0 for a sum of 0."""
    angles = np.linspace(0, 2 * np.pi, 3600, endpoint=False)
    sums = X @ np.stack([np.cos(angles), np.sin(angles)])
    return bool(np.any(np.all((sums > 1e-9) == (t == 1)[:, None], axis=0)))


def by_centres(X, t):
    ones, zeros = X[t == 1].mean(axis=0), X[t == 0].mean(axis=0)
    side = (X - (ones + zeros) / 2) @ (ones - zeros)
    return bool(np.all((side > 0) == (t == 1)))


def by_least_squares(X, t):
    A = np.column_stack([X, np.ones(len(X))])
    solution = np.linalg.lstsq(A, 2 * t - 1, rcond=None)[0]
    return bool(np.all((A @ solution > 0) == (t == 1)))


def cloud(rng, *, apart):
    """Up to 20 points that are decided by more than 0.1, wherever they lie; the rule gets there soon or never."""
    while True:
        X = rng.uniform(-2, 2, (int(rng.integers(8, 20)), 2))
        normal, offset = rng.normal(size=2), rng.uniform(-0.8, 0.8)
        side = X @ normal / np.hypot(*normal) + offset
        X, side = X[np.abs(side) > 0.15], side[np.abs(side) > 0.15]
        t = (side > 0).astype(float)
        if not apart:
            t = np.where(rng.random(len(t)) < 0.2, 1 - t, t)
        if not (len(t) >= 6 and 2 <= t.sum() <= len(t) - 2):
            continue
        room = clearance(X, t)
        if (room > 0.1 and epochs_needed(X, t, 100) < 60) if apart else room < -0.1:
            return X, t


def points(*pairs):
    return np.array(pairs, dtype=float)


RING = np.stack([np.cos(np.arange(8) * np.pi / 4), np.sin(np.arange(8) * np.pi / 4)], axis=1)
SHAPES = {
    # two slanting rows side by side, their boxes overlapping
    "slanting": (points((0, 0), (1, 1), (2, 2), (0.5, 0), (1.5, 1), (2.5, 2)), np.array([1.0, 1, 1, 0, 0, 0])),
    # both classes on one side of the origin, one behind the other
    "behind": (points((1, 1), (1.2, 0.8), (0.8, 1.1), (2, 2), (2.2, 1.9), (1.9, 2.3)), np.array([0.0, 0, 0, 1, 1, 1])),
    # far points pull the centre and the least squares line over
    "far-points": (
        points((0, 0), (0, 1), (0, 0.5), (0.5, 0), (0.5, 1), (4, 0), (4, 1), (4, 0.5)) @ [[0.8, 0.6], [-0.6, 0.8]],
        np.array([0.0, 0, 0, 1, 1, 1, 1, 1]),
    ),
    "far-points-upright": (
        points((0, 0), (0, 1), (0, 0.5), (0.5, 0), (0.5, 1), (4, 0), (4, 1), (4, 0.5)),
        np.array([0.0, 0, 0, 1, 1, 1, 1, 1]),
    ),
    "island": (np.vstack([RING, 0.2 * RING[:3]]), np.array([1.0] * 8 + [0.0] * 3)),
    "cross": (
        points((-1, 0), (-0.4, 0), (0.5, 0), (1, 0), (0, -1), (0, -0.6), (0, 1)),
        np.array([1.0, 1, 1, 1, 0, 0, 0]),
    ),
    # one point amid the other class; what has been trained on it is right about the first point, and about the last
    "stray": (
        points((-3, -3), (-4, -3), (2, 2), (3, 2), (2.5, 2.5), (2, 3), (3, 3), (-3, -4)),
        np.array([0.0, 0, 1, 1, 0, 1, 1, 0]),
    ),
    # separable by 0.06 on either side, where the rule takes about 400 epochs
    "narrow": (
        points((1, 2), (1.7, 2.35), (2.4, 2.7), (3, 3), (1.3, 2), (1.95, 2.325), (2.6, 2.65), (3.3, 3)),
        np.array([1.0, 1, 1, 1, 0, 0, 0, 0]),
    ),
}
INSEPARABLE = {"island", "cross", "stray"}


def wrong_as(*models):
    """A predicate: the answers on all the sets are those of one of these models."""
    return lambda actual, *sets: any([bool(a) for a in actual] == [model(X, t) for X, t in sets] for model in models)


def gave_up(actual, *sets):
    """All that no line separates is right; of the others, those that need most epochs are called inseparable."""
    needed = [epochs_needed(X, t) if clearance(X, t) > 0 else -1 for X, t in sets]
    told = [n for n, answer in zip(needed, actual, strict=True) if answer and n >= 0]
    missed = [n for n, answer in zip(needed, actual, strict=True) if not answer and n >= 0]
    fooled = any(answer for n, answer in zip(needed, actual, strict=True) if n < 0)
    return bool(missed) and not fooled and min(missed) > max(told, default=-1)


SAME_ANSWER = Misconception("same-answer-always", when=lambda actual, *_sets: len(set(actual)) == 1)
SEPARABLE = [
    Misconception("upright-lines-only", when=wrong_as(one_axis_only)),
    Misconception("lines-through-the-origin", when=wrong_as(through_the_origin, loosely_through_the_origin)),
    Misconception("one-line-tried", when=wrong_as(by_centres, by_least_squares)),
    Misconception("gave-up-too-early", when=gave_up),
]


def check_separable(student, sets, expected, known):
    check([student.separable(X, t) for X, t in sets], expected, EXACT, known, args=sets)


@exercise("separable", weight=2, call_s=20, secret=False)
def test_gates_are_separable(student):
    sets = [(CORNERS, labels(gate)) for gate in ("AND", "XOR", "OR", "NAND")]
    first = CORNERS[:, 0]
    sets += [(CORNERS, first), (CORNERS - 0.5, first)]  # an upright line will do, and one through the origin
    check_separable(student, sets, [True, False, True, True, True, True], [SAME_ANSWER, *SEPARABLE])


@exercise("separable", weight=2, call_s=20, needs=test_gates_are_separable)
def test_clouds(student, rng):
    clouds = [cloud(rng, apart=apart) for apart in (True, False, True, False)]
    expected = [*(name not in INSEPARABLE for name in SHAPES), True, False, True, False]
    check_separable(student, [*SHAPES.values(), *clouds], expected, SEPARABLE)


@exercise("separable", weight=0.5, call_s=20, needs=test_gates_are_separable)
def test_separating_changes_nothing(student):
    check_pure(student.separable, *((CORNERS, labels(gate)) for gate in ("AND", "XOR")))


SPECIAL = [
    Misconception("one-class-alone", when=lambda actual, *_: not actual),
    Misconception("equal-points", when=lambda actual, *_: actual),
]


@exercise("separable", weight=1, call_s=20, needs=test_gates_are_separable)
@table(
    [
        Case("ones-only", points((0, 0), (1, 0), (0.3, 2)), np.ones(3), expected=True),
        Case("zeros-only", points((0, 0), (1, 1), (2, 0)), np.zeros(3), expected=True),
        Case("equal-points", points((0, 0), (1, 0), (1, 0), (2, 0)), np.array([0.0, 0, 1, 1]), expected=False),
        Case("equal-aslant", points((0, 0.2), (1, 0.5), (1, 0.5), (2, 1)), np.array([0.0, 0, 1, 1]), expected=False),
        Case("two-points", points((0.5, 0.5), (1.5, 0.5)), np.array([1.0, 0]), expected=True),
        Case("twice-the-same", points((0, 0), (0, 0), (1, 1), (1, 1)), np.array([0.0, 0, 1, 1]), expected=True),
        Case("one-point-two-labels", points((1, 2), (1, 2)), np.array([1.0, 0]), expected=False),
    ]
)
def test_special_sets(student, case):
    check(student.separable(*case.args), case.expected, EXACT, SPECIAL)
