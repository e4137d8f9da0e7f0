"""The final grade: which source counts, what is taken off, and what is never guessed."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given as over
from hypothesis import strategies as st

from autograder.grades import FinalGrade, Given, GivenGrade, GradeStatus, Source
from autograder.model import (
    Credit,
    Decisions,
    Enrolment,
    Excused,
    Extension,
    Free,
    LatePolicy,
    Override,
    Reason,
    ReasonKind,
    Status,
    TimeSource,
    Verdict,
    Waived,
    WithoutNotebook,
)

from .conftest import DUE, EXERCISES, a_result, an_assignment, an_exercise, grade, handed_in

DAY = timedelta(days=1)
A = "02_acts"
ASSIGNMENT = an_assignment()
RESULT = a_result(ASSIGNMENT, relu=1.5, softmax=3)
BY_HAND = Given({"why": GivenGrade(3)})


def numbers(found: FinalGrade) -> tuple[float | None, float | None, float | None]:
    return found.score, found.late_penalty, found.final


def override(exercise: str, score: float, test: str = "", *, late: bool = True) -> Override:
    return Override("s001", A, exercise, score, "because", test, late)


def free(exercise: str, credit: Credit) -> Free:
    return Free(A, exercise, credit, "misleading")


def source_of(found: FinalGrade, name: str) -> Source:
    exercise = found.exercise(name)
    assert exercise is not None
    return exercise.source


def test_what_tests_and_people_gave_adds_up() -> None:
    found = grade(ASSIGNMENT, RESULT, given=BY_HAND)
    assert (found.status, numbers(found), found.points) == (GradeStatus.GRADED, (7.5, 0, 7.5), 9)


def test_the_late_penalty_is_taken_of_everything_that_counts() -> None:
    everything = Given({"why": GivenGrade(3, extra_credit=1), "relu": GivenGrade(extra_credit=0.5)})
    assert numbers(grade(ASSIGNMENT, RESULT, DUE + DAY, given=everything)) == (9, 0.9, 8.1)


def test_the_penalty_is_rounded_once_and_half_up() -> None:
    result = a_result(ASSIGNMENT, relu=0.25, softmax=0)
    assert numbers(grade(ASSIGNMENT, result, DUE + DAY, given=Given({"why": GivenGrade(0)}))) == (0.25, 0.03, 0.22)


def test_an_exercise_that_waits_for_a_person_leaves_no_number() -> None:
    found = grade(ASSIGNMENT, RESULT)
    assert (found.status, numbers(found), found.waiting) == (GradeStatus.PENDING, (None, None, None), ("why",))


def test_an_answer_graded_before_it_was_handed_in_again_waits_for_a_person() -> None:
    again = Given({"why": GivenGrade(3, again=True)})
    found = grade(ASSIGNMENT, RESULT, given=again)
    assert found.status is GradeStatus.PENDING
    assert {reason.kind for reason in found.reasons if reason.exercise == "why"} == {
        ReasonKind.WAITING,
        ReasonKind.LOOK_AGAIN,
    }


def test_a_fault_of_the_suite_voids_its_exercise_and_leaves_no_total() -> None:
    exercises = (an_exercise(EXERCISES[0], 0, Verdict.INTERNAL_ERROR), *RESULT.exercises[1:])
    found = grade(ASSIGNMENT, replace(RESULT, status=Status.INTERNAL_ERROR, exercises=exercises), given=BY_HAND)
    assert (found.status, found.final, found.waiting) == (GradeStatus.PENDING, None, ("relu",))
    assert found.exercises[1].score == 3


def test_a_person_can_grade_what_the_suite_could_not() -> None:
    exercises = (an_exercise(EXERCISES[0], 0, Verdict.INTERNAL_ERROR), *RESULT.exercises[1:])
    both = Given({"why": GivenGrade(3), "relu": GivenGrade(2)})
    found = grade(ASSIGNMENT, replace(RESULT, status=Status.INTERNAL_ERROR, exercises=exercises), given=both)
    assert (found.status, found.final) == (GradeStatus.GRADED, 8)


ORDER = [
    (Decisions(excused=(Excused("s001", A, "ill"),)), None),
    (Decisions(overrides=(override("softmax", 0.5),)), 0.5),
    (Decisions(free=(free("softmax", Credit.FULL),)), 3),
]


@pytest.mark.parametrize(
    "chosen", list(itertools.chain.from_iterable(itertools.combinations(range(3), n) for n in range(4)))
)
def test_excused_goes_before_override_before_free_before_manual_before_automatic(chosen: tuple[int, ...]) -> None:
    decisions = Decisions(
        excused=tuple(one for index in chosen for one in ORDER[index][0].excused),
        overrides=tuple(one for index in chosen for one in ORDER[index][0].overrides),
        free=tuple(one for index in chosen for one in ORDER[index][0].free),
    )
    by_hand = Given({"why": GivenGrade(0), "softmax": GivenGrade(1)})
    found = grade(ASSIGNMENT, a_result(ASSIGNMENT, softmax=2), given=by_hand, decisions=decisions)
    expected = ORDER[min(chosen)][1] if chosen else 1
    assert found.final == expected
    assert found.status is (GradeStatus.EXCUSED if expected is None else GradeStatus.GRADED)


def test_what_an_override_replaced_stays_visible() -> None:
    for given, replaced in ((BY_HAND, 3), (Given({"why": GivenGrade(3), "softmax": GivenGrade(2)}), 2)):
        found = grade(ASSIGNMENT, RESULT, given=given, decisions=Decisions(overrides=(override("softmax", 1),)))
        (reason,) = [one for one in found.reasons if one.exercise == "softmax"]
        assert (reason.kind, reason.score, reason.replaced, reason.why) == (ReasonKind.OVERRIDE, 1, replaced, "because")


def test_an_override_is_late_penalised_unless_it_says_not() -> None:
    for late, penalty in ((True, 0.75), (False, 0.45)):
        decisions = Decisions(overrides=(override("softmax", 3, late=late),))
        found = grade(ASSIGNMENT, RESULT, DUE + DAY, given=BY_HAND, decisions=decisions)
        assert (found.score, found.late_penalty) == (7.5, penalty)


def test_an_override_of_a_test_changes_that_test_alone_up_to_its_points() -> None:
    for score, expected in ((0.25, 1.75), (2, 2.0)):
        decisions = Decisions(overrides=(override("relu", score, "test_edges"),))
        found = grade(ASSIGNMENT, RESULT, given=BY_HAND, decisions=decisions)
        assert found.exercises[0].score == expected
        assert found.exercises[0].source is Source.OVERRIDE
        (reason,) = [one for one in found.reasons if one.kind is ReasonKind.TEST_OVERRIDE]
        assert reason.capped == (score == 2)


def test_an_override_of_a_test_that_is_not_there_changes_nothing_and_is_said() -> None:
    found = grade(ASSIGNMENT, RESULT, given=BY_HAND, decisions=Decisions(overrides=(override("relu", 1, "test_gone"),)))
    assert found.final == 7.5
    assert ReasonKind.UNKNOWN_TEST in {reason.kind for reason in found.reasons}


def test_an_exercise_that_counts_for_nobody_takes_its_points_along() -> None:
    found = grade(ASSIGNMENT, RESULT, given=BY_HAND, decisions=Decisions(free=(free("softmax", Credit.NONE),)))
    assert (found.final, found.points) == (4.5, 6)


def test_for_whom_it_is_overridden_an_exercise_counts_with_its_points_though_for_nobody_else() -> None:
    decisions = Decisions(free=(free("softmax", Credit.NONE),), overrides=(override("softmax", 2),))
    found = grade(ASSIGNMENT, RESULT, given=BY_HAND, decisions=decisions)
    assert (found.final, found.points) == (6.5, 9)


def test_an_exercise_that_counts_for_nobody_is_not_waited_for() -> None:
    found = grade(ASSIGNMENT, RESULT, decisions=Decisions(free=(free("why", Credit.NONE),)))
    assert (found.status, found.final, found.points) == (GradeStatus.GRADED, 4.5, 5)


def test_extra_credit_counts_beyond_full_marks() -> None:
    assignment = an_assignment(EXERCISES[0], replace(EXERCISES[1], extra_credit=True))
    found = grade(
        assignment, a_result(assignment, relu=2, softmax=3), given=Given({"relu": GivenGrade(extra_credit=0.5)})
    )
    assert (found.final, found.points) == (5.5, 2)


def test_an_unreadable_notebook_earns_nothing_but_what_a_person_decides() -> None:
    result = a_result(ASSIGNMENT, Status.UNREADABLE)
    assert numbers(grade(ASSIGNMENT, result)) == (0, 0, 0)
    found = grade(ASSIGNMENT, result, decisions=Decisions(overrides=(override("why", 4),)))
    assert (found.status, found.final) == (GradeStatus.UNREADABLE, 4)


def test_who_handed_in_nothing_is_missing_after_the_due_time_and_not_before() -> None:
    before = grade(ASSIGNMENT, None, now=DUE)
    after = grade(ASSIGNMENT, None, now=DUE + timedelta(seconds=1))
    assert (before.status, after.status) == (GradeStatus.NOT_DUE, GradeStatus.MISSING)
    assert (before.final, after.final) == (None, None)


def test_who_handed_in_no_notebook_is_missing_with_what_came_as_the_reason() -> None:
    came = WithoutNotebook(("work.py",), DUE - DAY, TimeSource.LMS)
    for now, status in ((DUE, GradeStatus.NOT_DUE), (DUE + DAY, GradeStatus.MISSING)):
        found = grade(ASSIGNMENT, None, now=now, without=came)
        assert (found.status, found.reasons) == (
            status, (Reason(ReasonKind.NO_NOTEBOOK, files=("work.py",), moment=DUE - DAY),)
        )  # fmt: skip
    assert grade(ASSIGNMENT, RESULT, given=BY_HAND, without=came) == grade(ASSIGNMENT, RESULT, given=BY_HAND)


def test_ones_own_extension_decides_when_one_is_missing() -> None:
    extended = Decisions(extensions=(Extension("s001", A, DUE + 3 * DAY, "ill"),))
    assert grade(ASSIGNMENT, None, now=DUE + 2 * DAY, decisions=extended).status is GradeStatus.NOT_DUE
    assert grade(ASSIGNMENT, None, now=DUE + 2 * DAY, given=Given(extension=3 * DAY)).status is GradeStatus.NOT_DUE
    assert grade(ASSIGNMENT, None, now=DUE + 4 * DAY, decisions=extended).status is GradeStatus.MISSING


def test_what_was_done_on_paper_can_be_entered_as_overrides() -> None:
    found = grade(ASSIGNMENT, None, now=DUE + DAY, decisions=Decisions(overrides=(override("why", 4),)))
    assert (found.status, found.final) == (GradeStatus.GRADED, 4)


def test_who_has_dropped_the_course_has_no_grade() -> None:
    found = grade(ASSIGNMENT, RESULT, given=BY_HAND, enrolment=Enrolment.DROPPED)
    assert (found.status, found.final) == (GradeStatus.DROPPED, None)


def test_work_that_is_not_graded_yet_is_pending_and_not_missing() -> None:
    found = grade(ASSIGNMENT, None, submission=handed_in(), now=DUE + DAY)
    assert (found.status, found.final) == (GradeStatus.PENDING, None)


def test_the_grade_of_an_earlier_version_is_shown_as_one() -> None:
    found = grade(ASSIGNMENT, RESULT, given=BY_HAND, stale=True)
    assert (found.status, found.final) == (GradeStatus.STALE, 7.5)


# ---------------------------------------------------------------- laws

SCORES = st.sampled_from([0.0, 0.5, 1.0, 2.0])
NAMES = st.sampled_from([exercise.name for exercise in EXERCISES])
STUDENTS = st.sampled_from(["s001", "s001", "s002"])
WHY = st.sampled_from(["a", "b"])
DECISION = st.one_of(
    st.builds(Extension, STUDENTS, st.just(A), st.integers(0, 5).map(lambda n: DUE + n * DAY), WHY),
    st.builds(Excused, STUDENTS, st.just(A), WHY).filter(lambda one: one.student != "s001" or one.why == "a"),
    st.builds(Waived, STUDENTS, st.just(A), WHY),
    st.builds(
        Override, STUDENTS, st.just(A), NAMES, SCORES, WHY, st.sampled_from(["", "test_values", "test_edges", "gone"]), st.booleans()
    ),
    st.builds(Free, st.just(A), NAMES, st.sampled_from(list(Credit)), WHY),
)  # fmt: skip


def gathered(several: list[object]) -> Decisions:
    def of(kind: type) -> tuple[object, ...]:
        return tuple(one for one in several if isinstance(one, kind))

    return Decisions(of(Extension), of(Excused), of(Waived), of(Override), of(Free))  # type: ignore[arg-type]


GIVEN = st.dictionaries(
    NAMES, st.builds(GivenGrade, st.none() | SCORES, SCORES, st.just(""), st.booleans()), max_size=3
).map(Given)
HOURS = st.integers(-30, 200)


@over(st.lists(DECISION, max_size=8), st.randoms(use_true_random=False), GIVEN, HOURS)
def test_the_order_of_decisions_never_changes_a_grade(
    several: list[object], random: object, given: Given, hours: int
) -> None:
    shuffled = list(several)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    at = DUE + timedelta(hours=hours)
    one, other = (grade(ASSIGNMENT, RESULT, at, given=given, decisions=gathered(x)) for x in (several, shuffled))
    assert numbers(one) == numbers(other)
    assert sorted(map(repr, one.reasons)) == sorted(map(repr, other.reasons))
    assert (one.status, one.points, one.exercises) == (other.status, other.points, other.exercises)


@over(st.lists(DECISION, max_size=8), GIVEN, HOURS)
def test_a_number_is_there_exactly_where_everything_is_known_and_the_penalty_stays_within_the_score(
    several: list[object], given: Given, hours: int
) -> None:
    found = grade(ASSIGNMENT, RESULT, DUE + timedelta(hours=hours), given=given, decisions=gathered(several))
    assert (found.final is None) == (found.status in (GradeStatus.PENDING, GradeStatus.EXCUSED))
    if found.final is not None and found.score is not None and found.late_penalty is not None:
        assert 0 <= found.late_penalty <= found.score
        assert found.final == pytest.approx(found.score - found.late_penalty)
        assert found.final == round(found.final, 2)


@over(st.lists(DECISION, max_size=8), GIVEN, HOURS)
def test_decisions_about_others_change_nothing(several: list[object], given: Given, hours: int) -> None:
    others = [one for one in several if getattr(one, "student", "") == "s002"]
    at = DUE + timedelta(hours=hours)
    assert grade(ASSIGNMENT, RESULT, at, given=given, decisions=gathered(others)) == grade(
        ASSIGNMENT, RESULT, at, given=given
    )


@over(st.lists(DECISION, max_size=8), GIVEN, HOURS)
def test_waivers_and_extensions_act_on_lateness_only(several: list[object], given: Given, hours: int) -> None:
    at = DUE + timedelta(hours=hours)
    other = [one for one in several if not isinstance(one, Extension | Waived)]
    one, without = (grade(ASSIGNMENT, RESULT, at, given=given, decisions=gathered(x)) for x in (several, other))
    assert (one.score, one.exercises, one.status) == (without.score, without.exercises, without.status)


def test_after_the_cut_off_only_what_is_spared_is_left() -> None:
    assignment = an_assignment(late=LatePolicy(cutoff=DUE + DAY))
    decisions = Decisions(overrides=(override("relu", 1, late=False),))
    found = grade(assignment, RESULT, DUE + 2 * DAY, given=BY_HAND, decisions=decisions)
    assert numbers(found) == (7, 6, 1)


def test_an_answer_that_was_never_touched_waits_for_nobody_and_earns_nothing() -> None:
    *others, why = RESULT.exercises
    untouched = replace(RESULT, exercises=(*others, replace(why, untouched=True)))
    found = grade(ASSIGNMENT, untouched)
    assert (found.status, found.final, found.waiting) == (GradeStatus.GRADED, 4.5, ())
    assert [reason.kind for reason in found.reasons if reason.exercise == "why"] == [ReasonKind.UNANSWERED]
    assert numbers(grade(ASSIGNMENT, untouched, given=BY_HAND)) == (7.5, 0, 7.5)  # a person's score counts all the same
