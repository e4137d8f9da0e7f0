"""`autograder release`: builds source/ and release/ through nbgrader."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.course import chosen_assignments, chosen_language, current_course


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--language", metavar="TAG", help="Default: the course's.")
@click.pass_obj
def command(root: Path | None, assignments: tuple[str, ...], language: str | None) -> None:
    """Build the released notebooks of ASSIGNMENTS (all, if none is named).

    release/NAME/NAME.ipynb is what students get: stubs, texts and visible checks, no reference and no hidden test.
    """
    course = current_course(root)
    chosen = chosen_assignments(course, assignments)
    from autograder.gradebook import write_nbgrader_config
    from autograder.notebook.release import release

    for note in write_nbgrader_config(course):
        click.echo(f"note: {note}", err=True)
    for assignment in chosen:
        report = release(course, assignment, chosen_language(course, language))
        click.echo(f"released {assignment.name}: {report.release.relative_to(course.root)}", err=True)
        for note in report.notes:
            click.echo(f"  note: {note}", err=True)
