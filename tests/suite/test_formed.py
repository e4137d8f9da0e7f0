"""A wrong form costs once: what is right as a list, in another order or to some digits, and the like, fails one test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.grades.scoring import ScoredTest
from autograder.grading import Cell, Job, SuiteHost
from autograder.model import Verdict
from autograder.suite.forms import arrays_for_lists, numbers_for_lone, to_shape
from tests.one_assignment import host_of, write_course

REFERENCE = """
import numpy as np

def double(x):
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


def third(x):
    ### BEGIN SOLUTION
    return x / 3
    ### END SOLUTION


def ends(x):
    ### BEGIN SOLUTION
    return x[0], x[-1], "both"
    ### END SOLUTION


def by_name(x):
    ### BEGIN SOLUTION
    return {"a": x[0], "b": x[1]}
    ### END SOLUTION


def table(x):
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION


def total(x):
    ### BEGIN SOLUTION
    return float(np.sum(x))
    ### END SOLUTION
"""
SUITE = """
import numpy as np
from autograder.suite import Misconception, Tolerance, check, exercise, expect_array

TOL = Tolerance(1e-9, 1e-9, "sums of small numbers")
SQUARED = Misconception("squared", edit=("2 * x", "x ** 2"))

@exercise("double")
def test_two_numbers(student):
    x = np.array([2.0, 0.0])
    check(student.double(x), 2 * x, TOL)

@exercise("double", needs=test_two_numbers)
def test_other_numbers(student):
    x = np.array([3.0, -1.5])
    check(student.double(x), 2 * x, TOL, [SQUARED], args=(x,))

@exercise("double", needs=test_two_numbers)
def test_it_adds_up(student):
    x = np.array([1.0, 2.0])
    assert expect_array(student.double(x), (2,)).sum() == 6.0

@exercise("third")
def test_two_thirds(student):
    x = np.array([2.0, 5.0])
    check(student.third(x), x / 3, TOL)

@exercise("third", needs=test_two_thirds)
def test_four_thirds(student):
    x = np.array([4.0, 1.0])
    check(student.third(x), x / 3, TOL)

@exercise("third", needs=test_two_thirds)
def test_a_table_of_thirds(student):
    x = np.array([[7.0, 1.0], [8.0, 5.0]])
    check(student.third(x), x / 3, TOL)

@exercise("ends")
def test_ends_of_three(student):
    check(student.ends(np.array([2.0, 5.0, 7.0])), (2.0, 7.0, "both"), TOL)

@exercise("ends", needs=test_ends_of_three)
def test_ends_of_two(student):
    check(student.ends(np.array([5.0, 6.0])), (5.0, 6.0, "both"), TOL, part=[0, 1])

@exercise("ends")
def test_ends_of_four(student):
    check(student.ends(np.array([3.0, 1.0, 1.0, 8.0])), (3.0, 8.0, "both"), TOL)

@exercise("by_name")
def test_two_names(student):
    check(student.by_name(np.array([2.0, 5.0])), {"a": 2.0, "b": 5.0}, TOL)

@exercise("by_name")
def test_names_again(student):
    check(student.by_name(np.array([3.0, 4.0])), {"a": 3.0, "b": 4.0}, TOL)

@exercise("table")
def test_two_rows(student):
    x = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    check(student.table(x), x / 2, TOL)

@exercise("table")
def test_three_rows(student):
    x = np.array([[1.0, 9.0], [4.0, 5.0], [2.0, 0.0]])
    check(student.table(x), x / 2, TOL)

@exercise("total")
def test_a_row(student):
    check(student.total(np.array([1.0, 2.0])), 3.0, TOL)

@exercise("total", needs=test_a_row)
def test_a_table(student):
    check(student.total(np.array([[1.0, 2.0], [3.0, 4.0]])), 10.0, TOL)
"""
HINTS = '[double]\nsquared = "Is that a square?"\n'

PASSED, FAILED, NOT_CHECKED = Verdict.PASSED, Verdict.FAILED, Verdict.NOT_CHECKED


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SuiteHost]:
    root = write_course(
        tmp_path_factory.mktemp("forms"),
        "double = 3\nthird = 3\nends = 3\nby_name = 2\ntable = 2\ntotal = 2",
        SUITE,
        limits="call_s = 1",
        reference=REFERENCE,
        hints=HINTS,
    )
    with host_of(root) as running:
        yield running


def found(host: SuiteHost, exercise: str, answer: str) -> tuple[ScoredTest, ...]:
    """What the tests of an exercise say of code that answers so."""
    source = f"import numpy as np\ndef {exercise}(x):\n    return {answer}\n"
    report = host.grade(Job("key", (Cell(exercise, source, (exercise,)),), frozenset({exercise})))
    assert not report.error
    return tuple(report.tests)


@pytest.mark.parametrize(
    ("exercise", "answer", "verdicts"),
    [
        ("double", "[2 * v for v in x]", [FAILED, PASSED, PASSED]),
        ("double", "tuple(2 * x)", [FAILED, PASSED, PASSED]),
        ("double", "2 * x if x[0] == 2 else list(2 * x)", [PASSED, FAILED, PASSED]),  # in the first that meets it
        ("double", "[3 * v for v in x]", [FAILED, NOT_CHECKED, NOT_CHECKED]),  # of another form, and wrong
        ("double", "[2 * v if v != 1 else 7.0 for v in x]", [FAILED, PASSED, FAILED]),
        ("double", "2 * x[None]", [FAILED, PASSED, PASSED]),
        ("double", "2 * x[:, None]", [FAILED, PASSED, PASSED]),
        ("double", "[2 * x]", [FAILED, NOT_CHECKED, NOT_CHECKED]),  # two faults
        ("third", "np.round(x / 3, 4)", [FAILED, PASSED, PASSED]),
        ("third", "x.astype(np.float32) / np.float32(3)", [FAILED, PASSED, PASSED]),
        ("third", "np.round(x / 3, 4) if x.flat[0] == 2 else np.round(x / 4, 4)", [FAILED, FAILED, FAILED]),
        ("third", "x / 3 + 1e-5", [FAILED, NOT_CHECKED, NOT_CHECKED]),  # wrong, and cut nowhere
        ("third", "x / 3 if x.flat[0] == 2 else np.round(x / 3, 4)", [PASSED, FAILED, PASSED]),
        ("total", "str(np.sum(x))", [FAILED, PASSED]),
        ("total", "str(np.sum(x)) + 'x'", [FAILED, NOT_CHECKED]),
        ("total", "(x, np.sum(x))", [FAILED, PASSED]),  # which of the two is right
        ("total", "(np.sum(x), np.sum(x))", [FAILED, NOT_CHECKED]),  # nobody knows which is meant
        ("ends", "(x[-1], x[0], 'both')", [FAILED, PASSED, PASSED]),
        ("ends", "(x[-1], x[0], 'Both')", [FAILED, NOT_CHECKED, FAILED]),  # two faults
        ("ends", "(x[0], x[-1])", [FAILED, NOT_CHECKED, FAILED]),  # what is missing is asked for
        ("ends", "(x[0], x[-1], 'both') if x[0] != 5 else (x[0], x[-1])", [PASSED, FAILED, PASSED]),
        ("ends", "(x[0], x[-1], 'both') if x[0] == 2 else x[0]", [PASSED, FAILED, FAILED]),
        ("ends", "x[0]", [FAILED, NOT_CHECKED, FAILED]),
        ("ends", "(x[0], x[1], x[-1], 'both')", [FAILED, PASSED, PASSED]),
        ("ends", "(x[0], 1.5, x[-1])", [FAILED, NOT_CHECKED, FAILED]),
        ("table", "x.T / 2", [FAILED, PASSED]),
        ("table", "x[::-1].T / 2", [FAILED, FAILED]),
        ("ends", "(x[0], x[-1], 'both ')", [FAILED, PASSED, PASSED]),
        ("ends", "(x[0], x[-1], 'one')", [FAILED, NOT_CHECKED, FAILED]),
        ("ends", "{'first': x[0], 'last': x[-1], 'kind': 'both'}", [FAILED, PASSED, PASSED]),
        ("ends", "(x[-1], x[0], 'both') if x[0] == 5 else (x[0], x[-1], 'both')", [PASSED, FAILED, PASSED]),
        ("ends", "(x[-1], x[0], 'both') if x[0] == 5 else ('both', x[-1], x[0])", [FAILED, PASSED, PASSED]),
        ("by_name", "{'A': x[0], 'b': x[1]}", [FAILED, PASSED]),
        ("by_name", "{'a': x[1], 'b': x[0]}", [FAILED, PASSED]),
        ("by_name", "{'c': x[0], 'd': x[1]}", [FAILED, PASSED]),
        ("by_name", "(x[0], x[1])", [FAILED, PASSED]),
        ("by_name", "{'a': x[0]}", [FAILED, FAILED]),
        ("by_name", "{'a': x[1], 'b': x[1]}", [FAILED, FAILED]),
        ("total", "np.sum(x, keepdims=True)", [FAILED, PASSED]),
        ("total", "[float(np.sum(x))]", [FAILED, PASSED]),
        ("total", "np.sum(x, axis=-1, keepdims=True)", [FAILED, FAILED]),  # of the table it is two numbers
        ("total", "x", [FAILED, NOT_CHECKED]),
    ],
)
def test_a_form_is_charged_in_the_first_test_that_meets_it_and_values_wherever_they_are_wrong(
    host: SuiteHost, exercise: str, answer: str, verdicts: list[Verdict]
) -> None:
    assert [test.verdict for test in found(host, exercise, answer)] == verdicts


def test_a_mistake_of_values_is_told_beside_the_form_and_proves_itself_in_the_form_that_was_asked(
    host: SuiteHost,
) -> None:
    form, value, _ = found(host, "double", "[v ** 2 for v in x]")
    assert "The numbers are right; the form is not" in form.hint["en"]
    assert (value.misconception, value.hint["en"]) == ("squared", "Is that a square?")


_numbers = st.integers(-9, 9) | st.floats(allow_nan=False) | st.booleans()
_others = st.none() | st.text(max_size=3)
_values = st.recursive(_numbers | _others, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=2), max_leaves=8)  # fmt: skip


@given(_values)
def test_numbers_in_lists_stay_the_numbers_they_are_and_all_else_stays_as_it_is(value: Any) -> None:
    def listed(item: Any) -> Any:
        if isinstance(item, dict):
            return {key: listed(inner) for key, inner in item.items()}
        return list(map(listed, item)) if isinstance(item, (list, np.ndarray)) else item

    assert listed(arrays_for_lists(value)) == listed(value)


@pytest.mark.parametrize(
    "value",
    [
        np.array([2.0]),
        np.array([[2.0]]),
        np.array(2.0),
        [2.0],
        [np.array([2.0])] * 2,
        ([2.0], [3]),
        {"a": np.array([[2]])},
    ],
)
def test_an_array_of_one_entry_becomes_its_number_also_inside_containers(value: Any) -> None:
    found = numbers_for_lone(value)
    assert type(found[0] if type(found) in (list, tuple) else found["a"] if type(found) is dict else found) in (
        float,
        int,
    )


_shapes = st.lists(st.integers(0, 3), max_size=3).map(tuple)


@given(_shapes, st.sampled_from(["first", "last"]), st.booleans())
def test_an_axis_of_length_one_more_or_less_at_either_end_is_put_right(
    shape: tuple[int, ...], end: str, more: bool
) -> None:
    longer = (1, *shape) if end == "first" else (*shape, 1)
    came, wanted = (longer, shape) if more else (shape, longer)
    form = to_shape(came, wanted)
    assert form is not None
    assert np.shape(form(np.zeros(came))) == wanted


@given(_shapes, _shapes)
def test_any_other_shape_has_no_other_form(came: tuple[int, ...], wanted: tuple[int, ...]) -> None:
    form = to_shape(came, wanted)
    assert form is None or np.shape(form(np.zeros(came))) == wanted


@pytest.mark.parametrize("value", [np.array([1.0, 2.0]), np.array([], float), np.array(["a"]), "a", None])
def test_what_is_no_array_of_one_number_stays_as_it_is(value: Any) -> None:
    assert numbers_for_lone(value) is value
