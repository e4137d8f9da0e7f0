"""Hidden suite of 00_numpy_basics: operators, slices, truth values, a class, and the array with its two surprises."""

import math
import string

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_dict,
    expect_object,
    fail,
    load_reference,
    require,
    table,
    text,
)

reference = load_reference(__file__)

TOL = Tolerance(rtol=1e-6, atol=1e-8, why="the course's accuracy: one operation loses 1e-16, rounding to 4 digits 1e-5")

# ------------------------------------------------------------------------------------------------ arithmetic


def with_wrong(**changes):
    """A wrong model of arithmetic: the reference's answer with some results computed in another way."""
    return lambda a, b: reference.arithmetic(a, b) | {key: wrong(a, b) for key, wrong in changes.items()}


ROUNDED = Misconception(
    "rounded-division",
    text(
        en="truediv is rounded, as on the slide. Does Python's own operator round?",
        ko="truediv가 슬라이드처럼 반올림되어 있습니다. 파이썬의 연산자는 반올림하나요?",
    ),
    when=lambda actual, a, b: any(actual["truediv"] == round(a / b, digits) != a / b for digits in range(9)),
)
DIVISIONS_SWAPPED = Misconception(
    "divisions-mixed-up",
    text(
        en="The two divisions are mixed up. Which of / and // gives 2.5 for 5 and 2, and which gives 2?",
        ko="두 가지 나눗셈이 뒤바뀌거나 섞였습니다. 5와 2에 대해 2.5가 되는 것은 /와 // 중 어느 쪽이고, 2가 되는 "
        "것은 어느 쪽인가요?",
    ),
    when=lambda actual, a, b: actual["truediv"] == a // b or actual["floordiv"] == a / b,
)
XOR_FOR_POWER = Misconception(
    "caret-power",
    text(
        en="In Python ^ is not the power: it compares the bits of two numbers. Which operator is the power?",
        ko="파이썬에서 ^는 거듭제곱이 아니라 두 수의 비트를 비교하는 연산자입니다. 거듭제곱 연산자는 무엇인가요?",
    ),
    model=with_wrong(pow=lambda a, b: a ^ b),
)
PRODUCT_FOR_POWER = Misconception(
    "product-for-power",
    text(
        en="pow is a product. How does a power differ from it?",
        ko="pow가 곱셈의 결과입니다. 거듭제곱은 곱셈과 무엇이 다른가요?",
    ),
    model=with_wrong(pow=lambda a, b: a * b),
)
OPERANDS_SWAPPED = Misconception(
    "operands-swapped",
    text(
        en="The operands stand in the wrong order. For +, that does not matter; for which operators does it?",
        ko="두 수의 순서가 바뀌었습니다. 덧셈에서는 상관없지만, 어떤 연산자에서는 문제가 되나요?",
    ),
    when=lambda actual, a, b: any(actual[k] == reference.arithmetic(b, a)[k] for k in ("sub", "truediv", "mod", "pow")),
)
KEYS_NAMED_OTHERWISE = text(
    en="The keys are not the seven that are asked for. Compare them letter by letter.",
    ko="키가 문제에서 요구한 일곱 가지와 다릅니다. 한 글자씩 비교해 보세요.",
)
TRUNCATED = Misconception(
    "truncated-division",
    text(
        en="With a negative number floordiv is cut towards 0. In which direction does // round?",
        ko="음수에서 floordiv가 0 쪽으로 잘렸습니다. //는 어느 방향으로 내림하나요?",
    ),
    when=lambda actual, a, b: actual["floordiv"] == int(a / b) != a // b,
)
SIGNED_REMAINDER = Misconception(
    "signed-remainder",
    text(
        en="With a negative number the remainder has the wrong sign. What is left if a // b has been rounded down?",
        ko="음수에서 나머지의 부호가 틀립니다. a // b를 아래로 내림했다면 얼마가 남나요?",
    ),
    when=lambda actual, a, b: math.isclose(actual["mod"], math.fmod(a, b)) and not math.isclose(math.fmod(a, b), a % b),
)


def check_arithmetic(student, case):
    """All seven results, with the misconceptions of every operator."""
    answer = expect_dict(student.arithmetic(*case.args))
    keys = reference.arithmetic(1, 1).keys()
    require(answer.keys() >= keys, f"got the keys {list(answer)[:9]}", KEYS_NAMED_OTHERWISE, "keys-named-otherwise")
    known = [
        DIVISIONS_SWAPPED,
        ROUNDED,
        XOR_FOR_POWER,
        PRODUCT_FOR_POWER,
        OPERANDS_SWAPPED,
        TRUNCATED,
        SIGNED_REMAINDER,
    ]
    check(answer, case.expect(reference.arithmetic), TOL, known, args=case.args)


LECTURE = {"add": 8, "sub": 2, "mul": 15, "truediv": 5 / 3, "floordiv": 1, "mod": 2, "pow": 125}


@exercise("arithmetic", weight=2, about=text(en="positive whole numbers", ko="양의 정수"))
@table([Case("17-and-5", 17, 5), Case("2-and-7", 2, 7), Case("9-and-4", 9, 4), Case("lecture", 5, 3, expected=LECTURE)])
def test_arithmetic_of_positive_integers(student, case):
    check_arithmetic(student, case)


@exercise("arithmetic", needs=test_arithmetic_of_positive_integers, about=text(en="negative numbers", ko="음수"))
@table([Case("-7-and-2", -7, 2), Case("11-and--4", 11, -4), Case("-9-and--4", -9, -4)])
def test_arithmetic_of_negative_integers(student, case):
    check_arithmetic(student, case)


@exercise("arithmetic", needs=test_arithmetic_of_positive_integers, about=text(en="decimal fractions", ko="소수"))
@table([Case("7.5-and-2", 7.5, 2), Case("0.25-and-1.5", 0.25, 1.5), Case("-7.5-and-2.0", -7.5, 2.0)])
def test_arithmetic_of_floats(student, case):
    check_arithmetic(student, case)


# ------------------------------------------------------------------------------------------------ slice_middle

INCLUDES_LAST = Misconception(
    "slice-includes-last",
    text(
        en="The last character is in the result. A slice ends before its stop: which stop leaves the last one out?",
        ko="마지막 문자가 결과에 들어 있습니다. 슬라이스는 끝 번호 앞에서 멈춥니다. 마지막 문자를 빼려면 끝 번호가 "
        "무엇이어야 할까요?",
    ),
    when=lambda actual, s: actual != "" and actual in (s[-3:], s[-2:]),
)
COUNTS_FROM_FRONT = Misconception(
    "slice-from-front",
    text(
        en="It is right for a text of five characters only. How do you count from the end without knowing the length?",
        ko="다섯 글자일 때만 맞습니다. 길이를 몰라도 끝에서부터 세려면 어떻게 해야 할까요?",
    ),
    when=lambda actual, s: actual in (s[2:4], s[2:-1], s[-3:4]),
)
INNER_PART = Misconception(
    "slice-inner-part",
    text(
        en="The piece starts too early or stops too early. Where is the third-last character, and how many are asked "
        "for?",
        ko="조각의 시작이나 끝이 어긋났습니다. 끝에서 세 번째 문자는 어디에 있고, 몇 글자가 필요한가요?",
    ),
    when=lambda actual, s: actual in (s[1:-1], s[:-1], s[-3:-2], s[-4:-1], s[-4:-2], s[-3]),
)
REVERSED = Misconception(
    "slice-reversed",
    text(en="The characters stand in reverse.", ko="문자의 순서가 뒤집혔습니다."),
    model=lambda s: s[-3:-1][::-1],
)
SLICES = [INCLUDES_LAST, COUNTS_FROM_FRONT, INNER_PART, REVERSED]
PICKED_BY_VALUE = Misconception(
    "slice-by-value",
    text(
        en="A character that occurs twice, or a blank, went wrong. Do you choose by what stands there, or by where it "
        "stands?",
        ko="같은 문자가 두 번 나오거나 빈칸이 있으면 틀립니다. 무슨 문자인지로 고르나요, 아니면 어느 자리에 있는지로 "
        "고르나요?",
    ),
    when=lambda actual, s: actual != s[-3:-1],
)


def letters(rng, count):
    """A text of different letters."""
    return "".join(rng.permutation(list(string.ascii_letters))[:count])


@exercise("slice_middle", weight=2, about=text(en="texts of many lengths", ko="여러 길이의 문자열"))
def test_slice_middle(student, rng):
    for count in (7, 6, 5, 12, 4):
        s = letters(rng, count)
        check(student.slice_middle(s), s[-3:-1], EXACT, SLICES, args=(s,))
    check(student.slice_middle("abcde"), "cd", EXACT, SLICES, args=("abcde",))


@exercise(
    "slice_middle", needs=test_slice_middle, about=text(en="three characters, Korean text", ko="세 글자, 한글 문자열")
)
def test_slice_middle_of_short_text(student):
    for s in ("xyz", "신경망", "딥러닝 기초!"):
        check(student.slice_middle(s), s[-3:-1], EXACT, SLICES, args=(s,))


@exercise(
    "slice_middle",
    needs=test_slice_middle,
    about=text(en="repeated characters and blanks", ko="반복되는 문자와 빈칸"),
)
def test_slice_middle_goes_by_position(student):
    for s in ("add", "noon!", "NaN", "in a x", "of it "):
        check(student.slice_middle(s), s[-3:-1], EXACT, [PICKED_BY_VALUE], args=(s,))


# ------------------------------------------------------------------------------------------------ truth_tables

NOT_BOOLS = Misconception(
    "truth-not-bools",
    text(
        en="The results are numbers or texts. What type does Python's own True have?",
        ko="결과가 수나 문자열입니다. 파이썬의 True는 어떤 자료형인가요?",
    ),
    when=lambda actual, *_: not all(isinstance(value, (bool, np.bool_)) for value in actual),
)
FALSE_FIRST = Misconception(
    "truth-order",
    text(
        en="The rows stand in the order of another table. With which pair does the exercise begin?",
        ko="다른 표의 순서로 되어 있습니다. 문제의 표는 어떤 쌍에서 시작하나요?",
    ),
    when=lambda actual, expected: list(actual) == expected[::-1],
)
EXCLUSIVE_OR = Misconception(
    "truth-exclusive-or",
    text(
        en="For (True, True) this says False: that is either-or. What does `or` say if both sides are true?",
        ko="(True, True)에서 False가 되면 '둘 중 하나만'이라는 뜻입니다. 양쪽이 모두 참이면 or는 무엇인가요?",
    ),
    model=[False, True, True, False],
)
TABLES_SWAPPED = Misconception(
    "truth-and-or-swapped",
    text(
        en="This is the table of the other operator. Which of the two asks for both sides?",
        ko="다른 연산자의 표입니다. 양쪽이 모두 참이어야 하는 것은 and와 or 중 어느 쪽인가요?",
    ),
    when=lambda actual, expected: (
        list(actual) == [True, True, True, False] != expected or list(actual) == [True, False, False, False] != expected
    ),
)


def check_truth(student, key):
    """One of the three tables."""
    answer = expect_dict(student.truth_tables(), [key])[key]
    expected = reference.truth_tables()[key]
    check(answer, expected, EXACT, [NOT_BOOLS, EXCLUSIVE_OR, TABLES_SWAPPED, FALSE_FIRST], args=(expected,))


@exercise("truth_tables", about=text(en="the table of and", ko="and의 진리표"))
def test_truth_of_and(student):
    check_truth(student, "and")


@exercise("truth_tables", about=text(en="the table of or", ko="or의 진리표"))
def test_truth_of_or(student):
    check_truth(student, "or")


@exercise("truth_tables", about=text(en="the table of not", ko="not의 진리표"))
def test_truth_of_not(student):
    check_truth(student, "not")


# ------------------------------------------------------------------------------------------------ Greeter

PRINTS = text(
    en="hello prints the greeting and returns nothing. How does a function hand a value to whoever called it?",
    ko="hello가 인사말을 출력만 하고 아무것도 반환하지 않습니다. 함수를 호출한 쪽에 값을 건네려면 어떻게 해야 할까요?",
)
NAME_CHANGED = Misconception(
    "greeter-name-changed",
    text(
        en="The name is not as it was given: its letters or blanks have changed.",
        ko="이름이 주어진 그대로가 아닙니다. 글자나 빈칸이 바뀌었습니다.",
    ),
    when=lambda actual, name: any(
        actual == f"Hello {changed}!"
        for changed in (name.strip(), name.title(), name.capitalize(), name.lower(), name.upper())
    ),
)
PUNCTUATION = Misconception(
    "greeter-punctuation",
    text(
        en="The words are right, the blanks or marks between them are not. Compare with the example letter by letter.",
        ko="단어는 맞지만 빈칸이나 문장 부호가 다릅니다. 예와 한 글자씩 비교해 보세요.",
    ),
    when=lambda actual, name: only_letters(actual) == only_letters(f"Hello {name}!"),
)
FIXED_NAME = Misconception(
    "greeter-fixed-name",
    text(
        en="The greeting names somebody else. Where does hello find the name that __init__ was given?",
        ko="인사말에 다른 이름이 들어 있습니다. __init__이 받은 이름을 hello는 어디에서 찾나요?",
    ),
    when=lambda actual, name: actual.startswith("Hello") and name not in actual,
)
SHARED_NAME = Misconception(
    "greeter-shared-name",
    text(
        en="The first greeter says the name of the second. Was the name stored with the object, or in one place for "
        "all?",
        ko="첫 번째 객체가 두 번째 객체의 이름을 말합니다. 이름을 객체마다 저장했나요, 모두가 함께 쓰는 한 곳에 "
        "저장했나요?",
    ),
    model="Hello Hinton!",
)
NO_SELF = Misconception(
    "greeter-no-self",
    text(
        en="A method was called with one argument more than it takes. Which argument does Python put first by itself?",
        ko="메서드가 받는 것보다 인수가 하나 많습니다. 파이썬이 스스로 맨 앞에 넣어 주는 인수는 무엇인가요?",
    ),
    raises="TypeError",
)
NOT_STORED = Misconception(
    "greeter-not-stored",
    text(
        en="hello looks for a name that is not there. What __init__ does not store is forgotten when it ends.",
        ko="hello가 찾는 이름이 없습니다. __init__이 저장하지 않은 것은 __init__이 끝나면 사라집니다.",
    ),
    raises="NameError",
)
NOT_ON_SELF = Misconception("greeter-not-stored", NOT_STORED.hint, raises="AttributeError")


def only_letters(words):
    """The words without blanks and marks."""
    return "".join(c for c in words if c.isalnum())


@exercise(
    "Greeter",
    weight=2,
    about=text(en="the greeting", ko="인사말"),
    misconceptions=[NO_SELF, NOT_STORED, NOT_ON_SELF],
)
def test_greeting(student):
    for name in ("Modu_Lab", "Rosenblatt", "ada lovelace", "김철수"):
        seen = expect_object(student.Greeter(name)).hello.observe()
        if seen.value is None and "Hello" in seen.printed:
            fail("printed the greeting and returned None", PRINTS, "prints-instead")
        check(seen.value, f"Hello {name}!", EXACT, [NAME_CHANGED, PUNCTUATION, FIXED_NAME], args=(name,))


@exercise("Greeter", needs=test_greeting, about=text(en="blanks in a name stay", ko="이름 속의 빈칸이 그대로인지"))
def test_greeting_keeps_the_name_as_given(student):
    for name in (" Minsky  Papert ", "x"):
        check(expect_object(student.Greeter(name)).hello(), f"Hello {name}!", EXACT, [NAME_CHANGED], args=(name,))


@exercise("Greeter", needs=test_greeting, about=text(en="two greeters, and a second call", ko="두 객체, 두 번째 호출"))
def test_greeters_keep_apart(student):
    first, second = expect_object(student.Greeter("LeCun")), expect_object(student.Greeter("Hinton"))
    check(first.hello(), "Hello LeCun!", EXACT, [SHARED_NAME])
    check(second.hello(), "Hello Hinton!", EXACT)
    check(first.hello(), "Hello LeCun!", EXACT, [SHARED_NAME])


# ------------------------------------------------------------------------------------------------ describe

MATRIX_RANK = Misconception(
    "matrix-rank",
    text(
        en="The first value is the rank of linear algebra. Here the number of axes is meant.",
        ko="첫 번째 값이 선형대수의 계수(rank)입니다. 여기서는 축의 개수를 말합니다.",
    ),
    when=lambda actual, a: actual[0] == np.linalg.matrix_rank(a) != a.ndim,
)
ROWS_FOR_SIZE = Misconception(
    "length-for-size",
    text(
        en="The last value is not the number of all elements: it counts the first axis only, the axes, or bytes.",
        ko="마지막 값이 전체 원소의 개수가 아닙니다. 첫 번째 축의 길이나 축의 개수, 바이트 수를 센 것입니다.",
    ),
    when=lambda actual, a: actual[2] in (len(a), a.ndim, a.nbytes, sum(a.shape)) and actual[2] != a.size,
)
DESCRIBE_ORDER = Misconception(
    "describe-order",
    text(
        en="The three values are right, but in another order.",
        ko="세 값은 맞지만 순서가 다릅니다.",
    ),
    when=lambda actual, a: sorted(actual, key=str) == sorted((a.ndim, a.shape, a.size), key=str),
)
SHAPE_IS_ROWS = Misconception(
    "shape-not-tuple",
    text(
        en="The shape is not a tuple with one length for each axis. What is the shape of a single row?",
        ko="형상이 축마다 길이를 하나씩 담은 튜플이 아닙니다. 한 줄짜리 배열의 형상은 무엇인가요?",
    ),
    when=lambda actual, a: np.size(actual[1]) != a.ndim or isinstance(actual[1], (int, str)),
)
DESCRIBE = [DESCRIBE_ORDER, MATRIX_RANK, SHAPE_IS_ROWS, ROWS_FOR_SIZE]


@exercise("describe", weight=2, about=text(en="tables", ko="표(축이 두 개인 배열)"))
def test_describe_tables(student, rng):
    for shape in [(4, 3), (2, 5), (3, 1)]:
        a = rng.normal(size=shape)
        check(student.describe(a), reference.describe(a), EXACT, DESCRIBE, args=(a,))


@exercise("describe", weight=2, about=text(en="one axis, three axes, four axes", ko="축이 한 개, 세 개, 네 개일 때"))
def test_describe_other_axes(student, rng):
    for shape in [(6,), (2, 3, 4), (3, 1, 2, 2)]:
        a = rng.normal(size=shape)
        check(student.describe(a), reference.describe(a), EXACT, DESCRIBE, args=(a,))


@exercise(
    "describe",
    needs=test_describe_tables,
    about=text(
        en="a table of zeros, and one without rows; a is not changed",
        ko="모두 0인 표와 행이 없는 표, a가 바뀌지 않는지",
    ),
)
def test_describe_special_tables(student):
    for a in (np.zeros((3, 4)), np.zeros((0, 3))):
        observation = student.describe.observe(a)
        check(observation.value, reference.describe(a), EXACT, DESCRIBE, args=(a,))
        check_unchanged(observation)


# ------------------------------------------------------------------------------------------------ broadcast_product

MATRIX_PRODUCT = Misconception(
    "matrix-product",
    text(
        en="This is the matrix product. What is asked for is a product element by element, of the shape of A.",
        ko="이것은 행렬 곱입니다. 문제에서는 원소끼리 곱해 A와 형상이 같은 결과를 얻어야 합니다.",
    ),
    model=lambda A, B: A @ B,
)
ALONG_ROWS = Misconception(
    "broadcast-along-rows",
    text(
        en="Each row got one factor. B has one factor for each column: along which axis is it stretched?",
        ko="행마다 수 하나가 곱해졌습니다. B에는 열마다 곱할 수가 하나씩 있습니다. B는 어느 축으로 늘어나야 할까요?",
    ),
    model=lambda A, B: A * B.reshape(-1, 1),
)
SUM_OR_OUTER = Misconception(
    "broadcast-other-operation",
    text(
        en="Another operation than the product element by element was used. Work out one element by hand and compare.",
        ko="원소끼리의 곱이 아닌 다른 연산을 했습니다. 원소 하나를 손으로 계산해서 비교해 보세요.",
    ),
    when=lambda actual, A, B: any(
        np.shape(actual) == np.shape(wrong) and np.allclose(actual, wrong) for wrong in (A + B, np.outer(A, B), A**2)
    ),
)
FIRST_FACTOR_ONLY = Misconception(
    "broadcast-one-factor",
    text(
        en="The whole array was multiplied by one number of B. Each column has a factor of its own.",
        ko="배열 전체에 B의 수 하나만 곱했습니다. 열마다 곱할 수가 따로 있습니다.",
    ),
    when=lambda actual, A, B: any(np.allclose(actual, A * factor) for factor in B),
)
NO_SCALAR = text(
    en="It works for a row, but not for a plain number, which has no length and no axes.",
    ko="한 줄짜리 배열에서는 되지만 수 하나에서는 되지 않습니다. 수에는 길이도 축도 없습니다.",
)
NO_SCALARS = [Misconception("broadcast-no-scalar", NO_SCALAR, raises=name) for name in ("TypeError", "AttributeError")]
MATMUL_ERROR = Misconception("matrix-product", MATRIX_PRODUCT.hint, raises="ValueError")


@exercise(
    "broadcast_product",
    weight=2,
    about=text(en="one factor for each column", ko="열마다 다른 수를 곱할 때"),
    misconceptions=[MATMUL_ERROR],
)
def test_broadcast_a_row(student, rng):
    for shape in [(3, 3), (4, 2), (2, 5), (1, 4)]:  # square first: there the wrong axis raises nothing
        A, B = rng.normal(size=shape), rng.uniform(2, 5, shape[1])
        known = [MATRIX_PRODUCT, ALONG_ROWS, SUM_OR_OUTER, FIRST_FACTOR_ONLY]
        check(student.broadcast_product(A, B), A * B, TOL, known, args=(A, B))
    A, B = np.array([[1, 2], [3, 4]]), np.array([10, 20])  # the lecture's
    check(student.broadcast_product(A, B), np.array([[10, 40], [30, 80]]), EXACT)


@exercise(
    "broadcast_product",
    needs=test_broadcast_a_row,
    about=text(en="a single number", ko="수 하나를 곱할 때"),
    misconceptions=NO_SCALARS,
)
def test_broadcast_a_number(student, rng):
    for number in (2.5, -3):
        A = rng.normal(size=(3, 2))
        check(student.broadcast_product(A, number), A * number, TOL, [SUM_OR_OUTER], args=(A, number))


@exercise(
    "broadcast_product",
    needs=test_broadcast_a_row,
    about=text(en="A and B are not changed", ko="A와 B가 바뀌지 않는지"),
)
def test_broadcast_keeps_its_arguments(student, rng):
    for B in (rng.uniform(2, 5, 2), 3.0):
        check_unchanged(student.broadcast_product.observe(rng.normal(size=(3, 2)), B))


# ------------------------------------------------------------------------------------------------ double_window


def changed_to(place, factor=2.0):
    """A wrong model: another part of the array is doubled."""

    def model(a):
        after = a.copy()
        after[place] *= factor
        return after

    return model


ELSEWHERE = (np.s_[1:3, :2], np.s_[:2, :2], np.s_[1:3, 1:3], np.s_[1:3, 2:4])
NOTHING_DOUBLED = Misconception(
    "window-not-a-view",
    text(
        en="The array is as it was before. Did your code write into a view of it, or compute a new array?",
        ko="배열이 그대로입니다. 배열의 뷰에 값을 썼나요, 아니면 새 배열을 계산했나요?",
    ),
    model=lambda a: a,
)
EVERYTHING_DOUBLED = Misconception(
    "window-everything",
    text(
        en="Values outside the window were doubled too. Which rows and which columns belong to it?",
        ko="창 밖의 값까지 두 배가 되었습니다. 창에 속하는 행과 열은 무엇인가요?",
    ),
    when=lambda actual, a: np.allclose(actual[:2, 1:3], 2 * a[:2, 1:3]),
)
STOP_MISREAD = Misconception(
    "window-stop",
    text(
        en="The window is too small or too large. Does the stop of a slice belong to the slice?",
        ko="창이 너무 작거나 큽니다. 슬라이스의 끝 번호는 슬라이스에 포함되나요?",
    ),
    when=lambda actual, a: any(
        np.allclose(actual, changed_to(np.s_[:rows, 1:columns])(a)) for rows, columns in [(1, 2), (1, 3), (2, 2)]
    ),
)
AXES_SWAPPED = Misconception(
    "window-axes-swapped",
    text(
        en="Another part of the array was doubled. Which index of a[i, j] is the row, and from which number do rows "
        "count?",
        ko="배열의 다른 부분이 두 배가 되었습니다. a[i, j]에서 행 번호는 어느 쪽이고, 행은 몇 번부터 세나요?",
    ),
    when=lambda actual, a: any(np.allclose(actual, changed_to(place)(a)) for place in ELSEWHERE),
)
CHAINED = Misconception(
    "window-chained",
    text(
        en="Two slices one after the other both cut rows. How are a row slice and a column slice given at once?",
        ko="슬라이스를 두 번 이어 쓰면 두 번 다 행을 자릅니다. 행 슬라이스와 열 슬라이스를 한 번에 주려면 어떻게 "
        "해야 할까요?",
    ),
    model=changed_to(np.s_[1:2]),
)
PAIRS_ONLY = Misconception(
    "window-pairs",
    text(
        en="Only two of the four values were doubled: two lists of indices are read in pairs. What does a slice "
        "select?",
        ko="네 값 중 두 개만 두 배가 되었습니다. 번호 리스트 두 개는 짝을 지어 읽힙니다. 슬라이스는 무엇을 고르나요?",
    ),
    model=changed_to(([0, 1], [1, 2])),
)
NOT_DOUBLED = Misconception(
    "window-not-doubled",
    text(
        en="The right four values were changed, but they are not twice what they were.",
        ko="네 값을 바르게 골랐지만 두 배가 아닙니다.",
    ),
    when=lambda actual, a: np.allclose(changed_to(np.s_[:2, 1:3], 0.0)(actual), changed_to(np.s_[:2, 1:3], 0.0)(a)),
)
WINDOW = [NOTHING_DOUBLED, STOP_MISREAD, AXES_SWAPPED, CHAINED, PAIRS_ONLY, NOT_DOUBLED, EVERYTHING_DOUBLED]


def check_window(student, a):
    """What has become of the array after the call; what was returned does not matter."""
    after = student.double_window.observe(a).args[0]
    check(after, changed_to(np.s_[:2, 1:3])(a), TOL, WINDOW, args=(a,))


@exercise("double_window", weight=2, about=text(en="a table", ko="표"))
def test_double_window(student, rng):
    for shape in [(3, 4), (5, 5)]:
        check_window(student, rng.uniform(3, 9, shape))


@exercise(
    "double_window",
    needs=test_double_window,
    about=text(en="the smallest table, a large one", ko="가장 작은 표와 큰 표"),
)
def test_double_window_at_the_edges(student, rng):
    for shape in [(2, 3), (2, 8), (9, 3), (20, 30)]:
        check_window(student, rng.normal(size=shape))


@exercise("double_window", needs=test_double_window, about=text(en="two calls double twice", ko="두 번 호출하면 네 배"))
def test_double_window_twice(student, rng):
    a = rng.uniform(3, 9, (4, 4))
    once = student.double_window.observe(a).args[0]
    check(once, changed_to(np.s_[:2, 1:3])(a), TOL)
    check(student.double_window.observe(once).args[0], changed_to(np.s_[:2, 1:3], 4.0)(a), TOL)
