"""Executes the programs of this room, with no environment, descriptors or site files of the caller's."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.sandbox import view

PACKAGE_ROOT = str(Path(__file__).resolve().parents[2])
_PROGRAM = "import sys; sys.path.insert(0, sys.argv[2]); from autograder.sandbox.{} import main; main(int(sys.argv[1]))"

_DEFAULT_ENVIRONMENT = {
    "PATH": "/nonexistent",
    "HOME": view.SCRATCH,
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "MPLBACKEND": "Agg",
    "NBGRADER_EXECUTION": "autograde",  # as under nbgrader: a cell can tell that it is being graded
    "OPENBLAS_NUM_THREADS": "1",  # a second thread that seccomp or a limit refuses would hang it for ever
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "2",  # an arena per thread would eat the address space
    "PYTHONHASHSEED": "0",  # the order of a set must not decide a score
}
_PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
"""Where the interpreter itself is found through one of these, it cannot start without."""


def execute(module: str, link: socket.socket, stderr: int, preload: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Start a program of this room: no site files, no environment but ours, one descriptor."""
    environment = dict(_DEFAULT_ENVIRONMENT)
    environment.update({name: os.environ[name] for name in _PASSED_ON if name in os.environ})
    if sys.platform == "darwin":
        environment["OBJC_DISABLE_INITIALIZE_FORK_SAFETY"] = "YES"  # or the first fork after NumPy's import aborts
    if any(name.partition(".")[0] == "matplotlib" for name in preload):
        environment["MPLCONFIGDIR"] = _font_cache_folder()
    command = [sys.executable, "-s", "-S", "-P", "-B", "-c", _PROGRAM.format(module), str(link.fileno()), PACKAGE_ROOT]
    return subprocess.Popen(
        command,
        pass_fds=(link.fileno(),),
        env=environment,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        start_new_session=True,  # Ctrl-C is for the grader to handle
    )


def _font_cache_folder() -> str:
    """Where matplotlib keeps its list of fonts, which takes seconds to make. Workers neither read nor write it."""
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    for above in (base, os.path.join(tempfile.gettempdir(), f"autograder-{os.getuid()}")):
        # A user whom the system does not know has no home: `~` stays as it is then, and would be a folder here.
        if os.path.isabs(above) and _made(folder := os.path.join(above, "autograder", "matplotlib")):
            return folder
    return "/nonexistent"  # then matplotlib makes one for each start


def _made(folder: str) -> bool:
    """Whether it is there, and nobody else's."""
    try:
        os.makedirs(folder, mode=0o700, exist_ok=True)
        return os.stat(folder).st_uid == os.getuid() and os.access(folder, os.W_OK)
    except OSError:
        return False
