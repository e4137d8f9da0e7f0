"""Linux system calls that Python 3.11 has no function for, through ctypes; nothing here decides anything."""

from __future__ import annotations

import ctypes
import os
import platform
import sys
from typing import Any

LINUX = sys.platform == "linux"
MACHINE = platform.machine()

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_SECCOMP = 1, 4, 22
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 24, 38, 47

NR_CLOSE_RANGE = 436
NR_LANDLOCK_CREATE, NR_LANDLOCK_ADD, NR_LANDLOCK_RESTRICT = 444, 445, 446
NR_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}.get(MACHINE, -1)

libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform != "win32" else None


def checked(result: int, what: str) -> int:
    """The result of a C call.

    Raises:
        OSError: it is negative; the message names the call.
    """
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(what: str, number: int, *arguments: int | bytes | None) -> int:
    """Make a system call by number; integers and pointers go over at full width."""
    wide = [ctypes.c_long(part) if isinstance(part, int) else ctypes.c_char_p(part) for part in arguments]
    return checked(int(libc.syscall(ctypes.c_long(number), *wide)), what)


def prctl(option: int, *arguments: int) -> int:
    """prctl(2) with its unused arguments zero, as several options demand."""
    wide = [ctypes.c_ulong(argument) for argument in (*arguments, 0, 0, 0, 0)[:4]]
    return checked(int(libc.prctl(option, *wide)), f"prctl {option}")


def set_dumpable(*, dumpable: bool) -> None:
    """Whether other processes of the same user may look into this one, and whether its /proc files are its own."""
    prctl(PR_SET_DUMPABLE, int(dumpable))


def die_with_parent() -> None:
    """Have the kernel kill this process when the thread that forked it ends; elsewhere than on Linux it does not."""
    if LINUX:
        prctl(PR_SET_PDEATHSIG, 9)


def close_descriptors_from(lowest: int) -> None:
    """Close every descriptor from `lowest` up."""
    if LINUX:
        try:
            syscall("close_range", NR_CLOSE_RANGE, lowest, 0xFFFFFFFF, 0)
            return
        except OSError:
            pass
    os.closerange(lowest, 65536)


def harden_trusted_process() -> None:
    """Forbid processes of the same user to read this one's memory, and core dumps of it. For processes with secrets."""
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if LINUX:
        set_dumpable(dumpable=False)
