"""For continuous integration and terminals: JUnit XML, GitHub's job summary and annotations, plain text.

GitHub's runner takes a printed line that begins with `::`, or has `##[` in it, for a command. `without_commands` breaks
both in everything printed here, apart from the annotations, which are such commands with the text encoded.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from autograder.grades import FinalGrade
from autograder.model import (
    ENGLISH,
    ExerciseResult,
    FeedbackPolicy,
    Language,
    OutcomeKind,
    Result,
    Status,
    TestResult,
    Verdict,
)
from autograder.wording import (
    OUTCOMES,
    OWN_FAULT,
    VERDICTS,
    about_test,
    advice,
    columns_of,
    notes_for_student,
    one_line,
    plain_text,
    points_text,
    said,
)

HINTS_ONLY = FeedbackPolicy()

_MARKS = {
    Verdict.PASSED: "+",
    Verdict.FAILED: "-",
    Verdict.NOT_CHECKED: " ",
    Verdict.MANUAL: "?",
    Verdict.INTERNAL_ERROR: "!",
}
_ICONS = {
    Verdict.PASSED: "✅",
    Verdict.FAILED: "❌",
    Verdict.NOT_CHECKED: "➖",
    Verdict.MANUAL: "📝",
    Verdict.INTERNAL_ERROR: "⚠️",
}
_AMISS = (Verdict.FAILED, Verdict.INTERNAL_ERROR)
_EXERCISE = said("ci.exercise")
_SCORE = said("ci.score")
_VERDICT = said("ci.verdict")
_LATE = said("ci.late")
_UNREADABLE = said("ci.unreadable")
_NOTEBOOK = said("ci.notebook")
_CELL = said("ci.cell")
_NAME_CHARS = 200
_ANNOTATIONS = 50  # GitHub shows fewer; a thousand would hide the job's own log

_COMMAND_LINE = re.compile(r"^(\s*):(?=:)", re.MULTILINE)
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()|~$@]|^[#+>-]")


def to_junit(result: Result, language: Language = ENGLISH, policy: FeedbackPolicy = HINTS_ONLY) -> str:
    """JUnit XML: a suite per exercise, a case per test; what was not checked or is a person's to grade is skipped.

    The notebook as a whole is a case of its own, with the time that all of it took; where it could not be read or run
    to its end that case has failed, so that no report of it is green. Source of the format: junit-10.xsd of Jenkins'
    xUnit plugin.
    """
    # Its parser is never used: only written here.
    from xml.etree import ElementTree as ET

    root = ET.Element("testsuites", name=one_line(f"{result.assignment} {result.student}", limit_chars=_NAME_CHARS))
    totals = {"tests": 0, "failures": 0, "errors": 0, "skipped": 0}
    suites = [(exercise.name, list(_cases(exercise, policy, language))) for exercise in result.exercises]
    remarks = "\n".join(_remarks(result, language))
    suites.insert(0, ("notebook", [_Case(_NOTEBOOK.in_language(language), _verdict_of_the_run(result), remarks)]))
    times_s = [result.duration_s, *[0.0] * len(result.exercises)]
    file = one_line(PurePath(result.notebook).stem)
    whose = one_line(result.student) or ("" if file == result.assignment else file)
    for (suite_name, cases), time_s in zip(suites, times_s, strict=True):
        suite = ET.SubElement(root, "testsuite", name=suite_name)
        # GitLab takes cases of one class and name for one case, from whichever report of a push they are.
        classname = ".".join(part for part in (result.assignment, whose, suite_name) if part)
        counts = dict.fromkeys(totals, 0)
        for case in cases:
            element = ET.SubElement(suite, "testcase", classname=classname, name=case.name, time=f"{time_s:.3f}")
            counts["tests"] += 1
            tag = _JUNIT.get(case.verdict)
            if tag is None:
                continue
            child = ET.SubElement(element, tag, message=one_line(case.text))
            if tag != "skipped":
                child.set("type", case.verdict.value)
                child.text = case.text
            counts[_JUNIT_COUNT[tag]] += 1
        suite.set("time", f"{time_s:.3f}")
        for name, count in counts.items():
            suite.set(name, str(count))
            totals[name] += count
    for name, count in totals.items():
        if name != "skipped":  # the schema has it for suites only
            root.set(name, str(count))
    root.set("time", f"{result.duration_s:.3f}")
    if remarks and len(root):
        ET.SubElement(root[0], "system-out").text = remarks
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + without_commands(ET.tostring(root, encoding="unicode")) + "\n"


def to_github(
    result: Result, grade: FinalGrade, language: Language = ENGLISH, policy: FeedbackPolicy = HINTS_ONLY
) -> str:
    """A Markdown job summary: the score, a table of exercises, and what did not pass with its hints."""
    lines = [f"## {_markdown(result.assignment)}: {_headline(result, grade, language)}", ""]
    if remarks := _remarks(result, language):
        lines += [*(f"- {_markdown(remark)}" for remark in remarks), ""]
    lines += [
        f"| | {_EXERCISE.in_language(language)} | {_SCORE.in_language(language)} | {_VERDICT.in_language(language)} |",
        "| --- | --- | ---: | --- |",
    ]
    for exercise in result.exercises:
        word = VERDICTS[exercise.verdict].in_language(language)
        name = _markdown(exercise.name)
        lines.append(f"| {_ICONS[exercise.verdict]} | {name} | {_points(exercise)} | {word} |")
    for exercise in result.exercises:
        cases = [case for case in _cases(exercise, policy, language) if case.verdict in _AMISS]
        if not cases:
            continue
        lines += ["", f"### {_ICONS[exercise.verdict]} {_markdown(exercise.name)}", ""]
        for case in cases:
            lines.append(f"- **{_markdown(case.name)}**: {_markdown(case.text)}")
    return without_commands("\n".join(lines) + "\n")


def github_annotations(
    result: Result,
    positions: Mapping[str, int],
    language: Language = ENGLISH,
    policy: FeedbackPolicy = HINTS_ONLY,
) -> str:
    """Workflow commands that mark the notebook, one for each exercise with a failed test.

    Args:
        positions: where each exercise's solution cell stands in the notebook, from 1; may lack some.
    """
    made: list[str] = []
    if result.status is Status.UNREADABLE:
        made.append(_annotation(result.notebook, result.assignment, "\n".join(_remarks(result, language))))
    for exercise in result.exercises:
        cases = [case for case in _cases(exercise, policy, language) if case.verdict in _AMISS]
        if not cases or result.status is Status.UNREADABLE:
            continue
        title = f"{exercise.name} {_points(exercise)}"
        if exercise.name in positions:
            title += f" ({_CELL.in_language(language)} {positions[exercise.name]})"
        text = "\n".join(f"{case.name}: {case.text}" if case.text else case.name for case in cases)
        made.append(_annotation(result.notebook, title, text))
    return "".join(f"{line}\n" for line in made[:_ANNOTATIONS])


def to_text(
    result: Result, grade: FinalGrade, language: Language = ENGLISH, policy: FeedbackPolicy = HINTS_ONLY
) -> str:
    """Plain text for a terminal: aligned, without colours, without anything that steers a terminal."""
    lines = [f"{one_line(result.assignment)}: {_headline(result, grade, language)}"]
    lines += [f"  {remark}" for remark in _remarks(result, language)]
    lines.append("")
    width = max((columns_of(exercise.name) for exercise in result.exercises), default=0)
    scores = max((columns_of(_points(exercise)) for exercise in result.exercises), default=0)
    for exercise in result.exercises:
        word = VERDICTS[exercise.verdict].in_language(language)
        points = _points(exercise).rjust(scores)
        lines.append(f"[{_MARKS[exercise.verdict]}] {_padded(exercise.name, width)}  {points}  {word}")
        for case in _cases(exercise, policy, language):
            if case.verdict in _AMISS:
                lines.append(f"      {case.name}")
                lines.extend(f"        {line}" for line in case.text.splitlines())
    return without_commands("\n".join(line.rstrip() for line in lines) + "\n")


def without_commands(text: str) -> str:
    """`text` in which GitHub's runner finds no command."""
    return _COMMAND_LINE.sub(r"\1: ", text.replace("##[", "# #["))


@dataclass(frozen=True, slots=True)
class _Case:
    """One line of a report: a test, or an exercise that has none."""

    name: str
    verdict: Verdict
    text: str


_JUNIT = {
    Verdict.FAILED: "failure",
    Verdict.INTERNAL_ERROR: "error",
    Verdict.NOT_CHECKED: "skipped",
    Verdict.MANUAL: "skipped",
}
_JUNIT_COUNT = {"failure": "failures", "error": "errors", "skipped": "skipped"}


def _verdict_of_the_run(result: Result) -> Verdict:
    """Whether the notebook as a whole could be read and run."""
    if result.status is Status.INTERNAL_ERROR:
        return Verdict.INTERNAL_ERROR
    ended_well = result.outcome.kind is OutcomeKind.EXITED and result.status is Status.GRADED
    return Verdict.PASSED if ended_well else Verdict.FAILED


def _cases(exercise: ExerciseResult, policy: FeedbackPolicy, language: Language) -> Iterable[_Case]:
    if not exercise.tests:
        text = OWN_FAULT if exercise.verdict is Verdict.INTERNAL_ERROR else VERDICTS[exercise.verdict]
        yield _Case(exercise.name, exercise.verdict, text.in_language(language))
    for test in exercise.tests:
        yield _Case(about_test(test, language), test.verdict, _text(test, policy, language))


def _text(test: TestResult, policy: FeedbackPolicy, language: Language) -> str:
    return advice(test, policy, language) or VERDICTS[test.verdict].in_language(language)


def _headline(result: Result, grade: FinalGrade, language: Language) -> str:
    if result.status is Status.INTERNAL_ERROR:
        return VERDICTS[Verdict.INTERNAL_ERROR].in_language(language)
    line = f"{points_text(grade.net_so_far)} / {points_text(grade.points)}"
    if grade.so_far_penalty:
        line += f" ({_LATE.in_language(language)}: {points_text(grade.so_far_penalty)})"
    return line


def _remarks(result: Result, language: Language) -> list[str]:
    lines = []
    if result.status is Status.INTERNAL_ERROR:
        lines.append(OWN_FAULT.in_language(language))
    if result.status is Status.UNREADABLE:
        lines.append(_UNREADABLE.in_language(language))
    if result.outcome.kind is not OutcomeKind.EXITED:
        lines.append(OUTCOMES[result.outcome.kind].in_language(language))
    return [*lines, *notes_for_student(result, language)]


def _points(exercise: ExerciseResult) -> str:
    """What an exercise earned; a dash where that is not a number yet."""
    unknown = exercise.verdict is Verdict.INTERNAL_ERROR or (
        exercise.verdict is Verdict.MANUAL and not exercise.score and not exercise.untouched
    )
    return f"{'-' if unknown else points_text(exercise.score)}/{points_text(exercise.points)}"


def _annotation(file: str, title: str, text: str) -> str:
    properties = f"file={_property(one_line(file))},title={_property(one_line(title))}"
    return f"::error {properties}::{_data(plain_text(text))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _markdown(text: str) -> str:
    """Text that Markdown shows as it is."""
    line = one_line(text, limit_chars=2000).replace("&", "&amp;").replace("<", "&lt;")
    return _MARKDOWN.sub(r"\\\g<0>", line)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - columns_of(text))
