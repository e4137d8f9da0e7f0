"""A worker on a system that cannot fork, so that nothing can be confined: a process of its own, and two pipes.

For the visible checks of somebody's own notebook on somebody's own machine. It has the rights of whoever started it;
its time is limited, on the wall, for such a system does not say what another process has used.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from typing import IO, NoReturn

from autograder.model import OutcomeKind
from autograder.protocol.channel import Spent, WorkerEnded

_CHUNK = 1 << 16
_MOST_UNREAD_BYTES = 80 << 20
_END_S = 10.0
# The standard descriptors are moved away first: what C code or the student's own code prints must not be an answer.
_PROGRAM = """
import json, os, sys
sys.path[:] = json.loads(sys.argv[1])
requests, answers = os.dup(0), os.dup(1)
nowhere = os.open(os.devnull, os.O_RDWR)
os.dup2(nowhere, 0)
os.dup2(nowhere, 1)
from autograder.worker import serve
serve(requests, answers)
"""


class PlainWorker:
    """One unconfined process. Implements `autograder.protocol.channel.ByteChannel`."""

    def __init__(self) -> None:
        self._folder = tempfile.mkdtemp(prefix="autograder-check-")
        paths = json.dumps([path for path in sys.path if path])
        environment = {**os.environ, "MPLBACKEND": "Agg", "PYTHONHASHSEED": "0", "NBGRADER_EXECUTION": "autograde"}
        self._process = subprocess.Popen(
            [sys.executable, "-B", "-X", "utf8", "-P", "-c", _PROGRAM, paths],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=self._folder,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests: IO[bytes] = self._process.stdin
        self._unread = bytearray()
        self._hung_up = False
        self._changed = threading.Condition()
        self._ended: WorkerEnded | None = None
        self._reader = threading.Thread(target=self._read_on, args=(self._process.stdout,), daemon=True)
        self._reader.start()

    def allow(self, cpu_s: float) -> None:
        """Deadlines bound it; see the head of this module."""

    def spent(self) -> Spent:
        """Not known."""
        return Spent(None, 0.0)

    def send(self, buffers: Sequence[bytes | memoryview], *, deadline_s: float) -> None:
        """Send all buffers.

        Raises:
            WorkerEnded: the worker is gone, or did not take them in time.
        """
        self._alive()
        left_s = max(deadline_s - time.monotonic(), 0.0)
        overdue = threading.Timer(left_s, self._process.kill)
        overdue.start()
        try:
            for buffer in buffers:
                self._requests.write(buffer)
            self._requests.flush()
        except OSError:
            self._gone(late=time.monotonic() >= deadline_s)
        finally:
            overdue.cancel()

    def receive(self, size: int, *, deadline_s: float) -> bytes | bytearray:
        """Exactly `size` bytes.

        Raises:
            WorkerEnded: the worker is gone, or they did not come in time.
        """
        self._alive()
        with self._changed:
            data = bytearray()
            while len(data) < size:
                part = self._unread[: size - len(data)]
                if part:
                    data += part
                    del self._unread[: len(part)]
                    self._changed.notify_all()
                elif self._hung_up:
                    self._gone(late=False)
                elif not self._changed.wait(max(deadline_s - time.monotonic(), 0.0)):
                    self.end(OutcomeKind.TIMEOUT, "it took longer than its time limit")
            return data

    def has_unread(self) -> bool:
        """Whether bytes lie there that nobody asked for."""
        with self._changed:
            return bool(self._unread)

    def end(self, kind: OutcomeKind, detail: str) -> NoReturn:
        """Kill the worker.

        Raises:
            WorkerEnded: always.
        """
        self._ended = WorkerEnded(kind, detail)
        self._process.kill()
        raise WorkerEnded(kind, detail)

    def output(self) -> str:
        """What was printed elsewhere than in an answer is thrown away."""
        return ""

    def close(self) -> None:
        """Kill the process if it lives, wait until it is gone, remove its folder."""
        self._process.kill()
        self._process.wait(_END_S)
        with contextlib.suppress(OSError):
            self._requests.close()
        self._reader.join(_END_S)
        shutil.rmtree(self._folder, ignore_errors=True)

    def _alive(self) -> None:
        if self._ended is not None:
            raise WorkerEnded(self._ended.kind, self._ended.detail)

    def _gone(self, *, late: bool) -> NoReturn:
        if late:
            self.end(OutcomeKind.TIMEOUT, "it took longer than its time limit")
        code = self._process.wait(_END_S)
        self.end(OutcomeKind.EXITED, f"the code ended the process (exit code {code})")

    def _read_on(self, answers: IO[bytes]) -> None:
        with answers:
            while part := os.read(answers.fileno(), _CHUNK):
                with self._changed:
                    self._changed.wait_for(lambda: len(self._unread) < _MOST_UNREAD_BYTES or self._ended is not None)
                    self._unread += part
                    self._changed.notify_all()
        with self._changed:
            self._hung_up = True
            self._changed.notify_all()
