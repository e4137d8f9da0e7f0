"""A control group for the workers of one warm parent, where root or a delegation allows one. Never required.

It counts what address-space limits do not see: kernel buffers, pages shared with the warm parent, the scratch folder.
Version 2 and version 1 hierarchies are both known.
"""

from __future__ import annotations

import contextlib
import functools
import os
from dataclasses import dataclass, field
from pathlib import Path

from autograder.sandbox import leftovers

_MOUNTS = Path("/proc/self/mounts")
_OWN = Path("/proc/self/cgroup")
_SLACK_MIB = 96
"""Pages of the warm parent that a worker makes its own by writing to them are charged to it, on top of its budget."""
MAX_THREADS = 128
_MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class WorkerGroup:
    """The folders of one group: one in version 2, one for each controller in version 1."""

    memory: Path
    pids: Path
    version: int
    locks: list[int] = field(default_factory=list)

    @property
    def entrances(self) -> tuple[Path, ...]:
        """Files that a process joins by writing to."""
        return tuple(dict.fromkeys((self.memory / "cgroup.procs", self.pids / "cgroup.procs")))

    def out_of_memory_kills(self) -> int:
        """How many processes of this group the kernel has ended for want of memory."""
        source = self.memory / ("memory.events" if self.version == 2 else "memory.oom_control")
        with contextlib.suppress(OSError, ValueError):
            for line in source.read_text().splitlines():
                key, _, count = line.partition(" ")
                if key == "oom_kill":
                    return int(count)
        return 0

    def set_memory(self, memory_mib: int) -> None:
        """Change how much memory the workers may use together, address space budget and scratch folder included."""
        name = "memory.max" if self.version == 2 else "memory.limit_in_bytes"
        (self.memory / name).write_text(str((memory_mib + _SLACK_MIB) * _MIB))

    def remove(self) -> None:
        """Remove the folders. The group must be empty; a later run sweeps up what could not be removed."""
        while self.locks:
            os.close(self.locks.pop())
        for folder in {self.memory, self.pids}:
            with contextlib.suppress(OSError):
                folder.rmdir()


def create(label: str, memory_mib: int) -> WorkerGroup | None:
    """Make a group for this process's workers, or None where that is not allowed."""
    try:
        mounts = [line.split() for line in _MOUNTS.read_text().splitlines()]
        own = dict(_own_groups())
    except OSError:
        return None
    for mount in mounts:
        if mount[2] in ("cgroup", "cgroup2"):
            _sweep(Path(mount[1]))
    name = f"{leftovers.PREFIX}{os.getpid()}-{label}"
    unified = [Path(mount[1]) for mount in mounts if mount[2] == "cgroup2"]
    for root in unified:
        for parent in _parents(root, own.get("", "/")):
            if group := _create_unified(parent, name, memory_mib):
                return group
    legacy = {key: Path(mount[1]) for mount in mounts if mount[2] == "cgroup" for key in mount[3].split(",")}
    if "memory" in legacy and "pids" in legacy:
        for memory in _parents(legacy["memory"], own.get("memory", "/")):
            for pids in _parents(legacy["pids"], own.get("pids", "/")):
                if group := _create_legacy(memory, pids, name, memory_mib):
                    return group
    return None


def _own_groups() -> list[tuple[str, str]]:
    found = []
    for line in _OWN.read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        found += [(controller, path) for controller in controllers.split(",")]
    return found


def _parents(root: Path, own: str) -> list[Path]:
    """Where a group may be made: below our own, which a delegation gives us, or below the root."""
    return list(dict.fromkeys((root / own.lstrip("/"), root)))


def _create_unified(parent: Path, name: str, memory_mib: int) -> WorkerGroup | None:
    with contextlib.suppress(OSError):
        (parent / "cgroup.subtree_control").write_text("+memory +pids")
    folder = parent / name
    group = WorkerGroup(folder, folder, 2)
    try:
        folder.mkdir()
        group.locks.append(leftovers.hold(folder))
        group.set_memory(memory_mib)
        (folder / "pids.max").write_text(str(MAX_THREADS))
    except OSError:
        group.remove()
        return None
    with contextlib.suppress(OSError):
        (folder / "memory.swap.max").write_text("0")
    return group if _can_join(group) else None


def _create_legacy(memory: Path, pids: Path, name: str, memory_mib: int) -> WorkerGroup | None:
    group = WorkerGroup(memory / name, pids / name, 1)
    try:
        group.memory.mkdir()
        group.locks.append(leftovers.hold(group.memory))
        group.set_memory(memory_mib)
        group.pids.mkdir()
        group.locks.append(leftovers.hold(group.pids))
        (group.pids / "pids.max").write_text(str(MAX_THREADS))
    except OSError:
        group.remove()
        return None
    return group if _can_join(group) else None


def _can_join(group: WorkerGroup) -> bool:
    """Whether the doors may be opened; whether a process may pass them shows when the first worker does."""
    try:
        for path in group.entrances:
            os.close(os.open(path, os.O_WRONLY | os.O_CLOEXEC))
    except OSError:
        group.remove()
        return False
    return True


@functools.cache
def _sweep(root: Path) -> None:
    """Remove groups of owners that were killed and could not do it themselves. It walks a tree: once a process."""
    for folder in leftovers.abandoned(root, everywhere=True):
        with contextlib.suppress(OSError):
            folder.rmdir()
