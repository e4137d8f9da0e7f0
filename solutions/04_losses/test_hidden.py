"""Hidden suite of 04_losses: the losses and the output layer. The slopes are in test_hidden_slopes.py."""

import numpy as np

from autograder.suite import (
    Case,
    Misconception,
    Tolerance,
    check,
    check_unchanged,
    exercise,
    expect_number,
    expect_text,
    expect_tuple,
    load_reference,
    require,
    table,
    text,
)

reference = load_reference(__file__)

SUM = Tolerance(
    rtol=1e-6, atol=1e-8, why="a float64 sum of ten squares is right to 1e-15; the mildest wrong factor is off by 10 %"
)
LOG = Tolerance(
    rtol=1e-6, atol=1e-6, why="adding 1e-7 to y > 0.1 and clipping y at 1e-7 differ by up to 1e-6; both are right"
)
PRINTED = Tolerance(
    rtol=1e-6, atol=2e-6, why="printed with six decimals, and adding 1e-7 and clipping at it differ by 7e-7"
)
ANY_EPSILON = Tolerance(
    rtol=1e-5,
    atol=1e-6,
    why="for y in 0.15 .. 0.85 any epsilon up to 1e-6 moves the result by less than 7e-6 of itself",
)
NAMES = Tolerance(rtol=0.0, atol=0.0, why="a name or a count is right or wrong")

T2 = np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
Y_NEAR = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])
Y_NEARER = np.array([0.0, 0.0, 0.8, 0.1, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0])


# ---------------------------------------------------------------- squared errors

NOT_HALVED = Misconception(
    "not-halved",
    text(
        en="The squares are summed, but a factor of the formula is missing. What stands in front of the sum sign?",
        ko="제곱을 더하는 것까지는 맞지만 공식의 계수가 빠졌습니다. 시그마 기호 앞에 무엇이 있나요?",
    ),
    model=lambda y, t: np.sum((y - t) ** 2),
)
MEAN_FOR_HALF = Misconception(
    "mean-instead-of-half-sum",
    text(
        en="This is the other document's formula, which divides by the number of entries. Does E depend on n at all?",
        ko="이것은 원소의 개수로 나누는 다른 자료의 공식입니다. 강의의 E는 n으로 나누나요?",
    ),
    model=lambda y, t: np.mean((y - t) ** 2),
)
HALF_FOR_MEAN = Misconception(
    "half-sum-instead-of-mean",
    text(
        en="This is the lecture's E with its 1/2. What does 'mean' ask you to divide by?",
        ko="이것은 1/2이 붙은 강의의 E입니다. '평균'이라면 무엇으로 나누어야 할까요?",
    ),
    model=lambda y, t: 0.5 * np.sum((y - t) ** 2),
)
SUM_FOR_MEAN = Misconception(
    "sum-instead-of-mean",
    text(
        en="With twice as many equal errors your result doubles. Should a mean do that?",
        ko="같은 오차가 두 배로 많아지면 결과도 두 배가 됩니다. 평균이 그래도 될까요?",
    ),
    model=lambda y, t: np.sum((y - t) ** 2),
)
HALF_OF_MEAN = Misconception(
    "half-of-the-mean",
    text(
        en="Two formulas are mixed: one has 1/2 and a sum, the other has 1/n. Which one is asked for here?",
        ko="두 공식이 섞였습니다. 하나는 1/2과 합, 다른 하나는 1/n입니다. 여기서 묻는 것은 어느 쪽인가요?",
    ),
    model=lambda y, t: 0.5 * np.mean((y - t) ** 2),
)
ROOTED = Misconception(
    "root-taken",
    text(
        en="A square root was taken of the squared error. Does the formula have one?",
        ko="제곱 오차에 제곱근을 씌웠습니다. 공식에 제곱근이 있나요?",
    ),
    model=lambda y, t: np.sqrt(np.mean((y - t) ** 2)),
)
NOT_SQUARED = Misconception(
    "errors-cancel",
    text(
        en="Errors of opposite sign cancel each other here. Which operation in the formula prevents that?",
        ko="부호가 반대인 오차가 서로 지워졌습니다. 공식에서 이를 막는 연산은 무엇인가요?",
    ),
    when=lambda actual, y, t: any(
        np.isclose(actual, factor * np.sum(y - t)) for factor in (1, -1, 0.5, -0.5, 1 / len(y), -1 / len(y))
    ),
)
ABSOLUTE = Misconception(
    "absolute-for-squared",
    text(
        en="Large errors should count much more than small ones. What does the formula do to each difference?",
        ko="큰 오차는 작은 오차보다 훨씬 크게 반영되어야 합니다. 공식은 각 차이에 어떤 연산을 하나요?",
    ),
    when=lambda actual, y, t: any(
        np.isclose(actual, factor * np.sum(np.abs(y - t))) for factor in (1, 0.5, 1 / len(y))
    ),
)
SQUARED_LAST = Misconception(
    "squared-after-summing",
    text(
        en="The differences were added first and the sum was squared. Which comes first in the formula?",
        ko="차이를 먼저 더한 다음 그 합을 제곱했습니다. 공식에서는 어느 것이 먼저인가요?",
    ),
    when=lambda actual, y, t: any(
        np.isclose(actual, factor * np.sum(y - t) ** 2) for factor in (1, 0.5, 1 / len(y), 1 / len(y) ** 2)
    ),
)
OF_HALF = [NOT_HALVED, MEAN_FOR_HALF, HALF_OF_MEAN, ROOTED, NOT_SQUARED, ABSOLUTE, SQUARED_LAST]
OF_MEAN = [HALF_FOR_MEAN, SUM_FOR_MEAN, HALF_OF_MEAN, ROOTED, NOT_SQUARED, ABSOLUTE, SQUARED_LAST]

SQUARED_CASES = [
    Case("regression", np.array([2.5, -1.0, 4.0, 0.5]), np.array([3.0, -2.0, 1.5, 0.25])),
    Case("three-entries", np.array([1.0, 2.0, 3.0]), np.array([1.5, 1.0, 3.0])),
    Case("one-wrong", np.array([0.0, 0.0, 0.0, 0.0, 7.0]), np.array([0.0, 0.0, 0.0, 0.0, -1.0])),
]
HALF_CASES = [
    *SQUARED_CASES,
    Case("ten-classes", Y_NEAR, T2, expected=0.0975),
    Case("ten-classes-nearer", Y_NEARER, T2, expected=0.03),
]


def rule_out(misconception, found, message):
    """Fail with this misconception where `found` is true."""
    require(not found, message, misconception.hint, misconception.id)


def finite(answer):
    """Whether an answer of any type is one finite number."""
    try:
        return bool(np.isfinite(answer))
    except (TypeError, ValueError):
        return False


def keeps_arguments(function, *args):
    """Run `function` and fail where it alters what it was given."""
    check_unchanged(function.observe(*args))


@exercise("half_squared_error", weight=3, about=text(en="the lecture's examples", ko="강의의 예제"))
@table(HALF_CASES)
def test_half_values(student, case):
    actual = student.half_squared_error(*case.args)
    check(actual, case.expect(reference.half_squared_error), SUM, OF_HALF, args=case.args)


@exercise(
    "half_squared_error",
    needs=test_half_values,
    about=text(en="other lengths; no error, no loss", ko="다른 길이의 벡터, 오차가 없으면 손실은 0"),
)
def test_half_lengths(student, rng):
    for n in (1, 6, 13):
        y, t = rng.normal(size=n), rng.normal(size=n)
        check(student.half_squared_error(y, t), reference.half_squared_error(y, t), SUM, OF_HALF, args=(y, t))
        check(student.half_squared_error(y, y.copy()), 0.0, SUM)


@exercise(
    "half_squared_error", needs=test_half_values, about=text(en="y and t stay as they are", ko="y와 t를 바꾸지 않기")
)
def test_half_keeps_arguments(student, rng):
    keeps_arguments(student.half_squared_error, rng.normal(size=5), rng.normal(size=5))


@exercise("mean_squared_error", weight=3, about=text(en="values by hand", ko="손으로 계산한 값"))
@table([*SQUARED_CASES, Case("ten-classes", Y_NEAR, T2, expected=0.0195)])
def test_mean_values(student, case):
    actual = student.mean_squared_error(*case.args)
    check(actual, case.expect(reference.mean_squared_error), SUM, OF_MEAN, args=case.args)


@exercise(
    "mean_squared_error",
    needs=test_mean_values,
    about=text(en="repeating the data changes nothing", ko="데이터를 반복해도 값은 그대로"),
)
def test_mean_of_repeated_data(student, rng):
    for n in (1, 5, 12):
        y, t = rng.normal(size=n), rng.normal(size=n)
        check(student.mean_squared_error(y, t), reference.mean_squared_error(y, t), SUM, OF_MEAN, args=(y, t))
        twice = (np.tile(y, 2), np.tile(t, 2))
        check(student.mean_squared_error(*twice), reference.mean_squared_error(y, t), SUM, OF_MEAN, args=twice)


@exercise(
    "mean_squared_error", needs=test_mean_values, about=text(en="y and t stay as they are", ko="y와 t를 바꾸지 않기")
)
def test_mean_keeps_arguments(student, rng):
    keeps_arguments(student.mean_squared_error, rng.normal(size=5), rng.normal(size=5))


# ---------------------------------------------------------------- cross entropy


def one_hot_of(y, t):
    """The one-hot form of t, whichever form it has."""
    return t if t.ndim == y.ndim else np.eye(y.shape[-1])[t]


def log_kept(y):
    return np.log(y + 1e-7)


NOT_FINITE = Misconception(
    "log-of-zero",
    text(
        en="The result is infinite or not a number. What is log 0, what is 0 times it, and what keeps log away from 0?",
        ko="결과가 무한대이거나 숫자가 아닙니다. log 0은 얼마이고 여기에 0을 곱하면 무엇이 되나요? 무엇으로 막을 수 "
        "있을까요?",
    ),
    when=lambda actual, y, t: not np.all(np.isfinite(actual)),
)
SIGN_LOST = Misconception(
    "sign-lost",
    text(
        en="The error is negative. What sign does the log of a probability have, and what does the formula do about "
        "it?",
        ko="오차가 음수입니다. 확률의 로그는 부호가 무엇이고, 공식은 이를 어떻게 처리하나요?",
    ),
    model=lambda y, t: np.mean(np.sum(one_hot_of(y, t) * log_kept(y), axis=-1)),
)
ROLES_SWAPPED = Misconception(
    "roles-swapped",
    text(
        en="The log was taken of the targets. Which of the two is the prediction, and may a one-hot target be in a "
        "log?",
        ko="정답에 로그를 취했습니다. 둘 중 예측은 어느 쪽이며, 원-핫 정답에 로그를 취해도 될까요?",
    ),
    model=lambda y, t: -np.mean(np.sum(y * log_kept(one_hot_of(y, t)), axis=-1)),
)
ROWS_SUMMED = Misconception(
    "rows-summed",
    text(
        en="A batch twice as large gives twice the error. What has to happen over the rows of a batch?",
        ko="배치가 두 배 커지면 오차도 두 배가 됩니다. 배치의 행에 대해서는 무엇을 해야 할까요?",
    ),
    model=lambda y, t: -np.sum(one_hot_of(y, t) * log_kept(y)),
)
MEAN_OF_CLASSES = Misconception(
    "divided-by-classes",
    text(
        en="The sum over the classes was turned into a mean: it is too small by the number of classes. Over which "
        "axis do you sum, over which do you average?",
        ko="클래스에 대한 합이 평균으로 바뀌어 클래스 수만큼 작아졌습니다. 어느 축을 더하고 어느 축을 평균해야 할까요?",
    ),
    model=lambda y, t: -np.mean(one_hot_of(y, t) * log_kept(y)),
)
OTHER_BASE = Misconception(
    "other-base",
    text(
        en="The result fits a logarithm of another base. Which logarithm is meant by log here?",
        ko="밑이 다른 로그를 쓴 값입니다. 여기서 log는 어떤 로그를 뜻하나요?",
    ),
    when=lambda actual, y, t: any(
        np.isclose(actual, reference.cross_entropy_error(y, t) / np.log(base)) for base in (2, 10)
    ),
)
BOTH_SIDES = Misconception(
    "binary-formula",
    text(
        en="The other classes were counted too, with 1 - t and 1 - y. That is the loss of yes-or-no questions; what "
        "does the formula here do with a class whose t is 0?",
        ko="1 - t와 1 - y로 다른 클래스까지 더했습니다. 그것은 예/아니오 문제의 손실입니다. 여기서 t가 0인 클래스는 "
        "어떻게 되나요?",
    ),
    when=lambda actual, y, t: any(
        np.isclose(actual, whole(-(one_hot_of(y, t) * log_kept(y) + (1 - one_hot_of(y, t)) * log_kept(1 - y))))
        for whole in (np.sum, np.mean, lambda terms: np.mean(np.sum(terms, axis=-1)))
    ),
)
NO_LOG = Misconception(
    "no-log",
    text(
        en="The probability of the right class was used without a log. What happens to the error as it comes near 0?",
        ko="정답 클래스의 확률을 로그 없이 사용했습니다. 이 확률이 0에 가까워지면 오차는 어떻게 되어야 하나요?",
    ),
    when=lambda actual, y, t: any(
        np.isclose(actual, value) for p in [np.mean(np.sum(one_hot_of(y, t) * y, axis=-1))] for value in (p, -p, 1 - p)
    ),
)
WHOLE_COLUMNS = Misconception(
    "columns-for-entries",
    text(
        en="With class indices, whole columns were taken: every row met every label. Row 0 goes with label 0 only; "
        "how do you say that by two index arrays?",
        ko="클래스 인덱스로 열 전체를 가져와 모든 행이 모든 레이블과 짝지어졌습니다. 0번 행은 0번 레이블과만 짝이 "
        "됩니다. 인덱스 배열 두 개로 이를 어떻게 나타낼까요?",
    ),
    when=lambda actual, y, t: (
        t.ndim == 1
        and y.ndim == 2
        and any(np.isclose(actual, -np.sum(log_kept(y)[:, t]) / size) for size in (1, len(y), len(y) ** 2))
    ),
)
INDEX_AS_WEIGHT = Misconception(
    "indices-multiplied",
    text(
        en="The class indices were multiplied with the logs as if they were one-hot. What does a 3 in t mean here?",
        ko="클래스 인덱스를 원-핫처럼 로그에 곱했습니다. 여기서 t에 들어 있는 3은 무엇을 뜻하나요?",
    ),
    when=lambda actual, y, t: (
        t.ndim < y.ndim and any(np.isclose(actual, -np.sum(t[:, None] * log_kept(y)) / size) for size in (1, len(y)))
    ),
)
NO_INDICES = Misconception(
    "indices-not-handled",
    text(
        en="The call failed on class indices. Before you multiply by t: does it have the shape of y?",
        ko="클래스 인덱스를 넣으면 호출이 실패합니다. t를 곱하기 전에, t의 형상이 y와 같은지 살펴보세요.",
    ),
    raises="ValueError",
)
OTHER_EPSILON = Misconception(
    "other-epsilon",
    text(
        en="Finite, but not the stated value: which small number decides the error where y is 0?",
        ko="유한하지만 정해진 값이 아닙니다. y가 0일 때의 오차는 어떤 작은 수가 결정하나요?",
    ),
    when=lambda actual, y, t: np.any(one_hot_of(y, t) * (y == 0)) and actual > 0,
)
OF_CROSS = [
    NOT_FINITE,
    SIGN_LOST,
    ROWS_SUMMED,
    MEAN_OF_CLASSES,
    ROLES_SWAPPED,
    OTHER_BASE,
    BOTH_SIDES,
    NO_LOG,
    WHOLE_COLUMNS,
    INDEX_AS_WEIGHT,
]


def batch(rng, n, k):
    """Rows of probabilities, their class indices and their one-hot targets; the right class has 0.2 .. 0.8."""
    labels = rng.integers(k, size=n)
    p = rng.uniform(0.2, 0.8, size=n)
    y = rng.uniform(0.1, 1.0, size=(n, k))
    y[np.arange(n), labels] = 0.0
    y *= ((1 - p) / y.sum(axis=1))[:, None]
    y[np.arange(n), labels] = p
    return y, labels, np.eye(k)[labels]


@exercise("cross_entropy_error", weight=2, about=text(en="one sample", ko="샘플 하나"))
@table(
    [
        Case("ten-classes", Y_NEAR, T2, expected=0.510825, tol=PRINTED),
        Case(
            "five-words",
            np.array([0.22, 0.02, 0.20, 0.51, 0.05]),
            np.array([1.0, 0.0, 0.0, 0.0, 0.0]),
            expected=1.514127,
            tol=PRINTED,
        ),
        Case("three-classes", np.array([0.3, 0.25, 0.45]), np.array([0.0, 1.0, 0.0])),
    ]
)
def test_cross_entropy_of_one_sample(student, case):
    actual = student.cross_entropy_error(*case.args)
    check(actual, case.expect(reference.cross_entropy_error), case.tol or LOG, OF_CROSS, args=case.args)


@exercise("cross_entropy_error", weight=2, about=text(en="a batch with one-hot targets", ko="원-핫 정답의 배치"))
def test_cross_entropy_of_a_batch(student, rng):
    for n, k in ((4, 3), (2, 6), (3, 3), (1, 5)):
        y, _, t = batch(rng, n, k)
        check(student.cross_entropy_error(y, t), reference.cross_entropy_error(y, t), LOG, OF_CROSS, args=(y, t))


@exercise(
    "cross_entropy_error",
    weight=2,
    misconceptions=[NO_INDICES],
    about=text(en="a batch with class indices", ko="클래스 인덱스의 배치"),
)
def test_cross_entropy_with_class_indices(student, rng):
    for n, k in ((4, 3), (2, 6), (3, 3), (1, 5), (10, 10)):
        y, labels, _ = batch(rng, n, k)
        labels_expected = reference.cross_entropy_error(y, labels)
        check(student.cross_entropy_error(y, labels), labels_expected, LOG, OF_CROSS, args=(y, labels))


@exercise(
    "cross_entropy_error",
    weight=2,
    needs=test_cross_entropy_of_one_sample,
    about=text(en="finite where y is 0", ko="y가 0이어도 유한한 값"),
)
@table(
    [
        Case("right-class-at-0", np.array([0.0, 0.75, 0.25]), np.array([1.0, 0.0, 0.0])),
        Case("certain-and-right", np.array([0.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0]), expected=0.0),
    ]
)
def test_cross_entropy_at_zero(student, case):
    actual = student.cross_entropy_error(*case.args)
    misconceptions = [*OF_CROSS, OTHER_EPSILON]
    check(actual, case.expect(reference.cross_entropy_error), LOG, misconceptions, args=case.args)


@exercise(
    "cross_entropy_error",
    needs=test_cross_entropy_of_one_sample,
    about=text(en="y and t stay as they are", ko="y와 t를 바꾸지 않기"),
)
def test_cross_entropy_keeps_arguments(student, rng):
    y, _, t = batch(rng, 3, 4)
    keeps_arguments(student.cross_entropy_error, y[0], t[0])
    keeps_arguments(student.cross_entropy_error, y, t)
    keeps_arguments(student.cross_entropy_error, y, np.argmax(t, axis=1))
    keeps_arguments(student.cross_entropy_error, np.array([0.0, 0.4, 0.6]), np.array([0.0, 1.0, 0.0]))


YES_ONLY = Misconception(
    "no-side-forgotten",
    text(
        en="Only the questions whose answer is yes were counted. What does a target of 0 add to the loss?",
        ko="정답이 '예'인 경우만 더해졌습니다. 정답이 0인 항목은 손실에 무엇을 더하나요?",
    ),
    when=lambda actual, y, t: any(np.isclose(actual, whole(-t * np.log(y)), rtol=1e-5) for whole in (np.mean, np.sum)),
)
BINARY_SUMMED = Misconception(
    "sum-instead-of-mean",
    text(
        en="Repeat every question once and your loss doubles. What has to happen after the terms are computed?",
        ko="질문을 한 번씩 반복하면 손실이 두 배가 됩니다. 각 항을 계산한 다음에는 무엇을 해야 할까요?",
    ),
    model=lambda y, t: -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y)),
)
BINARY_SIGN = Misconception(
    "sign-lost",
    text(
        en="The loss is negative. What sign does the log of a probability have, and what does the formula do about it?",
        ko="손실이 음수입니다. 확률의 로그는 부호가 무엇이고, 공식은 이를 어떻게 처리하나요?",
    ),
    model=lambda y, t: np.mean(t * np.log(y) + (1 - t) * np.log(1 - y)),
)
SIDES_SWAPPED = Misconception(
    "sides-swapped",
    text(
        en="A sure and right answer costs a lot here, a sure and wrong one little. Which log goes with t, which with "
        "1 - t?",
        ko="확신하고 맞힌 답의 손실이 크고, 확신하고 틀린 답의 손실이 작습니다. t와 짝이 되는 로그는 어느 것이고 1 - "
        "t와는 어느 것인가요?",
    ),
    model=lambda y, t: -np.mean(t * np.log(1 - y) + (1 - t) * np.log(y)),
)
BINARY_NOT_FINITE = Misconception(
    "log-of-zero",
    text(
        en="Not a finite number where y is 0 or 1. There are two logs: which y sends each of them to minus infinity?",
        ko="y가 0이나 1일 때 유한한 값이 아닙니다. 로그가 두 개 있습니다. 각각 어떤 y에서 음의 무한대로 가나요?",
    ),
    when=lambda actual, y, t: not np.all(np.isfinite(actual)),
)
EPSILON_TOO_LARGE = Misconception(
    "epsilon-too-large",
    text(
        en="A sure and wrong answer costs too little: the guard against log 0 is so large that it changes the loss.",
        ko="확신하고 틀린 답의 손실이 너무 작습니다. log 0을 막는 값이 너무 커서 손실 자체가 바뀌었습니다.",
    ),
    when=lambda actual, y, t: (np.all(y == 1 - t) and 0 < actual < 13.8) or (np.all(y == t) and 1e-5 < actual < 1),
)
OF_BINARY = [BINARY_NOT_FINITE, YES_ONLY, BINARY_SUMMED, BINARY_SIGN, SIDES_SWAPPED, EPSILON_TOO_LARGE]


@exercise("binary_cross_entropy", weight=3, about=text(en="values", ko="값"))
def test_binary_values(student, rng):
    for t in ([1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0, 1.0], [0.0, 0.0]):
        t = np.array(t)
        y = rng.uniform(0.15, 0.85, size=t.shape)
        expected = -np.mean(np.where(t == 1, np.log(y), np.log(1 - y)))
        check(student.binary_cross_entropy(y, t), expected, ANY_EPSILON, OF_BINARY, args=(y, t))


@exercise(
    "binary_cross_entropy",
    weight=2,
    needs=test_binary_values,
    about=text(en="finite at y = 0 and y = 1", ko="y = 0과 y = 1에서 유한한 값"),
)
def test_binary_at_the_ends(student):
    y = np.array([0.0, 1.0, 1.0, 0.0])
    check(student.binary_cross_entropy(y, y.copy()), 0.0, Tolerance(
        rtol=0.0, atol=1e-5, why="right and sure costs at most the epsilon, 1e-6, per log"
    ), OF_BINARY, args=(y, y))  # fmt: skip
    for y in (np.array([0.0, 1.0, 1.0]), np.array([0.0]), np.array([1.0, 1.0])):
        t = 1 - y
        actual = student.binary_cross_entropy(y, t)
        if not finite(actual):
            check(actual, -np.log(1e-7), ANY_EPSILON, OF_BINARY, args=(y, t))
        actual = expect_number(actual)
        at_least = -np.log(1e-6) - 1e-3  # an epsilon of 1e-6, the largest allowed, costs 13.8155
        rule_out(
            EPSILON_TOO_LARGE, actual < at_least, f"got {actual} for sure and wrong answers, expected > {at_least:.3f}"
        )


@exercise(
    "binary_cross_entropy",
    needs=test_binary_values,
    about=text(en="y and t stay as they are", ko="y와 t를 바꾸지 않기"),
)
def test_binary_keeps_arguments(student):
    keeps_arguments(student.binary_cross_entropy, np.array([0.2, 1.0, 0.0, 0.7]), np.array([0.0, 1.0, 0.0, 1.0]))


# ---------------------------------------------------------------- the output layer

MULTI_LABEL_COMPETES = Misconception(
    "softmax-for-many-labels",
    text(
        en="The outputs of softmax share a sum of 1. Can a picture then be surely a cat and surely outdoors?",
        ko="softmax의 출력은 합이 1이 되도록 나누어 갖습니다. 그렇다면 '고양이'이면서 '야외'인 사진을 둘 다 확신할 "
        "수 있을까요?",
    ),
    when=lambda actual, task: task == "multi_label" and actual in ("softmax", "categorical_crossentropy"),
)
SOFTMAX_FOR_YES_NO = Misconception(
    "softmax-for-yes-or-no",
    text(
        en="A yes-or-no question needs one probability. Which activation turns a single number into one?",
        ko="예/아니오 문제에는 확률 하나면 됩니다. 숫자 하나를 확률로 바꾸는 활성화 함수는 무엇인가요?",
    ),
    when=lambda actual, task: task == "binary" and actual in ("softmax", "categorical_crossentropy"),
)
CLASSES_NOT_SHARED = Misconception(
    "sigmoid-for-one-of-many",
    text(
        en="Exactly one of the classes is right. Which activation makes the probabilities of all classes add up to 1?",
        ko="여러 클래스 중 정확히 하나가 정답입니다. 모든 클래스의 확률을 더해 1이 되게 하는 활성화 함수는 무엇인가요?",
    ),
    when=lambda actual, task: task == "single_label" and actual in ("sigmoid", "binary_crossentropy"),
)
MSE_FOR_CLASSES = Misconception(
    "mse-for-classes",
    text(
        en="A class is not a quantity. Which losses of this notebook compare probabilities with the right class?",
        ko="클래스는 양이 아닙니다. 이 노트북의 손실 중 확률을 정답 클래스와 비교하는 것은 무엇인가요?",
    ),
    when=lambda actual, task: not task.startswith("regression") and actual == "mse",
)
NONE_AS_TEXT = Misconception(
    "none-as-text",
    text(
        en="A name came where no activation at all is meant. How does Python write 'nothing', as an object and not "
        "as text?",
        ko="활성화 함수가 없다는 뜻인데 이름이 왔습니다. 파이썬에서 '없음'은 글자가 아닌 객체로 어떻게 나타내나요?",
    ),
    when=lambda actual, task: (
        task == "regression" and isinstance(actual, str) and actual.lower() in ("none", "linear", "identity", "")
    ),
)
RANGE_CUT = Misconception(
    "bounded-regression",
    text(
        en="A price may be -3 or 4000. Which values can come out of the activation you chose?",
        ko="예측할 값은 -3일 수도, 4000일 수도 있습니다. 선택한 활성화 함수에서는 어떤 값이 나올 수 있나요?",
    ),
    when=lambda actual, task: task == "regression" and actual in ("sigmoid", "softmax"),
)
RANGE_OPEN = Misconception(
    "unbounded-share",
    text(
        en="The target lies between 0 and 1. Can the output of your network leave that range?",
        ko="정답은 0과 1 사이에 있습니다. 신경망의 출력이 그 범위를 벗어날 수 있나요?",
    ),
    when=lambda actual, task: task == "regression_0_1" and actual is None,
)
OF_DESIGN = [
    MULTI_LABEL_COMPETES,
    SOFTMAX_FOR_YES_NO,
    CLASSES_NOT_SHARED,
    MSE_FOR_CLASSES,
    NONE_AS_TEXT,
    RANGE_CUT,
    RANGE_OPEN,
]


def check_design(student, task, activation, losses):
    """Both halves of the answer for one task; `losses` are all right."""
    pair = expect_tuple(student.output_design(task), 2)
    check(pair[0], activation, NAMES, OF_DESIGN, args=(task,))
    loss = expect_text(pair[1])
    if loss not in losses:
        check(loss, losses[0], NAMES, OF_DESIGN, args=(task,))


@exercise("output_design", about=text(en="two classes and many classes", ko="이항 분류와 다항 분류"))
def test_design_of_classifiers(student):
    check_design(student, "binary", "sigmoid", ("binary_crossentropy",))
    check_design(student, "single_label", "softmax", ("categorical_crossentropy",))


@exercise("output_design", about=text(en="one label and several labels", ko="단일 레이블과 다중 레이블"))
def test_design_of_labels(student):
    check_design(student, "multi_label", "sigmoid", ("binary_crossentropy",))
    check_design(student, "single_label", "softmax", ("categorical_crossentropy",))


@exercise("output_design", about=text(en="the two kinds of regression", ko="두 가지 회귀"))
def test_design_of_regressions(student):
    check_design(student, "regression", None, ("mse",))
    check_design(student, "regression_0_1", "sigmoid", ("mse", "binary_crossentropy"))


def units_and_name(actual):
    """(units, activation) of any answer, for the predicates below."""
    units, activation = actual
    return float(units), activation


LONELY_SOFTMAX = Misconception(
    "one-softmax-unit",
    text(
        en="Softmax divides each score by the sum over all units. What comes out when there is only one unit?",
        ko="softmax는 각 값을 모든 유닛의 합으로 나눕니다. 유닛이 하나뿐이면 무엇이 나올까요?",
    ),
    when=lambda actual, problem: units_and_name(actual) == (1, "softmax"),
)
TWO_FOR_SPAM = Misconception(
    "two-units-for-yes-or-no",
    text(
        en="The second probability is 1 minus the first. How many numbers does a yes-or-no answer need?",
        ko="두 번째 확률은 1에서 첫 번째를 뺀 값입니다. 예/아니오 답에는 숫자가 몇 개 필요할까요?",
    ),
    when=lambda actual, problem: problem == "spam" and units_and_name(actual)[0] == 2,
)
INPUTS_COUNTED = Misconception(
    "inputs-counted",
    text(
        en="784 is the number of pixels that go in. How many different answers can come out?",
        ko="784는 들어가는 픽셀의 수입니다. 나올 수 있는 답은 몇 가지인가요?",
    ),
    when=lambda actual, problem: units_and_name(actual)[0] == 784,
)
DIGITS_INDEPENDENT = Misconception(
    "sigmoid-for-one-of-many",
    text(
        en="A picture shows exactly one digit. Which activation makes the ten probabilities add up to 1?",
        ko="그림에는 숫자가 정확히 하나 있습니다. 확률 열 개의 합을 1로 만드는 활성화 함수는 무엇인가요?",
    ),
    when=lambda actual, problem: problem == "mnist" and units_and_name(actual)[1] == "sigmoid",
)
NINE_DIGITS = Misconception(
    "zero-not-counted",
    text(en="Count the digits from 0 to 9 once more.", ko="0부터 9까지 숫자가 몇 개인지 다시 세어 보세요."),
    when=lambda actual, problem: problem == "mnist" and units_and_name(actual)[0] == 9,
)
OF_UNITS = [LONELY_SOFTMAX, TWO_FOR_SPAM, INPUTS_COUNTED, DIGITS_INDEPENDENT, NINE_DIGITS]


@exercise("output_units", about=text(en="spam and digits", ko="스팸 메일과 손글씨 숫자"))
@table([Case("spam", "spam", expected=(1, "sigmoid")), Case("mnist", "mnist", expected=(10, "softmax"))])
def test_output_units(student, case):
    check(student.output_units(*case.args), case.expected, NAMES, OF_UNITS, args=case.args)
