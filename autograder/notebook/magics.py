"""IPython's extras in a student's cell, taken out so that plain Python is left.

Harmless ones (`%matplotlib inline`, `%time`, ...) go without a word; shell lines, other programs' cells and magics that
would change what runs are refused with a note. Neither is fatal, and every other line keeps its number, so that an
error names the line that the student sees.

A small scanner tells where a statement begins: a `%` or `!` inside a string, a bracket or a continued line is Python.
The cell is never parsed by Python's own parser here, which hostile input can exhaust.
"""

from __future__ import annotations

import re

from autograder.notebook.reading import printable

# Looks at things, sets up the screen, or only measures: plain Python does the same without it.
HARMLESS = frozenset({
    "alias_magic", "autoreload", "automagic", "colors", "config", "doctest_mode", "hist", "history", "load_ext",
    "lsmagic", "magic", "matplotlib", "memit", "pdb", "pinfo", "pinfo2", "pprint", "precision", "prun", "psearch",
    "pwd", "quickref", "reload_ext", "timeit", "who", "who_ls", "whos", "xdel", "xmode",
})  # fmt: skip
# Runs the Python that follows it, once, in the same namespace.
TRANSPARENT = frozenset({"time", "capture"})
# Cells that leave nothing behind in the namespace, or are text.
HARMLESS_CELLS = frozenset({"timeit", "memit", "prun", "html", "HTML", "latex", "markdown", "svg", "SVG", "javascript",
                            "js"})  # fmt: skip

_OPTIONS = re.compile(r"(?:\s+-\w+)*\s*")
_MAGIC = re.compile(r"(?P<sign>%%?)(?P<name>[A-Za-z_]\w*)(?P<rest>.*)", re.DOTALL)
_HELP = re.compile(r"(?:\?{1,2}\s*%{0,2}[\w.*]+|%{0,2}[\w.*]+\?{1,2})\s*(?:;\s*)?(?:#.*)?")
_TARGET = r"[A-Za-z_][\w.]*(?:\[['\"]?\w*['\"]?\])?"
_ASSIGNED = re.compile(rf"{_TARGET}(?:\s*,\s*{_TARGET})*\s*=\s*(?:!|%[A-Za-z_]).*", re.DOTALL)
_STRING = re.compile(r"'''|\"\"\"|'|\"")


def plain_python(source: str) -> tuple[str, tuple[str, ...]]:
    """`source` as plain Python with the same number of lines, and a note for each thing that was refused."""
    if not any(sign in source for sign in "%!?"):
        return source, ()
    lines = source.split("\n")
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    notes: list[str] = []
    if lines[first].startswith("%%"):
        if not _cell_magic(lines, first, notes):
            return "\n".join(lines), tuple(notes)
        first += 1
    _line_magics(lines, first, notes)
    return "\n".join(lines), tuple(notes)


def _cell_magic(lines: list[str], at: int, notes: list[str]) -> bool:
    """Take out the magic that begins a cell. False if the whole cell went with it."""
    match = _MAGIC.fullmatch(lines[at])
    name = match["name"] if match else ""
    if name in TRANSPARENT:
        lines[at] = f"# {lines[at]}"
        return True
    if name not in HARMLESS_CELLS:
        notes.append(f"line {at + 1}: {_shown(lines[at])} is not run, nor is the rest of its cell")
    lines[at:] = [f"# {line}" for line in lines[at:]]
    return False


def _line_magics(lines: list[str], at: int, notes: list[str]) -> None:
    scanner = _Scanner()
    while at < len(lines):
        line = lines[at]
        if not scanner.at_statement or (replaced := _replaced(line, at, notes)) is None:
            scanner.read(line)
            at += 1
            continue
        lines[at] = replaced
        # IPython continues a magic or shell line over a backslash, too.
        while line.endswith("\\") and at + 1 < len(lines):
            at += 1
            line = lines[at]
            lines[at] = f"# {line}"
        at += 1


def _replaced(line: str, at: int, notes: list[str]) -> str | None:
    """What a line that begins a statement becomes, or None if it is Python already."""
    bare = line.strip()
    indent = line[: len(line) - len(line.lstrip())]
    match = _MAGIC.fullmatch(bare)
    name = match["name"] if match else ""
    if match and match["sign"] == "%" and name in TRANSPARENT:
        statement = match["rest"][_OPTIONS.match(match["rest"]).end() :]  # type: ignore[union-attr]
        if not bare.endswith("\\"):
            return indent + (statement or _nothing(indent, bare))
    if match and match["sign"] == "%" and name in HARMLESS:
        return indent + _nothing(indent, bare)
    if bare.startswith(("!", "?")) or match or _HELP.fullmatch(bare) or _ASSIGNED.fullmatch(bare):
        notes.append(f"line {at + 1}: {_shown(bare)} is not run")
        return indent + _nothing(indent, bare)
    return None


def _nothing(indent: str, bare: str) -> str:
    """A line that does nothing; in a block it must still be a statement."""
    return f"pass  # {bare}" if indent else f"# {bare}"


def _shown(line: str) -> str:
    return repr(printable(line.strip(), 60))


class _Scanner:
    """Follows strings, brackets and continued lines, line by line."""

    def __init__(self) -> None:
        self._quote = ""
        self._depth = 0
        self._continued = False

    @property
    def at_statement(self) -> bool:
        """Whether the next line begins a statement."""
        return not self._quote and self._depth == 0 and not self._continued

    def read(self, line: str) -> None:
        at = 0
        self._continued = False
        while at < len(line):
            if self._quote:
                at = self._in_string(line, at)
                continue
            char = line[at]
            if char == "#":
                return
            if opening := _STRING.match(line, at):
                self._quote = opening[0]
                at = opening.end()
                continue
            if char in "([{":
                self._depth += 1
            elif char in ")]}":
                self._depth = max(0, self._depth - 1)
            elif char == "\\" and at == len(line) - 1:
                self._continued = True
            at += 1
        if len(self._quote) == 1 and not line.endswith("\\"):
            self._quote = ""  # a string that is not closed: an error of this line only

    def _in_string(self, line: str, at: int) -> int:
        """The position after the end of the string, or of the line."""
        while at < len(line):
            if line[at] == "\\":
                at += 2
            elif line.startswith(self._quote, at):
                at += len(self._quote)
                self._quote = ""
                return at
            else:
                at += 1
        return at
