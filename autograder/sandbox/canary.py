"""Attacks that a confined worker must not succeed with; tried once by every warm parent before any submission.

Each names the layers of which any one holds it. An attack runs only where one of them is on, and its success then
means that a layer does not do what it is there for: grading refuses.
"""

from __future__ import annotations

import ctypes
import json
import os
import socket
import sys
from collections.abc import Callable, Sequence

from autograder.sandbox import seccomp, system
from autograder.sandbox.layers import LayerName

if sys.platform != "win32":
    import resource  # here and not where it is used: that is in a confined process

SOMEWHERE_ELSE = ("192.0.2.1", 9)
"""An address kept for documentation; connecting a datagram socket sends nothing, it only asks for a route."""
_AT_FDCWD = -100
_CALLS: dict[str, tuple[tuple[int, int], tuple[int, ...]]] = {
    "start a program": ((59, 221), (0, 0, 0)),
    "trace a process": ((101, 117), (0, 0, 0, 0)),
    "set up io_uring": ((425, 425), (1, 0)),
    "make a memory file": ((319, 279), (0, 0)),
    "make shared memory": ((29, 194), (0, 4096, 0o600)),
    "make a message queue": ((68, 186), (0, 0o600)),
    "make a semaphore": ((64, 190), (0, 1, 0o600)),
    "make a namespace": ((272, 97), (0x10000000,)),
    "load a kernel program": ((321, 280), (0, 0, 0)),
    "add a key": ((248, 217), (0, 0, 0, 0, 0)),
    "read another's memory": ((310, 270), (1, 0, 0, 0, 0, 0)),
    "change the personality": ((135, 92), (0xFFFFFFFF,)),
    "start a process by clone3": ((435, 435), (0, 0)),
    "change an owner": ((260, 54), (_AT_FDCWD, 0, 0, 0, 0)),
}
_REFUSALS = (1, 38)  # EPERM, ENOSYS: refused before any argument was looked at


def attacks(layers: frozenset[LayerName], *, files: bool) -> tuple[str, ...]:
    """Names of the attacks that these layers must hold."""
    names = []
    for name, (holders, _) in _ATTACKS.items():
        closed = not files and name in _NEEDS_FILES
        if closed or any(layer in layers for layer in holders):
            names.append(name)
    if LayerName.SECCOMP in layers:
        names += _CALLS
    return tuple(names)


def report(channel: int, names: Sequence[str], outside: str) -> None:
    """Try the named attacks, write those that succeeded as one JSON line, wait until the far end hangs up."""
    succeeded = {}
    for name in names:
        try:
            outcome = _refused_call(name) if name in _CALLS else _ATTACKS[name][1](outside)
        except (OSError, ValueError):  # setrlimit says ValueError
            outcome = ""
        if outcome:
            succeeded[name] = outcome
    os.write(channel, json.dumps(succeeded).encode() + b"\n")
    os.read(channel, 1)
    os._exit(0)


def _refused_call(name: str) -> str:
    numbers, arguments = _CALLS[name]
    number = dict(zip(seccomp.AUDIT_ARCH, numbers, strict=True))[system.MACHINE]
    try:
        result = system.syscall(name, number, *arguments)
    except OSError as error:
        return "" if error.errno in _REFUSALS else f"errno {error.errno}"
    return f"returned {result}"


def _read_outside(outside: str) -> str:
    os.close(os.open(outside, os.O_RDONLY))
    return f"opened {outside}"


def _write_outside(outside: str) -> str:
    for folder in ("/", "/tmp", "/var/tmp", "/dev/shm", os.path.dirname(os.__file__), os.path.dirname(outside)):
        path = os.path.join(folder, f".canary-{os.getpid()}")
        try:
            os.close(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600))
        except OSError:
            continue
        os.unlink(path)
        return f"wrote {path}"
    return ""


def _list_root(_: str) -> str:
    return f"{len(os.listdir('/'))} names"


def _find_route(_: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(SOMEWHERE_ELSE)
    return "there is a route"


def _make_socket(_: str) -> str:
    socket.socketpair()[0].close()
    return "made a pair"


def _fork(_: str) -> str:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    return f"process {child}"


def _signal_parent(_: str) -> str:
    parent = os.getppid()
    if parent == 0:
        return ""
    os.kill(parent, 0)
    return f"process {parent}"


def _signal_self(_: str) -> str:
    os.kill(os.getpid(), 0)
    return "kill works"


def _be_root(_: str) -> str:
    if os.getuid() == 0:  # root it is; that is for the layer "uid" to prevent, and is looked at from outside
        return ""
    os.setuid(0)
    return "uid 0"


def _raise_limit(_: str) -> str:
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if resource.RLIM_INFINITY in (soft, hard):
        return "no CPU limit"
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard + 1))
    return "raised the CPU limit"


def _mount(_: str) -> str:
    system.checked(system.libc.mount(b"none", b"/dev", b"tmpfs", ctypes.c_ulong(0), None), "mount")
    return "mounted"


_NEEDS_FILES = ("read a file outside", "write a file outside")
_ATTACKS: dict[str, tuple[tuple[LayerName, ...], Callable[[str], str]]] = {
    "read a file outside": ((LayerName.MOUNT, LayerName.LANDLOCK), _read_outside),
    "write a file outside": ((LayerName.MOUNT, LayerName.LANDLOCK), _write_outside),
    "list the root": ((LayerName.LANDLOCK,), _list_root),
    "find a route": ((LayerName.NET, LayerName.SECCOMP), _find_route),
    "make a socket": ((LayerName.SECCOMP,), _make_socket),
    "fork": ((LayerName.SECCOMP,), _fork),
    "signal the parent": ((LayerName.PID, LayerName.SECCOMP), _signal_parent),
    "signal anybody": ((LayerName.SECCOMP,), _signal_self),
    "become root": ((LayerName.USERNS, LayerName.CAPABILITIES, LayerName.SECCOMP), _be_root),
    "raise a limit": ((LayerName.RLIMITS,), _raise_limit),
    "mount": ((LayerName.CAPABILITIES, LayerName.SECCOMP), _mount),
}
