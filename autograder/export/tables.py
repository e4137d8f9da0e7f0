"""Grades as CSV for people, and the pieces that all tables share.

A spreadsheet runs a cell that begins like a formula, so text that does gets an apostrophe in front. Where there is no
number there is no number: a grade that is waited for, a missing submission and an excuse are empty cells and a status.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from autograder.export.rows import ExportRow, reasons_text
from autograder.grades import ExerciseGrade, Source, Total
from autograder.model import Person
from autograder.wording import one_line

COLUMNS = (
    "student", "name", "email", "section", "assignment", "status", "score", "late_penalty", "final_score", "points",
    "exercises", "reasons",
)  # fmt: skip

# Some spreadsheets trim white space and take full-width signs for plain ones.
_FORMULA = re.compile(r"\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_LONGEST_CELL = 8000


def grades_csv(rows: Iterable[ExportRow], zone: str = "UTC") -> str:
    """One row for each student and assignment, in the order in which they come.

    The scores of the exercises stand in one column as `name=score/points` (`?` where it is waited for, `-` where it
    does not count), so that assignments fit in one table; the reasons in another.

    Args:
        zone: in which times are given.
    """
    made: list[list[str]] = [list(COLUMNS)]
    for row in rows:
        grade = row.grade
        made.append(
            [
                *_identity(row.student, row.person),
                safe_cell(grade.assignment),
                grade.status.value,
                number(grade.score),
                number(grade.late_penalty),
                number(grade.final),
                number(grade.points),
                safe_cell("; ".join(f"{one.name}={score_of_points(one)}" for one in grade.exercises)),
                safe_cell(reasons_text(grade, zone)),
            ]
        )
    return csv_text(made)


def totals_csv(
    totals: Iterable[tuple[Total, Person | None]], finals: dict[str, dict[str, str]], names: Sequence[str]
) -> str:
    """One row for each student: each assignment's final score or status, the percentage of all, and a letter.

    Args:
        totals: by student, in order.
        finals: by student and assignment, what to show.
        names: the assignments.
    """
    header = ["student", "name", "email", "section", *names, "percent", "letter", "dropped", "waiting"]
    made = [[safe_cell(cell) for cell in header]]
    for total, person in totals:
        shown = finals.get(total.student, {})
        made.append(
            [
                *_identity(total.student, person),
                *(shown.get(name, "") for name in names),
                number(total.percent),
                safe_cell(total.letter),
                safe_cell(" ".join(total.dropped)),
                safe_cell(" ".join(total.waiting)),
            ]
        )
    return csv_text(made)


def safe_cell(text: str) -> str:
    """Text on one line that no spreadsheet takes for a formula; a plain number stays one."""
    line = one_line(text, limit_chars=_LONGEST_CELL)
    return f"'{line}" if _FORMULA.match(line) and not _NUMBER.fullmatch(line) else line


def number(value: float | None) -> str:
    """Points as LMS imports take them: a dot, no exponent, no sign; empty where there are none."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def csv_text(rows: Sequence[Sequence[str]], *, quote_all: bool = False) -> str:
    """Rows as CSV, lines ending in a newline."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL).writerows(rows)
    return out.getvalue()


def _identity(student: str, person: Person | None) -> list[str]:
    known = person or Person(student)
    return [safe_cell(cell) for cell in (student, known.name, known.email, known.section)]


def score_of_points(one: ExerciseGrade) -> str:
    """`score/points` of an exercise: `?` where it is waited for, `-` where it does not count."""
    if one.score is None:
        score = "-" if not one.counts and one.source is Source.FREE else "?"
    else:
        score = number(one.score + one.extra)
    return f"{score}/{number(one.points)}"
