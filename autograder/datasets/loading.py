"""Data sets that are here: which they are, and their arrays."""

from __future__ import annotations

import gzip
import hashlib
import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.datasets.description import DataFile, DataSet, describe_sets, find_set
from autograder.errors import DataError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

_IDX_UINT8 = 0x08
_BLOCK_BYTES = 1 << 20


class State(StrEnum):
    """Whether a data set can be used."""

    PRESENT = "present"
    MISSING = "missing"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Entry:
    """One data set as it is on this machine; `note` is a line for people."""

    name: str
    state: State
    note: str


def catalogue(root: Path) -> tuple[Entry, ...]:
    """The state of every data set of the course at `root`. All files that are there are read, for their checksums.

    Raises:
        ConfigError: `datasets/datasets.toml` says something it may not say.
    """
    return tuple(_entry(root, data_set) for data_set in describe_sets(root).values())


def load(root: Path, name: str) -> Mapping[str, npt.NDArray[Any]]:
    """The arrays of a data set, by name, read-only. Every file's checksum is verified before anything is decoded.

    Raises:
        DataError: there is no such set, a file of it is missing or is not what it should be.
        ConfigError: `datasets/datasets.toml` says something it may not say.
    """
    data_set = find_set(root, name)
    arrays: dict[str, npt.NDArray[Any]] = {}
    for file in data_set.files:
        place = place_of(data_set, file)
        arrays |= _decode(_verified(root, data_set, file), file, place)
    for array in data_set.flat:
        if array not in arrays or arrays[array].dtype != "uint8":
            raise DataError(f"data set {name}", f"no uint8 array {array!r}", "", "mend `flat` in datasets.toml")
        arrays[f"{array}_flat"] = _flat(arrays[array])
    for value in arrays.values():
        value.setflags(write=False)
    return arrays


def place_of(data_set: DataSet, file: DataFile) -> str:
    """A file of a set as messages name it."""
    return f"datasets/{data_set.name}/{file.name}"


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


def state_of(path: Path, file: DataFile) -> tuple[State, str]:
    """The state of one file, and a remark where there is one."""
    try:
        size_bytes = path.stat().st_size
        if size_bytes not in {file.size_bytes, *(variant.size_bytes for variant in file.variants)}:
            return State.DAMAGED, f"{file.name} has {size_bytes:,} bytes, expected {file.size_bytes:,}"
        sha256 = digest_of(path)
    except FileNotFoundError:
        return State.MISSING, f"{file.name} is not here"
    except OSError as error:
        return State.DAMAGED, f"{file.name} cannot be read ({error.strerror})"
    if sha256 == file.sha256:
        return State.PRESENT, ""
    for variant in file.variants:
        if sha256 == variant.sha256:
            return State.PRESENT, f"{file.name} is a known variant: {variant.note}"
    return State.DAMAGED, f"{file.name} has SHA-256 {sha256[:12]}..., expected {file.sha256[:12]}..."


def remedy(data_set: DataSet) -> str:
    """How to get the files of a set."""
    if data_set.mirrors:
        return f"autograder datasets fetch {data_set.name}, or with --from DIR if you have the files"
    return f"it is part of the course: restore datasets/{data_set.name} from the repository"


def _entry(root: Path, data_set: DataSet) -> Entry:
    found = [state_of(data_set.path(root, file), file) for file in data_set.files]
    remarks = [remark for _, remark in found if remark]
    states = {state for state, _ in found}
    if states == {State.PRESENT}:
        return Entry(data_set.name, State.PRESENT, "; ".join([data_set.title, *remarks]))
    if State.DAMAGED in states:
        return Entry(data_set.name, State.DAMAGED, f"{'; '.join(remarks)}; {remedy(data_set)}")
    return Entry(data_set.name, State.MISSING, f"{data_set.title}; {remedy(data_set)}")


def _verified(root: Path, data_set: DataSet, file: DataFile) -> bytes:
    """The bytes of a file, if they are those that were recorded: what is decoded is what was hashed."""
    place = place_of(data_set, file)
    try:
        with data_set.path(root, file).open("rb") as stream:
            most = max([file.size_bytes, *(variant.size_bytes for variant in file.variants)])
            content = stream.read(most + 1)
    except FileNotFoundError:
        raise DataError(place, "missing", f"{file.size_bytes:,} bytes", remedy(data_set)) from None
    except OSError as error:
        raise DataError(place, f"cannot be read: {error.strerror}") from error
    sha256 = hashlib.sha256(content).hexdigest()
    if sha256 != file.sha256 and sha256 not in {variant.sha256 for variant in file.variants}:
        raise DataError(place, f"SHA-256 {sha256[:12]}...", f"{file.sha256[:12]}...", remedy(data_set))
    return content


def _decode(content: bytes, file: DataFile, place: str) -> dict[str, npt.NDArray[Any]]:
    try:
        if file.name.endswith(".npz"):
            import numpy as np

            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                return {name: arrays[name] for name in arrays.files}
        if file.name.endswith(".gz"):
            content = gzip.decompress(content)
        return {file.array: _idx(content)}
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile, zlib.error, struct.error) as error:
        raise DataError(place, f"cannot be decoded: {error}") from error


def _idx(content: bytes) -> npt.NDArray[np.uint8]:
    """The array of an IDX file of bytes: two zeros, the type, the number of axes, their lengths, the values.

    The format is described on the MNIST database's own page (LeCun, Cortes and Burges).
    """
    import numpy as np

    zeros, kind, axes = struct.unpack_from(">HBB", content)
    if zeros or kind != _IDX_UINT8:
        raise ValueError("not an IDX file of unsigned bytes")
    shape = struct.unpack_from(f">{axes}I", content, 4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(shape)


def _flat(images: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    import numpy as np

    rows = images.reshape(len(images), -1).astype(np.float32)
    rows /= np.float32(255)
    return rows
