"""Whether an answer is the expected one, and what is said when it is not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.model import Text
from autograder.protocol.values import Opaque, StudentRaised
from autograder.suite import EXACT, Answer, Misconception, Tolerance, check, expect_array, expect_dict, expect_number
from autograder.suite.cases import Declaration, failure_of
from autograder.suite.comparison import compare
from autograder.suite.failures import StudentFailure

CLOSE = Tolerance(1e-6, 1e-8, "the course's own")


def said(actual: Any, expected: Any, **options: Any) -> str:
    found = compare(actual, expected, CLOSE, **options)
    assert found is not None
    assert found.hint["en"]
    assert found.hint["ko"]
    return found.message


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (1.0, 1.0), (1, 1.0), (np.float32(0.5), 0.5), (np.array(2.0), 2.0), (True, 1), (np.bool_(True), True),
        (np.array(True), True), ([1, 2], (1, 2)), (np.array([1.0, 2.0]), (1, 2)), ((1.0, [2.0]), (1.0, (2.0,))),
        (np.array([1, 2]), np.array([1.0, 2.0])), ({"a": 1, "b": 2}, {"a": 1.0}), ("x", "x"), (None, None),
        (np.array([np.inf]), np.array([np.inf])), (np.zeros((0, 3)), np.zeros((0, 3))),
    ],
)  # fmt: skip
def test_what_counts_as_the_expected_value(actual: Any, expected: Any) -> None:
    assert compare(actual, expected, CLOSE) is None


@pytest.mark.parametrize(
    ("actual", "expected", "message"),
    [
        (None, 1.0, "got None of type NoneType, expected a single number"),
        ("1.0", 1.0, "got '1.0' of type str, expected a single number; the numbers are right"),
        ([1.0], np.array([1.0]), "got [1.0] of type list, expected a NumPy array; the numbers are right"),
        (np.array([1.0]), 1.0, "got an array of shape (1,), expected a single number; the numbers are right"),
        (np.ones((3, 1)), np.ones(3), "got shape (3, 1), expected (3,); the numbers are right"),
        (np.zeros((3, 1)), np.ones(3), "got shape (3, 1), expected (3,)"),
        (np.array([]), 1.0, "got an array of shape (0,), expected a single number"),
        (np.array([np.nan, 1.0]), np.array([1.0, 1.0]), "index 0: got nan, expected 1 ± 1e-06 (1 of 2 values differ)"),
        (float("nan"), float("nan"), "got nan, expected nan ± nan"),
        (1.1, 1.0, "got 1.1, expected 1 ± 1e-06"),
        (np.array([[1.0, 2.0], [3.0, 5.0]]), np.array([[1.0, 2.0], [3.0, 4.0]]),
         "index (1, 1): got 5, expected 4 ± 4e-06 (1 of 4 values differ)"),
        ((1.0,), (1.0, 2.0), "got 1 values, expected 2"),
        (np.zeros((4, 1)), (np.zeros((4, 2)), np.zeros((4, 1))),
         "got [[0.], [0.], [0.], [0.]] of type ndarray, expected a tuple of 2"),
        ({"a": 1}, {"b": 1}, "key 'b' is missing, got keys ['a']"),
        ({"a": 2}, {"a": 1}, "['a']: got 2, expected 1 ± 1e-06"),
        (1, True, "got 1 of type int, expected True or False"),
        (1j, 1.0, "got dtype complex128, expected real numbers"),
        (10**400, 1.0, "got a very large integer"),
        (Opaque("generator"), 1.0, "got an object of type generator, expected a single number"),
        ("softmax", "sigmoid", "got 'softmax', expected 'sigmoid'"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_wrong_answer(actual: Any, expected: Any, message: str) -> None:
    assert said(actual, expected) == message


THIRDS = np.array([1 / 3, 2 / 3, 4 / 3])


@pytest.mark.parametrize(
    ("actual", "expected", "told"),
    [
        ([1 / 3, 2 / 3, 4 / 3], THIRDS, "The numbers are right; the form is not: the answer is a list of 3, and a NumPy "
         "array of shape (3,) is asked for."),
        (THIRDS[None], THIRDS, "The numbers are right; the form is not: the answer is a NumPy array of shape (1, 3) and "
         "dtype float64, and a NumPy array of shape (3,) is asked for."),
        (np.array([1 / 3]), 1 / 3, "The numbers are right; the form is not: the answer is a NumPy array of shape (1,) "
         "and dtype float64, and a single number is asked for."),
        ("0.5", 0.5, "The numbers are right; the form is not: the answer is text, and a single number is asked for."),
        ((0.5,), 0.5, "The numbers are right; the form is not: the answer is a tuple of 1, and a single number is asked "
         "for."),
        ([0.5, 0.6], THIRDS, "The answer is a list of 2; a NumPy array is asked for."),
        (Opaque("generator"), THIRDS, "The answer is a generator, which makes its values only when it is gone through; "
         "a NumPy array is asked for."),
        (Opaque("ndarray of dtype object"), THIRDS, "The answer is a NumPy array of dtype object, which does not hold "
         "plain numbers; a NumPy array is asked for."),
        (None, 0.5, "Nothing was returned; a single number is asked for. `print` only shows a value, `return` hands it "
         "over: does every way through the function reach a `return`?"),
        (THIRDS.astype(np.float32), THIRDS, "The numbers are right to about 7 digits and no further: they are of dtype "
         "float32. float64 keeps about 16 digits."),
        (THIRDS.astype(np.float32).astype(float), THIRDS, "The numbers are right to about 7 digits and no further: were "
         "they rounded, or kept as float32 on the way?"),
        (np.array([0.1705]), np.array([0.1705003419]), "The numbers are right to about 6 digits and no further: were "
         "they rounded, or kept as float32 on the way?"),
        (THIRDS.round(4), THIRDS, "The numbers are right to about 4 digits and no further: were they rounded, or kept "
         "as float32 on the way?"),
        (THIRDS.round(4).astype(np.float32), THIRDS, "The numbers are right to about 4 digits and no further: were they "
         "rounded, or kept as float32 on the way?"),
        (np.array([10, 7]), np.array([10.5, 7.2]), "Each number is the right one without its decimals (dtype int64). "
         "Where do the decimals get lost?"),
        (THIRDS * np.nan, THIRDS, "Every number is NaN. In which step does the first one arise?"),
        (np.float64("nan"), 0.5, "The number is NaN. In which step does it arise?"),
        (0.5, [1.0, 2.0], "The answer is a single number (float); an array or a list of 2 numbers is asked for."),
        (THIRDS + 0j, THIRDS, "The numbers are complex; real ones are asked for."),
        ({"a": 0.1, "b": [0.5]}, {"a": 0.2, "b": 0.5}, "Under the key 'b': The numbers are right; the form is not: the answer is a "
         "list of 1, and a single number is asked for."),
    ],
)  # fmt: skip
def test_an_answer_of_another_form_is_told_so_in_words(actual: Any, expected: Any, told: str) -> None:
    exact = Tolerance(1e-12, 0.0, "drawn")
    found = compare(actual, expected, exact)
    assert found is not None
    assert found.of_form
    assert found.hint["en"] == told
    assert found.hint["ko"]
    anything = Misconception("anything", hint=HINT, when=lambda *_: True)
    with pytest.raises(StudentFailure) as failure:
        check(actual, expected, exact, [anything])
    assert failure.value.misconception == ""
    of_form = Misconception("of-form", hint=HINT, when=lambda *_: True, about_form=True)
    with pytest.raises(StudentFailure) as failure:
        check(actual, expected, exact, [anything, of_form])
    assert failure.value.misconception == "of-form"


@pytest.mark.parametrize(
    ("actual", "expected"),
    [
        (np.zeros(3), THIRDS),  # the decimals of a number below 1 are all of it
        (np.array([0.0, 1.0, 1.0]), np.array([0.2, 0.8, 0.9])),  # a step is no rounded sigmoid
        (np.array([2.0, 4.0]), THIRDS[:2]),
        (THIRDS + 1e-7, THIRDS),  # as many digits are right, and more follow
    ],
)
def test_a_wrong_value_is_not_called_a_matter_of_digits(actual: Any, expected: Any) -> None:
    found = compare(actual, expected, Tolerance(1e-12, 0.0, "drawn"))
    assert found is not None
    assert not found.of_form


def test_a_dtype_kind_is_asked_for_only_where_it_is_named() -> None:
    assert compare(np.array([1.0]), np.array([1]), CLOSE) is None
    assert said(np.array([1.0]), np.array([1]), kind="int") == "got dtype float64, expected int"
    assert compare(3, 3, CLOSE, kind="int") is None


def test_a_broadcast_or_empty_answer_never_passes() -> None:
    assert compare(np.array([1.0]), np.ones(3), CLOSE) is not None
    assert compare(np.empty((0, 3)), np.ones((2, 3)), CLOSE) is not None


@given(st.floats(allow_nan=False, allow_infinity=False), st.floats(0, 1e-3), st.floats(0, 1e-3))
def test_the_expected_value_alone_sets_the_tolerance(expected: float, rtol: float, atol: float) -> None:
    tolerance = Tolerance(rtol, atol, "drawn")
    reach = atol + rtol * abs(expected)
    assert compare(expected, expected, tolerance) is None
    if np.isfinite(expected + 3 * reach + 1e-300):
        far = expected + 3 * reach + max(abs(expected) * 1e-12, 1e-300)
        assert far == expected or compare(far, expected, tolerance) is not None


answers = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats() | st.text(max_size=4) | st.just(Opaque("x")),
    lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=3).map(tuple)
    | st.dictionaries(st.text(max_size=2), inner, max_size=3)
    | st.lists(st.floats(), max_size=4).map(np.array),
)  # fmt: skip
wanted = st.sampled_from([1.0, np.ones(2), np.ones((2, 2)), (1.0, np.ones(2)), {"a": 1.0}, "x", None, True, [1, 2]])


@given(answers, wanted)
def test_no_answer_makes_the_comparison_raise(actual: Any, expected: Any) -> None:
    compare(actual, expected, CLOSE)
    for expectation in (expect_number, expect_array, expect_dict):
        try:
            expectation(actual)
        except StudentFailure as failure:
            assert failure.message


def test_a_tolerance_without_a_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="a tolerance says why it is what it is"):
        Tolerance(1e-6, 0, " ")


HINT = Text(en="Which axis?", ko="어느 축일까요?")


def test_a_wrong_answer_is_recognised_by_what_produces_it() -> None:
    rows = np.array([[1.0, 2.0], [3.0, 4.0]])
    columns = Misconception("wrong-axis", hint=HINT, model=lambda a: a.sum(axis=0))
    with pytest.raises(StudentFailure) as failure:
        check(rows.sum(axis=0), rows.sum(axis=1), CLOSE, [columns], args=(rows,))
    assert (failure.value.misconception, failure.value.hint) == ("wrong-axis", HINT)


def test_a_misconception_that_gives_the_right_answer_here_is_not_named() -> None:
    symmetric = np.array([[1.0, 2.0], [2.0, 1.0]])
    columns = Misconception("wrong-axis", hint=HINT, model=lambda a: a.sum(axis=0))
    with pytest.raises(StudentFailure) as failure:
        check(np.zeros(2), symmetric.sum(axis=1), CLOSE, [columns], args=(symmetric,))
    assert failure.value.misconception == ""


def test_a_model_that_fails_and_a_predicate_that_raises_count_as_no() -> None:
    broken = Misconception("a", hint=HINT, model=lambda _: 1 / 0)
    odd = Misconception("b", hint=HINT, when=lambda actual, _: actual.missing)
    with pytest.raises(StudentFailure) as failure:
        check(2.0, 1.0, EXACT, [broken, odd], args=(1,))
    assert failure.value.misconception == ""


def test_overflow_is_recognised_although_nan_equals_nothing() -> None:
    naive = Misconception("overflow", hint=HINT, model=lambda a: np.exp(a) / np.exp(a).sum(), about_form=True)
    big = np.array([1000.0, 1000.0])
    with pytest.raises(StudentFailure) as failure:
        check(np.array([np.nan, np.nan]), np.array([0.5, 0.5]), CLOSE, [naive], args=(big,))
    assert failure.value.misconception == "overflow"


def test_complex_numbers_are_right_only_if_both_parts_are() -> None:
    for expected in (1 + 2j, np.array([1 + 2j, 0])):
        assert compare(expected, expected, EXACT) is None
        assert compare(expected + 1e-9j, expected, CLOSE) is None
        assert "got 1+5j, expected 1+2j" in said(expected + 3j * np.not_equal(expected, 0), expected)
    assert "NaN" in str(compare(complex(1, np.nan), 1 + 2j, CLOSE))
    assert compare(1.0, 1 + 0j, EXACT) is None


def test_which_of_several_values_is_wrong_is_said_in_words_and_counted_from_one() -> None:
    found = compare((1.0, [2.0, 3.0]), (1.0, [2.0, 4.0]), EXACT)
    assert found is not None
    assert found.hint["en"].startswith("At `[1][1]` in the answer: This value is not right.")
    assert found.hint["ko"].startswith("결과의 `[1][1]`: ")
    seventh = compare([0.0] * 7, [0.0] * 6 + [1.0], EXACT)
    assert seventh is not None
    assert seventh.hint["en"].startswith("Value 7: ")
    key = compare({"W1": 1.0}, {"W1": 2.0}, EXACT)
    assert key is not None
    assert key.hint["en"].startswith("Under the key 'W1': ")


def test_an_exception_is_recognised_by_its_message_and_told_first_with_its_line() -> None:
    swapped = Misconception("swapped", hint=HINT, raises="ValueError", match="^matmul: .*mismatch")
    declared = Declaration("forward", 1.0, (), None, (), (swapped,))
    known = StudentRaised(
        "ValueError", (), "matmul: Input operand 1 has a mismatch in its core dimension 0", "forward", 2
    )
    known.source, known.exercises = "    return W @ x", ("forward",)
    failure = failure_of(known, declared)
    assert failure.misconception == "swapped"
    assert failure.hint == HINT
    assert failure.first["en"].splitlines() == [
        "Your code stopped with ValueError: matmul: Input operand 1 has a mismatch in its core dimension 0",
        "That was in line 2 of the cell of `forward`:",
        "    return W @ x",
    ]
    for other in ("too many values to unpack (expected 2)", "x", ""):
        failure = failure_of(StudentRaised("ValueError", (), other, "forward", 2), declared)
        assert failure.misconception == ""
        assert failure.hint["en"].startswith("Your code stopped with ValueError")


def test_an_exercise_is_not_called_unsolved_because_another_one_is() -> None:
    declared = Declaration("xor_outputs", 1.0, (), None, ("forward",), ())
    error = StudentRaised("NotImplementedError", (), "", "forward", 3)
    error.exercises = ("forward",)
    assert failure_of(error, declared).hint["en"] == "This calls `forward`, which is not solved yet: solve that first."
    error.exercises = ("xor_outputs",)
    assert failure_of(error, declared).hint["en"] == "This exercise is not solved yet."


def test_an_exception_without_a_pattern_is_refused() -> None:
    for options in ({"raises": "ValueError"}, {"match": "x", "model": 1}):
        with pytest.raises(ValueError, match="`raises` and `match`, a pattern of the message, go together"):
            Misconception("clash", **options)  # type: ignore[arg-type]


def test_a_missing_part_is_not_called_nothing_returned() -> None:
    for answer, expected in [((1.0, None), (1.0, 2.0)), ({"E": None}, {"E": 2.0})]:
        found = compare(answer, expected, EXACT)
        assert found is not None
        assert "This is None." in found.hint["en"]
        assert "print" not in found.hint["en"]


def test_a_truth_value_for_a_number_is_a_mistake_of_form_unless_the_number_may_be_one() -> None:
    found = compare(True, 0.25, EXACT)
    assert found is not None
    assert found.of_form
    assert found.hint["en"] == "The answer is True or False; a single number is asked for."
    several = compare(np.array([True, False]), np.array([0.25, 0.5]), EXACT)
    assert several is not None
    assert several.of_form
    assert several.hint["en"] == "The entries are True and False (dtype bool); numbers are asked for."
    zero = compare(True, 0.0, EXACT)
    assert zero is not None
    assert not zero.of_form


def test_of_answers_to_several_calls_it_is_said_whether_some_went_well() -> None:
    def told(actual: list[Any]) -> str:
        with pytest.raises(StudentFailure) as failure:
            check(actual, [0, 0, 1], EXACT)
        assert isinstance(failure.value.hint, Text)
        return failure.value.hint["en"]

    assert told([Answer(0), Answer(0), Answer(None)]).startswith("For some of the inputs: Nothing was returned")
    assert told([Answer(None)] * 3).startswith("Nothing was returned")
    assert told([Answer(1), Answer(1), Answer(0)]).startswith("This value is not right")


def test_a_single_number_without_its_decimals_is_told_so_unless_a_misconception_is_known() -> None:
    found = compare(5, 5.5, CLOSE)
    assert found is not None
    assert not found.of_form
    assert found.hint["en"].startswith("As far as it shows, this is the right number without its decimals.")
    assert compare(5, 5.5, Tolerance(0, 1, "drawn")) is None
    small = compare(0, 0.5, CLOSE)
    assert small is not None
    assert "decimals" not in small.hint["en"]


@pytest.mark.parametrize("actual", ["Monotone", " monotone", "mono-tone", "monotone."])
def test_a_text_that_is_right_but_for_its_spelling_is_told_so(actual: str) -> None:
    found = compare(actual, "monotone", EXACT)
    assert found is not None
    assert found.hint["en"].startswith(f"The answer '{actual}' is the right one but for its spelling: capital letters, spaces")
    assert "표기만 다릅니다. 대소문자, 띄어쓰기" in found.hint["ko"]
    other = compare("overshoots", "monotone", EXACT)
    assert other is not None
    assert other.hint["en"] == "The answer 'overshoots' is not the right one."


ONE, TWO = np.array([0.5, 2.5]), np.array([[3.5], [4.5]])


@pytest.mark.parametrize(
    ("actual", "expected", "told"),
    [
        ({"w1": ONE, "B": TWO}, {"W1": ONE, "B": TWO}, "The key 'W1' is missing; the value that belongs to it stands "
         "under 'w1'. Which key does the text ask for?"),
        ({"price": 2.5, "n": 2.5}, {"total": 2.5}, "The key 'total' is missing."),
        ({"off": 1, "b": 3}, {"a": 1, "b": 3}, "The key 'a' is missing."),
        ({" AND": [True]}, {"and": [False]}, "The key 'and' is missing; there is ' AND'. A key has to agree in every "
         "letter."),
        ({"a" * 99: 2.5}, {"b": 2.5}, "The key 'b' is missing."),
        ((TWO, ONE), (ONE, TWO), "These are the right values, but in another order. In which order does the text ask "
         "for them?"),
        ([{"a": 2.0}, 3.5], (3.5, {"a": 2.0}), "These are the right values, but in another order. In which order does "
         "the text ask for them?"),
        ({"a": 3.5, "b": 2.5}, {"a": 2.5, "b": 3.5}, "These are the right values, but some of them stand under each "
         "other's key. Begin with 'a': which value belongs to it?"),
        ({"a": 2.5, "b": 3.5}, (2.5, 3.5), "The values are right; the form is not: the answer is a dict, and a tuple of "
         "2 is asked for."),
        ((ONE, TWO), {"a": ONE, "b": TWO}, "The values are right; the form is not: the answer is a tuple of 2, and a "
         "dict is asked for."),
        ((7.5, 2.5), 2.5, "The answer is a tuple of 2. The second value is the right one: return that one alone."),
        (({"a": ONE}, None), {"a": ONE}, "The answer is a tuple of 2. The first value is the right one: return that one "
         "alone."),
        ((2.5, 2.5), 2.5, "The answer is a tuple of 2; a single number is asked for."),
    ],
)  # fmt: skip
def test_right_values_in_another_place_are_told_so(actual: Any, expected: Any, told: str) -> None:
    found = compare(actual, expected, CLOSE)
    assert found is not None
    assert found.hint["en"] == told
    assert found.hint["ko"]


@pytest.mark.parametrize(
    ("actual", "expected"),
    [((1, 0), (0, 1)), ([True, False], [False, True]), ({"a": -1, "b": 0}, {"a": 0, "b": -1}), ((3.5, 3.5), (2.5, 3.5))],
)
def test_of_zeros_and_ones_and_of_half_of_the_values_no_other_order_is_told(actual: Any, expected: Any) -> None:
    found = compare(actual, expected, CLOSE)
    assert found is not None
    assert "right" not in found.hint["en"].replace("is not right", "")


def test_a_method_that_the_test_did_not_find_is_no_attribute_that_the_code_forgot() -> None:
    forgot = Misconception("not-stored", hint=HINT, raises="AttributeError", match="no attribute")
    declared = Declaration("Greeter", 1.0, (), None, (), (forgot,))
    missing = StudentRaised("AttributeError", (), "'Greeter' object has no attribute 'hello'", "", 0)
    assert failure_of(missing, declared).misconception == ""
    inside = StudentRaised("AttributeError", (), "'Greeter' object has no attribute 'name'", "Greeter", 5)
    assert failure_of(inside, declared).misconception == "not-stored"
