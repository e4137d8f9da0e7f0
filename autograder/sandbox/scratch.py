"""Scratch folders on the ordinary file system, for workers without a private mount."""

from __future__ import annotations

import contextlib
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.sandbox import leftovers
from autograder.sandbox.identity import NOBODY
from autograder.sandbox.layers import MOST_FILES


class ScratchFolders:
    """A private folder of this process with one folder for each worker, removed when the worker has ended."""

    def __init__(self, owner: int | None) -> None:
        self._owner = owner
        for folder in leftovers.abandoned(Path(tempfile.gettempdir())):
            leftovers.remove(folder)
        self._home = Path(tempfile.mkdtemp(prefix=leftovers.PREFIX))
        self._lock = leftovers.hold(self._home)
        self._home.chmod(0o711)  # a worker of another user passes through; it lists nothing
        self._count = 0

    def make(self) -> Path:
        """A new empty folder that belongs to the workers' user."""
        self._count += 1
        folder = self._home / f"{self._count}-{os.urandom(8).hex()}"
        folder.mkdir(mode=0o700)
        if self._owner is not None:
            try:
                os.chown(folder, self._owner, self._owner)
            except OSError:  # a container with a narrow id map: see identity.become
                os.chown(folder, NOBODY, NOBODY)
        return folder

    def discard(self, folder: Path) -> None:
        """Remove the folder of a worker that has ended, and all it left there."""
        leftovers.remove(folder)

    def remove(self) -> None:
        """Remove everything."""
        os.close(self._lock)
        leftovers.remove(self._home)


def overfull(folder: Path, most_mib: int) -> str:
    """What a worker has overdone in its folder, in words; empty while all is well.

    It looks at no more than a worker may make there, however much more there is.
    """
    size = count = 0
    inside = [""]
    try:
        top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        while inside:
            for name, about in _entries(inside.pop(), top):
                count += 1
                if count > MOST_FILES:
                    return f"it made more than {MOST_FILES} files and folders in its scratch folder"
                size += about.st_blocks * 512
                if size > most_mib << 20:
                    return f"it wrote more than {most_mib} MiB to its scratch folder"
                if stat.S_ISDIR(about.st_mode):
                    inside.append(name)
    finally:
        os.close(top)
    return ""


def _entries(below: str, top: int) -> Iterator[tuple[str, os.stat_result]]:
    """What lies in a folder, named from the top one; what goes while we look is left out."""
    with contextlib.suppress(OSError):
        here = os.open(below or ".", os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=top)
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    with contextlib.suppress(OSError):
                        yield os.path.join(below, entry.name), entry.stat(follow_symlinks=False)
        finally:
            os.close(here)
