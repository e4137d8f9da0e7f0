"""The final grade of one student's assignment: a status, a number where there is one, and the reasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum

from autograder.grades.given import Given, GivenGrade
from autograder.grades.lateness import Lateness, lateness
from autograder.grades.scoring import round_points
from autograder.model import (
    Assignment,
    Credit,
    Decisions,
    Enrolment,
    Exercise,
    ExerciseResult,
    Override,
    Reason,
    ReasonKind,
    Result,
    Status,
    Submission,
    Verdict,
    WithoutNotebook,
)

_NOTHING_GIVEN = Given()
_NOTHING_DECIDED = Decisions()


class GradeStatus(StrEnum):
    """What a final grade is worth: only `graded`, `stale` and `unreadable` have a number."""

    GRADED = "graded"
    PENDING = "pending"  # a person or a fault is waited for
    STALE = "stale"  # handed in again since
    MISSING = "missing"
    NOT_DUE = "not_due"
    EXCUSED = "excused"
    UNREADABLE = "unreadable"
    DROPPED = "dropped"


class Source(StrEnum):
    """Where the score of an exercise comes from, the first that there is."""

    OVERRIDE = "override"
    FREE = "free"
    MANUAL = "manual"
    AUTOMATIC = "automatic"
    NONE = "none"  # a person or a fault is waited for


@dataclass(frozen=True, slots=True)
class ExerciseGrade:
    """What one exercise counts for.

    Attributes:
        name: of the exercise.
        points: what it is worth.
        score: before any late penalty and without `extra`; None while it is not known, and where it does not count.
        source: where `score` comes from.
        extra: extra credit that a person gave on top.
        counts: whether `points` can be missed: not of extra credit, nor, unless overridden, of what counts for nobody.
        spared: the part of `score` that no late penalty is taken of.
        automatic: what its tests earned; None for what only a person grades, and after a fault.
    """

    name: str
    points: float
    score: float | None
    source: Source
    extra: float = 0.0
    counts: bool = True
    spared: float = 0.0
    automatic: float | None = None


@dataclass(frozen=True, slots=True)
class FinalGrade:
    """The one grade that everything shows.

    Attributes:
        status: whether there is a number, and why not.
        score: everything that counts, before the late penalty; None where there is no number.
        late_penalty: what is taken off; None where there is no number.
        final: the difference; None where there is no number.
        points: what full marks are.
        so_far: what is known to count, before the late penalty: equal to `score` where there is one. Never a grade.
        so_far_penalty: what would be taken off `so_far`.
        exercises: in the assignment's order; empty where nothing was handed in.
        lateness: what is known about the time.
        reasons: of the whole first, then of each exercise.
    """

    student: str
    assignment: str
    status: GradeStatus
    score: float | None
    late_penalty: float | None
    final: float | None
    points: float
    so_far: float = 0.0
    so_far_penalty: float = 0.0
    exercises: tuple[ExerciseGrade, ...] = ()
    lateness: Lateness = field(default_factory=Lateness)
    reasons: tuple[Reason, ...] = ()

    @property
    def waiting(self) -> tuple[str, ...]:
        """The exercises without a score, which keep this grade from being one."""
        return tuple(one.name for one in self.exercises if one.source is Source.NONE)

    @property
    def net_so_far(self) -> float:
        """What is known to count, after the late penalty: equal to `final` where there is one. Never a grade."""
        return float(Decimal(repr(self.so_far)) - Decimal(repr(self.so_far_penalty)))

    @property
    def points_so_far(self) -> float:
        """The points of those exercises that are known."""
        known = (one.points for one in self.exercises if one.counts and one.source is not Source.NONE)
        return float(sum((Decimal(repr(points)) for points in known), Decimal(0)))

    def exercise(self, name: str) -> ExerciseGrade | None:
        """What an exercise counts for; None where nothing was handed in."""
        return next((one for one in self.exercises if one.name == name), None)


@dataclass(frozen=True, slots=True)
class GradedWork:
    """What is shown of one student's work: what the grader says of it, what it counts for, and what people gave."""

    result: Result
    grade: FinalGrade
    given: Given = field(default_factory=Given)


def final_grade(
    assignment: Assignment,
    *,
    zone: str,
    student: str,
    result: Result | None = None,
    submission: Submission | None = None,
    given: Given = _NOTHING_GIVEN,
    decisions: Decisions = _NOTHING_DECIDED,
    now: datetime | None = None,
    enrolment: Enrolment = Enrolment.ACTIVE,
    stale: bool = False,
    without: WithoutNotebook | None = None,
) -> FinalGrade:
    """The final grade of one student's assignment.

    Args:
        assignment: with its late policy.
        zone: the course's time zone, in which days of lateness end.
        student: whose.
        result: what the grader says of the version that counts; None if it says nothing yet.
        submission: when that version was handed in; None where nothing was.
        given: what people gave in nbgrader.
        decisions: everybody's, or this student's alone.
        now: tells what is missing from what is not due yet; None: nothing is missing yet.
        enrolment: of the student.
        stale: whether another version was handed in since `result`.
        without: what was handed in where no notebook was.
    """
    about = decisions.about(student, assignment.name)
    late = lateness(
        submission, due=assignment.due, policy=assignment.late, zone=zone, decisions=about, extension=given.extension
    )
    status, whole = _status(result, submission, about, late, now, enrolment, without)
    exercises: tuple[ExerciseGrade, ...] = ()
    reasons: list[Reason] = []
    if status in (GradeStatus.GRADED, GradeStatus.UNREADABLE):
        there = {one.name: one for one in result.exercises} if result else {}
        nothing = result is None or status is GradeStatus.UNREADABLE
        graded = [
            _exercise(one, there.get(one.name), given.of(one.name), about, nothing=nothing)
            for one in assignment.exercises
        ]
        exercises = tuple(grade for grade, _ in graded)
        reasons = [reason for _, several in graded for reason in several]
        if any(one.source is Source.NONE for one in exercises):
            status = GradeStatus.PENDING
        elif stale:
            status = GradeStatus.STALE
    if stale:
        whole.append(Reason(ReasonKind.STALE))
    timed = () if status in (GradeStatus.EXCUSED, GradeStatus.DROPPED) else late.reasons
    so_far, so_far_penalty, net = _numbers(exercises, late.share)
    known = status in (GradeStatus.GRADED, GradeStatus.STALE, GradeStatus.UNREADABLE)
    return FinalGrade(
        student=student,
        assignment=assignment.name,
        status=status,
        score=so_far if known else None,
        late_penalty=so_far_penalty if known else None,
        final=net if known else None,
        points=_points(assignment, about, exercises),
        so_far=so_far,
        so_far_penalty=so_far_penalty,
        exercises=exercises,
        lateness=late,
        reasons=(*whole, *timed, *reasons),
    )


def _status(
    result: Result | None,
    submission: Submission | None,
    about: Decisions,
    late: Lateness,
    now: datetime | None,
    enrolment: Enrolment,
    without: WithoutNotebook | None,
) -> tuple[GradeStatus, list[Reason]]:
    """The status before exercises are looked at, and why."""
    if enrolment is Enrolment.DROPPED:
        return GradeStatus.DROPPED, [Reason(ReasonKind.DROPPED)]
    if about.excused:
        why = min(one.why for one in about.excused)  # of several any will do, but always the same
        return GradeStatus.EXCUSED, [Reason(ReasonKind.EXCUSED, why=why)]
    if result is not None:
        if result.status is Status.UNREADABLE:
            return GradeStatus.UNREADABLE, [Reason(ReasonKind.UNREADABLE)]
        return GradeStatus.GRADED, []
    if submission is not None:
        return GradeStatus.PENDING, [Reason(ReasonKind.NOT_GRADED)]
    came = [Reason(ReasonKind.NO_NOTEBOOK, files=without.files, moment=without.submitted_at)] if without else []
    if any(not one.test for one in about.overrides):  # what was done on paper
        return GradeStatus.GRADED, came or [Reason(ReasonKind.MISSING)]
    if late.due is None or now is None or _utc(now) <= _utc(late.due):
        return GradeStatus.NOT_DUE, came or [Reason(ReasonKind.NOT_DUE)]
    return GradeStatus.MISSING, came or [Reason(ReasonKind.MISSING)]


def _exercise(
    exercise: Exercise, result: ExerciseResult | None, given: GivenGrade, about: Decisions, *, nothing: bool
) -> tuple[ExerciseGrade, list[Reason]]:
    """What one exercise counts for, and why. `nothing`: there is no work that could be looked at."""
    automatic = _automatic(result, nothing=nothing)
    mine = [one for one in about.overrides if one.exercise == exercise.name]
    override = next((one for one in _in_order(mine) if not one.test), None)
    replaced = given.score if given.score is not None else automatic
    extra = Decimal(repr(given.extra_credit))
    reasons: list[Reason] = []
    free = [one for one in about.free if one.exercise == exercise.name]
    credit = {one.credit: one.why for one in sorted(free, key=lambda one: one.why)}
    spared = Decimal(0)
    score: float | None
    corrected = None if override else _with_tests(result, automatic, mine, reasons)
    if override is not None:
        score, source = override.score, Source.OVERRIDE
        spared = Decimal(0) if override.late else Decimal(repr(override.score))
        reasons.append(
            Reason(
                ReasonKind.OVERRIDE, exercise.name, score=score, replaced=replaced, why=override.why,
                spared=not override.late,
            )
        )  # fmt: skip
    elif corrected is not None:
        source = Source.OVERRIDE
        score, spared = corrected
        if given.score is not None:
            reasons.append(Reason(ReasonKind.OVERRIDE, exercise.name, score=score, replaced=given.score))
    elif Credit.FULL in credit:
        score, source = exercise.points, Source.FREE
        reasons.append(Reason(ReasonKind.FREE, exercise.name, score=score, replaced=replaced, why=credit[Credit.FULL]))
    elif Credit.NONE in credit:
        score, source = None, Source.FREE
        reasons.append(Reason(ReasonKind.NOT_COUNTED, exercise.name, replaced=replaced, why=credit[Credit.NONE]))
    elif given.score is not None and not (given.again and automatic is None):
        score, source = given.score, Source.MANUAL
        reasons.append(Reason(ReasonKind.MANUAL, exercise.name, score=score, replaced=automatic, of=exercise.points))
        if given.again:
            reasons.append(Reason(ReasonKind.LOOK_AGAIN, exercise.name))
    elif automatic is not None:
        score, source = automatic, Source.AUTOMATIC
        kind = ReasonKind.UNANSWERED if _unanswered(result) else ReasonKind.AUTOMATIC
        reasons.append(Reason(kind, exercise.name, score=score, of=exercise.points))
        if result is not None and result.carried_forward:
            reasons.append(Reason(ReasonKind.CARRIED_FORWARD, exercise.name, score=result.carried_forward))
    else:
        score, source = None, Source.NONE
        fault = result is not None and result.verdict is Verdict.INTERNAL_ERROR
        reasons.append(Reason(ReasonKind.FAULT if fault else ReasonKind.WAITING, exercise.name, of=exercise.points))
        if given.score is not None:
            reasons.append(Reason(ReasonKind.LOOK_AGAIN, exercise.name))
    if exercise.extra_credit:
        reasons.append(Reason(ReasonKind.EXTRA_EXERCISE, exercise.name))
    if extra:
        reasons.append(Reason(ReasonKind.EXTRA_CREDIT, exercise.name, score=float(extra)))
    grade = ExerciseGrade(
        name=exercise.name,
        points=exercise.points,
        score=None if score is None else round_points(score),
        source=source,
        extra=round_points(extra),
        counts=not exercise.extra_credit and (Credit.NONE not in credit or source is Source.OVERRIDE),
        spared=round_points(spared),
        automatic=automatic,
    )
    return grade, reasons


def _automatic(result: ExerciseResult | None, *, nothing: bool) -> float | None:
    """What the tests earned, nothing for an answer that was never touched; None where they cannot say."""
    if nothing or _unanswered(result):
        return 0.0
    if result is None or result.verdict in (Verdict.MANUAL, Verdict.INTERNAL_ERROR):
        return None
    return result.score


def _unanswered(result: ExerciseResult | None) -> bool:
    return result is not None and result.verdict is Verdict.MANUAL and result.untouched


def _with_tests(
    result: ExerciseResult | None, automatic: float | None, overrides: list[Override], reasons: list[Reason]
) -> tuple[float, Decimal] | None:
    """The tests' score with some replaced by what people decided, and the part spared; None where none is."""
    wanted = [one for one in _in_order(overrides) if one.test]
    tests = {test.name: test for test in result.tests} if result else {}
    if automatic is None:
        return None
    score, spared, found = Decimal(repr(automatic)), Decimal(0), False
    done: set[str] = set()
    for one in wanted:
        test = tests.get(one.test)
        if test is None:
            reasons.append(Reason(ReasonKind.UNKNOWN_TEST, one.exercise, one.test, why=one.why))
            continue
        if one.test in done:
            continue
        done.add(one.test)
        found = True
        new = min(Decimal(repr(one.score)), Decimal(repr(test.points)))
        score += new - Decimal(repr(test.score))
        spared += 0 if one.late else new
        reasons.append(
            Reason(
                ReasonKind.TEST_OVERRIDE, one.exercise, one.test, score=float(new), replaced=test.score, of=test.points,
                why=one.why, capped=one.score > test.points, spared=not one.late,
            )
        )  # fmt: skip
    return (float(max(score, Decimal(0))), spared) if found else None


def _in_order(overrides: Iterable[Override]) -> list[Override]:
    """The reader refuses two of the same; here the highest is first, whatever order they come in."""
    return sorted(overrides, key=lambda one: (one.test, -one.score, one.late, one.why))


def _numbers(exercises: Iterable[ExerciseGrade], share: Decimal) -> tuple[float, float, float]:
    """Score, late penalty and what is left. The penalty is rounded once, half up, and never more than what it is of."""
    score = spared = Decimal(0)
    for one in exercises:
        score += Decimal(repr(one.score or 0.0)) + Decimal(repr(one.extra))
        spared += Decimal(repr(one.spared))
    score = max(score, Decimal(0))
    base = max(score - spared, Decimal(0))
    penalty = min(base, Decimal(repr(round_points(base * share))))
    return float(score), float(penalty), float(score - penalty)


def _points(assignment: Assignment, about: Decisions, exercises: tuple[ExerciseGrade, ...]) -> float:
    """What full marks are: of the exercises as they count, or as they would where there is nothing to look at."""
    left_out = {one.exercise for one in about.free if one.credit is Credit.NONE}
    asked = (one for one in assignment.exercises if not one.extra_credit and one.name not in left_out)
    counted = [one.points for one in exercises if one.counts] if exercises else [one.points for one in asked]
    return float(sum((Decimal(repr(points)) for points in counted), Decimal(0)))


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
