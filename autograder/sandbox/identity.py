"""Who a process is: user ids, the maps of a user namespace, capabilities, no_new_privs."""

from __future__ import annotations

import contextlib
import ctypes
import os
import struct

from autograder.sandbox import system

WORKER_UID_BASE = 1_900_000_000
"""User ids from here on belong to no package, no login and no container range of the usual tools."""
WORKER_UID_SPAN = 1 << 20
NOBODY = 65534
UID_INSIDE = 1000
"""Not 0: a process with a non-zero id does not regain capabilities by executing a program."""

_CAPABILITY_VERSION_3 = 0x20080522
_CAP_LAST = 63
_AMBIENT_CLEAR_ALL = 4


def worker_uid() -> int:
    """An unprivileged user id for workers of this process: its own for each, so that slots cannot touch one another."""
    return WORKER_UID_BASE + os.getpid() % WORKER_UID_SPAN


def become(uid: int) -> None:
    """Give up root for good: real, effective and saved ids.

    The change makes the process undumpable, and its /proc/self files root's, which would forbid writing `uid_map`.

    Raises:
        OSError: the id does not exist in this user namespace, or the process is not root.
    """
    os.setgroups([])
    try:
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    except OSError:  # a container with a narrow id map
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    system.set_dumpable(dumpable=True)


def map_into_user_namespace(uid: int, gid: int, proc: int) -> None:
    """Map one outer id into the new user namespace. `proc` is an O_PATH descriptor of /proc."""
    for name, line in (
        ("setgroups", b"deny"),
        ("uid_map", b"%d %d 1" % (UID_INSIDE, uid)),
        ("gid_map", b"%d %d 1" % (UID_INSIDE, gid)),
    ):
        descriptor = os.open(f"self/{name}", os.O_WRONLY | os.O_CLOEXEC, dir_fd=proc)
        try:
            os.write(descriptor, line)
        finally:
            os.close(descriptor)


def be_killed_first(proc: int) -> None:
    """Have the kernel end this process before others of its control group when memory is short.

    `proc` is an O_PATH descriptor of /proc. The file belongs to a process itself only while it may be dumped, so call
    it before the last `set_dumpable`. Where it is not allowed, size alone decides, and a worker that uses up the
    group's memory is the largest in it.
    """
    system.set_dumpable(dumpable=True)
    with contextlib.suppress(OSError):
        descriptor = os.open("self/oom_score_adj", os.O_WRONLY | os.O_CLOEXEC, dir_fd=proc)
        try:
            os.write(descriptor, b"1000")
        finally:
            os.close(descriptor)


def no_new_privs() -> None:
    """From here on no executed program has more rights than this process."""
    system.prctl(system.PR_SET_NO_NEW_PRIVS, 1)


def empty_bounding_set() -> None:
    """Have no program that is executed from here on give capabilities back; inherited by every fork."""
    for capability in range(_CAP_LAST + 1):
        try:
            system.prctl(system.PR_CAPBSET_DROP, capability)
        except OSError:  # beyond the last one, or no right to drop: then there is none to lose
            break


def drop_capabilities() -> None:
    """Empty the ambient, permitted, effective and inheritable sets."""
    with contextlib.suppress(OSError):
        system.prctl(system.PR_CAP_AMBIENT, _AMBIENT_CLEAR_ALL)
    header = ctypes.create_string_buffer(struct.pack("<Ii", _CAPABILITY_VERSION_3, 0))
    system.checked(system.libc.capset(header, ctypes.create_string_buffer(24)), "capset")
