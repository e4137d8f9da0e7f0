"""`autograder grade`: grades submitted/, writes the gradebook and autograded/."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import click

from autograder.cli.course import chosen_assignments, current_course
from autograder.cli.isolation import isolation_option, warn_if_unconfined
from autograder.cli.progress import Progress
from autograder.model import Assignment, Course, Result, Status


@click.command()
@click.argument("assignments", nargs=-1, required=True)
@click.option("--student", "students", multiple=True, metavar="ID", help="Only this student; may be repeated.")
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Submissions at a time. Default: one per core.")
@click.option("--force", is_flag=True, help="Grade also what has not changed since it was graded.")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path), help="Write all results there as JSON.")
@isolation_option
@click.pass_obj
def command(
    root: Path | None,
    assignments: tuple[str, ...],
    students: tuple[str, ...],
    jobs: int | None,
    force: bool,
    output: Path | None,
    isolation: str,
) -> None:
    """Grade the submissions of ASSIGNMENTS and write the gradebook.

    Results are kept as they come: run it again after an interruption and it goes on. What has not changed is not run
    again. Exit code 3 if the grader itself failed on a submission.
    """
    course = current_course(root)
    warn_if_unconfined(isolation)
    results: list[Result] = []
    for assignment in chosen_assignments(course, assignments):
        results += grade_assignment(course, assignment, students=students, jobs=jobs, force=force, isolation=isolation)
    if output is not None:
        from autograder.export import to_json

        output.write_text(to_json(results, course.language), encoding="utf-8")
    faults = [result for result in results if result.status is Status.INTERNAL_ERROR]
    for result in faults:
        click.echo(f"autograder: internal error on {result.student}: {result.outcome.detail}", err=True)
    if faults:
        raise click.exceptions.Exit(3)


def grade_assignment(
    course: Course,
    assignment: Assignment,
    *,
    students: Sequence[str] = (),
    jobs: int | None = None,
    force: bool = False,
    isolation: str = "auto",
) -> list[Result]:
    """Grade one assignment's submissions with a progress bar; the results by student.

    Raises:
        AutograderError: nothing can be graded at all.
    """
    from autograder.batch import Graded, grade_many, record
    from autograder.grading import IsolationMode
    from autograder.notebook.submissions import survey

    found = survey(course, assignment)
    for note in found.notes:
        click.echo(f"autograder: {note}", err=True)
    wanted = [item for item in found.submissions if not students or item.student in students]
    for unknown in sorted(set(students) - {item.student for item in wanted}):
        click.echo(f"autograder: {unknown}: no submission of {assignment.name}", err=True)
    if not wanted:
        click.echo(f"{assignment.name}: nothing to grade in {course.root / 'submitted'}", err=True)
        return []
    loading = threading.Thread(target=_load_nbgrader, daemon=True)
    loading.start()  # takes a second and a half, meanwhile the first submissions are graded
    graded: list[Graded] = []
    with Progress(len(wanted), "submissions") as progress:
        for item in grade_many(course, assignment, wanted, jobs=jobs, isolation=IsolationMode(isolation), force=force):
            graded.append(item)
            progress.step(cached=item.cached, fault=item.result.status is not Status.GRADED)
    record(course, assignment, graded)
    click.echo(f"{assignment.name}: {progress.summary()}", err=True)
    return sorted((item.result for item in graded), key=lambda result: result.student)


def _load_nbgrader() -> None:
    import nbgrader.api  # noqa: F401
