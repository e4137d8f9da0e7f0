"""`autograder roster`: who is in the course; and lists of people merged into it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from autograder.cli.course import current_course
from autograder.cli.saying import in_columns
from autograder.config import ROSTER_FILE, read_roster, write_roster
from autograder.model import OUTSIDE_IDS, Enrolment, Roster

_MOST_LINES = 20


@click.group(invoke_without_command=True)
@click.pass_context
def command(context: click.Context) -> None:
    """Show who is in the course: the people of roster.csv."""
    if context.invoked_subcommand is None:
        roster = read_roster(current_course(context.obj))
        if not roster:
            click.echo(f"autograder: no {ROSTER_FILE} here; `autograder roster import FILE` makes it", err=True)
            return
        _show(roster)


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--encoding", default="", metavar="NAME", help="Of FILE, where it is neither UTF-8, UTF-16 nor CP949.")
@click.option("--drop", is_flag=True, help="Mark as dropped who is not in FILE, without asking.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.pass_obj
def import_list(root: Path | None, file: Path, encoding: str, drop: bool, dry_run: bool) -> None:
    """Merge FILE into roster.csv: ids, names and addresses are added, none is lost.

    FILE is what systems export: Canvas's gradebook, Moodle's participants or grading worksheet, the gradebooks of
    Blackboard and Brightspace, Google Classroom's grades, GitHub Classroom's roster, nbgrader's students, or any CSV
    file with a header.
    """
    course = current_course(root)
    from autograder.intake.importing import dropped, merge
    from autograder.intake.tables import read_cells

    cells = read_cells(file, [str(language) for language in course.languages], encoding)
    before = read_roster(course)
    merged = merge(before, cells, str(file))
    _lines("changed", merged.changed)
    _lines("added", merged.added)
    _lines("passed over", merged.skipped)
    roster = merged.roster
    if merged.absent:
        names = ", ".join(merged.absent[:_MOST_LINES])
        _say(f"not in {file.name}: {len(merged.absent)} of the roster ({names})")
        asked = not drop and not dry_run and sys.stdin.isatty()
        if drop or (asked and click.confirm("Mark them as dropped?", default=False, err=True)):
            roster = dropped(roster, merged.absent)
            _say(f"{len(merged.absent)} marked as dropped")
        else:
            _say("they are kept; --drop marks them as dropped")
    if not dry_run and roster != before:
        write_roster(course, roster)
    done = " (dry run: nothing was written)" if dry_run else ""
    click.echo(
        f"{ROSTER_FILE}: {len(roster.people)} people; {len(merged.added)} added, {len(merged.changed)} changes"
        f" from {merged.system}{done}",
        err=True,
    )


def _show(roster: Roster) -> None:
    ids = [column for column in OUTSIDE_IDS if any(column in person.ids for person in roster.people)]
    own = [c for c in ("name", "email", "section", "group") if any(getattr(p, c) for p in roster.people)]
    lines = [["id", *own, "status", *ids]]
    for person in roster.people:
        values = [str(getattr(person, column)) for column in own]
        lines.append([person.id, *values, str(person.status), *(person.ids.get(column, "") for column in ids)])
    for line in in_columns(lines):
        click.echo(line)
    active = sum(person.status is Enrolment.ACTIVE for person in roster.people)
    click.echo(f"{active} active, {len(roster.people) - active} dropped", err=True)


def _lines(what: str, lines: Sequence[str]) -> None:
    for line in lines[:_MOST_LINES]:
        _say(f"{what}: {line}")
    if len(lines) > _MOST_LINES:
        _say(f"{what}: and {len(lines) - _MOST_LINES} more")


def _say(text: str) -> None:
    click.echo(f"autograder: {text}", err=True)
