"""Hidden suite of 07_backprop: all gradients of a network, and one step. Shapes: x (n, d), W1 (d, h), W2 (h, o)."""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_tuple,
    table,
    text,
)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a few float64 products and sums lose 1e-15; the mildest wrong rule is off by 1e-3"
)
FIGURE = Tolerance(rtol=0.0, atol=1e-9, why="the lecture's figures, recomputed to ten decimals")
SLOPE = Tolerance(
    rtol=1e-6,
    atol=1e-8,
    why="central differences with 1e-5: truncation 1e-10, rounding 1e-11; CS231n calls a relative error of 1e-7 right",
)


def squash(x):
    return 1 / (1 + np.exp(-x))


SIGMOID_TWICE = text(
    en="The output went through the sigmoid once more before its slope was taken. With what is f' written in the "
    "lecture?",
    ko="출력을 시그모이드에 한 번 더 넣고 기울기를 구했습니다. 강의에서는 f'을 무엇으로 나타내나요?",
)
NO_SLOPE = text(
    en="The error is there, the slope of the unit's activation function is not. Which factor of the chain rule is it?",
    ko="오차는 있는데 활성화 함수의 기울기가 없습니다. 연쇄 법칙의 어느 인수인가요?",
)


# ------------------------------------------------------------------------------------------------ backward
def gradients(
    x, t, W1, B1, W2, B2, *, slope="output", hidden_slope=None, error=1.0, transpose=True, scale=1.0, bias="sum"
):
    """All four gradients, with the step changed that a misconception changes."""
    slopes = {
        "output": lambda net: squash(net) * (1 - squash(net)),
        "net": lambda net: net * (1 - net),
        "twice": lambda net: squash(squash(net)) * (1 - squash(squash(net))),
        "none": lambda net: np.ones_like(net),
    }
    net1 = x @ W1 + B1
    hidden = squash(net1)
    net2 = hidden @ W2 + B2
    delta2 = error * (squash(net2) - t) * slopes[slope](net2)
    delta1 = delta2 @ (W2.T if transpose else W2) * slopes[hidden_slope or slope](net1)
    biases = {
        "sum": lambda delta: delta.sum(axis=0),
        "mean": lambda delta: delta.mean(axis=0),
        "rows": lambda delta: delta,
        "keepdims": lambda delta: delta.sum(axis=0, keepdims=True),
        "number": lambda delta: delta.sum(),
    }[bias]
    return scale * (x.T @ delta1), scale * biases(delta1), scale * (hidden.T @ delta2), scale * biases(delta2)


def backward_misconceptions(part):
    """The wrong ways of computing; `part` is the slice of the four gradients that a test looks at."""

    def known(name, hint, **changes):
        return Misconception(name, hint, model=lambda *args: gradients(*args, **changes)[part])

    doubled = text(
        en="Twice the right gradient. Which factor stands in front of the sum in E?",
        ko="그래디언트가 두 배입니다. E의 합 앞에는 어떤 계수가 있나요?",
    )
    averaged = text(
        en="A mean over the batch: E adds the samples up.", ko="배치에 대한 평균입니다. E는 샘플을 모두 더합니다."
    )
    rows = text(
        en="A bias gradient has one row for each sample. The same bias serves all of them: what shape should it have?",
        ko="바이어스의 그래디언트가 샘플마다 한 행씩 있습니다. 바이어스는 모든 샘플이 함께 씁니다. 모양이 어떠해야 "
        "하나요?",
    )
    keeps = text(
        en="The bias gradients have one axis too many: compare their shapes with those of B1 and B2.",
        ko="바이어스의 그래디언트에 축이 하나 더 있습니다. B1, B2의 모양과 비교해 보세요.",
    )
    return [
        known(
            "target-minus-output",
            text(
                en="All gradients point the other way: what is subtracted from what?",
                ko="모든 그래디언트의 방향이 반대입니다. 무엇에서 무엇을 빼나요?",
            ),
            error=-1.0,
        ),
        known("doubled", doubled, scale=2.0),
        Misconception("averaged", averaged, model=lambda x, *args: gradients(x, *args, scale=1 / len(x))[part]),
        Misconception("averaged", averaged, model=lambda x, t, *args: gradients(x, t, *args, scale=1 / t.size)[part]),
        Misconception("averaged", averaged, model=lambda x, t, *args: gradients(x, t, *args, scale=2 / t.size)[part]),
        known(
            "bias-averaged",
            text(
                en="The bias gradients are means, the weight gradients sums. Which are right?",
                ko="바이어스의 그래디언트는 평균이고 가중치의 그래디언트는 합입니다. 어느 쪽이 맞나요?",
            ),
            bias="mean",
        ),
        known("bias-not-summed", rows, bias="rows"),
        known("bias-keeps-an-axis", keeps, bias="keepdims"),
        known("bias-one-number", keeps, bias="number"),
        known("slope-left-out", NO_SLOPE, slope="none"),
        known("output-slope-left-out", NO_SLOPE, slope="none", hidden_slope="output"),
        known(
            "derivative-of-net",
            text(
                en="y (1 - y) was fed with the net inputs. With what is f' written?",
                ko="y (1 - y)에 입력합을 넣었습니다. f'은 무엇으로 나타내나요?",
            ),
            slope="net",
        ),
        known("sigmoid-twice", SIGMOID_TWICE, slope="twice"),
        known(
            "hidden-slope-left-out",
            text(
                en="The deltas of the hidden layer lack the hidden units' own slope.",
                ko="은닉층의 델타에 은닉층 유닛 자신의 기울기가 없습니다.",
            ),
            hidden_slope="none",
        ),
        known(
            "weights-not-transposed",
            text(
                en="On the way back W2 is used against the arrows. What does that mean for the matrix?",
                ko="거꾸로 갈 때는 W2를 화살표 반대로 씁니다. 행렬로는 무엇을 뜻하나요?",
            ),
            transpose=False,
        ),
    ]


LAYERS_EXCHANGED = text(
    en="The gradients of the two layers have changed places. In which order are they asked for?",
    ko="두 층의 그래디언트가 뒤바뀌었습니다. 어떤 순서로 돌려줘야 하나요?",
)


def network(n, d, h, o, seed):
    """A case with fixed numbers, not to be found in the notebook: x, t, W1, B1, W2, B2."""
    draw = np.random.default_rng(seed)
    shapes = [(n, d), (n, o), (d, h), (h,), (h, o), (o,)]
    x, t, *params = [draw.uniform(-1.5, 1.5, shape) for shape in shapes]
    return x, np.round(squash(t)), *params


NETWORKS = [
    Case("square", *network(3, 2, 2, 2, 71)),
    Case("lecture-sized", *network(4, 2, 2, 1, 72)),
    Case("one-sample", *network(1, 3, 4, 2, 73)),
    Case("wide", *network(5, 3, 2, 3, 74)),
]


@exercise(
    "backward",
    weight=2,
    builds_on=("output_delta", "weight_gradient"),
    about=text(en="gradients of the output layer", ko="출력층의 그래디언트"),
)
@table(NETWORKS)
def test_backward_output_layer(student, case):
    got = expect_tuple(student.backward(*case.args), 4)
    known = backward_misconceptions(slice(2, 4))
    exchanged = Misconception("layers-exchanged", LAYERS_EXCHANGED, model=gradients(*case.args)[:2])
    check(got[2:], gradients(*case.args)[2:], TOL, [*known, exchanged], args=case.args)


@exercise(
    "backward",
    weight=2,
    builds_on=("output_delta", "hidden_delta", "weight_gradient"),
    about=text(en="gradients of the hidden layer", ko="은닉층의 그래디언트"),
)
@table(NETWORKS)
def test_backward_hidden_layer(student, case):
    got = expect_tuple(student.backward(*case.args), 4)
    known = backward_misconceptions(slice(0, 2))
    exchanged = Misconception("layers-exchanged", LAYERS_EXCHANGED, model=gradients(*case.args)[2:])
    check(got[:2], gradients(*case.args)[:2], TOL, [*known, exchanged], args=case.args)


@exercise(
    "backward",
    needs=[test_backward_output_layer, test_backward_hidden_layer],
    about=text(en="the lecture's figures; agreement with central differences", ko="강의의 값; 중심 차분과 일치"),
)
def test_backward_agrees_with_the_lecture_and_with_central_differences(student, rng):
    W1, B1 = np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([0.1, 0.2])
    W2, B2 = np.array([[0.5], [0.6]]), np.array([0.3])
    got = student.backward(np.array([[0.0, 0.0]]), np.array([[0.0]]), W1, B1, W2, B2)
    lecture = (
        np.zeros((2, 2)),
        np.array([0.0182350627, 0.0217189120]),
        np.array([[0.0767758473], [0.0804107516]]),
        np.array([0.1462455066]),
    )
    check(got, lecture, FIGURE)
    x, t, *params = (
        rng.normal(size=(4, 3)),
        rng.uniform(size=(4, 2)),
        rng.normal(size=(3, 2)),
        rng.normal(size=2),
        rng.normal(size=(2, 2)),
        rng.normal(size=2),
    )
    slopes = [np.zeros_like(parameter) for parameter in params]

    def error():
        W1, B1, W2, B2 = params
        return np.sum((squash(squash(x @ W1 + B1) @ W2 + B2) - t) ** 2) / 2

    for parameter, slope in zip(params, slopes, strict=True):
        for index in np.ndindex(parameter.shape):
            kept = parameter[index]
            parameter[index] = kept + 1e-5
            up = error()
            parameter[index] = kept - 1e-5
            slope[index] = (up - error()) / 2e-5
            parameter[index] = kept
    check(student.backward(x, t, *params), tuple(slopes), SLOPE)


@exercise(
    "backward",
    needs=[test_backward_output_layer, test_backward_hidden_layer],
    about=text(
        en="arguments stay as they were; the samples' gradients add up", ko="인수는 그대로; 샘플의 그래디언트는 더해짐"
    ),
)
def test_backward_adds_up_samples_and_changes_nothing(student, rng):
    x, t, *params = (
        rng.normal(size=(2, 2)),
        rng.uniform(size=(2, 1)),
        rng.normal(size=(2, 3)),
        rng.normal(size=3),
        rng.normal(size=(3, 1)),
        rng.normal(size=1),
    )
    seen = student.backward.observe(x, t, *params)
    check_unchanged(seen)
    singly = [gradients(x[[row]], t[[row]], *params) for row in range(2)]
    check(seen.value, tuple(first + second for first, second in zip(*singly, strict=True)), TOL)


# ------------------------------------------------------------------------------------------------ sgd_step
SGD = [
    Misconception(
        "plus-for-minus",
        text(
            en="The step goes uphill. The slide prints a plus, but what does it compute with 0.5, 0.2 and 0.076775?",
            ko="오르막으로 한 걸음 갔습니다. 슬라이드에는 더하기로 인쇄되어 있지만 0.5, 0.2, 0.076775로 무엇을 "
            "계산했나요?",
        ),
        model=lambda params, grads, rate: {name: params[name] + rate * grads[name] for name in params},
    ),
    Misconception(
        "rate-forgotten",
        text(
            en="The whole gradient was subtracted. What decides how long a step is?",
            ko="그래디언트를 통째로 뺐습니다. 한 걸음의 크기는 무엇이 정하나요?",
        ),
        model=lambda params, grads, rate: {name: params[name] - grads[name] for name in params},
    ),
    Misconception(
        "step-without-parameters",
        text(en="That is the step alone. From where does it start?", ko="걸음만 있습니다. 어디에서 출발하나요?"),
        when=lambda got, params, grads, rate: all(
            np.allclose(got[name], rate * grads[name]) or np.allclose(got[name], -rate * grads[name]) for name in params
        ),
    ),
    Misconception(
        "divided-by-rate",
        text(en="A smaller learning rate made the step longer.", ko="학습률이 작아지니 오히려 걸음이 커졌습니다."),
        model=lambda params, grads, rate: {name: params[name] - grads[name] / rate for name in params},
    ),
]
STEPS = [
    Case(
        "two-arrays",
        {"W": np.array([[1.0, -2.0], [0.5, 4.0]]), "b": np.array([0.3, -0.7])},
        {"W": np.array([[0.5, 1.5], [-2.0, 3.0]]), "b": np.array([-1.0, 2.0])},
        0.2,
    ),
    Case(
        "lecture",
        {"w5": np.array([0.5]), "w6": np.array([0.6]), "b3": np.array([0.3])},
        {"w5": np.array([0.0767758473]), "w6": np.array([0.0804107516]), "b3": np.array([0.1462455066])},
        0.2,
        expected={"w5": np.array([0.4846448305]), "w6": np.array([0.5839178497]), "b3": np.array([0.2707508987])},
        tol=FIGURE,
    ),
    Case(
        "other-names",
        {"gamma": np.array([[[2.0]], [[-1.0]]]), "x": np.array([5.0])},
        {"x": np.array([-0.4]), "gamma": np.array([[[1.0]], [[8.0]]])},
        1.5,
    ),
]


@exercise("sgd_step", weight=2, about=text(en="new parameters", ko="새 매개변수"))
@table(STEPS)
def test_sgd_step(student, case):
    params, grads, rate = case.args
    expected = case.expect(lambda params, grads, rate: {name: params[name] - rate * grads[name] for name in params})
    check(student.sgd_step(params, grads, rate), expected, case.tol or TOL, SGD, args=case.args)


@exercise(
    "sgd_step",
    needs=test_sgd_step,
    about=text(en="the old parameters and gradients stay", ko="원래 매개변수와 그래디언트는 그대로"),
)
def test_sgd_step_changes_nothing(student):
    params, grads, rate = STEPS[0].args
    in_place = text(
        en="The params or grads that were passed in have changed. Do -= and *= make new arrays? Is the dict new?",
        ko="전달한 params나 grads가 바뀌었습니다. -=와 *=는 새 배열을 만드나요? 딕셔너리는 새것인가요?",
    )
    check_unchanged(student.sgd_step.observe(params, grads, rate), in_place)
