"""Hidden suite of 07_backprop: train_single."""

import numpy as np

from autograder.suite import Case, Misconception, Tolerance, check, exercise, expect_tuple, table, text

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


def train(updates, learning_rate=0.2, *, sign=-1, biases=True, new_weights=False, samples=1, slope=True, earlier=()):
    """The lecture's program, with the step changed that a misconception changes; `samples` 4 is its whole XOR
    table, `earlier` are pairs (updates, rate) that were run before."""
    X, T = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[0.0], [1], [1], [0]])
    W1, B1, W2, B2 = np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([0.1, 0.2]), np.array([[0.5], [0.6]]), np.array([0.3])
    for rate in [rate for n, rate in (*earlier, (updates, learning_rate)) for _ in range(n)]:
        step = sign * rate
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


OFF_BY_ONE = text(
    en="That is the network of one update earlier or later. Is the output computed after the last update, and how "
    "often does the loop run?",
    ko="갱신을 한 번 덜 하거나 더 한 신경망의 값입니다. 출력을 마지막 갱신 뒤에 계산했나요? 반복문은 몇 번 도나요?",
)
COUNTS_PASSES = text(
    en="Four updates were made where one was asked for. The slide's '10000' counts passes over four samples; what "
    "does `updates` count?",
    ko="한 번이어야 할 갱신을 네 번씩 했습니다. 슬라이드의 '10000번'은 샘플 네 개를 도는 횟수입니다. `updates`는 "
    "무엇을 세나요?",
)
FEW = [
    Case("three", 3, 0.2),
    Case("faster", 5, 0.5),
    Case("lecture-one", 1, 0.2, expected=(0.6995526400, 0.2446869481)),
    Case("untrained", 0, 0.2, expected=(0.7093831367, 0.2516122173)),
    Case("many", 150, 0.35),
]
CONTINUES = text(
    en="A later call went on where an earlier one had stopped. Where do the weights live, and who changes them?",
    ko="나중 호출이 앞선 호출이 멈춘 곳에서 이어졌습니다. 가중치는 어디에 있고 누가 바꾸나요?",
)


def continued(*args):
    """What comes out for a row of FEW if the rows before it have trained the same network."""
    runs = [case.args for case in FEW]
    return train(*args, earlier=runs[: runs.index(args)])


TRAIN = [
    Misconception("training-continues", CONTINUES, model=continued),
    Misconception("off-by-one", OFF_BY_ONE, model=lambda n, rate=0.2: train(n + 1, rate)),
    Misconception("off-by-one", OFF_BY_ONE, model=lambda n, rate=0.2: train(max(n - 1, 0), rate)),
    Misconception("counts-passes", COUNTS_PASSES, model=lambda n, rate=0.2: train(4 * n, rate)),
    Misconception("counts-passes", COUNTS_PASSES, model=lambda n, rate=0.2: train(n, rate, samples=4)),
    Misconception(
        "plus-for-minus",
        text(
            en="The output moves away from the target. In which direction does an update go?",
            ko="출력이 목표에서 멀어집니다. 갱신은 어느 방향으로 가나요?",
        ),
        model=lambda n, rate=0.2: train(n, rate, sign=1),
    ),
    Misconception(
        "biases-not-updated",
        text(
            en="The biases do not learn. At x = (0, 0), which parameters of the hidden layer can change at all?",
            ko="바이어스가 학습되지 않습니다. x = (0, 0)일 때 은닉층에서 변할 수 있는 매개변수는 무엇인가요?",
        ),
        model=lambda n, rate=0.2: train(n, rate, biases=False),
    ),
    Misconception(
        "new-for-old-weights",
        text(
            en="The hidden deltas see weights that have already been updated. All gradients of a step belong to the "
            "same network.",
            ko="은닉층의 델타가 이미 갱신된 가중치를 보고 있습니다. 한 걸음의 그래디언트는 모두 같은 신경망의 "
            "것이어야 합니다.",
        ),
        model=lambda n, rate=0.2: train(n, rate, new_weights=True),
    ),
    Misconception(
        "rate-ignored",
        text(en="The learning rate that was passed in has no effect.", ko="인수로 준 학습률이 쓰이지 않습니다."),
        model=lambda n, rate=0.2: train(n, 0.2),
    ),
    Misconception(
        "slope-left-out",
        text(
            en="It learns too fast: the deltas lack the slopes of the sigmoids.",
            ko="너무 빨리 학습합니다. 델타에 시그모이드의 기울기가 없습니다.",
        ),
        model=lambda n, rate=0.2: train(n, rate, slope=False),
    ),
    Misconception(
        "error-without-half",
        text(
            en="E is twice too large: which factor has the lecture's error?",
            ko="E가 두 배입니다. 강의의 오차에는 어떤 계수가 있나요?",
        ),
        model=lambda n, rate=0.2: (train(n, rate)[0], 2 * train(n, rate)[1]),
    ),
]


def plain(value):
    """The pair as numbers: the lecture's program keeps the output as an array (1, 1), which is as good."""
    return tuple(
        part.item() if type(part) is np.ndarray and part.size == 1 and part.dtype.kind in "biuf" else part
        for part in expect_tuple(value, 2)
    )


@exercise(
    "train_single",
    weight=2,
    builds_on=("backward", "sgd_step"),
    about=text(en="a few updates, several learning rates", ko="몇 번의 갱신, 여러 학습률"),
)
@table(FEW)
def test_train_single(student, case):
    check(plain(student.train_single(*case.args)), case.expect(train), TOL, TRAIN, args=case.args)


@exercise(
    "train_single",
    needs=test_train_single,
    builds_on=("backward", "sgd_step"),
    call_s=60,
    about=text(en="10,000 and 40,000 updates", ko="갱신 10,000번과 40,000번"),
)
@table(
    [
        Case("ten-thousand", 10_000, expected=(0.01208848220, 7.3065701e-5)),
        Case("forty-thousand", 40_000, expected=(0.005770940746, 1.66518785e-5)),
    ]
)
def test_train_single_long(student, case):
    check(plain(student.train_single(*case.args)), case.expected, FIGURE)


@exercise(
    "train_single",
    needs=test_train_single,
    about=text(en="every call starts from the lecture's weights", ko="부를 때마다 강의의 처음 가중치에서 시작"),
)
def test_train_single_starts_afresh(student):
    continues = Misconception("training-continues", CONTINUES, when=lambda got, n: got[0] < train(n)[0])
    for _ in range(2):
        check(plain(student.train_single(4)), train(4), TOL, [continues], args=(4,))
