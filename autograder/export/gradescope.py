"""Gradescope's `results.json`."""

from __future__ import annotations

import json
from typing import Any

from autograder.grades import FinalGrade
from autograder.model import ENGLISH, FeedbackPolicy, Language, OutcomeKind, Result, Status, Verdict
from autograder.wording import OUTCOMES, OWN_FAULT, VERDICTS, about_test, advice, notes_for_student


def to_gradescope(
    result: Result,
    grade: FinalGrade,
    language: Language = ENGLISH,
    policy: FeedbackPolicy = FeedbackPolicy(),  # noqa: B008 - frozen
) -> str:
    """One submission for Gradescope: the score less the late penalty, and every test as a student may see it.

    An internal error has neither score nor tests, which Gradescope reports as a failed autograder, never as a zero.
    Manually graded exercises are left out: Gradescope has its own questions for those.
    """
    made: dict[str, Any] = {
        "output": _output(result, language),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "execution_time": round(float(result.duration_s), 3),
    }
    if result.status is not Status.INTERNAL_ERROR:
        made["score"] = grade.net_so_far
        made["tests"] = _tests(result, policy, language)
        made["extra_data"] = {"schema": "autograder/result/1", "late_penalty": grade.so_far_penalty}
    return json.dumps(made, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _tests(result: Result, policy: FeedbackPolicy, language: Language) -> list[dict[str, Any]]:
    made = []
    exercises = [exercise for exercise in result.exercises if exercise.verdict is not Verdict.MANUAL]
    for number, exercise in enumerate(exercises, 1):
        for part, test in enumerate(exercise.tests, 1):
            output = advice(test, policy, language)
            if test.verdict is Verdict.NOT_CHECKED and not output:
                output = VERDICTS[test.verdict].in_language(language)
            made.append(
                {
                    "name": f"{exercise.name}: {about_test(test, language)}",
                    "number": f"{number}.{part}",
                    "score": float(test.score),
                    "max_score": float(test.points),
                    "status": "passed" if test.verdict is Verdict.PASSED else "failed",
                    "output": output,
                }
            )
        if not exercise.tests:
            made.append(
                {
                    "name": exercise.name,
                    "number": str(number),
                    "score": float(exercise.score),
                    "max_score": float(exercise.points),
                    "status": "failed",
                    "output": VERDICTS[exercise.verdict].in_language(language),
                }
            )
    return made


def _output(result: Result, language: Language) -> str:
    lines = [OWN_FAULT.in_language(language)] if result.status is Status.INTERNAL_ERROR else []
    if result.outcome.kind is not OutcomeKind.EXITED:
        lines.append(OUTCOMES[result.outcome.kind].in_language(language))
    lines.extend(notes_for_student(result, language))
    return "\n".join(lines)
