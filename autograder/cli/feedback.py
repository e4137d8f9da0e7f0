"""`autograder feedback`: every student's feedback as HTML."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.course import chosen_language, current_course
from autograder.cli.standing import current_standings, in_use, works
from autograder.config import did_you_mean
from autograder.errors import CourseError


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--student", "students", multiple=True, metavar="ID", help="Only this student; may be repeated.")
@click.option("--language", metavar="TAG", help="Default: all of the course.")
@click.pass_obj
def command(root: Path | None, assignments: tuple[str, ...], students: tuple[str, ...], language: str | None) -> None:
    """Write feedback/STUDENT/NAME/ for everyone whose submission of ASSIGNMENTS was graded."""
    course = current_course(root)
    languages = (chosen_language(course, language),) if language else course.languages
    from autograder.gradebook import lay_out_for_exchange
    from autograder.report import write_feedback

    known: set[str] = set()
    chosen = in_use(course, assignments)
    for assignment, standing in zip(chosen, current_standings(course, chosen), strict=True):
        known |= {member.student for member in standing.graded}
        results = [work for work in works(standing.members) if not students or work.result.student in students]
        for work in results:
            pages = [write_feedback(course, assignment, work, language=spoken) for spoken in languages]
            lay_out_for_exchange(course, assignment, work.result.student, pages[0])
        if results or assignments:
            click.echo(f"{assignment.name}: feedback for {len(results)} students in feedback/", err=True)
    for student in students:
        if student not in known:
            fix = did_you_mean(student, known)
            raise CourseError(f"--student {student}", "nothing of this student was graded", "a student's id", fix)
