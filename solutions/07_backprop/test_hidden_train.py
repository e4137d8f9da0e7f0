"""Hidden suite of 07_backprop: train_single."""

import numpy as np

from autograder.suite import Case, Misconception, Tolerance, check, exercise, expect_tuple, lone, table

TOL = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="each update pulls rounding errors in again; one update more or less moves the output by 1e-7 at least",
)
FIGURE = Tolerance(
    rtol=1e-6, atol=0.0, why="the figures are given to eight digits; another order of summing moves them by 1e-12"
)


def squash(x):
    return 1 / (1 + np.exp(-x))


def train(updates, learning_rate=0.2, *, sign=-1, biases=True, new_weights=False, samples=1, slope=True):
    """The lecture's program, with the step changed that a misconception changes; `samples` 4 is its whole XOR table."""
    X, T = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])
    W1, B1, W2, B2 = np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([0.1, 0.2]), np.array([[0.5], [0.6]]), np.array([0.3])
    step = sign * learning_rate
    for _ in range(updates):
        for row in range(samples):
            x, t = X[[row]], T[[row]]
            hidden = squash(x @ W1 + B1)
            out = squash(hidden @ W2 + B2)
            delta2 = (out - t) * (out * (1 - out) if slope else 1)
            new_W2 = W2 + step * hidden.T @ delta2
            delta1 = delta2 @ (new_W2 if new_weights else W2).T * (hidden * (1 - hidden) if slope else 1)
            W2, W1 = new_W2, W1 + step * x.T @ delta1
            if biases:
                B2, B1 = B2 + step * delta2[0], B1 + step * delta1[0]
    out = float(squash(squash(X[[0]] @ W1 + B1) @ W2 + B2)[0, 0])
    return out, out**2 / 2


FEW = [
    Case("three", 3, 0.2),
    Case("faster", 5, 0.5),
    Case("lecture-one", 1, 0.2, expected=(0.6995526400, 0.2446869481)),
    Case("untrained", 0, 0.2, expected=(0.7093831367, 0.2516122173)),
    Case("many", 150, 0.35),
]


TRAIN = [
    Misconception("off-by-one", model=lambda n, rate=0.2: train(n + 1, rate)),
    Misconception("off-by-one", model=lambda n, rate=0.2: train(max(n - 1, 0), rate)),
    Misconception("single-update", model=lambda n, rate=0.2: train(min(n, 1), rate)),
    Misconception("counts-passes", model=lambda n, rate=0.2: train(4 * n, rate)),
    Misconception("counts-passes", model=lambda n, rate=0.2: train(n, rate, samples=4)),
    Misconception("plus-for-minus", model=lambda n, rate=0.2: train(n, rate, sign=1)),
    Misconception("biases-not-updated", model=lambda n, rate=0.2: train(n, rate, biases=False)),
    Misconception("new-for-old-weights", model=lambda n, rate=0.2: train(n, rate, new_weights=True)),
    Misconception("rate-ignored", model=lambda n, rate=0.2: train(n, 0.2)),
    Misconception("slope-left-out", model=lambda n, rate=0.2: train(n, rate, slope=False)),
    Misconception("whole-division", model=lambda n, rate=0.2: (train(n, rate)[0], 0.0)),
    Misconception("error-without-half", model=lambda n, rate=0.2: (train(n, rate)[0], 2 * train(n, rate)[1])),
]


def plain(value):
    """The pair as numbers: the lecture's program keeps the output as an array (1, 1), which is as good."""
    return tuple(map(lone, expect_tuple(value, 2)))


@exercise("train_single", weight=2, builds_on=("backward", "sgd_step"))
@table(FEW)
def test_train_single(student, case):
    check(plain(student.train_single(*case.args)), case.expect(train), TOL, TRAIN, args=case.args)


@exercise("train_single", needs=test_train_single, builds_on=("backward", "sgd_step"), call_s=8)
@table(
    [
        Case("ten-thousand", 10_000, expected=(0.01208848220, 7.3065701e-5)),
        Case("forty-thousand", 40_000, expected=(0.005770940746, 1.66518785e-5)),
    ]
)
def test_train_single_long(student, case):
    check(plain(student.train_single(*case.args)), case.expected, FIGURE)


@exercise("train_single", needs=test_train_single)
def test_train_single_starts_afresh(student):
    for _ in range(2):
        check(plain(student.train_single(4)), train(4), TOL)
