"""`autograder forget`: removes somebody for good."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from autograder.cli.course import current_course
from autograder.config import assignment_names, did_you_mean, load_assignment, read_roster
from autograder.errors import CourseError
from autograder.model import Course, student_id_problem


@click.command()
@click.argument("students", nargs=-1)
@click.option("--expired", is_flag=True, help="Everybody, where [retention] days after the last due date are over.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.pass_obj
def command(root: Path | None, students: tuple[str, ...], expired: bool, yes: bool) -> None:
    """Remove STUDENTS for good: submissions, versions, results, feedback, grades, roster, decisions and reports.

    Backups, exports that were written elsewhere and an LMS are not reached. It cannot be undone.
    """
    if bool(students) == expired:
        raise click.UsageError("name the students, or use --expired")
    course = current_course(root)
    from autograder.batch.forgetting import forget
    from autograder.intake import RunLock
    from autograder.intake.survey import known_students

    known = {*known_students(course), *(person.id for person in read_roster(course).people)}
    chosen = sorted(known) if expired else list(students)
    if expired and not _is_over(course):
        click.echo("nobody: the time of [retention] days after the last due date is not over", err=True)
        return
    for student in chosen:
        if student_id_problem(student):
            raise CourseError(student, student_id_problem(student), "a student's id")
        if student not in known:
            raise CourseError(student, "nobody of this name is known", "a student's id", did_you_mean(student, known))
    if not yes:
        click.confirm(f"Remove {', '.join(chosen)} for good?", abort=True, err=True)
    with ExitStack() as locks:
        for name in assignment_names(course):
            locks.enter_context(RunLock(course, load_assignment(course, name), "cleaned"))
        for student in chosen:
            for line in forget(course, student):
                click.echo(f"{student}: removed {line}", err=True)


def _is_over(course: Course) -> bool:
    if not course.retention_days:
        raise CourseError(
            "course.toml: retention.days", "not set", "how many days after the last due date data is kept"
        )
    dates = [load_assignment(course, name).due for name in assignment_names(course)]
    due = [date for date in dates if date is not None]
    if not due:
        raise CourseError("assignments", "none has a due date", "one, for retention to count from")
    return datetime.now(UTC) > max(due) + timedelta(days=course.retention_days)
