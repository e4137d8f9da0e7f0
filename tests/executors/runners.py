"""Runner processes for tests: each answers with what the job asks for, in a real process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from autograder.errors import InternalError, SuiteError

PROGRAM = """
import os, socket, sys, time
pipe = socket.socket(fileno=int(sys.argv[1]))
while job := pipe.recv(1000).decode():
    word, _, rest = job.partition(" ")
    if word == "die":
        os._exit(1)
    if word == "die-once":
        try:
            os.mkdir(rest)
            os._exit(1)
        except FileExistsError:
            pass
    while word == "wait" and not os.path.exists(rest):
        time.sleep(0.01)
    if word == "sleep":
        time.sleep(float(rest))
    pipe.sendall(f"{job} by {os.getpid()}".encode())
"""


class Echo:
    """A runner whose report is the job and its process number."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: socket.socket | None = None

    def start(self) -> None:
        self._pipe, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, str(theirs.fileno())], pass_fds=[theirs.fileno()]
            )

    def fileno(self) -> int:
        assert self._pipe is not None
        return self._pipe.fileno()

    def submit(self, job: str) -> None:
        assert self._pipe is not None
        try:
            self._pipe.sendall(job.encode())
        except OSError:
            raise InternalError("gone") from None

    def receive(self) -> str:
        assert self._pipe is not None
        try:
            report = self._pipe.recv(1000).decode()
        except ConnectionResetError:
            report = ""
        if not report:
            raise InternalError("it died")
        return report

    def hang_up(self) -> None:
        if self._pipe is not None:
            self._pipe.close()

    def close(self) -> None:
        self.hang_up()
        if self._process is not None:
            self._process.wait()


class Deadly(Echo):
    """A runner with a job that takes the process along that it is started from."""

    def submit(self, job: str) -> None:
        if job == "kill the worker":
            os.kill(os.getpid(), signal.SIGKILL)
        super().submit(job)


class Broken(Echo):
    """A runner that cannot start."""

    def start(self) -> None:
        raise SuiteError("the suite", "it is broken", "mend it")


def reading(folder: Path) -> Echo:
    """A runner that exists only where its luggage is."""
    assert (folder / "hello.txt").read_text() == "hello"
    return Deadly(folder)


def broken(folder: Path) -> Broken:
    return Broken(folder)
