"""`autograder verify`: tests the hidden suites."""

from __future__ import annotations

import contextlib
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import click

from autograder.batch import usable_cores
from autograder.cli.course import chosen_assignments, current_course, typed
from autograder.cli.isolation import isolation_option, warn_if_unconfined
from autograder.cli.watching import whenever_changed
from autograder.config import did_you_mean
from autograder.errors import UserError
from autograder.grading import IsolationMode
from autograder.model import Assignment, Course
from autograder.verify import Report, SuiteHosts, notebook_runner, render_text, report_json, verify


@click.command()
@click.argument("assignments", nargs=-1)
@click.option(
    "--exercise", "exercises", metavar="E", multiple=True,
    help="Only this exercise's tests, of one assignment. May be given more than once.",
)  # fmt: skip
@click.option(
    "--watch",
    is_flag=True,
    help="Again after every change: right solutions, mistakes and answers without work. Ctrl-C ends it.",
)
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
    exercises: tuple[str, ...],
    watch: bool,
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

    While writing, `verify NAME --exercise E --watch` answers soon after every change.
    """
    course = current_course(root)
    warn_if_unconfined(isolation)
    if (exercises or watch) and len(assignments) != 1:
        which = "--watch" if watch else "--exercise"
        raise UserError(which, f"{len(assignments)} assignments", "one", "name the assignment that you work on")
    if watch and form != "text":
        raise UserError("--watch", f"--format {form}", "--format text")
    asked = _Asked(
        course, IsolationMode(isolation), jobs or usable_cores(), exercises,
        quick=watch, mutants=0 if watch else mutants, seeds=seeds, force=force,
    )  # fmt: skip
    if watch:
        asked.watch(typed(assignments[0]))
    reports = []
    for assignment in chosen_assignments(course, assignments):
        with asked.hosts(assignment) as hosts:
            reports.append(asked.verify(assignment, hosts))
        if form == "text":
            click.echo(render_text(reports[-1]))
    if form == "json":
        click.echo(json.dumps([report_json(report) for report in reports], ensure_ascii=False, indent=2))
    if not all(report.ok for report in reports):
        raise click.exceptions.Exit(1)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be tested of every assignment, and how."""

    course: Course
    isolation: IsolationMode
    jobs: int
    exercises: tuple[str, ...]
    quick: bool
    mutants: int | None
    seeds: int
    force: bool

    def hosts(self, assignment: Assignment) -> SuiteHosts:
        return SuiteHosts(self.course, assignment, hosts=self.jobs, isolation=self.isolation)

    def verify(self, assignment: Assignment, hosts: SuiteHosts) -> Report:
        """Raises UserError if the assignment has no such exercises with tests."""
        names = [item.name for item in assignment.exercises if not item.manual]
        for exercise in self.exercises:
            if exercise not in names:
                raise UserError("--exercise", exercise, f"one of {', '.join(names)}", did_you_mean(exercise, names))
        try:
            with contextlib.ExitStack() as stack:
                runner = None
                if not self.exercises and not self.quick:  # the notebook is one for all exercises
                    runner = stack.enter_context(notebook_runner(self.course, assignment, isolation=self.isolation))
                return verify(
                    assignment, hosts, root=self.course.root, run_notebook=runner, exercises=self.exercises,
                    quick=self.quick, mutants_per_exercise=self.mutants, seeds=self.seeds, progress=_tell,
                    fresh=self.force,
                )  # fmt: skip
        finally:
            _clear()

    def watch(self, name: str) -> NoReturn:
        """Test an assignment again after every change, with hosts that are ready before it comes."""
        with contextlib.ExitStack() as stack:
            ready: list[SuiteHosts] = []

            def test_again() -> None:
                [assignment] = chosen_assignments(self.course, (name,))
                if ready and ready[0].assignment != assignment:  # they have its limits already
                    ready.pop().close()
                if not ready:
                    ready.append(stack.enter_context(self.hosts(assignment)))
                try:
                    click.echo(render_text(self.verify(assignment, ready[0])))
                finally:
                    ready[0].renew()  # meanwhile, somebody writes

            folders = [self.course.root / kind / name for kind in ("assignments", "solutions")]
            whenever_changed(folders, test_again, f"assignments/{name} and solutions/{name}")


def _tell(done: int, total: int, what: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{done}/{total} {what}")
        sys.stderr.flush()


def _clear() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
