"""Python source by position: bytes, tokens, top-level blocks and the marked solution regions.

`ast` counts columns in UTF-8 bytes and `tokenize` in characters; everything here is a byte offset into one text.
"""

from __future__ import annotations

import ast
import io
import token
import tokenize
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError

BEGIN_SOLUTION = "### BEGIN SOLUTION"
END_SOLUTION = "### END SOLUTION"
STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")

_LAYOUT_TOKENS = frozenset(
    {token.COMMENT, token.NL, token.NEWLINE, token.INDENT, token.DEDENT, token.ENDMARKER, token.ENCODING}
)

Definition = ast.FunctionDef | ast.ClassDef


@dataclass(frozen=True, slots=True)
class Token:
    """A token that means something, with its byte offsets."""

    text: str
    start: int
    end: int


class Source:
    """One text, parsed once, that can be asked for and edited by byte offset.

    Raises:
        SyntaxError: the text is not Python.
    """

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n").replace("\r", "\n")
        self.data = self.text.encode()
        self.tree = ast.parse(self.text)
        self.lines = self.text.split("\n")
        self._starts = [0]
        for line in self.lines:
            self._starts.append(self._starts[-1] + len(line.encode()) + 1)
        self.tokens: list[Token] = []
        self.comments: list[tuple[int, str]] = []  # line number, text
        self._read_tokens()

    def _read_tokens(self) -> None:
        for item in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if item.type == token.COMMENT:
                self.comments.append((item.start[0], item.string))
            elif item.type not in _LAYOUT_TOKENS:
                self.tokens.append(Token(item.string, self._by_character(item.start), self._by_character(item.end)))

    def _by_character(self, position: tuple[int, int]) -> int:
        row, column = position
        return self._starts[row - 1] + len(self.lines[row - 1][:column].encode())

    def span(self, node: ast.expr | ast.stmt | ast.keyword) -> tuple[int, int]:
        """Where a node starts and ends, in bytes."""
        assert node.end_lineno is not None  # ast.parse always sets both
        assert node.end_col_offset is not None
        return self._starts[node.lineno - 1] + node.col_offset, self._starts[node.end_lineno - 1] + node.end_col_offset

    def segment(self, start: int, end: int) -> str:
        """The text between two byte offsets."""
        return self.data[start:end].decode()

    def of(self, node: ast.expr | ast.stmt | ast.keyword) -> str:
        """The text of a node, without parentheses around it."""
        return self.segment(*self.span(node))

    def replaced(self, start: int, end: int, new: str) -> str:
        """The whole text with one stretch of it replaced."""
        return (self.data[:start] + new.encode() + self.data[end:]).decode()

    def tokens_in(self, start: int, end: int) -> list[Token]:
        """The tokens between two byte offsets, comments and layout left out."""
        return [item for item in self.tokens if item.start >= start and item.end <= end]

    def before(self, offset: int) -> Token | None:
        """The last token that ends at or before an offset."""
        return next((item for item in reversed(self.tokens) if item.end <= offset), None)

    def after(self, offset: int) -> Token | None:
        """The first token that starts at or after an offset."""
        return next((item for item in self.tokens if item.start >= offset), None)

    def line_of(self, offset: int) -> int:
        """The line, counted from 1, that a byte offset is on."""
        return self.data.count(b"\n", 0, offset) + 1

    def regions(self) -> tuple[tuple[int, int], ...]:
        """First and last line, marker lines left out, of every marked solution.

        Raises:
            ValueError: a marker has no partner.
        """
        found: list[tuple[int, int]] = []
        begun: int | None = None
        for line, text in self.comments:
            if text.startswith(BEGIN_SOLUTION):
                if begun is not None:
                    raise ValueError(f"line {line}: a solution begins inside the one begun in line {begun}")
                begun = line
            elif text.startswith(END_SOLUTION):
                if begun is None:
                    raise ValueError(f"line {line}: a solution ends that never began")
                found.append((begun + 1, line - 1))
                begun = None
        if begun is not None:
            raise ValueError(f"line {begun}: the solution begun here never ends")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of top-level code: one exercise, or (`exercise` None) what stands between exercises."""

    exercise: str | None
    source: str
    first_line: int


def split(text: str, exercises: Collection[str] | None = None) -> tuple[Block, ...]:
    """Cut a module into exercises and the code between them, in the file's order.

    Args:
        text: the module.
        exercises: names of the exercises, each bound by a def, a class or an assignment; None: every top-level
            definition that holds a marked solution.

    Returns:
        Blocks; joined by newlines they are the module again, but for blank lines around them.

    Raises:
        SyntaxError: the text is not Python.
        ValueError: a solution marker has no partner.
    """
    source = Source(text)
    regions = source.regions()
    blocks: list[Block] = []
    done = 0  # lines that are in a block already
    body = source.tree.body
    for index, node in enumerate(body):
        name = _bound_name(node)
        if name is None:
            continue
        first = _first_line(node)
        following = body[index + 1] if index + 1 < len(body) else None
        last = _last_line(source, node, _first_line(following) if following else len(source.lines) + 1)
        if name in exercises if exercises is not None else any(first <= begin <= last for begin, _ in regions):
            _append(blocks, source.lines, done, first - 1, None)
            _append(blocks, source.lines, first - 1, last, name)
            done = last
    _append(blocks, source.lines, done, len(source.lines), None)
    return tuple(blocks)


def _bound_name(node: ast.stmt) -> str | None:
    """The name that a top-level statement gives to a function or class; a lambda or another's function will do."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return None


def _first_line(node: ast.stmt) -> int:
    decorators = node.decorator_list if isinstance(node, ast.FunctionDef | ast.ClassDef) else []
    return min([node.lineno, *(item.lineno for item in decorators)])


def _last_line(source: Source, node: ast.stmt, limit: int) -> int:
    """The last line of a definition, with the indented comments (an END marker, say) that `ast` leaves out."""
    assert node.end_lineno is not None
    last = node.end_lineno
    for number in range(node.end_lineno + 1, limit):
        line = source.lines[number - 1]
        if line.strip() and not line[0].isspace():
            break
        if line.strip():
            last = number
    return last


def _append(blocks: list[Block], lines: list[str], start: int, end: int, exercise: str | None) -> None:
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    if start < end:
        blocks.append(Block(exercise, "\n".join(lines[start:end]) + "\n", start + 1))


def definition(block: Block) -> Definition:
    """The def or class of an exercise's block.

    Raises:
        ValueError: it is neither.
    """
    for node in ast.parse(block.source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == block.exercise:
            return node
    raise ValueError(f"no definition of {block.exercise}")


def cut_solutions(text: str) -> str:
    """The text with every marked solution replaced by the stub that students start from."""
    kept: list[str] = []
    inside = False
    for line in text.split("\n"):
        bare = line.strip()
        if bare.startswith(BEGIN_SOLUTION):
            inside = True
            indent = line[: len(line) - len(line.lstrip())]
            kept.extend(indent + stub for stub in STUB)
        elif bare.startswith(END_SOLUTION):
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def read_python(path: Path) -> str:
    """The text of a Python file of the course.

    Raises:
        CourseError: it is missing, not UTF-8 or not Python, or a solution marker has no partner.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        Source(text).regions()
    except OSError as error:
        raise CourseError(str(path), error.strerror or "cannot be read", "a Python file") from None
    except UnicodeDecodeError as error:
        raise CourseError(str(path), f"byte {error.start} is not UTF-8", "UTF-8 text", "save it as UTF-8") from None
    except SyntaxError as error:
        raise CourseError(f"{path}:{error.lineno}", f"is not Python: {error.msg}", "", "mend the line") from None
    except ValueError as error:
        raise CourseError(str(path), str(error), f"{BEGIN_SOLUTION!r} and {END_SOLUTION!r} in pairs") from None
    return text
