"""Every output that the grader makes of a result, and what in it would be alive in a browser or a terminal."""

from __future__ import annotations

import dataclasses
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from autograder import export
from autograder.gradebook import write_autograded
from autograder.grades import GradedWork, final_grade
from autograder.model import ENGLISH, Assignment, Course, Result, ShownCell, Submission
from autograder.report import write_class_report, write_feedback

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_COMMAND = re.compile(r"^\s*::[a-z-]+(?: [^\n]*)?::", re.MULTILINE)
_LIVE_TAGS = frozenset({"script", "iframe", "object", "embed", "form", "base", "meta", "link", "img", "video", "audio",
                        "input", "button", "frame", "applet"})  # fmt: skip
_PAGE_TAGS = frozenset({"meta"})
_TABLES = frozenset({"csv", "canvas", "moodle", "brightspace", "blackboard"})


class _Live(HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _LIVE_TAGS - _PAGE_TAGS:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            address = (value or "").strip().lower()
            fetched = name in ("src", "href", "action", "xlink:href", "data", "formaction")
            link = tag == "a" and name == "href" and address.startswith(("http://", "https://"))  # followed by a click only
            if name.startswith("on") or (fetched and not link and not address.startswith(("#", "..", "./")) and address):
                self.found.append(f"{tag} {name}={address[:60]}")
            if tag == "meta" and name == "http-equiv" and address == "refresh":
                self.found.append("meta refresh")


def live_in_html(page: str) -> list[str]:
    """What a browser would run or fetch when it shows the page."""
    parser = _Live()
    parser.feed(page)
    parser.close()
    return parser.found


def control_characters(text: str) -> list[str]:
    """Terminal escapes, invisible and direction-changing characters."""
    return [f"control character {match[0]!r}" for match in _CONTROL.finditer(text.replace("\r\n", "\n"))][:3]


def live_in_text(text: str) -> list[str]:
    """`control_characters`, and commands of CI runners."""
    return control_characters(text) + [f"a runner's command {match[0][:40]!r}" for match in _COMMAND.finditer(text)][:3]


def live_in_csv(text: str) -> list[str]:
    """Cells that a spreadsheet would take for a formula."""
    import csv
    import io

    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    return [f"formula {cell[:40]!r}" for cell in cells if cell[:1] in "=+-@\t\r" and not _is_number(cell)][:3]


def _is_number(cell: str) -> bool:
    return not cell or re.fullmatch(r"[+-]?\d+(\.\d+)?", cell) is not None


def everything(course: Course, assignment: Assignment, result: Result) -> dict[str, str]:
    """Every text output of a result, those for students and those for instructors, by name."""
    open_policy = dataclasses.replace(course.feedback, messages=True)
    titles = {assignment.name: "Small network"}
    submission = Submission(assignment.name, result.student, Path(result.notebook))
    grade = final_grade(assignment, zone=course.time_zone, student=result.student, result=result, submission=submission)
    work = GradedWork(result, grade)
    rows = [export.ExportRow(result.student, None, grade)]
    texts = {
        "json": export.to_json(work),
        "text": export.to_text(result, grade, ENGLISH, open_policy),
        "junit": export.to_junit(result, ENGLISH, open_policy),
        "github": export.to_github(result, grade, ENGLISH, open_policy),
        "annotations": export.github_annotations(result, {}, ENGLISH, open_policy),
        "gradescope": export.to_gradescope(result, grade, ENGLISH, open_policy),
        "csv": export.grades_csv(rows),
        "canvas": export.canvas_csv(rows, titles).text,
        "moodle": export.moodle_csv(rows, titles).text,
        "brightspace": export.brightspace_csv(rows, titles).text,
        "blackboard": export.blackboard_csv(rows, titles).text,
    }
    texts["feedback"] = write_feedback(course, assignment, work, language=ENGLISH).read_text()
    texts["report"] = write_class_report(course, assignment, [work]).read_text()
    return texts


def alive(texts: dict[str, str]) -> list[str]:
    """What is alive in the outputs of `everything`."""
    found: list[str] = []
    for name, text in texts.items():
        if name in ("feedback", "report"):
            problems = live_in_html(text) + control_characters(text)  # no runner is shown a page
        elif name in _TABLES:
            problems = live_in_csv(text)
        elif name == "annotations":  # these are commands, one a line: only their number and start are checked
            problems = [f"a line {line[:40]!r}" for line in text.splitlines() if not line.startswith("::error file=")]
        elif name in ("json", "gradescope"):
            problems = live_in_text(json.dumps(json.loads(text))) if name == "json" else live_in_text(text)
        else:
            problems = live_in_text(text)
        found += [f"{name}: {problem}" for problem in problems]
    return found


def in_formgrader(
    course: Course, assignment: Assignment, result: Result, cells: tuple[ShownCell, ...], released: dict[str, Any]
) -> list[str]:
    """What would be alive where nbgrader shows the submission: its autograded notebook, rendered as nbgrader does."""
    from nbconvert import HTMLExporter
    from nbformat import read

    def rendered(of: tuple[ShownCell, ...]) -> list[str]:
        path = write_autograded(course, assignment, result, released=released, shown=of, language=ENGLISH)
        page, _ = HTMLExporter(template_name="basic").from_notebook_node(read(path, as_version=4))
        return live_in_html(page)

    usual = rendered(())
    return [item for item in rendered(cells) if item not in usual]
