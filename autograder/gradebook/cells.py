"""Brings the gradebook's cells to those of a new release, submissions or not.

nbgrader itself refuses to add or remove a cell once somebody has handed in. Here the cells that stay keep their rows,
and with them every score and comment; a new one gets rows for all who have handed in; one that is gone takes its rows
along. If a person had entered something in those, it is asked first, and what was entered is kept in a file.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from autograder.errors import ConsentNeededError, CourseError
from autograder.gradebook.database import as_stored, open_gradebook, persistently, sqlite_file
from autograder.model import Assignment, Course

Row = dict[str, Any]
_KINDS = {"GradeCell": "grade_cells", "SolutionCell": "solution_cells", "TaskCell": "task_cells"}
_NAMED = 3
"""So many examples are named in a message."""


@dataclass(frozen=True, slots=True)
class CellChanges:
    """What became of the gradebook's cells: grade ids that came and went, and how much that people entered went along.

    Attributes:
        added: cells that are new.
        removed: cells that are gone.
        dropped: entries of people that went with them.
        kept_in: the file that has those.
    """

    added: tuple[str, ...]
    removed: tuple[str, ...]
    dropped: int
    kept_in: Path | None


def register_release(course: Course, assignment: Assignment, made: Path, *, drop_entries: bool = False) -> CellChanges:
    """Make the gradebook know a release: its cells, its points and its due date; all of it or nothing.

    Args:
        course: whose gradebook; made if there is none.
        assignment: what is released.
        made: the SQLite gradebook that nbgrader recorded the new release in, and nothing else.
        drop_entries: drop also cells that a person entered something for; it goes to a file.

    Raises:
        ConsentNeededError: it would drop such cells.
        CourseError, InternalError: the gradebook cannot be read or written.
    """
    file = sqlite_file(course)
    if file is not None and not file.exists():
        _copy(made, file)
    wanted = _Wanted.of(made, assignment.name)
    gradebook = open_gradebook(course, make=True)
    try:
        return persistently(
            lambda: _register(gradebook.db, course, assignment, wanted, drop_entries=drop_entries),
            place=f"assignment {assignment.name}",
            patience_s=30.0,
        )
    finally:
        gradebook.close()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What nbgrader recorded of the new release.

    `cells` is by kind and grade id, what a cell has beside its name; `sources` by grade id.
    """

    kernelspec: str | None
    cells: Mapping[tuple[str, str], Row]
    sources: Mapping[str, Row]

    @classmethod
    def of(cls, file: Path, name: str) -> _Wanted:
        with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as db:
            db.row_factory = sqlite3.Row
            notebook = db.execute(
                "SELECT n.id, n.kernelspec FROM notebook n JOIN assignment a ON a.id = n.assignment_id "
                "WHERE a.name = ? AND n.name = ?",
                (name, name),
            ).fetchone()
            cells: dict[tuple[str, str], Row] = {}
            for cell in db.execute("SELECT id, name, type FROM base_cell WHERE notebook_id = ?", (notebook["id"],)):
                own = db.execute(f"SELECT * FROM {_KINDS[cell['type']]} WHERE id = ?", (cell["id"],)).fetchone()
                cells[cell["type"], cell["name"]] = {key: own[key] for key in own.keys() if key != "id"}  # noqa: SIM118
            sources = {
                row["name"]: {
                    "cell_type": row["cell_type"],
                    "locked": bool(row["locked"]),
                    "source": row["source"],
                    "checksum": row["checksum"],
                }
                for row in db.execute("SELECT * FROM source_cell WHERE notebook_id = ?", (notebook["id"],))
            }
            return cls(notebook["kernelspec"], cells, sources)


def _register(db: Any, course: Course, assignment: Assignment, wanted: _Wanted, *, drop_entries: bool) -> CellChanges:
    try:
        changes = _Migration(db, course, assignment).run(wanted, drop_entries=drop_entries)
        db.commit()
    except BaseException:
        db.rollback()
        raise
    return changes


class _Migration:
    """One transaction on nbgrader's tables."""

    def __init__(self, db: Any, course: Course, assignment: Assignment) -> None:
        from nbgrader import api  # type: ignore[import-untyped,unused-ignore]

        self._db, self._course, self._assignment = db, course, assignment
        self._tables: dict[str, Any] = dict(api.Base.metadata.tables)

    def run(self, wanted: _Wanted, *, drop_entries: bool) -> CellChanges:
        notebook = self._notebook(wanted.kernelspec)
        there = {(row.type, row.name): row.id for row in self._rows("base_cell", notebook_id=notebook)}
        gone = {key: there[key] for key in there if key not in wanted.cells}
        entries = self._entries(gone)
        if entries and not drop_entries:
            raise ConsentNeededError(*_what_is_lost(self._assignment.name, entries))
        kept_in = self._keep(entries) if entries else None
        for (kind, _), cell in gone.items():
            for table in ("grade", "comment"):
                self._delete(table, cell_id=cell)
            self._delete(_KINDS[kind], id=cell)
            self._delete("base_cell", id=cell)
        submitted = [row.id for row in self._rows("submitted_notebook", notebook_id=notebook)]
        new = [key for key in wanted.cells if key not in there]
        for (kind, name), values in wanted.cells.items():
            if (kind, name) in there:
                self._set(_KINDS[kind], there[kind, name], values)
            else:
                self._add_cell(notebook, kind, name, values, submitted)
        self._set_sources(notebook, wanted.sources)
        return CellChanges(_names(new), _names(gone), len(entries), kept_in)

    # ---------------------------------------------------------------- rows

    def _notebook(self, kernelspec: str | None) -> str:
        """The notebook's id, and its assignment's due date set; both made where they are missing."""
        name, due = self._assignment.name, as_stored(self._assignment.due)
        found = self._rows("assignment", name=name)
        if found:
            assignment: str = found[0].id
            self._set("assignment", assignment, {"duedate": due})
        else:
            assignment = self._insert("assignment", name=name, duedate=due, course_id=self._course.course_id)
        notebooks = self._rows("notebook", assignment_id=assignment, name=name)
        if notebooks:
            notebook: str = notebooks[0].id
            self._set("notebook", notebook, {"kernelspec": kernelspec})
            return notebook
        return self._insert("notebook", name=name, assignment_id=assignment, kernelspec=kernelspec)

    def _add_cell(self, notebook: str, kind: str, name: str, values: Row, submitted: Iterable[str]) -> None:
        cell = self._insert("base_cell", name=name, notebook_id=notebook, type=kind)
        self._insert(_KINDS[kind], id=cell, **values)
        for student in submitted:  # graded the next time; until then somebody is waited for
            if kind != "SolutionCell":
                self._insert("grade", cell_id=cell, notebook_id=student, needs_manual_grade=True)
            if kind != "GradeCell":
                self._insert("comment", cell_id=cell, notebook_id=student)

    def _set_sources(self, notebook: str, wanted: Mapping[str, Row]) -> None:
        there = {row.name: row.id for row in self._rows("source_cell", notebook_id=notebook)}
        for name in there.keys() - wanted.keys():
            self._delete("source_cell", id=there[name])
        for name, values in wanted.items():
            if name in there:
                self._set("source_cell", there[name], values)
            else:
                self._insert("source_cell", name=name, notebook_id=notebook, **values)

    def _entries(self, gone: Mapping[tuple[str, str], str]) -> list[Row]:
        """What people entered for these cells."""
        found: list[Row] = []
        owner = {row.id: row.assignment_id for row in self._rows("submitted_notebook")} if gone else {}
        student = {row.id: row.student_id for row in self._rows("submitted_assignment")} if gone else {}
        for (_, name), cell in gone.items():
            for row in self._rows("grade", cell_id=cell):
                if row.manual_score is not None or row.extra_credit:
                    given = {"manual_score": row.manual_score, "extra_credit": row.extra_credit}
                    found.append({"student": student[owner[row.notebook_id]], "cell": name, **given})
            for row in self._rows("comment", cell_id=cell):
                if row.manual_comment:
                    given = {"manual_comment": row.manual_comment}
                    found.append({"student": student[owner[row.notebook_id]], "cell": name, **given})
        return sorted(found, key=lambda entry: (entry["cell"], entry["student"]))

    def _keep(self, entries: Iterable[Row]) -> Path:
        """Write down what is dropped, before it is."""
        place = self._course.root / ".autograder" / "dropped" / f"{self._assignment.name}.jsonl"
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("a", encoding="utf-8") as file:
                file.writelines(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
        except OSError as error:
            raise CourseError(str(place), f"cannot be written: {error.strerror}") from error
        return place

    def _rows(self, table: str, **where: Any) -> list[Any]:
        from sqlalchemy import select

        return list(self._db.execute(select(self._tables[table]).filter_by(**where)))

    def _insert(self, table: str, **values: Any) -> str:
        row = {"id": uuid4().hex, **values}  # a key as nbgrader makes them
        self._db.execute(self._tables[table].insert().values(row))
        return str(row["id"])

    def _set(self, table: str, row: str, values: Row) -> None:
        if values:
            columns = self._tables[table]
            self._db.execute(columns.update().where(columns.c.id == row).values(values))

    def _delete(self, table: str, **where: Any) -> None:
        self._db.execute(self._tables[table].delete().filter_by(**where))


def _what_is_lost(name: str, entries: list[Row]) -> tuple[str, str, str, str]:
    examples = [f"{entry['cell']} of {entry['student']}" for entry in entries[:_NAMED]]
    more = f" and {len(entries) - _NAMED} more" if len(entries) > _NAMED else ""
    return (
        f"gradebook: {name}",
        f"what people entered for cells that are gone would be dropped: {', '.join(examples)}{more}",
        "",
        "--yes drops it and keeps a copy in .autograder/dropped",
    )


def _names(keys: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(sorted({name for _, name in keys}))


def _copy(made: Path, file: Path) -> None:
    """A gradebook of a course that has none: nbgrader's own, of the release that it is made for."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        for rest in ("-wal", "-shm"):  # of a gradebook that is no more; SQLite would play it into this one
            file.with_name(file.name + rest).unlink(missing_ok=True)
        draft = file.with_name(f".{file.name}.{os.getpid()}.draft")
        shutil.copyfile(made, draft)
        draft.replace(file)
    except OSError as error:
        raise CourseError(str(file), f"cannot be written: {error.strerror}") from error
