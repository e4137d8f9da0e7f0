"""Reads a notebook that a student handed in. Nothing in it is believed.

The file is looked at before it is opened, the bytes before they are parsed, and the parsed structure before anything is
taken from it; outputs and all metadata but a cell's ids are stepped over (`skim`), so that nothing in them decides.
nbformat is not used: it is slow to import, and it validates with what the file brings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, NoReturn

from autograder.errors import NotebookError
from autograder.files import FileProblem, GuardedFileError, read_guarded
from autograder.model import Attachment
from autograder.notebook.mistaken import as_utf8, from_korean, is_in_conflict, what_it_is
from autograder.notebook.outputs import TOO_LARGE, WORDS_OF_PICTURES, may_hold_pictures, text_of
from autograder.notebook.percent import CellKind
from autograder.notebook.skim import NOT_UTF8, STRING_ENDS_NOT, SkimError, Skimmer

_AGAIN = "open it in JupyterLab, save it and submit again"
# What JupyterLab itself does not open. Nothing of a student's is in the first, all in the last.
_LOST = (
    "submit it again if your own copy opens in JupyterLab, or else an earlier one from .ipynb_checkpoints or the "
    "released notebook with your answers in it"
)
_CUT = (
    "submit it again if your own copy opens in JupyterLab, or else copy your cells in a text editor into the released "
    "notebook and submit that"
)
_BROKEN = (
    "submit an earlier copy from .ipynb_checkpoints, or copy your cells in a text editor into the released notebook "
    "and submit that"
)
_MERGE = "settle the merge, look at the notebook in JupyterLab, save it and submit again"
_SMALLER = "clear the outputs, save and submit again"
_MAX_ID_CHARS = 128
_MOST_NOTES = 5
_FILLING = b"\0 \t\r\n"
_MOST_PICTURES = 1000


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """How much a notebook may hold.

    `nodes` counts the JSON containers and commas of one piece that is parsed (a cell's source, its metadata), `depth`
    how deep it is nested. `picture_bytes` is what is kept of pasted pictures, base64, and of outputs with pictures.
    """

    file_bytes: int = 100 * 2**20
    depth: int = 100
    nodes: int = 100_000
    picture_bytes: int = 32 * 2**20
    cells: int = 2_000
    cell_source_bytes: int = 512 * 2**10
    source_bytes: int = 4 * 2**20


@dataclass(frozen=True, slots=True)
class SubmittedCell:
    """One cell as a student handed it in.

    `position` counts from 1. `grade_id`, `checksum` and `cell_id` are what the cell says of itself: a claim, no more.
    """

    position: int
    kind: CellKind
    source: str
    grade_id: str | None = None
    checksum: str | None = None
    cell_id: str | None = None
    pictures: tuple[Attachment, ...] = ()
    outputs: bytes = field(default=b"", repr=False, compare=False)
    """Where they hold pictures: JSON that nobody has looked at. It decides nothing."""


@dataclass(frozen=True, slots=True)
class SubmittedNotebook:
    """The cells of a submission, in order, and what of the file had to be put right before it could be read."""

    cells: tuple[SubmittedCell, ...]
    notes: tuple[str, ...] = ()


def read_submission(path: Path, limits: ReadLimits = ReadLimits()) -> SubmittedNotebook:
    """The cells of the notebook at `path`.

    Raises:
        NotebookError: the file cannot be read, exceeds a limit, or is not a notebook of nbformat 3 or 4.
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
    reader = _read(data, place, limits)
    return SubmittedNotebook(reader.cells, tuple(reader.notes))


def read_metadata(path: Path, limits: ReadLimits = ReadLimits()) -> Mapping[str, Any]:
    """The metadata of the notebook at `path`: what it says of itself, no more.

    Raises:
        NotebookError: as `read_submission`.
    """
    return _read(submission_bytes(path, limits), printable(path.name), limits, metadata=True).metadata


def _read(data: bytes, place: str, limits: ReadLimits, *, metadata: bool = False) -> _Reader:
    if len(data) > limits.file_bytes:
        _too_large(place, len(data), limits)
    if not data[:4096].strip(_FILLING) and not data.strip(_FILLING):
        got = "a file of zeros, as a disk or a sync program leaves it that was interrupted" if data.strip() else ""
        raise NotebookError(place, got or "an empty file", "a notebook", _LOST)
    text, encoding = as_utf8(data)
    try:
        try:
            return _skimmed(text, place, limits, metadata=metadata, encoding=encoding)
        except SkimError as error:
            if error.what != NOT_UTF8:
                raise
            text, encoding = from_korean(text)
            return _skimmed(text, place, limits, metadata=metadata, encoding=encoding)
    except SkimError as error:
        raise _not_json(text, place, error) from error


def _skimmed(text: bytes, place: str, limits: ReadLimits, *, metadata: bool, encoding: str) -> _Reader:
    skimmer = Skimmer(text.rstrip(_FILLING) if text.endswith(b"\0") else text, nodes=limits.nodes, depth=limits.depth)
    reader = _Reader(skimmer, place, limits, metadata=metadata)
    if encoding:
        reader.notes.append(f"the file is in {encoding}, not in UTF-8")
    reader.read()
    return reader


def _not_json(data: bytes, place: str, error: SkimError) -> NotebookError:
    if error.too_much:
        return NotebookError(place, error.what, "", _SMALLER)
    if what := what_it_is(data):
        fix = "save the notebook itself, a file that ends in .ipynb, and submit that"
        return NotebookError(place, what, "a notebook", fix)
    if is_in_conflict(data):
        return NotebookError(place, "git's marks of a merge that was not finished", "a notebook", _MERGE)
    rest = data[error.at :].rstrip(_FILLING)
    if not rest or (error.what == STRING_ENDS_NOT and b"\n" not in rest):
        return NotebookError(place, "it breaks off before its end", "a whole notebook", _CUT)
    line = data.count(b"\n", 0, error.at) + 1
    column = error.at - data.rfind(b"\n", 0, error.at)
    return NotebookError(place, f"not JSON: {error.what} (line {line}, column {column})", "a notebook", _BROKEN)


def printable(text: str, limit: int = 80) -> str:
    """`text` on one line without control characters, terminal escapes and the like, cut at `limit` characters."""
    shown = text[: limit + 1]
    shown = "".join(char if char.isprintable() else ascii(char)[1:-1] for char in shown)
    return shown if len(shown) <= limit else shown[: limit - 3] + "..."


def _too_large(place: str, size: int, limits: ReadLimits) -> NoReturn:
    got, most = f"{size / 2**20:.1f} MiB", f"at most {limits.file_bytes / 2**20:g} MiB"
    raise NotebookError(place, got, most, _SMALLER)


class _Reader:
    """Takes the cells out of a notebook; see https://nbformat.readthedocs.io/en/latest/changelog.html for the formats.

    Format 4 has `cells`; format 3 has them in `worksheets`, the code in `input` and headings as cells of their own.
    """

    def __init__(self, skimmer: Skimmer, place: str, limits: ReadLimits, *, metadata: bool) -> None:
        self._skim, self._place, self._limits, self._wants_metadata = skimmer, place, limits, metadata
        self._cells: list[SubmittedCell] = []
        self._bytes = self._picture_bytes = self._output_bytes = self._pictures = 0
        self.notes: list[str] = []
        self.metadata: dict[str, Any] = {}
        """What the notebook says of itself, where it was asked for."""

    @property
    def cells(self) -> tuple[SubmittedCell, ...]:
        """The cells that were read."""
        return tuple(self._cells)

    def read(self) -> None:
        """Go through the file.

        Raises:
            NotebookError: it is no notebook, or holds more than it may.
            SkimError: it is no JSON.
        """
        major: object = None
        if (kind := self._skim.kind()) != "object":
            raise NotebookError(self._place, f"JSON {kind}", "a notebook: a JSON object with cells", _LOST)
        kinds: dict[str, str] = {}
        for key in self._skim.members():
            kinds[key] = self._skim.kind()
            if key == "cells" and kinds[key] == "array":
                self._read_cells()
            elif key == "worksheets" and kinds[key] == "array":
                self._read_worksheets()
            elif key == "nbformat":
                major = self._skim.value()
            elif key == "metadata" and self._wants_metadata and kinds[key] == "object":
                self.metadata = self._skim.value()
            else:
                self._skim.skip()
        self._skim.end()
        self._check_version(major, kinds)
        holder = "cells" if major == 4 else "worksheets"
        if kinds.get(holder) != "array":
            got = f"{holder} is a JSON {kinds[holder]}" if holder in kinds else f"no {holder}"
            raise NotebookError(self._place, got, "an array of cells", _LOST)
        if "cells" in kinds and "worksheets" in kinds:
            raise NotebookError(self._place, "cells and worksheets", "one of them", _BROKEN)

    def _check_version(self, major: object, kinds: Mapping[str, str]) -> None:
        if type(major) is not int:
            kind = kinds.get("nbformat", "")
            got = "no nbformat" if not kind else f"nbformat is a JSON {kind}"
            raise NotebookError(self._place, got, "nbformat 4", _BROKEN if self._cells else _LOST)
        if major not in (3, 4):
            fix = _AGAIN if major < 4 else "save it as nbformat 4 and submit again"
            raise NotebookError(self._place, f"nbformat {printable(str(major), 20)}", "nbformat 4", fix)

    def _read_worksheets(self) -> None:
        for _ in self._skim.items():
            if self._skim.kind() != "object":
                self._skim.skip()
                continue
            for key in self._skim.members():
                if key == "cells" and self._skim.kind() == "array":
                    self._read_cells()
                else:
                    self._skim.skip()

    def _read_cells(self) -> None:
        for _ in self._skim.items():
            if len(self._cells) == self._limits.cells:
                got = f"more than {self._limits.cells} cells"
                raise NotebookError(self._place, got, f"at most {self._limits.cells}", "delete cells and submit again")
            cell = self._cell(len(self._cells) + 1)
            self._bytes += len(cell.source) if cell.source.isascii() else len(cell.source.encode())
            if self._bytes > self._limits.source_bytes:
                got = f"more than {self._limits.source_bytes / 2**10:g} KiB of source"
                raise NotebookError(self._place, got, "less", "shorten the cells and submit again")
            self._cells.append(cell)

    def _cell(self, position: int) -> SubmittedCell:
        where = f"{self._place}: cell {position}"
        if (kind := self._skim.kind()) != "object":
            raise NotebookError(where, f"a JSON {kind}", "an object", _BROKEN)
        known = self._skim.small(partial(_small_cell, limits=self._limits))
        if known is not None:
            return replace(known, position=position)
        found = self._large_cell()
        return _made(found, position, self._kind(found.get("cell_type"), where), where, self._limits)

    def _large_cell(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key in self._skim.members():
            if key in _OF_A_CELL:
                found[key] = self._skim.value()
            elif key == "metadata":
                found[key] = self._metadata()
            elif key == "attachments":
                found[key] = self._attachments()
            elif key == "outputs":
                found[key] = self._outputs()
            else:
                self._skim.skip()
        return found

    def _kind(self, name: object, where: str) -> CellKind:
        if not isinstance(name, str):
            raise NotebookError(where, f"cell_type {ascii(name)[:40]}", "code, markdown or raw", _BROKEN)
        if name not in _CELL_KINDS and len(self.notes) < _MOST_NOTES:
            got = f"cell {len(self._cells) + 1} is of the kind {printable(name, 40)!a}"
            self.notes.append(f"{got}, which notebooks do not have: it does not run")
        return _CELL_KINDS.get(name, CellKind.RAW)

    def _metadata(self) -> dict[str, Any]:
        """What nbgrader and Colab (which keeps the cell's id here) wrote into a cell's metadata."""
        if self._skim.kind() != "object":
            self._skim.skip()
            return {}
        return _claims(self._metadata_members())

    def _metadata_members(self) -> Iterator[tuple[str, Any]]:
        for key in self._skim.members():
            if key in _OF_METADATA:
                yield key, self._skim.value()
            else:
                self._skim.skip()

    def _attachments(self) -> tuple[Attachment, ...]:
        """The pictures pasted into a cell: `{"photo.png": {"image/png": "base64"}}`."""
        if self._skim.kind() != "object":
            self._skim.skip()
            return ()
        made: list[Attachment] = []
        for name in self._skim.members():
            if self._skim.kind() != "object":
                self._skim.skip()
                continue
            for mime in self._skim.members():
                before = self._skim.at
                if self._skim.kind() not in ("string", "array"):
                    self._skim.skip()
                    continue
                if self._pictures == _MOST_PICTURES:
                    self.notes.append(f"more than {_MOST_PICTURES} pictures are in the notebook: the rest is left out")
                self._pictures += 1
                if self._pictures > _MOST_PICTURES:
                    self._skim.skip()
                    continue
                text = text_of(self._skim.value())
                self._picture_bytes += self._skim.at - before
                if self._picture_bytes > self._limits.picture_bytes:
                    text = ""  # named, and said to be too large to show
                made.append(Attachment(name, mime, text))
        return tuple(made)

    def _outputs(self) -> bytes:
        """What a cell came to, if there are pictures in it."""
        piece = self._skim.skip()
        if not may_hold_pictures(piece):
            return b""
        self._output_bytes += len(piece)
        return piece if self._output_bytes <= self._limits.picture_bytes else TOO_LARGE


_OF_METADATA = ("nbgrader", "id")
_OF_A_CELL = ("cell_type", "id", "source", "input", "level")
_CELL_KINDS = {kind.value: kind for kind in CellKind} | {"heading": CellKind.MARKDOWN, "html": CellKind.MARKDOWN}


def _claims(metadata: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """What a cell's metadata say of it, member by member."""
    claims: dict[str, Any] = {}
    for key, value in metadata:
        if key == "nbgrader":
            claims |= value if isinstance(value, dict) else {}
        elif key == "id":
            claims.setdefault("id", value)
    return claims


@lru_cache(maxsize=256)  # text, checks and stubs are the same in most notebooks of a class
def _small_cell(piece: bytes, limits: ReadLimits) -> SubmittedCell | None:
    """A small cell without pictures, whatever its position; None if something about it has to be said.

    Raises:
        SkimError: it is not JSON.
    """
    if any(word in piece for word in WORDS_OF_PICTURES):
        return None
    found = Skimmer(piece, nodes=limits.nodes, depth=limits.depth).value()
    name = found.get("cell_type")
    if "attachments" in found or not isinstance(name, str) or name not in _CELL_KINDS:
        return None
    metadata = found.get("metadata")
    found["metadata"] = _claims(metadata.items()) if isinstance(metadata, dict) else {}
    found["outputs"] = b""
    try:
        return _made(found, 0, _CELL_KINDS[name], "", limits)
    except NotebookError:
        return None


def _made(found: Mapping[str, Any], position: int, kind: CellKind, where: str, limits: ReadLimits) -> SubmittedCell:
    source = _source(found.get("source", found.get("input")), where, limits)
    level = found.get("level")
    if found.get("cell_type") == "heading" and type(level) is int and 1 <= level <= 6:
        source = f"{'#' * level} {source}"
    metadata = found.get("metadata") or {}
    return SubmittedCell(
        position=position,
        kind=kind,
        source=source,
        grade_id=_claim(metadata.get("grade_id")),
        checksum=_claim(metadata.get("checksum")),
        cell_id=_claim(found.get("id")) or _claim(metadata.get("id")),
        pictures=found.get("attachments", ()),
        outputs=found.get("outputs", b""),
    )


def _source(source: object, where: str, limits: ReadLimits) -> str:
    """A cell's text, with lines that end in a newline, as Python reads them, and whole characters.

    Half of a surrogate pair, which no file in UTF-8 can hold, becomes U+FFFD, as in a browser.
    """
    if source is None:
        return ""
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        raise NotebookError(where, "its source is no text", "a string or an array of strings", _BROKEN)
    if "\r" in source:
        source = source.replace("\r\n", "\n").replace("\r", "\n")
    data = source.encode("utf-8", "surrogatepass")
    if len(data) > limits.cell_source_bytes:
        got, most = f"{len(data) / 2**10:.0f} KiB of source", f"at most {limits.cell_source_bytes / 2**10:g} KiB"
        raise NotebookError(where, got, most, "shorten the cell and submit again")
    # Two halves that belong together are one character.
    return source if source.isascii() else source.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _claim(value: object) -> str | None:
    """A grade id or checksum that could be one; anything else is as good as none."""
    if isinstance(value, str) and 0 < len(value) <= _MAX_ID_CHARS and value.isprintable():
        return value
    return None
