"""The statements that the writer runs, over the tables of nbgrader's models. Built once: that costs more than running.

Parameters are named after columns; the row to change is `row`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Statements:
    """One statement for each thing that is read or written for a submission."""

    student: Any
    add_student: Any
    submission: Any
    add_submission: Any
    set_timestamp: Any
    add_notebook: Any
    set_penalty: Any
    grades: Any
    add_grades: Any
    set_grades: Any
    comments: Any
    add_comments: Any
    set_comments: Any


def build_statements() -> Statements:
    """All of them. Imports nbgrader."""
    from nbgrader import api  # type: ignore[import-untyped,unused-ignore]
    from sqlalchemy import and_, bindparam, insert, select, update

    student: Any = api.Student.__table__
    submission: Any = api.SubmittedAssignment.__table__
    notebook: Any = api.SubmittedNotebook.__table__
    grade: Any = api.Grade.__table__
    comment: Any = api.Comment.__table__

    def setting(table: Any, *columns: str) -> Any:
        return update(table).where(table.c.id == bindparam("row")).values({name: bindparam(name) for name in columns})

    notebook_here = and_(
        notebook.c.assignment_id == submission.c.id, notebook.c.notebook_id == bindparam("notebook_id")
    )
    return Statements(
        student=select(student.c.id).where(student.c.id == bindparam("student_id")),
        add_student=insert(student),
        submission=select(
            submission.c.id,
            submission.c.timestamp,
            notebook.c.id.label("notebook"),
            notebook.c.late_submission_penalty,
        )
        .select_from(submission.outerjoin(notebook, notebook_here))
        .where(
            submission.c.assignment_id == bindparam("assignment_id"),
            submission.c.student_id == bindparam("student_id"),
        ),
        add_submission=insert(submission),
        set_timestamp=setting(submission, "timestamp"),
        add_notebook=insert(notebook),
        set_penalty=setting(notebook, "late_submission_penalty"),
        grades=select(
            grade.c.id,
            grade.c.cell_id,
            grade.c.auto_score,
            grade.c.manual_score,
            grade.c.extra_credit,
            grade.c.needs_manual_grade,
        ).where(grade.c.notebook_id == bindparam("notebook")),
        add_grades=insert(grade),
        set_grades=setting(grade, "auto_score", "needs_manual_grade"),
        comments=select(comment.c.id, comment.c.cell_id, comment.c.auto_comment).where(
            comment.c.notebook_id == bindparam("notebook")
        ),
        add_comments=insert(comment),
        set_comments=setting(comment, "auto_comment"),
    )
