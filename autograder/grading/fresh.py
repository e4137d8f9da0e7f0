"""A second worker beside a submission's own, in which an exercise's cell has just run.

Two questions are put to one: whether an answer that was wrong is right when nothing was called before, and whether an
exercise is right where a function that it calls, another exercise's, is ours. Nothing that happens in it is held
against the submission: a worker that ends here ends the attempt, and no note is made.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from autograder.model import Limits
from autograder.protocol.channel import ByteChannel, WorkerEnded
from autograder.protocol.endpoint import Endpoint, TimeLeft
from autograder.protocol.messages import Load, Request, Rewind, Set
from autograder.protocol.values import Callback, Function, Reply, StudentRaised

READY_S = 120.0  # of a process that is ours so far


class LiveWorker(ByteChannel, Protocol):
    """A worker as the trial needs it."""

    def output(self) -> str:
        """What was printed so far."""

    def close(self) -> object:
        """End it and clean up."""


class FreshWorker:
    """Answers requests as the trial does, for one attempt. A context manager.

    Args:
        worker: the process.
        endpoint: the conversation with it.
        locate: adds what is known of an error's line.
    """

    def __init__(self, worker: LiveWorker, endpoint: Endpoint, locate: Callable[[StudentRaised], None]) -> None:
        self._worker, self._endpoint, self._locate = worker, endpoint, locate

    def request(self, message: Request, *, functions: Sequence[Callback] = (), timeout_s: float | None = None) -> Reply:
        """Send a request and wait for its reply.

        Raises:
            StudentRaised: student code raised.
            WorkerEnded: the worker is gone.
        """
        try:
            return self._endpoint.request(message, functions=functions, timeout_s=timeout_s)
        except StudentRaised as error:
            self._locate(error)
            raise

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    def __enter__(self) -> FreshWorker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def start_fresh(
    worker: LiveWorker,
    loads: Sequence[Load],
    exercise: str,
    functions: Mapping[str, Callback],
    limits: Limits,
    left: TimeLeft,
    locate: Callable[[StudentRaised], None],
) -> FreshWorker | None:
    """Run cells in a new worker, go to the exercise's own, and put functions of ours in the place of names.

    All of it takes of the time that is left for such attempts.

    Returns:
        The worker; None, and it is closed, if it ended on the way.
    """
    endpoint = Endpoint(worker, call_s=limits.call_s, left=left)
    fresh = FreshWorker(worker, endpoint, locate)
    try:
        endpoint.wait_until_ready(timeout_s=READY_S)
        load_left_s = limits.load_s
        for load in loads:
            with contextlib.suppress(StudentRaised):  # as in the submission's own worker
                endpoint.request(load, timeout_s=max(load_left_s, 0.01))
            load_left_s -= endpoint.cpu_s
        endpoint.request(Rewind(exercise))
        for name, function in functions.items():
            endpoint.request(Set(0, name, Function(0)), functions=[function])
    except (StudentRaised, WorkerEnded):
        fresh.close()
        return None
    return fresh
