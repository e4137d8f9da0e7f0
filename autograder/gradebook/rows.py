"""Reads what nbgrader's tables say about an assignment, all of it in a few queries and without importing nbgrader.

Importing nbgrader takes longer than reading a class; who finds that nothing has to be written never needs it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.errors import CourseError
from autograder.gradebook.database import check_encoding, database_url, persistently
from autograder.grades import Given, GivenGrade
from autograder.model import Assignment, Course

_SUBMISSIONS = """
SELECT s.student_id AS student, s.timestamp AS timestamp, s.extension AS extension,
       n.late_submission_penalty AS penalty
FROM submitted_assignment s JOIN assignment a ON a.id = s.assignment_id
LEFT JOIN submitted_notebook n ON n.assignment_id = s.id
LEFT JOIN notebook k ON k.id = n.notebook_id AND k.name = :name
WHERE a.name = :name AND (n.id IS NULL OR k.id IS NOT NULL)
"""
_CELLS = """
SELECT s.student_id AS student, b.name AS cell, {columns}
FROM {table} g JOIN base_cell b ON b.id = g.cell_id
JOIN submitted_notebook n ON n.id = g.notebook_id
JOIN submitted_assignment s ON s.id = n.assignment_id
JOIN assignment a ON a.id = s.assignment_id
JOIN notebook k ON k.id = n.notebook_id
WHERE a.name = :name AND k.name = :name
"""


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One cell's row of nbgrader's table `grade`."""

    auto_score: float | None
    manual_score: float | None
    extra_credit: float | None
    needs_manual_grade: bool

    @property
    def score(self) -> float:
        """What nbgrader adds up: the person's score, else the automatic one, and the extra credit."""
        base = self.manual_score if self.manual_score is not None else self.auto_score
        return (base or 0.0) + (self.extra_credit or 0.0)


@dataclass(frozen=True, slots=True)
class StudentRows:
    """What nbgrader's tables say about one student's assignment; times in UTC, cells by grade id."""

    timestamp: datetime | None
    extension: timedelta | None
    penalty: float | None
    grades: Mapping[str, GradeRow] = field(default_factory=lambda: MappingProxyType({}))
    auto_comments: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    manual_comments: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def read_rows(course: Course, assignment: Assignment, *, patience_s: float = 30.0) -> dict[str, StudentRows]:
    """The rows of an assignment by student; none where there is no gradebook yet, or the assignment is not in it.

    Raises:
        InternalError: the database cannot be read.
        CourseError: its URL is none, or its driver is missing.
    """
    url = database_url(course)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        return {}
    check_encoding(course)
    from sqlalchemy import NullPool, create_engine
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        engine = create_engine(url, poolclass=NullPool)  # no pool: nothing stays open
    except ArgumentError as error:  # not shown: it may hold a password
        raise CourseError("course.toml: database.url", "no database URL", "one such as postgresql://...") from error
    except (ImportError, NoSuchModuleError) as error:
        raise CourseError("course.toml: database.url", f"no driver for it: {error}") from error
    return persistently(lambda: _read(engine, assignment), place=f"assignment {assignment.name}", patience_s=patience_s)


def _read(engine: Any, assignment: Assignment) -> dict[str, StudentRows]:
    from sqlalchemy import Boolean, DateTime, Float, Interval, text
    from sqlalchemy.exc import OperationalError, ProgrammingError

    name = {"name": assignment.name}
    with engine.connect() as connection:
        submissions = text(_SUBMISSIONS).columns(timestamp=DateTime(), extension=Interval(), penalty=Float())
        try:
            found = connection.execute(submissions, name).all()
        except (OperationalError, ProgrammingError) as error:
            if "no such table" in str(error) or "does not exist" in str(error):  # an empty database
                return {}
            raise
        rows = {row.student: StudentRows(_in_utc(row.timestamp), row.extension, row.penalty) for row in found}
        columns = "g.auto_score AS auto, g.manual_score AS manual, g.extra_credit AS extra"
        columns += ", g.needs_manual_grade AS needs"
        grades = text(_CELLS.format(table="grade", columns=columns)).columns(needs=Boolean())
        for row in connection.execute(grades, name):
            mine = rows[row.student]
            grade = GradeRow(row.auto, row.manual, row.extra, bool(row.needs))
            rows[row.student] = replace(mine, grades={**mine.grades, row.cell: grade})
        columns = "g.auto_comment AS auto, g.manual_comment AS manual"
        for row in connection.execute(text(_CELLS.format(table="comment", columns=columns)), name):
            mine = rows[row.student]
            auto = {**mine.auto_comments, row.cell: row.auto} if row.auto else mine.auto_comments
            manual = {**mine.manual_comments, row.cell: row.manual} if row.manual else mine.manual_comments
            rows[row.student] = replace(mine, auto_comments=auto, manual_comments=manual)
    return rows


def read_students(course: Course, *, patience_s: float = 30.0) -> dict[str, dict[str, str]]:
    """`first_name`, `last_name`, `email` of each student in nbgrader's table, by id; none where no gradebook is yet.

    Raises:
        InternalError: the database cannot be read.
    """
    url = database_url(course)
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).is_file():
        return {}
    check_encoding(course)
    from sqlalchemy import NullPool, create_engine, text
    from sqlalchemy.exc import OperationalError, ProgrammingError

    columns = ("first_name", "last_name", "email")

    def read() -> dict[str, dict[str, str]]:
        with create_engine(url, poolclass=NullPool).connect() as connection:
            try:
                found = connection.execute(text(f"SELECT id, {', '.join(columns)} FROM student")).all()
            except (OperationalError, ProgrammingError) as error:
                if "no such table" in str(error) or "does not exist" in str(error):  # an empty database
                    return {}
                raise
        return {row.id: {column: getattr(row, column) or "" for column in columns} for row in found}

    return persistently(read, place="the students", patience_s=patience_s)


def read_names(course: Course) -> dict[str, tuple[str, str]]:
    """Name and e-mail of each student in nbgrader's table, by id.

    Raises:
        InternalError: the database cannot be read.
    """
    students = read_students(course)
    return {who: (f"{row['first_name']} {row['last_name']}".strip(), row["email"]) for who, row in students.items()}


def given_in(rows: StudentRows | None, assignment: Assignment) -> Given:
    """What people gave one student, by exercise. Whatever only the grader writes is left out."""
    if rows is None:
        return Given()
    given: dict[str, GivenGrade] = {}
    for exercise in assignment.exercises:
        row = rows.grades.get(exercise.grade_id)
        comment = rows.manual_comments.get(exercise.solution_id, "")
        score = None if row is None else row.manual_score
        extra = (row.extra_credit or 0.0) if row else 0.0
        if score is not None or extra or comment:
            again = bool(row and row.needs_manual_grade and score is not None)
            given[exercise.name] = GivenGrade(score, extra, comment, again)
    return Given(given, rows.extension)


def _in_utc(moment: datetime | None) -> datetime | None:
    return moment if moment is None or moment.tzinfo is not None else moment.replace(tzinfo=UTC)
