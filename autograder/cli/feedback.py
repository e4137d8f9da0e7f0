"""`autograder feedback`: every student's feedback as HTML."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.course import chosen_assignments, chosen_language, current_course
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
    from autograder.batch import standing
    from autograder.report import write_feedback

    known: set[str] = set()
    for assignment in chosen_assignments(course, assignments):
        found = standing(course, assignment)
        known |= {item.student for item in found.results}
        results = [item for item in found.results if not students or item.student in students]
        for result in results:
            given = found.manual.get(result.student, {})
            for spoken in languages:
                write_feedback(course, assignment, result, language=spoken, manual=given)
        if results or assignments:
            click.echo(f"{assignment.name}: feedback for {len(results)} students in feedback/", err=True)
    for student in students:
        if student not in known:
            fix = did_you_mean(student, known)
            raise CourseError(f"--student {student}", "nothing of this student was graded", "a student's id", fix)
