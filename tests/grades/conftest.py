from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from autograder.grades import FinalGrade, final_grade
from autograder.model import (
    Assignment,
    Exercise,
    ExerciseResult,
    LatePolicy,
    Result,
    Status,
    Submission,
    TestResult,
    Text,
    TimeSource,
    Verdict,
)

DUE = datetime(2027, 3, 19, 14, 59, tzinfo=UTC)  # 23:59 in Seoul
TENTH = LatePolicy(per_day=0.1, at_most=0.5)
EXERCISES = (Exercise("relu", 2), Exercise("softmax", 3), Exercise("why", 4, manual=True))


def an_assignment(
    *exercises: Exercise, late: LatePolicy = TENTH, due: datetime | None = DUE, name: str = "02_acts"
) -> Assignment:
    return Assignment(
        name, Text(en="A", ko="가"), Path("a"), Path("s"), exercises or EXERCISES, due=due, late=late
    )  # fmt: skip


def an_exercise(exercise: Exercise, score: float, verdict: Verdict | None = None) -> ExerciseResult:
    """One test earns `score`, another the rest."""
    if exercise.manual:
        return ExerciseResult(exercise.name, 0.0, exercise.points, verdict or Verdict.MANUAL)
    rest = round(exercise.points - score, 2)
    tests = (
        TestResult("test_values", score, score, Verdict.PASSED),
        TestResult("test_edges", 0.0, rest, Verdict.FAILED if rest else Verdict.PASSED),
    )
    found = Verdict.PASSED if score == exercise.points else Verdict.FAILED
    return ExerciseResult(exercise.name, score, exercise.points, verdict or found, tests)


def a_result(assignment: Assignment, status: Status = Status.GRADED, **scores: float) -> Result:
    exercises = tuple(an_exercise(one, scores.get(one.name, 0.0)) for one in assignment.exercises)
    return Result(
        assignment.name, "s001", "x.ipynb", status, sum(scores.values()), assignment.points, exercises=exercises
    )


def handed_in(at: datetime | None = DUE, *, late_by_unknown: bool = False) -> Submission:
    source = TimeSource.UNKNOWN if at is None else TimeSource.EXCHANGE
    return Submission("02_acts", "s001", Path("x.ipynb"), at, source, late_by_unknown)


def grade(assignment: Assignment, result: Result | None, at: datetime | None = DUE, **more: object) -> FinalGrade:
    submission = handed_in(at) if result is not None else None
    return final_grade(
        assignment, zone="Asia/Seoul", student="s001", result=result, **{"submission": submission, **more},  # type: ignore[arg-type]
    )  # fmt: skip
