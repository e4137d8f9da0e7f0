"""Looks at the machine from outside, before and after an attack: files, processes, System V objects, memory."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import site
from collections.abc import Iterable, Iterator
from pathlib import Path

from autograder.sandbox import leftovers
from autograder.sandbox.identity import NOBODY, WORKER_UID_BASE, WORKER_UID_SPAN
from tests.attacks.world import FOLDER_PREFIX, World

_PUBLIC = ("/tmp", "/dev/shm", "/var/tmp", "/run")
_OURS = (FOLDER_PREFIX, leftovers.PREFIX)
# What programs of an ordinary user, whose files a worker's cannot be told from by their owner, make in public folders.
_OTHERS = re.compile(r"tmp[a-z0-9_]{8}|pytest-of-.+|(?:org\.)?chromium.*|playwright.*|jupyter.*|autograder.*|bash_jobs.*")
_PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h

Mark = tuple[int, int, int, int]
Snapshot = dict[str, Mark]


def is_workers(uid: int) -> bool:
    """Whether a user id is one that only workers have."""
    return uid >= WORKER_UID_BASE or uid == NOBODY


def snapshot(world: World) -> Snapshot:
    """What is where, with size, time, mode and number of extended attributes.

    In folders that the whole machine shares, only what belongs to workers, and code in the home and in site-packages,
    counts: others work there at the same time.
    """
    seen: Snapshot = {}
    for folder in (world.outside, world.site, world.secrets, world.working):
        _add(seen, folder)
        for path in sorted(folder.rglob("*")):
            _add(seen, path)
    own = os.getuid() if os.getuid() else -1
    for public in _PUBLIC:
        for entry in _entries(public):
            if entry.name.startswith(_OURS) or (os.getuid() and _OTHERS.fullmatch(entry.name)):
                continue
            try:
                status = entry.lstat()
            except OSError:  # others work here, too: it is gone again
                continue
            if is_workers(status.st_uid) or status.st_uid == own:
                _add(seen, entry)
    for folder in {Path.home(), *map(Path, site.getsitepackages())}:
        for entry in _entries(folder):
            if entry.suffix in (".py", ".pth", ".pyc") or entry.name.startswith("zz"):
                _add(seen, entry)
    return seen


def _entries(folder: Path | str) -> Iterable[Path]:
    try:
        return [Path(folder, name) for name in os.listdir(folder)]
    except OSError:
        return ()


def _add(seen: Snapshot, path: Path) -> None:
    try:
        status = path.lstat()
        attributes = len(os.listxattr(path, follow_symlinks=False))
    except OSError:
        return
    time_ns = status.st_mtime_ns if not path.is_dir() else 0  # of a folder, its entries tell
    seen[str(path)] = (status.st_size if not path.is_dir() else 0, time_ns, status.st_mode, attributes)


def changes(before: Snapshot, after: Snapshot) -> list[str]:
    """What is new, gone or different."""
    return sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))


def system_v_objects() -> frozenset[str]:
    """The keys of shared memory segments, semaphores and queues that exist outside of any worker's namespace.

    Only those that this user or a worker made: others on the machine may try the same.
    """
    workers = range(WORKER_UID_BASE, WORKER_UID_BASE + WORKER_UID_SPAN)

    def is_ours(uid: int) -> bool:
        return uid == os.getuid() or uid in workers

    found: set[str] = set()
    for kind in ("shm", "sem", "msg"):
        try:
            names, *lines = (line.split() for line in Path("/proc/sysvipc", kind).read_text().splitlines())
        except (OSError, ValueError):
            continue
        maker = names.index("cuid")
        found.update(f"{kind}:{line[0]}:{line[1]}" for line in lines if line and is_ours(int(line[maker])))
    return frozenset(found)


@contextlib.contextmanager
def keeping_orphans() -> Iterator[None]:
    """While this lasts, a process whose parent ended becomes a child of this one, however often it forked."""
    libc = ctypes.CDLL(None)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        libc.prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def our_processes() -> frozenset[int]:
    """All that descend from this process; with `keeping_orphans` also those whose parents ended. Others' do not count."""
    table = _process_table()
    family, growing = {os.getpid()}, True
    while growing:
        children = {pid for pid, parent in table.items() if parent in family}
        growing = not children <= family
        family |= children
    return frozenset(family - {os.getpid()})


def _process_table() -> dict[int, int]:
    """The parent of every process that is not a zombie."""
    table: dict[int, int] = {}
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        if fields[0] != "Z":
            table[int(name)] = int(fields[1])
    return table


def memory_mib(pid: int) -> float:
    """The resident memory of a process; 0 if it is gone."""
    try:
        with open(f"/proc/{pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    except (OSError, IndexError):
        return 0.0
