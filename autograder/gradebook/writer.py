"""Writes results into nbgrader's gradebook, one transaction per submission.

The rows are nbgrader's own, reached through its models and its session, but addressed by key and changed in bulk: its
own look-ups compute a dozen sums for every object they load. What a person entered (manual scores, extra credit,
comments) is never written. A row that already says what it should is not written either: a second run changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from autograder.errors import CourseError, InternalError
from autograder.gradebook.comments import comment_on
from autograder.gradebook.database import as_stored, open_gradebook, persistently, sqlite_file
from autograder.gradebook.rows import GradeRow
from autograder.gradebook.sqlite import drop_log, flush_log, use_log
from autograder.gradebook.statements import Statements, build_statements
from autograder.gradebook.wanted import added_up, auto_score_of, penalty_between
from autograder.grades import FinalGrade
from autograder.model import Assignment, Course, ExerciseResult, Language, Result, Verdict

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the gradebook holds for an assignment: ids, and cells by grade id."""

    assignment_id: str
    notebook_id: str
    graded: Mapping[str, str]
    commented: Mapping[str, str]


class GradebookWriter:
    """The one writer of a course's gradebook; a context manager.

    Args:
        course: whose gradebook.
        patience_s: how long to try again while another program holds the database.
    """

    def __init__(self, course: Course, *, patience_s: float = 30.0) -> None:
        self._course = course
        self._patience_s = patience_s
        self._plans: dict[str, _Plan] = {}
        self._students: set[str] = set()
        self._gradebook: Any = None
        self._file: Path | None = None
        self._statements: Statements

    def __enter__(self) -> Self:
        """Open the database.

        Raises:
            CourseError: there is no gradebook yet.
            InternalError: it cannot be reached.
        """
        self._gradebook = open_gradebook(self._course)
        self._statements = build_statements()
        file = sqlite_file(self._course)
        self._gradebook.db.remove()
        self._file = file if file and use_log(self._gradebook.engine, file) else None
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._gradebook.close()
        self._gradebook = None
        if self._file:
            drop_log(self._file)

    def register(self, assignment: Assignment) -> None:
        """Make sure that the gradebook has every cell of `assignment` at its points, and set its due date.

        Raises:
            CourseError: it was not released, or was released in another shape.
            InternalError: the database cannot be written.
        """
        self._plan(assignment.name)
        self._try(f"assignment {assignment.name}", lambda: self._check(assignment))

    def write(
        self,
        result: Result,
        submitted_at: datetime | None,
        grade: FinalGrade | None = None,
        *,
        language: Language | None = None,
    ) -> None:
        """Write one submission's scores and comments: all of it or, if this raises, nothing.

        nbgrader adds up a person's score, else the automatic one, and extra credit, and takes the late penalty off.
        What people entered is never touched, so the automatic scores are those that the final grade counts and the
        penalty is what is left between nbgrader's sum and that grade; where a decision goes before a higher score that
        was entered in formgrader, the difference is part of it, and where before a lower one, it is negative.

        Args:
            result: what the grader says.
            submitted_at: when it was handed in; one without a zone is UTC.
            grade: the final grade; None: what the tests say, and nothing taken off.
            language: of the comments; the course's unless given.

        Raises:
            CourseError: the assignment was not released.
            InternalError: the database cannot be written.
        """
        plan, moment = self._plan(result.assignment), as_stored(submitted_at)
        spoken = language or self._course.language
        place = f"{result.student}/{result.assignment}"
        self._try(place, lambda: self._write(plan, result, moment, grade, spoken))
        self._students.add(result.student)

    def write_many(
        self, results: Iterable[tuple[Result, datetime | None]], *, language: Language | None = None
    ) -> int:
        """Write results as they come, each in a transaction of its own; returns how many.

        Raises:
            CourseError, InternalError: as `write`; what came before is written.
        """
        count = 0
        for result, submitted_at in results:
            self.write(result, submitted_at, language=language)
            count += 1
        return count

    def flush(self) -> None:
        """Make what was written so far outlast a power cut too, and not only the end of this process.

        Raises:
            InternalError: the database cannot be written.
        """
        if self._file:
            self._try("the log", lambda: flush_log(self._session.connection()))

    def _try(self, place: str, work: Any) -> Any:
        session = self._session

        def attempt() -> Any:
            try:
                done = work()
                session.commit()
            except BaseException:
                session.rollback()
                raise
            return done

        return persistently(attempt, place=place, patience_s=self._patience_s)

    @property
    def _session(self) -> Any:
        if self._gradebook is None:
            raise InternalError("gradebook: used outside its `with` block")
        return self._gradebook.db()

    def _plan(self, name: str) -> _Plan:
        if name not in self._plans:
            self._plans[name] = self._try(f"assignment {name}", lambda: self._read_plan(name))
        return self._plans[name]

    def _read_plan(self, name: str) -> _Plan:
        from nbgrader import api  # type: ignore[import-untyped,unused-ignore]
        from sqlalchemy import select

        run = self._session.execute
        found = run(
            select(api.Assignment.id, api.Notebook.id)
            .join(api.Notebook, api.Notebook.assignment_id == api.Assignment.id)
            .where(api.Assignment.name == name, api.Notebook.name == name)
        ).one_or_none()
        if found is None:
            raise CourseError(
                f"assignment {name}", "not in the gradebook", fix=f"release it: `autograder release {name}`"
            )
        kinds = run(
            select(api.BaseCell.id, api.BaseCell.name, api.BaseCell.type).where(api.BaseCell.notebook_id == found[1])
        ).all()
        return _Plan(
            assignment_id=found[0],
            notebook_id=found[1],
            graded={cell.name: cell.id for cell in kinds if cell.type in ("GradeCell", "TaskCell")},
            commented={cell.name: cell.id for cell in kinds if cell.type in ("SolutionCell", "TaskCell")},
        )

    def _check(self, assignment: Assignment) -> None:
        from nbgrader import api
        from sqlalchemy import select, update

        plan = self._plans[assignment.name]
        run = self._session.execute
        base, graded = api.BaseCell.__table__, api.GradeCell.__table__
        rows = run(
            select(base.c.name, graded.c.max_score)
            .join(graded, graded.c.id == base.c.id)
            .where(base.c.notebook_id == plan.notebook_id)
        )
        worth = {row.name: row.max_score for row in rows}
        release = f"release it again: `autograder release {assignment.name}`"
        for exercise in assignment.exercises:
            place = f"assignment {assignment.name}: cell '{exercise.grade_id}'"
            if exercise.grade_id not in worth:
                raise CourseError(place, "not in the gradebook", fix=release)
            if worth[exercise.grade_id] != exercise.points:
                got, expected = f"worth {worth[exercise.grade_id]:g} in the gradebook", f"{exercise.points:g}"
                raise CourseError(place, got, expected, release)
        due = as_stored(assignment.due)
        known = run(select(api.Assignment.duedate).where(api.Assignment.id == plan.assignment_id)).scalar_one()
        if known != due:
            run(update(api.Assignment).where(api.Assignment.id == plan.assignment_id).values(duedate=due))

    def _write(
        self, plan: _Plan, result: Result, moment: datetime | None, grade: FinalGrade | None, language: Language
    ) -> None:
        notebook, penalty, handed_in_again = self._submission(plan, result.student, moment)
        total = self._write_grades(plan, result.exercises, grade, notebook, handed_in_again=handed_in_again)
        self._write_comments(plan, result.exercises, notebook, language)
        new_penalty = penalty_between(total, grade)
        if penalty != new_penalty:
            self._run(self._statements.set_penalty, {"row": notebook, "late_submission_penalty": new_penalty})

    def _submission(self, plan: _Plan, student: str, moment: datetime | None) -> tuple[str, float | None, bool]:
        """The submitted notebook's id, its penalty, and whether it replaces an earlier one; made where missing."""
        sql = self._statements
        key = {"assignment_id": plan.assignment_id, "student_id": student, "notebook_id": plan.notebook_id}
        found = self._run(sql.submission, key).one_or_none()
        if found is None:
            if student not in self._students and not self._run(sql.student, {"student_id": student}).all():
                self._run(sql.add_student, {"id": student})
            submission = _new_id()
            row = {"id": submission, "assignment_id": plan.assignment_id, "student_id": student, "timestamp": moment}
            self._run(sql.add_submission, row)
        else:
            submission = found.id
            if found.timestamp != moment:
                self._run(sql.set_timestamp, {"row": submission, "timestamp": moment})
            if found.notebook is not None:
                return found.notebook, found.late_submission_penalty, found.timestamp != moment
        notebook = _new_id()
        self._run(sql.add_notebook, {"id": notebook, "notebook_id": plan.notebook_id, "assignment_id": submission})
        return notebook, None, False

    def _write_grades(
        self,
        plan: _Plan,
        exercises: Iterable[ExerciseResult],
        grade: FinalGrade | None,
        notebook: str,
        *,
        handed_in_again: bool,
    ) -> float:
        """Write the automatic scores; returns what nbgrader adds up then."""
        there = {row.cell_id: row for row in self._run(self._statements.grades, {"notebook": notebook})}
        new = {
            cell: _row(cell, notebook, auto_score=None, needs_manual_grade=True)
            for cell in plan.graded.values()
            if cell not in there
        }
        changed: list[Row] = []
        total = 0.0
        for exercise in exercises:
            cell = _cell_of(plan.graded, _grade_id(exercise), exercise)
            auto_score, decided = auto_score_of(exercise, grade)
            needs = auto_score is None
            if cell in new:
                new[cell].update(auto_score=auto_score, needs_manual_grade=needs)
                total += auto_score or 0.0
                continue
            row = there[cell]
            total += added_up(exercise.name, GradeRow(auto_score, row.manual_score, row.extra_credit, needs), grade)
            # A person graded this: ask again only if there is something new to see.
            if row.manual_score is not None and not decided:
                needs = row.needs_manual_grade or handed_in_again or row.auto_score != auto_score
            if (row.auto_score, row.needs_manual_grade) != (auto_score, needs):
                changed.append({"row": row.id, "auto_score": auto_score, "needs_manual_grade": needs})
        self._run_many(self._statements.add_grades, list(new.values()))
        self._run_many(self._statements.set_grades, changed)
        return total

    def _write_comments(
        self, plan: _Plan, exercises: Iterable[ExerciseResult], notebook: str, language: Language
    ) -> None:
        there = {row.cell_id: row for row in self._run(self._statements.comments, {"notebook": notebook})}
        new = {
            cell: _row(cell, notebook, auto_comment=None) for cell in plan.commented.values() if cell not in there
        }
        changed: list[Row] = []
        for exercise in exercises:
            comment = comment_on(exercise, self._course.feedback, language)
            cell = _cell_of(plan.commented, exercise.name, exercise)
            if cell in new:
                new[cell]["auto_comment"] = comment
            elif there[cell].auto_comment != comment:
                changed.append({"row": there[cell].id, "auto_comment": comment})
        self._run_many(self._statements.add_comments, list(new.values()))
        self._run_many(self._statements.set_comments, changed)

    def _run(self, statement: Any, values: Row) -> Any:
        return self._session.execute(statement, values)

    def _run_many(self, statement: Any, rows: list[Row]) -> None:
        if rows:
            self._session.execute(statement, rows)


def _new_id() -> str:
    """A key as nbgrader makes them."""
    return uuid4().hex


def _row(cell: str, notebook: str, **values: Any) -> Row:
    return {"id": _new_id(), "cell_id": cell, "notebook_id": notebook, **values}


def _grade_id(exercise: ExerciseResult) -> str:
    return exercise.name if exercise.verdict is Verdict.MANUAL else f"test-{exercise.name}"


def _cell_of(cells: Mapping[str, str], name: str, exercise: ExerciseResult) -> str:
    if name not in cells:
        raise CourseError(
            f"exercise {exercise.name!r}", f"no cell {name!r} in the gradebook", fix="release the assignment again"
        )
    return cells[name]
