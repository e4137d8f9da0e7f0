"""The one way to open a file that somebody else put there, and the one way to replace a file of our own.

What somebody else put there is a submission, its time stamp, what an LMS delivered.

Its owner decides what lies at the path. Opening a pipe waits for a writer, reading a device may never end, a link may
lead to what only the reader may see, and a file may grow while it is read. Here all of these end at once, in words, and
what is read is handed out as bytes: who hashes them and who parses them hold the same ones.
"""

from __future__ import annotations

import contextlib
import errno
import glob
import hashlib
import importlib
import os
import stat
import threading
from enum import StrEnum
from pathlib import Path

NO_TRANSLATION: int = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
"""Flags for every open: Windows would change the ends of lines, and other systems hand descriptors to children."""
_GUARDED: int = NO_TRANSLATION | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY"))
_FAR_BYTES = 1 << 30
"""Where Windows locks a byte: beyond what a file holds, so that others may read that."""


class FileProblem(StrEnum):
    """Why a file was not read."""

    MISSING = "no such file"
    LINK = "a link"
    KIND = "not a regular file"
    SIZE = "too large"
    SYSTEM = "cannot be read"


class GuardedFileError(Exception):
    """A file was not read; whoever asked knows what to call it in a message.

    Args:
        problem: why.
        detail: what the system said, or the size.
        size_bytes: of a file that is too large, as far as it is known.
    """

    def __init__(self, problem: FileProblem, detail: str = "", size_bytes: int = 0) -> None:
        self.problem, self.detail, self.size_bytes = problem, detail, size_bytes
        super().__init__(f"{problem.value}: {detail}" if detail else problem.value)


def read_guarded(path: Path, *, most_bytes: int, links: bool = False) -> bytes:
    """The bytes of a regular file, which are at most `most_bytes`.

    Args:
        path: where it should be.
        most_bytes: how much it may hold.
        links: whether `path` itself may be a link to a file in the same folder or below; to others it never may.

    Raises:
        GuardedFileError: there is no such file, it is something else, too large, or cannot be read.
    """
    try:
        if links and path.is_symlink():
            real = path.resolve(strict=True)
            if not real.is_relative_to(path.parent.resolve()):
                raise GuardedFileError(FileProblem.LINK)
            path = real
        # Opening a pipe waits for somebody to write to it unless this is said; some devices act when they are opened.
        if not stat.S_ISREG(os.lstat(path).st_mode) and not path.is_symlink():
            raise GuardedFileError(FileProblem.KIND)
        if not hasattr(os, "O_NOFOLLOW") and path.is_symlink():
            raise GuardedFileError(FileProblem.LINK)
        descriptor = os.open(path, os.O_RDONLY | _GUARDED)
        with open(descriptor, "rb", buffering=0) as file:
            return _read(file.fileno(), most_bytes)
    except FileNotFoundError:
        raise GuardedFileError(FileProblem.MISSING) from None
    except OSError as error:
        if error.errno == errno.ELOOP:  # a link where none may be, or one that leads to itself
            if links:
                raise GuardedFileError(FileProblem.SYSTEM, str(error.strerror)) from None
            raise GuardedFileError(FileProblem.LINK) from None
        raise GuardedFileError(FileProblem.SYSTEM, error.strerror or str(error)) from None
    except (RuntimeError, ValueError) as error:  # a loop of links; a NUL in the name
        raise GuardedFileError(FileProblem.SYSTEM, str(error)) from None


def _read(descriptor: int, most_bytes: int) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise GuardedFileError(FileProblem.KIND)
    if status.st_size > most_bytes:
        raise GuardedFileError(FileProblem.SIZE, size_bytes=status.st_size)
    data = bytearray()
    # Files of /proc and of some network mounts say that they are empty: what is read decides, not what is said.
    while part := os.read(descriptor, min(1 << 20, most_bytes + 1 - len(data))):
        data += part
        if len(data) > most_bytes:
            raise GuardedFileError(FileProblem.SIZE, size_bytes=len(data))
    return bytes(data)


def try_lock(descriptor: int) -> bool:
    """Keep other processes from the lock of an open file until it is closed; the system drops it however we end.

    Where the file system has no locks nobody is kept out.

    Returns:
        Whether it is ours; False if another process has it.
    """
    try:
        import fcntl
    except ImportError:
        return _try_lock_on_windows(descriptor)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True


def _try_lock_on_windows(descriptor: int) -> bool:
    msvcrt = importlib.import_module("msvcrt")
    at = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        os.lseek(descriptor, _FAR_BYTES, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EDEADLK)
    finally:
        os.lseek(descriptor, at, os.SEEK_SET)
    return True


def write_whole(place: Path, content: bytes) -> None:
    """Write a file, and its folder where needed: whoever reads it sees the old content or the new, and a full disk
    leaves the old.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f"{_draft_head(place)}{os.getpid()}-{threading.get_ident()}.draft")
    try:
        draft.write_bytes(content)
        draft.replace(place)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def drafts_of(place: Path) -> tuple[Path, ...]:
    """What writers of this file have left that were killed; and what those write that are at work."""
    return tuple(place.parent.glob(f"{glob.escape(_draft_head(place))}*.draft"))


def _draft_head(place: Path) -> str:
    """How the drafts of a file are called: short enough for every file system, and otherwise for every file."""
    known = hashlib.sha256(place.name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f".{place.name[:40]}.{known}."
