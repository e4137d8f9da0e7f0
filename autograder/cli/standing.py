"""Where classes stand now, for every verb that shows grades: nbgrader's rows are brought up to date on the way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.course import chosen_assignments
from autograder.cli.saying import counted
from autograder.errors import CourseError
from autograder.files import GuardedFileError, read_guarded, write_whole
from autograder.model import Assignment, Course
from autograder.wording import one_line

if TYPE_CHECKING:
    from autograder.batch import Member, Standing
    from autograder.export import ExportRow
    from autograder.grades import GradedWork

_MOST_SHOWN = 10
_MOST_REMEMBERED_BYTES = 256 << 20


def now() -> datetime:
    """The time that tells what is missing from what is not due yet."""
    return datetime.now(UTC)


def in_use(course: Course, names: Sequence[str]) -> list[Assignment]:
    """The assignments of these names; where none is named, those that were released or graded."""
    chosen = chosen_assignments(course, names)
    if names:
        return chosen
    places = [(course.root / "release", "{0}"), (course.root / ".autograder" / "results", "{0}")]
    used = [one for one in chosen if any((base / form.format(one.name)).exists() for base, form in places)]
    submitted = [one for one in chosen if one not in used and any((course.root / "submitted").glob(f"*/{one.name}"))]
    return [one for one in chosen if one in used or one in submitted]


def current_standings(course: Course, assignments: Iterable[Assignment]) -> list[Standing]:
    """Where the class stands in each assignment, after nbgrader's rows were compared and mended.

    What was mended and what could not be read is said on stderr.

    Raises:
        UserError: a file of the course cannot be read.
        InternalError: the gradebook cannot be read or written.
    """
    from autograder.batch import bring_up_to_date

    found = []
    moment = now()
    for assignment in assignments:
        upkeep = bring_up_to_date(course, assignment, now=moment)
        tell_mended(assignment, upkeep.mended)
        if upkeep.problem:
            click.echo(f"autograder: the gradebook was left as it is: {upkeep.problem}", err=True)
        for note in upkeep.standing.notes:
            click.echo(f"autograder: {note}", err=True)
        found.append(upkeep.standing)
    return found


def remember_grades(course: Course, standings: Iterable[Standing]) -> None:
    """Keep the grades as they are after a run, so that the next one can say what changes: tests, points or decisions.

    Raises:
        CourseError: they cannot be written.
    """
    from autograder.export import grades_csv

    for standing in standings:
        place = _remembered(course, standing.assignment)
        try:
            write_whole(place, grades_csv(export_rows([standing]), course.time_zone).encode("utf-8"))
        except OSError as error:
            raise CourseError(str(place), f"cannot be written: {error.strerror}", fix="make room") from error


def remembered_grades(course: Course, assignment: Assignment) -> str:
    """The grades after the last run, as `export` writes them; empty where there was none."""
    try:
        data = read_guarded(_remembered(course, assignment), most_bytes=_MOST_REMEMBERED_BYTES)
    except GuardedFileError:
        return ""
    return data.decode("utf-8", "replace")


def _remembered(course: Course, assignment: Assignment) -> Path:
    return course.root / ".autograder" / "graded" / f"{assignment.name}.csv"


def tell_mended(assignment: Assignment, mended: Sequence[tuple[str, str]]) -> None:
    """Say whose rows in nbgrader's gradebook said something else."""
    if not mended:
        return
    who = counted(len(mended), "student")
    click.echo(f"{assignment.name}: the gradebook rows of {who} brought up to date:", err=True)
    for student, what in mended[:_MOST_SHOWN]:
        click.echo(f"  {one_line(student)}: {one_line(what)}", err=True)
    if len(mended) > _MOST_SHOWN:
        click.echo(f"  and {len(mended) - _MOST_SHOWN} more", err=True)


def works(members: Iterable[Member]) -> list[GradedWork]:
    """What is shown of those that have a result."""
    from autograder.grades import GradedWork

    return [GradedWork(one.result, one.grade, one.given) for one in members if one.result is not None]


def export_rows(standings: Iterable[Standing]) -> list[ExportRow]:
    """A row for each student and assignment; those who are not on the roster follow, where there is a roster."""
    from autograder.export import ExportRow

    members = [member for standing in standings for member in standing.members]
    ordered = sorted(members, key=lambda member: member.stranger) if any(not m.stranger for m in members) else members
    return [ExportRow(member.student, member.person, member.grade) for member in ordered]
