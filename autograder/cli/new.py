"""`autograder new`: a new assignment."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.course import current_course, typed
from autograder.cli.init import tell_silent_languages


@click.command()
@click.argument("name")
@click.option(
    "--exercises", metavar="A,B", required=True, help="The functions to write, in order, separated by commas."
)
@click.option("--title", metavar="TEXT", default="", help="Of the assignment. Default: its name.")
@click.pass_obj
def command(root: Path | None, name: str, exercises: str, title: str) -> None:
    """Make the two folders of an assignment NAME, which pass `autograder verify NAME` as they are.

    Every exercise begins as the same small one; change its text, reference, suite, hints and mistakes to yours.
    """
    from autograder.scaffold import new_assignment

    course = current_course(root)
    wanted = [part.strip() for part in exercises.split(",") if part.strip()]
    name = typed(name)
    for path in new_assignment(course, name, wanted, title=title):
        click.echo(str(path.relative_to(course.root)))
    tell_silent_languages(course)
    click.echo(f"\nNext:\n  autograder verify {name}", err=True)
