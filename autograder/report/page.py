"""From data to a file: Jinja2 templates with escaping always on, one style sheet inside the page, nothing loaded."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from autograder.errors import CourseError
from autograder.grades import FinalGrade, GradedWork
from autograder.model import Assignment, Course, Language, Reason
from autograder.report.classroom import Followed, class_view
from autograder.report.coursewide import course_view
from autograder.report.feedback import HandedIn, feedback_view
from autograder.report.lecture import Edits, edits_in, edits_of, lecture_view, solutions_in
from autograder.report.markup import inline, told
from autograder.report.words import words

FEEDBACK_FOLDER = "feedback"
REPORT_FOLDER = "reports"

_TEMPLATES = Path(__file__).parent / "templates"
_NAME = re.compile(r"[^./\\\x00-\x1f][^/\\\x00-\x1f]{0,127}")  # one component of a path, not a hidden one


def feedback_path(course: Course, assignment: Assignment, student: str, language: Language) -> Path:
    """Where a student's page is: beside nbgrader's own feedback.

    Raises:
        CourseError: the student's name is no plain folder name.
    """
    if not _NAME.fullmatch(student):
        raise CourseError("student", ascii(student[:80]), "the name of a folder")
    return course.root / FEEDBACK_FOLDER / student / assignment.name / f"{assignment.name}.{language}.html"


def report_path(course: Course, assignment: Assignment, language: Language) -> Path:
    """Where the class report of an assignment is."""
    return course.root / REPORT_FOLDER / f"{assignment.name}.{language}.html"


def write_feedback(
    course: Course,
    assignment: Assignment,
    work: GradedWork,
    *,
    language: Language,
    handed_in: HandedIn | None = None,
) -> Path:
    """Write one student's page and say where it is.

    Args:
        language: of the page.
        handed_in: what is known of how the work came in.

    Raises:
        CourseError: the student's name is no plain folder name.
    """
    path = feedback_path(course, assignment, work.result.student, language)
    view = feedback_view(course, assignment, work, language, handed_in or HandedIn())
    return _write(path, _render("feedback.html.j2", language, page=view))


def write_class_report(
    course: Course,
    assignment: Assignment,
    works: Iterable[GradedWork],
    *,
    language: Language | None = None,
    missing: Iterable[str] = (),
    no_notebook: Mapping[str, Reason] = MappingProxyType({}),
    decided: Mapping[str, FinalGrade] = MappingProxyType({}),
    followed: Mapping[tuple[str, str], Followed] | None = None,
    names: Mapping[str, str] = MappingProxyType({}),
) -> Path:
    """Write the report of a class on one assignment and say where it is. Students' names link to their pages.

    Args:
        language: the course's unless given.
        missing: those on the roster who have handed in nothing, though it is due.
        no_notebook: those of whom something came that holds no notebook, with what it was.
        decided: the grades that people gave without work to grade.
        followed: by exercise and misconception, what came of its hint in the next version.
        names: of students, where they are known.
    """
    spoken = language or course.language
    path = report_path(course, assignment, spoken)

    def link(student: str) -> str:
        if not _NAME.fullmatch(student):
            return ""
        page = feedback_path(course, assignment, student, spoken)
        return quote("../" + page.relative_to(course.root).as_posix()) if page.is_file() else ""

    view = class_view(
        course, assignment, works, spoken, link, missing=missing, no_notebook=no_notebook, decided=decided,
        followed=followed, names=names,
    )  # fmt: skip
    return _write(path, _render("class.html.j2", spoken, _sorting(len(view.rows)), page=view))


def write_lecture_page(
    course: Course, assignment: Assignment, works: Sequence[GradedWork], *, language: Language | None = None
) -> Path:
    """Write the page for the next lecture: the commonest mistakes, and say where it is."""
    spoken = language or course.language
    edits: dict[str, Edits] = {}
    for suite in sorted(assignment.solutions.glob("test_hidden*.py")):
        with contextlib.suppress(SyntaxError, ValueError):  # grading says so
            edits.update(edits_in(suite.read_text(encoding="utf-8")))
    examples: dict[tuple[str, str], Edits] = {}
    for wrong in sorted((assignment.solutions / "wrong").glob("*.toml")):
        with contextlib.suppress(ValueError):  # `verify` says so
            examples.update(edits_of(wrong.stem, wrong.read_text(encoding="utf-8")))
    right: dict[str, str] = {}
    with contextlib.suppress(OSError, SyntaxError, ValueError):  # grading says so
        right = solutions_in((assignment.solutions / "reference.py").read_text(encoding="utf-8"))
    path = course.root / REPORT_FOLDER / f"{assignment.name}.lecture.{spoken}.html"
    view = lecture_view(course, assignment, works, edits, spoken, examples, right)
    return _write(path, _render("lecture.html.j2", spoken, page=view))


def write_course_report(
    course: Course,
    assignments: Sequence[Assignment],
    grades: Sequence[Mapping[str, FinalGrade]],
    names: Mapping[str, str],
    *,
    language: Language | None = None,
) -> Path:
    """Write the page over all assignments and say where it is.

    Args:
        grades: for each assignment, the final grades by student.
        names: of students, where they are known.
        language: the course's unless given.
    """
    spoken = language or course.language
    view = course_view(course, assignments, grades, names, words(spoken), spoken)
    return _write(course.root / REPORT_FOLDER / f"course.{spoken}.html", _render("course.html.j2", spoken, page=view))


def _sorting(rows: int) -> str:
    """Rules that put the rows of the class's table in the order of their scores where the address asks for it."""
    return "".join(f"#by-score:target .p{place}{{order:{place}}}\n" for place in range(1, rows + 1))


def _render(template: str, language: Language, more_style: str = "", **values: Any) -> str:
    style = _style() + more_style
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return str(
        _environment()
        .get_template(template)
        .render(w=words(language), language=language, style=style, policy=policy, **values)
    )


@cache
def _environment() -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"inline": inline, "told": told}
    return environment


@cache
def _style() -> str:
    return (_TEMPLATES / "style.css").read_text(encoding="utf-8")


def _write(path: Path, text: str) -> Path:
    """Write a page in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        temporary.write_text(text, encoding="utf-8")
        os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    return path
