"""The body of a function or method replaced as a whole: a mistake made in a style of its own."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Mapping

from autograder.errors import CourseError, SuiteError


def bodies_of(value: object, within: str, key: str) -> Mapping[str, str]:
    """What a mistake's `body` says, by the function or method that it is of.

    Args:
        value: a text, for the function itself (or the method that `in` names), or a table of texts by method.
        within: the exercise, or what `in` names.
        key: what messages call the mistake.

    Raises:
        CourseError: it is neither.
    """
    if value is None:
        return {}
    if isinstance(value, str) and value.strip():
        return {within: value}
    if isinstance(value, dict) and value and all(isinstance(text, str) and text.strip() for text in value.values()):
        return {f"{within}.{name}": text for name, text in value.items()}
    raise CourseError(f"{key}: body", f"{value!r}", 'Python, or for a class a table by method: body.forward = "..."')


def with_body(source: str, within: str, body: str, place: str) -> str:
    """A text in which a function or method does something else; its signature and docstring stay.

    Args:
        source: Python.
        within: the function or method, as `softmax` or `Dense.forward`.
        body: what stands in it instead, not indented.
        place: what messages call the mistake.

    Raises:
        SuiteError: there is no such function, it stands on one line, or the new body is no Python.
    """
    node = _function(source, within)
    if node is None:
        raise SuiteError(place, f"there is no {within}", "name a function or Class.method of the base")
    documented = ast.get_docstring(node, clean=False) is not None and len(node.body) > 1
    first = node.body[1] if documented else node.body[0]
    if first.lineno == node.lineno or first.end_lineno is None or node.end_lineno is None:
        raise SuiteError(place, f"{within} stands on one line", "write the base's function on several lines")
    lines = source.splitlines(keepends=True)
    start = min([first.lineno, *(item.lineno for item in getattr(first, "decorator_list", []))])
    indented = textwrap.indent(body.strip("\n") + "\n", " " * first.col_offset)
    changed = "".join([*lines[: start - 1], indented, *lines[node.end_lineno :]])
    try:
        ast.parse(changed)
    except SyntaxError as error:
        raise SuiteError(place, f"the body of {within} is not Python: {error.msg}", "mend it") from None
    return changed


def _function(source: str, within: str) -> ast.FunctionDef | None:
    body: list[ast.stmt] = ast.parse(source).body
    node: ast.stmt | None = None
    for name in within.split("."):
        named = (item for item in body if isinstance(item, ast.FunctionDef | ast.ClassDef) and item.name == name)
        node = next(named, None)
        body = node.body if isinstance(node, ast.ClassDef) else []
    return node if isinstance(node, ast.FunctionDef) else None
