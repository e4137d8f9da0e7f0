"""The project's own JSON, schema `autograder/result/1`: the contract with other programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from autograder.export.rows import ExportRow
from autograder.grades import FinalGrade, GradedWork
from autograder.model import ENGLISH, RESULT_SCHEMA, ExerciseResult, Language, Status, TestResult, Verdict
from autograder.wording import plain_text, reason_in_words


def to_json(
    works: GradedWork | Sequence[GradedWork],
    language: Language = ENGLISH,
    *,
    zone: str = "UTC",
    rows: Iterable[ExportRow] | None = None,
    inputs_known: bool | None = None,
) -> str:
    """One submission as an object, several as a list under `results`; hints in one language.

    It is written for instructors: messages are in it whatever the feedback policy says. `score` and `late_penalty` are
    what is known so far, null where a fault of the grader leaves no total; the grade stands under `grade`, with null
    for every number while it is none.

    Args:
        works: what was graded.
        language: of hints.
        zone: in which times are given.
        inputs_known: whether one submission was tested with the inputs that `grade` uses; not said if it is None.
        rows: everybody's grades, also of those who handed in nothing; they stand under `grades`.
    """
    if isinstance(works, GradedWork):
        known = {} if inputs_known is None else {"inputs_known": inputs_known}
        return _encoded({**_work(works, language, zone), **known})
    made: dict[str, Any] = {"results": [_work(work, language, zone) for work in works]}
    if rows is not None:
        made["grades"] = [_row(row, zone) for row in rows]
    return _encoded(made)


def _encoded(made: dict[str, Any]) -> str:
    return json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _work(work: GradedWork, language: Language, zone: str) -> dict[str, Any]:
    result, grade = work.result, work.grade
    void = result.status is Status.INTERNAL_ERROR and grade.final is None
    return {
        "schema": RESULT_SCHEMA,
        "assignment": result.assignment,
        "student": plain_text(result.student),
        "notebook": plain_text(result.notebook),
        "status": result.status.value,
        "score": None if void else grade.so_far,
        "points": grade.points,
        "late_penalty": None if void else grade.so_far_penalty,
        "outcome": {"kind": result.outcome.kind.value, "detail": plain_text(result.outcome.detail)},
        "isolation": list(result.isolation),
        "exercises": [_exercise(exercise, language) for exercise in result.exercises],
        "notes": [plain_text(note) for note in result.notes],
        "duration_s": round(float(result.duration_s), 6),
        "grade": _grade(grade, zone),
    }


def _row(row: ExportRow, zone: str) -> dict[str, Any]:
    person = row.person
    return {
        "student": plain_text(row.student),
        "name": plain_text(person.name) if person else "",
        "email": plain_text(person.email) if person else "",
        "section": plain_text(person.section) if person else "",
        "on_roster": person is not None,
        "assignment": row.grade.assignment,
        **_grade(row.grade, zone),
    }


def _grade(grade: FinalGrade, zone: str) -> dict[str, Any]:
    at = grade.lateness.submitted_at
    return {
        "status": grade.status.value,
        "score": grade.score,
        "late_penalty": grade.late_penalty,
        "final_score": grade.final,
        "points": grade.points,
        "submitted_at": None if at is None else at.isoformat(),
        "days_late": grade.lateness.days,
        "exercises": [
            {
                "name": one.name,
                "score": one.score,
                "points": one.points,
                "source": one.source.value,
                "extra_credit": one.extra,
                "counts": one.counts,
            }
            for one in grade.exercises
        ],
        "reasons": [
            {
                "kind": reason.kind.value,
                "exercise": reason.exercise,
                "text": plain_text(reason_in_words(reason, zone).in_language(ENGLISH)),
                "why": plain_text(reason.why),
            }
            for reason in grade.reasons
        ],
    }


def _exercise(exercise: ExerciseResult, language: Language) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "score": None if exercise.verdict is Verdict.INTERNAL_ERROR else float(exercise.score),
        "points": float(exercise.points),
        "verdict": exercise.verdict.value,
        "carried_forward": float(exercise.carried_forward),
        "tests": [_test(test, language) for test in exercise.tests],
    }


def _test(test: TestResult, language: Language) -> dict[str, Any]:
    return {
        "name": test.name,
        "score": None if test.verdict is Verdict.INTERNAL_ERROR else float(test.score),
        "points": float(test.points),
        "verdict": test.verdict.value,
        "message": plain_text(test.message),
        "hint": plain_text(test.hint.in_language(language)),
        "misconception": test.misconception,
        **({"carried_forward": list(test.carried)} if test.carried else {}),
    }
