"""Workers for questions beside the tests: a second one, or the submission's own when the tests are over.

They are asked whether an answer that was wrong is right when nothing was called before, whether an exercise is right
where a function that it calls, another exercise's, is ours, and what pictures are made of. Nothing that happens there
is held against the submission: a worker that ends ends the attempt, and no note is made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, Self

from autograder.model import Limits
from autograder.protocol.channel import ByteChannel, WorkerEnded
from autograder.protocol.endpoint import Endpoint, TimeLeft
from autograder.protocol.messages import Load, Request, Rewind, Run, Set
from autograder.protocol.values import Callback, Function, Reply, StudentRaised
from autograder.suite.ours import Ours
from autograder.suite.proxy import Connection

READY_S = 120.0  # of a process that is ours so far


class LiveWorker(ByteChannel, Protocol):
    """A worker as the trial needs it."""

    def output(self) -> str:
        """What was printed so far."""

    def close(self) -> object:
        """End it and clean up."""


class _Asked:
    """Answers requests until the worker ends.

    Args:
        connection: the conversation with the worker.
        let_go: called once the worker has ended.
    """

    def __init__(self, connection: Connection, let_go: Callable[[], object]) -> None:
        self._connection, self._let_go = connection, let_go

    def request(self, message: Request, *, functions: Sequence[Callback] = (), timeout_s: float | None = None) -> Reply:
        """Send a request and wait for its reply.

        Raises:
            StudentRaised: student code raised.
            WorkerEnded: the worker is gone.
        """
        try:
            return self._connection.request(message, functions=functions, timeout_s=timeout_s)
        except WorkerEnded:
            self._let_go()
            raise

    def stands_at(self, exercise: str) -> bool:
        """Have the names stand as they did after the exercise's own cell; False if it cannot be had."""
        return self._does(Rewind(exercise))

    def give(self, ours: Ours) -> bool:
        """Have names stand for functions and classes of ours; False if it cannot be had."""
        return self._does(Set(0, "_ours", Function(0)), ours) and self._does(Run("carried-forward", ours.source))

    def _does(self, message: Request, *functions: Callback) -> bool:
        try:
            self.request(message, functions=functions)
        except (StudentRaised, WorkerEnded):
            self.close()
            return False
        return True

    def close(self) -> None:
        """It is not needed any more."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Borrowed(_Asked):
    """A worker that somebody else closes, for one attempt. A context manager."""


class FreshWorker(_Asked):
    """A worker of its own, ended when it is closed. A context manager.

    Args:
        worker: the process.
        endpoint: the conversation with it.
        locate: adds what is known of an error's line.
    """

    def __init__(self, worker: LiveWorker, endpoint: Endpoint, locate: Callable[[StudentRaised], None]) -> None:
        super().__init__(endpoint, worker.close)
        self._worker, self._locate = worker, locate

    def request(self, message: Request, *, functions: Sequence[Callback] = (), timeout_s: float | None = None) -> Reply:
        """Send a request and wait for its reply.

        Raises:
            StudentRaised: student code raised.
            WorkerEnded: the worker is gone.
        """
        try:
            return super().request(message, functions=functions, timeout_s=timeout_s)
        except StudentRaised as error:
            self._locate(error)
            raise

    def close(self) -> None:
        """End the worker."""
        self._worker.close()


def start_fresh(
    worker: LiveWorker,
    loads: Sequence[Load],
    exercise: str,
    limits: Limits,
    left: TimeLeft,
    locate: Callable[[StudentRaised], None],
) -> FreshWorker | None:
    """Run cells in a new worker and go to an exercise. It takes of the time that is left for such attempts.

    Returns:
        The worker; None, and it is closed, if it ended on the way, or does not stand at the exercise.
    """
    endpoint = Endpoint(worker, call_s=limits.call_s, left=left)
    fresh = FreshWorker(worker, endpoint, locate)
    try:
        endpoint.wait_until_ready(timeout_s=READY_S)
        # What cells raise was seen in the submission's own worker.
        *_, stands = endpoint.load([*loads, Rewind(exercise)], limit_s=limits.load_s)
    except WorkerEnded:
        stands = None
    if isinstance(stands, Reply):
        return fresh
    fresh.close()
    return None
