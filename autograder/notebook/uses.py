"""Which names a piece of a notebook uses: its own, and those that the functions it uses use in turn."""

from __future__ import annotations

import ast
from collections.abc import Iterable


def names_used(own: Iterable[str], others: Iterable[str]) -> frozenset[str]:
    """The names in some cells, and in the functions and classes of other cells that they reach.

    Args:
        own: sources of the cells in question; one that is not Python uses nothing.
        others: sources of cells that define what those use.
    """
    defined: dict[str, set[str]] = {}
    for source in others:
        for node in _body(source):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                defined.setdefault(node.name, set()).update(_names(node))
    found: set[str] = set()
    pending = {name for source in own for node in _body(source) for name in _names(node)}
    while pending:
        name = pending.pop()
        if name not in found:
            found.add(name)
            pending |= defined.get(name, set()) - found
    return frozenset(found)


def _body(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _names(node: ast.stmt) -> set[str]:
    return {item.id for item in ast.walk(node) if isinstance(item, ast.Name) and isinstance(item.ctx, ast.Load)}
