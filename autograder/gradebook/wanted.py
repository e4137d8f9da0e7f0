"""What nbgrader's rows should say, so that nbgrader adds up to the final grade."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

from autograder.gradebook.comments import comment_on
from autograder.gradebook.rows import GradeRow, StudentRows
from autograder.grades import FinalGrade, Source
from autograder.grades.scoring import round_points
from autograder.model import Assignment, Course, ExerciseResult, Result, Verdict
from autograder.wording import points_text


def auto_score_of(exercise: ExerciseResult, grade: FinalGrade | None) -> tuple[float | None, bool]:
    """What nbgrader's automatic score is to be (None: it is a person's turn), and whether a decision made it so."""
    counted = grade.exercise(exercise.name) if grade else None
    if counted is not None and counted.source in (Source.OVERRIDE, Source.FREE):
        return counted.score or 0.0, True
    if counted is not None:
        return counted.automatic, False
    scored = exercise.verdict not in (Verdict.MANUAL, Verdict.INTERNAL_ERROR)
    return (float(exercise.score) if scored else None), False


def penalty_between(total: float, grade: FinalGrade | None) -> float | None:
    """What nbgrader has to take off its own sum to come to the final grade; None, as nbgrader has it, for nothing."""
    if grade is None or not grade.exercises:
        return None
    added, so_far, penalty = (Decimal(repr(points)) for points in (total, grade.so_far, grade.so_far_penalty))
    return round_points(added - so_far + penalty) or None


def added_up(exercise: str, row: GradeRow, grade: FinalGrade | None) -> float:
    """What nbgrader adds up for an exercise, but for a score that a person gave to an earlier version of the work.

    That one stays in nbgrader until the person has looked again; it is no late penalty.
    """
    counted = grade.exercise(exercise) if grade else None
    if counted is not None and counted.source is Source.NONE:
        return row.extra_credit or 0.0
    return row.score


def differences(
    course: Course,
    assignment: Assignment,
    result: Result,
    grade: FinalGrade,
    submitted_at: datetime | None,
    rows: StudentRows | None,
) -> str:
    """The first thing that a student's rows say otherwise than they should; empty where they agree."""
    if rows is None or not rows.grades:
        return "not in the gradebook"
    total = 0.0
    for exercise in result.exercises:
        row = rows.grades.get(assignment.exercise(exercise.name).grade_id)
        if row is None:
            return f"{exercise.name} is not in the gradebook"
        wanted, _ = auto_score_of(exercise, grade)
        if not _same(row.auto_score, wanted):
            return f"{exercise.name} has {_shown(row.auto_score)} in the gradebook, not {_shown(wanted)}"
        if row.needs_manual_grade != (wanted is None) and row.manual_score is None:
            what = "waits" if row.needs_manual_grade else "does not wait"
            return f"{exercise.name} {what} for a person in the gradebook"
        total += added_up(exercise.name, row, grade)
        comment = comment_on(exercise, course.feedback, course.language) or ""
        if comment != rows.auto_comments.get(exercise.name, ""):
            return f"{exercise.name} has another comment in the gradebook"
    penalty = penalty_between(total, grade)
    if not _same(rows.penalty or None, penalty):
        return f"the late penalty is {_shown(rows.penalty)} in the gradebook, not {_shown(penalty)}"
    if _utc(rows.timestamp) != _utc(submitted_at):
        return "the time of submission is another one in the gradebook"
    return ""


def _same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) < 0.005


def _shown(points: float | None) -> str:
    return "nothing" if points is None else points_text(points)


def _utc(moment: datetime | None) -> datetime | None:
    if moment is None:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
