"""Removes a person for good: everything that a course keeps of somebody."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

from autograder.batch.result_files import result_place, trial_place
from autograder.config import DECISIONS_FILE, read_roster, write_roster
from autograder.errors import CourseError
from autograder.export import LAST_EXPORT
from autograder.files import write_whole
from autograder.gradebook.students import remove_student
from autograder.intake.groups import ANONYMOUS_FILE, GROUPS_FILE
from autograder.intake.records import folder_name
from autograder.model import Course, Roster

_FOLDERS = ("submitted", "autograded", "feedback")


def forget(course: Course, student: str) -> tuple[str, ...]:
    """Remove a student: submissions, versions, results, graded notebooks, feedback, gradebook, roster, decisions.

    Reports show everybody, so they go too and are made anew by `report`. No assignment may be worked on meanwhile.

    Returns:
        What was removed, a line each; nothing if nobody was known by that id.

    Raises:
        CourseError: something cannot be removed; the rest is still there, and another try goes on.
        InternalError: the gradebook cannot be written.
    """
    removed: list[str] = []
    root, kept = course.root, course.root / ".autograder"
    for name in _FOLDERS:
        removed += _without(root / name / student, f"{name}/{student}")
    for folder in sorted(kept.glob(f"intake/*/{folder_name(student)}")):
        removed += _without(folder, f"the versions of {folder.parent.name}")
    for folder in sorted(kept.glob("results/*")):
        place = result_place(folder, student)
        there = _without(folder / "versions" / place.stem, "")
        for replaced in sorted(folder.glob(f"replaced/*/{place.stem}")):
            there += _without(replaced, "")
        there += _without(trial_place(folder, student), "")
        if _without(place, "") or there:
            removed.append(f"the results of {folder.name}")
    for ledger in sorted(kept.glob("recorded/*.jsonl")):
        _filter_lines(ledger, lambda line: not _is_of(line, student))
    told = [_without_rows(table, student) for table in sorted(kept.glob("graded/*.csv"))]
    if any(told) | _without_exported(root / LAST_EXPORT, student):
        removed.append("what was noted of grades after runs and exports")
    if remove_student(course, student):
        removed.append("the grades in the gradebook")
    removed += _from_files(course, student)
    if removed:
        removed += _without(root / "reports", "reports/, which show everybody: run `autograder report` again")
    return tuple(removed)


def _from_files(course: Course, student: str) -> list[str]:
    removed = []
    roster = read_roster(course)
    if roster.person(student) is not None:
        write_roster(course, Roster(tuple(person for person in roster.people if person.id != student)))
        removed.append("the row of roster.csv")
    for name in (GROUPS_FILE, ANONYMOUS_FILE):
        if _filter_lines(course.root / name, lambda line: line.strip().rpartition(",")[2].strip(' "') != student):
            removed.append(f"the lines of {name}")
    path = course.root / DECISIONS_FILE
    if path.is_file():
        text = path.read_text(encoding="utf-8")
        blocks = re.split(r"(?m)^(?=\[\[)", text)
        names = re.compile(rf"(?m)^\s*student\s*=\s*[\"']{re.escape(student)}[\"']\s*(?:#.*)?$")
        left = "".join(block for block in blocks if not names.search(block))
        if left != text:
            _write(path, left.encode())
            removed.append(f"the decisions of {DECISIONS_FILE}")
    return removed


def _is_of(line: str, student: str) -> bool:
    try:
        said = json.loads(line)
    except ValueError:
        return False
    return isinstance(said, list) and said[:1] == [student]


def _without_rows(table: Path, student: str) -> bool:
    """Leave out the rows about a student of the grades after a run; returns whether there were any."""
    rows = list(csv.reader(io.StringIO(table.read_text(encoding="utf-8"))))
    left = [row for row in rows if not row or row[0].removeprefix("'") != student]
    if len(left) == len(rows):
        return False
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(left)
    _write(table, out.getvalue().encode("utf-8"))
    return True


def _without_exported(record: Path, student: str) -> bool:
    """Leave a student out of what is noted of the last export; returns whether anything was."""
    try:
        found = json.loads(record.read_text(encoding="utf-8"))
        had = [rows.pop(student, None) is not None for rows in found["assignments"].values()]
    except (OSError, ValueError, KeyError, AttributeError, TypeError):
        return False
    if any(had):
        _write(record, json.dumps(found, ensure_ascii=False).encode("utf-8"))
    return any(had)


def _filter_lines(path: Path, keep: Callable[[str], bool]) -> bool:
    """Leave out lines of a file; returns whether there were any."""
    if not path.is_file():
        return False
    lines = path.read_text(encoding="utf-8", errors="surrogateescape").splitlines(keepends=True)
    left = [line for line in lines if keep(line)]
    if len(left) == len(lines):
        return False
    _write(path, "".join(left).encode("utf-8", "surrogateescape"))
    return True


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole(path, content)
    except OSError as error:
        raise CourseError(str(path), f"cannot be written: {error.strerror}") from error


def _without(path: Path, what: str) -> list[str]:
    """Remove a file or a folder, never what a link leads to."""
    try:
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
        else:
            return []
    except OSError as error:
        raise CourseError(str(path), f"cannot be removed: {error.strerror}") from error
    return [what]
