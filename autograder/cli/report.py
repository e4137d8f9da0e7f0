"""`autograder report`: the class report as HTML."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.course import current_course
from autograder.cli.standing import current_standings, in_use, works
from autograder.errors import CourseError


@click.command()
@click.argument("assignments", nargs=-1)
@click.pass_obj
def command(root: Path | None, assignments: tuple[str, ...]) -> None:
    """Write reports/NAME.LANGUAGE.html: scores, exercises, misconceptions, and what needs attention."""
    course = current_course(root)
    from autograder.report import write_class_report

    written = 0
    chosen = in_use(course, assignments)
    for assignment, standing in zip(chosen, current_standings(course, chosen), strict=True):
        if graded := works(standing.members):
            path = write_class_report(course, assignment, graded)
            click.echo(str(path.relative_to(course.root)))
            written += 1
    if not written:
        raise CourseError("report", "nothing was graded yet", fix="run `autograder grade NAME`")
