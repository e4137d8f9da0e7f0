"""What this machine allows, found out by doing it in short-lived children; version numbers prove nothing."""

from __future__ import annotations

import errno
import os
import signal
import socket
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from autograder.sandbox import control, identity, landlock, namespaces, seccomp, system, view
from autograder.sandbox.layers import HOLDS, NAMESPACE_LAYERS, Layer, LayerName, Mode, Plan

_PROBE_SCRATCH_MIB = 1
_OUTSIDE_EVERYTHING = "/"
_TRIES, _PAUSE_S = 3, 0.2
_NOT_ALLOWED, _PASSING = 1, 2  # exit codes of a try
_SHORTAGES = frozenset({errno.EAGAIN, errno.ENOMEM, errno.ENOSPC, errno.EINTR})


@dataclass(frozen=True, slots=True)
class Ability:
    """What could really be done here. `why` says, by layer, what came instead."""

    root: bool = False
    namespaces: bool = False
    userns: bool = False
    landlock_abi: int = 0
    seccomp: bool = False
    cgroup: bool = False
    why: dict[str, str] = field(default_factory=dict)

    def layers(self, mode: Mode) -> frozenset[LayerName]:
        """The layers that workers get in this mode."""
        if mode is Mode.NONE:
            return frozenset({LayerName.RLIMITS})
        chosen = {LayerName.UID, LayerName.NO_NEW_PRIVS, LayerName.CAPABILITIES, LayerName.RLIMITS}
        if self.seccomp:
            chosen.add(LayerName.SECCOMP)
        if self.landlock_abi:
            chosen.add(LayerName.LANDLOCK)
        if self.cgroup:
            chosen.add(LayerName.CGROUP)
        if mode is Mode.NAMESPACES:
            chosen |= NAMESPACE_LAYERS if self.userns else NAMESPACE_LAYERS - {LayerName.USERNS}
        return frozenset(chosen)

    def best_mode(self) -> Mode:
        """Seccomp is what no mode can do without: nothing else bounds what a process may ask of the kernel."""
        if not self.seccomp:
            return Mode.NONE
        return Mode.NAMESPACES if self.namespaces else Mode.PLAIN

    def as_json(self) -> dict[str, Any]:
        """For sending it to another process of ours."""
        return {name: getattr(self, name) for name in self.__slots__}


def probe_here(*, cgroup: bool) -> Ability:
    """Try every layer in children of this process, which should be small and have one thread."""
    why: dict[str, str] = {}
    if not system.LINUX:
        return Ability(root=os.getuid() == 0, why=dict.fromkeys(HOLDS, "this is not Linux"))
    root = os.getuid() == 0
    spaces = NAMESPACE_LAYERS
    problem = in_child(lambda: _try_namespaces(spaces, root=root))
    userns = not problem
    if problem:
        why[LayerName.USERNS] = problem
        if root:
            spaces = NAMESPACE_LAYERS - {LayerName.USERNS}
            problem = in_child(lambda: _try_namespaces(spaces, root=root))
        if problem:
            why.update(dict.fromkeys(NAMESPACE_LAYERS, problem))
    abi = landlock.abi()
    if abi and (trouble := in_child(_try_landlock)):
        abi, why[LayerName.LANDLOCK] = 0, trouble
    elif not abi:
        why[LayerName.LANDLOCK] = "the kernel has no Landlock, or it is switched off"
    if filtered := in_child(_try_seccomp):
        why[LayerName.SECCOMP] = filtered
    return Ability(root, not problem, userns, abi, not filtered, cgroup, why)


def plan_for(ability: Ability) -> Plan:
    """Turn what was found into what is done, and into sentences for people."""
    mode = ability.best_mode()
    active = ability.layers(mode) if mode is not Mode.NONE else frozenset()
    layers = tuple(
        Layer(name.value, name in active, HOLDS[name], "" if name in active else _needs(name, ability))
        for name in LayerName
    )
    if mode is Mode.NONE:
        reason = ability.why.get(LayerName.SECCOMP, "seccomp does not work")
        where = "Linux 3.17 or newer" if system.LINUX else "Linux, or a Linux container or virtual machine"
        fix = f"grade on {where}" + (", or accept --isolation none" if hasattr(os, "fork") else "")
        return Plan(mode, layers, False, f"seccomp is missing ({reason})", fix)
    return Plan(mode, layers, True)


def _needs(name: LayerName, ability: Ability) -> str:
    reason = ability.why.get(name, "")
    if not system.LINUX:
        return "Linux"
    if name is LayerName.USERNS and ability.namespaces:
        return f"user namespaces; root gave the other namespaces without ({reason})"
    if name in NAMESPACE_LAYERS:
        return f"{_namespace_advice()} ({reason})"
    if name is LayerName.LANDLOCK:
        return f"Linux 5.13 with landlock among the modules that boot with lsm= ({reason})"
    if name is LayerName.SECCOMP:
        return f"a kernel with CONFIG_SECCOMP_FILTER, on x86_64 or aarch64 ({reason})"
    if name is LayerName.CGROUP:
        return "root, or a cgroup with the memory and pids controllers delegated to this user (systemd-run --user)"
    return "seccomp first: without it nothing is put on"


def _namespace_advice() -> str:
    if _first_line("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == "1":
        return "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0, or an AppArmor profile with userns"
    if _first_line("/proc/sys/kernel/unprivileged_userns_clone") == "0":
        return "sudo sysctl kernel.unprivileged_userns_clone=1"
    if _first_line("/proc/sys/user/max_user_namespaces") == "0":
        return "sudo sysctl user.max_user_namespaces=10000"
    return "unprivileged user namespaces; in a container, a seccomp profile that allows unshare and mount"


def _first_line(path: str) -> str:
    try:
        with open(path, encoding="ascii") as file:
            return file.readline().strip()
    except OSError:
        return ""


def in_child(attempt: Callable[[], None]) -> str:
    """Run something irrevocable in a child. Returns an empty string, or what went wrong there.

    A child that was killed, or found the machine full, says nothing of what the machine allows: it is tried again, so
    that a short shortage never costs a layer.
    """
    for left in reversed(range(_TRIES)):
        problem, passing = _once_in_child(attempt)
        if not (problem and passing and left):
            return problem
        time.sleep(_PAUSE_S)
    raise AssertionError("the last try returns")


def _once_in_child(attempt: Callable[[], None]) -> tuple[str, bool]:
    """What went wrong, and whether that may pass."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        problem, status = "ended", _NOT_ALLOWED
        try:
            attempt()
            problem, status = "", 0
        except OSError as error:
            problem = error.strerror or str(error)
            status = _PASSING if error.errno in _SHORTAGES else _NOT_ALLOWED
        except BaseException:  # noqa: BLE001  a child that must not go on as a copy of its parent
            problem = traceback.format_exc(limit=1).strip().splitlines()[-1]
        finally:
            if problem:
                os.write(writing, problem.encode()[:1000])
            os._exit(status)
    os.close(writing)
    with open(reading, "rb") as answer:
        problem = answer.read().decode(errors="replace")
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    killed = status < 0 and -status != signal.SIGSYS  # which is how a filter says no
    return problem or (f"the trial ended with status {status}" if status else ""), killed or status == _PASSING


def _try_namespaces(layers: frozenset[LayerName], *, root: bool) -> None:
    """All that a warm parent and a worker do with namespaces, in the same order."""
    proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY)
    becomes = identity.worker_uid() if root else None
    enter_all(layers, proc, view.readable_paths(()), view.library_links(), root_becomes=becomes)
    child = os.fork()  # only a process inside the new pid namespace may come back to it
    if child:
        if status := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            killed = errno.EAGAIN if abs(status) == signal.SIGKILL else 0
            raise OSError(killed, f"a process in the new namespaces ended with status {status}")
        return
    home = namespaces.own_pid_namespace(proc)
    worker = namespaces.fork_into_new_pid_namespace(home)
    if worker:
        os._exit(abs(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1])))
    namespaces.unshare((LayerName.MOUNT, LayerName.IPC))
    view.mount_scratch(_PROBE_SCRATCH_MIB, None)
    with open(f"{view.SCRATCH}/probe", "wb") as file:
        file.write(b"x")
    os._exit(0 if os.getpid() == 1 else 3)


def enter_all(
    layers: frozenset[LayerName],
    proc: int,
    paths: tuple[str, ...],
    links: tuple[tuple[str, str], ...],
    *,
    root_becomes: int | None,
) -> None:
    """Enter namespaces and the view. The order depends on who asks.

    Root builds the view first, while it can read everything (an interpreter in a closed home folder), then stops being
    root, then makes a user namespace like anybody else. Without user namespaces root has to stay root for now.
    """
    mounting = LayerName.MOUNT in layers
    if LayerName.USERNS in layers and root_becomes is not None:
        if mounting:
            namespaces.unshare((LayerName.MOUNT,))
            view.enter(paths, links)
        identity.become(root_becomes)
        namespaces.enter(layers, proc)
        return
    namespaces.enter(layers, proc)
    if mounting:
        view.enter(paths, links)


def _try_landlock() -> None:
    identity.no_new_privs()
    landlock.restrict(("/usr",), ())
    try:
        os.listdir(_OUTSIDE_EVERYTHING)
    except PermissionError:
        return
    raise OSError(0, "Landlock was accepted and did not hold")


def _try_seccomp() -> None:
    identity.no_new_privs()
    seccomp.install(seccomp.build())
    try:
        os.fork()
    except (BlockingIOError, PermissionError):
        return
    raise OSError(0, "the filter was accepted and did not hold")


def main(descriptor: int) -> None:
    """Program of a short-lived process: try everything, send what was found."""
    link = socket.socket(fileno=descriptor)
    link.set_inheritable(False)
    request, _ = control.receive(link)
    control.send(link, probe_here(cgroup=request["cgroup"]).as_json())
