"""Read-only arrays for many processes: one copy in memory, which nobody can change again."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

_F_ADD_SEALS = 1033
_SEAL_SEAL, _SEAL_SHRINK, _SEAL_GROW, _SEAL_WRITE = 1, 2, 4, 8


def sealed(name: str, array: np.ndarray[Any, Any]) -> int:
    """A descriptor of a memory file with the bytes of an array, sealed against every change.

    Raises:
        TypeError: the array holds objects.
    """
    import numpy as np

    if array.dtype.hasobject:
        raise TypeError(f"shared array {name!r} holds objects; only plain numbers can be shared")
    data = memoryview(np.ascontiguousarray(array).reshape(-1).view(np.uint8).data) if array.size else memoryview(b"")
    if not hasattr(os, "memfd_create"):
        return _unlinked(data)
    import fcntl

    descriptor = os.memfd_create("shared", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    _write_all(descriptor, data)
    fcntl.fcntl(descriptor, _F_ADD_SEALS, _SEAL_SEAL | _SEAL_SHRINK | _SEAL_GROW | _SEAL_WRITE)
    return descriptor


def _unlinked(data: memoryview) -> int:
    """Where there are no memory files: a file without a name, open for reading only."""
    with tempfile.NamedTemporaryFile(buffering=0) as file:
        _write_all(file.fileno(), data)
        return os.open(file.name, os.O_RDONLY | os.O_CLOEXEC)


def _write_all(descriptor: int, data: memoryview) -> None:
    while data:
        data = data[os.write(descriptor, data) :]
