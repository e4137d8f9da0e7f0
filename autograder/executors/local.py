"""Keeps several runners of this machine busy, one job each at a time."""

from __future__ import annotations

import selectors
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from itertools import islice
from typing import Generic, Protocol, TypeVar

from autograder.errors import InternalError, OverdueError

Job = TypeVar("Job")
Report = TypeVar("Report")
Job_contra = TypeVar("Job_contra", contravariant=True)
Report_co = TypeVar("Report_co", covariant=True)

ATTEMPTS = 2
PATIENCE_S = 1.0
"""A job that takes longer is taken to sit in a loop: it keeps its runner, and another one takes the next job."""
MOST_RUNNERS_FACTOR = 3
MOST_DEAD_AT_START = 5
"""So many runners in a row that die before they take a job, and it is not the jobs."""


class Runner(Protocol[Job_contra, Report_co]):
    """A process that does one job at a time. A report is there when its descriptor is readable."""

    def start(self) -> None:
        """Start it without waiting until it is ready."""

    def submit(self, job: Job_contra) -> None:
        """Give it a job. Raises InternalError if it is gone."""

    def receive(self) -> Report_co:
        """Its report. Raises InternalError if it died."""

    def fileno(self) -> int:
        """The descriptor to wait for."""

    def hang_up(self) -> None:
        """Tell it to end, without waiting: it gets no more jobs."""

    def close(self) -> None:
        """End it, and wait until it has."""


class LocalExecutor(Generic[Job, Report]):
    """Runs jobs on several runners and yields reports as they come.

    A runner that dies is replaced and its job done again, `ATTEMPTS` times in all, and not at all if it was overdue;
    then `give_up` says what its report is, so that a poisonous job cannot stop the others.

    A job that takes long keeps its runner and nobody waiting: another runner takes the next one.

    Args:
        make_runner: makes a runner that is not started yet.
        runners: how many at a time, not counting those whose job takes long.
        give_up: the report of a job whose runner died every time.

    Raises:
        ValueError: fewer than one runner.
    """

    def __init__(
        self, make_runner: Callable[[], Runner[Job, Report]], runners: int, give_up: Callable[[Job, str], Report]
    ) -> None:
        if runners < 1:
            raise ValueError(f"runners: got {runners}, expected at least 1")
        self._make_runner, self._count, self._give_up = make_runner, runners, give_up

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Report]]:
        """Run all jobs; each is yielded with its report, in the order in which they finish.

        Jobs are drawn one by one, one ahead of what runs; without any, no runner is started.

        Raises:
            AutograderError: a runner cannot start at all.
        """
        source = iter(jobs)
        waiting: deque[tuple[Job, int]] = deque()  # with the number of the attempt
        busy: dict[int, tuple[Runner[Job, Report], Job, int]] = {}
        began_s: dict[int, float] = {}
        parked: list[Runner[Job, Report]] = []
        given_up: list[tuple[Job, Report]] = []
        with selectors.DefaultSelector() as selector, ExitStack() as cleanup:

            def draw() -> bool:
                if not waiting:
                    waiting.extend((job, 1) for job in islice(source, 1))
                return bool(waiting)

            def begin(runner: Runner[Job, Report]) -> None:
                """Give a runner the next job, if there is one; a runner that turns out to be dead is replaced."""
                for _ in range(MOST_DEAD_AT_START):
                    if not draw():
                        runner.hang_up()
                        return
                    job, attempt = waiting.popleft()
                    try:
                        runner.submit(job)
                    except InternalError as error:
                        died = error
                        runner = replaced(runner, job, attempt, error)
                        continue
                    selector.register(runner, selectors.EVENT_READ)
                    busy[runner.fileno()] = (runner, job, attempt)
                    began_s[runner.fileno()] = time.monotonic()
                    draw()  # reading the next one takes a moment, and nobody has to wait for it
                    return
                raise died

            def replaced(
                runner: Runner[Job, Report], job: Job, attempt: int, error: InternalError
            ) -> Runner[Job, Report]:
                runner.close()
                if attempt < ATTEMPTS and not isinstance(error, OverdueError):
                    waiting.append((job, attempt + 1))
                else:
                    given_up.append((job, self._give_up(job, str(error))))
                return self._started(cleanup)

            def has_room() -> bool:
                """Whether fewer jobs run than should, without those that seem to sit in a loop."""
                loops = [fd for fd in busy if time.monotonic() - began_s[fd] >= PATIENCE_S]
                return len(busy) - len(loops) < self._count

            def go_on(runner: Runner[Job, Report]) -> None:
                if has_room():
                    begin(runner)
                else:
                    parked.append(runner)

            if draw():
                for runner in [self._started(cleanup) for _ in range(self._count)]:
                    begin(runner)
            while busy:
                for key, _ in selector.select(PATIENCE_S / 4 if draw() else None):
                    runner, job, attempt = busy.pop(key.fd)
                    selector.unregister(key.fileobj)
                    try:
                        report = runner.receive()
                    except InternalError as error:
                        go_on(replaced(runner, job, attempt, error))
                    else:
                        # The next job starts before this report is dealt with, so that the runner is never idle.
                        go_on(runner)
                        yield job, report
                    while given_up:
                        yield given_up.pop()
                while has_room() and (parked or len(busy) < MOST_RUNNERS_FACTOR * self._count) and draw():
                    begin(parked.pop() if parked else self._started(cleanup))
            yield from given_up

    def _started(self, cleanup: ExitStack) -> Runner[Job, Report]:
        runner = self._make_runner()
        cleanup.callback(runner.close)
        runner.start()
        return runner
