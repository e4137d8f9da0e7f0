"""The words of this room: the layers, the modes they add up to, and the plan for one machine."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class IsolationMode(StrEnum):
    """What the user asks for. `NONE` means no confinement but resource limits, and only the user may choose it."""

    AUTO = "auto"
    NONE = "none"


class Mode(StrEnum):
    """What a machine allows: namespaces and all the rest, all the rest alone, or nothing worth the name."""

    NAMESPACES = "namespaces"
    PLAIN = "plain"
    NONE = "none"


class LayerName(StrEnum):
    """Every layer, by the name that results and reports carry."""

    USERNS = "userns"
    MOUNT = "mount"
    PID = "pid"
    NET = "net"
    IPC = "ipc"
    UTS = "uts"
    UID = "uid"
    NO_NEW_PRIVS = "no_new_privs"
    LANDLOCK = "landlock"
    CAPABILITIES = "capabilities"
    SECCOMP = "seccomp"
    RLIMITS = "rlimits"
    CGROUP = "cgroup"


NAMESPACE_LAYERS = frozenset(
    {LayerName.USERNS, LayerName.MOUNT, LayerName.PID, LayerName.NET, LayerName.IPC, LayerName.UTS}
)

HOLDS: dict[LayerName, str] = {
    LayerName.USERNS: "gives the other namespaces without root; no identity of the host has rights inside",
    LayerName.MOUNT: "only the interpreter and its libraries exist, read-only; a private scratch folder, capped",
    LayerName.PID: "no other process can be seen or signalled; one kill ends everything",
    LayerName.NET: "no network, not even loopback",
    LayerName.IPC: "no shared memory, semaphores or queues of others, and none left behind",
    LayerName.UTS: "the host's name is not shown and cannot be changed",
    LayerName.UID: "student code never runs as root",
    LayerName.NO_NEW_PRIVS: "no setuid program gives rights back",
    LayerName.LANDLOCK: "files outside the interpreter cannot be opened; nothing is written outside the scratch folder",
    LayerName.CAPABILITIES: "none of root's powers, inside or outside of a namespace",
    LayerName.SECCOMP: "about 80 system calls and no others: no process, program, socket, signal or shared memory",
    LayerName.RLIMITS: "address space, CPU seconds, file size, open files",
    LayerName.CGROUP: "memory and threads counted by the kernel, shared pages and kernel buffers included",
}


EXIT_OUT_OF_MEMORY = 86
"""What a worker exits with that could not have the memory it asked for."""


MOST_FILES = 256
"""How many files and folders a worker may have in its scratch folder."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer on this machine: `holds` says what it is for, `needs` what it would take where it is missing."""

    name: str
    active: bool
    holds: str
    needs: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What this machine allows.

    `willing` is whether student code may be run here without the user's explicit consent; `missing` and `fix` say why
    not, or what would make it stronger.
    """

    mode: Mode
    layers: tuple[Layer, ...]
    willing: bool
    missing: str = ""
    fix: str = ""

    def active(self) -> tuple[str, ...]:
        """Names of the layers that work here."""
        return tuple(layer.name for layer in self.layers if layer.active)
