"""Writes results into nbgrader's places: the gradebook and autograded/. What stands there already is not written again.

A list of what was recorded is kept beside the results. It is written after the gradebook, so that a crash in between
makes the next run write the same again, never miss something. The list names the gradebook that it is about: with a new
one everything is recorded anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.batch.grading import Graded
from autograder.errors import CourseError, NotebookError
from autograder.gradebook import GradebookWriter, StudentCell, database_url, write_autograded
from autograder.model import Assignment, Course, Status
from autograder.notebook.reading import read_submission

_SAVE_EVERY = 50


def record(course: Course, assignment: Assignment, graded: Sequence[Graded]) -> int:
    """Record results that are not recorded yet; returns how many were written.

    A result that is the grader's own fault is left out: what the gradebook had before stays.

    Raises:
        CourseError: the assignment was not released.
        InternalError: the gradebook cannot be written.
    """
    released = _released(course, assignment)
    ledger = _Ledger(course, assignment)
    waiting = [item for item in graded if item.result.status is not Status.INTERNAL_ERROR and not ledger.has(item)]
    if not waiting:
        return 0
    with GradebookWriter(course) as writer:
        writer.register(assignment)
        for count, item in enumerate(waiting, 1):
            writer.write(item.result, item.submission.submitted_at)
            write_autograded(
                course,
                assignment,
                item.result,
                released=released,
                cells=_cells(item),
                language=course.language,
                submitted_at=item.submission.submitted_at,
            )
            ledger.add(item)
            if count % _SAVE_EVERY == 0:
                writer.flush()
                ledger.save()
        writer.flush()
        ledger.save()
    return len(waiting)


def _released(course: Course, assignment: Assignment) -> dict[str, Any]:
    path = course.root / "release" / assignment.name / f"{assignment.name}.ipynb"
    try:
        released: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CourseError(
            str(path.relative_to(course.root)), "not released", fix=f"run `autograder release {assignment.name}`"
        ) from None
    return released


def _cells(item: Graded) -> tuple[StudentCell, ...]:
    if item.result.status is Status.UNREADABLE:
        return ()
    try:
        notebook = read_submission(item.submission.path)
    except NotebookError:  # it was readable when it was graded, and has been changed since
        return ()
    return tuple(StudentCell(cell.kind.value, cell.source, cell.grade_id) for cell in notebook.cells)


class _Ledger:
    """Which result of each student stands in which gradebook."""

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._autograded = course.root / "autograded"
        self._name = assignment.name
        self._path = course.root / ".autograder" / "recorded" / f"{assignment.name}.json"
        self._gradebook = _identity(course, assignment.name)
        self._keys: dict[str, str] = {}
        with contextlib.suppress(OSError, ValueError, KeyError):
            kept = json.loads(self._path.read_text(encoding="utf-8"))
            if self._gradebook and kept["gradebook"] == self._gradebook:
                self._keys = dict(kept["keys"])

    def has(self, item: Graded) -> bool:
        place = self._autograded / item.submission.student / self._name
        return bool(item.key) and self._keys.get(item.submission.student) == item.key and place.is_dir()

    def add(self, item: Graded) -> None:
        self._keys[item.submission.student] = item.key

    def save(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(f".{os.getpid()}.draft")
        draft.write_text(json.dumps({"gradebook": self._gradebook, "keys": self._keys}), encoding="utf-8")
        draft.replace(self._path)


def _identity(course: Course, assignment: str) -> str:
    """What tells this gradebook from another: the id that nbgrader gave the assignment in it.

    Read without nbgrader, whose import takes longer than all else. Empty for a database that is not a local file: then
    everything is written each time.
    """
    url = database_url(course)
    path = Path(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or not path.is_file():
        return ""
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db,
    ):
        row = db.execute("SELECT id FROM assignment WHERE name = ?", (assignment,)).fetchone()
        return str(row[0]) if row else ""
    return ""
