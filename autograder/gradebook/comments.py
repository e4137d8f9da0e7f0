"""What stands beside an exercise in formgrader and in nbgrader's feedback: comments, test reports, the rubric."""

from __future__ import annotations

from autograder.gradebook.markdown import harmless_markdown
from autograder.model import Exercise, ExerciseResult, FeedbackPolicy, Language, Result, Status, Verdict
from autograder.wording import OUTCOMES, OWN_FAULT, VERDICTS, about_test, advice, notes_for_student, points_text, said

_COMMENT_CHARS = 3000
_NOTES = said("comments.notes")
_SCORE = said("comments.score")
_RUBRIC = said("comments.rubric")
_CRITERION = said("comments.criterion")
_POINTS = said("comments.points")
_UNREADABLE = said("comments.unreadable")
_NOT_RUN = said("comments.not_run")

_MARKS = {
    Verdict.PASSED: "[+]",
    Verdict.FAILED: "[-]",
    Verdict.NOT_CHECKED: "[ ]",
    Verdict.MANUAL: "[?]",
    Verdict.INTERNAL_ERROR: "[!]",
}


def comment_on(exercise: ExerciseResult, policy: FeedbackPolicy, language: Language) -> str | None:
    """The comment on an exercise, Markdown without markup that a student could have made; None where nothing is amiss.

    A test that was not checked is left out where another one failed: mending that one comes first.
    """
    if exercise.verdict in (Verdict.PASSED, Verdict.MANUAL):
        return None
    if exercise.verdict is Verdict.INTERNAL_ERROR:
        return OWN_FAULT.in_language(language)
    failed = [test for test in exercise.tests if test.verdict is Verdict.FAILED]
    if not failed:
        return _NOT_RUN.in_language(language)
    lines = []
    for test in failed:
        hint = " ".join(advice(test, policy, language).split())
        lines.append(f"- {about_test(test, language)}" + (f": {hint}" if hint else ""))
    return harmless_markdown("\n".join(lines)[:_COMMENT_CHARS])


def test_report(exercise: ExerciseResult, policy: FeedbackPolicy, language: Language) -> str:
    """The tests of an exercise as plain text, one a line, hints below them."""
    if exercise.verdict is Verdict.INTERNAL_ERROR and not exercise.tests:
        return OWN_FAULT.in_language(language) + "\n"
    if not exercise.tests:
        return _NOT_RUN.in_language(language) + "\n"
    fault = exercise.verdict is Verdict.INTERNAL_ERROR
    total = f"{_SCORE.in_language(language)}: {points_text(exercise.score)} / {points_text(exercise.points)}"
    lines = [VERDICTS[exercise.verdict].in_language(language) if fault else total]
    for test in exercise.tests:
        score = f"{'-' if fault else points_text(test.score)} / {points_text(test.points)}"
        word = VERDICTS[test.verdict].in_language(language)
        lines.append(f"{_MARKS[test.verdict]} {about_test(test, language)}: {word} ({score})")
        lines.extend(f"    {line}" for line in advice(test, policy, language).splitlines())
    return "\n".join(lines) + "\n"


def rubric(exercise: Exercise, language: Language) -> str:
    """The criteria of a manual exercise as a Markdown table; empty where it has none."""
    if not exercise.rubric:
        return ""
    rows = [
        f"| {_CRITERION.in_language(language)} | {_POINTS.in_language(language)} |",
        "| --- | ---: |",
        *(f"| {_cell(item.text.in_language(language))} | {points_text(item.points)} |" for item in exercise.rubric),
    ]
    return f"**{_RUBRIC.in_language(language)}**\n\n" + "\n".join(rows)


def notes(result: Result, language: Language) -> str:
    """What the grader noticed about a submission, as Markdown; empty where it is nothing."""
    lines = []
    if result.status is Status.UNREADABLE:
        lines.append(_UNREADABLE.in_language(language))
    if result.status is Status.INTERNAL_ERROR:
        lines.append(OWN_FAULT.in_language(language))
    if result.outcome.kind.value != "exited":
        lines.append(OUTCOMES[result.outcome.kind].in_language(language))
    lines.extend(notes_for_student(result, language))
    if not lines:
        return ""
    listed = "\n".join(f"- {line}" for line in lines)
    return harmless_markdown(f"**{_NOTES.in_language(language)}**\n\n{listed}")


def _cell(text: str) -> str:
    """Text in a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", "\\|")
