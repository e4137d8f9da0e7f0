"""Folders that outlive a killed owner, and how the next one knows that nobody needs them any more.

An owner holds a lock on each of its folders. The kernel drops it however the owner ends, so a folder whose lock can be
had is abandoned. Process numbers would not do: containers that share a folder count their own.
"""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from pathlib import Path

PREFIX = "worker-scratch-of-autograder-"
"""Nothing that people would call a folder of their own: what bears it and is abandoned is deleted."""
_YOUNG_S = 60.0
"""A folder is locked a moment after it is made; younger ones are left alone."""


def hold(folder: Path) -> int:
    """Lock a folder for as long as the returned descriptor is open."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    import fcntl

    with contextlib.suppress(OSError):  # a file system without locks: then nobody can tell, and nobody sweeps
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return descriptor


def abandoned(parent: Path, *, everywhere: bool = False) -> Iterator[Path]:
    """Folders of ours in `parent`, or everywhere below it, whose owner is gone."""
    import fcntl

    with contextlib.suppress(OSError):
        for folder in list(parent.rglob(f"{PREFIX}*") if everywhere else parent.glob(f"{PREFIX}*")):
            with contextlib.suppress(OSError):
                about = folder.lstat()
                if about.st_uid != os.getuid() or time.time() - about.st_mtime < _YOUNG_S:
                    continue
                descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
                try:
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    yield folder
                finally:
                    os.close(descriptor)


def remove(folder: str | os.PathLike[str]) -> None:
    """Remove a folder and all that hostile code made in it, as far as we may.

    Folders inside folders are first moved up to the top, one level at a time: then neither their depth nor the length
    of their path asks for more stack, descriptors or name than there is.
    """
    with contextlib.suppress(OSError):
        top = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            left = _emptied(top, top)
            while left:
                name = left.pop()
                with contextlib.suppress(OSError):
                    here = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=top)
                    try:
                        left += _emptied(here, top)
                    finally:
                        os.close(here)
                    os.rmdir(name, dir_fd=top)
        finally:
            os.close(top)
        os.rmdir(folder)


def _emptied(here: int, top: int) -> list[str]:
    """Delete the files of a folder and move its folders to the top one; the names that these have there."""
    moved = []
    for name in os.listdir(here):
        with contextlib.suppress(OSError):
            if not stat.S_ISDIR(os.stat(name, dir_fd=here, follow_symlinks=False).st_mode):
                os.unlink(name, dir_fd=here)
            elif here == top:
                moved.append(name)
            else:
                elsewhere = os.urandom(16).hex()
                os.rename(name, elsewhere, src_dir_fd=here, dst_dir_fd=top)
                moved.append(elsewhere)
    return moved
