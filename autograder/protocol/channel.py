"""What the trusted end needs of a worker: bytes in both directions, each under a deadline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn, Protocol

from autograder.model import OutcomeKind


class WorkerEnded(Exception):  # noqa: N818  an event, not an error: every submission may end its worker
    """The worker is gone, or was ended because it broke a limit or the protocol."""

    def __init__(self, kind: OutcomeKind, detail: str = "") -> None:
        self.kind, self.detail = kind, detail
        super().__init__(f"{kind.value}: {detail}" if detail else kind.value)


class ByteChannel(Protocol):
    """A stream to and from one worker. Deadlines are absolute `time.monotonic()` seconds."""

    def send(self, buffers: Sequence[bytes | memoryview], *, deadline_s: float) -> None:
        """Send all buffers. Raises WorkerEnded."""

    def receive(self, size: int, *, deadline_s: float) -> bytes | bytearray:
        """Exactly `size` bytes; memory grows only as bytes arrive. Raises WorkerEnded."""

    def has_unread(self) -> bool:
        """Whether bytes lie there that nobody asked for."""

    def end(self, kind: OutcomeKind, detail: str) -> NoReturn:
        """Kill the worker and raise WorkerEnded."""
