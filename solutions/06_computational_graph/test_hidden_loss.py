"""Hidden suite of 06_computational_graph: SoftmaxWithLoss, with scores x and one-hot targets t (n, k)."""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    exercise,
    expect_array,
    expect_number,
    expect_object,
    require,
    table,
    text,
)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a handful of float64 operations lose 1e-15; the mildest wrong rule is off by 1e-2"
)
LOSS = Tolerance(
    rtol=1e-5,
    atol=1e-6,
    why="with y > 0.1 an epsilon of 1e-7 in the logarithm, added or clipped, moves the loss by up to 1e-6",
)
STEP = 1e-5


def numerical(f, x):
    """Gradient of f, a number, at x by central differences; for the suite's own arrays."""
    slopes = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += STEP
        down[index] -= STEP
        slopes[index] = (f(up) - f(down)) / (2 * STEP)
    return slopes


def check_kept(student, kept, before):
    """Fail if an array that stayed in the student's process is no longer as it was."""
    require(
        np.array_equal(expect_array(student.value_of(kept)), before),
        "an array given to an earlier call was altered",
        text(
            en="An array that was passed in earlier has been overwritten. Which statement works in place on "
            "something that came from outside?",
            ko="앞서 전달받은 배열이 덮어써졌습니다. 밖에서 받은 것을 제자리에서 바꾸는 문장은 어느 것일까요?",
        ),
        "changes-argument",
    )


def softmax(x):
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def entropy(y, t):
    return -np.sum(t * np.log(y + 1e-7))


LOSS_MISCONCEPTIONS = [
    Misconception(
        "loss-summed",
        text(
            en="The loss grows with the number of samples: it is their sum. What does the formula have in front?",
            ko="샘플 수가 늘면 손실도 커집니다. 샘플 손실의 합이기 때문입니다. 식의 맨 앞에는 무엇이 있나요?",
        ),
        model=lambda x, t: entropy(softmax(x), t),
    ),
    Misconception(
        "mean-over-all-entries",
        text(
            en="The mean was taken over all entries of the array. Over how many samples should it be taken?",
            ko="배열의 모든 원소에 대해 평균을 냈습니다. 몇 개의 샘플에 대해 평균해야 하나요?",
        ),
        model=lambda x, t: entropy(softmax(x), t) / x.size,
    ),
    Misconception(
        "softmax-over-batch",
        text(
            en="The probabilities of a sample do not sum to 1. Along which axis do the classes lie?",
            ko="한 샘플의 확률을 더해도 1이 되지 않습니다. 클래스는 어느 축을 따라 놓여 있나요?",
        ),
        model=lambda x, t: entropy(softmax(x.T).T, t) / len(x),
    ),
    Misconception(
        "softmax-over-everything",
        text(
            en="The probabilities of the whole batch sum to 1 together. Each sample has to have a distribution of "
            "its own.",
            ko="배치 전체의 확률을 합쳐야 1이 됩니다. 샘플마다 자기 확률 분포를 가져야 합니다.",
        ),
        model=lambda x, t: entropy(np.exp(x) / np.exp(x).sum(), t) / len(x),
    ),
    Misconception(
        "loss-negative",
        text(
            en="A loss below zero: what is the sign of the logarithm of a probability?",
            ko="손실이 음수입니다. 확률의 로그는 부호가 어떻게 되나요?",
        ),
        model=lambda x, t: -entropy(softmax(x), t) / len(x),
    ),
    Misconception(
        "scores-for-probabilities",
        text(
            en="The logarithm was taken of the scores. What has to happen to them first?",
            ko="점수에 바로 로그를 취했습니다. 그 전에 무엇을 해야 하나요?",
        ),
        model=lambda x, t: entropy(x, t) / len(x),
    ),
    Misconception(
        "squared-error",
        text(
            en="That is a squared error. This layer's loss is built with a logarithm.",
            ko="제곱 오차입니다. 이 계층의 손실은 로그로 만들어집니다.",
        ),
        when=lambda got, x, t: any(
            abs(got - np.sum((softmax(x) - t) ** 2) / scale) < 1e-9 for scale in (2, len(x), 2 * len(x), x.size)
        ),
    ),
]
DX_MISCONCEPTIONS = [
    Misconception(
        "not-divided-by-n",
        text(
            en="Each row is right for a batch of one. The loss is a mean over the samples: what does that do to "
            "every gradient?",
            ko="샘플이 하나라면 맞는 값입니다. 손실은 샘플에 대한 평균입니다. 그렇다면 미분은 어떻게 달라져야 할까요?",
        ),
        model=lambda x, t: softmax(x) - t,
    ),
    Misconception(
        "target-minus-output",
        text(
            en="All signs are the other way round. Going down this gradient would raise the loss: which is "
            "subtracted from which?",
            ko="부호가 모두 반대입니다. 이 기울기를 따라 내려가면 손실이 커집니다. 무엇에서 무엇을 빼야 하나요?",
        ),
        when=lambda got, x, t: np.allclose(got, (t - softmax(x)) / len(x)) or np.allclose(got, t - softmax(x)),
    ),
    Misconception(
        "divided-by-all-entries",
        text(
            en="The gradient is too small by the number of classes. Over what is the loss averaged?",
            ko="미분이 클래스 수만큼 작습니다. 손실은 무엇에 대한 평균인가요?",
        ),
        model=lambda x, t: (softmax(x) - t) / x.size,
    ),
    Misconception(
        "target-left-out",
        text(
            en="The gradient does not know the target. How would the layer tell a right answer from a wrong one?",
            ko="미분에 정답이 들어 있지 않습니다. 맞은 답과 틀린 답을 어떻게 구별할까요?",
        ),
        model=lambda x, t: softmax(x) / len(x),
    ),
    Misconception(
        "cross-entropy-alone",
        text(
            en="That is the derivative by the probabilities. The gradient still has to pass back through the softmax.",
            ko="확률에 대한 미분입니다. 아직 소프트맥스를 거슬러 지나가야 합니다.",
        ),
        when=lambda got, x, t: (
            np.allclose(got, -t / softmax(x) / len(x), rtol=1e-4) or np.allclose(got, -t / softmax(x), rtol=1e-4)
        ),
    ),
    Misconception(
        "slope-of-sigmoid",
        text(
            en="A factor y (1 - y) is too much: softmax and logarithm have already undone each other.",
            ko="y (1 - y)가 불필요하게 곱해졌습니다. 소프트맥스와 로그는 이미 서로 상쇄되었습니다.",
        ),
        model=lambda x, t: (softmax(x) - t) * softmax(x) * (1 - softmax(x)) / len(x),
    ),
]
SOFTMAX_CASES = [
    Case(
        "batch",
        np.array([[1.0, 0.2, 0.6], [0.4, 1.1, 0.3], [0.5, 0.1, 0.9], [0.8, 1.2, 0.7]]),
        np.array([[1.0, 0, 0], [0, 1.0, 0], [1.0, 0, 0], [0, 0, 1.0]]),
    ),
    Case("one-sample", np.array([[0.3, 1.2]]), np.array([[0.0, 1.0]])),
    Case("negative-scores", np.array([[-2.0, -1.5, -2.5], [-0.4, 0.3, 0.1]]), np.array([[0.0, 0, 1.0], [0, 1.0, 0]])),
    Case(
        "four-classes",
        np.array([[0.1, 0.9, 0.5, 0.2], [1.0, 0.4, 0.3, 0.8]]),
        np.array([[0.0, 1.0, 0, 0], [0, 0, 0, 1.0]]),
    ),
]


@exercise(
    "SoftmaxWithLoss", weight=2, about=text(en="forward: the mean cross entropy", ko="forward: 평균 교차 엔트로피")
)
@table(SOFTMAX_CASES)
def test_loss(student, case):
    x, t = case.args
    check(
        expect_object(student.SoftmaxWithLoss()).forward(x, t),
        entropy(softmax(x), t) / len(x),
        LOSS,
        LOSS_MISCONCEPTIONS,
        args=case.args,
    )


@exercise(
    "SoftmaxWithLoss",
    weight=2,
    about=text(
        en="backward: probability minus target, over the batch", ko="backward: 확률에서 정답을 빼고 배치로 나눔"
    ),
)
@table(SOFTMAX_CASES)
def test_loss_gradient(student, case):
    x, t = case.args
    layer = expect_object(student.SoftmaxWithLoss())
    layer.forward(x, t)
    check(layer.backward(), (softmax(x) - t) / len(x), TOL, DX_MISCONCEPTIONS, args=case.args)


@exercise(
    "SoftmaxWithLoss",
    weight=1,
    needs=test_loss_gradient,
    about=text(
        en="dout scales the gradient; backward may be called again", ko="dout에 비례; backward를 다시 불러도 됨"
    ),
)
def test_loss_gradient_scales_and_repeats(student):
    x, t = SOFTMAX_CASES[0].args
    right = (softmax(x) - t) / len(x)
    ignored = Misconception(
        "upstream-ignored",
        text(
            en="backward was called with dout = 3 and answered as for 1. Where does dout enter?",
            ko="dout = 3으로 불렀는데 1일 때와 같은 답이 나왔습니다. dout은 어디에 들어가나요?",
        ),
        model=lambda dout: right,
    )
    spent = Misconception(
        "second-backward-differs",
        text(
            en="The second backward gave another answer than the first. Which array does backward alter that it will "
            "need again?",
            ko="두 번째 backward의 답이 첫 번째와 다릅니다. 다시 필요한 배열을 backward가 바꾸지 않았나요?",
        ),
        when=lambda got, dout: True,
    )
    layer = expect_object(student.SoftmaxWithLoss())
    layer.forward(x, t)
    check(layer.backward(3.0), 3.0 * right, TOL, [ignored], args=(3.0,))
    check(layer.backward(), right, TOL, [spent], args=(1,))
    check(layer.backward(dout=0.5), 0.5 * right, TOL, [spent], args=(0.5,))


STALE = text(
    en="backward answered for another forward: each layer should remember its own, latest batch. Where and when is "
    "it stored?",
    ko="backward가 다른 forward의 결과로 답했습니다. 계층은 저마다 자기의 마지막 배치를 기억해야 합니다. 어디에, "
    "언제 저장하나요?",
)


@exercise(
    "SoftmaxWithLoss",
    weight=1,
    needs=test_loss_gradient,
    about=text(en="each instance remembers its own, latest batch", ko="인스턴스마다 자기의 마지막 배치를 기억"),
)
def test_loss_instances_keep_their_own_batch(student):
    batches = [case.args for case in SOFTMAX_CASES]
    one, other = expect_object(student.SoftmaxWithLoss()), expect_object(student.SoftmaxWithLoss())
    one.forward(*batches[3])
    one.forward(*batches[0])
    other.forward(*batches[2])
    x, t = batches[0]
    stale = [
        Misconception("state-of-another-forward", STALE, model=(softmax(x) - t) / len(x))
        for x, t in (batches[2], batches[3])
    ]
    check(one.backward(), (softmax(x) - t) / len(x), TOL, stale)


@exercise(
    "SoftmaxWithLoss",
    weight=1,
    needs=[test_loss, test_loss_gradient],
    about=text(en="scores around 1000", ko="1000 안팎의 점수"),
)
def test_loss_of_large_scores(student):
    overflow = Misconception(
        "no-max-shift",
        text(
            en="exp overflowed on large scores. What can be subtracted from a row of scores without changing its "
            "probabilities?",
            ko="점수가 커서 exp가 넘쳤습니다. 확률을 바꾸지 않으면서 한 행의 점수에서 뺄 수 있는 것은 무엇일까요?",
        ),
        when=lambda got, x, t: not np.all(np.isfinite(got)),
    )
    x, t = np.array([[1000.0, 999.0, 999.5], [-1000.0, -1000.5, -999.5]]), np.array([[0.0, 1.0, 0], [0, 0, 1.0]])
    layer = expect_object(student.SoftmaxWithLoss())
    check(layer.forward(x, t), entropy(softmax(x), t) / 2, LOSS, [overflow], args=(x, t))
    check(layer.backward(), (softmax(x) - t) / 2, TOL, [overflow], args=(x, t))


@exercise(
    "SoftmaxWithLoss",
    weight=1,
    needs=[test_loss, test_loss_gradient],
    about=text(
        en="the gradient is the slope of the loss; scores and targets as they were",
        ko="미분은 손실의 실제 기울기; 점수와 정답은 그대로",
    ),
)
def test_loss_gradient_is_the_slope_of_the_loss(student, rng):
    x, t = rng.uniform(-0.5, 0.5, size=(3, 3)), np.eye(3)[[2, 0, 1]]
    layer = expect_object(student.SoftmaxWithLoss())
    slopes = numerical(lambda at: expect_number(expect_object(student.SoftmaxWithLoss()).forward(at, t)), x)
    kept_x, kept_t = student.put(x), student.put(t)
    layer.forward(kept_x, kept_t)
    dx = layer.backward()
    check(
        dx,
        slopes,
        Tolerance(
            1e-5,
            1e-6,
            why="an epsilon of 1e-7 in the loss bends its slope by up to 1e-6; the central difference adds 1e-10",
        ),
    )
    check_kept(student, kept_x, x)
    check_kept(student, kept_t, t)
