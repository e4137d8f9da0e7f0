"""`autograder export`: the grades as CSV, for an LMS, as JSON, or as totals."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.course import current_course
from autograder.cli.output import check_output, write_output
from autograder.cli.standing import current_standings, export_rows, in_use, now, works
from autograder.config import read_decisions, read_roster
from autograder.errors import CourseError
from autograder.model import ENGLISH, Assignment, Course, Person
from autograder.wording import one_line

if TYPE_CHECKING:
    from autograder.batch import Standing
    from autograder.export import ExportRow, Table
    from autograder.grades import FinalGrade

_FORMATS = ("csv", "totals", "json", "canvas", "moodle", "brightspace", "blackboard")


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="csv", show_default=True, help="For whom.")
@click.option("--title", "titles", multiple=True, metavar="NAME=TITLE", help="The LMS's own title of an assignment.")
@click.option(
    "--roster", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Canvas's exported gradebook."
)
@click.option(
    "--identity", metavar="COLUMN",
    help="What the LMS knows students by. Moodle: username (default), idnumber, email, id; "
    "Brightspace: OrgDefinedId (default), Username.",
)  # fmt: skip
@click.option(
    "--missing", type=click.Choice(["blank", "zero"]), default="blank", show_default=True,
    help="For an LMS, what was due and not handed in.",
)  # fmt: skip
@click.option("--bom", is_flag=True, help="Begin with a byte order mark, so that Excel takes the file for UTF-8.")
@click.option(
    "--diff", "last", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="LAST",
    help="Say on stderr whose grade is another one than in LAST, an earlier export as csv.",
)  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="Write there instead of to stdout.")
@click.pass_obj
def command(
    root: Path | None,
    assignments: tuple[str, ...],
    form: str,
    titles: tuple[str, ...],
    roster: Path | None,
    identity: str | None,
    missing: str,
    bom: bool,
    last: Path | None,
    output: Path | None,
) -> None:
    """Write the final grades of ASSIGNMENTS (those released or graded, if none is named).

    A row for each student of the roster; those with work who are not on it follow. What people gave in formgrader and
    what decisions.toml says is part of them. Exit code 1 if somebody must look at something; it is said on stderr.
    """
    check_output(output)
    course = current_course(root)
    chosen = in_use(course, assignments)
    standings = current_standings(course, chosen)
    rows = export_rows(standings)
    if not rows:
        raise CourseError("export", "nothing was graded yet", fix="run `autograder grade NAME`")
    if form != "json":
        _refuse_anonymous(standings)
    warnings = _strangers(standings)
    table = _rendered(course, standings, rows, form, _titles(chosen, titles), roster, identity, missing == "zero")
    warnings += table.warnings
    if last is not None:
        _tell_changes(course, rows, last)
    from autograder.cli.audit import findings_of, note_export

    found = [one for one in findings_of(course, standings) if not one.ends_with_an_export]  # this is the export
    note_export(course, rows)
    write_output(("\ufeff" if bom else "") + table.text, output)
    for line in warnings:
        click.echo(f"autograder: {line}", err=True)
    for finding in found:
        click.echo(f"autograder: audit: {finding}", err=True)
    if warnings or found:
        raise click.exceptions.Exit(1)


def _titles(assignments: Sequence[Assignment], given: tuple[str, ...]) -> dict[str, str]:
    titles = {assignment.name: assignment.title.in_language(ENGLISH) for assignment in assignments}
    for pair in given:
        name, equals, title = pair.partition("=")
        if not equals or name not in titles:
            raise CourseError("--title", pair, "NAME=TITLE with an assignment's name")
        titles[name] = title
    return titles


def _refuse_anonymous(standings: Sequence[Standing]) -> None:
    """No list of people goes out with ids in it of which nobody knows whose they are.

    Raises:
        CourseError: there are such ids.
    """
    from autograder.intake.people import is_anonymous

    for standing in standings:
        names = [member.student for member in standing.members if is_anonymous(member.student)]
        if names:
            shown = ", ".join(names[:5]) + (" ..." if len(names) > 5 else "")
            fix = "write anonymous.csv, then collect again and `autograder forget` these; or use --format json"
            what = f"{len(names)} anonymous ids ({shown})"
            raise CourseError(f"export: {standing.assignment.name}", what, "students who are known", fix)


def _strangers(standings: Sequence[Standing]) -> list[str]:
    """Those with work who are not on the roster, where there is one."""
    if not any(not member.stranger for standing in standings for member in standing.members):
        return []
    lines = []
    for standing in standings:
        names = [one_line(member.student, limit_chars=40) for member in standing.members if member.stranger]
        if names:
            what = f"{len(names)} with work are not in roster.csv"
            lines.append(f"{standing.assignment.name}: {what}: {', '.join(names)}")
    return lines


def _rendered(
    course: Course,
    standings: Sequence[Standing],
    rows: list[ExportRow],
    form: str,
    titles: dict[str, str],
    gradebook: Path | None,
    identity: str | None,
    zero: bool,
) -> Table:
    from autograder import export

    used = {row.grade.assignment for row in rows if row.grade.exercises or row.grade.lateness.submitted_at}
    columns = {name: title for name, title in titles.items() if name in used or len(titles) == 1}
    match form:
        case "canvas":
            text = "" if gradebook is None else _text_of(gradebook)
            return export.canvas_csv(rows, columns, text, zero_for_missing=zero)
        case "moodle":
            return export.moodle_csv(rows, columns, identity or "username", zero_for_missing=zero)
        case "brightspace":
            return export.brightspace_csv(rows, columns, identity or "OrgDefinedId", zero_for_missing=zero)
        case "blackboard":
            return export.blackboard_csv(rows, columns, zero_for_missing=zero)
        case "json":
            graded = works(member for standing in standings for member in standing.members)
            return export.Table(export.to_json(graded, course.language, zone=course.time_zone, rows=rows))
        case "totals":
            return export.Table(_totals(course, rows, [standing.assignment for standing in standings]))
    return export.Table(export.grades_csv(rows, course.time_zone))


def _totals(course: Course, rows: list[ExportRow], assignments: Sequence[Assignment]) -> str:
    """The totals. Who is not on the roster has a row only where there is work: the other assignments count too."""
    from autograder.export import totals_csv
    from autograder.export.tables import number
    from autograder.grades import final_grade
    from autograder.grades.totals import missing_weights, total_of

    names = [assignment.name for assignment in assignments]
    if without := missing_weights(names, course.grade.weights):
        got = f"no weight for {', '.join(without)}"
        raise CourseError("course.toml: grade.weights", got, fix="give each a weight, 0 for what does not count")
    people: dict[str, Person | None] = {}
    finals: dict[str, dict[str, str]] = {}
    by_student: dict[str, dict[str, FinalGrade]] = {}
    for row in rows:
        by_student.setdefault(row.student, {})[row.grade.assignment] = row.grade
        people[row.student] = row.person
    decisions, moment = read_decisions(course, read_roster(course)), now()
    totals = []
    for student, grades in by_student.items():
        every = [
            grades.get(one.name)
            or final_grade(one, zone=course.time_zone, student=student, decisions=decisions, now=moment)
            for one in assignments
        ]
        finals[student] = {grade.assignment: number(grade.final) or grade.status.value for grade in every}
        totals.append(total_of(student, every, course.grade))
    return totals_csv([(total, people[total.student]) for total in totals], finals, names)


def _tell_changes(course: Course, rows: list[ExportRow], last: Path) -> None:
    from autograder.export import changes, read_grades_csv

    lines = changes(read_grades_csv(_text_of(last), str(last)), rows, course.time_zone)
    click.echo(f"{len(lines)} grades are others than in {last}", err=True)
    for line in lines:
        click.echo(f"  {line}", err=True)


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CourseError(str(path), f"byte {error.start} is not UTF-8", "a CSV file in UTF-8") from None


