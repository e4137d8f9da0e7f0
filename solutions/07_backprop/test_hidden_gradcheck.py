"""Hidden suite of 07_backprop: gradient_check."""

import math
from functools import partial
from itertools import chain

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    attempt,
    check,
    either,
    exercise,
    expect_array,
    expect_dict,
    expect_number,
    fail,
    load_reference,
    require,
    table,
    unchecked,
)

reference = load_reference(__file__)

TOL = Tolerance(why="float64 sums and products lose 1e-15 each, 200 of them 1e-13")
RATIO = Tolerance(
    rtol=1e-5,
    atol=1e-6,
    why="the central difference itself errs by up to 1e-9 here; the mildest wrong formula is off by 1e-3",
)
RATIO_SMALL = Tolerance(
    rtol=1e-5, atol=1e-9, why="with eps = 0.1 rounding is negligible; the one-sided difference gives 60 times as much"
)


EPS = 1e-5


def slopes(f, params, grads, eps=EPS, *, sides="both"):
    """For each array the pairs (n, g), entry by entry: the numerical slope and the gradient."""
    found = {}
    for name, array in params.items():
        found[name] = []
        for index in np.ndindex(array.shape):
            moved = {key: value.copy() for key, value in params.items()}
            moved[name][index] = array[index] + eps
            up = f(moved)
            moved[name][index] = array[index] - (0 if sides == "one" else eps)
            n = (up - f(moved)) / {"both": 2 * eps, "one": eps, "half": eps}[sides]
            found[name].append((n, grads[name][index]))
    return found


def errors(*args, denominator="sum", difference=lambda n, g: abs(n - g), **changes):
    """The relative errors of all entries, with the step changed that a misconception changes."""
    found = []
    for n, g in (pair for part in slopes(*args, **changes).values() for pair in part):
        size = {
            "sum": max(1e-8, abs(n) + abs(g)),
            "none": 1.0,
            "larger": max(1e-8, abs(n), abs(g)),
            "numerical": max(1e-8, abs(n)),
        }[denominator]
        found.append(difference(n, g) / size)
    return found


def by_norm(pairs):
    """One relative error for all of them, from the lengths of the two vectors."""
    n, g = np.array(pairs).T
    return np.linalg.norm(n - g) / max(1e-8, np.linalg.norm(n) + np.linalg.norm(g))


def largest(*args, **changes):
    return max(errors(*args, **changes))


CHECK = [
    Misconception("mean-for-largest", model=lambda *args: sum(errors(*args)) / len(errors(*args))),
    Misconception("sum-for-largest", model=lambda *args: sum(errors(*args))),
    Misconception("sign-ignored", model=lambda *args: largest(*args, difference=lambda n, g: abs(abs(n) - abs(g)))),
    Misconception("abs-left-out", model=lambda *args: max(0.0, largest(*args, difference=lambda n, g: n - g))),
    Misconception("abs-left-out", model=lambda *args: max(0.0, largest(*args, difference=lambda n, g: g - n))),
    Misconception(
        "last-for-largest", when=lambda got, *args: min(abs(got - errors(*args)[place]) for place in (0, -1)) < 1e-6
    ),
    Misconception(
        "only-one-array",
        when=lambda got, f, params, grads, *eps: any(
            abs(got - largest(lambda p: f(params | p), {k: params[k]}, grads, *eps)) < 1e-6 for k in params
        ),
    ),
    Misconception("absolute-error", model=lambda *args: largest(*args, denominator="none")),
    Misconception(
        "other-denominator",
        when=lambda got, *args: (
            min(abs(got - largest(*args, denominator=name)) for name in ("larger", "numerical")) < 1e-6
        ),
    ),
    Misconception("norms-compared", model=lambda *args: by_norm([*chain(*slopes(*args).values())])),
    Misconception("norms-compared", model=lambda *args: max(map(by_norm, slopes(*args).values()))),
    Misconception("one-sided", model=lambda *args: largest(*args, sides="one")),
    Misconception("not-divided-by-two-eps", model=lambda *args: largest(*args, sides="half")),
]


def bowl(params):
    """Sum of squares of `a`, plus a slope of 3 along `b`: gradients 2 a and 3; central differences are exact."""
    return np.sum(params["a"] ** 2) + 3 * np.sum(params["b"])


A, B = np.array([[1.0, -2.0, 0.5], [4.0, 3.0, -1.5]]), np.array([0.7, -0.3])
RIGHT = {"a": 2 * A, "b": np.full(2, 3.0)}


def wrong_at(**factors):
    """The right gradients with some entries multiplied: a_1_2=1.5 is entry (1, 2) of `a`."""
    grads = {name: array.copy() for name, array in RIGHT.items()}
    for place, factor in factors.items():
        name, *index = place.split("_")
        grads[name][tuple(map(int, index))] *= factor
    return grads


def of_bowl(name, expected, *, secret=False, **factors):
    return Case(name, bowl, {"a": A, "b": B}, wrong_at(**factors), expected=expected, secret=secret)


WRONG_GRADIENTS = [
    of_bowl("one-in-the-middle", 0.4 / 2.4, a_0_1=1.4, a_0_0=1.3, b_0=1.1, b_1=1.05),
    of_bowl("in-the-second-array", 1 / 3, a_0_2=0.98, b_0=0.5),
    of_bowl("wrong-sign", 1.0, a_1_0=-1.0, a_0_1=1.2, a_0_0=1.01, b_0=1.1, b_1=1.02),
    of_bowl("a-little", 0.01 / 2.01, a_1_1=1.01, a_0_0=1.001, a_1_0=0.996, b_0=1.003, b_1=1.0005, secret=True),
]


def in_own_units(student, test):
    """Pass if `test` does, or does where functions are divided by a factor by which the student's slopes are too large.

    It is tried on right gradients; that these do not come out as such without it is charged there.
    """

    def divided(f, factor):
        return lambda params: f(params) / factor

    def too_large():
        for factor in (2, -1, EPS, 2 * EPS, EPS**2):  # as with a division left out, or the two sides exchanged
            got = unchecked(attempt(student.gradient_check, divided(bowl, factor), {"a": A, "b": B}, RIGHT)[0])
            if isinstance(got, float) and abs(got) < 1e-6:
                return factor
        fail("there is no such factor")

    either(partial(test, lambda f: f), lambda: test(partial(divided, factor=student.once("factor", too_large))))


@exercise("gradient_check", weight=3)
@table(WRONG_GRADIENTS)
def test_gradient_check_measures_wrong_gradients(student, case):
    def measures(in_units):
        args = in_units(case.args[0]), *case.args[1:]
        got, again = (student.gradient_check(*args) for _ in range(2))
        chance = Misconception("entries-by-chance", when=lambda first, *_: not np.array_equal(first, unchecked(again)))
        check(got, case.expected, RATIO, [chance, *CHECK], args=args)

    in_own_units(student, measures)


def notices(student, f=bowl):
    """Fails where gradients of three times the size, each of them, come out as the right ones: nothing is checked then."""
    tripled = {name: 3 * part for name, part in RIGHT.items()}
    right, wrong = (expect_number(student.gradient_check(f, {"a": A, "b": B}, grads)) for grads in (RIGHT, tripled))
    told = f"{right:.3g} for the right gradients, {wrong:.3g} for three times these"
    vanishes = "slope-vanishes" if abs(right - 1) < 1e-6 else ""
    require(abs(wrong - right) > 1e-3, told, vanishes or "notices-nothing", vanishes)


@exercise("gradient_check", weight=2)
def test_gradient_check_passes_right_gradients(student, rng):
    notices(student)
    tiny = Tolerance(rtol=0.0, atol=1e-6, why="CS231n: 1e-7 is right; rounding in f may add a little to it")
    one_sided = Misconception("one-sided", when=lambda got: 1e-6 < got < 1e-4)
    check(student.gradient_check(bowl, {"a": A, "b": B}, RIGHT), 0.0, tiny, [one_sided])
    x, t = rng.normal(size=(3, 2)), rng.uniform(size=(3, 1))
    shapes = {"W1": (2, 3), "B1": 3, "W2": (3, 1), "B2": 1}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}

    def error(at):
        at = {name: expect_array(part) for name, part in expect_dict(at, params).items() if name in params}
        return np.sum((reference.forward(x, **at)[1] - t) ** 2) / 2

    grads = dict(zip(params, reference.backward(x, t, **params), strict=True))
    check(student.gradient_check(error, params, grads), 0.0, tiny)


SIDES = [known for known in CHECK if known.id in ("one-sided", "not-divided-by-two-eps")]


@exercise("gradient_check", weight=1, secret=False)
def test_gradient_check_uses_eps_to_both_sides(student):
    def cube(params):
        return params["w"][0] ** 3

    # at w = 2 with eps = 0.1 the central difference is 3 w^2 + eps^2 = 12.01, the one-sided one 12.61
    args = cube, {"w": np.array([2.0])}, {"w": np.array([12.03])}, 0.1
    ignored = Misconception("eps-ignored", model=lambda f, params, grads, eps: largest(f, params, grads))
    check(student.gradient_check(*args), 0.02 / 24.04, RATIO_SMALL, [ignored, *SIDES], args=args)

    def wave(params):
        return np.sin(1e4 * params["w"][0])

    # so steep that the default eps of 1e-5 shows: n = g sin(0.1) / 0.1
    args = wave, {"w": np.array([3e-5])}, {"w": np.array([1e4 * math.cos(0.3)])}
    sinc = math.sin(0.1) / 0.1
    check(student.gradient_check(*args), (1 - sinc) / (1 + sinc), RATIO_SMALL, SIDES, args=args)


@exercise(
    "gradient_check",
    weight=1,
    needs=test_gradient_check_measures_wrong_gradients,
    misconceptions=[Misconception("floor-left-out", raises="ZeroDivisionError", match="division")],
)
def test_gradient_check_near_zero(student):
    no_floor = Misconception(
        "floor-left-out", when=lambda got, expected: not np.isfinite(got) or abs(got - 1.0) < 1e-3, about_form=True
    )
    added = Misconception("floor-added", when=lambda got, expected: abs(got - expected / (1 + expected)) < 1e-6)

    def faint(params):
        return 5e-9 * params["w"][0]

    def flat(params):
        return 2.0 * params["w"][0]

    unused = {"idle": np.array([0.5, -4.0]), "w": np.array([1.0])}

    def near_zero(in_units):
        found = student.gradient_check(in_units(flat), unused, {"w": np.array([2.5]), "idle": np.zeros(2)})
        check(found, 1 / 9, RATIO, [no_floor], args=(1 / 9,))
        found = student.gradient_check(in_units(faint), {"w": np.array([1.0])}, {"w": np.array([0.0])})
        check(found, 0.5, RATIO, [no_floor, added], args=(0.5,))

    in_own_units(student, near_zero)


@exercise("gradient_check", weight=1, secret=False)
def test_gradient_check_puts_everything_back(student):
    in_own_units(student, lambda in_units: notices(student, in_units(bowl)))
    seen = student.gradient_check.observe(bowl, {"a": A, "b": B}, RIGHT)
    moved = Misconception("params-not-restored", when=lambda got: True)
    # adding and subtracting eps may leave a rounding error behind; that is not meant
    check(expect_dict(seen.args[1], ("a", "b")), {"a": A, "b": B}, TOL, [moved])
    check(expect_dict(seen.args[2], ("a", "b")), RIGHT, TOL, [moved])
