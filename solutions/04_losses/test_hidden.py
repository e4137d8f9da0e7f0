"""Hidden suite of 04_losses: the losses and the output layer. The slopes are in test_hidden_slopes.py."""

import numpy as np

from autograder.suite import (
    EXACT,
    Case,
    Misconception,
    Tolerance,
    attempt,
    check,
    check_pure,
    either,
    exercise,
    expect_number,
    expect_text,
    expect_tuple,
    load_reference,
    passes,
    require,
    rule_out,
    table,
    unchecked,
)

reference = load_reference(__file__)

SUM = Tolerance(why="a float64 sum of ten squares is right to 1e-15; the mildest wrong factor is off by 10 %")
LOG = Tolerance(
    rtol=1e-4, atol=1e-4, why="for y > 0.1 an epsilon of 1e-5 moves it by 1e-4: which one it is shows where y is 0"
)
ANY_EPSILON = Tolerance(
    rtol=1e-5, atol=1e-6, why="for y in 0.15 .. 0.85 any epsilon up to 1e-6 moves it by 7e-6 of itself"
)

T2 = np.array([0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0])
Y_NEAR = np.array([0.1, 0.05, 0.6, 0.0, 0.05, 0.1, 0.0, 0.1, 0.0, 0.0])
Y_NEARER = np.array([0.0, 0.0, 0.8, 0.1, 0.0, 0.0, 0.0, 0.1, 0.0, 0.0])


# ---------------------------------------------------------------- squared errors

NOT_HALVED = Misconception("not-halved", model=lambda y, t: np.sum((y - t) ** 2))
MEAN_FOR_HALF = Misconception("mean-instead-of-half-sum", model=lambda y, t: np.mean((y - t) ** 2))
HALF_FOR_MEAN = Misconception("half-sum-instead-of-mean", model=lambda y, t: 0.5 * np.sum((y - t) ** 2))
SUM_FOR_MEAN = Misconception("sum-instead-of-mean", model=lambda y, t: np.sum((y - t) ** 2))
HALF_OF_MEAN = Misconception("half-of-the-mean", model=lambda y, t: 0.5 * np.mean((y - t) ** 2))
ROOTED = Misconception(
    "root-taken",
    when=lambda actual, y, t: any(
        np.isclose(actual, factor * np.linalg.norm(y - t)) for factor in (1, 0.5, 0.5**0.5, 1 / len(y), len(y) ** -0.5)
    ),
)
NOT_SQUARED = Misconception(
    "errors-cancel",
    when=lambda actual, y, t: any(
        np.isclose(actual, factor * np.sum(y - t)) for factor in (1, -1, 0.5, -0.5, 1 / len(y), -1 / len(y))
    ),
)
ABSOLUTE = Misconception(
    "absolute-for-squared",
    when=lambda actual, y, t: any(
        np.isclose(actual, factor * np.sum(np.abs(y - t))) for factor in (1, 0.5, 1 / len(y))
    ),
)
SQUARED_LAST = Misconception(
    "squared-after-summing",
    when=lambda actual, y, t: any(
        np.isclose(actual, factor * np.sum(y - t) ** 2) for factor in (1, 0.5, 1 / len(y), 1 / len(y) ** 2)
    ),
)
EVERY_PAIR = Misconception(
    "every-pair",
    when=lambda actual, y, t: (
        len(y) > 1
        and any(
            np.isclose(actual, factor * np.sum((y[:, None] - t) ** 2))
            for factor in (1, 0.5, 1 / len(y), 1 / len(y) ** 2)
        )
    ),
)
HALF_AS_INTEGER = Misconception("half-as-integer", edit=("0.5", "1 // 2"))
FIRST_ENTRY_ONLY = Misconception(
    "returned-in-the-loop",
    when=lambda actual, y, t: any(
        np.isclose(actual, factor * (y[0] - t[0]) ** 2, rtol=1e-9) for factor in (1, 0.5, 1 / len(y))
    ),
)
OF_SQUARES = [HALF_OF_MEAN, ROOTED, NOT_SQUARED, ABSOLUTE, SQUARED_LAST, EVERY_PAIR]
OF_HALF = [HALF_AS_INTEGER, FIRST_ENTRY_ONLY, NOT_HALVED, MEAN_FOR_HALF, *OF_SQUARES]
OF_MEAN = [FIRST_ENTRY_ONLY, HALF_FOR_MEAN, SUM_FOR_MEAN, *OF_SQUARES]

SQUARED_CASES = [
    # six entries: with four, (y - t) / 2 squared adds up to the mean, and with five, half of the mean is a tenth
    Case("regression", np.array([2.5, -1.0, 4.0, 0.5, 1.0, -2.0]), np.array([3.0, -2.0, 1.5, 0.25, 2.5, -2.7])),
    Case("three-entries", np.array([1.0, 2.0, 3.0]), np.array([1.5, 1.0, 3.0])),
    Case("one-wrong", np.array([0.0, 0.0, 0.0, 0.0, 7.0]), np.array([0.0, 0.0, 0.0, 0.0, -1.0]), secret=True),
]
HALF_CASES = [
    *SQUARED_CASES,
    Case("ten-classes", Y_NEAR, T2, expected=0.0975),
    Case("ten-classes-nearer", Y_NEARER, T2, expected=0.03),
]


def finite(answer):
    """Whether an answer of any type is one finite number."""
    try:
        return bool(np.isfinite(unchecked(answer)))
    except (TypeError, ValueError):
        return False


@exercise("half_squared_error", weight=3)
@table(HALF_CASES)
def test_half_values(student, case):
    actual = student.half_squared_error(*case.args)
    check(actual, case.expect(reference.half_squared_error), SUM, OF_HALF, args=case.args)


@exercise("half_squared_error", needs=test_half_values)
def test_half_lengths(student, rng):
    for n in (1, 6, 13):
        y, t = rng.normal(size=n), rng.normal(size=n)
        check(student.half_squared_error(y, t), reference.half_squared_error(y, t), SUM, OF_HALF, args=(y, t))
        check(student.half_squared_error(y, y.copy()), 0.0, SUM)


@exercise("half_squared_error", needs=test_half_values)
def test_half_keeps_arguments(student, rng):
    check_pure(student.half_squared_error, (rng.normal(size=5), rng.normal(size=5)))


@exercise("mean_squared_error", weight=3)
@table([*SQUARED_CASES, Case("ten-classes", Y_NEAR, T2, expected=0.0195)])
def test_mean_values(student, case):
    actual = student.mean_squared_error(*case.args)
    check(actual, case.expect(reference.mean_squared_error), SUM, OF_MEAN, args=case.args)


@exercise("mean_squared_error", needs=test_mean_values)
def test_mean_of_repeated_data(student, rng):
    for n in (1, 5, 12):
        y, t = rng.normal(size=n), rng.normal(size=n)
        check(student.mean_squared_error(y, t), reference.mean_squared_error(y, t), SUM, OF_MEAN, args=(y, t))
        twice = (np.tile(y, 2), np.tile(t, 2))
        check(student.mean_squared_error(*twice), reference.mean_squared_error(y, t), SUM, OF_MEAN, args=twice)


@exercise("mean_squared_error", needs=test_mean_values)
def test_mean_keeps_arguments(student, rng):
    check_pure(student.mean_squared_error, (rng.normal(size=5), rng.normal(size=5)))


# ---------------------------------------------------------------- cross entropy


def one_hot_of(y, t):
    """The one-hot form of t, whichever form it has."""
    return t if t.ndim == y.ndim else np.eye(y.shape[-1])[t]


def log_kept(y):
    return np.log(y + 1e-7)


NOT_FINITE = Misconception(
    "log-of-zero",
    when=lambda actual, y, t: np.any(y == 0) and not np.all(np.isfinite(actual)),
    about_form=True,
)
SIGN_LOST = Misconception(
    "sign-lost",
    model=lambda y, t: np.mean(np.sum(one_hot_of(y, t) * log_kept(y), axis=-1)),
)
ROLES_SWAPPED = Misconception(
    "roles-swapped",
    model=lambda y, t: -np.mean(np.sum(y * log_kept(one_hot_of(y, t)), axis=-1)),
)
ROWS_SUMMED = Misconception("rows-summed", model=lambda y, t: -np.sum(one_hot_of(y, t) * log_kept(y)))
MEAN_OF_CLASSES = Misconception(
    "divided-by-classes",
    model=lambda y, t: -np.mean(one_hot_of(y, t) * log_kept(y)),
)
OTHER_BASE = Misconception(
    "other-base",
    when=lambda actual, y, t: any(
        np.isclose(actual, reference.cross_entropy_error(y, t) / np.log(base)) for base in (2, 10)
    ),
)
BOTH_SIDES = Misconception(
    "binary-formula",
    when=lambda actual, y, t: any(
        np.isclose(actual, whole(-(one_hot_of(y, t) * log_kept(y) + (1 - one_hot_of(y, t)) * log_kept(1 - y))))
        for whole in (np.sum, np.mean, lambda terms: np.mean(np.sum(terms, axis=-1)))
    ),
)
NO_LOG = Misconception(
    "no-log",
    when=lambda actual, y, t: any(
        np.isclose(actual, value) for p in [np.mean(np.sum(one_hot_of(y, t) * y, axis=-1))] for value in (p, -p, 1 - p)
    ),
)
WHOLE_COLUMNS = Misconception(
    "columns-for-entries",
    when=lambda actual, y, t: (
        y.ndim == 2
        and any(
            np.isclose(actual, -np.sum(log_kept(y)[:, np.argmax(one_hot_of(y, t), axis=1)]) / size)
            for size in (1, len(y), len(y) ** 2)
        )
    ),
)
INDEX_AS_WEIGHT = Misconception(
    "indices-multiplied",
    when=lambda actual, y, t: (
        t.ndim < y.ndim and any(np.isclose(actual, -np.sum(t[:, None] * log_kept(y)) / size) for size in (1, len(y)))
    ),
)
NO_INDICES = Misconception(
    "indices-not-handled",
    raises="ValueError",
    match=r"^operands could not be broadcast together with shapes \((\d+),\) \(\1,\d+\)|"
    r"^operands could not be broadcast together with shapes \((\d+),\d+\) \(\2,\)",
)
NO_ONE_HOT = Misconception(
    "one-hot-not-handled",
    raises="IndexError",
    match="^arrays used as indices must be of integer|^shape mismatch: indexing arrays could not be broadcast",
)
OTHER_EPSILON = Misconception(
    "other-epsilon",
    when=lambda actual, y, t: np.any(one_hot_of(y, t) * (y == 0)) and actual > 0,
)
FIRST_ROW_ONLY = Misconception(
    "returned-in-the-loop",
    when=lambda actual, y, t: (
        y.ndim == 2 and len(y) > 1 and np.isclose(actual, reference.cross_entropy_error(y[0], one_hot_of(y, t)[0]))
    ),
)
OF_CROSS = [
    FIRST_ROW_ONLY,
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
    if n > 1:  # where all are of one class, the columns of the labels hold nothing but their entries
        labels[-1] = (labels[0] + rng.integers(1, k)) % k
    p = rng.uniform(0.2, 0.8, size=n)
    y = rng.uniform(0.1, 1.0, size=(n, k))
    y[np.arange(n), labels] = 0.0
    y *= ((1 - p) / y.sum(axis=1))[:, None]
    y[np.arange(n), labels] = p
    return y, labels, np.eye(k)[labels]


@exercise("cross_entropy_error", weight=2, misconceptions=[NO_ONE_HOT])
@table(
    [
        Case(
            "five-words",
            np.array([0.22, 0.02, 0.20, 0.51, 0.05]),
            np.array([1.0, 0.0, 0.0, 0.0, 0.0]),
            expected=1.514127,
        ),
        Case("three-classes", np.array([0.3, 0.25, 0.45]), np.array([0.0, 1.0, 0.0]), secret=True),
    ]
)
def test_cross_entropy_of_one_sample(student, case):
    actual = student.cross_entropy_error(*case.args)
    check(actual, case.expect(reference.cross_entropy_error), LOG, OF_CROSS, args=case.args)


def factor_of(student):
    """By which the loss of one sample is wrong, as of a lost minus or another base: its own test charges that."""

    def found():
        factors = []

        def ask():
            for p in (0.3, 0.6):
                y, t = np.array([0.25, p, 0.75 - p]), np.array([0.0, 1.0, 0.0])
                factors.append(expect_number(student.cross_entropy_error(y, t)) / reference.cross_entropy_error(y, t))
            small = 0 < abs(factors[0]) < 100
            require(small and np.isclose(*factors, rtol=1e-5), f"the loss is wrong, not by a factor: {factors}")

        return factors[0] if passes(ask) else 1.0

    return student.once("factor", found)


def check_cross(student, y, t, expected, known):
    """Pass where the loss is right, or wrong by the factor of one sample."""
    came = student.cross_entropy_error(y, t)
    either(
        lambda: check(came, expected, LOG, known, args=(y, t)),
        lambda: check(came, expected * factor_of(student), LOG),
    )


@exercise("cross_entropy_error", weight=2, misconceptions=[NO_ONE_HOT])
def test_cross_entropy_of_a_batch(student, rng):
    for n, k in ((4, 3), (2, 6), (3, 3), (1, 5)):
        y, _, t = batch(rng, n, k)
        check_cross(student, y, t, reference.cross_entropy_error(y, t), OF_CROSS)


@exercise("cross_entropy_error", weight=2, misconceptions=[NO_INDICES])
def test_cross_entropy_with_class_indices(student, rng):
    for n, k in ((4, 3), (2, 6), (3, 3), (1, 5), (10, 10)):
        y, labels, _ = batch(rng, n, k)
        check_cross(student, y, labels, reference.cross_entropy_error(y, labels), OF_CROSS)


@exercise("cross_entropy_error", weight=2)
@table(
    [
        Case("ten-classes", Y_NEAR, T2, expected=0.510825),
        Case("right-class-at-0", np.array([0.0, 0.75, 0.25]), np.array([1.0, 0.0, 0.0]), secret=True),
        Case("certain-and-right", np.array([0.0, 1.0, 0.0]), np.array([0.0, 1.0, 0.0]), expected=0.0),
    ]
)
def test_cross_entropy_at_zero(student, case):
    check_cross(student, *case.args, case.expect(reference.cross_entropy_error), [*OF_CROSS, OTHER_EPSILON])


@exercise("cross_entropy_error")
def test_cross_entropy_keeps_arguments(student, rng):
    y, _, t = batch(rng, 3, 4)
    either(  # one sample or a batch: what is wrong with the other one its own test charges
        *(
            lambda y=y, t=t: check_cross(student, y, t, reference.cross_entropy_error(y, t), ())
            for y, t in ((y[0], t[0]), (y, t), (y, np.argmax(t, axis=1)))
        )
    )
    with_zero = (np.array([0.0, 0.4, 0.6]), np.array([0.0, 1.0, 0.0]))
    check_pure(student.cross_entropy_error, (y[0], t[0]), (y, t), (y, np.argmax(t, axis=1)), with_zero)


YES_ONLY = Misconception(
    "no-side-forgotten",
    when=lambda actual, y, t: any(np.isclose(actual, whole(-t * np.log(y)), rtol=1e-5) for whole in (np.mean, np.sum)),
)
BINARY_SUMMED = Misconception(
    "sum-instead-of-mean",
    model=lambda y, t: -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y)),
)
BINARY_SIGN = Misconception("sign-lost", model=lambda y, t: np.mean(t * np.log(y) + (1 - t) * np.log(1 - y)))
ONE_SIDE_REWARDED = Misconception(
    "one-side-rewarded",
    when=lambda actual, y, t: np.isclose(abs(actual), abs(np.mean(t * np.log(y) - (1 - t) * np.log(1 - y))), rtol=1e-5),
)
SIDES_SWAPPED = Misconception(
    "sides-swapped",
    model=lambda y, t: -np.mean(t * np.log(1 - y) + (1 - t) * np.log(y)),
)
BINARY_NOT_FINITE = Misconception(
    "log-of-zero",
    when=lambda actual, y, t: np.any((y == 0) | (y == 1)) and not np.all(np.isfinite(actual)),
    about_form=True,
)
EPSILON_TOO_LARGE = Misconception(
    "epsilon-too-large",
    when=lambda actual, y, t: (np.all(y == 1 - t) and 0 < actual < 13.8) or (np.all(y == t) and 1e-5 < actual < 1),
)
BINARY_OTHER_BASE = Misconception(
    "other-base",
    when=lambda actual, y, t: any(
        np.isclose(actual, reference.binary_cross_entropy(y, t) / np.log(base)) for base in (2, 10)
    ),
)
BINARY_ROLES_SWAPPED = Misconception(
    "roles-swapped",
    when=lambda actual, y, t: any(
        np.isclose(actual, -np.mean(y * np.log(kept) + (1 - y) * np.log(1 - kept)), rtol=1e-3)
        for epsilon in 10.0 ** -np.arange(6, 16)
        for kept in [np.clip(t, epsilon, 1 - epsilon)]
    ),
)
OF_BINARY = [
    BINARY_ROLES_SWAPPED,
    BINARY_OTHER_BASE,
    BINARY_NOT_FINITE,
    YES_ONLY,
    BINARY_SUMMED,
    BINARY_SIGN,
    ONE_SIDE_REWARDED,
    SIDES_SWAPPED,
    EPSILON_TOO_LARGE,
]


@exercise("binary_cross_entropy", weight=3)
def test_binary_values(student, rng):
    for t in ([1.0, 0.0, 1.0], [0.0, 0.0, 1.0, 0.0, 1.0], [0.0, 0.0]):
        t = np.array(t)
        y = rng.uniform(0.15, 0.85, size=t.shape)
        expected = -np.mean(np.where(t == 1, np.log(y), np.log(1 - y)))
        check(student.binary_cross_entropy(y, t), expected, ANY_EPSILON, OF_BINARY, args=(y, t))


@exercise("binary_cross_entropy", weight=2, needs=test_binary_values)
def test_binary_at_the_ends(student):
    y = np.array([0.0, 1.0, 1.0, 0.0])
    check(student.binary_cross_entropy(y, y.copy()), 0.0, Tolerance(
        rtol=0.0, atol=1e-5, why="right and sure costs at most the epsilon, 1e-6, per log"
    ), OF_BINARY, args=(y, y))  # fmt: skip
    unsure = np.array([0.0, 0.4, 1.0]), np.array([0.0, 1.0, 1.0])
    check(student.binary_cross_entropy(*unsure), -np.log(0.4) / 3, ANY_EPSILON, OF_BINARY, args=unsure)
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


@exercise("binary_cross_entropy", needs=test_binary_values)
def test_binary_keeps_arguments(student):
    check_pure(student.binary_cross_entropy, (np.array([0.2, 1.0, 0.0, 0.7]), np.array([0.0, 1.0, 0.0, 1.0])))


# ---------------------------------------------------------------- the output layer

LOSS_FIRST = Misconception(
    "loss-for-activation",
    when=lambda actual, task: actual in ("binary_crossentropy", "categorical_crossentropy", "mse"),
    about_form=True,
)
MULTI_LABEL_COMPETES = Misconception(
    "softmax-for-many-labels",
    when=lambda actual, task: task == "multi_label" and actual == "softmax",
)
SOFTMAX_FOR_YES_NO = Misconception(
    "softmax-for-yes-or-no",
    when=lambda actual, task: task == "binary" and actual == "softmax",
)
CLASSES_NOT_SHARED = Misconception(
    "sigmoid-for-one-of-many",
    when=lambda actual, task: task == "single_label" and actual == "sigmoid",
)
MSE_FOR_CLASSES = Misconception(
    "mse-for-classes",
    when=lambda actual, task: not task.startswith("regression") and actual == "mse",
)
NONE_AS_TEXT = Misconception(
    "none-as-text",
    when=lambda actual, task: (
        task == "regression" and isinstance(actual, str) and actual.lower() in ("none", "linear", "identity", "")
    ),
    about_form=True,
)
RANGE_CUT = Misconception(
    "bounded-regression",
    when=lambda actual, task: task == "regression" and actual in ("sigmoid", "softmax", "relu", "tanh", "step"),
    about_form=True,
)
RANGE_OPEN = Misconception(
    "unbounded-share",
    when=lambda actual, task: task == "regression_0_1" and actual is None,
    about_form=True,
)
OF_DESIGN = [
    LOSS_FIRST,
    MULTI_LABEL_COMPETES,
    SOFTMAX_FOR_YES_NO,
    CLASSES_NOT_SHARED,
    NONE_AS_TEXT,
    RANGE_CUT,
    RANGE_OPEN,
]

LOSS_OF_ONE_OF_MANY = Misconception(
    "loss-of-one-of-many",
    when=lambda actual, task: task in ("binary", "multi_label") and actual == "categorical_crossentropy",
)
LOSS_OF_YES_OR_NO = Misconception(
    "loss-of-yes-or-no",
    when=lambda actual, task: task == "single_label" and actual == "binary_crossentropy",
)
OF_DESIGN_LOSS = [LOSS_OF_ONE_OF_MANY, LOSS_OF_YES_OR_NO, MSE_FOR_CLASSES]  # the activation is right


def check_design(student, task, activation, losses):
    """Both halves of the answer for one task; `losses` are all right."""
    answer = student.output_design(task)
    pair = expect_tuple(answer, 2)
    for loss in losses:
        if [repr(unchecked(half)) for half in pair] == [repr(loss), repr(activation)]:  # of its form, which is charged once
            check(answer, (activation, loss), EXACT)
    check(pair[0], activation, EXACT, OF_DESIGN, args=(task,))
    loss = expect_text(pair[1])
    if loss not in losses:
        check(loss, losses[0], EXACT, OF_DESIGN_LOSS, args=(task,))


@exercise("output_design", secret=False)
def test_design_of_classifiers(student):
    check_design(student, "binary", "sigmoid", ("binary_crossentropy",))
    check_design(student, "single_label", "softmax", ("categorical_crossentropy",))


@exercise("output_design", secret=False)
def test_design_of_labels(student):
    check_design(student, "multi_label", "sigmoid", ("binary_crossentropy",))
    others = ("multi_label", "single_label", "regression")
    every = {repr(attempt(student.output_design, task)[0]) for task in others}
    require(len(every) > 1, "all tasks have the same answer", "same-for-every-task")


@exercise("output_design", secret=False)
def test_design_of_regressions(student):
    check_design(student, "regression", None, ("mse",))
    check_design(student, "regression_0_1", "sigmoid", ("mse", "binary_crossentropy"))


def units_and_name(actual):
    """(units, activation) of any answer, for the predicates below."""
    units, activation = actual
    return float(units), activation


LONELY_SOFTMAX = Misconception(
    "one-softmax-unit",
    when=lambda actual, problem: units_and_name(actual) == (1, "softmax"),
)
TWO_FOR_SPAM = Misconception(
    "two-units-for-yes-or-no",
    when=lambda actual, problem: problem == "spam" and units_and_name(actual)[0] == 2,
)
INPUTS_COUNTED = Misconception(
    "inputs-counted",
    when=lambda actual, problem: units_and_name(actual)[0] == 784,
)
DIGITS_INDEPENDENT = Misconception(
    "sigmoid-for-one-of-many",
    when=lambda actual, problem: problem == "mnist" and units_and_name(actual)[1] == "sigmoid",
)
NINE_DIGITS = Misconception(
    "zero-not-counted",
    when=lambda actual, problem: problem == "mnist" and units_and_name(actual)[0] == 9,
)
OF_UNITS = [LONELY_SOFTMAX, TWO_FOR_SPAM, INPUTS_COUNTED, DIGITS_INDEPENDENT, NINE_DIGITS]


@exercise("output_units", secret=False)
@table([Case("spam", "spam", expected=(1, "sigmoid")), Case("mnist", "mnist", expected=(10, "softmax"))])
def test_output_units(student, case):
    check(student.output_units(*case.args), case.expected, EXACT, OF_UNITS, args=case.args)
