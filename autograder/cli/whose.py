"""Whose notebook `check` was given, when it was handed in, and whether its hidden inputs are those of `grade`."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from autograder.errors import UserError
from autograder.model import Assignment, Course, Scheme, Submission, TimeSource

if TYPE_CHECKING:
    from autograder.intake import PlatformsWord


def submission_of(
    course: Course,
    assignment: Assignment,
    notebook: Path,
    student: str | None,
    moment: str | None,
    *,
    metadata: Path | None,
    alone: bool,
) -> Submission:
    """Whose it is and when it was handed in, as far as somebody says so.

    Raises:
        UserError: `moment` is none, or what the platform should have said cannot be read.
    """
    known = _student(notebook, assignment.name)
    name = student or known
    said = None if alone or (known and metadata is None) else _platforms_word(course, metadata)
    if said is not None:
        name = name or _of_platform(said)
        if moment is None and said.submitted_at is not None:
            return Submission(assignment.name, name, notebook, said.submitted_at, TimeSource.LMS)
    if moment is not None:
        return Submission(assignment.name, name, notebook, _parsed(moment, course.time_zone), TimeSource.PERSON)
    if known and not alone:
        from autograder.intake import survey

        for found in survey(course, assignment).submissions:
            if found.student == known and found.path.absolute() == notebook.absolute():
                return replace(found, student=name, path=notebook)
    return Submission(assignment.name, name, notebook)


def _platforms_word(course: Course, metadata: Path | None) -> PlatformsWord | None:
    """What the platform says of the submission; None where there is no platform."""
    from autograder.config import read_roster
    from autograder.intake import GRADESCOPE_FILE, Directory, platforms_word

    if metadata is None and not GRADESCOPE_FILE.is_file():
        return None
    return platforms_word(Directory(read_roster(course)), metadata or GRADESCOPE_FILE)


def _of_platform(said: PlatformsWord) -> str:
    """The student whom the platform names, the first of several; empty where the roster knows none of them."""
    if len(said.students) > 1:
        first, names = said.students[0], ", ".join(said.students)
        click.echo(f"autograder: handed in by {names}: the hidden inputs are {first}'s", err=True)
    for stranger in said.strangers:
        click.echo(f"autograder: handed in by {stranger}, who is not on the roster", err=True)
    return said.students[0] if said.students else ""


def is_somebodys(course: Course, assignment: Assignment, submission: Submission) -> bool:
    """Whether the hidden inputs were those that `grade` uses: of a student that there is, or the same for all."""
    from autograder.config import read_roster

    if assignment.inputs.scheme is Scheme.COMMON:
        return True
    roster = read_roster(course)
    student = submission.student
    graded_as = _student(submission.path, assignment.name)
    return bool(student) and (student == graded_as or not roster or roster.person(student) is not None)


def tell_nobodys(assignment: Assignment, submission: Submission) -> None:
    """Say that the inputs were nobody's. That is about the call, not about the notebook: it is no note on the work."""
    student = submission.student
    got = f"{student!r} is not on the roster" if student else "nobody said whose notebook it is"
    click.echo(
        f"autograder: {assignment.name}: the hidden inputs are not the ones that `grade` will use: {got}; "
        "--student ID says it", err=True,
    )  # fmt: skip


def _parsed(moment: str, zone: str) -> datetime:
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        raise UserError("--submitted-at", repr(moment), "a date and a time, such as 2027-03-19T23:59") from None
    return (at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _student(notebook: Path, assignment: str) -> str:
    """STUDENT of `submitted/STUDENT/NAME/NAME.ipynb`; empty for a notebook that lies elsewhere."""
    parts = notebook.absolute().parts
    if len(parts) > 3 and parts[-4] == "submitted" and parts[-2] == assignment:
        return unicodedata.normalize("NFC", parts[-3])
    return ""
