"""`autograder report`: the class report as HTML."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.course import chosen_language, current_course
from autograder.cli.pages import class_pages, names_of
from autograder.cli.standing import current_standings, in_use
from autograder.errors import CourseError


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--language", metavar="TAG", help="Default: the course's.")
@click.pass_obj
def command(root: Path | None, assignments: tuple[str, ...], language: str | None) -> None:
    """Write reports/NAME.LANGUAGE.html: scores, exercises, misconceptions, and what needs attention.

    Beside it NAME.lecture.LANGUAGE.html, the commonest mistakes for the next lecture. Where no assignment is named,
    also course.LANGUAGE.html, everybody over all assignments.
    """
    course = current_course(root)
    spoken = chosen_language(course, language) if language else course.language
    from autograder.report import write_course_report

    written = 0
    chosen = in_use(course, assignments)
    standings = current_standings(course, chosen)
    for assignment, standing in zip(chosen, standings, strict=True):
        for path in class_pages(course, assignment, standing, spoken):
            click.echo(str(path.relative_to(course.root)))
            written += 1
    if written and not assignments:
        grades = [{member.student: member.grade for member in standing.members} for standing in standings]
        path = write_course_report(course, chosen, grades, names_of(course, standings), language=spoken)
        click.echo(str(path.relative_to(course.root)))
    if not written:
        raise CourseError("report", "nothing was graded yet", fix="run `autograder grade NAME`")
