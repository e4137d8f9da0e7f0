"""Given code in one language: `text(en="...", ko="...")` becomes that language's string literal."""

from __future__ import annotations

import ast
import io
import tokenize

from autograder.errors import CourseError
from autograder.model import Language

_CALL = "text"
_EXPECTED = 'text(en="...", ko="...") with plain string literals'


def translate(code: str, language: Language, place: str, line: int = 0) -> str:
    """`code` with each `text(...)` call replaced by its literal; every other character stays as it is.

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
    in_f_strings = {
        id(inner) for outer in ast.walk(tree) if isinstance(outer, ast.JoinedStr) for inner in ast.walk(outer)
    }
    # Positions in the tree are offsets into UTF-8.
    lines = [written.encode() for written in code.split("\n")]
    for call in sorted(_calls(tree), key=lambda call: (call.lineno, call.col_offset), reverse=True):
        where = f"{place}:{line + call.lineno}"
        if id(call) in in_f_strings:
            # The positions of expressions in an f-string are not reliable before Python 3.12.
            raise CourseError(where, "text() inside an f-string", _EXPECTED, "give it a name before the f-string")
        _replace(lines, call, _literal(code, call, language, where))
    return b"\n".join(lines).decode()


def _parsed(code: str, place: str, line: int) -> ast.Module:
    try:
        return ast.parse(code)
    except SyntaxError as error:
        raise CourseError(f"{place}:{line + (error.lineno or 1)}", f"not Python: {error.msg}") from error
    except ValueError as error:
        raise CourseError(f"{place}:{line + 1}", f"not Python: {error}") from error


def _calls(tree: ast.AST) -> list[ast.Call]:
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == _CALL
    ]


def _literal(code: str, call: ast.Call, language: Language, where: str) -> str:
    by_language: dict[str, ast.expr] = {}
    for keyword in call.keywords:
        if keyword.arg not in list(Language):
            raise CourseError(where, f"text() with {keyword.arg or '**'}", _EXPECTED)
        if not isinstance(keyword.value, ast.Constant) or not isinstance(keyword.value.value, str):
            raise CourseError(where, f"text() with {keyword.arg}={ast.unparse(keyword.value)[:40]}", _EXPECTED)
        by_language[str(keyword.arg)] = keyword.value
    if call.args:
        raise CourseError(where, "text() with an argument that has no language", _EXPECTED)
    if language not in by_language:
        raise CourseError(where, f"text() without {language}", _EXPECTED)
    written = ast.get_source_segment(code, by_language[language])
    assert written is not None
    # Adjacent literals are one string only while something holds them together.
    return f"({written})" if _tokens(written) > 1 else written


def _tokens(literal: str) -> int:
    """How many string tokens stand in `literal`."""
    tokens = tokenize.generate_tokens(io.StringIO(f"({literal})").readline)
    return sum(token.type == tokenize.STRING for token in tokens)


def _replace(lines: list[bytes], call: ast.Call, literal: str) -> None:
    first, last = call.lineno - 1, (call.end_lineno or call.lineno) - 1
    after = lines[last][call.end_col_offset :]
    lines[first : last + 1] = [lines[first][: call.col_offset] + literal.encode() + after]
