"""`autograder release`: builds source/ and release/ through nbgrader."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.cli.course import chosen_assignments, chosen_language, current_course
from autograder.config import read_roster
from autograder.errors import ConsentNeededError
from autograder.model import Assignment, Course, Language


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--language", metavar="TAG", help="Default: the course's.")
@click.option("--yes", is_flag=True, help="Go on where something that a person made is replaced; a copy is kept.")
@click.pass_obj
def command(root: Path | None, assignments: tuple[str, ...], language: str | None, yes: bool) -> None:
    """Build the released notebooks of ASSIGNMENTS (all, if none is named).

    release/NAME/NAME.ipynb is what students get: stubs, texts and visible checks, no reference and no hidden test. If
    it fails, what was released before stays. Exercises and texts may change after students have handed in.
    """
    course = current_course(root)
    chosen = chosen_assignments(course, assignments)
    from autograder.gradebook import write_nbgrader_config

    for note in write_nbgrader_config(course):
        click.echo(f"note: {note}", err=True)
    for assignment in chosen:
        _release(course, assignment, chosen_language(course, language), consent=yes)
    if people := read_roster(course).people:
        from autograder.gradebook.students import name_students

        name_students(course, people)


def _release(course: Course, assignment: Assignment, language: Language, *, consent: bool) -> None:
    from autograder.intake import RunLock
    from autograder.release import release

    with RunLock(course, assignment, "released"):  # no grading meanwhile
        try:
            report = release(course, assignment, language, consent=consent)
        except ConsentNeededError as error:
            if not sys.stdin.isatty():
                raise
            click.echo(f"{error}", err=True)
            click.confirm("Go on?", abort=True, err=True)
            report = release(course, assignment, language, consent=True)
    click.echo(f"released {assignment.name}: {report.release.relative_to(course.root)}", err=True)
    for note in report.notes:
        click.echo(f"  note: {note}", err=True)
