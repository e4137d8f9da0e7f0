"""Hidden suite of 00_numpy_basics: operators, slices, truth values, a class, and the array with its two surprises."""

import math
import string
from itertools import combinations, permutations

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Tolerance,
    check,
    check_pure,
    check_unchanged,
    either,
    exercise,
    expect_dict,
    expect_object,
    expect_tuple,
    fail,
    load_reference,
    passes,
    table,
    unchecked,
)

reference = load_reference(__file__)

TOL = Tolerance(why="the course's accuracy: one operation loses 1e-16, rounding to 4 digits 1e-5")

# ------------------------------------------------------------------------------------------------ arithmetic


def with_wrong(**changes):
    """A wrong model of arithmetic: the reference's answer with some results computed in another way."""
    return lambda a, b: reference.arithmetic(a, b) | {key: wrong(a, b) for key, wrong in changes.items()}


ROUNDED = Misconception(
    "rounded-division",
    when=lambda actual, a, b: any(actual.get("truediv") == round(a / b, digits) != a / b for digits in range(9)),
    about_form=True,
)
DIVISIONS_SWAPPED = Misconception(
    "divisions-mixed-up",
    when=lambda actual, a, b: actual["truediv"] == a // b or actual["floordiv"] == a / b,
)
XOR_FOR_POWER = Misconception("caret-power", model=with_wrong(pow=lambda a, b: a ^ b))
PRODUCT_FOR_POWER = Misconception("product-for-power", model=with_wrong(pow=lambda a, b: a * b))
ABSOLUTE_DIFFERENCE = Misconception("absolute-difference", model=with_wrong(sub=lambda a, b: abs(a - b)))
OPERANDS_SWAPPED = Misconception(
    "operands-swapped",
    when=lambda actual, a, b: any(
        actual == reference.arithmetic(a, b) | {key: reference.arithmetic(b, a)[key] for key in keys}
        for count in (1, 2, 3, 4, 5)
        for keys in combinations(("sub", "truediv", "floordiv", "mod", "pow"), count)
        if keys != ("sub",) or a > b  # else |a - b| answers so, too
    ),
)
TRUNCATED = Misconception(
    "truncated-division",
    when=lambda actual, a, b: actual["floordiv"] == int(a / b) != a // b,
)
SIGNED_REMAINDER = Misconception(
    "signed-remainder",
    when=lambda actual, a, b: math.isclose(actual["mod"], math.fmod(a, b)) and not math.isclose(math.fmod(a, b), a % b),
)


ARITHMETIC = [
    DIVISIONS_SWAPPED,
    ROUNDED,
    XOR_FOR_POWER,
    PRODUCT_FOR_POWER,
    ABSOLUTE_DIFFERENCE,
    OPERANDS_SWAPPED,
    TRUNCATED,
    SIGNED_REMAINDER,
]
LECTURE = {"add": 8, "sub": 2, "mul": 15, "truediv": 5 / 3, "floordiv": 1, "mod": 2, "pow": 125}
WHOLE_NUMBERS = [
    Case("17-and-5", 17, 5),
    Case("2-and-7", 2, 7),
    Case("9-and-4", 9, 4, secret=True),
    Case("lecture", 5, 3, expected=LECTURE),
    Case("-7-and-2", -7, 2),
    Case("11-and--4", 11, -4),
    Case("-9-and--4", -9, -4),
]
SUMS, DIVISIONS, POWERS = ("add", "sub", "mul"), ("truediv", "floordiv", "mod"), ("pow",)


def check_arithmetic(student, case, keys, known=ARITHMETIC):
    """Pass where the results under these keys are right; others cost the test of their own."""
    came, right = student.arithmetic(*case.args), case.expect(reference.arithmetic)
    either(
        lambda: check(came, right, TOL, known, args=case.args),
        lambda: check(came, {key: right[key] for key in keys}, TOL),
    )


@exercise("arithmetic")
@table(WHOLE_NUMBERS)
def test_arithmetic_sums_and_products(student, case):
    check_arithmetic(student, case, SUMS)


@exercise("arithmetic")
@table(WHOLE_NUMBERS)
def test_arithmetic_divisions(student, case):
    check_arithmetic(student, case, DIVISIONS)


@exercise("arithmetic")
@table(WHOLE_NUMBERS)
def test_arithmetic_powers(student, case):
    check_arithmetic(student, case, POWERS)


@exercise("arithmetic")
@table([Case("7.5-and-2", 7.5, 2), Case("0.25-and-1.5", 0.25, 1.5), Case("-7.5-and-2.0", -7.5, 2.0, secret=True)])
def test_arithmetic_of_floats(student, case):
    of_whole = [
        keys
        for keys in (SUMS, DIVISIONS, POWERS)
        if all(passes(lambda: check_arithmetic(student, whole, keys)) for whole in WHOLE_NUMBERS)  # noqa: B023
    ]
    check_arithmetic(student, case, [key for keys in of_whole for key in keys] or LECTURE, known=())


# ------------------------------------------------------------------------------------------------ slice_middle

INCLUDES_LAST = Misconception(
    "slice-includes-last",
    when=lambda actual, s: actual != "" and actual in (s[-3:], s[-2:]),
)
COUNTS_FROM_FRONT = Misconception(
    "slice-from-front",
    when=lambda actual, s: actual != "" and actual in (s[2:4], s[2:-1], s[-3:4]),
)
INNER_PART = Misconception(
    "slice-inner-part",
    when=lambda actual, s: actual in (s[1:-1], s[:-1], s[-3:-2], s[-4:-1], s[-4:-2], s[-3]),
)
EMPTY = Misconception("slice-empty", model="")
REVERSED = Misconception("slice-reversed", model=lambda s: s[-3:-1][::-1])
SLICES = [INCLUDES_LAST, COUNTS_FROM_FRONT, INNER_PART, REVERSED, EMPTY]
PICKED_BY_VALUE = Misconception("slice-by-value", when=lambda actual, s: actual != s[-3:-1])


def letters(rng, count):
    """A text of different letters."""
    return "".join(rng.permutation(list(string.ascii_letters))[:count])


@exercise("slice_middle", weight=2)
def test_slice_middle(student, rng):
    for count in (7, 6, 5, 12, 4):
        s = letters(rng, count)
        check(student.slice_middle(s), s[-3:-1], EXACT, SLICES, args=(s,))
    check(student.slice_middle("abcde"), "cd", EXACT, SLICES, args=("abcde",))


@exercise("slice_middle", needs=test_slice_middle)
def test_slice_middle_of_short_text(student):
    for s in ("xyz", "신경망", "딥러닝 기초!"):
        check(student.slice_middle(s), s[-3:-1], EXACT, SLICES, args=(s,))


@exercise("slice_middle", needs=test_slice_middle)
def test_slice_middle_goes_by_position(student):
    for s in ("add", "noon!", "NaN", "in a x", "of it "):
        check(student.slice_middle(s), s[-3:-1], EXACT, [PICKED_BY_VALUE], args=(s,))


# ------------------------------------------------------------------------------------------------ truth_tables

NOT_BOOLS = Misconception(
    "truth-not-bools",
    when=lambda actual, *_: any(
        isinstance(value, (str, int, np.integer)) and type(value) is not bool for value in actual
    ),
    about_form=True,
)
FALSE_FIRST = Misconception("truth-order", when=lambda actual, expected: list(actual) == expected[::-1])
NOT_FLIPPED = Misconception("truth-not-flipped", model=[True, False])
EXCLUSIVE_OR = Misconception("truth-exclusive-or", model=[False, True, True, False])
TABLES_SWAPPED = Misconception(
    "truth-and-or-swapped",
    when=lambda actual, expected: (
        list(actual) == [True, True, True, False] != expected or list(actual) == [True, False, False, False] != expected
    ),
)


def is_table(came, right):
    """Whether an answer of any type is this table."""
    if type(came) not in (list, tuple) and not (type(came) is np.ndarray and came.ndim == 1):
        return False
    return [value if type(value) is bool else type(value) is np.bool_ and bool(value) for value in came] == right


def check_truth(student, key):
    """One of the three tables. That of `not`, turned around, is another mistake if that of `and` is right."""
    tables, right = expect_dict(student.truth_tables(), [key]), reference.truth_tables()
    in_order = key == "not" and is_table(unchecked(tables.get("and")), right["and"])
    known = [NOT_BOOLS, NOT_FLIPPED if in_order else FALSE_FIRST, EXCLUSIVE_OR, TABLES_SWAPPED]
    check(tables[key], right[key], EXACT, known, args=(right[key],))


@exercise("truth_tables")
def test_truth_of_and(student):
    check_truth(student, "and")


@exercise("truth_tables")
def test_truth_of_or(student):
    check_truth(student, "or")


@exercise("truth_tables")
def test_truth_of_not(student):
    check_truth(student, "not")


# ------------------------------------------------------------------------------------------------ Greeter

PRINTS = "prints"
NAME_CHANGED = Misconception(
    "greeter-name-changed",
    when=lambda actual, name: any(
        actual == f"Hello {changed}!"
        for changed in (name.strip(), name.title(), name.capitalize(), name.lower(), name.upper())
    ),
)
PUNCTUATION = Misconception(
    "greeter-punctuation",
    when=lambda actual, name: only_letters(actual) == only_letters(f"Hello {name}!"),
)
NO_F = Misconception("greeter-no-f", when=lambda actual, name: "{" in actual and "{" not in name)
FIXED_NAME = Misconception(
    "greeter-fixed-name",
    when=lambda actual, name: actual.startswith("Hello") and name not in actual,
)
SHARED_NAME = Misconception("greeter-shared-name", model="Hello Hinton!")
NO_SELF = Misconception(
    "greeter-no-self",
    raises="TypeError",
    match=r"hello\(\) takes 0 positional arguments but 1 was given",
)
NOT_STORED = Misconception(
    "greeter-not-stored",
    raises="NameError",
    match=r"^name '(name|self\.name|greeting|person|who)' is not defined",
)
NOT_ON_SELF = Misconception(
    "greeter-not-stored", hint=NOT_STORED.hint, raises="AttributeError", match=r"^'Greeter' object has no attribute"
)


def only_letters(words):
    """The words without blanks and marks."""
    return "".join(c for c in words if c.isalnum())


@exercise("Greeter", weight=2, misconceptions=[NO_SELF, NOT_STORED, NOT_ON_SELF], secret=False)
def test_greeting(student):
    for name in ("Modu_Lab", "Rosenblatt", "ada lovelace", "김철수"):
        seen = expect_object(student.Greeter(name)).hello.observe()
        if unchecked(seen.value) is None and "Hello" in seen.printed:
            fail("printed the greeting and returned None", PRINTS, "prints-instead")
        check(seen.value, f"Hello {name}!", EXACT, [NAME_CHANGED, PUNCTUATION, NO_F, FIXED_NAME], args=(name,))


@exercise("Greeter", needs=test_greeting)
def test_greeting_keeps_the_name_as_given(student):
    for name in (" Minsky  Papert ", "x"):
        check(expect_object(student.Greeter(name)).hello(), f"Hello {name}!", EXACT, [NAME_CHANGED], args=(name,))


@exercise("Greeter", needs=test_greeting)
def test_greeters_keep_apart(student):
    first, second = expect_object(student.Greeter("LeCun")), expect_object(student.Greeter("Hinton"))
    check(first.hello(), "Hello LeCun!", EXACT, [SHARED_NAME])
    check(second.hello(), "Hello Hinton!", EXACT)
    check(first.hello(), "Hello LeCun!", EXACT, [SHARED_NAME])


# ------------------------------------------------------------------------------------------------ describe

MATRIX_RANK = Misconception(
    "matrix-rank",
    when=lambda actual, a: tuple(actual) == (np.linalg.matrix_rank(a), a.shape, a.size) and actual[0] != a.ndim,
)
LENGTH_FOR_AXES = Misconception(
    "length-for-axes",
    when=lambda actual, a: tuple(actual) == (len(a), a.shape, a.size) and actual[0] != a.ndim,
)
ROWS_FOR_SIZE = Misconception(
    "length-for-size",
    when=lambda actual, a: (
        tuple(actual[:2]) == (a.ndim, a.shape)
        and actual[2] in (len(a), a.ndim, a.nbytes, sum(a.shape))
        and actual[2] != a.size
    ),
)
DESCRIBE_ORDER = Misconception(
    "describe-order",
    when=lambda actual, a: tuple(actual) in list(permutations((a.ndim, a.shape, a.size)))[1:],
    about_form=True,
)
SHAPE_IS_ROWS = Misconception(
    "shape-not-tuple",
    when=lambda actual, a: (
        isinstance(actual, (tuple, list))
        and len(actual) == 3
        and isinstance(actual[1], (int, np.integer, str))
        and a.shape not in actual
    ),
    about_form=True,
)
DESCRIBE = [DESCRIBE_ORDER, MATRIX_RANK, LENGTH_FOR_AXES, SHAPE_IS_ROWS, ROWS_FOR_SIZE]


TABLES = [(4, 3), (2, 5), (3, 1), (3, 4)]
OTHER_AXES = [(6,), (2, 3, 4), (3, 1, 2, 2), (0, 3)]


def check_describe(student, rng, shapes, parts):
    """Pass where these of the three are right; the others cost tests of their own."""
    for a in (*(rng.normal(size=shape) for shape in shapes), np.zeros(shapes[0])):
        came, right = student.describe(a), reference.describe(a)

        def parts_alone(came=came, right=right):
            values = expect_tuple(came, 3)
            for part in parts:
                check(values[part], right[part], EXACT)

        either(lambda: check(came, right, EXACT, DESCRIBE, args=(a,)), parts_alone)  # noqa: B023


@exercise("describe", weight=1)
def test_describe_counts_the_axes(student, rng):
    check_describe(student, rng, TABLES, [0])


@exercise("describe", weight=1)
def test_describe_tells_the_shape(student, rng):
    check_describe(student, rng, TABLES, [1])


@exercise("describe", weight=1)
def test_describe_counts_the_elements(student, rng):
    check_describe(student, rng, [*TABLES, (0, 3)], [2])


def right_of_tables(student, rng):
    """The parts that are right of tables: what is wrong there is charged there."""
    return [part for part in range(3) if passes(lambda: check_describe(student, rng, TABLES, [part]))]  # noqa: B023


@exercise("describe", weight=2)
def test_describe_other_axes(student, rng):
    check_describe(student, rng, OTHER_AXES, right_of_tables(student, rng) or range(3))


@exercise("describe")
def test_describe_keeps_its_argument(student, rng):
    either(*(lambda part=part: check_describe(student, rng, TABLES, [part]) for part in range(3)))
    check_unchanged(student.describe.observe(rng.normal(size=(3, 4))))


# ------------------------------------------------------------------------------------------------ broadcast_product

MATRIX_PRODUCT = Misconception("matrix-product", model=lambda A, B: A @ B, about_form=True)
ALONG_ROWS = Misconception("broadcast-along-rows", model=lambda A, B: A * B.reshape(-1, 1))
SUM_OR_OUTER = Misconception(
    "broadcast-other-operation",
    when=lambda actual, A, B: any(
        np.shape(actual) == np.shape(wrong) and np.allclose(actual, wrong) for wrong in (A + B, np.outer(A, B), A**2)
    ),
    about_form=True,
)
FIRST_FACTOR_ONLY = Misconception(
    "broadcast-one-factor",
    when=lambda actual, A, B: any(np.allclose(actual, A * factor) for factor in B),
)

A_NUMBER = r"(int|float)"
NO_SCALARS = [
    Misconception("broadcast-no-scalar", raises=name, match=match)
    for name, match in {
        "TypeError": rf"^object of type '{A_NUMBER}' has no len|^'{A_NUMBER}' object is not (iterable|subscriptable)",
        "AttributeError": rf"^'{A_NUMBER}' object has no attribute",
    }.items()
]
MATMUL_ERROR = Misconception(
    "matrix-product", hint=MATRIX_PRODUCT.hint, raises="ValueError", match=r"^matmul: |^shapes .* not aligned"
)


@exercise("broadcast_product", weight=2, misconceptions=[MATMUL_ERROR])
def test_broadcast_a_row(student, rng):
    for shape in [(3, 3), (4, 2), (2, 5), (1, 4)]:  # square first: there the wrong axis raises nothing
        A, B = rng.normal(size=shape), rng.uniform(2, 5, shape[1])
        known = [MATRIX_PRODUCT, ALONG_ROWS, SUM_OR_OUTER, FIRST_FACTOR_ONLY]
        check(student.broadcast_product(A, B), A * B, TOL, known, args=(A, B))
    A, B = np.array([[1, 2], [3, 4]]), np.array([10, 20])  # the lecture's
    check(student.broadcast_product(A, B), np.array([[10, 40], [30, 80]]), EXACT)


@exercise("broadcast_product", needs=test_broadcast_a_row, misconceptions=NO_SCALARS)
def test_broadcast_a_number(student, rng):
    for number in (2.5, -3):
        A = rng.normal(size=(3, 2))
        check(student.broadcast_product(A, number), A * number, TOL, [SUM_OR_OUTER], args=(A, number))


@exercise("broadcast_product", needs=test_broadcast_a_row)
def test_broadcast_keeps_its_arguments(student, rng):
    A = rng.normal(size=(3, 2))
    check_pure(student.broadcast_product, (A, rng.uniform(2, 5, 2)), (A, 3.0))


# ------------------------------------------------------------------------------------------------ double_window


def changed_to(place, factor=2.0):
    """A wrong model: another part of the array is doubled."""

    def model(a):
        after = a.copy()
        after[place] *= factor
        return after

    return model


ELSEWHERE = (np.s_[1:3, :2], np.s_[:2, :2], np.s_[1:3, 1:3], np.s_[1:3, 2:4])
NOTHING_DOUBLED = Misconception("window-not-a-view", model=lambda a: a)
EVERYTHING_DOUBLED = Misconception(
    "window-everything",
    when=lambda actual, a: np.allclose(actual[:2, 1:3], 2 * a[:2, 1:3]) and np.all(np.isin(actual / a, (1.0, 2.0))),
)
STOP_MISREAD = Misconception(
    "window-stop",
    when=lambda actual, a: any(
        np.allclose(actual, changed_to(np.s_[:rows, 1:columns])(a)) for rows, columns in [(1, 2), (1, 3), (2, 2)]
    ),
)
AXES_SWAPPED = Misconception(
    "window-axes-swapped",
    when=lambda actual, a: any(np.allclose(actual, changed_to(place)(a)) for place in ELSEWHERE),
)
CHAINED = Misconception("window-chained", model=changed_to(np.s_[1:2]))
PAIRS_ONLY = Misconception("window-pairs", model=changed_to(([0, 1], [1, 2])))
NOT_DOUBLED = Misconception(
    "window-not-doubled",
    when=lambda actual, a: np.array_equal(actual != a, changed_to(np.s_[:2, 1:3])(a) != a),
)
WINDOW = [NOTHING_DOUBLED, STOP_MISREAD, AXES_SWAPPED, CHAINED, PAIRS_ONLY, NOT_DOUBLED, EVERYTHING_DOUBLED]


def check_window(student, a):
    """What has become of the array after the call; what was returned does not matter."""
    after = student.double_window.observe(a).args[0]
    check(after, changed_to(np.s_[:2, 1:3])(a), TOL, WINDOW, args=(a,))


@exercise("double_window", weight=2)
def test_double_window(student, rng):
    for shape in [(3, 4), (5, 5)]:
        check_window(student, rng.uniform(3, 9, shape))


@exercise("double_window", needs=test_double_window)
def test_double_window_at_the_edges(student, rng):
    for shape in [(2, 3), (2, 8), (9, 3), (20, 30)]:
        check_window(student, rng.normal(size=shape))


@exercise("double_window", needs=test_double_window)
def test_double_window_twice(student, rng):
    a = rng.uniform(3, 9, (4, 4))
    once = student.double_window.observe(a).args[0]
    check(once, changed_to(np.s_[:2, 1:3])(a), TOL)
    check(student.double_window.observe(once).args[0], changed_to(np.s_[:2, 1:3], 4.0)(a), TOL)
