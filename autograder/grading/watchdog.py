"""Starts suite hosts, and ends those that do not come back.

A host that sits in a loop of the suite, of a model or of a function that student code calls back, or in C code that a
student's text drives, cannot end itself: it may hold the interpreter's lock. Whoever started it can. One thread of the
grader's looks twice a second at the processor time that each busy host has used since it was given its job (a worker's
is not in it), and at the clock for one that sleeps; a host that is overdue is killed with all that it started.

The thread also starts the hosts, which ask the kernel to be killed when the thread that started them ends: so they end
with the grader, and not before.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import queue
import signal
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from autograder.sandbox import cpu_s, delayed_s

_LOOK_EVERY_S = 0.5
_SIZE = 4096
_LENGTH = struct.Struct("<H")


class Pulse:
    """Where a host is: a page of memory that it writes and that outlives it.

    Args:
        descriptor: of a file of that size, from `Pulse.file`.
    """

    def __init__(self, descriptor: int) -> None:
        self._page = mmap.mmap(descriptor, _SIZE)

    @staticmethod
    def file() -> int:
        """The descriptor of a new file for a pulse; nobody else finds it."""
        with tempfile.TemporaryFile() as file:
            file.truncate(_SIZE)
            return os.dup(file.fileno())

    def tell(self, where: str) -> None:
        """What begins now."""
        text = where.encode("utf-8", "replace")[: _SIZE - _LENGTH.size]
        self._page[: _LENGTH.size + len(text)] = _LENGTH.pack(len(text)) + text

    def read(self) -> str:
        """What began last; only of a host that is gone, for another may be about to write."""
        (size,) = _LENGTH.unpack(self._page[: _LENGTH.size])
        return self._page[_LENGTH.size : _LENGTH.size + size].decode("utf-8", "replace")

    def close(self) -> None:
        """Give the memory back."""
        self._page.close()


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a host may take for one task: processor seconds of its own, and seconds on the wall."""

    cpu_s: float
    wall_s: float


@dataclass(slots=True)
class Watched:
    """A host process under watch. `overdue` says how it overdid it, once it was ended for that."""

    process: subprocess.Popen[bytes]
    overdue: str = ""
    _allowance: Allowance | None = None
    _began_s: float = 0.0
    _cpu_s: float = 0.0
    _delayed_s: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begins(self, allowance: Allowance) -> None:
        """It was given something to do."""
        with self._lock:
            self._began_s = time.monotonic()
            self._cpu_s, self._delayed_s = cpu_s(self.process.pid) or 0.0, delayed_s(self.process.pid) or 0.0
            self._allowance = allowance

    def is_done(self) -> None:
        """It has done it."""
        with self._lock:
            self._allowance = None

    def kill(self) -> None:
        """End it and whatever it started in its session."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def look(self) -> None:
        """End it if it is overdue."""
        with self._lock:
            allowed = self._allowance
            if allowed is None:
                return
            passed_s = time.monotonic() - self._began_s
            if passed_s < min(allowed.cpu_s, allowed.wall_s):
                return  # it cannot be: its suite runs in one thread
            used_s = (cpu_s(self.process.pid) or 0.0) - self._cpu_s
            starved_s = (delayed_s(self.process.pid) or 0.0) - self._delayed_s
            if used_s > allowed.cpu_s:
                self.overdue = f"within {allowed.cpu_s:g} s of processor time"
            elif passed_s - starved_s > allowed.wall_s:
                self.overdue = f"within {allowed.wall_s:g} s"
            else:
                return
            self._allowance = None
        self.kill()


class Watchdog:
    """The thread, which is started with the first host and lives as long as this process."""

    def __init__(self) -> None:
        self._tasks: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._hosts: dict[int, Watched] = {}
        threading.Thread(target=self._run, name="suite host watchdog", daemon=True).start()

    def start(self, make: Callable[[], subprocess.Popen[bytes]]) -> Watched:
        """Have a process started, and watch it from now on.

        Raises:
            OSError: it could not be started.
        """
        made: Future[Watched] = Future()

        def task() -> None:
            try:
                host = Watched(make())
            except BaseException as error:  # noqa: BLE001  it belongs to whoever asked
                made.set_exception(error)
                return
            self._hosts[id(host)] = host
            made.set_result(host)

        self._tasks.put(task)
        return made.result()

    def forget(self, host: Watched) -> None:
        """It has ended."""
        def task() -> None:
            self._hosts.pop(id(host), None)

        self._tasks.put(task)

    def _run(self) -> None:
        while True:
            with contextlib.suppress(queue.Empty):
                self._tasks.get(timeout=_LOOK_EVERY_S if self._hosts else None)()
            for host in self._hosts.values():
                host.look()


_lock = threading.Lock()
_of_process: tuple[int, Watchdog] | None = None


def watchdog() -> Watchdog:
    """The one of this process; a fork has none of its parent's threads, and gets another."""
    global _of_process
    with _lock:
        if _of_process is None or _of_process[0] != os.getpid():
            _of_process = (os.getpid(), Watchdog())
        return _of_process[1]
