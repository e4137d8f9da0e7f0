"""Runs the command line as on a system without fork, as far as that can be played here: `python no_posix.py ARGUMENTS`.

Modules of this package see neither the modules nor the names of `os`, `signal`, `select` and `socket` that Windows lacks
(the Python library reference marks them "Availability: Unix"). Everybody else's modules see what there is: NumPy and
nbgrader have their own versions for Windows.
"""

from __future__ import annotations

import builtins
import ctypes
import os
import select
import signal
import socket
import sys
import types
from typing import Any

MODULES = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "syslog", "posix", "spwd", "crypt", "curses", "readline"}
_OS = """
fork forkpty getuid geteuid getgid getegid getgroups getpgid getpgrp getsid setuid setgid setsid setpgid setgroups
getresuid getresgid setresuid setresgid initgroups chown fchown lchown chroot fchmod killpg wait wait3 wait4 waitid
WNOHANG WIFEXITED WEXITSTATUS pread pwrite preadv pwritev readv writev sendfile sync fdatasync sched_getaffinity
sched_setaffinity sched_yield sysconf sysconf_names uname statvfs fstatvfs mkfifo mknod memfd_create MFD_CLOEXEC
MFD_ALLOW_SEALING pidfd_open nice getpriority setpriority PRIO_PROCESS getloadavg posix_fallocate posix_fadvise
posix_spawn set_blocking get_blocking pipe2 lockf eventfd copy_file_range register_at_fork ttyname openpty getxattr
setxattr listxattr O_CLOEXEC O_NOFOLLOW O_DIRECTORY O_NONBLOCK O_NOCTTY O_PATH O_SYNC O_DSYNC fchdir ctermid
tcgetpgrp splice
"""
_SIGNAL = """
SIGKILL SIGCHLD SIGXCPU SIGXFSZ SIGHUP SIGUSR1 SIGUSR2 SIGSTOP SIGALRM SIGPIPE alarm setitimer pthread_kill
pthread_sigmask pidfd_send_signal sigwait siginterrupt
"""
NAMES: dict[str, set[str]] = {
    "os": set(_OS.split()),
    "signal": set(_SIGNAL.split()),
    "select": {"poll", "epoll", "POLLIN", "POLLOUT", "POLLHUP", "POLLRDHUP"},
    "socket": {"AF_UNIX", "SCM_RIGHTS", "CMSG_LEN", "CMSG_SPACE", "send_fds", "recv_fds"},
}
CHANGED: dict[tuple[str, str], object] = {("os", "name"): "nt", ("os", "O_BINARY"): 0, ("sys", "platform"): "win32"}
STAND_INS = {"os": os, "signal": signal, "select": select, "socket": socket, "sys": sys}


class Lacking(types.ModuleType):
    """A module without some of its names."""

    def __init__(self, module: types.ModuleType) -> None:
        super().__init__(module.__name__)
        object.__setattr__(self, "_module", module)

    def __getattr__(self, name: str) -> Any:
        module = object.__getattribute__(self, "_module")
        if (module.__name__, name) in CHANGED:
            return CHANGED[module.__name__, name]
        if name in NAMES.get(module.__name__, ()):
            raise AttributeError(f"module '{module.__name__}' has no attribute '{name}' (on Windows)")
        return getattr(module, name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(object.__getattribute__(self, "_module"), name, value)


def install() -> None:
    """Play it from now on, in this process."""
    import fcntl

    stand_ins = {name: Lacking(module) for name, module in STAND_INS.items()}
    locking = types.ModuleType("msvcrt")
    locking.LK_NBLCK = 2  # type: ignore[attr-defined]

    def lock(descriptor: int, mode: int, count: int) -> None:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise PermissionError(13, "Permission denied") from error

    locking.locking = lock  # type: ignore[attr-defined]
    original = builtins.__import__

    def importing(name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> Any:
        if str((globals or {}).get("__name__", "")).partition(".")[0] == "autograder":
            if name.partition(".")[0] in MODULES:
                raise ModuleNotFoundError(f"No module named '{name}' (on Windows)", name=name)
            if name in stand_ins and level == 0:
                return stand_ins[name]
        return original(name, globals, locals, fromlist, level)

    class NoHandle(ctypes.CDLL):
        def __init__(self, name: str | None, *args: Any, **options: Any) -> None:
            if name is None:
                raise TypeError("bad argument type for built-in operation (on Windows)")
            super().__init__(name, *args, **options)

    import uuid  # noqa: F401  loads libraries of the system by itself, when it is imported

    ctypes.CDLL = NoHandle  # type: ignore[misc]
    builtins.__import__ = importing
    # What must be there only where the package asks for it by name.
    import importlib

    load = importlib.import_module
    importlib.import_module = lambda name, package=None: locking if name == "msvcrt" else load(name, package)


if __name__ == "__main__":
    install()
    from autograder.cli import main

    main()
