"""What a freshly forked worker does to itself before the first line of anybody's code: the order of the layers.

The order is forced: mounts need capabilities, so they come first; Landlock and seccomp need no_new_privs; seccomp
comes last, since it forbids all the rest.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass

from autograder.model import Limits
from autograder.sandbox import identity, landlock, namespaces, rlimits, seccomp, system, view
from autograder.sandbox.layers import LayerName

_AGAIN_PER_WORKER = (LayerName.MOUNT, LayerName.IPC)


@dataclass(frozen=True, slots=True)
class Confinement:
    """What a warm parent has decided for all its workers.

    Attributes:
        layers: the layers to put on.
        readable: paths of the view, for Landlock.
        program: the assembled seccomp filter.
        base_bytes: address space that a worker starts with.
        worker_uid: who a worker becomes, where the warm parent itself has to stay root; otherwise None.
    """

    layers: frozenset[LayerName]
    readable: tuple[str, ...] = ()
    program: bytes = b""
    base_bytes: int = 0
    worker_uid: int | None = None


def apply(plan: Confinement, bounds: Limits, scratch: str, parent_pid: int) -> None:
    """Confine the calling process for good.

    Args:
        plan: which layers, and what they need.
        bounds: the resource limits.
        scratch: its folder, where no private mount provides one.
        parent_pid: the warm parent's number as this process sees it.

    Raises:
        OSError: a layer could not be put on; the process must end without running anything.
    """
    layers = plan.layers
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    os.setsid()
    own_mount = LayerName.MOUNT in layers
    namespaces.unshare(layer for layer in _AGAIN_PER_WORKER if layer in layers)
    if own_mount:
        view.mount_scratch(bounds.scratch_mib, plan.worker_uid)
    if plan.worker_uid is not None:
        identity.become(plan.worker_uid)
    folder = view.SCRATCH if own_mount else scratch
    if folder:
        os.chdir(folder)
        os.environ.update(HOME=folder, TMPDIR=folder, MPLCONFIGDIR=folder)
    if LayerName.RLIMITS in layers:
        rlimits.apply(bounds, plan.base_bytes)
    if LayerName.NO_NEW_PRIVS in layers:
        identity.no_new_privs()
    if LayerName.LANDLOCK in layers:
        landlock.restrict(plan.readable, (folder, "/dev/null") if folder else ("/dev/null",))
    if LayerName.CAPABILITIES in layers:
        identity.drop_capabilities()
    if system.LINUX:
        system.die_with_parent()  # after the last change of identity, which would undo it
        if os.getppid() != parent_pid:
            raise ProcessLookupError("the warm parent is gone")
        system.set_dumpable(dumpable=False)
    if LayerName.SECCOMP in layers:
        seccomp.install(plan.program)
