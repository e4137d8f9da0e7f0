"""Which version counts, and what several assignments come to."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import pytest

from autograder.grades import FinalGrade, GradeStatus, Version, choose_version, final_grade, total_of
from autograder.model import Counts, Exercise, GradePolicy, LatePolicy

from .conftest import DUE, TENTH, a_result, an_assignment, handed_in

HOUR = timedelta(hours=1)
EXERCISE = Exercise("relu", 10)


def version(name: str, at: datetime | None, score: float, order: int = 0) -> Version:
    order = int(at.timestamp()) if at is not None else order
    return Version(name, handed_in(at), a_result(an_assignment(EXERCISE), relu=score), order)


def chosen(counts: Counts, *versions: Version, late: LatePolicy = TENTH) -> str:
    assignment = an_assignment(EXERCISE, late=late)

    def grade_of(one: Version) -> FinalGrade:
        return final_grade(assignment, zone="UTC", student="s001", result=one.result, submission=one.submission)

    found = {choose_version(order, counts, grade_of)[0].hash for order in itertools.permutations(versions)}
    (only,) = found  # whatever order they come in
    return only


EARLY, ON_TIME, LATE = version("early", DUE - 5 * HOUR, 10), version("on time", DUE, 6), version("late", DUE + HOUR, 9)


@pytest.mark.parametrize(
    ("counts", "expected"), [(Counts.LAST, "late"), (Counts.LAST_ON_TIME, "on time"), (Counts.BEST, "early")]
)
def test_the_policy_says_which_version_counts(counts: Counts, expected: str) -> None:
    assert chosen(counts, EARLY, ON_TIME, LATE) == expected


def test_where_all_are_late_the_last_counts() -> None:
    assert chosen(Counts.LAST_ON_TIME, LATE, version("later", DUE + 2 * HOUR, 1)) == "later"


def test_of_equally_good_ones_the_later_counts() -> None:
    assert chosen(Counts.BEST, ON_TIME, version("same", DUE - HOUR, 6)) == "on time"


def test_best_is_what_is_left_after_the_late_penalty() -> None:
    assert chosen(Counts.BEST, version("slightly better", DUE + HOUR, 10), version("in time", DUE, 9.5)) == "in time"


def test_what_came_after_the_cut_off_counts_only_where_there_is_nothing_else() -> None:
    policy = LatePolicy(cutoff=DUE + HOUR)
    after = version("after", DUE + 2 * HOUR, 10)
    assert chosen(Counts.LAST, ON_TIME, after, late=policy) == "on time"
    assert chosen(Counts.LAST, after, late=policy) == "after"


def test_versions_without_a_time_follow_the_order_in_which_they_were_collected() -> None:
    assert chosen(Counts.LAST, version("a", None, 1, order=2), version("b", None, 2, order=1)) == "a"


def a_grade(name: str, final: float | None, points: float = 10, status: GradeStatus = GradeStatus.GRADED) -> FinalGrade:
    return FinalGrade("s001", name, status, final, 0.0, final, points)


GRADES = [a_grade("a", 10), a_grade("b", 5), a_grade("c", 8, 20)]


@pytest.mark.parametrize(
    ("policy", "percent"),
    [
        (GradePolicy(), 57.5),  # 23 of 40
        (GradePolicy(weights={"a": 1, "b": 1, "c": 2}), 57.5),
        (GradePolicy(weights={"a": 1, "b": 1, "c": 0}), 75),
        (GradePolicy(drop_lowest=1), 75),
        (GradePolicy(drop_lowest=2), 100),
        (GradePolicy(drop_lowest=9), 100),  # one is left
    ],
)
def test_a_total_follows_weights_and_leaves_the_lowest_out(policy: GradePolicy, percent: float) -> None:
    for order in itertools.permutations(GRADES):
        assert total_of("s001", order, policy).percent == percent


def test_of_equally_low_ones_the_heavier_is_left_out() -> None:
    total = total_of("s001", [a_grade("a", 5), a_grade("b", 10, 20), a_grade("c", 10)], GradePolicy(drop_lowest=1))
    assert (total.dropped, total.percent) == (("b",), 75)


def test_what_is_missing_counts_as_nothing_what_is_excused_or_not_due_does_not_count() -> None:
    for status, percent in ((GradeStatus.MISSING, 50), (GradeStatus.EXCUSED, 100), (GradeStatus.NOT_DUE, 100)):
        assert total_of("s", [a_grade("a", 10), a_grade("b", None, status=status)], GradePolicy()).percent == percent


def test_there_is_no_total_while_a_grade_is_waited_for() -> None:
    total = total_of("s", [a_grade("a", 10), a_grade("b", None, status=GradeStatus.PENDING)], GradePolicy())
    assert (total.percent, total.letter, total.waiting) == (None, "", ("b",))


def test_letters_go_by_the_percentage_that_is_shown() -> None:
    policy = GradePolicy(letters=(("A", 90), ("B", 80)))
    for final, letter in ((9.0, "A"), (8.99, "B"), (7.99, "")):
        assert total_of("s", [a_grade("a", final)], policy).letter == letter
    assert total_of("s", [a_grade("a", 899.95, 1000)], policy).percent == 90.0
