"""What the trusted end needs of a worker: bytes in both directions, each under a deadline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NoReturn, Protocol

from autograder.model import OutcomeKind


class WorkerEnded(Exception):  # noqa: N818  an event, not an error: every submission may end its worker
    """The worker is gone, or was ended because it broke a limit or the protocol."""

    def __init__(self, kind: OutcomeKind, detail: str = "") -> None:
        self.kind, self.detail = kind, detail
        super().__init__(f"{kind.value}: {detail}" if detail else kind.value)


WALL_FACTOR = 4.0
"""A worker may take so many times its processor time on the wall. What it waits for a processor does not count."""

SURELY_TAKEN_BYTES = 1 << 15
"""A channel takes so many bytes although nobody reads them yet."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a worker has used since it was last allowed something; None: the system does not say.

    Args:
        cpu_s: processor seconds.
        starved_s: seconds in which it, or the process that waits for it, was ready to run and had no processor.
    """

    cpu_s: float | None
    starved_s: float


class ByteChannel(Protocol):
    """A stream to and from one worker.

    Deadlines are absolute `time.monotonic()` seconds. The channel moves them by what the machine took away: a worker is
    ended for what it used, and for what it waited by its own doing.
    """

    def allow(self, cpu_s: float) -> None:
        """Something begins that may use so many processor seconds."""

    def spent(self) -> Spent:
        """What has been used for it so far."""

    def send(self, buffers: Sequence[bytes | memoryview], *, deadline_s: float) -> None:
        """Send all buffers. Raises WorkerEnded."""

    def receive(self, size: int, *, deadline_s: float) -> bytes | bytearray:
        """Exactly `size` bytes; memory grows only as bytes arrive. Raises WorkerEnded."""

    def has_unread(self) -> bool:
        """Whether bytes lie there that nobody asked for."""

    def end(self, kind: OutcomeKind, detail: str) -> NoReturn:
        """Kill the worker and raise WorkerEnded."""
