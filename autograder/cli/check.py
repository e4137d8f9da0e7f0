"""`autograder check`: grades one notebook, for CI, LMS graders and students; touches no gradebook."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.course import chosen_language, current_course
from autograder.cli.isolation import isolation_option, warn_if_unconfined
from autograder.cli.output import check_output, write_output
from autograder.config import load_assignment
from autograder.errors import IsolationError, NotebookError, UserError
from autograder.model import Assignment, Course, Exercise, FeedbackPolicy, Language, Result, Status, Submission, Text

if TYPE_CHECKING:
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
    isolation: str,
) -> None:
    """Grade one NOTEBOOK and say what it earns.

    Exit codes: 0 the score is at least P; 1 it is less; 2 the notebook cannot be read; 3 the grader's own fault.
    """
    check_output(output)
    _check_path(notebook)
    warn_if_unconfined(isolation)
    if name is None:
        if not public:
            got, fix = "not given", "only with --public does the notebook itself say what to check"
            raise UserError("--assignment", got, "the name of an assignment", fix)
        course, assignment, plan = _alone(notebook)
    else:
        course = current_course(root)
        assignment, plan = load_assignment(course, name.strip("/")), None
    result, positions = _grade(course, assignment, plan, notebook, public=public, isolation=isolation)
    spoken = chosen_language(course, language)
    write_output(_rendered(result, form, spoken, course.feedback, positions), output)
    raise click.exceptions.Exit(_exit_code(result, assignment, pass_score))


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
    notebook: Path,
    *,
    public: bool,
    isolation: str,
) -> tuple[Result, dict[str, int]]:
    """The result, and where each cell stood in the notebook; `plan` is its contract where there is no course."""
    from autograder.grading import IsolationMode, finish, prepare, unreadable
    from autograder.notebook.contract import contract

    where = None if plan else course
    submission = Submission(assignment.name, _student(notebook, assignment.name), notebook)
    try:
        prepared = prepare(submission, plan or contract(assignment), public=public)
    except NotebookError as error:
        return unreadable(submission, course, assignment, error), {}
    try:
        report = _run(where, assignment, prepared.job, IsolationMode(isolation), public=public)
    except IsolationError as error:
        # A student's own code on the student's own machine, or a system that has no such layers at all.
        if not public and sys.platform == "linux":
            raise
        click.echo(f"autograder: {error}", err=True)
        warn_if_unconfined("none")
        report = _run(where, assignment, prepared.job, IsolationMode.NONE, public=public)
    return finish(prepared, course, assignment, report), dict(prepared.selection.positions)


def _run(course: Course | None, assignment: Assignment, job: Job, isolation: IsolationMode, *, public: bool) -> Report:
    from autograder.grading import SuiteHost

    if os.name == "nt":
        raise UserError("check", "this is Windows", "Linux or macOS", "use WSL, or Validate in JupyterLab")
    with SuiteHost(course, assignment, isolation=isolation, public=public) as host:
        return host.grade(job)


def _student(notebook: Path, assignment: str) -> str:
    """STUDENT of `submitted/STUDENT/NAME/NAME.ipynb`; empty for a notebook that lies elsewhere."""
    parts = notebook.absolute().parts
    if len(parts) > 3 and parts[-4] == "submitted" and parts[-2] == assignment:
        return parts[-3]
    return ""


def _rendered(result: Result, form: str, language: Language, policy: FeedbackPolicy, positions: dict[str, int]) -> str:
    from autograder import export

    match form:
        case "json":
            return export.to_json(result, language)
        case "junit":
            return export.to_junit(result, language, policy)
        case "gradescope":
            return export.to_gradescope(result, language, policy)
        case "github":
            annotations = export.github_annotations(result, positions, language, policy)
            if annotations:
                click.echo(annotations.rstrip("\n"), err=True)
            return export.to_github(result, language, policy)
    return export.to_text(result, language, policy)


def _exit_code(result: Result, assignment: Assignment, pass_score: float | None) -> int:
    if result.status is Status.UNREADABLE:
        click.echo(f"autograder: {result.notes[0]}", err=True)
        return 2
    if result.status is Status.INTERNAL_ERROR:
        click.echo(f"autograder: internal error, not the student's: {result.outcome.detail}", err=True)
        return 3
    wanted = assignment.auto_points if pass_score is None else pass_score
    return 0 if result.score >= wanted else 1
