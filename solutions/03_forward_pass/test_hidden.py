"""Hidden suite of 03_forward_pass: the 2-2-1 network by hand and by matrix, and one node.

Figures: the lecture's 2-2-1 network (z, a, untrained outputs) and the wiki's node. Inputs that are not figures come
from `rng`; weights and biases are drawn so that none is near 0: a term that hardly counts could be forgotten unseen.
"""

from math import exp, floor

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_dict,
    load_reference,
    table,
    text,
)

reference = load_reference(__file__)
sigmoid = reference.sigmoid

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="float64 sums and exp lose about 1e-15; the mildest wrong formula is off by 1e-3"
)
BY_HAND = Tolerance(rtol=0, atol=1.5e-6, why="six decimals, rounded (off by 5e-7) or cut (off by 1e-6), are right")
PRINTED = Tolerance(
    rtol=0, atol=1e-7, why="eight printed digits are right, rounded or cut; a wrong weight shows from 1e-3 on"
)

XOR_X = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
XOR_NET = (np.array([[0.1, 0.2], [0.3, 0.4]]), np.array([0.1, 0.2]), np.array([[0.5], [0.6]]), np.array([0.3]))
XOR_PRINTED = np.array([[0.70938314], [0.72844306], [0.71791234], [0.73598705]])


def away_from_zero(rng, *shape):
    """Numbers of either sign with 0.3 <= abs <= 1.5."""
    return rng.uniform(0.3, 1.5, shape) * rng.choice([-1.0, 1.0], shape)


def two_layers(rng, n, d, h, o):
    """A batch (n, d) and W1 (d, h), B1 (h,), W2 (h, o), B2 (o,)."""
    return tuple(away_from_zero(rng, *shape) for shape in ((n, d), (d, h), (h,), (h, o), (o,)))


# ------------------------------------------------------------------------------------------- hand_forward

KEYS = ("z1", "a1", "z2", "a2", "zy", "ay")
BY_HAND_VALUES = {"z1": 0.1, "a1": 0.5249791875, "z2": 0.2, "a2": 0.5498339973, "zy": 0.8923899921, "ay": 0.7093831367}


def squash(z):
    return 1 / (1 + exp(-z))


def walk(
    x=(0.0, 0.0), b=(0.1, 0.2, 0.3), out=(0.5, 0.6), hidden=squash, output=squash, shorten=lambda v: v, last=lambda v: v
):
    """The calculation by hand with one thing done differently; `shorten` acts on a1 and a2, `last` on zy and ay."""
    z1, z2 = 0.1 * x[0] + 0.3 * x[1] + b[0], 0.2 * x[0] + 0.4 * x[1] + b[1]
    a1, a2 = shorten(hidden(z1)), shorten(hidden(z2))
    zy = last(out[0] * a1 + out[1] * a2 + b[2])
    return {"z1": z1, "a1": a1, "z2": z2, "a2": a2, "zy": zy, "ay": last(output(zy))}


def came_about_as(*walks):
    """A predicate: the values asked for agree with those of one wrong calculation."""

    def when(actual, *_args):
        return any(all(abs(actual[key] - wrong[key]) <= BY_HAND.atol for key in actual) for wrong in walks)

    return when


def shortened(digits):
    """All ways of rounding or cutting at `digits` decimals in the middle of the calculation."""
    unit = 10**digits
    ways = (lambda v: round(v, digits), lambda v: floor(v * unit) / unit)
    return [walk(shorten=way, last=last) for way in ways for last in (way, lambda v: v)]


HAND_BIAS = Misconception(
    "bias-forgotten",
    text(
        en="This is what comes out without a bias. With x = (0, 0) every product w x is 0: what is still added to "
        "the sum?",
        ko="편향을 빼고 계산한 값입니다. x = (0, 0)이면 가중치와의 곱은 모두 0인데, 가중합에 무엇이 더 더해져야 "
        "할까요?",
    ),
    when=came_about_as(walk(b=(0, 0, 0)), walk(b=(0, 0, 0.3)), walk(b=(0.1, 0.2, 0))),
)
HAND_BIAS_SUBTRACTED = Misconception(
    "bias-subtracted",
    text(
        en="The biases went in with the wrong sign. Is a bias added to the weighted sum, or is it a threshold to "
        "get over?",
        ko="편향의 부호가 반대로 들어갔습니다. 편향은 가중합에 더하는 값일까요, 넘어야 하는 임계값일까요?",
    ),
    when=came_about_as(walk(b=(-0.1, -0.2, -0.3)), walk(b=(0.1, 0.2, -0.3))),
)
HAND_NO_ACTIVATION = Misconception(
    "activation-forgotten",
    text(
        en="A weighted sum was passed on as it is. What does a unit do with z before the next layer sees it?",
        ko="가중합이 그대로 다음 층으로 넘어갔습니다. 유닛은 z를 내보내기 전에 무엇을 적용하나요?",
    ),
    when=came_about_as(
        walk(hidden=lambda z: z), walk(output=lambda z: z), walk(hidden=lambda z: z, output=lambda z: z)
    ),
)
HAND_OTHER_ACTIVATION = Misconception(
    "another-activation",
    text(
        en="Another activation function was used. Which one does the lecture's network have, and what is its "
        "value at 0?",
        ko="다른 활성화 함수를 쓴 값입니다. 이 신경망의 활성화 함수는 무엇이고, 0에서의 값은 얼마인가요?",
    ),
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
    text(
        en="Each number is right somewhere, but not on this arrow. Follow w5 and w6 in the picture: where does "
        "each begin?",
        ko="숫자는 맞지만 연결된 자리가 다릅니다. 그림에서 w5와 w6이 각각 어느 유닛에서 출발하는지 따라가 보세요.",
    ),
    when=came_about_as(walk(out=(0.6, 0.5)), walk(b=(0.2, 0.1, 0.3)), walk(b=(0.2, 0.1, 0.3), out=(0.6, 0.5))),
)
HAND_OTHER_SAMPLE = Misconception(
    "another-sample",
    text(
        en="These are the sums for another input. Which x does the exercise ask for?",
        ko="다른 입력에 대한 값입니다. 이 문제에서 묻는 x는 무엇인가요?",
    ),
    when=came_about_as(walk(x=(0, 1)), walk(x=(1, 0)), walk(x=(1, 1))),
)
HAND_EARLY = Misconception(
    "rounded-too-early",
    text(
        en="Close, but not to six decimals: somewhere in the middle digits were dropped. When is the time to round?",
        ko="비슷하지만 소수 여섯째 자리까지 맞지는 않습니다. 계산 도중에 자릿수를 줄였네요. 반올림은 언제 해야 할까요?",
    ),
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


def check_by_hand(student, *keys):
    answer = expect_dict(student.hand_forward(), KEYS)
    check({key: answer[key] for key in keys}, {key: BY_HAND_VALUES[key] for key in keys}, BY_HAND, HAND)


@exercise("hand_forward", weight=1, about=text(en="the weighted sums z1, z2", ko="은닉층의 가중합 z1, z2"))
def test_weighted_sums(student):
    check_by_hand(student, "z1", "z2")


@exercise("hand_forward", weight=1, about=text(en="the hidden outputs a1, a2", ko="은닉층의 출력 a1, a2"))
def test_hidden_outputs(student):
    check_by_hand(student, "a1", "a2")


@exercise("hand_forward", weight=1, about=text(en="the output unit: zy, ay", ko="출력층의 zy, ay"))
def test_output_unit(student):
    check_by_hand(student, "zy", "ay")


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
    text(
        en="The hidden weights were read by row instead of by column (or the other way round). In x W1, which "
        "column, and "
        "which arrows of the picture, belong to the first hidden unit?",
        ko="은닉층의 가중치를 행과 열을 바꾸어 읽었습니다. x W1에서 첫 번째 은닉 유닛의 가중치는 어느 열이고, "
        "그림에서 어느 "
        "화살표일까요?",
    ),
    model=lambda x, W1, B1, W2, B2: forward_like(x, W1.T, B1, W2, B2),
)
NO_BIAS = Misconception(
    "bias-forgotten",
    text(
        en="A bias is missing in one of the layers. What is added to the matrix product before the activation "
        "function?",
        ko="어느 층에선가 편향이 빠졌습니다. 활성화 함수를 적용하기 전에 행렬의 곱에 무엇을 더하나요?",
    ),
    when=lambda actual, x, W1, B1, W2, B2: any(
        all(agree(got, wrong) for got, wrong in zip(actual, forward_like(x, W1, b1, W2, b2), strict=True))
        for b1, b2 in ((0 * B1, 0 * B2), (B1, 0 * B2), (0 * B1, B2))
    ),
)
NO_HIDDEN_ACTIVATION = Misconception(
    "hidden-activation-forgotten",
    text(
        en="The hidden layer passes its weighted sums on unchanged. Can a network of linear layers do more than "
        "one layer?",
        ko="은닉층이 가중합을 그대로 넘기고 있습니다. 선형 레이어를 쌓기만 하면 한 층보다 더 많은 일을 할 수 있을까요?",
    ),
    model=lambda x, W1, B1, W2, B2: forward_like(x, W1, B1, W2, B2, hidden=same),
)
NO_OUTPUT_ACTIVATION = Misconception(
    "output-activation-forgotten",
    text(
        en="The output layer returns its weighted sums. Which layers of this network have an activation function?",
        ko="출력층이 가중합을 그대로 돌려줍니다. 이 신경망에서 활성화 함수가 있는 층은 어디인가요?",
    ),
    model=lambda x, W1, B1, W2, B2: forward_like(x, W1, B1, W2, B2, output=same),
)
SUMS_RETURNED = Misconception(
    "sums-for-outputs",
    text(
        en="The weighted sums Z came back, not the layers' outputs. What is between Z1 and layer1?",
        ko="층의 출력이 아니라 가중합 Z를 돌려주었습니다. Z1과 layer1 사이에는 무엇이 있나요?",
    ),
    model=sums_for_outputs,
)
OTHER_OUTPUT = Misconception(
    "another-activation",
    text(
        en="One of the layers uses another activation function than the lecture's network. Which one does it "
        "have, and where?",
        ko="어느 층에서 강의의 신경망과 다른 활성화 함수를 썼습니다. 어느 층에 어떤 활성화 함수가 있어야 하나요?",
    ),
    when=lambda actual, *args: any(
        all(agree(got, wrong) for got, wrong in zip(actual, forward_like(*args, hidden=f, output=g), strict=True))
        for f in (sigmoid, np.tanh, lambda z: np.maximum(z, 0), lambda z: 1.0 * (z > 0))
        for g in (sigmoid, np.tanh, softmax, lambda z: np.maximum(z, 0), lambda z: 1.0 * (z > 0))
    ),
)
WRONG_ORDER = Misconception(
    "reversed-tuple",
    text(
        en="The layers are right but come back in another order. Which one is asked for first?",
        ko="각 층의 값은 맞지만 순서가 다릅니다. 가장 먼저 돌려주어야 하는 층은 무엇인가요?",
    ),
    model=lambda *args: forward_like(*args)[::-1],
)
SHAPES_CLASH = Misconception(
    "factors-swapped",
    text(
        en="The shapes of a product do not fit. x is (n, d), W1 is (d, h): in which order do the inner numbers meet?",
        ko="행렬의 형상이 맞지 않습니다. x는 (n, d), W1은 (d, h)입니다. 어느 순서로 곱해야 안쪽의 두 수가 같아질까요?",
    ),
    raises="ValueError",
)
FORWARD = [
    TRANSPOSED,
    NO_BIAS,
    NO_HIDDEN_ACTIVATION,
    NO_OUTPUT_ACTIVATION,
    SUMS_RETURNED,
    WRONG_ORDER,
    OTHER_OUTPUT,
]


def agree(actual, wrong):
    """Whether two arrays are of one shape and close."""
    return np.shape(actual) == np.shape(wrong) and np.allclose(actual, wrong, rtol=1e-6, atol=1e-8)


@exercise(
    "forward",
    weight=2,
    misconceptions=[SHAPES_CLASH],
    about=text(en="2-2-1 networks: every layer's values", ko="2-2-1 신경망: 각 층의 값"),
)
def test_forward_values(student, rng):
    args = (XOR_X, *XOR_NET)
    check(
        student.forward(*args), (XOR_X, sigmoid(XOR_X @ XOR_NET[0] + XOR_NET[1]), XOR_PRINTED), TOL, FORWARD, args=args
    )
    args = two_layers(rng, 5, 2, 2, 1)
    check(student.forward(*args), reference.forward(*args), TOL, FORWARD, args=args)


SIZES = [
    Case("wide", 6, 3, 4, 2),
    Case("one-row", 1, 4, 3, 3),
    Case("narrow", 3, 1, 2, 1),
    Case("all-equal", 3, 3, 3, 3),
]


@exercise(
    "forward",
    weight=1,
    needs=test_forward_values,
    misconceptions=[SHAPES_CLASH],
    about=text(en="other numbers of rows and units", ko="배치와 뉴런의 개수가 다를 때"),
)
@table(SIZES)
def test_forward_other_sizes(student, rng, case):
    args = two_layers(rng, *case.args)
    check(student.forward(*args), reference.forward(*args), TOL, FORWARD, args=args)


@exercise(
    "forward",
    weight=1,
    needs=test_forward_values,
    about=text(en="inputs, weights and biases stay as they are", ko="입력, 가중치, 편향이 바뀌지 않음"),
)
def test_forward_changes_nothing(student, rng):
    args = two_layers(rng, 4, 3, 2, 2)
    observation = student.forward.observe(*args)
    check(observation.value, reference.forward(*args), TOL, FORWARD, args=args)
    check_unchanged(
        observation,
        text(
            en="The call altered what it was given. Which of your statements write into an existing array?",
            ko="함수가 받은 배열을 바꾸었습니다. 이미 있는 배열에 값을 써 넣는 문장이 어디에 있나요?",
        ),
    )


# ------------------------------------------------------------------------------------------- xor_outputs

W1_, B1_, W2_, B2_ = XOR_NET


def untrained(X=XOR_X, W1=W1_, B1=B1_, W2=W2_, B2=B2_, **activations):
    return forward_like(X, W1, B1, W2, B2, **activations)[2]


XOR_OUTPUTS = [
    Misconception(TRANSPOSED.id, TRANSPOSED.hint, model=lambda: untrained(W1=W1_.T)),
    Misconception(
        NO_BIAS.id,
        NO_BIAS.hint,
        when=lambda actual: any(
            agree(actual, wrong)
            for wrong in (untrained(B1=0 * B1_, B2=0 * B2_), untrained(B1=0 * B1_), untrained(B2=0 * B2_))
        ),
    ),
    Misconception(NO_OUTPUT_ACTIVATION.id, NO_OUTPUT_ACTIVATION.hint, model=lambda: untrained(output=same)),
    Misconception(NO_HIDDEN_ACTIVATION.id, NO_HIDDEN_ACTIVATION.hint, model=lambda: untrained(hidden=same)),
    Misconception(
        "inputs-out-of-order",
        text(
            en="The outputs are right, in another order of the inputs. Which input is second in the exercise?",
            ko="출력은 맞지만 입력의 순서가 다릅니다. 문제에서 두 번째 입력은 무엇인가요?",
        ),
        model=lambda: untrained(X=XOR_X[[0, 2, 1, 3]]),
    ),
    Misconception(
        "flat-outputs",
        text(
            en="The numbers are right, the shape is not (4, 1). What do rows and columns of an output stand for?",
            ko="값은 맞지만 형상이 (4, 1)이 아닙니다. 출력에서 행과 열은 각각 무엇을 뜻하나요?",
        ),
        when=lambda actual: (
            np.shape(actual) in ((4,), (1, 4)) and bool(np.allclose(np.ravel(actual), np.ravel(untrained())))
        ),
    ),
    Misconception(
        "answers-for-outputs",
        text(
            en="These are the answers that XOR should give. What does this network say before it has learned anything?",
            ko="XOR의 정답입니다. 아직 아무것도 배우지 않은 이 신경망은 무엇을 출력할까요?",
        ),
        model=lambda: np.array([[0.0], [1.0], [1.0], [0.0]]),
    ),
]


@exercise(
    "xor_outputs",
    builds_on=("forward",),
    about=text(en="the four outputs of the untrained network", ko="학습 전 신경망의 네 출력"),
)
def test_untrained_outputs(student):
    check(student.xor_outputs(), XOR_PRINTED, PRINTED, XOR_OUTPUTS)


# ------------------------------------------------------------------------------------------- node_output

NODE = [
    Misconception(
        "bias-forgotten",
        text(
            en="The node answers as if its bias were 0. What else belongs to the weighted sum?",
            ko="편향이 0일 때의 값입니다. 가중합에 무엇을 더 더해야 할까요?",
        ),
        model=lambda x, w, b: float(sigmoid(w @ x)),
    ),
    Misconception(
        "activation-forgotten",
        text(
            en="This is the weighted sum (net). A node's output lies between 0 and 1: what happens to net first?",
            ko="가중합(net)을 그대로 돌려주었습니다. 노드의 출력은 0과 1 사이입니다. net에 무엇을 적용해야 할까요?",
        ),
        model=lambda x, w, b: float(w @ x + b),
    ),
    Misconception(
        "bias-subtracted",
        text(
            en="The bias went in with the wrong sign. In the worked example b is already negative: is it added or "
            "taken off?",
            ko="편향의 부호가 반대입니다. 예제의 b는 이미 음수입니다. 더해야 할까요, 빼야 할까요?",
        ),
        model=lambda x, w, b: float(sigmoid(w @ x - b)),
    ),
    Misconception(
        "minus-sign-lost",
        text(
            en="A larger sum gives a smaller output. Look at the sign in the exponent of the sigmoid.",
            ko="가중합이 커질수록 출력이 작아집니다. 시그모이드의 지수에 붙은 부호를 다시 보세요.",
        ),
        model=lambda x, w, b: float(sigmoid(-(w @ x + b))),
    ),
    Misconception(
        "bias-outside",
        text(
            en="The bias was added to the output. Is it part of the sum that goes into the sigmoid?",
            ko="편향을 출력에 더했습니다. 편향은 시그모이드에 들어가는 가중합의 일부가 아닐까요?",
        ),
        model=lambda x, w, b: float(sigmoid(w @ x) + b),
    ),
    Misconception(
        "products-not-added",
        text(
            en="One number for each input came back. A node has one output: what happens to the products w_i x_i?",
            ko="입력마다 값이 하나씩 나왔습니다. 노드의 출력은 하나입니다. 곱 w_i x_i들을 어떻게 해야 할까요?",
        ),
        when=lambda actual, x, w, b: np.shape(actual) == np.shape(x),
    ),
]


@exercise("node_output", about=text(en="one node, with one to five inputs", ko="입력이 하나에서 다섯 개인 노드"))
def test_node_values(student, rng):
    args = (np.array([2.0, 3.0, 4.0]), np.array([0.1, 0.5, 0.9]), -2.0)
    check(student.node_output(*args), 0.9644288107, TOL, NODE, args=args)
    for size in (2, 1, 5):
        args = (away_from_zero(rng, size), away_from_zero(rng, size), float(away_from_zero(rng)))
        check(student.node_output(*args), float(reference.node_output(*args)), TOL, NODE, args=args)


@exercise(
    "node_output",
    weight=0.5,
    needs=test_node_values,
    about=text(en="x and w are not changed", ko="x와 w가 바뀌지 않는지"),
)
def test_node_changes_nothing(student, rng):
    check_unchanged(student.node_output.observe(away_from_zero(rng, 3), away_from_zero(rng, 3), -0.4))
