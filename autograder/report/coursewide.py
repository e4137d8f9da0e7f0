"""What the page over all assignments shows: everybody's shares, where they go, and who falls behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from autograder.grades import FinalGrade, GradeStatus
from autograder.model import Assignment, Course, Language
from autograder.report.feedback import percent
from autograder.wording import one_line

_DROP = 20  # percentage points between a student's earlier mean and the last assignment that are worth a look
_LOW = 50


@dataclass(frozen=True, slots=True)
class ShareView:
    """A student's share of one assignment. `heat` is 0 to 10, or a word where there is no share."""

    text: str
    heat: str


@dataclass(frozen=True, slots=True)
class ProgressRow:
    """A student over all assignments. `behind` says why somebody should look; empty for nothing."""

    student: str
    name: str
    shares: tuple[ShareView, ...]
    mean: str
    trend: str
    behind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AssignmentColumn:
    """An assignment: its mean, and how many handed in."""

    title: str
    name: str
    mean: str
    handed_in: int
    missing: int


@dataclass(frozen=True, slots=True)
class CourseView:
    """The page of a course."""

    course: str
    columns: tuple[AssignmentColumn, ...]
    rows: tuple[ProgressRow, ...]
    behind: tuple[ProgressRow, ...]


def course_view(
    course: Course,
    assignments: Sequence[Assignment],
    grades: Sequence[Mapping[str, FinalGrade]],
    names: Mapping[str, str],
    words: Mapping[str, str],
    language: Language,
) -> CourseView:
    """Everybody over all assignments.

    Args:
        grades: for each assignment, the final grades by student.
        names: of students, where they are known.
        words: the pages'.
    """
    students = list(dict.fromkeys(student for one in grades for student in one))
    rows = tuple(
        _row(student, names.get(student, ""), [one.get(student) for one in grades], words) for student in students
    )
    columns = []
    for assignment, one in zip(assignments, grades, strict=True):
        shares = [share for grade in one.values() if (share := _share(grade)) is not None]
        missing = sum(grade.status is GradeStatus.MISSING for grade in one.values())
        title = assignment.title.in_language(language)
        columns.append(
            AssignmentColumn(title, assignment.name, f"{mean(shares):.0f}%" if shares else "–", len(shares), missing)
        )
    return CourseView(
        course.title.in_language(language), tuple(columns), rows, tuple(row for row in rows if row.behind)
    )


def _share(grade: FinalGrade | None) -> int | None:
    """The percentage that a grade stands for; None where there is none."""
    if grade is None or grade.final is None:
        return None
    return percent(grade.final, grade.points)


def _row(student: str, name: str, grades: Sequence[FinalGrade | None], words: Mapping[str, str]) -> ProgressRow:
    views: list[ShareView] = []
    known: list[int] = []
    missing = 0
    for grade in grades:
        share = _share(grade)
        if share is not None:
            known.append(share)
            views.append(ShareView(f"{share}", str(min(share, 100) // 10)))
        elif grade is not None and grade.status is GradeStatus.MISSING:
            missing += 1
            known.append(0)
            views.append(ShareView(words["missing_short"], "fault"))
        else:
            waiting = grade is not None and grade.status is GradeStatus.PENDING
            views.append(ShareView("✎" if waiting else "–", "waiting" if waiting else "none"))
    change = known[-1] - mean(known[:-1]) if len(known) > 1 else 0.0
    trend = "↗" if change >= _DROP / 2 else "↘" if change <= -_DROP / 2 else "→"
    behind = []
    if missing:
        behind.append(words["behind_missing"].format(count=missing))
    if known and mean(known) < _LOW:
        behind.append(words["behind_low"].format(share=round(mean(known))))
    if change <= -_DROP:
        behind.append(words["behind_falls"].format(points=round(-change)))
    return ProgressRow(
        one_line(student), one_line(name), tuple(views), f"{mean(known):.0f}%" if known else "–",
        trend if len(known) > 1 else "", tuple(behind),
    )  # fmt: skip
