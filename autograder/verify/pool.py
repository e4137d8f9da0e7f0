"""Grades candidates with the assignment's hidden suite, on several suite hosts at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from autograder.executors import LocalExecutor
from autograder.grades.scoring import assemble
from autograder.grading import IsolationMode, Job, Report, SuiteHost
from autograder.model import Assignment, Course, Outcome, Result, Status
from autograder.verify.jobs import CELLS
from autograder.verify.notebooks import RunCells


class SuiteHosts:
    """What `verify` grades with: suite hosts that are kept for its next jobs. A context manager.

    Args:
        course: the course.
        assignment: whose suite is tested.
        hosts: suite hosts at a time, at least 1; one a core is right.
        isolation: how the candidates are confined.
    """

    def __init__(
        self, course: Course, assignment: Assignment, *, hosts: int, isolation: IsolationMode = IsolationMode.AUTO
    ) -> None:
        self.assignment = assignment
        self._course, self._count, self._isolation = course, hosts, isolation
        self._idle: list[SuiteHost] = []

    def __call__(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Result]]:
        """Grade jobs.

        Raises:
            IsolationError: no host can start.
            SuiteError: no host can start.
        """
        waiting = list(jobs)
        count = max(1, min(self._count, len(waiting)))
        ready = [self._idle.pop() for _ in range(min(count, len(self._idle)))]  # one that replaces another is new
        executor: LocalExecutor[Job, Report] = LocalExecutor(
            lambda: _Lent(ready.pop() if ready else self._made(), self._idle), count, _given_up
        )
        for job, report in executor.run(waiting):
            yield job, _result(self.assignment, job, report)

    def renew(self) -> None:
        """End all hosts, and have others ready that read the suite when the next jobs come, as it is then."""
        self.close()
        self._idle += [self._made(held=True) for _ in range(self._count)]
        for host in self._idle:
            host.start()

    def close(self) -> None:
        """End all hosts."""
        while self._idle:
            self._idle.pop().close()

    def __enter__(self) -> SuiteHosts:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _made(self, *, held: bool = False) -> SuiteHost:
        return SuiteHost(self._course, self.assignment, isolation=self._isolation, held=held)


class _Lent:
    """A host for one run of jobs, which is idle again once there are no more.

    Args:
        host: the host.
        idle: where it is put then.
    """

    def __init__(self, host: SuiteHost, idle: list[SuiteHost]) -> None:
        self._host, self._idle = host, idle
        self.start, self.submit = self._host.go, self._host.submit
        self.receive, self.fileno = self._host.receive, self._host.fileno
        self._is_lent = True

    def hang_up(self) -> None:
        """Give it back."""
        self._idle.append(self._host)
        self._is_lent = False

    def close(self) -> None:
        """End it, unless it was given back."""
        if self._is_lent:
            self._host.close()


def _given_up(job: Job, error: str) -> Report:
    return Report(job.key, error=error)


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
    host = SuiteHost(course, assignment, isolation=isolation, public=True)
    try:
        yield host.grade  # which starts it: notebooks come last, and a host that nobody asks in ten minutes is ended
    finally:
        host.close()


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
