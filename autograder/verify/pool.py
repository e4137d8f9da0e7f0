"""Grades candidates with the assignment's hidden suite, on several suite hosts at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from autograder.executors import LocalExecutor
from autograder.grades.scoring import assemble
from autograder.grading import IsolationMode, Job, Report, SuiteHost
from autograder.model import Assignment, Course, Outcome, Result, Status
from autograder.verify.jobs import CELLS, GradeMany
from autograder.verify.notebooks import RunCells


def suite_grader(
    course: Course, assignment: Assignment, *, hosts: int, isolation: IsolationMode = IsolationMode.AUTO
) -> GradeMany:
    """What `verify` grades with.

    Args:
        course: the course.
        assignment: whose suite is tested.
        hosts: suite hosts at a time, at least 1; one a core is right.
        isolation: how the candidates are confined.

    Returns:
        A function; calling it raises IsolationError or SuiteError if no host can start.
    """

    def grade(jobs: Iterable[Job]) -> Iterator[tuple[Job, Result]]:
        waiting = list(jobs)
        executor: LocalExecutor[Job, Report] = LocalExecutor(
            lambda: SuiteHost(course, assignment, isolation=isolation),
            max(1, min(hosts, len(waiting))),
            lambda job, error: Report(job.key, error=error),
        )
        for job, report in executor.run(waiting):
            yield job, _result(assignment, job, report)

    return grade


@contextmanager
def notebook_runner(
    course: Course, assignment: Assignment, *, isolation: IsolationMode = IsolationMode.AUTO
) -> Iterator[RunCells]:
    """What `verify` runs notebooks with: a host that knows visible checks alone.

    Args:
        course: the course.
        assignment: whose notebooks are run.
        isolation: how their cells are confined.
    """
    with SuiteHost(course, assignment, isolation=isolation, public=True) as host:
        yield host.grade


def _result(assignment: Assignment, job: Job, report: Report) -> Result:
    return assemble(
        assignment,
        student="",
        notebook=job.key,
        tests=report.tests,
        outcome=Outcome(report.outcome.kind, report.error) if report.error else report.outcome,
        isolation=report.isolation,
        notes=report.notes,
        duration_s=report.timings_s.get("total", 0.0),
        timings_s={**report.calls_s, CELLS: report.timings_s.get("cells", 0.0)},
        status=Status.INTERNAL_ERROR if report.error else Status.GRADED,
    )
