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
)

TOL = Tolerance(why="a handful of float64 operations lose 1e-15; the mildest wrong rule is off by 1e-2")
EXACT_SLOPE = Tolerance(
    rtol=1e-3,
    atol=1e-3,
    why="the price is linear in each input: its central difference errs by rounding only, 1e-10, in float32 1e-3",
)

NODES = ("MulLayer", "AddLayer")


def check_derivatives(derivatives, price, inputs):
    """The derivative by each input is how the price reacts to it."""
    for step, derivative in zip(0.25 * np.eye(len(inputs)), derivatives, strict=True):
        up, down = expect_number(price(inputs + step)), expect_number(price(inputs - step))
        check(derivative, (up - down) / 0.5, EXACT_SLOPE)


def apple_whole(apple, count, tax):
    return int(apple * count * tax), count * tax, int(apple * tax), apple * count


APPLE_MISCONCEPTIONS = [
    Misconception("cut-to-whole-won", model=apple_whole),
    Misconception("cut-to-whole-won", model=lambda a, n, t: (int(a * n * t), n * t, a * t, a * n)),
    Misconception("chain-stops-early", model=lambda a, n, t: (a * n * t, n, a, a * n)),
    Misconception("price-as-seed", model=lambda a, n, t: (a * n * t, *(a * n * t * v for v in (n * t, a * t, a * n)))),
    Misconception("derivatives-swapped", model=lambda a, n, t: (a * n * t, a * t, n * t, a * n)),
    Misconception("one-layer-for-both-nodes", model=lambda a, n, t: (a * n * t, t * t, a * n * t, a * n)),
    Misconception("tax-misses-count", model=lambda a, n, t: (a * n * t, n * t, a * t, a)),
]


@exercise("apple_price", weight=2, builds_on=("MulLayer",))
@table(
    [
        Case("another", 85, 7, 1.25, expected=(743.75, 8.75, 106.25, 595.0)),
        Case("lecture", 100, 2, 1.1, expected=(220.0, 2.2, 110.0, 200.0)),
        Case("fractions", 12.75, 4, 1.05, expected=(53.55, 4.2, 13.3875, 51.0)),
        Case("nothing-bought", 30.0, 0, 1.2, expected=(0.0, 0.0, 36.0, 0.0), secret=True),
    ]
)
def test_apple_price(student, case):
    check(student.apple_price(*case.args), case.expected, TOL, APPLE_MISCONCEPTIONS, args=case.args)


@exercise("apple_price", weight=1, needs=test_apple_price, builds_on=("MulLayer",))
def test_apple_price_reacts_as_its_derivatives_say(student, rng):
    inputs = rng.uniform([50, 1, 1.02], [200, 9, 1.3])

    def asked(at):
        return expect_tuple(student.apple_price(*at.tolist()), 4)

    check_derivatives(asked(inputs)[1:], lambda at: asked(at)[0], inputs)


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
    Misconception("cut-to-whole-won", model=fruit_whole),
    Misconception(
        "cut-to-whole-won",
        model=lambda a, n, o, m, t: fruit(a, n, o, m, t, price=int((a * n + o * m) * t)),
        about_form=True,
    ),
    Misconception("chain-stops-early", model=lambda a, n, o, m, t: fruit(a, n, o, m, t, taxed=False)),
    Misconception("price-as-seed", model=lambda a, n, o, m, t: fruit(a, n, o, m, t, scale=(a * n + o * m) * t)),
    Misconception("tax-on-one-fruit", model=fruit_tax_on_apples),
    Misconception(
        "tax-misses-a-fruit",
        when=lambda got, a, n, o, m, t: (
            np.isclose(got["price"], (a * n + o * m) * t) and np.isclose(got["dtax"], (a * n, o * m)).any()
        ),
    ),
    Misconception(
        "derivatives-swapped",
        model=lambda a, n, o, m, t: (
            fruit(a, n, o, m, t) | {"dapple": a * t, "dapple_count": n * t, "dorange": o * t, "dorange_count": m * t}
        ),
    ),
    Misconception(
        "one-layer-for-both-fruits",
        model=lambda a, n, o, m, t: fruit(a, n, o, m, t) | {"dapple": m * t, "dapple_count": o * t},
    ),
]
FRUIT_KEYS = ("price", "dapple", "dapple_count", "dorange", "dorange_count", "dtax")


def basket(name, *inputs, right, **more):
    return Case(name, *inputs, expected=dict(zip(FRUIT_KEYS, right, strict=True)), **more)


@exercise("fruit_price", weight=2, builds_on=NODES)
@table(
    [
        basket("another", 80.0, 4, 120.0, 5, 1.25, right=(1150.0, 5.0, 100.0, 6.25, 150.0, 920.0)),
        basket("lecture", 100, 2, 150, 3, 1.1, right=(715.0, 2.2, 110.0, 3.3, 165.0, 650.0)),
        basket("fractions", 12.75, 3, 9.5, 7, 1.08, right=(113.13, 3.24, 13.77, 7.56, 10.26, 104.75), secret=True),
        basket("no-oranges", 50.0, 6, 70.0, 0, 1.3, right=(390.0, 7.8, 65.0, 0.0, 91.0, 300.0)),
    ]
)
def test_fruit_price(student, case):
    check(student.fruit_price(*case.args), case.expected, TOL, FRUIT_MISCONCEPTIONS, args=case.args)


@exercise("fruit_price", weight=1, needs=test_fruit_price, builds_on=NODES)
def test_fruit_price_reacts_as_its_derivatives_say(student, rng):
    inputs = rng.uniform([50, 1, 50, 1, 1.02], [200, 9, 200, 9, 1.3])

    def asked(at):
        return expect_dict(student.fruit_price(*at.tolist()), FRUIT_KEYS)

    answer = asked(inputs)
    check_derivatives([answer[key] for key in FRUIT_KEYS[1:]], lambda at: asked(at)["price"], inputs)


@exercise("product_of_sum", builds_on=NODES)
@table(
    [
        Case("another", 4.0, 3.0, 2.0, expected=(14.0, 2.0, 2.0, 7.0)),
        Case("lecture", -2, 5, -4, expected=(-12, -4, -4, 3)),
        Case("fractions", 0.5, -1.75, 2.4, expected=(-3.0, 2.4, 2.4, -1.25)),
        Case("z-is-zero", 1.5, 2.5, 0.0, expected=(0.0, 0.0, 0.0, 4.0), secret=True),
    ]
)
def test_product_of_sum(student, case):
    check(student.product_of_sum(*case.args), case.expected, TOL, PRODUCT_MISCONCEPTIONS, args=case.args)


PRODUCT_MISCONCEPTIONS = [
    Misconception("value-left-out", model=lambda x, y, z: (z, z, x + y), about_form=True),
    Misconception("chain-stops-early", model=lambda x, y, z: ((x + y) * z, 1, 1, x + y)),
    Misconception("inputs-not-exchanged", model=lambda x, y, z: ((x + y) * z, x + y, x + y, z)),
    Misconception("sum-as-product", model=lambda x, y, z: ((x + y) * z, y * z, x * z, x + y)),
]

SQUARE_MISCONCEPTIONS = [
    Misconception("squares-of-the-parts", model=lambda x, y: (2 * x, 2 * y)),
    Misconception("outer-derivative-without-2", model=lambda x, y: (x + y, x + y)),
    Misconception("inner-derivative-wrong", model=lambda x, y: (2 * (x + y) * x, 2 * (x + y) * y)),
    Misconception("value-for-derivative", model=lambda x, y: ((x + y) ** 2, (x + y) ** 2)),
]


@exercise("square_of_sum_grad")
@table(
    [
        Case("whole", 3, 4, expected=(14, 14)),
        Case("fractions", -2.5, 0.75, expected=(-3.5, -3.5)),
        Case("cancels", 1.25, -1.25, expected=(0.0, 0.0)),
        Case("one-is-zero", 0.0, -6.0, expected=(-12.0, -12.0), secret=True),
    ]
)
def test_square_of_sum_grad(student, case):
    check(student.square_of_sum_grad(*case.args), case.expected, TOL, SQUARE_MISCONCEPTIONS, args=case.args)
