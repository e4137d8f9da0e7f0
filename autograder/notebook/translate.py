"""Given code in one language: `text(en="...", ko="...")` becomes that language's string literal.

A comment is written likewise, `# text(en="...", ko="...")`, and becomes that language's comment. It may go on in
comments right below it, at the same place, until its bracket closes.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.errors import CourseError
from autograder.model import Language, is_language_tag

_CALL = "text"
_EXPECTED = 'text(en="...", ko="...") with plain string literals'
_COMMENT = re.compile(r"#\s*text\(")
_MOST_COMMENT_LINES = 20


def translate(code: str, language: Language, place: str, line: int = 0) -> str:
    """`code` with each `text(...)` replaced by its literal or comment; every other character stays as it is.

    Args:
        code: Python.
        language: which string to take.
        place: what messages call the file.
        line: the line of that file before the first line of `code`, counted from 1.

    Raises:
        CourseError: the code is not Python, or a call has anything but plain string literals by language.
    """
    tree = _parsed(code, place, line)
    if _CALL not in code:
        return code
    if _COMMENT.search(code):
        code = _comments_translated(code, language, place, line)
        tree = _parsed(code, place, line)
    nodes = list(ast.walk(tree))
    in_f_strings = {id(inner) for outer in nodes if isinstance(outer, ast.JoinedStr) for inner in ast.walk(outer)}
    # Positions in the tree are offsets into UTF-8.
    lines = [written.encode() for written in code.split("\n")]
    for call in sorted(_calls(nodes), key=lambda call: (call.lineno, call.col_offset), reverse=True):
        where = f"{place}:{line + call.lineno}"
        if id(call) in in_f_strings:
            # The positions of expressions in an f-string are not reliable before Python 3.12.
            raise CourseError(where, "text() inside an f-string", _EXPECTED, "give it a name before the f-string")
        _replace(lines, call, _literal(lines, call, language, where))
    return b"\n".join(lines).decode()


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of several languages: where it stands in a cell, lines from 0, and the call that it holds."""

    first: int
    last: int
    column: int
    call: ast.Call
    written: str


def translated_comments(code: str, place: str, line: int = 0) -> Iterator[Comment]:
    """The comments of `code` that are written as `# text(...)`.

    Raises:
        CourseError: one of them does not end, or is not Python.
    """
    tokens = {
        token.start[0] - 1: token
        for token in tokenize.generate_tokens(io.StringIO(code).readline)
        if token.type == tokenize.COMMENT
    }
    for first, token in sorted(tokens.items()):
        if not _COMMENT.match(token.string):
            continue
        written, last, call = "", first, None
        while call is None:
            more = tokens.get(last)
            own_line = last == first or (more is not None and not more.line[: more.start[1]].strip())
            if more is None or not own_line or last - first == _MOST_COMMENT_LINES:
                raise CourseError(f"{place}:{line + first + 1}", "a text() in a comment that does not end", _EXPECTED)
            written += more.string.lstrip("#").strip() + "\n"
            call = _call(written)
            last += 1
        yield Comment(first, last - 1, token.start[1], call, written)


def _call(written: str) -> ast.Call | None:
    try:
        tree = ast.parse(written)
    except SyntaxError:
        return None
    match tree.body:
        case [ast.Expr(ast.Call(func=ast.Name(id=name)) as call)] if name == _CALL:
            return call
        case _:
            return None


def _comments_translated(code: str, language: Language, place: str, line: int) -> str:
    lines = code.split("\n")
    for comment in sorted(translated_comments(code, place, line), key=lambda comment: comment.first, reverse=True):
        where = f"{place}:{line + comment.first + 1}"
        written = [part.encode() for part in comment.written.split("\n")]
        said = ast.literal_eval(_literal(written, comment.call, language, where))
        before, indent = lines[comment.first][: comment.column], " " * comment.column
        made = [f"# {text}".rstrip() for text in said.split("\n")]
        lines[comment.first : comment.last + 1] = [before + made[0], *(indent + more for more in made[1:])]
    return "\n".join(lines)


def _parsed(code: str, place: str, line: int) -> ast.Module:
    try:
        return ast.parse(code)
    except SyntaxError as error:
        raise CourseError(f"{place}:{line + (error.lineno or 1)}", f"not Python: {error.msg}") from error
    except ValueError as error:
        raise CourseError(f"{place}:{line + 1}", f"not Python: {error}") from error


def _calls(nodes: Iterable[ast.AST]) -> list[ast.Call]:
    return [
        node
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == _CALL
    ]


def _literal(lines: list[bytes], call: ast.Call, language: Language, where: str) -> str:
    by_language: dict[str, ast.expr] = {}
    for keyword in call.keywords:
        if keyword.arg is None or not is_language_tag(_tag(keyword.arg)):
            raise CourseError(where, f"text() with {keyword.arg or '**'}", _EXPECTED)
        if not isinstance(keyword.value, ast.Constant) or not isinstance(keyword.value.value, str):
            raise CourseError(where, f"text() with {keyword.arg}={ast.unparse(keyword.value)[:40]}", _EXPECTED)
        by_language[_tag(keyword.arg)] = keyword.value
    if call.args:
        raise CourseError(where, "text() with an argument that has no language", _EXPECTED)
    if language not in by_language:
        raise CourseError(where, f"text() without {language}", _EXPECTED)
    written = _segment(lines, by_language[language])
    # Adjacent literals are one string only while something holds them together.
    return f"({written})" if _tokens(written) > 1 else written


def _tag(keyword: str) -> str:
    """A keyword as a language's tag: a name has no hyphen, so that `pt_BR` stands for `pt-BR`."""
    return keyword.replace("_", "-")


def _segment(lines: list[bytes], node: ast.expr) -> str:
    """The text of a node. (`ast.get_source_segment` splits the whole code anew for each.)"""
    first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
    part = lines[first : last + 1]
    part[-1] = part[-1][: node.end_col_offset]
    part[0] = part[0][node.col_offset :]
    return b"\n".join(part).decode()


def _tokens(literal: str) -> int:
    """How many string tokens stand in `literal`."""
    if literal.count(literal[-1]) == 2:  # its own two quotes
        return 1
    tokens = tokenize.generate_tokens(io.StringIO(f"({literal})").readline)
    return sum(token.type == tokenize.STRING for token in tokens)


def _replace(lines: list[bytes], call: ast.Call, literal: str) -> None:
    first, last = call.lineno - 1, (call.end_lineno or call.lineno) - 1
    after = lines[last][call.end_col_offset :]
    lines[first : last + 1] = [lines[first][: call.col_offset] + literal.encode() + after]
