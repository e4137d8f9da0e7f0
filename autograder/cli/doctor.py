"""`autograder doctor`: what isolates student code here, what is missing, which data are present, what nbgrader does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.course import current_course
from autograder.errors import CourseError

if TYPE_CHECKING:
    from autograder.gradebook import NbgraderState
    from autograder.model import Course


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
    _nbgrader(root)
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
    from autograder.wording import not_spoken

    for language in not_spoken(course.languages):
        click.echo(f"language {language}: the platform's own words come in English, it has no wording/{language}.toml")

    click.echo("data:")
    for entry in catalogue(course.root):
        click.echo(f"  {entry.state:<8} {entry.name:<14} {entry.note}")


def _nbgrader(root: Path | None) -> None:
    """Whether nbgrader, as somebody would start it, finds this course and leaves student code to this grader."""
    try:
        course = current_course(root)
    except CourseError:
        return
    from autograder.gradebook import ask_nbgrader, other_nbgrader

    click.echo("nbgrader and formgrader:")
    folders = {course.root: None, Path.cwd().resolve(): None}
    asked = [ask_nbgrader(course, folder) for folder in folders]
    if other := other_nbgrader():
        asked.append(ask_nbgrader(course, course.root, other))
    for state in asked:
        good, said = _said_of(state, course)
        click.echo(f"  {'ours   ' if good else 'NOT OURS'} {state.command}, started in {state.folder}: {said}")


def _said_of(state: NbgraderState, course: Course) -> tuple[bool, str]:
    if state.problem:
        return False, f"not known: {state.problem}"
    if state.root is None or state.root.resolve() != course.root.resolve():
        return False, f"its course is {state.root}; start `jupyter lab` in {course.root}"
    if not state.guarded:
        from autograder.gradebook import GUARD_LINE

        return False, (
            "its own Autograde would run students' code unconfined; run `autograder release`, "
            f"or add to your nbgrader_config.py: {GUARD_LINE}"
        )
    if not state.same_database:
        return False, "it has another gradebook; set the same database in course.toml and nbgrader_config.py"
    return True, "its Autograde is this grader, its gradebook this course's"
