"""Hidden suite of 09_mnist_mlp: TwoLayerNet.

Instances live in the student's process. The tests put known parameters into them, key by key, and compare with the
reference, so that it does not matter how a solution draws its starting weights. Networks are small: a numerical
gradient costs two losses a parameter.
"""

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
    expect_object,
    load_reference,
    require,
    table,
    text,
)

reference = load_reference(__file__)

NAMES = ("W1", "b1", "W2", "b2")
TOL = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="the course's accuracy: float64 loses about 1e-14 here, and the mildest wrong formula is off by 1e-3",
)
LOSS = Tolerance(
    rtol=1e-5, atol=2e-6, why="log(p + 1e-7) is as right as log(p): for p above 0.05 they differ by 2e-6 at most"
)
GRADIENT = Tolerance(
    rtol=1e-5,
    atol=1e-6,
    why="a loss with 1e-7 in the log has a gradient that differs by 1e-6 of p's; a wrong factor shows above 1e-2",
)
NUMERICAL = Tolerance(
    rtol=1e-5, atol=1e-5, why="central differences with h from 1e-3 to 1e-6 are off by 1e-6; a wrong factor by 1e-2"
)
RESTORED = Tolerance(rtol=0.0, atol=1e-9, why="adding and taking away h loses 1e-16; a forgotten h is at least 1e-8")


def some_params(rng, d=5, h=4, k=3):
    """Parameters that give every class a probability well above 0."""
    return {
        "W1": rng.normal(0, 0.8, (d, h)),
        "b1": rng.normal(0, 0.5, h),
        "W2": rng.normal(0, 0.9, (h, k)),
        "b2": rng.normal(0, 0.3, k),
    }


def some_batch(rng, n=6, d=5, k=3):
    """x (n, d) and class indices (n,), of which at least two differ and no two neighbours agree."""
    return rng.uniform(-1.5, 1.5, (n, d)), (np.arange(n) * (k - 1) + rng.integers(0, k)) % k


def right_net(params):
    """A reference network with these parameters."""
    net = reference.TwoLayerNet(*params["W1"].shape, params["W2"].shape[1], rng=np.random.default_rng(0))
    net.params = {name: value.copy() for name, value in params.items()}
    return net


def student_net(student, params):
    """A student's network into which these parameters were put, key by key."""
    (d, h), k = params["W1"].shape, params["W2"].shape[1]
    net = expect_object(student.TwoLayerNet(d, h, k, rng=Rng(1)))
    held = net.remote("params")
    for name, value in params.items():
        held[name] = value
    return net


def params_of(net):
    """The parameters of a student's network, by value."""
    return expect_dict(net.params, NAMES)


# ------------------------------------------------------------------------------------------------ the start

STD_IGNORED = text(
    en="The spread of the weights is not the one that was asked for. How does a standard normal number become one with "
    "another standard deviation?",
    ko="가중치가 퍼진 정도가 요구한 것과 다릅니다. 표준정규분포의 수를 다른 표준편차의 수로 만들려면 어떻게 하나요?",
)
BIASES_NOT_ZERO = text(en="The biases of a new network should be zero.", ko="새 신경망의 편향은 0이어야 합니다.")


def check_start(params, sizes, std):
    """Shapes, zero biases, and weights with that standard deviation."""
    d, h, k = sizes
    for name, shape in [("W1", (d, h)), ("b1", (h,)), ("W2", (h, k)), ("b2", (k,))]:
        array = expect_array(params[name], shape)
        if name.startswith("b"):
            require(not array.any(), f"{name} is {array}, expected zeros", BIASES_NOT_ZERO, "biases-not-zero")
            continue
        # Of N normal numbers the measured standard deviation strays by 1 / sqrt(2 N), the mean by 1 / sqrt(N).
        allowed = 6 / np.sqrt(array.size)
        found = f"{name} has mean {array.mean():.3g} and standard deviation {array.std():.3g}, expected 0 and {std}"
        ratio = array.std() / std
        require(abs(ratio - 1) < allowed, found, STD_IGNORED, "std-ignored")
        require(
            abs(array.mean()) < allowed * std,
            found,
            text(en="The weights do not scatter around 0.", ko="가중치가 0을 중심으로 퍼져 있지 않습니다."),
            "weights-not-centred",
        )


@exercise(
    "TwoLayerNet",
    weight=2,
    about=text(en="a new network: shapes, spread, zero biases", ko="새 신경망: 형상, 표준편차, 편향 0"),
)
def test_net_start(student):
    sizes = (200, 60, 30)
    check_start(params_of(expect_object(student.TwoLayerNet(*sizes, rng=Rng(3)))), sizes, 0.01)
    named = {"input_size": 100, "hidden_size": 80, "output_size": 50, "weight_init_std": 0.3}
    check_start(params_of(expect_object(student.TwoLayerNet(**named, rng=Rng(4)))), (100, 80, 50), 0.3)
    check_start(params_of(expect_object(student.TwoLayerNet(90, 70, 40, 2.0))), (90, 70, 40), 2.0)


@exercise(
    "TwoLayerNet",
    weight=1,
    needs=test_net_start,
    about=text(en="the weights are normally distributed", ko="가중치가 정규분포를 따르는지"),
)
def test_net_start_is_normal(student):
    params = params_of(expect_object(student.TwoLayerNet(150, 120, 100, 0.5, Rng(5))))
    for name in ("W1", "W2"):
        z = expect_array(params[name]).ravel()
        z = (z - z.mean()) / z.std()
        kurtosis = np.mean(z**4)  # 3 for a normal distribution, 1.8 for a uniform one; it strays by 0.05 here
        require(
            2.6 < kurtosis < 3.4,
            f"{name}: kurtosis {kurtosis:.2f}, expected 3",
            text(
                en="The weights have the right spread, but are not normally distributed.",
                ko="가중치의 표준편차는 맞지만 정규분포가 아닙니다.",
            ),
            "not-normal",
        )
    first, second = (expect_array(params[name]).ravel()[:12000] for name in ("W1", "W2"))
    require(
        abs(np.corrcoef(first, second)[0, 1]) < 0.1,
        "W1 and W2 hold the same numbers",
        text(
            en="Both weight matrices hold the same random numbers. Is the generator made anew in between?",
            ko="두 가중치 행렬에 같은 난수가 들어 있습니다. 중간에 생성기를 다시 만들지 않았나요?",
        ),
        "same-numbers-twice",
    )


@exercise(
    "TwoLayerNet",
    weight=1,
    needs=test_net_start,
    about=text(en="same generator, same weights", ko="같은 생성기이면 같은 가중치"),
)
def test_net_start_reproducible(student):
    first, again, other = (params_of(expect_object(student.TwoLayerNet(6, 5, 4, rng=Rng(seed)))) for seed in (7, 7, 8))
    for name in ("W1", "W2"):
        w1, w2, w3 = (expect_array(params[name]) for params in (first, again, other))
        require(
            np.array_equal(w1, w2),
            f"{name} differs between two networks made with the same generator",
            text(
                en="Two networks from equal generators have different weights. Do all random numbers come from rng?",
                ko="같은 생성기로 만든 두 신경망의 가중치가 다릅니다. 모든 난수를 rng에서 뽑았나요?",
            ),
            "rng-ignored",
        )
        require(
            not np.array_equal(w1, w3),
            f"{name} is the same for two different generators",
            text(
                en="The weights are always the same, whatever generator is given.",
                ko="어떤 생성기를 주어도 가중치가 언제나 같습니다.",
            ),
            "rng-ignored",
        )


# ------------------------------------------------------------------------------------------------ predict

PREDICT = [
    Misconception(
        "no-softmax",
        text(
            en="These are scores, not probabilities. What should the rows sum to?",
            ko="확률이 아니라 점수입니다. 각 행의 합은 얼마여야 하나요?",
        ),
        model=lambda p, x: reference.sigmoid(x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"],
    ),
    Misconception(
        "sigmoid-at-output",
        text(
            en="The output layer used the sigmoid. Do the outputs sum to 1?",
            ko="출력층에 시그모이드를 썼습니다. 출력의 합이 1이 되나요?",
        ),
        model=lambda p, x: reference.sigmoid(reference.sigmoid(x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]),
    ),
    Misconception(
        "relu-for-sigmoid",
        text(
            en="The hidden layer has another activation function than the sigmoid.",
            ko="은닉층의 활성화 함수가 시그모이드가 아닙니다.",
        ),
        model=lambda p, x: reference.softmax(np.maximum(x @ p["W1"] + p["b1"], 0) @ p["W2"] + p["b2"]),
    ),
    Misconception(
        "hidden-layers-linear",
        text(
            en="The hidden layer computes a weighted sum and nothing more.",
            ko="은닉층이 가중합만 계산합니다.",
        ),
        model=lambda p, x: reference.softmax((x @ p["W1"] + p["b1"]) @ p["W2"] + p["b2"]),
    ),
    Misconception(
        "softmax-over-batch",
        text(
            en="In a batch each row should sum to 1 on its own. Along which axis does your softmax add?",
            ko="배치에서는 각 행의 합이 1이어야 합니다. 소프트맥스가 어느 축을 따라 더하나요?",
        ),
        when=lambda actual, p, x: (
            len(x) > 1
            and any(np.isclose(np.sum(actual), total) for total in (1, np.shape(actual)[1]))
            and not np.allclose(np.sum(actual, axis=1), 1)
        ),
    ),
    Misconception(
        "bias-missing",
        text(en="A bias is missing in at least one layer.", ko="적어도 한 층에 편향이 빠졌습니다."),
        when=lambda actual, p, x: any(
            np.allclose(actual, right_net({**p, **{name: 0 * p[name] for name in names}}).predict(x))
            for names in (["b1"], ["b2"], ["b1", "b2"])
        ),
    ),
    Misconception(
        "params-not-read",
        text(
            en="After params['W1'] was replaced the network still answers with its old weights. When does your predict "
            "look the arrays up?",
            ko="params['W1']을 바꾸었는데도 신경망이 예전 가중치로 답합니다. predict는 배열을 언제 찾아보나요?",
        ),
        when=lambda actual, p, x: np.ndim(actual) == 2 and np.ptp(actual) < 0.05,
    ),
]


@exercise("TwoLayerNet", weight=3, needs=test_net_start, about=text(en="predict", ko="predict"))
def test_net_predict(student, rng):
    for n, d, h, k in [(6, 5, 4, 3), (3, 3, 3, 3), (1, 4, 2, 5)]:
        params, x = some_params(rng, d, h, k), rng.uniform(-2, 2, (n, d))
        net = student_net(student, params)
        check(net.predict(x), right_net(params).predict(x), TOL, PREDICT, args=(params, x))


# ------------------------------------------------------------------------------------------------ loss


def chosen(p, x, t):
    """The probability of each image's right class."""
    return right_net(p).predict(x)[np.arange(len(x)), reference.class_indices(t)]


def squared(p, x, t):
    y = right_net(p).predict(x)
    return (y - np.eye(y.shape[1])[reference.class_indices(t)]) ** 2


LOSSES = [
    Misconception(
        "loss-summed",
        text(
            en="The losses of the images were added up. What makes batches of different size comparable?",
            ko="이미지들의 손실을 더하기만 했습니다. 크기가 다른 배치를 비교하려면 무엇이 필요한가요?",
        ),
        model=lambda p, x, t: -np.sum(np.log(chosen(p, x, t))),
    ),
    Misconception(
        "loss-mean-over-classes",
        text(
            en="The mean was taken over all entries. How many images are there, and how many entries?",
            ko="모든 원소에 대해 평균을 냈습니다. 이미지는 몇 장이고 원소는 몇 개인가요?",
        ),
        when=lambda actual, p, x, t: np.isclose(
            actual * right_net(p).predict(x).shape[1], -np.mean(np.log(chosen(p, x, t))), rtol=1e-4
        ),
    ),
    Misconception(
        "loss-sign",
        text(
            en="The loss is negative. What is the sign of the logarithm of a probability?",
            ko="손실이 음수입니다. 확률의 로그는 부호가 무엇인가요?",
        ),
        model=lambda p, x, t: np.mean(np.log(chosen(p, x, t))),
    ),
    Misconception(
        "squares-for-cross-entropy",
        text(
            en="This is a squared error. The exercise asks for cross entropy.",
            ko="제곱 오차입니다. 문제에서는 교차 엔트로피를 요구합니다.",
        ),
        when=lambda actual, p, x, t: any(
            np.isclose(actual, value)
            for total in [np.sum(squared(p, x, t))]
            for value in (total / 2, total / 2 / len(x), total / len(x), total / squared(p, x, t).size)
        ),
    ),
    Misconception(
        "no-logarithm",
        text(
            en="The logarithm is missing, or has another base than e.",
            ko="로그가 빠졌거나 밑이 e가 아닙니다.",
        ),
        when=lambda actual, p, x, t: any(
            np.isclose(actual, value, rtol=1e-4)
            for y in [chosen(p, x, t)]
            for value in (-np.mean(y), np.mean(y), 1 - np.mean(y), -np.mean(np.log2(y)), -np.mean(np.log10(y)))
        ),
    ),
]
TARGETS = [Case("one-hot", True), Case("class-indices", False)]


def target(t, k, one_hot):
    return np.eye(k)[t] if one_hot else t


@exercise("TwoLayerNet", weight=2, needs=test_net_predict, about=text(en="loss, t one-hot", ko="loss: t가 원-핫일 때"))
def test_net_loss_one_hot(student, rng):
    for n, k in [(6, 3), (3, 3), (1, 4)]:
        params, (x, t) = some_params(rng, k=k), some_batch(rng, n, k=k)
        net, t = student_net(student, params), np.eye(k)[t]
        check(net.loss(x, t), right_net(params).loss(x, t), LOSS, LOSSES, args=(params, x, t))


INDICES_AS_ONE_HOT = Misconception(
    "indices-as-one-hot",
    text(
        en="Class indices were treated like one-hot rows. How can you tell which of the two t is?",
        ko="클래스 번호를 원-핫처럼 다루었습니다. t가 둘 중 무엇인지 어떻게 알 수 있을까요?",
    ),
    raises="ValueError",
)
INDICES_AXIS = Misconception("indices-as-one-hot", INDICES_AS_ONE_HOT.hint, raises="IndexError")
INDICES_BROADCAST = Misconception("indices-as-one-hot", INDICES_AS_ONE_HOT.hint, when=lambda *_: True)
BY_INDEX = [INDICES_AS_ONE_HOT, INDICES_AXIS]


@exercise(
    "TwoLayerNet",
    weight=1,
    needs=test_net_loss_one_hot,
    about=text(en="loss, t class indices", ko="loss: t가 클래스 번호일 때"),
    misconceptions=BY_INDEX,
)
def test_net_loss_indices(student, rng):
    for n, k in [(6, 3), (3, 3), (1, 4)]:
        params, (x, t) = some_params(rng, k=k), some_batch(rng, n, k=k)
        net = student_net(student, params)
        expected = right_net(params).loss(x, t)
        check(net.loss(x, t), expected, LOSS, [*LOSSES, INDICES_BROADCAST], args=(params, x, t))
        check(net.loss(x, t.astype(np.uint8)), expected, LOSS, args=(params, x, t))


# ------------------------------------------------------------------------------------------------ accuracy


@exercise(
    "TwoLayerNet",
    weight=1,
    needs=test_net_predict,
    about=text(en="accuracy, both forms of t", ko="accuracy: t의 두 형태"),
    misconceptions=BY_INDEX,
)
@table(TARGETS)
def test_net_accuracy(student, rng, case):
    for n, wrong in [(8, 3), (5, 1), (4, 0)]:
        params, (x, _) = some_params(rng, h=7), some_batch(rng, n)
        x[0], t = 5 * x[0], right_net(params).predict(x).argmax(axis=1)
        t[:wrong] = (t[:wrong] + 1) % 3
        count = Misconception(
            "count-for-share",
            text(
                en="This is a number of images or a percentage, not a share between 0 and 1.",
                ko="0과 1 사이의 비율이 아니라 개수나 백분율입니다.",
            ),
            when=lambda actual, share, m: any(np.isclose(actual, factor * share) for factor in (m, 100)),
        )
        share = (n - wrong) / n
        answer = student_net(student, params).accuracy(x, target(t, 3, case.args[0]))
        check(answer, share, TOL, [count], args=(share, n))


# ------------------------------------------------------------------------------------------------ gradient


def backward(p, x, t, *, divide=True, slope=None, delta=None):
    """The gradients, with some of the steps replaced."""
    hidden = reference.sigmoid(x @ p["W1"] + p["b1"])
    y = reference.softmax(hidden @ p["W2"] + p["b2"])
    error = y - np.eye(y.shape[1])[reference.class_indices(t)]
    dy = (error if delta is None else delta(error, y)) / (len(x) if divide else 1)
    dhidden = dy @ p["W2"].T * (hidden * (1 - hidden) if slope is None else slope(hidden, x @ p["W1"] + p["b1"]))
    return {"W1": x.T @ dhidden, "b1": dhidden.sum(axis=0), "W2": hidden.T @ dy, "b2": dy.sum(axis=0)}


def agrees(actual, wrong, *names, rtol=1e-4):
    return all(np.allclose(actual[name], wrong[name], rtol=rtol, atol=rtol**2) for name in names or NAMES)


def off(actual, right, *names):
    return any(not np.allclose(actual[name], right[name], rtol=1e-4, atol=1e-7) for name in names)


GRADIENTS = [
    Misconception(
        "gradient-not-averaged",
        text(
            en="The gradient is as many times too large as there are images in the batch. The loss is a mean: where "
            "does its division appear on the way back?",
            ko="기울기가 배치의 이미지 수만큼 너무 큽니다. 손실은 평균입니다. 그 나눗셈은 역전파의 어디에 나타나나요?",
        ),
        when=lambda actual, p, x, t: agrees(actual, backward(p, x, t, divide=False)),
    ),
    Misconception(
        "gradient-sign",
        text(
            en="Every gradient has the wrong sign. What is subtracted from what at the output?",
            ko="모든 기울기의 부호가 반대입니다. 출력에서 무엇에서 무엇을 빼야 하나요?",
        ),
        when=lambda actual, p, x, t: agrees(actual, backward(p, x, t, delta=lambda error, y: -error)),
    ),
    Misconception(
        "slope-of-input",
        text(
            en="y (1 - y) was taken of the sigmoid's input. Which of the two, input or output, is y?",
            ko="y (1 - y)를 시그모이드의 입력에 적용했습니다. y는 입력과 출력 중 무엇인가요?",
        ),
        when=lambda actual, p, x, t: agrees(actual, backward(p, x, t, slope=lambda hidden, net: net * (1 - net))),
    ),
    Misconception(
        "slope-of-output-twice",
        text(
            en="The sigmoid was applied to an output of the sigmoid before its slope was taken.",
            ko="시그모이드의 출력에 시그모이드를 한 번 더 적용한 뒤 미분했습니다.",
        ),
        when=lambda actual, p, x, t: agrees(
            actual,
            backward(p, x, t, slope=lambda hidden, _: reference.sigmoid(hidden) * (1 - reference.sigmoid(hidden))),
        ),
    ),
    Misconception(
        "slope-missing",
        text(
            en="The gradients of the first layer lack a factor. What happens to a gradient on its way back through the "
            "sigmoid?",
            ko="첫 번째 층의 기울기에 인수 하나가 빠졌습니다. 기울기가 시그모이드를 거슬러 지날 때 무엇이 곱해지나요?",
        ),
        when=lambda actual, p, x, t: agrees(actual, backward(p, x, t, slope=lambda hidden, _: 1.0)),
    ),
    Misconception(
        "softmax-slope-extra",
        text(
            en="y (1 - y) was multiplied in at the output, too. For softmax together with cross entropy, what is "
            "left of the derivatives?",
            ko="출력층에도 y (1 - y)를 곱했습니다. 소프트맥스와 교차 엔트로피를 함께 미분하면 무엇이 남나요?",
        ),
        when=lambda actual, p, x, t: agrees(actual, backward(p, x, t, delta=lambda error, y: error * y * (1 - y))),
    ),
    Misconception(
        "bias-gradient-averaged",
        text(
            en="The gradients of the biases are smaller than those of the weights would suggest. If the error has been "
            "divided by n already, what remains to be done over the batch?",
            ko="가중치에 비해 편향의 기울기가 작습니다. 오차를 이미 n으로 나누었다면 배치에 대해서는 무엇만 "
            "하면 되나요?",
        ),
        when=lambda actual, p, x, t: any(
            agrees({bias: actual[bias] * len(x), weights: actual[weights]}, backward(p, x, t), bias, weights)
            for bias, weights in (("b1", "W1"), ("b2", "W2"))
        ),
    ),
    Misconception(
        "first-layer-wrong",
        text(
            en="The gradients of the second layer are right, those of the first are not. Follow the error back through "
            "W2 and the sigmoid, and watch the shapes.",
            ko="두 번째 층의 기울기는 맞고 첫 번째 층은 틀립니다. 오차가 W2와 시그모이드를 거슬러 가는 길을 형상과 "
            "함께 따라가 보세요.",
        ),
        when=lambda actual, p, x, t: (
            agrees(actual, backward(p, x, t), "W2", "b2") and off(actual, backward(p, x, t), "W1", "b1")
        ),
    ),
]


@exercise(
    "TwoLayerNet",
    weight=4,
    needs=test_net_loss_one_hot,
    about=text(en="gradient, t one-hot", ko="gradient: t가 원-핫일 때"),
)
def test_net_gradient_one_hot(student, rng):
    for n, d, h, k in [(6, 5, 4, 3), (3, 3, 3, 3), (1, 4, 2, 3)]:
        params, (x, t) = some_params(rng, d, h, k), some_batch(rng, n, d, k)
        net, t = student_net(student, params), np.eye(k)[t]
        check(net.gradient(x, t), right_net(params).gradient(x, t), GRADIENT, GRADIENTS, args=(params, x, t))


@exercise(
    "TwoLayerNet",
    weight=1,
    needs=[test_net_gradient_one_hot, test_net_loss_indices],
    about=text(en="gradient, t class indices", ko="gradient: t가 클래스 번호일 때"),
    misconceptions=BY_INDEX,
)
def test_net_gradient_indices(student, rng):
    for n in (6, 3):
        params, (x, t) = some_params(rng), some_batch(rng, n)
        net = student_net(student, params)
        expected = right_net(params).gradient(x, t)
        check(net.gradient(x, t), expected, GRADIENT, [*GRADIENTS, INDICES_BROADCAST], args=(params, x, t))
        check(net.gradient(x, t.astype(np.uint8)), expected, GRADIENT, args=(params, x, t))


@exercise(
    "TwoLayerNet",
    weight=1,
    needs=test_net_gradient_one_hot,
    about=text(en="calls leave no trace", ko="여러 번 불러도 흔적이 남지 않는지"),
)
def test_net_keeps_still(student, rng):
    params, (x, t) = some_params(rng), some_batch(rng)
    net, t = student_net(student, params), np.eye(3)[t]
    for method in ("predict", "loss", "accuracy", "gradient"):
        arguments = (x,) if method == "predict" else (x, t)
        check_unchanged(getattr(net, method).observe(*arguments))
    check(params_of(net), params, RESTORED)
    check(net.gradient(x, t), right_net(params).gradient(x, t), GRADIENT)  # the same again, not twice as much


@exercise(
    "TwoLayerNet",
    weight=1,
    needs=test_net_gradient_one_hot,
    about=text(
        en="params changed in place; two networks apart", ko="params를 제자리에서 바꿀 때, 두 신경망이 별개인지"
    ),
)
def test_net_follows_params(student, rng):
    params, other, (x, t) = some_params(rng), some_params(rng), some_batch(rng)
    net, neighbour, t = student_net(student, params), student_net(student, params), np.eye(3)[t]
    held = net.remote("params")
    for name in NAMES:
        params[name] = other[name]
        held.item(name)[...] = other[name]
        hint = text(
            en=f"params[{name!r}] was changed in place, and the network did not follow. Does it keep a copy?",
            ko=f"params[{name!r}]을(를) 제자리에서 바꾸었는데 신경망이 따라가지 않습니다. 복사본을 따로 두지 않았나요?",
        )
        stale = Misconception("params-not-read", hint, when=lambda *_: True)
        check(net.predict(x), right_net(params).predict(x), TOL, [stale])
        check(net.loss(x, t), right_net(params).loss(x, t), LOSS, [stale])
        check(net.gradient(x, t), right_net(params).gradient(x, t), GRADIENT, [stale])
    untouched = params_of(neighbour)
    require(
        not any(np.array_equal(expect_array(untouched[name]), other[name]) for name in NAMES),
        "changing one network changed another",
        text(
            en="Changing one network changed another. Does each instance have arrays of its own?",
            ko="한 신경망을 바꾸었더니 다른 신경망도 바뀌었습니다. 인스턴스마다 자기 배열을 가지고 있나요?",
        ),
        "params-shared",
    )


# ------------------------------------------------------------------------------------------------ numerical_gradient

NUMERICALS = [
    Misconception(
        "difference-not-halved",
        text(
            en="Every number is twice or half of what it should be. How far apart are the two points of the "
            "difference?",
            ko="모든 값이 두 배이거나 절반입니다. 차분에서 두 점은 서로 얼마나 떨어져 있나요?",
        ),
        when=lambda actual, p, x, t: any(
            agrees({name: factor * actual[name] for name in NAMES}, backward(p, x, t), rtol=0.02) for factor in (0.5, 2)
        ),
    ),
    Misconception(
        "gradient-sign",
        text(en="Every number has the wrong sign. Which loss is subtracted from which?",
             ko="모든 값의 부호가 반대입니다. 어느 손실에서 어느 손실을 빼야 하나요?"),
        when=lambda actual, p, x, t: agrees(actual, backward(p, x, t, delta=lambda error, y: -error)),
    ),
]  # fmt: skip
NOT_RESTORED = text(
    en="After numerical_gradient the parameters are not what they were. Is each entry put back?",
    ko="numerical_gradient가 끝난 뒤 매개변수가 처음과 다릅니다. 원소마다 원래 값으로 되돌렸나요?",
)


@exercise(
    "TwoLayerNet",
    weight=2,
    needs=test_net_loss_one_hot,
    about=text(en="numerical_gradient", ko="numerical_gradient"),
)
def test_net_numerical_gradient(student, rng):
    for n, one_hot in [(4, True), (2, True)]:
        params, (x, t) = some_params(rng, 3, 2, 3), some_batch(rng, n, 3)
        net, t = student_net(student, params), target(t, 3, one_hot)
        expected = right_net(params).gradient(x, t)
        answer = net.numerical_gradient(x, t)
        restored = Misconception("params-not-restored", NOT_RESTORED, when=lambda *_: True)
        check(params_of(net), params, RESTORED, [restored])  # first: what was left moved spoils the values, too
        check(answer, expected, NUMERICAL, NUMERICALS, args=(params, x, t))
        check_unchanged(net.numerical_gradient.observe(x, t))


@exercise(
    "TwoLayerNet",
    weight=0.5,
    needs=[test_net_numerical_gradient, test_net_loss_indices],
    about=text(en="numerical_gradient, t class indices", ko="numerical_gradient: t가 클래스 번호일 때"),
)
def test_net_numerical_gradient_indices(student, rng):
    params, (x, t) = some_params(rng, 3, 2, 3), some_batch(rng, 3, 3)
    net = student_net(student, params)
    check(net.numerical_gradient(x, t), right_net(params).gradient(x, t), NUMERICAL, NUMERICALS, args=(params, x, t))
