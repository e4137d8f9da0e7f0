"""Hidden suite of 08_xor_mlp: training.

`fit` and `fit_batch` are deterministic: a few epochs tell every wrong way from the right one, and cost nothing. The
lecture's 90,000 epochs are one test of their own, at the end. `solve_xor` has many right answers: its property counts.
"""

from itertools import permutations

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Rng,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_array,
    expect_dict,
    expect_number,
    expect_tuple,
    fail,
    require,
    table,
    text,
)

TOL = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="a few dozen updates lose 1e-14 in float64; the mildest mistake, new for old weights, moves W1 by 1e-5",
)
PRINTED = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="printed to eight decimals; after 360,000 updates two right orders of computing still agree to 1e-14",
)

X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
T = np.array([[0.0], [1.0], [1.0], [0.0]])
NAMES = ("W1", "B1", "W2", "B2")


def squash(x):
    return 1 / (1 + np.exp(-x))


def lecture_params():
    return {
        "W1": np.array([[0.1, 0.2], [0.3, 0.4]]),
        "B1": np.array([0.1, 0.2]),
        "W2": np.array([[0.5], [0.6]]),
        "B2": np.array([0.3]),
    }


def draw_params(seed, width):
    rng = np.random.default_rng(seed)
    shapes = {"W1": (2, width), "B1": (width,), "W2": (width, 1), "B2": (1,)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


def outputs(params, X):
    return squash(squash(X @ params["W1"] + params["B1"]) @ params["W2"] + params["B2"])


SLOPES = {
    "right": lambda net, out: out * (1 - out),
    "of the net input": lambda net, out: net * (1 - net),
    "squashed again": lambda net, out: squash(out) * (1 - squash(out)),
    "left out": lambda net, out: np.ones_like(out),
}


def descend(params, parts, rate, *, sign=-1, error=1.0, slope="right", hidden_slope=None, new_weights=False,
            biases=True, mean=False, units=None):  # fmt: skip
    """One update for each part (x, t) of the data, with the step changed that a misconception changes."""
    W1, B1, W2, B2 = (params[name] for name in NAMES)
    f_out, f_hidden = SLOPES[slope], SLOPES[hidden_slope or slope]
    for x, t in parts:
        step = sign * rate / (len(x) if mean else 1)
        net1 = x @ W1 + B1
        hidden = squash(net1)
        net2 = hidden @ W2 + B2
        out = squash(net2)
        delta2 = error * (out - t) * f_out(net2, out)
        new_W2 = W2 + step * hidden.T @ delta2
        delta1 = delta2 @ (new_W2 if new_weights else W2).T * f_hidden(net1, hidden)
        if units is not None:  # only the first units learn
            delta1, new_W2 = delta1 * (np.arange(len(B1)) < units), np.vstack([new_W2[:units], W2[units:]])
        W2, W1 = new_W2, W1 + step * x.T @ delta1
        if biases:
            B2, B1 = B2 + step * delta2.sum(axis=0), B1 + step * delta1.sum(axis=0)
    return {"W1": W1, "B1": B1, "W2": W2, "B2": B2}


def singly(X, T, epochs, order=None):
    rows = range(len(X)) if order is None else order
    return [(X[[row]], T[[row]]) for _ in range(epochs) for row in rows]


def online(params, X, T, learning_rate, epochs, **changes):
    return descend(params, singly(X, T, epochs), learning_rate, **changes)


def agree(got, expected):
    """Equal in shape too: a bias of shape (1, h) is a mistake of its own, not that of a misconception."""
    return all(
        np.shape(got[name]) == expected[name].shape
        and np.allclose(got[name], expected[name], rtol=TOL.rtol, atol=TOL.atol)
        for name in NAMES
    )


PLUS = text(
    en="The error grows: the parameters moved uphill. The slides print a plus in the update; what do they compute?",
    ko="오차가 커집니다. 매개변수가 오르막으로 움직였습니다. 슬라이드의 갱신식에는 더하기가 인쇄되어 있지만 실제로는 "
    "어떻게 계산했나요?",
)
OF_NET = text(
    en="y (1 - y) was fed with net inputs. The lab calls its parameter x, but what does the lab pass to it?",
    ko="y (1 - y)에 입력의 총합을 넣었습니다. 실습 코드의 매개변수 이름은 x이지만, 실제로 넘기는 값은 무엇인가요?",
)
TWICE = text(
    en="Outputs went through the sigmoid a second time before the slope was taken. What are they already?",
    ko="기울기를 구하기 전에 출력을 시그모이드에 한 번 더 넣었습니다. 출력은 이미 무엇을 거친 값인가요?",
)
NO_SLOPE = text(
    en="A slope is missing: on the way back every sigmoid that the signal has passed counts, in both layers.",
    ko="빠진 기울기가 있습니다. 거꾸로 갈 때에는 신호가 지나온 시그모이드를 두 층에서 모두 고려해야 합니다.",
)
NEW_WEIGHTS = text(
    en="The hidden deltas were made with a W2 that had already been updated. With which W2 was the output computed?",
    ko="은닉층의 델타를 이미 갱신한 W2로 구했습니다. 출력을 계산할 때 쓴 W2는 어느 것인가요?",
)
NO_BIASES = text(
    en="The biases stay where they are. A bias is a weight whose input is always 1: what is its gradient?",
    ko="바이어스가 그대로입니다. 바이어스는 입력이 언제나 1인 가중치입니다. 그 그래디언트는 무엇인가요?",
)
DOUBLED = text(
    en="The steps are twice too long. What does the lecture's factor 1/2 do when the square is differentiated?",
    ko="걸음이 두 배로 큽니다. 제곱을 미분할 때 강의의 계수 1/2은 어떤 역할을 하나요?",
)
OFF_BY_ONE = text(
    en="That is one epoch more or less than was asked for. How often does the outer loop run?",
    ko="요청한 것보다 한 에포크 많거나 적게 학습했습니다. 바깥쪽 반복문은 몇 번 도나요?",
)
RATE_IGNORED = text(
    en="The learning rate that was passed in has no effect.",
    ko="인수로 받은 학습률이 쓰이지 않습니다.",
)


def shared(train):
    """Misconceptions of both ways of training; `train` is like `online`, with `changes`."""

    def known(name, hint, **changes):
        return Misconception(name, hint, model=lambda *args, **kwargs: train(*args, **kwargs, **changes))

    def other_epochs(more):
        def model(params, X, T, learning_rate, epochs):
            return train(params, X, T, learning_rate, max(epochs + more, 0))

        return Misconception("off-by-one-epoch", OFF_BY_ONE, model=model)

    return [
        known("plus-for-minus", PLUS, sign=1),
        known("derivative-of-net", OF_NET, slope="of the net input"),
        known("derivative-of-net", OF_NET, hidden_slope="of the net input"),
        known("sigmoid-twice", TWICE, slope="squashed again"),
        known("sigmoid-twice", TWICE, hidden_slope="squashed again"),
        known("slope-left-out", NO_SLOPE, slope="left out"),
        known("slope-left-out", NO_SLOPE, slope="left out", hidden_slope="right"),
        known("slope-left-out", NO_SLOPE, hidden_slope="left out"),
        known("new-for-old-weights", NEW_WEIGHTS, new_weights=True),
        known("biases-not-updated", NO_BIASES, biases=False),
        known("gradient-doubled", DOUBLED, error=2.0),
        other_epochs(1),
        other_epochs(-1),
        Misconception(
            "rate-ignored",
            RATE_IGNORED,
            model=lambda params, X, T, learning_rate, epochs: train(params, X, T, 0.2, epochs),
        ),
    ]


# ------------------------------------------------------------------------------------------------ fit

BATCH = text(
    en="All samples were collected before the weights moved. In online learning, when does one sample reach them?",
    ko="모든 샘플을 모은 다음에야 가중치를 바꾸었습니다. 온라인 학습에서는 샘플 하나가 언제 가중치를 바꾸나요?",
)
ORDER = text(
    en="The samples were not taken in their order. Does the order matter when every sample moves the weights?",
    ko="샘플을 주어진 순서대로 쓰지 않았습니다. 샘플마다 가중치가 바뀐다면 순서가 상관없을까요?",
)


def in_some_other_order(got, params, X, T, learning_rate, epochs):
    """One epoch in any order, or any number of them backwards."""
    orders = permutations(range(len(X))) if epochs == 1 and len(X) <= 4 else [range(len(X))[::-1]]
    return any(agree(got, descend(params, singly(X, T, epochs, order), learning_rate)) for order in orders)


FIT = [
    *shared(online),
    Misconception(
        "batch-for-online",
        BATCH,
        when=lambda got, params, X, T, learning_rate, epochs: any(
            agree(got, descend(params, [(X, T)] * epochs, learning_rate, mean=mean)) for mean in (False, True)
        ),
    ),
    Misconception("another-order", ORDER, when=in_some_other_order),
    Misconception(
        "one-sample-only",
        text(
            en="Only one sample of each epoch moves the weights. What stands inside the inner loop, and what after it?",
            ko="에포크마다 샘플 하나만 가중치를 바꿉니다. 안쪽 반복문 안에 있는 것과 밖에 있는 것은 무엇인가요?",
        ),
        when=lambda got, params, X, T, learning_rate, epochs: any(
            agree(got, descend(params, singly(X, T, epochs, [row]), learning_rate)) for row in (0, -1)
        ),
    ),
    Misconception(
        "width-fixed",
        text(
            en="Right for two hidden units, wrong for more. Where does your code say how many there are?",
            ko="은닉층 유닛이 두 개일 때만 맞습니다. 유닛의 수가 코드의 어디에 적혀 있나요?",
        ),
        model=lambda *args, **kwargs: online(*args, **kwargs, units=2),
    ),
]
WIDER = np.random.default_rng(8)
POINTS, TARGETS = WIDER.normal(size=(6, 2)), WIDER.uniform(size=(6, 1))
FEW = [
    Case("one-epoch", lecture_params(), X, T, 0.2, 1),
    Case("some-epochs", lecture_params(), X, T, 0.5, 7),
    Case("default-rate", lecture_params(), X, T, epochs=3),
    Case("wider", draw_params(3, 3), X, T, 0.7, 4),
    Case("other-points", draw_params(5, 5), POINTS, TARGETS, 0.4, 5),
]


@exercise("fit", weight=4, about=text(en="a few epochs, several networks", ko="몇 에포크, 여러 신경망"))
@table(FEW)
def test_fit_few_epochs(student, case):
    params, samples, targets, *rest = case.args
    args = params, samples, targets, *(rest or (0.2, case.kwargs["epochs"]))
    check(student.fit(*case.args, **case.kwargs), online(*args), TOL, FIT, args=args)


@exercise(
    "fit",
    weight=1,
    needs=test_fit_few_epochs,
    about=text(en="one sample: the lecture's calculation by hand", ko="샘플 하나: 강의에서 손으로 계산한 값"),
)
def test_fit_one_sample(student):
    by_hand = {
        "W1": np.array([[0.1, 0.2], [0.3, 0.4]]),
        "B1": np.array([0.0963529875, 0.1956562176]),
        "W2": np.array([[0.4846448305], [0.5839178497]]),
        "B2": np.array([0.2707508987]),
    }
    check(student.fit(lecture_params(), X[:1], T[:1], 0.2, 1), by_hand, TOL)


IN_PLACE = text(
    en="The params that were passed in have changed. Does -= make a new array? Does copying a dict copy its arrays?",
    ko="전달받은 params가 바뀌었습니다. -=는 새 배열을 만드나요? 딕셔너리를 복사하면 그 안의 배열도 복사되나요?",
)


@exercise(
    "fit",
    weight=1,
    needs=test_fit_few_epochs,
    about=text(en="params, X and T are not changed", ko="params, X, T가 바뀌지 않는지"),
)
def test_fit_keeps_its_arguments(student):
    check_unchanged(student.fit.observe(lecture_params(), X, T, 0.3, 2), IN_PLACE)


@exercise(
    "fit",
    weight=2,
    needs=test_fit_few_epochs,
    call_s=120,  # 10 s of plain NumPy; twice the promised minute, because a busy machine is nobody's mistake
    about=text(en="the lecture's 90,000 epochs", ko="강의의 90,000 에포크"),
)
def test_fit_gives_the_lectures_weights(student):
    got = student.fit(lecture_params(), X, T)
    printed = {
        "W1": np.array([[-6.7181009, -5.22651178], [-6.75291089, -5.23369975]]),
        "B1": np.array([2.8151334, 7.80251731]),
        "W2": np.array([[-11.19451524], [11.04437812]]),
        "B2": np.array([-5.28026114]),
    }
    check(got, printed, PRINTED)
    trained = np.array([[0.00814407], [0.99154105], [0.99152258], [0.01038517]])
    check(outputs(got, X), trained, PRINTED)


# ------------------------------------------------------------------------------------------------ fit_batch


def batch(params, X, T, learning_rate, epochs, **changes):
    losses = []
    for _ in range(epochs):
        losses.append(np.sum((outputs(params, X) - T) ** 2) / 2)
        params = descend(params, [(X, T)], learning_rate, **changes)
    return params, np.array(losses)


def losses_after(params, X, T, learning_rate, epochs):
    losses = batch(params, X, T, learning_rate, epochs + 1)[1]
    return batch(params, X, T, learning_rate, epochs)[0], losses[1:]


def scaled_losses(factor):
    def model(params, X, T, learning_rate, epochs):
        trained, losses = batch(params, X, T, learning_rate, epochs)
        return trained, factor(len(X)) * losses

    return model


def losses_are_wrong(wrong):
    return lambda got, *args: agree(got[0], batch(*args)[0]) and wrong(got[1], *args)


ONLINE = text(
    en="The weights moved after every sample. In a batch, how many updates make an epoch?",
    ko="샘플마다 가중치를 바꾸었습니다. 배치 학습에서는 한 에포크에 갱신을 몇 번 하나요?",
)
MEAN = text(
    en="The steps are too short by the number of samples. Are the gradients to be summed or averaged?",
    ko="걸음이 샘플 수만큼 작습니다. 그래디언트를 더해야 하나요, 평균을 내야 하나요?",
)
LOSS_SCALE = text(
    en="The parameters are right, the losses are off by a factor. Which factor does total_loss have?",
    ko="매개변수는 맞지만 손실이 상수배만큼 다릅니다. total_loss에는 어떤 계수가 있나요?",
)
FIT_BATCH = [
    *shared(batch),
    Misconception("gradient-averaged", MEAN, model=lambda *args: batch(*args, mean=True)),
    Misconception(
        "online-for-batch",
        ONLINE,
        when=lambda got, *args: agree(got[0], online(*args)),
    ),
    Misconception(
        "loss-after-update",
        text(
            en="Each loss belongs to the network after its update; the untrained one is missing. When is it measured?",
            ko="손실이 모두 갱신한 뒤의 값이고, 학습 전의 손실이 없습니다. 손실을 언제 재야 하나요?",
        ),
        model=losses_after,
    ),
    Misconception("loss-scale", LOSS_SCALE, model=scaled_losses(lambda n: 2)),
    Misconception("loss-scale", LOSS_SCALE, model=scaled_losses(lambda n: 1 / n)),
    Misconception("loss-scale", LOSS_SCALE, model=scaled_losses(lambda n: 2 / n)),
    Misconception(
        "number-of-losses",
        text(
            en="The number of losses is not the number of epochs.",
            ko="손실의 개수가 에포크 수와 다릅니다.",
        ),
        when=losses_are_wrong(lambda losses, *args: np.shape(losses) != (args[-1],)),
    ),
]


def plain(value):
    """The pair with its losses as an array: a list of numbers is as good."""
    params, losses = expect_tuple(value, 2)
    if type(losses) in (list, tuple):
        losses = np.array([expect_number(loss) for loss in losses])
    return params, losses


@exercise("fit_batch", weight=4, about=text(en="parameters and losses", ko="매개변수와 손실"))
@table(
    [
        Case("one-epoch", lecture_params(), X, T, 0.2, 1),
        Case("some-epochs", lecture_params(), X, T, 0.5, 7),
        Case("wider", draw_params(13, 3), X, T, 0.7, 4),
        Case("other-points", draw_params(15, 5), POINTS, TARGETS, 0.4, 5),
    ]
)
def test_batch_few_epochs(student, case):
    check(plain(student.fit_batch(*case.args)), batch(*case.args), TOL, FIT_BATCH, args=case.args)


@exercise(
    "fit_batch",
    weight=1,
    needs=test_batch_few_epochs,
    about=text(en="3,000 epochs: the plateau and the fall", ko="3,000 에포크: 평평한 구간과 떨어지는 구간"),
)
def test_batch_learns(student):
    args = draw_params(21, 4), X, T, 1.0, 3000
    check(plain(student.fit_batch(*args)), batch(*args), TOL)


@exercise(
    "fit_batch",
    weight=1,
    needs=test_batch_few_epochs,
    about=text(en="params, X and T are not changed", ko="params, X, T가 바뀌지 않는지"),
)
def test_batch_keeps_its_arguments(student):
    check_unchanged(student.fit_batch.observe(lecture_params(), X, T, 0.3, 2), IN_PLACE)


# ------------------------------------------------------------------------------------------------ solve_xor

SOLVE_S = 20  # twice the promised 10 s, because a busy machine is nobody's mistake
STUCK = text(
    en="For some generators the network ends up stuck. Which choices of yours (width, start, rate, number of epochs) "
    "make that rarer, and how could your function notice that it happened?",
    ko="어떤 생성기에서는 학습이 중간에 멈춥니다. 여러분이 정한 것(은닉층 크기, 시작값, 학습률, 에포크 수) 중 무엇을 "
    "바꾸면 덜 멈출까요? 멈췄다는 것을 함수가 스스로 알아챌 방법은 없을까요?",
)
SYMMETRIC = text(
    en="All hidden units are equal, and they got equal gradients all the way. What was equal about their start?",
    ko="은닉층 유닛이 모두 똑같습니다. 학습하는 동안 그래디언트도 늘 같았습니다. 시작할 때 무엇이 같았나요?",
)
BY_HAND = text(
    en="These weights look written down and not trained: not one of them has more than eight decimals.",
    ko="학습한 것이 아니라 적어 넣은 가중치로 보입니다. 소수점 아래 여덟 자리를 넘는 수가 하나도 없습니다.",
)
OTHER_RANDOMNESS = text(
    en="The same seed gave two different networks. Does all randomness come from the rng that is passed in?",
    ko="같은 시드에서 서로 다른 신경망이 나왔습니다. 무작위 수를 모두 인수로 받은 rng에서 뽑았나요?",
)


def lifted(value):
    """A single number as an array: B2 may be one."""
    single = isinstance(value, (int, float, np.generic)) or (type(value) is np.ndarray and value.ndim == 0)
    return np.reshape(value, 1) if single else value


def network(value):
    """The four arrays of an answer; any shape that broadcasts like the lecture's will do."""
    answer = expect_dict(value, NAMES)
    params = {name: expect_array(lifted(answer[name])) for name in NAMES}
    width = params["W1"].shape[-1]
    allowed = {"W1": [(2, width)], "B1": [(width,), (1, width)], "W2": [(width, 1)], "B2": [(1,), (1, 1)]}
    for name, shapes in allowed.items():
        if params[name].shape not in shapes:
            fail(
                f"{name} has shape {params[name].shape}, expected {shapes[0]}",
                text(
                    en=f"{name} has shape {params[name].shape}; {shapes[0]} fits {width} hidden units.",
                    ko=f"{name}의 형상이 {params[name].shape}입니다. 은닉층 유닛 {width}개에는 {shapes[0]}이 맞습니다.",
                ),
            )
    return params


def solves(params):
    with np.errstate(over="ignore"):
        classes = outputs(params, X)[:, 0] >= 0.5
    if np.array_equal(classes, T[:, 0] == 1):
        return
    columns = params["W1"].T
    symmetric = len(columns) > 1 and np.allclose(columns, columns[0]) and np.allclose(params["W2"], params["W2"][0])
    hint, known = (SYMMETRIC, "symmetric-start") if symmetric else (STUCK, "stuck")
    fail(f"classifies {classes.astype(int).tolist()}", hint, known)


def trained(params):
    written = all(np.array_equal(value, np.round(value, 8)) for value in params.values())
    require(not written, "every number has at most eight decimals", BY_HAND, "set-by-hand")


@exercise(
    "solve_xor", weight=2, call_s=SOLVE_S, builds_on=("fit", "fit_batch", "classify"),
    about=text(en="four generators", ko="생성기 네 개"),
)  # fmt: skip
@table([Case(f"seed-{seed}", seed) for seed in (11, 2024, 5, 777)])
def test_solves_xor(student, case):
    params = network(student.solve_xor(Rng(case.args[0])))
    solves(params)
    trained(params)


@exercise(
    "solve_xor", weight=3, needs=test_solves_xor, call_s=SOLVE_S, builds_on=("fit", "fit_batch", "classify"),
    about=text(en="sixteen more generators", ko="생성기 열여섯 개 더"),
)  # fmt: skip
@table([Case(f"seed-{seed}", seed) for seed in range(100, 116)])
def test_solves_xor_always(student, case):
    solves(network(student.solve_xor(Rng(case.args[0]))))


@exercise(
    "solve_xor", weight=1, needs=test_solves_xor, call_s=SOLVE_S,
    about=text(en="the same seed gives the same network", ko="같은 시드에서 같은 신경망"),
)  # fmt: skip
def test_solve_xor_is_reproducible(student):
    first, second = (network(student.solve_xor(Rng(31))) for _ in range(2))
    same = all(first[name].shape == second[name].shape for name in NAMES) and agree(first, second)
    require(same, "two calls with the same seed differ", OTHER_RANDOMNESS, "other-randomness")
