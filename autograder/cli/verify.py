"""`autograder verify`: tests the hidden suites."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from autograder.cli.course import chosen_assignments, current_course
from autograder.cli.isolation import isolation_option, warn_if_unconfined


@click.command()
@click.argument("assignments", nargs=-1)
@click.option("--mutants", type=click.IntRange(min=0), metavar="N", help="At most N mutants an exercise. Default: all.")
@click.option(
    "--seeds",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Grade right solutions, mistakes, cheaters and answers without work under N seeds.",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Candidates at a time. Default: one per core.")
@click.option("--force", is_flag=True, help="Grade every candidate again, also what has not changed.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Of what is printed.",
)
@isolation_option
@click.pass_obj
def command(
    root: Path | None,
    assignments: tuple[str, ...],
    mutants: int | None,
    seeds: int,
    jobs: int | None,
    force: bool,
    form: str,
    isolation: str,
) -> None:
    """Test the hidden suites and the notebooks of ASSIGNMENTS (all, if none is named).

    Right solutions earn everything; stubs and degenerate answers earn nothing; wrong solutions lose points and are told
    their misconception; mutants of the reference are noticed. The notebooks run to their end with the reference in
    place and as they are released, in every language, and tell no answer. Exit code 1 if something does not hold.
    """
    course = current_course(root)
    warn_if_unconfined(isolation)
    from autograder.batch import usable_cores
    from autograder.grading import IsolationMode
    from autograder.verify import notebook_runner, render_text, report_json, suite_grader, verify

    reports = []
    for assignment in chosen_assignments(course, assignments):
        grade = suite_grader(course, assignment, hosts=jobs or usable_cores(), isolation=IsolationMode(isolation))
        with notebook_runner(course, assignment, isolation=IsolationMode(isolation)) as run_notebook:
            report = verify(
                assignment, grade, root=course.root, run_notebook=run_notebook, mutants_per_exercise=mutants,
                seeds=seeds, progress=_tell, fresh=force,
            )  # fmt: skip
        _clear()
        reports.append(report)
        if form == "text":
            click.echo(render_text(report))
    if form == "json":
        import json

        click.echo(json.dumps([report_json(report) for report in reports], ensure_ascii=False, indent=2))
    if not all(report.ok for report in reports):
        raise click.exceptions.Exit(1)


def _tell(done: int, total: int, what: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{done}/{total} {what}")
        sys.stderr.flush()


def _clear() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
