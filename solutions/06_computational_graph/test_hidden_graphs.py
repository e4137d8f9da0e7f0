"""Hidden suite of 06_computational_graph: the baskets and two small graphs.

Every value here is linear in each of its inputs, or a square: derivatives are exact.
"""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    exercise,
    expect_dict,
    expect_number,
    expect_tuple,
    table,
    text,
)

TOL = Tolerance(
    rtol=1e-6, atol=1e-8, why="a handful of float64 operations lose 1e-15; the mildest wrong rule is off by 1e-2"
)
EXACT_SLOPE = Tolerance(
    rtol=1e-6,
    atol=1e-6,
    why="the price is linear in each input: its central difference errs by rounding only, about 1e-10",
)


WHOLE_WON = text(
    en="The value was cut to a whole number. The lecture does so for printing only: what happens to a price such as "
    "53.55?",
    ko="값을 정수로 잘랐습니다. 강의에서는 화면에 찍을 때만 그렇게 합니다. 53.55 같은 금액이라면 어떻게 될까요?",
)
STOPPED_EARLY = text(
    en="Each derivative is the one of its own node only. The price lies further to the right: which node has the "
    "gradient not passed yet?",
    ko="각 미분이 자기 노드에서만 계산되었습니다. 지불 금액은 더 오른쪽에 있습니다. 아직 지나지 않은 노드는 어느 "
    "것인가요?",
)
PRICE_AS_SEED = text(
    en="The gradients are too large, all by the same factor. What is the derivative of the price by the price "
    "itself, with which the way back begins?",
    ko="미분이 모두 같은 배수만큼 큽니다. 역전파는 '지불 금액에 대한 지불 금액의 미분'에서 시작합니다. 그 값은 "
    "얼마인가요?",
)
OTHER_FACTOR = text(
    en="Two derivatives have changed places. What changes more: the price when an apple gets 1 won dearer, or when "
    "you buy one more?",
    ko="미분 두 개의 자리가 바뀌었습니다. 사과값이 1원 오를 때와 사과를 한 개 더 살 때, 지불 금액은 어느 쪽이 더 "
    "많이 변하나요?",
)


def apple_whole(apple, count, tax):
    return int(apple * count * tax), count * tax, int(apple * tax), apple * count


APPLE_MISCONCEPTIONS = [
    Misconception("cut-to-whole-won", WHOLE_WON, model=apple_whole),
    Misconception("cut-to-whole-won", WHOLE_WON, model=lambda a, n, t: (int(a * n * t), n * t, a * t, a * n)),
    Misconception("chain-stops-early", STOPPED_EARLY, model=lambda a, n, t: (a * n * t, n, a, a * n)),
    Misconception(
        "price-as-seed",
        PRICE_AS_SEED,
        model=lambda a, n, t: (a * n * t, *(a * n * t * v for v in (n * t, a * t, a * n))),
    ),
    Misconception("derivatives-swapped", OTHER_FACTOR, model=lambda a, n, t: (a * n * t, a * t, n * t, a * n)),
    Misconception(
        "tax-misses-count",
        text(
            en="If the tax factor grows, it grows for the whole sum, not for a single apple. What is multiplied by "
            "the tax?",
            ko="소비세 배율이 커지면 사과 한 개가 아니라 전체 금액에 적용됩니다. 소비세와 곱해지는 값은 무엇인가요?",
        ),
        model=lambda a, n, t: (a * n * t, n * t, a * t, a),
    ),
]


@exercise(
    "apple_price",
    weight=2,
    about=text(en="price and derivatives of several baskets", ko="여러 장바구니의 지불 금액과 미분"),
)
@table(
    [
        Case("another", 85, 7, 1.09, expected=(648.55, 7.63, 92.65, 595.0)),
        Case("lecture", 100, 2, 1.1, expected=(220.0, 2.2, 110.0, 200.0)),
        Case("fractions", 12.75, 4, 1.05, expected=(53.55, 4.2, 13.3875, 51.0)),
        Case("nothing-bought", 30.0, 0, 1.2, expected=(0.0, 0.0, 36.0, 0.0)),
    ]
)
def test_apple_price(student, case):
    check(student.apple_price(*case.args), case.expected, TOL, APPLE_MISCONCEPTIONS, args=case.args)


@exercise(
    "apple_price",
    weight=1,
    needs=test_apple_price,
    about=text(en="the derivatives say how the price reacts", ko="미분은 지불 금액의 변화량"),
)
def test_apple_price_reacts_as_its_derivatives_say(student, rng):
    inputs = rng.uniform([50, 1, 1.02], [200, 9, 1.3])
    derivatives = expect_tuple(student.apple_price(*inputs.tolist()), 4)[1:]
    for place, derivative in enumerate(derivatives):
        step = np.zeros(3)
        step[place] = 0.25
        up = expect_number(expect_tuple(student.apple_price(*(inputs + step).tolist()), 4)[0])
        down = expect_number(expect_tuple(student.apple_price(*(inputs - step).tolist()), 4)[0])
        check(derivative, (up - down) / 0.5, EXACT_SLOPE)


def fruit(a, n, o, m, t, *, price=None, scale=1.0, taxed=True, dtax=None):
    """The right dict with the part changed that a misconception changes."""
    factor = scale * (t if taxed else 1.0)
    return {
        "price": (a * n + o * m) * t if price is None else price,
        "dapple": n * factor,
        "dapple_count": a * factor,
        "dorange": m * factor,
        "dorange_count": o * factor,
        "dtax": scale * (a * n + o * m) if dtax is None else dtax,
    }


def fruit_whole(a, n, o, m, t):
    right = fruit(a, n, o, m, t)
    return right | {key: int(right[key]) for key in ("price", "dapple_count", "dorange_count")}


def fruit_tax_on_apples(a, n, o, m, t):
    return fruit(a, n, o, m, t, price=a * n * t + o * m, dtax=a * n) | {"dorange": m, "dorange_count": o}


FRUIT_MISCONCEPTIONS = [
    Misconception("cut-to-whole-won", WHOLE_WON, model=fruit_whole),
    Misconception(
        "cut-to-whole-won", WHOLE_WON, model=lambda a, n, o, m, t: fruit(a, n, o, m, t, price=int((a * n + o * m) * t))
    ),
    Misconception("chain-stops-early", STOPPED_EARLY, model=lambda a, n, o, m, t: fruit(a, n, o, m, t, taxed=False)),
    Misconception(
        "price-as-seed", PRICE_AS_SEED, model=lambda a, n, o, m, t: fruit(a, n, o, m, t, scale=(a * n + o * m) * t)
    ),
    Misconception(
        "tax-on-one-fruit",
        text(
            en="The tax is paid on the whole basket. In the picture, which node does the tax meet?",
            ko="소비세는 장바구니 전체에 붙습니다. 그림에서 tax는 어느 노드로 들어가나요?",
        ),
        model=fruit_tax_on_apples,
    ),
    Misconception(
        "tax-misses-a-fruit",
        text(
            en="dtax lacks a part of the basket. What arrives at the last multiplication node beside the tax?",
            ko="dtax에 장바구니의 일부가 빠졌습니다. 마지막 곱셈 노드에 tax와 함께 들어가는 값은 무엇인가요?",
        ),
        when=lambda got, a, n, o, m, t: min(abs(got["dtax"] - a * n), abs(got["dtax"] - o * m)) < 1e-6,
    ),
    Misconception(
        "derivatives-swapped",
        OTHER_FACTOR,
        model=lambda a, n, o, m, t: (
            fruit(a, n, o, m, t) | {"dapple": a * t, "dapple_count": n * t, "dorange": o * t, "dorange_count": m * t}
        ),
    ),
    Misconception(
        "one-layer-for-both-fruits",
        text(
            en="Apples and oranges got mixed up: a layer remembers only its latest forward. How many multiplication "
            "nodes are in the picture?",
            ko="사과와 오렌지의 값이 섞였습니다. 계층은 마지막 forward만 기억합니다. 그림에 곱셈 노드가 몇 개 있나요?",
        ),
        model=lambda a, n, o, m, t: fruit(a, n, o, m, t) | {"dapple": m * t, "dapple_count": o * t},
    ),
]
FRUIT_KEYS = ("price", "dapple", "dapple_count", "dorange", "dorange_count", "dtax")


@exercise(
    "fruit_price",
    weight=2,
    about=text(en="price and derivatives of several baskets", ko="여러 장바구니의 지불 금액과 미분"),
)
@table(
    [
        Case(
            "another",
            80.0,
            4,
            120.0,
            5,
            1.25,
            expected=dict(zip(FRUIT_KEYS, (1150.0, 5.0, 100.0, 6.25, 150.0, 920.0), strict=True)),
        ),
        Case(
            "lecture",
            100,
            2,
            150,
            3,
            1.1,
            expected=dict(zip(FRUIT_KEYS, (715.0, 2.2, 110.0, 3.3, 165.0, 650.0), strict=True)),
        ),
        Case(
            "fractions",
            12.75,
            3,
            9.5,
            7,
            1.08,
            expected=dict(zip(FRUIT_KEYS, (113.13, 3.24, 13.77, 7.56, 10.26, 104.75), strict=True)),
        ),
        Case(
            "no-oranges",
            50.0,
            6,
            70.0,
            0,
            1.3,
            expected=dict(zip(FRUIT_KEYS, (390.0, 7.8, 65.0, 0.0, 91.0, 300.0), strict=True)),
        ),
    ]
)
def test_fruit_price(student, case):
    got = expect_dict(student.fruit_price(*case.args), FRUIT_KEYS)
    check({key: got[key] for key in FRUIT_KEYS}, case.expected, TOL, FRUIT_MISCONCEPTIONS, args=case.args)


@exercise(
    "fruit_price",
    weight=1,
    needs=test_fruit_price,
    about=text(en="the derivatives say how the price reacts", ko="미분은 지불 금액의 변화량"),
)
def test_fruit_price_reacts_as_its_derivatives_say(student, rng):
    inputs = rng.uniform([50, 1, 50, 1, 1.02], [200, 9, 200, 9, 1.3])
    answer = expect_dict(student.fruit_price(*inputs.tolist()), FRUIT_KEYS)
    for place, key in enumerate(FRUIT_KEYS[1:]):
        step = np.zeros(5)
        step[place] = 0.25
        up = expect_number(expect_dict(student.fruit_price(*(inputs + step).tolist()), ["price"])["price"])
        down = expect_number(expect_dict(student.fruit_price(*(inputs - step).tolist()), ["price"])["price"])
        check(answer[key], (up - down) / 0.5, EXACT_SLOPE)


@exercise("product_of_sum", about=text(en="f and its three derivatives", ko="f와 세 편미분"))
@table(
    [
        Case("another", 4.0, 3.0, 2.0, expected=(14.0, 2.0, 2.0, 7.0)),
        Case("lecture", -2, 5, -4, expected=(-12, -4, -4, 3)),
        Case("fractions", 0.5, -1.75, 2.4, expected=(-3.0, 2.4, 2.4, -1.25)),
        Case("z-is-zero", 1.5, 2.5, 0.0, expected=(0.0, 0.0, 0.0, 4.0)),
    ]
)
def test_product_of_sum(student, case):
    check(student.product_of_sum(*case.args), case.expected, TOL, PRODUCT_MISCONCEPTIONS, args=case.args)


PRODUCT_MISCONCEPTIONS = [
    Misconception(
        "value-left-out",
        text(
            en="Three values came back; the value of f itself comes first, before its derivatives.",
            ko="값이 세 개만 왔습니다. 미분보다 먼저 f의 값이 와야 합니다.",
        ),
        model=lambda x, y, z: (z, z, x + y),
    ),
    Misconception(
        "chain-stops-early",
        text(
            en="1 is how q reacts to x. And how does f react to q? The chain rule wants both.",
            ko="1은 q가 x에 반응하는 정도입니다. 그럼 f는 q에 어떻게 반응하나요? 연쇄 법칙에는 둘 다 필요합니다.",
        ),
        model=lambda x, y, z: ((x + y) * z, 1, 1, x + y),
    ),
    Misconception(
        "inputs-not-exchanged",
        text(
            en="f = q z. What is its derivative by z, and what by q? Each is the other factor.",
            ko="f = q z입니다. z로 미분하면, q로 미분하면 각각 무엇인가요? 늘 상대편 인수입니다.",
        ),
        model=lambda x, y, z: ((x + y) * z, x + y, x + y, z),
    ),
    Misconception(
        "sum-as-product",
        text(
            en="The derivative by x came out as if x and y were multiplied. Which operation joins them?",
            ko="x에 대한 미분이 x와 y를 곱한 것처럼 나왔습니다. 둘을 잇는 연산은 무엇인가요?",
        ),
        model=lambda x, y, z: ((x + y) * z, y * z, x * z, x + y),
    ),
]

SQUARE_MISCONCEPTIONS = [
    Misconception(
        "squares-of-the-parts",
        text(
            en="(x + y)^2 is not x^2 + y^2. At which point is the derivative of the outer square taken?",
            ko="(x + y)^2은 x^2 + y^2이 아닙니다. 바깥 제곱의 미분은 어느 값에서 구하나요?",
        ),
        model=lambda x, y: (2 * x, 2 * y),
    ),
    Misconception(
        "outer-derivative-without-2",
        text(
            en="What is the derivative of t squared? The exponent comes down as a factor.",
            ko="t의 제곱을 미분하면 무엇인가요? 지수가 앞으로 내려옵니다.",
        ),
        model=lambda x, y: (x + y, x + y),
    ),
    Misconception(
        "inner-derivative-wrong",
        text(
            en="The outer derivative is there. And how much does t = x + y grow when x grows by 1?",
            ko="바깥 미분은 있습니다. 그럼 x가 1 커질 때 t = x + y는 얼마나 커지나요?",
        ),
        model=lambda x, y: (2 * (x + y) * x, 2 * (x + y) * y),
    ),
    Misconception(
        "value-for-derivative",
        text(
            en="That is z itself. The gradient says how z changes.",
            ko="그것은 z의 값입니다. 기울기는 z가 얼마나 변하는지를 말합니다.",
        ),
        model=lambda x, y: ((x + y) ** 2, (x + y) ** 2),
    ),
]


@exercise("square_of_sum_grad", about=text(en="the gradient of (x + y)^2", ko="(x + y)^2의 기울기"))
@table(
    [
        Case("whole", 3, 4, expected=(14, 14)),
        Case("fractions", -2.5, 0.75, expected=(-3.5, -3.5)),
        Case("cancels", 1.25, -1.25, expected=(0.0, 0.0)),
        Case("one-is-zero", 0.0, -6.0, expected=(-12.0, -12.0)),
    ]
)
def test_square_of_sum_grad(student, case):
    check(student.square_of_sum_grad(*case.args), case.expected, TOL, SQUARE_MISCONCEPTIONS, args=case.args)
