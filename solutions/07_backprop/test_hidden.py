"""Hidden suite of 07_backprop: one update of the lecture's network, worked out by hand."""

import math

import numpy as np

from autograder.suite import Misconception, Tolerance, check, exercise, expect_dict, text

HAND = Tolerance(rtol=0.0, atol=1.5e-6, why="six decimals, rounded or cut, also in between, as on the slides")

FACTORS = ("E", "dE_dout", "dout_dnet", "dnet_dw5", "dE_dw5")
OUTPUT_LAYER = ("w5", "w6", "b3")
HIDDEN_LAYER = ("w1", "w2", "w3", "w4", "b1", "b2")
AFTER = ("out_after", "E_after")

# Recomputed in float64; the slides print dE_dw5, b1 and b3 cut: 0.076775, 0.096352, 0.270750.
RIGHT = {
    "E": 0.2516122173,
    "dE_dout": 0.7093831367,
    "dout_dnet": 0.2061587021,
    "dnet_dw5": 0.5249791875,
    "dE_dw5": 0.0767758473,
    "w1": 0.1,
    "w2": 0.2,
    "w3": 0.3,
    "w4": 0.4,
    "w5": 0.4846448305,
    "w6": 0.5839178497,
    "b1": 0.0963529875,
    "b2": 0.1956562176,
    "b3": 0.2707508987,
    "out_after": 0.6995526400,
    "E_after": 0.2446869481,
}


def squash(net):
    return 1 / (1 + math.exp(-net))


SLOPES = {
    "right": lambda net, out: out * (1 - out),
    "of the net input": lambda net, out: net * (1 - net),
    "of the output, squashed again": lambda net, out: squash(out) * (1 - squash(out)),
    "left out": lambda net, out: 1.0,
}


def by_hand(
    *, sign=-1, error=1, rate=0.2, slope="right", hidden_slope=None, new_weights=False, weights=True, biases=True
):
    """The whole exercise with the step changed that a misconception changes."""
    w5, w6, b1, b2, b3 = 0.5, 0.6, 0.1, 0.2, 0.3
    f_prime, f_prime_hidden = SLOPES[slope], SLOPES[hidden_slope or slope]
    a1, a2 = squash(b1), squash(b2)
    net = w5 * a1 + w6 * a2 + b3
    out = squash(net)
    delta = error * out * f_prime(net, out)
    new5, new6 = w5 + sign * rate * delta * a1, w6 + sign * rate * delta * a2
    back5, back6 = (new5, new6) if new_weights else (w5, w6) if weights else (1.0, 1.0)
    delta1 = back5 * delta * f_prime_hidden(b1, a1)
    delta2 = back6 * delta * f_prime_hidden(b2, a2)
    if biases:
        b1, b2, b3 = b1 + sign * rate * delta1, b2 + sign * rate * delta2, b3 + sign * rate * delta
    out_after = squash(new5 * squash(b1) + new6 * squash(b2) + b3)
    return {
        "E": out**2 / 2,
        "dE_dout": error * out,
        "dout_dnet": f_prime(net, out),
        "dnet_dw5": a1,
        "dE_dw5": delta * a1,
        "w1": 0.1,
        "w2": 0.2,
        "w3": 0.3,
        "w4": 0.4,
        "w5": new5,
        "w6": new6,
        "b1": b1,
        "b2": b2,
        "b3": b3,
        "out_after": out_after,
        "E_after": out_after**2 / 2,
    }


PLUS = text(
    en="The parameters moved uphill: the error would grow. The slide prints a plus, but what does it compute?",
    ko="매개변수가 오르막으로 움직여 오차가 커집니다. 슬라이드에는 더하기로 인쇄되어 있지만 계산은 어떻게 했나요?",
)
OF_NET = text(
    en="y (1 - y) was fed with the net input. This way of writing f' needs the unit's output: which number is that "
    "here?",
    ko="y (1 - y)에 입력합을 넣었습니다. 이렇게 쓴 f'에는 유닛의 출력이 들어가야 합니다. 여기서는 어느 값인가요?",
)
TWICE = text(
    en="The output went through the sigmoid a second time before its slope was taken. What is out already?",
    ko="출력을 시그모이드에 한 번 더 통과시킨 뒤 기울기를 구했습니다. out은 이미 무엇을 거친 값인가요?",
)
NO_SLOPE = text(
    en="The middle factor is missing: how does the output of the unit change with its net input?",
    ko="가운데 인수가 빠졌습니다. 입력합이 변하면 유닛의 출력은 얼마나 변하나요?",
)
SIGN_OF_ERROR = text(
    en="The derivative of (t - out)^2 by out has an inner derivative of its own. What is its sign?",
    ko="(t - out)^2을 out으로 미분하면 안쪽의 미분도 곱해집니다. 그 부호는 무엇인가요?",
)
NEW_WEIGHTS = text(
    en="The hidden deltas were made with w5 and w6 after their update. With which weights was the forward pass "
    "computed?",
    ko="은닉층의 델타를 갱신한 뒤의 w5, w6으로 구했습니다. 순방향 패스는 어떤 가중치로 계산했나요?",
)
NO_RATE = text(
    en="The step is five times too long. By what is the gradient multiplied before it is subtracted?",
    ko="한 걸음이 다섯 배나 깁니다. 그래디언트를 빼기 전에 무엇을 곱해야 하나요?",
)
NO_BIASES = text(
    en="The biases stayed where they were. A bias is a weight too: which input does it have?",
    ko="바이어스가 그대로입니다. 바이어스도 가중치입니다. 그 입력은 얼마인가요?",
)
NO_HIDDEN_SLOPE = text(
    en="The hidden units' own slope is missing: each has a sigmoid of its own to be passed on the way back.",
    ko="은닉층 유닛 자신의 기울기가 빠졌습니다. 거꾸로 갈 때에도 각 유닛의 시그모이드를 지나야 합니다.",
)
NO_HIDDEN_WEIGHT = text(
    en="Both hidden units got the full delta of the output. Over what does it reach them?",
    ko="두 은닉층 유닛이 출력의 델타를 그대로 받았습니다. 델타는 무엇을 타고 전해지나요?",
)
WITHOUT_HALF = text(
    en="The lecture's error has a factor in front of the square. What is it good for when the square is "
    "differentiated?",
    ko="강의의 오차에는 제곱 앞에 계수가 있습니다. 제곱을 미분할 때 그 계수는 어떤 역할을 하나요?",
)


def misconceptions(keys, *more):
    """The wrong ways of computing, reduced to the keys that a test looks at."""

    def known(name, hint, **changes):
        wrong = by_hand(**changes)
        return Misconception(name, hint, model={key: wrong[key] for key in keys})

    return [
        *more,
        known("derivative-of-net", OF_NET, slope="of the net input"),
        known("sigmoid-twice", TWICE, slope="of the output, squashed again"),
        known("slope-left-out", NO_SLOPE, slope="left out"),
        known("plus-for-minus", PLUS, sign=1),
        known("new-for-old-weights", NEW_WEIGHTS, new_weights=True),
        known("rate-forgotten", NO_RATE, rate=1.0),
        known("biases-not-updated", NO_BIASES, biases=False),
        known("hidden-slope-left-out", NO_HIDDEN_SLOPE, hidden_slope="left out"),
        known("hidden-weight-left-out", NO_HIDDEN_WEIGHT, weights=False),
    ]


def plain(value):
    """A number that was left in an array of one entry, as matrices yield it, is as good as the number."""
    if type(value) is np.ndarray and value.size == 1 and value.dtype.kind in "biuf":
        return value.item()
    return value


def compare(student, keys, *more):
    got = expect_dict(student.hand_backprop(), keys)
    check({key: plain(got[key]) for key in keys}, {key: RIGHT[key] for key in keys}, HAND, misconceptions(keys, *more))


@exercise("hand_backprop", about=text(en="the error and the three factors of dE/dw5", ko="오차와 dE/dw5의 세 인수"))
def test_hand_factors(student):
    flipped = by_hand(error=-1)
    compare(
        student,
        FACTORS,
        Misconception("error-without-half", WITHOUT_HALF, when=lambda got: abs(got["E"] - 2 * RIGHT["E"]) < 1e-5),
        Misconception(
            "error-without-half", WITHOUT_HALF, when=lambda got: abs(got["dE_dout"] - 2 * RIGHT["dE_dout"]) < 1e-5
        ),
        Misconception("target-minus-output", SIGN_OF_ERROR, model={key: flipped[key] for key in FACTORS}),
    )


@exercise("hand_backprop", about=text(en="w5, w6 and b3 after the update", ko="갱신 후의 w5, w6, b3"))
def test_hand_output_layer(student):
    compare(student, OUTPUT_LAYER)


@exercise("hand_backprop", about=text(en="w1 to w4, b1 and b2 after the update", ko="갱신 후의 w1~w4, b1, b2"))
def test_hand_hidden_layer(student):
    compare(student, HIDDEN_LAYER)


@exercise("hand_backprop", about=text(en="output and error after the update", ko="갱신 후의 출력과 오차"))
def test_hand_after(student):
    before = {"out_after": RIGHT["dE_dout"], "E_after": RIGHT["E"]}
    stale = text(
        en="Nothing has changed: these values belong to the network before the update. What has to be run again?",
        ko="달라진 것이 없습니다. 갱신하기 전 신경망의 값입니다. 무엇을 다시 계산해야 하나요?",
    )
    compare(
        student,
        AFTER,
        Misconception("forward-not-repeated", stale, model=before),
        Misconception(
            "error-without-half", WITHOUT_HALF, when=lambda got: abs(got["E_after"] - 2 * RIGHT["E_after"]) < 1e-5
        ),
    )
