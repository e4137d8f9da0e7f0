"""The trusted handle of one worker: a byte stream under deadlines, what it prints, and its end."""

from __future__ import annotations

import contextlib
import dataclasses
import math
import os
import select
import signal
import socket
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, Protocol

from autograder.errors import InternalError
from autograder.model import Limits, Outcome, OutcomeKind
from autograder.protocol.channel import Spent, WorkerEnded
from autograder.sandbox import clocks, scratch
from autograder.sandbox.outcome import WorkerExit, judge
from autograder.sandbox.printed import Printed

_CHUNK = 1 << 16
_FIRST_ALLOCATION = 1 << 20
_MAX_VECTORS = 64
_LOOK_EVERY_S = 0.05
"""How often the size of a scratch folder is looked at while we wait, where no mount caps it."""
_GRACE_S = 0.5
"""How long a worker that has closed its channel may take to be gone."""
_SLOW_S = 0.25
"""A request that takes longer is looked at so often."""
_LEAST_WAIT_S = 0.005
_SUSPECT_S, _NICE = 0.5, 10
"""After so many processor seconds of one request a worker lets everybody else go first."""
_NO_MACHINE_FACTOR, _NO_MACHINE_S = 60.0, 600.0
"""So much longer than it may run a worker is kept waiting for a processor, before the machine is given up."""


class Keeper(Protocol):
    """What a worker needs of whoever had it forked: only a process's parent can wait for its end."""

    def end_worker(self, pid: int, grace_s: float) -> dict[str, Any]:
        """Have a worker ended that is not gone after `grace_s`, and reap it. Raises InternalError."""

    def ran_out_of_memory(self) -> bool:
        """Whether the kernel has ended a worker for want of memory since this was last asked."""

    def forget(self, worker: Worker, folder: Path | None) -> None:
        """The worker is gone, and its scratch folder of no use any more."""


class Worker:
    """One confined process with one submission in it. Implements `autograder.protocol.channel.ByteChannel`.

    Not thread-safe. Use it as a context manager, or call `close`; the warm parent's `close` ends it as well.
    """

    def __init__(
        self,
        keeper: Keeper,
        pid: int,
        handle: int | None,
        channel: socket.socket,
        output: int,
        limits: Limits,
        folder: Path | None,
    ) -> None:
        channel.setblocking(False)
        self.pid = pid
        self._keeper, self._handle, self._channel, self._limits, self._folder = keeper, handle, channel, limits, folder
        self._printed = Printed(output, limits.output_kib * 1024)
        self._unread = bytearray()
        self._ended: WorkerEnded | None = None
        self._exit: WorkerExit | None = None
        self._looked_s = 0.0
        self._pid_here = self.pid_here
        self._allowed_s = math.inf
        self._spent = Spent(None, 0.0)
        self._gives_way = False
        self._began_s = self._cpu_before_s = 0.0
        self._look_again_s = math.inf
        self._delay_before_s: float | None = None
        self.allow(math.inf)  # until somebody says what for
        self._poll = select.poll()
        self._poll.register(channel, select.POLLIN)
        self._poll.register(output, select.POLLIN)
        self._output_watched = True

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid_here(self) -> int | None:
        """The worker's number in this process's own pid namespace, where the kernel tells it."""
        if self._handle is None:
            return None
        try:
            lines = Path(f"/proc/self/fdinfo/{self._handle}").read_text().splitlines()
        except OSError:
            return None
        numbers = [int(line.split()[1]) for line in lines if line.startswith("Pid:")]
        return numbers[0] if numbers and numbers[0] > 0 else None

    # ---------------------------------------------------------------- time

    def allow(self, cpu_s: float) -> None:
        """A request begins that may use so many processor seconds."""
        self._allowed_s, self._began_s = cpu_s, time.monotonic()
        self._cpu_before_s = (clocks.cpu_s(self._pid_here) or 0.0) if self._pid_here else 0.0
        # Most requests are over before this, and pay nothing for what only a slow one has to know.
        self._look_again_s = self._began_s + min(cpu_s, _SLOW_S)
        self._delay_before_s = None
        self._spent = Spent(None, 0.0)

    def spent(self) -> Spent:
        """What the request has used so far; after the worker's end, what it had used when it was last looked at."""
        if self._exit is not None:  # its number may be another process's by now
            return Spent(max(self._exit.cpu_s - self._cpu_before_s, 0.0), self._spent.starved_s)
        used_s = clocks.cpu_s(self._pid_here) if self._pid_here else None
        used_s = None if used_s is None else max(used_s - self._cpu_before_s, 0.0)
        self._spent = Spent(used_s, self._starved_s())
        return self._spent

    def _starved_s(self) -> float:
        """How long the worker or we had to wait for a processor since the request was found to be slow."""
        if self._delay_before_s is None:
            return 0.0
        return max(self._delays_s() - self._delay_before_s, 0.0)

    def _delays_s(self) -> float:
        theirs = clocks.delayed_s(self._pid_here) if self._pid_here else None
        return (theirs or 0.0) + (clocks.delayed_s(os.getpid()) or 0.0)

    def _look(self, now_s: float, deadline_s: float) -> None:
        """End a worker that has used up its processor time, or did nothing for longer than it may."""
        if self._delay_before_s is None:
            self._delay_before_s = self._delays_s()
        spent = self.spent()
        used_s = spent.cpu_s
        if used_s is not None and used_s >= self._allowed_s:
            # Without a figure: what is left of a limit differs from run to run, and this is kept with the result.
            self.end(OutcomeKind.TIMEOUT, "it used up its processor time")
        if now_s >= deadline_s + spent.starved_s:
            idle = used_s is not None and used_s < (now_s - self._began_s) / 2
            how = ", without using the processor" if idle else ""
            self.end(OutcomeKind.TIMEOUT, f"it took longer than its time limit{how}")
        if spent.starved_s > _NO_MACHINE_FACTOR * self._allowed_s + _NO_MACHINE_S:
            raise InternalError(f"a worker waited {spent.starved_s:.0f} s for a processor: this machine is too busy")
        if used_s is not None and used_s > _SUSPECT_S and not self._gives_way:
            self._gives_way = True
            with contextlib.suppress(OSError):  # a loop, perhaps: whoever else wants the processor goes first
                os.setpriority(os.PRIO_PROCESS, self._pid_here or 0, _NICE)
        left_s = self._allowed_s - (used_s or 0.0)
        self._look_again_s = now_s + min(max(left_s, _LOOK_EVERY_S), _SLOW_S)

    # ---------------------------------------------------------------- bytes

    def send(self, buffers: Sequence[bytes | memoryview], *, deadline_s: float) -> None:
        """Send all buffers before a moment of `time.monotonic()`.

        Raises:
            WorkerEnded: the deadline passed, or the worker is gone.
        """
        self._alive()
        views = [memoryview(buffer).cast("B") for buffer in buffers if len(buffer)]
        while views:
            try:
                sent = self._channel.sendmsg(views[:_MAX_VECTORS])
            except BlockingIOError:
                self._poll.modify(self._channel, select.POLLOUT)
                self._wait(deadline_s)
                self._poll.modify(self._channel, select.POLLIN)
                continue
            except OSError:
                self._gone()
            while views and sent >= len(views[0]):
                sent -= len(views.pop(0))
            if sent:
                views[0] = views[0][sent:]

    def receive(self, size: int, *, deadline_s: float) -> bytes | bytearray:
        """Exactly `size` bytes before a moment of `time.monotonic()`; memory grows only as bytes arrive.

        Raises:
            WorkerEnded: the deadline passed, the worker is gone, or it broke a limit meanwhile.
        """
        self._alive()
        if size <= _CHUNK:
            while len(self._unread) < size:
                part = self._read(_CHUNK, deadline_s)
                self._unread += part
            data = bytes(self._unread[:size])
            del self._unread[:size]
            return data
        got = min(size, len(self._unread))
        large = bytearray(min(size, max(_FIRST_ALLOCATION, got)))
        large[:got] = self._unread[:got]
        del self._unread[:got]
        while got < size:
            if got == len(large):
                large.extend(bytes(min(size - got, len(large))))
            self._check_deadline(deadline_s)
            try:
                count = self._channel.recv_into(memoryview(large)[got:])
            except BlockingIOError:
                self._wait(deadline_s)
                continue
            except OSError:
                count = 0
            if not count:
                self._gone()
            got += count
        return large

    def has_unread(self) -> bool:
        """Whether bytes lie there that nobody asked for."""
        if self._unread:
            return True
        if self._ended is not None or self._exit is not None:
            return False
        descriptor = self._channel.fileno()
        if all(which != descriptor for which, _ in self._poll.poll(0)):
            return False
        try:
            return bool(self._channel.recv(1, socket.MSG_PEEK))  # or it has hung up
        except OSError:
            return False

    def _read(self, most: int, deadline_s: float) -> bytes:
        while True:
            self._wait(deadline_s)
            try:
                part = self._channel.recv(most)
            except BlockingIOError:
                continue
            except OSError:
                part = b""
            if not part:
                self._gone()
            return part

    def _check_deadline(self, deadline_s: float) -> None:
        """A worker that trickles bytes is never waited for, so the clock is looked at here as well."""
        now_s = time.monotonic()
        if now_s >= min(deadline_s, self._look_again_s):
            self._look(now_s, deadline_s)

    def _wait(self, deadline_s: float) -> None:
        """Wait until the channel is ready, keeping an eye on all that a worker may overdo meanwhile."""
        descriptor = self._channel.fileno()
        while True:
            now_s = time.monotonic()
            if now_s >= min(deadline_s, self._look_again_s):
                self._look(now_s, deadline_s)
            until_s = min(deadline_s, self._look_again_s) if deadline_s > now_s else self._look_again_s
            wait_s = min(max(until_s - now_s, _LEAST_WAIT_S), 3600.0)
            if self._folder is not None:
                self._check_scratch(now_s)
                wait_s = min(wait_s, _LOOK_EVERY_S)
            channel_ready = False
            for which, _ in self._poll.poll(wait_s * 1000 + 1):
                if which == descriptor:
                    channel_ready = True
                else:
                    self._drain()
            if channel_ready:
                return

    def _drain(self) -> None:
        descriptor = self._printed.descriptor
        self._printed.drain()
        if self._printed.flooded:
            self.end(OutcomeKind.OUTPUT_LIMIT, f"it printed far more than {self._limits.output_kib} KiB")
        if not self._printed.open and self._output_watched:
            self._output_watched = False
            self._poll.unregister(descriptor)

    def _check_scratch(self, now_s: float) -> None:
        if self._folder is None or now_s - self._looked_s < _LOOK_EVERY_S:
            return
        self._looked_s = now_s
        if overdone := scratch.overfull(self._folder, self._limits.scratch_mib):
            self.end(OutcomeKind.KILLED, overdone)

    # ---------------------------------------------------------------- end

    def _alive(self) -> None:
        if self._ended is not None:
            raise WorkerEnded(self._ended.kind, self._ended.detail)
        if self._exit is not None:
            raise WorkerEnded(self._exit.outcome.kind, self._exit.outcome.detail or "it has been closed")

    def end(self, kind: OutcomeKind, detail: str) -> NoReturn:
        """Kill the worker.

        Raises:
            WorkerEnded: always, now and at every later use.
        """
        if self._ended is None:
            self._ended = WorkerEnded(kind, detail)
            self._reap(0.0)
        raise WorkerEnded(self._ended.kind, self._ended.detail)

    def _gone(self) -> NoReturn:
        """The far end of the channel is closed: find out how it ended."""
        outcome = self._reap(_GRACE_S).outcome
        if outcome.kind is OutcomeKind.EXITED and not outcome.detail:
            outcome = Outcome(OutcomeKind.PROTOCOL, "the code closed its channel to the grader")
        self._ended = WorkerEnded(outcome.kind, outcome.detail)
        raise WorkerEnded(outcome.kind, outcome.detail)

    def _reap(self, grace_s: float) -> WorkerExit:
        if self._exit is not None:
            return self._exit
        killed = False if grace_s else self._kill()
        facts = self._keeper.end_worker(self.pid, grace_s)
        self._printed.drain()
        self._printed.close()
        self._channel.close()
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
        ended_by_us = killed or bool(facts["killed"])
        outcome = judge(
            facts["status"],
            facts["cpu_s"],
            self._limits,
            ended_by_us=ended_by_us,
            out_of_memory=self._keeper.ran_out_of_memory(),
        )
        code = None if ended_by_us else facts["status"]
        self._exit = WorkerExit(outcome, code, facts["cpu_s"], facts["peak_kib"])
        self._keeper.forget(self, self._folder)
        return self._exit

    def _kill(self) -> bool:
        """Kill at once through the kernel's own handle, where there is one, and say whether it still lived.

        The warm parent, which reaps, would kill it as well; this does not depend on it.
        """
        if self._handle is None:
            return False
        over = select.poll()
        over.register(self._handle, select.POLLIN)
        if over.poll(0):
            return False
        with contextlib.suppress(ProcessLookupError, PermissionError):
            signal.pidfd_send_signal(self._handle, signal.SIGKILL)
        return True

    def output(self) -> str:
        """What was printed so far, capped, without terminal escapes and control characters."""
        self._printed.drain()
        return self._printed.text()

    def close(self) -> WorkerExit:
        """Kill the worker if it lives, wait until it is gone, and say how it ended. May be called again."""
        done = self._exit or self._reap(0.0)
        if self._ended is not None:
            return dataclasses.replace(done, outcome=Outcome(self._ended.kind, self._ended.detail))
        return done
