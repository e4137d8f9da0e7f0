"""The part of Jupytext's percent format that `docs/writing-an-assignment.md` describes, read and written.

Jupytext reads these files into the same cells; it is not used here because importing it takes over a second, and every
`check` needs the cells. What the two could read differently (a marker inside a string, a commented magic, text before
the first cell) is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

from autograder.config import did_you_mean
from autograder.errors import CourseError
from autograder.model import Language, is_language_tag

_MARKER = re.compile(r"# %%(?:$|\s)(?P<rest>.*)")
# Other things that Jupytext takes for a marker, or that somebody meant as one.
_ALMOST_MARKER = re.compile(r"\s*#\s*(?:%%|<codecell>|In\[[0-9 ]*\]:?\s*$)")
_COMMENTED_MAGIC = re.compile(r"\s*#\s*(?:[%!]|(?:cd|ls|cat|cp|mv|rm|mkdir|rmdir|man|more)(?:\s|$))")
_ATTRIBUTE = re.compile(r'(?P<key>[A-Za-z_]+)=(?P<value>"[^"\\]*"|[^\s"]+)(?:\s+|$)')
_FENCE = re.compile(r"(?:```|~~~)")
_KIND = "[markdown]"
_EXAMPLE = 'a cell line such as # %% [markdown] lang="en"'


class CellKind(StrEnum):
    """What a cell holds, in nbformat's words."""

    CODE = "code"
    MARKDOWN = "markdown"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class SourceCell:
    """One cell as an instructor wrote it; `line` is where its `# %%` stands, counted from 1."""

    kind: CellKind
    source: str
    lang: Language | None = None
    exercise: str | None = None
    public: str | None = None
    demo: bool = False
    line: int = field(default=0, compare=False)


def parse_percent(text: str, place: str) -> tuple[SourceCell, ...]:
    """The cells of a percent file, without the blank lines around each.

    Args:
        text: the file.
        place: what messages call it; `:LINE` is appended.

    Raises:
        CourseError: a line that is no part of the documented format.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    starts = [index for index, line in enumerate(lines) if _MARKER.match(line)]
    _refuse_text_before_cells(lines[: starts[0] if starts else len(lines)], place)
    cells = []
    for start, end in pairwise([*starts, len(lines)]):
        cells.append(_cell(lines[start], lines[start + 1 : end], start + 1, place))
    return tuple(cells)


def print_percent(cells: Iterable[SourceCell]) -> str:
    """The percent file that `parse_percent` reads into these cells."""
    return "\n".join(_printed(cell) for cell in cells)


def _printed(cell: SourceCell) -> str:
    marker = ["# %%"]
    if cell.kind is CellKind.MARKDOWN:
        marker.append(_KIND)
    for key in ("lang", "exercise", "public"):
        value = getattr(cell, key)
        if value is not None:
            marker.append(f'{key}="{value}"')
    if cell.demo:
        marker.append("demo=true")
    body = cell.source.split("\n") if cell.source else []
    if cell.kind is CellKind.MARKDOWN:
        body = [f"# {line}" if line else "#" for line in body]
    return "\n".join([" ".join(marker), *body]) + "\n"


def _refuse_text_before_cells(lines: list[str], place: str) -> None:
    """Only blank lines and the header that Jupytext itself writes may stand before the first cell."""
    header = [index for index, line in enumerate(lines) if line.rstrip() == "# ---"][:2]
    for index, line in enumerate(lines):
        in_header = len(header) == 2 and header[0] <= index <= header[1] and line.startswith("#")
        if line.strip() and not in_header:
            got = "a cell line that is not read" if _ALMOST_MARKER.match(line) else "text before the first cell"
            raise CourseError(f"{place}:{index + 1}", got, _EXAMPLE)


def _cell(marker: str, body: list[str], line: int, place: str) -> SourceCell:
    match = _MARKER.match(marker)
    assert match is not None
    rest = match["rest"].strip()
    kind = CellKind.MARKDOWN if rest.startswith(_KIND) else CellKind.CODE
    attributes = _attributes(rest.removeprefix(_KIND), kind, f"{place}:{line}")
    lang = attributes.get("lang")
    if kind is CellKind.MARKDOWN:
        source = _markdown(body, line, place)
    else:
        _refuse_ambiguous_code(body, line, place)
        source = _without_blank_ends(body)
    return SourceCell(
        kind=kind,
        source=source,
        lang=Language(lang) if lang else None,
        exercise=attributes.get("exercise"),
        public=attributes.get("public"),
        demo="demo" in attributes,
        line=line,
    )


def _attributes(rest: str, kind: CellKind, place: str) -> dict[str, str]:
    known = ("lang", "exercise") if kind is CellKind.MARKDOWN else ("exercise", "public", "demo")
    rest = rest.strip()
    attributes: dict[str, str] = {}
    while rest:
        match = _ATTRIBUTE.match(rest)
        if match is None:
            raise CourseError(place, f"{rest!r} on a cell line", 'KEY="VALUE"')
        key, value = match["key"], match["value"]
        if key not in known:
            raise CourseError(
                place, f"unknown attribute {key!r} of a {kind} cell", f"one of {', '.join(known)}",
                did_you_mean(key, known),
            )  # fmt: skip
        if key in attributes:
            raise CourseError(place, f"attribute {key!r} twice", "each once")
        attributes[key] = _value(key, value, place)
        rest = rest[match.end() :]
    if kind is CellKind.CODE and len(attributes) > 1:
        raise CourseError(place, f"{' and '.join(attributes)} on one cell", f"at most one of {', '.join(known)}")
    return attributes


def _value(key: str, value: str, place: str) -> str:
    inner = value[1:-1] if value.startswith('"') and value.endswith('"') else None
    if key == "demo":
        if value != "true":
            raise CourseError(place, f"demo={value}", "demo=true")
        return value
    if key == "lang":
        if inner is None or not is_language_tag(inner):
            raise CourseError(place, f"lang={value}", 'the tag of a language, as in lang="en"')
        return str(inner)
    if inner is None or not inner.isidentifier():
        raise CourseError(place, f"{key}={value}", f'the name of an exercise, as in {key}="softmax"')
    return inner


def _markdown(body: list[str], line: int, place: str) -> str:
    """The lines of a Markdown cell without their `# `."""
    while body and not body[-1].strip():
        body = body[:-1]
    fences = 0
    text = []
    for number, written in enumerate(body, start=line + 1):
        if _ALMOST_MARKER.match(written):
            raise CourseError(f"{place}:{number}", "a cell line that is not read", _EXAMPLE)
        if not written.startswith("#"):
            got = f"{written[:40]!r} in a Markdown cell"
            raise CourseError(f"{place}:{number}", got, "a line that starts with '# '")
        plain = written[2:] if written.startswith("# ") else written[1:]
        fences += bool(_FENCE.match(plain))
        text.append(plain)
    if fences % 2:
        # Jupytext reads a `# %%` inside a fence as text.
        raise CourseError(f"{place}:{line}", "a code fence that is not closed", "an even number of ``` lines")
    return _without_blank_ends(text)


def _refuse_ambiguous_code(body: list[str], line: int, place: str) -> None:
    for number, written in enumerate(body, start=line + 1):
        if _ALMOST_MARKER.match(written):
            raise CourseError(f"{place}:{number}", "a cell line that is not read", _EXAMPLE)
        if _COMMENTED_MAGIC.match(written):
            got = f"{written.strip()[:40]!r}, which Jupytext takes for a magic"
            raise CourseError(f"{place}:{number}", got, "plain Python", "put another word first in this comment")


def _without_blank_ends(lines: list[str]) -> str:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join(lines[start:end])
