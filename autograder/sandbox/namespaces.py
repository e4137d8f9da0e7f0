"""Linux namespaces: entered once by a warm parent, and a few of them again by every worker."""

from __future__ import annotations

import os
from collections.abc import Iterable

from autograder.sandbox import identity, system
from autograder.sandbox.layers import LayerName

CLONE_NEWPID = 0x20000000
_FLAGS = {
    LayerName.MOUNT: 0x00020000,
    LayerName.UTS: 0x04000000,
    LayerName.IPC: 0x08000000,
    LayerName.USERNS: 0x10000000,
    LayerName.PID: CLONE_NEWPID,
    LayerName.NET: 0x40000000,
}
HOST_NAME = b"worker"


def unshare(layers: Iterable[LayerName]) -> None:
    """Leave the shared namespaces of these kinds for new ones.

    Raises:
        OSError: the kernel, a container or a security module does not allow it.
    """
    chosen = list(layers)
    flags = 0
    for layer in chosen:
        flags |= _FLAGS[layer]
    if flags:
        system.checked(system.libc.unshare(flags), "unshare " + ",".join(chosen))


def enter(layers: frozenset[LayerName], proc: int) -> None:
    """Enter the namespaces of a warm parent; `proc` is an O_PATH descriptor of /proc.

    With a user namespace the process then holds every capability in it, and none outside.
    """
    uid, gid = os.getuid(), os.getgid()
    unshare(layers)
    if LayerName.USERNS in layers:
        identity.map_into_user_namespace(uid, gid, proc)
    if LayerName.UTS in layers:
        system.checked(system.libc.sethostname(HOST_NAME, len(HOST_NAME)), "sethostname")


def own_pid_namespace(proc: int) -> int:
    """A descriptor of this process's pid namespace, to come back to after each worker."""
    return os.open("self/ns/pid", os.O_RDONLY | os.O_CLOEXEC, dir_fd=proc)


def fork_into_new_pid_namespace(home: int) -> int:
    """Fork so that the child is the first process of a new pid namespace; the caller itself stays where it is.

    One fork, no warden: the child's exit status stays its own, and killing it kills all that it may have started.
    `home` is the descriptor from `own_pid_namespace`.
    """
    unshare((LayerName.PID,))
    try:
        pid = os.fork()
    except OSError:
        system.checked(system.libc.setns(home, CLONE_NEWPID), "setns")
        raise
    if pid:
        system.checked(system.libc.setns(home, CLONE_NEWPID), "setns")
    return pid
