"""Scoring: laws that hold for every exercise, and the rounding rule by example."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import ConfigError, SuiteError
from autograder.grades.scoring import (
    ScoredTest,
    assemble,
    round_points,
    score_exercise,
)
from autograder.model import Assignment, Exercise, Status, Text, Verdict

DUE = datetime(2027, 3, 19, 14, 59, tzinfo=UTC)

points = st.integers(0, 100_00).map(lambda hundredths: hundredths / 100)
weights = st.one_of(st.integers(1, 20).map(float), st.floats(0.01, 50, allow_nan=False))
verdicts = st.sampled_from([Verdict.PASSED, Verdict.FAILED, Verdict.NOT_CHECKED])


def a_test(name: str, verdict: Verdict = Verdict.PASSED, weight: float = 1, exercise: str = "relu") -> ScoredTest:
    return ScoredTest(name, exercise, weight, verdict)


def exact_sum(values: list[float]) -> Decimal:
    return sum((Decimal(repr(value)) for value in values), Decimal(0))


@st.composite
def suites(draw: st.DrawFn) -> list[ScoredTest]:
    size = draw(st.integers(1, 12))
    return [a_test(f"test_{index}", draw(verdicts), draw(weights)) for index in range(size)]


def an_assignment(*exercises: Exercise, due: datetime | None = None) -> Assignment:
    return Assignment("a", Text(en="A", ko="A"), Path("a"), Path("s"), exercises, due=due)


@given(points, suites())
def test_a_score_lies_between_zero_and_the_points_and_has_two_decimals(worth: float, tests: list[ScoredTest]) -> None:
    result = score_exercise(Exercise("relu", worth), tests)
    assert 0 <= result.score <= worth
    assert result.score == round(result.score, 2)


@given(points, suites())
def test_tests_add_up_to_their_exercise(worth: float, tests: list[ScoredTest]) -> None:
    result = score_exercise(Exercise("relu", worth), tests)
    assert exact_sum([test.score for test in result.tests]) == Decimal(repr(result.score))
    assert exact_sum([test.points for test in result.tests]) == Decimal(repr(worth))
    for test in result.tests:
        assert test.score == (test.points if test.verdict is Verdict.PASSED else 0)


@given(points, suites())
def test_all_passed_is_exactly_full_marks(worth: float, tests: list[ScoredTest]) -> None:
    passed = [a_test(test.name, Verdict.PASSED, test.weight) for test in tests]
    result = score_exercise(Exercise("relu", worth), passed)
    assert result.score == worth
    assert result.verdict is Verdict.PASSED


@given(points, suites())
def test_nothing_passed_earns_nothing(worth: float, tests: list[ScoredTest]) -> None:
    failed = [a_test(test.name, Verdict.FAILED, test.weight) for test in tests]
    assert score_exercise(Exercise("relu", worth), failed).score == 0


@given(points, suites(), st.randoms(use_true_random=False))
def test_the_order_of_tests_changes_no_number(worth: float, tests: list[ScoredTest], rng: random.Random) -> None:
    shuffled = list(tests)
    rng.shuffle(shuffled)
    first, second = (score_exercise(Exercise("relu", worth), order) for order in (tests, shuffled))
    assert (first.score, first.verdict) == (second.score, second.verdict)
    assert sorted(first.tests, key=lambda test: test.name) == sorted(second.tests, key=lambda test: test.name)


@given(points, suites(), st.integers(0, 11))
def test_passing_one_more_test_never_lowers_the_score(worth: float, tests: list[ScoredTest], which: int) -> None:
    index = which % len(tests)
    better = [a_test(t.name, Verdict.PASSED, t.weight) if i == index else t for i, t in enumerate(tests)]
    exercise = Exercise("relu", worth)
    assert score_exercise(exercise, better).score >= score_exercise(exercise, tests).score


@pytest.mark.parametrize(("value", "expected"), [(0.125, 0.13), (2.675, 2.68), (1.005, 1.01), (0.004, 0.0), (3, 3.0)])
def test_halves_are_rounded_up_as_written_in_decimal(value: float, expected: float) -> None:
    assert round_points(value) == expected


def test_two_of_three_equal_tests_of_one_point_earn_67_hundredths() -> None:
    tests = [a_test("a", Verdict.FAILED), a_test("b"), a_test("c")]
    result = score_exercise(Exercise("relu", 1), tests)
    assert result.score == 0.67
    assert [test.score for test in result.tests] == [0.0, 0.34, 0.33]
    assert [test.points for test in result.tests] == [0.33, 0.34, 0.33]


def test_weights_share_the_points() -> None:
    result = score_exercise(Exercise("softmax", 3), [a_test("values", weight=2), a_test("large", Verdict.FAILED)])
    assert result.score == 2.0
    assert result.verdict is Verdict.FAILED


def test_an_exercise_whose_tests_were_all_not_checked_is_not_checked() -> None:
    assert score_exercise(Exercise("relu", 1), [a_test("a", Verdict.NOT_CHECKED)]).verdict is Verdict.NOT_CHECKED
    assert score_exercise(Exercise("relu", 1), []).verdict is Verdict.NOT_CHECKED
    mixed = [a_test("a"), a_test("b", Verdict.NOT_CHECKED)]
    assert score_exercise(Exercise("relu", 1), mixed).verdict is Verdict.FAILED


def test_a_manual_exercise_waits_for_a_person() -> None:
    result = score_exercise(Exercise("derivation", 4, manual=True), [])
    assert (result.verdict, result.score, result.points) == (Verdict.MANUAL, 0.0, 4)


def test_the_graders_own_fault_outranks_everything_and_marks_the_whole_result() -> None:
    tests = [a_test("a"), a_test("b", Verdict.INTERNAL_ERROR), a_test("c", exercise="step")]
    result = assemble(an_assignment(Exercise("relu", 2), Exercise("step", 1)), student="s", notebook="n", tests=tests)
    assert result.status is Status.INTERNAL_ERROR
    assert result.exercises[0].verdict is Verdict.INTERNAL_ERROR
    assert result.exercises[0].score == 0
    assert result.exercises[1].score == 1


def test_assembling_keeps_the_assignments_order_and_takes_nothing_off() -> None:
    assignment = an_assignment(Exercise("relu", 0.1), Exercise("step", 0.2), Exercise("why", 4, manual=True), due=DUE)
    result = assemble(
        assignment,
        student="s001",
        notebook="x.ipynb",
        tests=[a_test("b", exercise="step"), a_test("a")],
        notes=["cell 'test-relu' was changed by the student"],
    )
    assert [exercise.name for exercise in result.exercises] == ["relu", "step", "why"]
    assert (result.score, result.points) == (0.3, 4.3)
    assert result.status is Status.GRADED


def test_a_suite_that_could_not_run_leaves_internal_errors_and_no_zeros() -> None:
    assignment = an_assignment(Exercise("relu", 2), Exercise("why", 4, manual=True))
    result = assemble(assignment, student="s", notebook="n", tests=[], status=Status.INTERNAL_ERROR)
    assert [exercise.verdict for exercise in result.exercises] == [Verdict.INTERNAL_ERROR, Verdict.MANUAL]
    unreadable = assemble(assignment, student="s", notebook="n", tests=[], status=Status.UNREADABLE)
    assert unreadable.exercises[0].verdict is Verdict.NOT_CHECKED


def test_a_test_of_an_unknown_exercise_is_the_suites_fault() -> None:
    with pytest.raises(SuiteError) as caught:
        assemble(an_assignment(Exercise("step", 1)), student="s", notebook="n", tests=[a_test("test_values")])
    assert str(caught.value) == (
        "a: test_values: it tests 'relu', which is no auto-graded exercise of this assignment; "
        "correct the name in @exercise, or add it to [points] in assignment.toml"
    )


@pytest.mark.parametrize("weight", [0.0, -1.0, float("nan"), float("inf")])
def test_a_weight_that_is_no_positive_number_is_the_suites_fault(weight: float) -> None:
    with pytest.raises(SuiteError) as caught:
        score_exercise(Exercise("relu", 1), [a_test("test_values", weight=weight)])
    assert str(caught.value) == f"test_values: its weight is {weight!r}, expected a positive number"


@pytest.mark.parametrize("worth", [0.333, -1.0, float("nan"), float("inf")])
def test_points_finer_than_a_hundredth_are_refused(worth: float) -> None:
    with pytest.raises(ConfigError) as caught:
        score_exercise(Exercise("relu", worth), [])
    assert str(caught.value) == (
        f"points of exercise 'relu': {worth!r}, expected a number of at most two decimals, not negative"
    )
