"""Which names a cell defines, found by reading it: by this an answer is known that has lost everything else.

Python's own parser reads the cell, which may be hostile: its size is bounded here, its depth by the parser itself,
which raises rather than recurse. Nothing is compiled or run, and what cannot be parsed defines nothing.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Collection, Iterable, Iterator
from enum import IntEnum

_MOST_CHARS = 200_000
_CONSTANTS = frozenset({"pi", "e", "inf", "nan", "newaxis", "euler_gamma"})  # of NumPy and math: no functions
_WRAPPERS = frozenset({"vectorize", "partial", "lru_cache", "cache", "wraps", "staticmethod", "jit", "njit"})
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Definition(IntEnum):
    """What a cell makes of a name. The larger, the more of an answer."""

    NONE = 0
    HOLLOW = 1  # a body that does nothing, as a stub's
    WHOLE = 2


def definition_of(name: str, source: str) -> Definition:
    """What a cell of plain Python makes of `name`: a function, a class, or something that can be called like one.

    `softmax = 0.5` and `softmax = softmax(x)` give the name to a value: they define nothing. The last that the cell
    does counts.
    """
    if name not in source:
        return Definition.NONE
    tree = parsed(source)
    if tree is None:
        return Definition.NONE
    found = Definition.NONE
    for statement in _statements(tree.body):
        made = _made(name, statement)
        found = made or found
    return found


def parsed(source: str) -> ast.Module | None:
    """The tree of a cell; None if it is not Python, or more of it than anybody writes."""
    if len(source) > _MOST_CHARS:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def is_continued(name: str, source: str) -> bool:
    """Whether a cell goes on with a class that was begun before: `class Affine(Affine): ...`."""
    tree = parsed(source) if name in source else None
    if tree is None:
        return False
    return any(
        isinstance(node, ast.ClassDef)
        and node.name == name
        and any(isinstance(base, ast.Name) and base.id == name for base in node.bases)
        for node in _statements(tree.body)
    )


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a cell that are its own: those in branches and loops, not those in functions and classes."""
    for node in body:
        yield node
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            continue
        for part in ("body", "orelse", "finalbody"):
            yield from _statements(getattr(node, part, None) or ())
        for handler in getattr(node, "handlers", ()):
            yield from _statements(handler.body)


def _made(name: str, node: ast.stmt) -> Definition:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            if node.name == name:
                return Definition.HOLLOW if _is_hollow(node.body) else Definition.WHOLE
        case ast.ClassDef():
            if node.name == name:
                methods = [item for item in node.body if isinstance(item, _FUNCTIONS)]
                hollow = all(_is_hollow(method.body) for method in methods) if methods else _is_hollow(node.body)
                return Definition.HOLLOW if hollow and not node.bases else Definition.WHOLE
        case ast.Assign(targets=targets, value=value):
            if any(isinstance(target, ast.Name) and target.id == name for target in targets):
                return Definition.WHOLE if _is_callable(name, value) else Definition.NONE
        case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value):
            if target == name:
                return Definition.WHOLE if _is_callable(name, value) else Definition.NONE
        case ast.ImportFrom(names=aliases):
            if any((alias.asname or alias.name) == name for alias in aliases):
                return Definition.WHOLE
    return Definition.NONE


def _is_hollow(body: Collection[ast.stmt]) -> bool:
    """Whether a body holds no work: a docstring, `pass`, `...`, `raise NotImplementedError`."""
    for node in body:
        match node:
            case ast.Pass() | ast.Expr(value=ast.Constant()):
                continue
            case ast.Raise(exc=ast.Name(id="NotImplementedError")):
                continue
            case ast.Raise(exc=ast.Call(func=ast.Name(id="NotImplementedError"))):
                continue
        return False
    return True


def _is_callable(name: str, value: ast.expr) -> bool:
    """Whether an expression is likely to give something that can be called, and not what `name` itself gives."""
    match value:
        case ast.Lambda():
            return True
        case ast.Name(id=other):
            return other != name
        case ast.Attribute(attr=attribute):
            return attribute not in _CONSTANTS
        case ast.Call(func=function, args=arguments):
            called = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
            handed_on = any(isinstance(item, ast.Name) and item.id == name for item in arguments)
            return called != name and (handed_on or called in _WRAPPERS)
    return False
