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
    table,
)

TOL = Tolerance(why="a handful of float64 operations lose 1e-15; the mildest wrong rule is off by 1e-2")
NODES = ("MulLayer", "AddLayer")


def rounded(got, right):
    """Whether every value that is wrong is the right one, rounded as for a printed price."""
    pairs = [(value, exact) for value, exact in zip(got, right, strict=True) if not np.isclose(value, exact, 1e-6)]
    return bool(pairs) and all(any(value == round(exact, digits) for digits in range(3)) for value, exact in pairs)


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
    Misconception("sum-for-its-gradient", model=lambda a, n, t: (a * n * t, n * a * n, a * a * n, a * n)),
    Misconception("arguments-overwritten", model=(220.0, 2.2, 110.0, 200.0)),
    Misconception("rounded", when=lambda got, a, n, t: rounded(got, (a * n * t, n * t, a * t, a * n))),
]


def check_apples(student, rng, part):
    drawn = rng.uniform([50, 1, 1.02], [200, 9, 1.3]).tolist()
    lecture, long = (100, 2, 1.1), (12.345, 3.7, 1.0613)  # none of the long one's answers is right when it is rounded
    for a, n, t in ((85, 7, 1.25), lecture, long, drawn, (30.0, 0, 1.2)):
        right = a * n * t, n * t, a * t, a * n
        check(student.apple_price(a, n, t), right, TOL, APPLE_MISCONCEPTIONS, args=(a, n, t), part=part)


@exercise("apple_price", builds_on=("MulLayer",))
def test_apple_price(student, rng):
    check_apples(student, rng, 0)


@exercise("apple_price", builds_on=("MulLayer",))
def test_apple_price_by_the_price_of_one(student, rng):
    check_apples(student, rng, 1)


@exercise("apple_price", builds_on=("MulLayer",))
def test_apple_price_by_the_count(student, rng):
    check_apples(student, rng, 2)


@exercise("apple_price", builds_on=("MulLayer",))
def test_apple_price_by_the_tax(student, rng):
    check_apples(student, rng, 3)


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
    Misconception("arguments-overwritten", model=fruit(100, 2, 150, 3, 1.1)),
    Misconception(
        "rounded",
        when=lambda got, *args: rounded([got[key] for key in fruit(*args)], fruit(*args).values()),
    ),
]
TAX_ON_ONE_IN_THE_PRICE = Misconception(
    "tax-on-one-fruit",
    when=lambda got, a, n, o, m, t: np.isclose(got["price"], (a * n * t + o * m, a * n + o * m * t)).any(),
)


def check_fruit(student, rng, part):
    drawn = rng.uniform([50, 1, 50, 1, 1.02], [200, 9, 200, 9, 1.3]).tolist()
    another, lecture, none = (80.0, 4, 120.0, 5, 1.25), (100, 2, 150, 3, 1.1), (50.0, 6, 70.0, 0, 1.3)
    known = [*FRUIT_MISCONCEPTIONS, TAX_ON_ONE_IN_THE_PRICE] if part == "price" else FRUIT_MISCONCEPTIONS
    for args in (another, lecture, (12.75, 3, 9.5, 7, 1.08), drawn, none):
        check(student.fruit_price(*args), fruit(*args), TOL, known, args=args, part=part)


@exercise("fruit_price", builds_on=NODES)
def test_fruit_price(student, rng):
    check_fruit(student, rng, "price")


@exercise("fruit_price", builds_on=NODES)
def test_fruit_price_by_the_apples(student, rng):
    check_fruit(student, rng, ["dapple", "dapple_count"])


@exercise("fruit_price", builds_on=NODES)
def test_fruit_price_by_the_oranges(student, rng):
    check_fruit(student, rng, ["dorange", "dorange_count"])


@exercise("fruit_price", builds_on=NODES)
def test_fruit_price_by_the_tax(student, rng):
    check_fruit(student, rng, "dtax")


def check_product(student, rng, part):
    drawn = rng.uniform([0.5, -3, 1.5], [2.5, -1, 4]).tolist()
    for x, y, z in ((4.0, 3.0, 2.0), (-2, 5, -4), drawn, (1.5, 2.5, 0.0)):  # the second is the lecture's
        right = (x + y) * z, z, z, x + y
        check(student.product_of_sum(x, y, z), right, TOL, PRODUCT_MISCONCEPTIONS, args=(x, y, z), part=part)


@exercise("product_of_sum", builds_on=NODES)
def test_product_of_sum(student, rng):
    check_product(student, rng, 0)


@exercise("product_of_sum", builds_on=NODES)
def test_product_of_sum_by_what_is_added(student, rng):
    check_product(student, rng, [1, 2])


@exercise("product_of_sum", builds_on=NODES)
def test_product_of_sum_by_the_factor(student, rng):
    check_product(student, rng, 3)


PRODUCT_MISCONCEPTIONS = [
    Misconception("value-left-out", model=lambda x, y, z: (z, z, x + y), about_form=True),
    Misconception("chain-stops-early", model=lambda x, y, z: ((x + y) * z, 1, 1, x + y)),
    Misconception("inputs-not-exchanged", model=lambda x, y, z: ((x + y) * z, x + y, x + y, z)),
    Misconception("sum-as-product", model=lambda x, y, z: ((x + y) * z, y * z, x * z, x + y)),
    Misconception("parentheses-left-out", model=lambda x, y, z: (x + y * z, z, z, x + y)),
    Misconception("parentheses-left-out", model=lambda x, y, z: (x + y * z, 1, z, y)),
]

SQUARE_MISCONCEPTIONS = [
    Misconception("squares-of-the-parts", model=lambda x, y: (2 * x, 2 * y)),
    Misconception("outer-derivative-without-2", model=lambda x, y: (x + y, x + y)),
    Misconception("inner-derivative-wrong", model=lambda x, y: (2 * (x + y) * x, 2 * (x + y) * y)),
    Misconception("parentheses-left-out", model=lambda x, y: (2 * x + y, 2 * x + y)),
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
