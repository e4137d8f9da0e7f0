"""Finds what was handed in: `submitted/STUDENT/NAME/NAME.ipynb` at the course root, nbgrader's own layout.

Folder and file names come from outside. A name that could mislead a path, a terminal or nbgrader is refused with a note
and costs nobody else anything.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

from autograder.errors import CourseError
from autograder.files import FileProblem, GuardedFileError, read_guarded
from autograder.model import Assignment, Course, Submission, student_id_problem
from autograder.notebook.reading import printable

SUBMITTED_FOLDER = "submitted"
TIMESTAMP_FILE = "timestamp.txt"

_MAX_TIMESTAMP_BYTES = 100
_TIMESTAMP = re.compile(
    r"(?P<moment>\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(?:\.\d{1,6})?)\s*(?P<zone>[+-]\d{2}:?\d{2}|[A-Za-z/_]{1,40})?"
)


@dataclass(frozen=True, slots=True)
class Survey:
    """What was handed in for an assignment, by student, and a note for everything that could not be taken."""

    submissions: tuple[Submission, ...]
    notes: tuple[str, ...]


def find_submissions(course: Course, assignment: Assignment) -> tuple[Submission, ...]:
    """What was handed in for `assignment`, sorted by student. `survey` also tells what was not taken.

    Raises:
        CourseError: `submitted/` cannot be read.
    """
    return survey(course, assignment).submissions


def survey(course: Course, assignment: Assignment) -> Survey:
    """Look through `submitted/`; students without a folder for the assignment are passed over.

    Raises:
        CourseError: `submitted/` cannot be read.
    """
    root = course.root / SUBMITTED_FOLDER
    try:
        names = sorted(os.listdir(root))
    except FileNotFoundError:
        return Survey((), ())
    except OSError as error:
        raise CourseError(SUBMITTED_FOLDER, f"cannot be read: {error.strerror}") from error
    submissions: list[Submission] = []
    notes: list[str] = []
    for student in names:
        folder = root / student / assignment.name
        if not os.path.lexists(folder):
            continue
        place = f"{SUBMITTED_FOLDER}/{printable(student)}/{assignment.name}"
        path = folder / f"{assignment.name}.ipynb"
        problem = student_id_problem(student) or _path_problem(root, path)
        if problem:
            notes.append(f"{place}: {problem}; not graded")
            continue
        moment, doubt = _submitted_at(folder, path, ZoneInfo(course.time_zone))
        if doubt:
            notes.append(f"{place}: {doubt}")
        submissions.append(Submission(assignment.name, student, path, moment))
    return Survey(tuple(submissions), tuple(notes))


def _path_problem(root: Path, path: Path) -> str:
    """Why nothing can be taken from `path`, or the empty string."""
    try:
        if not path.parent.resolve().is_relative_to(root.resolve() / path.parent.parent.name):
            return "the folder is a link to somewhere else"
        if not os.path.lexists(path):
            others = sorted(printable(entry) for entry in os.listdir(path.parent) if entry.endswith(".ipynb"))
            found = f"only {', '.join(others[:3])}" if others else "no notebook"
            return f"{found} there, expected {path.name}"
    except (OSError, RuntimeError) as error:
        return f"cannot be read: {printable(getattr(error, 'strerror', None) or str(error))}"
    return ""


def _submitted_at(folder: Path, path: Path, zone: tzinfo) -> tuple[datetime | None, str]:
    """When it was handed in, and a doubt about that: nbgrader's timestamp if it can be read, else the file's own."""
    try:
        changed = datetime.fromtimestamp(os.lstat(path).st_mtime, tz=UTC)
    except (ValueError, OverflowError, OSError):  # a year that no calendar has
        changed = None
    text = _timestamp_text(folder / TIMESTAMP_FILE)
    if text is None:
        return changed, ""
    moment = parse_timestamp(text, zone)
    if moment is None:
        got = repr(printable(text, 40))
        return changed, f"{TIMESTAMP_FILE} says {got}, which is no moment: the notebook's own time counts"
    return moment, ""


def parse_timestamp(text: str, zone: tzinfo) -> datetime | None:
    """A moment as nbgrader writes it, `2027-03-19 23:59:00.000000 UTC`, in UTC; None if it is not one.

    Without a zone it is UTC, as in nbgrader. Abbreviations other than UTC and GMT count only as names of `zone`.
    """
    match = _TIMESTAMP.fullmatch(text.strip())
    if match is None:
        return None
    try:
        naive = datetime.fromisoformat(match["moment"])
        return _in_zone(naive, match["zone"] or "UTC", zone)
    except (ValueError, OverflowError, OSError, KeyError):
        return None


def _in_zone(naive: datetime, name: str, zone: tzinfo) -> datetime | None:
    if name in ("UTC", "GMT", "Z"):
        return naive.replace(tzinfo=UTC)
    if name[0] in "+-":
        hours, minutes = int(name[1:3]), int(name[-2:])
        offset = timedelta(hours=hours, minutes=minutes)
        return naive.replace(tzinfo=timezone(-offset if name[0] == "-" else offset)).astimezone(UTC)
    if "/" in name:
        return naive.replace(tzinfo=ZoneInfo(name)).astimezone(UTC)
    local = naive.replace(tzinfo=zone)
    return local.astimezone(UTC) if local.tzname() == name else None


def _timestamp_text(path: Path) -> str | None:
    """The small regular file's text; None if there is none. What cannot be read is given as text that is no moment."""
    try:
        return read_guarded(path, most_bytes=_MAX_TIMESTAMP_BYTES).decode("utf-8", "replace")
    except GuardedFileError as error:
        match error.problem:
            case FileProblem.MISSING:
                return None
            case FileProblem.KIND | FileProblem.LINK:
                return "something that is not a file"
            case _:
                return "something that is too large" if error.size_bytes else "something that cannot be read"
