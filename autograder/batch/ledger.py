"""Which result of each student stands in which gradebook: a list that grows by a line for each.

It is written after the gradebook, so that a crash in between makes the next run write the same again, never miss
something. Its first line names the gradebook that it is about; of another one nothing is known. A line that is not
whole ends it.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from pathlib import Path
from typing import Any

from autograder.errors import CourseError
from autograder.files import write_whole
from autograder.gradebook import check_encoding, database_url
from autograder.model import Assignment, Course

_WASTE = 4  # so many lines for one that counts, and the list is written anew


def ledger_place(course: Course, assignment: Assignment) -> Path:
    """Where the list of an assignment is."""
    return course.root / ".autograder" / "recorded" / f"{assignment.name}.jsonl"


class Ledger:
    """The list of one assignment.

    Args:
        course: the course.
        assignment: the assignment.
    """

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._path = ledger_place(course, assignment)
        self._gradebook = _identity(course, assignment.name)
        self._keys: dict[str, str] = {}
        self._new: list[str] = []
        self._lines = -1
        """Lines in the file; -1 if it has to be written anew."""
        self._load()

    def has(self, student: str, key: str) -> bool:
        """Whether this result of this student is in the gradebook."""
        return bool(key) and self._keys.get(student) == key

    def add(self, student: str, key: str) -> None:
        """The gradebook has this result now."""
        self._keys[student] = key
        self._new.append(_line([student, key]))

    def save(self) -> None:
        """Write down what was added.

        Raises:
            CourseError: the file cannot be written.
        """
        if not self._new:
            return
        try:
            if self._lines < 0 or self._lines > _WASTE * len(self._keys) + 100:
                lines = [_line({"gradebook": self._gradebook}), *map(_line, self._keys.items())]
                write_whole(self._path, "".join(lines).encode("utf-8", "surrogatepass"))
                self._lines = len(lines)
            else:
                with self._path.open("ab") as file:
                    file.write("".join(self._new).encode("utf-8", "surrogatepass"))
                self._lines += len(self._new)
        except OSError as error:
            self._lines = -1
            raise CourseError(str(self._path), f"cannot be written: {error.strerror}") from error
        self._new.clear()

    def _load(self) -> None:
        if not self._gradebook:
            return
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            # What follows the last line end is nothing, unless a writer was killed.
            *lines, torn = self._path.read_bytes().split(b"\n")
            if not lines or json.loads(lines[0])["gradebook"] != self._gradebook:
                return
            for line in lines[1:]:
                student, key = json.loads(line)
                self._keys[student] = key
            self._lines = -1 if torn else len(lines)


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"


def _identity(course: Course, assignment: str) -> str:
    """What tells this gradebook from another: the id that nbgrader gave the assignment in it. Empty if there is none.

    Read without nbgrader, whose import takes longer than all else.
    """
    url = database_url(course)
    if not url.startswith("sqlite:///"):
        check_encoding(course)
        return _identity_on_server(url, assignment)
    path = Path(url.removeprefix("sqlite:///"))
    if not path.is_file():
        return ""
    with (
        contextlib.suppress(sqlite3.Error),
        contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30.0)) as db,
    ):
        row = db.execute("SELECT id FROM assignment WHERE name = ?", (assignment,)).fetchone()
        return str(row[0]) if row else ""
    return ""


def _identity_on_server(url: str, assignment: str) -> str:
    from sqlalchemy import NullPool, create_engine, text
    from sqlalchemy.exc import SQLAlchemyError

    query = text("SELECT id FROM assignment WHERE name = :name")
    with contextlib.suppress(SQLAlchemyError, ImportError):  # opening the gradebook will say what is wrong
        with create_engine(url, poolclass=NullPool).connect() as db:  # no pool: nothing stays open
            row = db.execute(query, {"name": assignment}).fetchone()
        return str(row[0]) if row else ""
    return ""
