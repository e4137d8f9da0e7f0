"""Whose grade is another one than in an earlier export, by how much, and why."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.errors import CourseError
from autograder.export.rows import ExportRow, reasons_text
from autograder.export.tables import COLUMNS, number, safe_cell, score_of_points
from autograder.wording import one_line

LAST_EXPORT = Path(".autograder") / "exports" / "last.json"
"""Where a course notes what was exported last, for the next audit."""
_NEEDED = ("student", "assignment", "status", "final_score")


def read_grades_csv(text: str, place: str) -> dict[tuple[str, str], dict[str, str]]:
    """The rows of an earlier `export --format csv`, by student and assignment.

    Raises:
        CourseError: it is no such file.
    """
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    if not set(_NEEDED) <= set(reader.fieldnames or ()):
        got = one_line(text.partition("\n")[0], limit_chars=60)
        raise CourseError(place, f"its first line is {got!r}", ",".join(COLUMNS[:4]) + ",...", "give an export as csv")
    return {
        (row["student"], row["assignment"]): {key: value or "" for key, value in row.items() if key} for row in reader
    }


def changes(
    before: Mapping[tuple[str, str], Mapping[str, str]], rows: Iterable[ExportRow], zone: str = "UTC"
) -> list[str]:
    """A line for each grade that is another one now, or is not there any more."""
    lines, seen = [], set()
    for row in rows:
        grade = row.grade
        key = (safe_cell(row.student), safe_cell(grade.assignment))
        seen.add(key)
        old = before.get(key)
        now = _shown(number(grade.final), grade.status.value)
        why = reasons_text(grade, zone)
        if old is None:
            lines.append(f"{row.student}: {grade.assignment}: new, {now}")
            continue
        was = _shown(old["final_score"], old["status"])
        if (was, old["status"]) == (now, grade.status.value):
            continue
        reason = _new_reasons(old, why, row)
        lines.append(f"{row.student}: {grade.assignment}: {was} -> {now}{_by(was, now)}{reason}")
    for (student, name), old in before.items():
        if (student, name) not in seen:
            lines.append(f"{student}: {name}: {_shown(old['final_score'], old['status'])} -> gone")
    return [one_line(line, limit_chars=2000) for line in lines]


def _shown(final: str, status: str) -> str:
    """The number of a grade; where there is none, its status in words."""
    return final or status.replace("_", " ")


def _by(was: str, now: str) -> str:
    try:
        return f" ({float(now) - float(was):+.2f})"
    except ValueError:
        return ""


def _new_reasons(old: Mapping[str, str], why: str, row: ExportRow) -> str:
    """What the reasons say now and did not say then; where they say the same, which exercises changed."""
    then = set(old.get("reasons", "").removeprefix("'").split("; "))
    fresh = [reason for reason in why.split("; ") if reason and reason not in then]
    gone = [reason for reason in then if reason and reason not in why.split("; ")]
    parts = [*fresh, *(f"no more: {reason}" for reason in sorted(gone))]
    if not parts:
        scores = dict(pair.split("=", 1) for pair in old.get("exercises", "").split("; ") if "=" in pair)
        for one in row.grade.exercises:
            new = score_of_points(one)
            if scores.get(one.name, new) != new:
                parts.append(f"{one.name} {scores[one.name]} -> {new}")
    return f": {'; '.join(parts)}" if parts else ""
