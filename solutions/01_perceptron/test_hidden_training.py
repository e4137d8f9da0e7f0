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
    check_unchanged,
    exercise,
    expect_number,
    expect_tuple,
    load_reference,
    require,
    table,
    text,
)

reference = load_reference(__file__)

EXACT_STEPS = Tolerance(rtol=0, atol=1e-9, why="inputs and rates are multiples of 1/2: every right way is exact")

INPUTS = [(0, 0), (0, 1), (1, 0), (1, 1)]
TABLES = {"AND": [0, 0, 0, 1], "NAND": [1, 1, 1, 0], "OR": [0, 1, 1, 1], "XOR": [0, 1, 1, 0]}
CORNERS = np.array(INPUTS, dtype=float)

REACHED = text(
    en="A sum that only reaches the threshold counted as firing. One deck writes >=; what does this course ask for?",
    ko="가중합이 임계값과 같을 때도 활성화되었습니다. >= 라고 쓴 자료도 있지만, 이 과목에서는 어떻게 정했나요?",
)


# ------------------------------------------------------------------------------------------- train_perceptron


def by_rosenblatt(X, t, learning_rate=0.1, epochs=100, *, fire=lambda s: float(s > 0), sign=1, bias=1.0, start=0.0):
    """Rosenblatt's rule with one thing done differently; (list of weights, bias)."""
    w, b = np.full(X.shape[1], start), start
    for _ in range(epochs):
        for x_i, t_i in zip(X, t, strict=True):
            step = learning_rate * sign * (t_i - fire(w @ x_i + b))
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
    Misconception(
        "sign-of-the-update",
        text(
            en="The weights run away from the answers. A neuron that should have fired and did not: must its sum "
            "grow or "
            "shrink? (The update rule is printed with the wrong sign in places.)",
            ko="가중치가 정답에서 멀어지는 쪽으로 바뀌고 있습니다. 활성화되어야 하는데 되지 않았다면 가중합이 "
            "커져야 할까요, "
            "작아져야 할까요? (강의 자료에는 갱신 식의 부호가 잘못 적힌 곳이 있습니다.)",
        ),
        model=lambda *args: by_rosenblatt(*args, sign=-1),
    ),
    Misconception(
        "bias-not-learned",
        text(
            en="The weights change, the bias does not follow. Which input does the bias belong to, and what is "
            "its value?",
            ko="가중치는 바뀌는데 편향은 그대로입니다. 편향을 가중치로 본다면 그 입력의 값은 무엇일까요?",
        ),
        model=lambda *args: by_rosenblatt(*args, bias=0.0),
    ),
    Misconception("reached-is-enough", REACHED, model=lambda *args: by_rosenblatt(*args, fire=lambda s: float(s >= 0))),
    Misconception(
        "error-without-step",
        text(
            en="The error was taken from the weighted sum. What is the prediction y in t - y?",
            ko="가중합으로 오차를 계산했습니다. t - y에서 예측값 y는 무엇인가요?",
        ),
        model=lambda *args: by_rosenblatt(*args, fire=lambda s: s),
    ),
    Misconception(
        "all-samples-at-once",
        text(
            en="All samples were judged by the same weights. When does Rosenblatt's rule change the weights, "
            "after each "
            "sample or after each epoch?",
            ko="모든 샘플을 같은 가중치로 판단했습니다. 로젠블라트의 규칙은 샘플마다 가중치를 바꾸나요, 에폭마다 "
            "바꾸나요?",
        ),
        model=by_batches,
    ),
    Misconception(
        "epochs-ignored",
        text(
            en="The number of passes is not the one that was asked for. What is one epoch, and who says how many "
            "there are?",
            ko="요청한 만큼 반복하지 않았습니다. 한 에폭은 무엇이고, 에폭 수는 누가 정하나요?",
        ),
        when=lambda actual, X, t, rate, epochs: any(
            same_weights(actual, by_rosenblatt(X, t, rate, other)) for other in (1, 2, 10, 100, 1000) if other != epochs
        ),
    ),
    Misconception(
        "rate-ignored",
        text(
            en="The weights have the wrong size. By what is every step multiplied, and is that so for w and for b?",
            ko="가중치의 크기가 다릅니다. 한 걸음의 크기는 무엇으로 정해지고, w와 b에 모두 적용되었나요?",
        ),
        when=lambda actual, X, t, rate, epochs: (
            same_weights(actual, bias_at_full_step(X, t, rate, epochs))
            or any(
                same_weights(actual, by_rosenblatt(X, t, other, epochs)) for other in (0.1, 1.0, 2.0) if other != rate
            )
        ),
    ),
    Misconception(
        "start-not-zero",
        text(
            en="The weights start from somewhere else. Where do w and b begin?",
            ko="처음 가중치가 다릅니다. w와 b는 어떤 값에서 시작하나요?",
        ),
        when=lambda actual, X, t, rate, epochs: any(
            same_weights(actual, by_rosenblatt(X, t, rate, epochs, start=start)) for start in (1.0, 0.5, 0.1, -1.0)
        ),
    ),
]


def same_weights(actual, wrong):
    w, b = actual
    return np.allclose(list(w), wrong[0], rtol=0, atol=1e-6) and abs(b - wrong[1]) <= 1e-6


def check_training(student, *args):
    """The weights after exactly these steps. A list of weights is as good as an array."""
    observation = student.train_perceptron.observe(*args)
    check(observation.value, by_rosenblatt(*args), EXACT_STEPS, TRAIN, args=args)
    return observation


def labels(gate):
    return np.array(TABLES[gate], dtype=float)


THREE_INPUTS = np.array(
    [[2, -1, 0], [0, 1, 3], [-1, -2, 1], [1, 1, -1], [3, 0, 2], [-2, 1, 0], [0, -3, -1]], dtype=float
)
THREE_LABELS = (THREE_INPUTS @ [1, -2, 1] - 0.5 > 0).astype(float)


@exercise(
    "train_perceptron",
    weight=3,
    about=text(en="the weights after one epoch, after a few, after many", ko="한 에폭, 몇 에폭, 여러 에폭 뒤의 가중치"),
)
@table(
    [
        Case("three-inputs", THREE_INPUTS, THREE_LABELS, 0.5, 4),
        Case("three-inputs-one-epoch", THREE_INPUTS, THREE_LABELS, 1.0, 1),
        Case("AND-one-epoch", CORNERS, labels("AND"), 1.0, 1),
        Case("AND-two-epochs", CORNERS, labels("AND"), 1.0, 2),
        Case("AND-to-the-end", CORNERS, labels("AND"), 0.5, 20),
        Case("NAND-three-epochs", CORNERS, labels("NAND"), 0.5, 3),
        Case("OR-to-the-end", CORNERS, labels("OR"), 1.0, 20),
    ]
)
def test_weights_after_epochs(student, case):
    check_training(student, *case.args)


def epochs_needed(X, t, at_most=5000):
    """Epochs until the rule makes no mistake; at_most if it does not get there."""
    w, b = np.zeros(X.shape[1]), 0.0
    for epoch in range(at_most):
        mistakes = 0
        for x_i, t_i in zip(X, t, strict=True):
            error = t_i - float(w @ x_i + b > 0)
            w, b, mistakes = w + 0.1 * error * x_i, b + 0.1 * error, mistakes + abs(error)
        if mistakes == 0:
            return epoch
    return at_most


def learnable(rng, size, dimensions):
    """Samples on which the rule gets there after 6 to 40 epochs, with no sum near 0: rounding decides nothing."""
    while True:
        X, normal, offset = rng.normal(size=(size, dimensions)), rng.normal(size=dimensions), rng.uniform(0.4, 0.9)
        t = (X @ normal + offset > 0).astype(float)
        if 0 < t.sum() < size and 6 <= epochs_needed(X, t, 41) <= 40:
            w, b = reference.train_perceptron(X, t)
            if np.min(np.abs(X @ w + b)) > 1e-3:
                return X, t


@exercise(
    "train_perceptron",
    needs=test_weights_after_epochs,
    about=text(en="learns to predict t, at the default rate", ko="기본 학습률로 t를 예측하게 됨"),
)
@table([Case("two-inputs", 14, 2), Case("three-inputs", 12, 3), Case("more-samples", 25, 2)])
def test_learns_separable_data(student, rng, case):
    X, t = learnable(rng, *case.args)
    weights, bias = expect_tuple(student.train_perceptron(X, t), 2)
    w = np.array([expect_number(part) for part in expect_tuple(weights, X.shape[1])])
    wrong = int(np.sum((X @ w + expect_number(bias) > 0) != t))
    require(
        wrong == 0,
        f"{wrong} of {len(t)} samples are predicted wrongly after 100 epochs at rate 0.1",
        text(
            en="With the rate and the number of epochs left to their defaults, some samples are still on the "
            "wrong side.",
            ko="학습률과 에폭 수를 기본값으로 두었을 때 아직 틀리게 분류되는 샘플이 있습니다.",
        ),
    )


@exercise(
    "train_perceptron",
    needs=test_weights_after_epochs,
    about=text(en="XOR: stops after the given number of epochs", ko="XOR: 정해진 에폭 뒤에 멈춤"),
)
@table([Case("five", CORNERS, labels("XOR"), 1.0, 5), Case("thirty", CORNERS, labels("XOR"), 0.5, 30)])
def test_stops_on_xor(student, case):
    check_training(student, *case.args)


@exercise(
    "train_perceptron",
    needs=test_weights_after_epochs,
    about=text(en="X and t stay as they are", ko="X와 t가 바뀌지 않음"),
)
def test_training_changes_nothing(student):
    check_unchanged(
        check_training(student, THREE_INPUTS, THREE_LABELS, 0.5, 3),
        text(
            en="The call altered X or t. Do you prepare the data (labels, a column of ones) in the array you were "
            "given?",
            ko="함수가 X나 t를 바꾸었습니다. 받은 배열을 직접 고쳐서 데이터를 준비하고 있지는 않나요?",
        ),
    )


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
    # separable by 0.06 on either side, where the rule takes about 400 epochs
    "narrow": (
        points((1, 2), (1.7, 2.35), (2.4, 2.7), (3, 3), (1.3, 2), (1.95, 2.325), (2.6, 2.65), (3.3, 3)),
        np.array([1.0, 1, 1, 1, 0, 0, 0, 0]),
    ),
}
INSEPARABLE = {"island", "cross"}


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


SEPARABLE = [
    Misconception(
        "same-answer-always",
        text(
            en="The answer is the same for every set of points. What did the four gates show?",
            ko="어떤 점을 주어도 답이 같습니다. 네 게이트에서 무엇을 보았나요?",
        ),
        when=lambda actual, *_sets: len(set(actual)) == 1,
    ),
    Misconception(
        "upright-lines-only",
        text(
            en="Only upright or level lines were tried. Which way may a separating line lean?",
            ko="수직선이나 수평선만 살펴보았습니다. 두 클래스를 나누는 직선은 기울어져도 될까요?",
        ),
        when=wrong_as(one_axis_only),
    ),
    Misconception(
        "lines-through-the-origin",
        text(
            en="Only lines through the origin were tried. What moves a line away from the origin?",
            ko="원점을 지나는 직선만 살펴보았습니다. 직선을 원점에서 옮기는 것은 무엇인가요?",
        ),
        when=wrong_as(through_the_origin, loosely_through_the_origin),
    ),
    Misconception(
        "one-line-tried",
        text(
            en="One particular line was tried, such as the one halfway between the centres. If it fails, has "
            "every line failed?",
            ko="두 중심의 가운데를 지나는 직선처럼 특정한 직선 하나만 시험했습니다. 그 직선이 안 되면 모든 직선이 "
            "안 되는 것일까요?",
        ),
        when=wrong_as(by_centres, by_least_squares),
    ),
    Misconception(
        "gave-up-too-early",
        text(
            en="Sets with a narrow gap are called inseparable. If training has not ended yet, does that mean it "
            "never will?",
            ko="간격이 좁은 점들을 분리할 수 없다고 했습니다. 학습이 아직 끝나지 않았다고 해서 영영 끝나지 않는 "
            "것일까요?",
        ),
        when=gave_up,
    ),
]


def check_separable(student, sets, expected):
    observations = [student.separable.observe(X, t) for X, t in sets]
    check([observation.value for observation in observations], expected, EXACT, SEPARABLE, args=sets)
    for observation in observations:
        check_unchanged(observation)


@exercise(
    "separable",
    weight=2,
    call_s=60,
    about=text(en="AND, OR, NAND, XOR, and x1 alone", ko="AND, OR, NAND, XOR, 그리고 x1 하나"),
)
def test_gates_are_separable(student):
    sets = [(CORNERS, labels(gate)) for gate in ("AND", "XOR", "OR", "NAND")]
    first = CORNERS[:, 0]
    sets += [(CORNERS, first), (CORNERS - 0.5, first)]  # an upright line will do, and one through the origin
    check_separable(student, sets, [True, False, True, True, True, True])


@exercise(
    "separable",
    weight=2,
    call_s=60,
    needs=test_gates_are_separable,
    about=text(
        en="clouds of points: slanting, narrow, one around the other",
        ko="여러 모양의 점: 기울어진 것, 간격이 좁은 것, 둘러싼 것",
    ),
)
def test_clouds(student, rng):
    clouds = [cloud(rng, apart=apart) for apart in (True, False, True, False)]
    sets = [*SHAPES.values(), *clouds]
    check_separable(student, sets, [*(name not in INSEPARABLE for name in SHAPES), True, False, True, False])


SPECIAL = [
    Misconception(
        "one-class-alone",
        text(
            en="Nothing stands in the way here: is there really no line with all of class 1 on one side and all "
            "of class 0 on the other? Think of sets with one class only, or with a single point of each.",
            ko="여기에는 나누는 직선이 정말 없을까요? 한 클래스만 있거나 클래스마다 점이 하나뿐인 경우를 생각해 "
            "보세요.",
        ),
        model=False,
    ),
    Misconception(
        "equal-points",
        text(
            en="Two equal points carry different labels. Can they lie strictly on different sides of a line?",
            ko="같은 점에 다른 레이블이 붙어 있습니다. 한 점이 직선의 양쪽에 동시에 있을 수 있을까요?",
        ),
        model=True,
    ),
]


@exercise(
    "separable",
    weight=1,
    call_s=60,
    needs=test_gates_are_separable,
    about=text(
        en="one class alone, and equal points with different labels",
        ko="한 클래스만 있을 때, 같은 점에 다른 레이블이 붙을 때",
    ),
)
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
