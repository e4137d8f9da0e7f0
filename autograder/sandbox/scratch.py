"""Scratch folders on the ordinary file system, for workers without a private mount."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

from autograder.sandbox import leftovers
from autograder.sandbox.identity import NOBODY


class ScratchFolders:
    """A private folder of this process with one folder for each worker, removed when the worker has ended."""

    def __init__(self, owner: int | None) -> None:
        self._owner = owner
        for folder in leftovers.abandoned(Path(tempfile.gettempdir())):
            shutil.rmtree(folder, ignore_errors=True)
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
        shutil.rmtree(folder, ignore_errors=True)

    def remove(self) -> None:
        """Remove everything."""
        os.close(self._lock)
        shutil.rmtree(self._home, ignore_errors=True)


def size_bytes(folder: Path) -> int:
    """What the files in a folder take on disk. A worker can make no folders in it."""
    total = 0
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                try:
                    total += entry.stat(follow_symlinks=False).st_blocks * 512
                except OSError:  # it went while we looked
                    continue
    except OSError:
        return total
    return total
