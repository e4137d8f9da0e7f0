"""Reads a notebook that a student handed in. Nothing in it is believed.

The file is looked at before it is opened, the bytes before they are parsed, and the parsed structure before anything is
taken from it; outputs, attachments and all metadata but nbgrader's grade id are dropped. nbformat is not used: it is
slow to import, and it validates with what the file brings.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from autograder.errors import NotebookError
from autograder.files import FileProblem, GuardedFileError, read_guarded
from autograder.notebook.percent import CellKind

_AGAIN = "open it in JupyterLab, save it and submit again"
_SMALLER = "clear the outputs, save and submit again"
_MAX_NUMBER_CHARS = 400  # no float64 needs more digits written out
_MAX_ID_CHARS = 128


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much a notebook may hold. `nodes` counts JSON containers and commas: what parsing it costs in memory."""

    file_bytes: int = 20 * 2**20
    depth: int = 100
    nodes: int = 500_000
    strings: int = 500_000
    cells: int = 2_000
    cell_source_bytes: int = 512 * 2**10
    source_bytes: int = 4 * 2**20


@dataclass(frozen=True, slots=True)
class SubmittedCell:
    """One cell as a student handed it in.

    `position` counts from 1. `grade_id` and `checksum` are what the cell says of itself: a claim, no more.
    """

    position: int
    kind: CellKind
    source: str
    grade_id: str | None = None
    checksum: str | None = None


@dataclass(frozen=True, slots=True)
class SubmittedNotebook:
    """The cells of a submission, in order."""

    cells: tuple[SubmittedCell, ...]


def read_submission(path: Path, limits: ReadLimits = ReadLimits()) -> SubmittedNotebook:
    """The cells of the notebook at `path`.

    Raises:
        NotebookError: the file cannot be read, exceeds a limit, or is not a notebook of nbformat 4.
    """
    return parse_submission(submission_bytes(path, limits), printable(path.name), limits)


def submission_bytes(path: Path, limits: ReadLimits = ReadLimits()) -> bytes:
    """What the file at `path` holds: to be hashed, and to be parsed by `parse_submission`.

    Raises:
        NotebookError: it is not a regular file, too large, a link to another folder, or cannot be read.
    """
    place = printable(path.name)
    try:
        return read_guarded(path, most_bytes=limits.file_bytes, links=True)
    except GuardedFileError as error:
        itself = "submit the notebook itself"
        match error.problem:
            case FileProblem.MISSING:
                raise NotebookError(place, "no such file", "a notebook") from None
            case FileProblem.LINK:
                raise NotebookError(place, "a link to another folder", "a file", itself) from None
            case FileProblem.KIND:
                raise NotebookError(place, "not a regular file", "a notebook file", itself) from None
            case FileProblem.SIZE:
                _too_large(place, error.size_bytes, limits)
            case FileProblem.SYSTEM:
                raise NotebookError(place, printable(f"cannot be read: {error.detail}"), "a file") from None


def parse_submission(data: bytes, place: str, limits: ReadLimits = ReadLimits()) -> SubmittedNotebook:
    """The cells of the notebook in `data`, which messages call `place`.

    Raises:
        NotebookError: as `read_submission`.
    """
    return SubmittedNotebook(_cells(_notebook(data, place, limits).get("cells"), place, limits))


def _notebook(data: bytes, place: str, limits: ReadLimits) -> dict[str, Any]:
    if len(data) > limits.file_bytes:
        _too_large(place, len(data), limits)
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotebookError(place, f"byte {error.start} is not UTF-8", "UTF-8", _AGAIN) from error
    _measure(data, place, limits)
    notebook = _json(text, place)
    if not isinstance(notebook, dict):
        raise NotebookError(place, f"JSON {_kind(notebook)}", "a notebook: a JSON object with cells", _AGAIN)
    _check_version(notebook, place)
    return notebook


def read_metadata(path: Path, limits: ReadLimits = ReadLimits()) -> Mapping[str, Any]:
    """The metadata of the notebook at `path`: what it says of itself, no more.

    Raises:
        NotebookError: as `read_submission`.
    """
    place = printable(path.name)
    metadata = _notebook(submission_bytes(path, limits), place, limits).get("metadata")
    return metadata if isinstance(metadata, dict) else {}


def printable(text: str, limit: int = 80) -> str:
    """`text` on one line without control characters, terminal escapes and the like, cut at `limit` characters."""
    shown = text[: limit + 1]
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in shown)
    return shown if len(shown) <= limit else shown[: limit - 3] + "..."


def _too_large(place: str, size: int, limits: ReadLimits) -> NoReturn:
    got, most = f"{size / 2**20:.1f} MiB", f"at most {limits.file_bytes / 2**20:g} MiB"
    raise NotebookError(place, got, most, _SMALLER)


def _measure(data: bytes, place: str, limits: ReadLimits) -> None:
    """Refuse what would cost too much to parse, looking only at the bytes between strings.

    Up to the first syntax error this splits the text as a JSON parser does, and at that error the parser stops.
    """
    bare = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    strings = bare.count(b'"') // 2
    if strings > limits.strings:
        raise NotebookError(place, f"{strings} strings", f"at most {limits.strings}", _SMALLER)
    outside = b"".join(bare.split(b'"')[::2])
    nodes = sum(outside.count(char) for char in (b"{", b"[", b","))
    if nodes > limits.nodes:
        raise NotebookError(place, f"{nodes} JSON values", f"at most {limits.nodes}", _SMALLER)
    depth = deepest = 0
    for char in outside.translate(None, delete=bytes(set(range(256)) - set(b"[]{}"))):
        if char in b"[{":
            depth += 1
            deepest = max(deepest, depth)
        else:
            depth -= 1
    if deepest > limits.depth:
        raise NotebookError(place, f"JSON nested {deepest} deep", f"at most {limits.depth}", _SMALLER)


class _RefusedError(Exception):
    """What the JSON parser's hooks raise; ValueError is also what the parser itself raises."""


def _json(text: str, place: str) -> object:
    try:
        return json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=lambda digits: int(_number(digits)),
            parse_float=_float,
            parse_constant=_refuse_constant,
        )
    except _RefusedError as error:
        raise NotebookError(place, str(error), "JSON as Jupyter writes it", _AGAIN) from error
    except json.JSONDecodeError as error:
        got = f"not JSON: {error.msg} (line {error.lineno}, column {error.colno})"
        raise NotebookError(place, got, "a notebook", _AGAIN) from error
    except (RecursionError, ValueError) as error:
        raise NotebookError(place, "not JSON that can be read", "a notebook", _AGAIN) from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _RefusedError(f"the key {printable(twice, 40)!a} twice in one object")
    return made


def _number(digits: str) -> str:
    if len(digits) > _MAX_NUMBER_CHARS:
        raise _RefusedError(f"a number of {len(digits)} characters")
    return digits


def _float(digits: str) -> float:
    value = float(_number(digits))
    if not math.isfinite(value):
        raise _RefusedError(f"the number {printable(digits, 40)}")
    return value


def _refuse_constant(name: str) -> NoReturn:
    raise _RefusedError(f"the constant {name}")


def _kind(value: object) -> str:
    """What JSON calls a value."""
    names = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")


def _check_version(notebook: dict[str, Any], place: str) -> None:
    major = notebook.get("nbformat")
    if type(major) is not int:
        got = "no nbformat" if major is None else f"nbformat is a JSON {_kind(major)}"
        raise NotebookError(place, got, "nbformat 4", _AGAIN)
    if major != 4:
        fix = _AGAIN if major < 4 else "save it as nbformat 4 and submit again"
        raise NotebookError(place, f"nbformat {printable(str(major), 20)}", "nbformat 4", fix)


_CELL_KINDS = {kind.value: kind for kind in CellKind}


def _cells(cells: object, place: str, limits: ReadLimits) -> tuple[SubmittedCell, ...]:
    if not isinstance(cells, list):
        got = "no cells" if cells is None else f"cells is a JSON {_kind(cells)}"
        raise NotebookError(place, got, "an array of cells", _AGAIN)
    if len(cells) > limits.cells:
        raise NotebookError(place, f"{len(cells)} cells", f"at most {limits.cells}", "delete cells and submit again")
    read = tuple(_cell(cell, position, place, limits) for position, cell in enumerate(cells, start=1))
    total = sum(_size(cell.source) for cell in read)
    if total > limits.source_bytes:
        got, most = f"{total / 2**10:.0f} KiB of source", f"at most {limits.source_bytes / 2**10:g} KiB"
        raise NotebookError(place, got, most, "shorten the cells and submit again")
    return read


def _cell(cell: object, position: int, place: str, limits: ReadLimits) -> SubmittedCell:
    where = f"{place}: cell {position}"
    if not isinstance(cell, dict):
        raise NotebookError(where, f"a JSON {_kind(cell)}", "an object", _AGAIN)
    kind = cell.get("cell_type")
    if not isinstance(kind, str) or kind not in _CELL_KINDS:
        got = f"cell_type {printable(kind, 40)!a}" if isinstance(kind, str) else f"cell_type is a JSON {_kind(kind)}"
        raise NotebookError(where, got, "code, markdown or raw", _AGAIN)
    metadata = cell.get("metadata", {})
    if not isinstance(metadata, dict):
        raise NotebookError(where, f"metadata is a JSON {_kind(metadata)}", "an object", _AGAIN)
    nbgrader = metadata.get("nbgrader")
    claims = nbgrader if isinstance(nbgrader, dict) else {}
    return SubmittedCell(
        position=position,
        kind=_CELL_KINDS[kind],
        source=_source(cell.get("source"), where, limits),
        grade_id=_claim(claims.get("grade_id")),
        checksum=_claim(claims.get("checksum")),
    )


def _source(source: object, where: str, limits: ReadLimits) -> str:
    if isinstance(source, list):
        for line in source:
            if not isinstance(line, str):
                raise NotebookError(where, f"a line of source is a JSON {_kind(line)}", "strings", _AGAIN)
        source = "".join(source)
    if not isinstance(source, str):
        got = "no source" if source is None else f"source is a JSON {_kind(source)}"
        raise NotebookError(where, got, "a string or an array of strings", _AGAIN)
    try:
        size = _size(source)
    except UnicodeEncodeError as error:
        got = f"source character {error.start} is half of a surrogate pair"
        raise NotebookError(where, got, "whole characters", "delete that character and submit again") from error
    if size > limits.cell_source_bytes:
        got, most = f"{size / 2**10:.0f} KiB of source", f"at most {limits.cell_source_bytes / 2**10:g} KiB"
        raise NotebookError(where, got, most, "shorten the cell and submit again")
    return source


def _size(text: str) -> int:
    """Bytes of a text as UTF-8. Raises UnicodeEncodeError for half of a surrogate pair."""
    return len(text) if text.isascii() else len(text.encode())


def _claim(value: object) -> str | None:
    """A grade id or checksum that could be one; anything else is as good as none."""
    if isinstance(value, str) and 0 < len(value) <= _MAX_ID_CHARS and value.isprintable():
        return value
    return None
