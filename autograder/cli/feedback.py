"""`autograder feedback`: every student's feedback as HTML."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.course import chosen_language, current_course
from autograder.cli.pages import handed_in, works_told
from autograder.cli.saying import counted
from autograder.cli.standing import current_standings, in_use
from autograder.config import did_you_mean
from autograder.errors import CourseError
from autograder.model import Assignment, Course


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--student", "students", multiple=True, metavar="ID", help="Only this student; may be repeated.")
@click.option("--language", metavar="TAG", help="Default: all of the course.")
@click.option(
    "--zip", "archive", type=click.Path(dir_okay=False, path_type=Path), help="Also one zip, to upload to Moodle."
)
@click.pass_obj
def command(
    root: Path | None,
    assignments: tuple[str, ...],
    students: tuple[str, ...],
    language: str | None,
    archive: Path | None,
) -> None:
    """Write feedback/STUDENT/NAME/ for everyone whose submission of ASSIGNMENTS was graded.

    Whose grade was decided without one, and who handed in what holds no notebook, gets a page that says so.

    The zip of --zip has a folder for each student, under the name that Moodle gave to the submission; who did not come
    by an LMS has one under the student's id.
    """
    course = current_course(root)
    if archive is not None and len(assignments) != 1:
        raise click.UsageError("--zip takes one assignment: an LMS takes the feedback of one at a time")
    languages = (chosen_language(course, language),) if language else course.languages
    from autograder.gradebook import lay_out_for_exchange
    from autograder.report import write_feedback

    known: set[str] = set()
    packed: dict[str, list[Path]] = {}
    chosen = in_use(course, assignments)
    for assignment, standing in zip(chosen, current_standings(course, chosen), strict=True):
        told = works_told(standing)
        known |= {work.result.student for work in told}
        results = [work for work in told if not students or work.result.student in students]
        members = {member.student: member for member in standing.members}
        for work in results:
            came = handed_in(course, assignment, members[work.result.student])
            pages = [
                write_feedback(course, assignment, work, language=spoken, handed_in=came) for spoken in languages
            ]
            lay_out_for_exchange(course, assignment, work.result.student, pages[0])
            packed[folder_of(course, assignment, work.result.student)] = pages
        if results or assignments:
            click.echo(f"{assignment.name}: feedback for {counted(len(results), 'student')} in feedback/", err=True)
    if archive is not None:
        from autograder.export.pages import pages_zip

        write_output(archive, pages_zip(packed))
        click.echo(f"{archive}: pages of {counted(len(packed), 'student')}", err=True)
    for student in students:
        if student not in known:
            fix = did_you_mean(student, known)
            raise CourseError(f"--student {student}", "nothing of this student was graded", "a student's id", fix)


def folder_of(course: Course, assignment: Assignment, student: str) -> str:
    """What an LMS called this student's submission, if it is a folder's name; else the student's id."""
    from autograder.intake import VersionStore

    for version in reversed(VersionStore(course, assignment).history(student).versions):
        name = version.submission
        if name and name == Path(name).name and name not in (".", ".."):
            return name
    return student


def write_output(path: Path, data: bytes) -> None:
    """Write a file that somebody asked for.

    Raises:
        CourseError: it cannot be written.
    """
    try:
        path.write_bytes(data)
    except OSError as error:
        raise CourseError(str(path), f"cannot be written: {error.strerror}") from error
