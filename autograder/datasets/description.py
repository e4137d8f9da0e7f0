"""What `datasets/datasets.toml` says of each data set.

    [mnist]                                   title, licence, source, mirrors (URLs of folders), flat
    [[mnist.files]]                           name, sha256, bytes; array: what an IDX file is called once loaded
    [[mnist.files.variants]]                  sha256, bytes, note: another form of the file that may be accepted
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from autograder.config import did_you_mean
from autograder.errors import ConfigError, DataError

FOLDER = "datasets"
DESCRIPTION = "datasets.toml"
_PLACE = f"{FOLDER}/{DESCRIPTION}"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Variant:
    """Another form of a file that is known and may be used where somebody says so; `note` tells how it differs."""

    sha256: str
    size_bytes: int
    note: str


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file of a set. `array` names the array of an IDX file; an npz file brings its own names."""

    name: str
    sha256: str
    size_bytes: int
    array: str = ""
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set. For each array in `flat`, uint8 images (n, h, w), loading adds NAME_flat: float32 rows in [0, 1]."""

    name: str
    title: str
    licence: str
    source: str
    files: tuple[DataFile, ...]
    mirrors: tuple[str, ...] = ()
    flat: tuple[str, ...] = ()

    def path(self, root: Path, file: DataFile) -> Path:
        """Where a file of the set belongs."""
        return root / FOLDER / self.name / file.name


def describe_sets(root: Path) -> dict[str, DataSet]:
    """Every data set of the course at `root`, by name; none if it has no `datasets/datasets.toml`.

    Raises:
        ConfigError: the file says something it may not say.
    """
    path = root / FOLDER / DESCRIPTION
    if not path.is_file():
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(_PLACE, f"not TOML: {error}") from error
    return {name: _data_set(name, entry) for name, entry in content.items()}


def find_set(root: Path, name: str) -> DataSet:
    """The data set of that name.

    Raises:
        DataError: there is none.
        ConfigError: as `describe_sets`.
    """
    sets = describe_sets(root)
    if name not in sets:
        fix = did_you_mean(name, sets) or f"there is: {', '.join(sets) or 'none'}"
        raise DataError(_PLACE, f"no data set {name!r}", "", fix)
    return sets[name]


def _data_set(name: str, entry: object) -> DataSet:
    if not _NAME.fullmatch(name):
        raise ConfigError(_PLACE, f"the name {name!r}", "letters, digits, '_', '-' and '.'")
    table = _table(name, entry, {"title", "licence", "source", "files", "mirrors", "flat"})
    mirrors = _strings(f"{name}.mirrors", table.get("mirrors", []))
    for mirror in mirrors:
        if urlsplit(mirror).scheme not in ("http", "https") or not mirror.endswith("/"):
            raise ConfigError(f"{_PLACE}: {name}.mirrors", repr(mirror), "an http(s) URL that ends with '/'")
    files = tuple(_file(f"{name}.files[{i}]", item) for i, item in enumerate(_list(f"{name}.files", table)))
    if not files:
        raise ConfigError(f"{_PLACE}: {name}.files", "nothing", "at least one file", f"add [[{name}.files]]")
    return DataSet(
        name=name,
        title=_text(name, table, "title"),
        licence=_text(name, table, "licence"),
        source=_text(name, table, "source"),
        files=files,
        mirrors=mirrors,
        flat=_strings(f"{name}.flat", table.get("flat", [])),
    )


def _file(place: str, entry: object) -> DataFile:
    table = _table(place, entry, {"name", "sha256", "bytes", "array", "variants"})
    name = _text(place, table, "name")
    if not _NAME.fullmatch(name):
        raise ConfigError(f"{_PLACE}: {place}.name", repr(name), "the name of a file, without a folder")
    if name.endswith(".npz") == ("array" in table):
        raise ConfigError(f"{_PLACE}: {place}.array", repr(table.get("array")), "a name for IDX files, none for .npz")
    variants = tuple(_variant(f"{place}.variants[{i}]", v) for i, v in enumerate(_list(f"{place}.variants", table)))
    return DataFile(
        name, _sha256(place, table), _size(place, table), _text(place, table, "array", default=""), variants
    )


def _variant(place: str, entry: object) -> Variant:
    table = _table(place, entry, {"sha256", "bytes", "note"})
    return Variant(_sha256(place, table), _size(place, table), _text(place, table, "note"))


def _table(place: str, entry: object, known: set[str]) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        raise ConfigError(f"{_PLACE}: {place}", repr(entry), "a table")
    for key in entry:
        if key not in known:
            expected = f"one of {', '.join(sorted(known))}"
            raise ConfigError(f"{_PLACE}: {place}.{key}", "unknown key", expected, did_you_mean(key, known))
    return entry


def _list(place: str, table: Mapping[str, Any]) -> list[object]:
    value = table.get(place.rpartition(".")[2], [])
    if not isinstance(value, list):
        raise ConfigError(f"{_PLACE}: {place}", repr(value), "an array of tables")
    return value


def _strings(place: str, value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ConfigError(f"{_PLACE}: {place}", repr(value), "a list of strings")
    return tuple(value)


def _text(place: str, table: Mapping[str, Any], key: str, *, default: str | None = None) -> str:
    value = table.get(key, default)
    if not isinstance(value, str) or (not value and default is None):
        raise ConfigError(f"{_PLACE}: {place}.{key}", "nothing" if value is None else repr(value), "a string")
    return value


def _sha256(place: str, table: Mapping[str, Any]) -> str:
    value = table.get("sha256")
    if not isinstance(value, str) or not _SHA256.fullmatch(value):
        raise ConfigError(f"{_PLACE}: {place}.sha256", repr(value), "64 hexadecimal digits in lower case")
    return value


def _size(place: str, table: Mapping[str, Any]) -> int:
    value = table.get("bytes")
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise ConfigError(f"{_PLACE}: {place}.bytes", repr(value), "the size of the file in bytes")
    return value
