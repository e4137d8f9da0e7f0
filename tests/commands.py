"""The `autograder` command as somebody types it, without importing everything anew each time.

One process for each process of pytest imports the package, and what its commands import; each command is a fork of it:
a process of its own, with the arguments, folder, environment, streams and exit code of its own. Where the installed
command itself is what a test is about (how it starts, signals, a terminal), the test starts that.
"""

from __future__ import annotations

import array
import atexit
import functools
import gc
import importlib
import json
import os
import pkgutil
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

import autograder
from autograder.cli import main
from autograder.imports import without_grammar_of_iris
from tests.steady import PATIENCE_S

AUTOGRADER = str(Path(sys.executable).with_name("autograder"))
ROOT = Path(__file__).resolve().parents[1]
_PROGRAM = "import sys; sys.path[0] = sys.argv[2]; from tests.commands import serve; serve(int(sys.argv[1]))"
_STREAMS = 3
_MOST_BYTES = 1 << 20
_ALSO = ("nbgrader.api", "nbgrader.apps", "nbgrader.converters", "nbconvert.preprocessors", "sqlalchemy.dialects.sqlite")
_OURS_ONLY = ("PYTEST", "GITHUB")


def typed_environment(**changes: str) -> dict[str, str]:
    """The environment without what pytest and CI services put there."""
    return {key: value for key, value in os.environ.items() if not key.startswith(_OURS_ONLY)} | changes


def run_in(
    course: Path, *arguments: str, check: bool = False, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command in a course's folder.

    Args:
        check: it is to succeed.
        env: its whole environment; without it, `typed_environment()`.

    Raises:
        AssertionError: it failed, and should not have.
        TimeoutError: it did not come back.
    """
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error, open(os.devnull, "rb") as nothing:
        request = {"arguments": arguments, "folder": str(course), "environment": dict(env or typed_environment())}
        code = _server().ask(request, [stream.fileno() for stream in (nothing, out, error)])
        said = []
        for stream in (out, error):
            stream.seek(0)
            said.append(stream.read().decode())
    done = subprocess.CompletedProcess([AUTOGRADER, *arguments], code, *said)
    assert not check or done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done


class _Server:
    """Our end of the process that forks."""

    def __init__(self) -> None:
        self._link, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _PROGRAM, str(theirs.fileno()), str(ROOT)], pass_fds=[theirs.fileno()],
                env=typed_environment(), stdin=subprocess.DEVNULL,
            )  # fmt: skip
        self._link.settimeout(PATIENCE_S)
        atexit.register(self.close)

    def ask(self, request: dict[str, Any], streams: list[int]) -> int:
        socket.send_fds(self._link, [json.dumps(request).encode()], streams)
        answer = self._link.recv(_MOST_BYTES)
        assert answer, "the process that forks commands is gone"
        return int(answer)

    def close(self) -> None:
        self._link.close()
        self._process.kill()
        self._process.wait()


@functools.cache
def _server_of(_process: int) -> _Server:
    return _Server()


def _server() -> _Server:
    """This process's own: a fork of a process that has one starts another."""
    return _server_of(os.getpid())


# ---------------------------------------------------------------- the process that forks


def serve(descriptor: int) -> None:
    """Fork a command for each request, and answer with its exit code, until the other end hangs up."""
    link = socket.socket(fileno=descriptor)
    link.set_inheritable(False)
    sys.path[0] = os.path.dirname(AUTOGRADER)  # as for the installed command, so that no folder of ours is imported from
    _import_everything()
    gc.freeze()
    while True:
        request, streams = _received(link)
        if not request:
            return
        child = os.fork()
        if not child:
            link.close()
            _become(json.loads(request), streams)
        for stream in streams:
            os.close(stream)
        link.send(str(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])).encode())


def _received(link: socket.socket) -> tuple[bytes, list[int]]:
    streams = array.array("i")
    request, ancillary, _, _ = link.recvmsg(_MOST_BYTES, socket.CMSG_SPACE(_STREAMS * streams.itemsize))
    for level, kind, data in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            streams.frombytes(data)
    return request, list(streams)


def _import_everything() -> None:
    with without_grammar_of_iris():
        for module in pkgutil.walk_packages(autograder.__path__, "autograder."):
            importlib.import_module(module.name)
        for name in _ALSO:
            importlib.import_module(name)


def _become(request: dict[str, Any], streams: list[int]) -> NoReturn:
    """The command that is asked for, from its first line to its exit code."""
    code = 1
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["environment"])
        sys.argv = [AUTOGRADER, *request["arguments"]]
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:
            traceback.print_exc()
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
