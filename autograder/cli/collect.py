"""`autograder collect`: takes submissions from nbgrader's exchange, an LMS zip or a folder."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.course import current_course
from autograder.config import load_assignment


@click.command()
@click.argument("assignment")
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--pattern", default="", metavar="REGEX", help="How to find the student in a path: (?P<student>...).")
@click.pass_obj
def command(root: Path | None, assignment: str, path: Path | None, pattern: str) -> None:
    """Put submissions of ASSIGNMENT into submitted/.

    PATH is a zip from Moodle or Canvas, or a folder with STUDENT/NOTEBOOK.ipynb or STUDENT.ipynb. Without PATH they
    come from nbgrader's exchange.
    """
    course = current_course(root)
    chosen = load_assignment(course, assignment.strip("/"))
    if path is None:
        from autograder.gradebook.exchange import collect_from_exchange

        collect_from_exchange(course, chosen)
        click.echo(f"{chosen.name}: collected from nbgrader's exchange", err=True)
        return
    from autograder.batch.collecting import collect_from

    collected = collect_from(course, chosen, path, pattern=pattern)
    for note in collected.notes:
        click.echo(f"autograder: {note}", err=True)
    click.echo(f"{chosen.name}: {len(collected.students)} submissions taken", err=True)
