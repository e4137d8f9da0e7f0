"""`autograder release`: builds source/ and release/ through nbgrader."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.course import chosen_assignments, chosen_language, current_course
from autograder.config import read_roster
from autograder.errors import ConsentNeededError, UserError
from autograder.model import Assignment, Course, Language

if TYPE_CHECKING:
    from autograder.release import ReleaseReport


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--language", metavar="TAG", help="Default: the course's.")
@click.option("--yes", is_flag=True, help="Go on where something that a person made is replaced; a copy is kept.")
@click.option(
    "--student-repo", "repository", metavar="DIR", type=click.Path(path_type=Path),
    help="Also write the repository that students get: the notebooks, jobs for GitHub and GitLab that run their "
    "visible checks, the checker itself, a README. DIR lies outside of the course.",
)
@click.option(
    "--wheel", metavar="FILE", type=click.Path(path_type=Path),
    help="The checker that goes into it, a wheel of this version. Default: built from the checkout.",
)
@click.pass_obj
def command(
    root: Path | None,
    assignments: tuple[str, ...],
    language: str | None,
    yes: bool,
    repository: Path | None,
    wheel: Path | None,
) -> None:
    """Build the released notebooks of ASSIGNMENTS (all, if none is named).

    release/NAME/NAME.ipynb is what students get: stubs, texts and visible checks, no reference and no hidden test. If
    it fails, what was released before stays. Exercises and texts may change after students have handed in.
    """
    course = current_course(root)
    chosen = chosen_assignments(course, assignments)
    _check_repository(course, repository, wheel)
    from autograder.gradebook import write_nbgrader_config

    for note in write_nbgrader_config(course):
        click.echo(f"note: {note}", err=True)
    spoken = chosen_language(course, language)
    reports = [_release(course, assignment, spoken, consent=yes) for assignment in chosen]
    if people := read_roster(course).people:
        from autograder.gradebook.students import name_students

        name_students(course, people)
    if repository is not None:
        _write_repository(course, reports, repository, wheel, consent=yes)


def _release(course: Course, assignment: Assignment, language: Language, *, consent: bool) -> ReleaseReport:
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
    return report


def _check_repository(course: Course, folder: Path | None, wheel: Path | None) -> None:
    """Refuse a folder or a wheel before anything is released.

    Raises:
        UserError: it is the wrong one.
    """
    if folder is not None:
        from autograder.release import check_student_repository

        check_student_repository(course, folder, wheel)
    elif wheel is not None:
        raise UserError("--wheel", "given alone", "--student-repo DIR beside it")


def _write_repository(
    course: Course, reports: Sequence[ReleaseReport], folder: Path, wheel: Path | None, *, consent: bool
) -> None:
    from autograder.release import write_student_repository

    done = write_student_repository(course, reports, folder, wheel=wheel, consent=consent)
    for note in done.notes:
        click.echo(f"  note: {note}", err=True)
    click.echo(f"for students: {folder}; commit it, and make it the template of their repositories", err=True)
