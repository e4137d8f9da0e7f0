"""`autograder check`: grades one notebook, for CI, LMS graders and students; touches no gradebook."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.course import chosen_language, current_course, typed
from autograder.cli.isolation import isolation_option, warn_if_unconfined
from autograder.cli.output import check_output, write_output
from autograder.cli.saying import unreadable_in
from autograder.cli.whose import is_somebodys, submission_of, tell_nobodys
from autograder.config import load_assignment
from autograder.errors import IsolationError, NotebookError, UserError
from autograder.model import (
    ENGLISH,
    Assignment,
    Course,
    Decisions,
    Exercise,
    Language,
    Result,
    Status,
    Submission,
    Text,
)
from autograder.wording import note_in

if TYPE_CHECKING:
    from autograder.grades import FinalGrade
    from autograder.grading import IsolationMode, Job, Report
    from autograder.notebook.contract import NotebookContract

_FORMATS = ("text", "json", "junit", "gradescope", "github")


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path))
@click.option(
    "--assignment",
    "name",
    metavar="NAME",
    help="Which assignment it is a solution of. With --public it may be left out: then the checks are those that the "
    "notebook itself carries, and no course is needed.",
)
@click.option("--public", is_flag=True, help="Run only the visible checks; needs no solutions folder.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="Of what is written."
)
@click.option("--output", type=click.Path(path_type=Path), help="Write there instead of to stdout.")
@click.option("--pass-score", type=click.FloatRange(min=0), metavar="P", help="Exit 0 from P points on. Default: all.")
@click.option("--language", metavar="TAG", help="Of hints.")
@click.option(
    "--student",
    metavar="ID",
    help="Whose it is: the hidden inputs are this student's. Default: that of submitted/STUDENT/NAME/NAME.ipynb, else "
    "what --metadata says.",
)
@click.option(
    "--metadata",
    type=click.Path(path_type=Path),
    help="What the platform says of the submission: whose it is, and when it came. Default: where Gradescope puts it.",
)
@click.option(
    "--submitted-at", "moment", metavar="TIME",
    help="When it was handed in, such as 2027-03-19T23:59; without an offset in the course's zone.",
)  # fmt: skip
@isolation_option
@click.pass_obj
def command(
    root: Path | None,
    notebook: Path,
    name: str | None,
    public: bool,
    form: str,
    output: Path | None,
    pass_score: float | None,
    language: str | None,
    student: str | None,
    metadata: Path | None,
    moment: str | None,
    isolation: str,
) -> None:
    """Grade one NOTEBOOK and say what it earns: the automatic part, and how late it is where that is known.

    What a person grades or decided about single exercises is not part of it, and is said on stderr.

    Exit codes: 0 the score is at least P; 1 it is less; 2 the notebook cannot be read; 3 the grader's own fault.
    """
    check_output(output)
    with unreadable_in(Language(language or ENGLISH)):
        _check_path(notebook)
    warn_if_unconfined(isolation)
    if name is None:
        if not public:
            got, fix = "not given", "only with --public does the notebook itself say what to check"
            raise UserError("--assignment", got, "the name of an assignment", fix)
        with unreadable_in(Language(language or ENGLISH)):
            course, assignment, plan = _alone(notebook)
    else:
        course = current_course(root)
        assignment, plan = load_assignment(course, typed(name)), None
    alone = plan is not None
    submission = submission_of(course, assignment, notebook, student, moment, metadata=metadata, alone=alone)
    result, positions = _grade(course, assignment, plan, submission, public=public, isolation=isolation)
    spoken = chosen_language(course, language)
    tested = result.status is Status.GRADED and not public
    known = not tested or is_somebodys(course, assignment, submission)
    if not known:
        tell_nobodys(assignment, submission)
    grade = _automatic_part(course, assignment, result, submission, alone=alone)
    write_output(_rendered(course, result, grade, form, spoken, positions, inputs_known=known), output)
    raise click.exceptions.Exit(_exit_code(result, assignment, pass_score, spoken))


def _check_path(notebook: Path) -> None:
    """Refuse what is no file at all: that is a slip of whoever typed it, and no submission that scores nothing.

    Raises:
        NotebookError: there is no file that can be read.
    """
    from autograder.notebook.reading import printable

    try:
        if not os.path.lexists(notebook):
            raise NotebookError(str(notebook), "no such file", "a notebook")
        if notebook.is_dir():
            raise NotebookError(str(notebook), "a folder", "a notebook")
    except OSError as error:  # a name that is too long
        raise NotebookError(printable(str(notebook)), f"cannot be read: {error}", "a notebook") from None
    if notebook.is_file() and not os.access(notebook, os.R_OK):
        raise NotebookError(str(notebook), "cannot be read: Permission denied", "a notebook")


def _alone(notebook: Path) -> tuple[Course, Assignment, NotebookContract]:
    """A stand-in for the course of a notebook that carries its own checks: each exercise counts one.

    Raises:
        NotebookError: the file cannot be read, or carries no contract.
    """
    from autograder.notebook.carried import contract_of
    from autograder.notebook.contract import Role
    from autograder.notebook.reading import printable, read_metadata

    plan = contract_of(read_metadata(notebook), printable(notebook.name))
    folder = notebook.absolute().parent
    title = Text(en=plan.assignment)
    exercises = tuple(Exercise(name=str(cell.exercise), points=1.0) for cell in plan.of_role(Role.PUBLIC))
    course = Course(root=folder, course_id="", title=title, language=plan.languages[0])
    return course, Assignment(plan.assignment, title, folder, folder, exercises), plan


def _grade(
    course: Course,
    assignment: Assignment,
    plan: NotebookContract | None,
    submission: Submission,
    *,
    public: bool,
    isolation: str,
) -> tuple[Result, dict[str, int]]:
    """The result, and where each cell stood in the notebook; `plan` is its contract where there is no course."""
    from autograder.grading import IsolationMode, finish, prepare, unreadable
    from autograder.notebook.contract import contract

    where = None if plan else course
    try:
        inputs = None if public else assignment.inputs
        prepared = prepare(submission, plan or contract(assignment), inputs=inputs, public=public)
    except NotebookError as error:
        return unreadable(submission, assignment, error), {}
    try:
        report = _run(where, assignment, prepared.job, IsolationMode(isolation), public=public)
    except IsolationError as error:
        # A student's own code on the student's own machine, or a system that has no such layers at all.
        if not public and sys.platform == "linux":
            raise
        click.echo(f"autograder: {error}", err=True)
        warn_if_unconfined("none")
        report = _run(where, assignment, prepared.job, IsolationMode.NONE, public=public)
    result = finish(prepared, assignment, report, carry_forward=course.grade.carry_forward)
    return result, dict(prepared.selection.positions)


def _run(course: Course | None, assignment: Assignment, job: Job, isolation: IsolationMode, *, public: bool) -> Report:
    from autograder.grading import IsolationMode, SuiteHost, check_unconfined

    if public and isolation is IsolationMode.NONE and not hasattr(os, "fork"):
        return check_unconfined(job, assignment.limits)
    with SuiteHost(course, assignment, isolation=isolation, public=public) as host:
        return host.grade(job)


def _automatic_part(
    course: Course, assignment: Assignment, result: Result, submission: Submission, *, alone: bool
) -> FinalGrade:
    """What the tests and the time come to. Extensions and waivers count; what else people decided or gave does not."""
    from autograder.config import read_decisions
    from autograder.grades import final_grade

    decided = Decisions() if alone else read_decisions(course).about(submission.student, assignment.name)
    on_time = Decisions(extensions=decided.extensions, waived=decided.waived)
    grade = final_grade(
        assignment, zone=course.time_zone, student=submission.student, result=result, submission=submission,
        decisions=on_time,
    )  # fmt: skip
    if alone or result.status is not Status.GRADED:
        return grade
    unknown = []
    if assignment.due is not None and submission.submitted_at is None:
        unknown.append("when it was handed in, so nothing is taken off (--submitted-at says when)")
    if manual := [exercise.name for exercise in assignment.exercises if exercise.manual]:
        unknown.append(f"what a person gives {', '.join(manual)}")
    if decided.overrides or decided.excused or decided.free:
        unknown.append("what decisions.toml says about this assignment (`autograder explain` shows it)")
    for line in unknown:
        click.echo(f"not known to check: {line}", err=True)
    return grade


def _rendered(
    course: Course,
    result: Result,
    grade: FinalGrade,
    form: str,
    language: Language,
    positions: dict[str, int],
    *,
    inputs_known: bool,
) -> str:
    from autograder import export
    from autograder.grades import GradedWork

    policy = course.feedback

    match form:
        case "json":
            return export.to_json(GradedWork(result, grade), language, zone=course.time_zone, inputs_known=inputs_known)
        case "junit":
            return export.to_junit(result, language, policy)
        case "gradescope":
            return export.to_gradescope(result, grade, language, policy)
        case "github":
            annotations = export.github_annotations(result, positions, language, policy)
            if annotations:
                click.echo(annotations.rstrip("\n"), err=True)
            return export.to_github(result, grade, language, policy)
    return export.to_text(result, grade, language, policy)


def _exit_code(result: Result, assignment: Assignment, pass_score: float | None, language: Language) -> int:
    if result.status is Status.UNREADABLE:
        click.echo(f"autograder: {note_in(result.notes[0], language)}", err=True)
        return 2
    if result.status is Status.INTERNAL_ERROR:
        click.echo(f"autograder: internal error, not the student's: {result.outcome.detail}", err=True)
        return 3
    wanted = assignment.auto_points if pass_score is None else pass_score
    return 0 if result.score >= wanted else 1
