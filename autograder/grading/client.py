"""The grader's side of a suite host: start it, give it jobs, take its reports."""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
import sys
from collections import deque
from types import TracebackType
from typing import Any

from autograder.errors import (
    AutograderError,
    ConfigError,
    CourseError,
    DataError,
    InternalError,
    IsolationError,
    OverdueError,
    SuiteError,
)
from autograder.grading.jobs import Job, Report, job_to_json, receive_json, report_from_json, send_json
from autograder.grading.watchdog import Allowance, Pulse, Watched, watchdog
from autograder.model import Assignment, Course
from autograder.sandbox import PACKAGE_ROOT, IsolationMode, package_folders

_ERRORS: dict[str, type[AutograderError]] = {
    error.__name__: error for error in (SuiteError, IsolationError, ConfigError, CourseError, DataError)
}

# Isolated: no variable of the environment and no folder that somebody stands in has a say in what is imported. The very
# package that runs here, and the folders of installed packages that are in use here, the user's own and those of
# PYTHONPATH too, are named instead; the standard library comes before them.
_PROGRAM = """
import gc, os, sys
gc.disable()  # until all is imported, which stays
pipe, pulse, root, *folders = sys.argv[1:]
sys.path.insert(0, root)
import autograder
del sys.path[0]
library = os.path.dirname(os.__file__)
first = [path for path in sys.path if path.endswith(".zip") or path in (library, os.path.join(library, "lib-dynload"))]
sys.path[:] = dict.fromkeys([*first, *folders, *sys.path])
from autograder.grading.host import main
main(int(pipe), int(pulse))
os._exit(0)  # everything is closed; taking the interpreter apart would only keep the grader waiting
"""


_STARTING = Allowance(cpu_s=120.0, wall_s=600.0)
"""For importing everything, loading data, confining a trial worker and collecting the suite."""
_SLACK_S = 60.0
WALL_FACTOR = 60.0


class SuiteHost:
    """A suite host for one assignment. Serves one job at a time; a context manager.

    Args:
        course: the course; None for the visible checks of a notebook that has none with it.
        assignment: whose suite it holds.
        isolation: how student code is confined.
        public: run visible checks only; the solutions folder is not needed.
        cores: where to take a core from, to stay on it with all workers, and where to put it back; None: anywhere.
        held: once started, import everything, and read the suite only when told to `go`.

    Raises:
        CourseError: the assignment has no hidden suite.
    """

    def __init__(
        self,
        course: Course | None,
        assignment: Assignment,
        *,
        isolation: IsolationMode = IsolationMode.AUTO,
        public: bool = False,
        cores: deque[int] | None = None,
        held: bool = False,
    ) -> None:
        if not public and not any(assignment.solutions.glob("test_hidden*.py")):
            raise CourseError(
                f"solutions/{assignment.name}", "no test_hidden.py", fix="write it, or use check --public"
            )
        self._options = {
            "course": None if course is None else str(course.root),
            "assignment": assignment.name,
            "isolation": isolation.value,
            "public": public,
            "held": held,
        }
        self._waits = False
        submission_s = assignment.limits.submission_s
        # The suite's own work takes a small part of a submission's time. On the wall it also waits for the worker.
        self._allowance = Allowance(cpu_s=submission_s, wall_s=WALL_FACTOR * submission_s + _SLACK_S)
        self._host: Watched | None = None
        self._pulse: Pulse | None = None
        self._pipe: socket.socket | None = None
        self._ready = False
        self._cores = cores
        self._core: int | None = None
        self.isolation: tuple[str, ...] = ()

    def __enter__(self) -> SuiteHost:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the process, without waiting for it: it gets ready while the caller does other things.

        Raises:
            IsolationError: this system cannot fork processes.
        """
        if self._host is not None:
            return
        if not hasattr(os, "fork"):
            raise IsolationError("this is not Linux", "grade on Linux, in WSL, a container or a virtual machine")
        ours, theirs = socket.socketpair()
        page = Pulse.file()
        try:
            environment = {
                "PATH": os.environ.get("PATH", os.defpath),
                "LANG": "C.UTF-8",
                "OPENBLAS_NUM_THREADS": "1",
                "OMP_NUM_THREADS": "1",
                "MPLBACKEND": "Agg",
            }
            descriptors = (theirs.fileno(), page)
            folders = package_folders(sys.path)

            def make() -> subprocess.Popen[bytes]:
                return subprocess.Popen(
                    [sys.executable, "-I", "-c", _PROGRAM, *map(str, descriptors), PACKAGE_ROOT, *folders],
                    pass_fds=descriptors,
                    stdin=subprocess.DEVNULL,
                    env=environment,
                    start_new_session=True,  # Ctrl-C is for the grader, which then closes the pipe
                )

            self._pulse = Pulse(page)
            self._host = watchdog().start(make)
        finally:
            theirs.close()
            os.close(page)
        self._pipe = ours
        if self._cores:
            self._core = self._cores.popleft()
            with contextlib.suppress(OSError):  # it has ended, or the core was taken away: then it runs anywhere
                os.sched_setaffinity(self._host.process.pid, {self._core})
        send_json(ours, self._options)
        self._waits = bool(self._options["held"])
        if not self._waits:
            self._host.begins(_STARTING)

    def go(self) -> None:
        """Have a host that was held read the suite, without waiting until it has."""
        self.start()
        if self._waits:
            assert self._host is not None
            self._host.begins(_STARTING)
            with contextlib.suppress(OSError):  # it is gone: the first use tells why
                send_json(self._open(), {"go": True})
            self._waits = False

    @property
    def pid(self) -> int:
        """Of the host's process.

        Raises:
            InternalError: it is not running.
        """
        if self._host is None:
            raise InternalError("the suite host is not running")
        return self._host.process.pid

    def fileno(self) -> int:
        """The descriptor that becomes readable when a report is there."""
        return self._open().fileno()

    def submit(self, job: Job) -> None:
        """Give it a job. It must have answered the one before.

        Raises:
            AutograderError: the host could not start.
        """
        self._wait_until_ready()
        assert self._host is not None
        self._host.begins(self._allowance)
        try:
            send_json(self._open(), job_to_json(job))
        except OSError as error:
            raise InternalError(f"the suite host is gone ({error.strerror})") from None

    def receive(self) -> Report:
        """Wait for the report of the job that was submitted.

        Raises:
            InternalError: the host died.
            OverdueError: it did not come back in its time, and was ended.
        """
        message = self._message()
        if "error" in message and "key" not in message:  # it says why it ends
            raise InternalError(message["error"])
        return report_from_json(message)

    def grade(self, job: Job) -> Report:
        """Submit one job and wait for its report."""
        self.submit(job)
        return self.receive()

    def hang_up(self) -> None:
        """Tell the host to end, without waiting until it has; nothing more can be asked of it. `close` waits."""
        if self._pipe is not None:
            self._pipe.close()
            self._pipe = None

    def close(self) -> None:
        """End the host; a worker that still runs dies with it."""
        self.hang_up()
        if self._host is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._host.process.wait(timeout=0.5)
            self._host.kill()
            self._host.process.wait()
            watchdog().forget(self._host)
        if self._pulse is not None:
            self._pulse.close()
        self._host = self._pulse = None
        self._ready = False
        if self._cores is not None and self._core is not None:
            self._cores.append(self._core)
            self._core = None

    # ---------------------------------------------------------------- private

    def _open(self) -> socket.socket:
        if self._pipe is None:
            raise InternalError("the suite host is not running")
        return self._pipe

    def _message(self) -> Any:
        message = receive_json(self._open())
        assert self._host is not None
        self._host.is_done()
        if message is None:
            if self._host.overdue:
                assert self._pulse is not None
                place, where = f"the suite of {self._options['assignment']}", self._pulse.read()
                raise OverdueError(f"{place} did not come back from {where} {self._host.overdue}, and was ended")
            code = self._host.process.poll()
            raise InternalError(f"the suite host of {self._options['assignment']} died (exit code {code})")
        return message

    def _wait_until_ready(self) -> None:
        if self._ready:
            return
        self.go()
        try:
            message = self._message()
        except OverdueError as error:  # it would be so for every submission
            raise SuiteError(f"solutions/{self._options['assignment']}", str(error), "mend the test file") from None
        if not message["ready"]:
            raise _as_error(message["kind"], message["error"])
        self.isolation = tuple(message["isolation"])
        self._ready = True


def _as_error(kind: str, line: str) -> AutograderError:
    """The host's error in this process; its one line is complete already."""
    error = AutograderError.__new__(_ERRORS.get(kind, InternalError))
    error.args = (line,)
    return error
