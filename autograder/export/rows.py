"""One row for each student and assignment: what every table of grades is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from autograder.grades import FinalGrade, GradeStatus
from autograder.model import ENGLISH, Person, ReasonKind
from autograder.wording import one_line, reason_in_words

WITHOUT_A_NUMBER: Final = frozenset({GradeStatus.PENDING, GradeStatus.MISSING, GradeStatus.NOT_DUE})
"""What the LMS formats leave blank."""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One student's final grade of one assignment; `person` is None for somebody who is not on the roster."""

    student: str
    person: Person | None
    grade: FinalGrade


@dataclass(frozen=True, slots=True)
class Table:
    """A file of grades, and what somebody must look at before it is used: a line each."""

    text: str
    warnings: tuple[str, ...] = field(default=())


def by_student(rows: Iterable[ExportRow], names: Sequence[str]) -> dict[str, dict[str, ExportRow]]:
    """The rows of these assignments by student, in the order in which students come, and by assignment."""
    students: dict[str, dict[str, ExportRow]] = {}
    for row in rows:
        if row.grade.assignment in names:
            students.setdefault(row.student, {})[row.grade.assignment] = row
    return students


def reasons_text(grade: FinalGrade, zone: str) -> str:
    """Why a grade is what it is, on one line, in English; what tests alone decided is left out."""
    said = []
    for reason in grade.reasons:
        if reason.kind is ReasonKind.AUTOMATIC:
            continue
        text = one_line(reason_in_words(reason, zone).in_language(ENGLISH))
        said.append(f"{text} [{one_line(reason.why)}]" if reason.why else text)
    return "; ".join(said)
