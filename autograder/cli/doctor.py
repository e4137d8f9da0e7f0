"""`autograder doctor`: what isolates student code here, what is missing, which data are present."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.course import current_course
from autograder.errors import CourseError


@click.command()
@click.pass_obj
def command(root: Path | None) -> None:
    """Say what isolates student code here, what is missing and how to get it, and which data are present.

    Exit code 3 if `grade` would refuse to run here.
    """
    from autograder.sandbox import describe, probe

    plan = probe()
    click.echo(f"isolation: {plan.mode.value}")
    for layer in describe(plan):
        mark = "on     " if layer.active else "missing"
        click.echo(f"  {mark} {layer.name:<14} {layer.holds}")
        if not layer.active and layer.needs:
            click.echo(f"          {'':<14} to get it: {layer.needs}")
    _data(root)
    if not plan.willing:
        click.echo(f"grade refuses to run here: {plan.missing}; {plan.fix}", err=True)
        raise click.exceptions.Exit(3)
    click.echo("grade will run here, every submission confined by the layers that are on")


def _data(root: Path | None) -> None:
    try:
        course = current_course(root)
    except CourseError as error:
        click.echo(f"data: {error}")
        return
    from autograder.datasets import catalogue

    click.echo("data:")
    for entry in catalogue(course.root):
        click.echo(f"  {entry.state:<8} {entry.name:<14} {entry.note}")
