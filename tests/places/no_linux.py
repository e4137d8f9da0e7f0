"""Runs the command line as on macOS, as far as that can be played here: `python no_linux.py ARGUMENTS`.

Modules of this package see none of the names that only Linux has (the Python library reference says so), no system call of
its own and no /proc; a suite host and a warm parent that are started see none either. What macOS does otherwise (how it
limits memory, how a fork fares there) is not played.
"""

from __future__ import annotations

import builtins
import ctypes
import errno
import mmap
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from no_posix import CHANGED, NAMES, STAND_INS, Lacking

_OS = """
memfd_create MFD_CLOEXEC MFD_ALLOW_SEALING eventfd pidfd_open setns unshare posix_fallocate posix_fadvise pipe2 fdatasync
copy_file_range splice getrandom getxattr setxattr listxattr removexattr sched_getaffinity sched_setaffinity
sched_setscheduler setresuid getresuid setresgid getresgid O_PATH O_DIRECT O_TMPFILE O_NOATIME RTLD_DEEPBIND
"""
_SIGNAL = "SIGSTKFLT SIGPWR SIGPOLL SIGRTMIN SIGRTMAX pidfd_send_signal sigtimedwait sigwaitinfo"
_SOCKET = "AF_NETLINK AF_PACKET AF_VSOCK AF_ALG SOCK_CLOEXEC SOCK_NONBLOCK SOCK_SEQPACKET SO_PEERCRED SCM_CREDENTIALS"
_RESOURCE = "prlimit RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_RTPRIO RLIMIT_RTTIME RLIMIT_SIGPENDING RLIMIT_OFILE"
_CALLS = {"prctl", "syscall", "unshare", "mount", "umount2", "setns", "capset", "clone"}
_PLAY = "import sys; sys.path.insert(0, {!r}); import no_linux; del sys.path[0]; no_linux.install()\n"


def install() -> None:
    """Play it from now on, in this process and in the programs that it starts."""
    NAMES.clear()
    NAMES.update(
        os=set(_OS.split()), signal=set(_SIGNAL.split()), socket=set(_SOCKET.split()), resource=set(_RESOURCE.split()),
        select={"epoll", "POLLRDHUP", "EPOLLIN"}, mmap={"MAP_POPULATE"}, time={"CLOCK_BOOTTIME"},
    )  # fmt: skip
    CHANGED.clear()
    CHANGED["sys", "platform"] = "darwin"
    modules = (os, signal, select, socket, sys, resource, mmap, time)
    stand_ins = {module.__name__: Lacking(module) for module in modules}
    STAND_INS.update((module.__name__, module) for module in modules)
    original = builtins.__import__

    def importing(name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        ours = str((globals or {}).get("__name__", "")).partition(".")[0] == "autograder"
        return stand_ins[name] if ours and level == 0 and name in stand_ins else original(name, globals, locals, fromlist, level)

    class Library(ctypes.CDLL):
        def __getattr__(self, name: str) -> Any:
            if name in _CALLS:
                raise AttributeError(f"dlsym(RTLD_DEFAULT, {name}): symbol not found")
            return super().__getattr__(name)

    ctypes.CDLL = Library  # type: ignore[misc]
    for module, name in ((builtins, "open"), (os, "open"), (os, "stat"), (os, "listdir"), (os, "scandir"), (os, "readlink")):
        setattr(module, name, _without_proc(getattr(module, name)))
    import io
    import subprocess

    io.open = builtins.open  # what pathlib opens with

    class Popen(subprocess.Popen[Any]):
        def __init__(self, words: Any, *arguments: Any, **options: Any) -> None:
            if isinstance(words, list) and words[0] == sys.executable and "-c" in words:
                at = words.index("-c") + 1
                words = [*words[:at], _PLAY.format(str(Path(__file__).parent)) + words[at], *words[at + 1 :]]
            super().__init__(words, *arguments, **options)

    subprocess.Popen = Popen  # type: ignore[misc]
    builtins.__import__ = importing


def _without_proc(function: Callable[..., Any]) -> Callable[..., Any]:
    def call(place: Any = ".", *arguments: Any, **options: Any) -> Any:
        if isinstance(place, str | bytes | os.PathLike) and os.fsdecode(place).startswith(("/proc", "/sys/")):
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), os.fsdecode(place))
        return function(place, *arguments, **options)

    return call


if __name__ == "__main__":
    install()
    from autograder.cli import main

    main()
