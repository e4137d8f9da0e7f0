"""Grades as CSV: for people, for Canvas and for Moodle.

A spreadsheet runs a cell that begins like a formula, so text that does gets an apostrophe in front. A submission that
the grader could not grade has no score: its cell is empty, which no LMS takes for a zero.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

from autograder.errors import CourseError
from autograder.grades.scoring import net_score
from autograder.model import Result, Status
from autograder.wording import one_line

# Some spreadsheets trim white space and take full-width signs for plain ones.
_FORMULA = re.compile(r"\s*[=+\-@|%\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
# What Canvas matches students by, in its own order of preference.
_CANVAS_KEYS = ("ID", "SIS User ID", "SIS Login ID", "Student")
_CANVAS_LAST = "Section"


def grades_csv(results: Iterable[Result]) -> str:
    """One row per submission: student, assignment, status, score, late penalty, final score, points, exercises.

    The scores of the exercises stand in one column as `name=score/points`, so that assignments fit in one table.
    """
    rows: list[list[str]] = [
        ["student", "assignment", "status", "score", "late_penalty", "final_score", "points", "exercises"]
    ]
    for result in sorted(results, key=lambda one: (one.assignment, one.student)):
        graded = result.status is not Status.INTERNAL_ERROR
        rows.append(
            [
                safe_cell(result.student),
                safe_cell(result.assignment),
                result.status.value,
                _number(result.score) if graded else "",
                _number(result.late_penalty) if graded else "",
                _number(net_score(result)) if graded else "",
                _number(result.points),
                safe_cell(
                    "; ".join(
                        f"{exercise.name}={_number(exercise.score)}/{_number(exercise.points)}"
                        for exercise in result.exercises
                    )
                )
                if graded
                else "",
            ]
        )
    return _csv(rows)


def canvas_csv(results: Iterable[Result], titles: Mapping[str, str], roster: str = "") -> str:
    """Canvas's gradebook import: identity columns, then one column per assignment, `Points Possible` in row two.

    Args:
        results: at most one per student and assignment.
        titles: the column of each assignment, as Canvas has it: `Activation functions (1234)`. An unknown title makes
            a new assignment there. Only these assignments are exported.
        roster: the gradebook as Canvas exported it, for its identity columns; without it students are named by
            `SIS Login ID`.

    Raises:
        CourseError: the roster is no Canvas gradebook, or lacks a student who has a result.
    """
    columns, students = _canvas_roster(roster)
    scores, points = _scores(results, titles)
    if students is None:
        students = {student: ["", "", student, ""] for student in sorted(scores)}
    if missing := sorted(scores.keys() - students.keys()):
        shown = ", ".join(one_line(student, limit_chars=40) for student in missing[:5])
        got = f"{len(missing)} graded students not in it: {shown}"
        raise CourseError("roster", got, fix="export it from Canvas again")
    rows = [
        [*columns, *(safe_cell(title) for title in titles.values())],
        ["    Points Possible", *[""] * (len(columns) - 1), *(_number(points.get(name, 0.0)) for name in titles)],
    ]
    for student, identity in students.items():
        if student in scores:
            rows.append([*map(safe_cell, identity), *(scores[student].get(name, "") for name in titles)])
    return _csv(rows)


def moodle_csv(results: Iterable[Result], titles: Mapping[str, str], identity: str = "username") -> str:
    """Moodle's grade import: an identity column, then one column per assignment.

    Args:
        results: at most one per student and assignment.
        titles: the column of each assignment; only these are exported.
        identity: what students are known by: `username`, `email`, `idnumber` or `id`.
    """
    scores, _ = _scores(results, titles)
    rows = [[safe_cell(identity), *(safe_cell(title) for title in titles.values())]]
    rows.extend([safe_cell(student), *(scores[student].get(name, "") for name in titles)] for student in sorted(scores))
    return _csv(rows)


def safe_cell(text: str) -> str:
    """Text on one line that no spreadsheet takes for a formula; a plain number stays one."""
    line = one_line(text)
    return f"'{line}" if _FORMULA.match(line) and not _NUMBER.fullmatch(line) else line


def _scores(
    results: Iterable[Result], titles: Mapping[str, str]
) -> tuple[dict[str, dict[str, str]], dict[str, float]]:
    """Final scores by student and assignment, and the points of each assignment."""
    scores: dict[str, dict[str, str]] = {}
    points: dict[str, float] = {}
    for result in results:
        if result.assignment not in titles:
            continue
        points[result.assignment] = result.points
        graded = result.status is not Status.INTERNAL_ERROR
        scores.setdefault(result.student, {})[result.assignment] = _number(net_score(result)) if graded else ""
    return scores, points


def _canvas_roster(roster: str) -> tuple[list[str], dict[str, list[str]] | None]:
    """The identity columns of a Canvas gradebook, and each student's, by every name that Canvas knows them under."""
    if not roster.strip():
        return ["Student", "ID", "SIS Login ID", _CANVAS_LAST], None
    rows = list(csv.reader(io.StringIO(roster.removeprefix("\ufeff"))))
    header = rows[0]
    if header[:1] != ["Student"] or _CANVAS_LAST not in header:
        got = one_line(",".join(header), limit_chars=60)
        raise CourseError("roster", f"its first line is {got!r}", "Student, ID, ..., Section", "export it from Canvas")
    width = header.index(_CANVAS_LAST) + 1
    columns = header[:width]
    students: dict[str, list[str]] = {}
    for key in _CANVAS_KEYS:
        if key not in columns:
            continue
        place = columns.index(key)
        for row in rows[1:]:
            if len(row) >= width and row[place].strip():
                students.setdefault(row[place].strip(), row[:width])
    return columns, students


def _number(value: float) -> str:
    """Points as LMS imports take them: a dot, no exponent, no sign."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _csv(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
