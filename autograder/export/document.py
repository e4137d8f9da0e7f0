"""The project's own JSON, schema `autograder/result/1`: the contract with other programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from autograder.model import ENGLISH, RESULT_SCHEMA, ExerciseResult, Language, Result, TestResult
from autograder.wording import plain_text


def to_json(results: Result | Sequence[Result], language: Language = ENGLISH) -> str:
    """One result as an object, several as a list under `results`; hints in one language.

    It is written for instructors: messages are in it whatever the feedback policy says.
    """
    made = _result(results, language) if isinstance(results, Result) else {
        "results": [_result(result, language) for result in results]
    }  # fmt: skip
    return json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _result(result: Result, language: Language) -> dict[str, Any]:
    return {
        "schema": RESULT_SCHEMA,
        "assignment": result.assignment,
        "student": plain_text(result.student),
        "notebook": plain_text(result.notebook),
        "status": result.status.value,
        "score": float(result.score),
        "points": float(result.points),
        "late_penalty": float(result.late_penalty),
        "outcome": {"kind": result.outcome.kind.value, "detail": plain_text(result.outcome.detail)},
        "isolation": list(result.isolation),
        "exercises": [_exercise(exercise, language) for exercise in result.exercises],
        "notes": [plain_text(note) for note in result.notes],
        "duration_s": round(float(result.duration_s), 6),
    }


def _exercise(exercise: ExerciseResult, language: Language) -> dict[str, Any]:
    return {
        "name": exercise.name,
        "score": float(exercise.score),
        "points": float(exercise.points),
        "verdict": exercise.verdict.value,
        "tests": [_test(test, language) for test in exercise.tests],
    }


def _test(test: TestResult, language: Language) -> dict[str, Any]:
    return {
        "name": test.name,
        "score": float(test.score),
        "points": float(test.points),
        "verdict": test.verdict.value,
        "message": plain_text(test.message),
        "hint": plain_text(test.hint.in_language(language)),
        "misconception": test.misconception,
    }
