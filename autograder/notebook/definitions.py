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
_WRAPPERS = frozenset(
    {"vectorize", "frompyfunc", "partial", "lru_cache", "cache", "wraps", "staticmethod", "jit", "njit"}
)
_RUNS_TEXT = frozenset({"exec", "run_cell", "write_file"})
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
    makers = {node.name for node in _statements(tree.body) if _makes_callables(node)}  # type: ignore[attr-defined]
    for statement in _statements(tree.body):
        made = _made(name, statement, makers)
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
        for inner in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
            yield from _statements(inner.body)


def _made(name: str, node: ast.stmt, makers: Collection[str]) -> Definition:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            if node.name == name:  # what decorates it may put another one in its place
                hollow = _is_hollow(node.body) and not node.decorator_list
                return Definition.HOLLOW if hollow else Definition.WHOLE
            inside = list(_statements(node.body))
            if any(isinstance(part, ast.Global) and name in part.names for part in inside):
                return max(_made(name, part, makers) for part in inside)
        case ast.ClassDef():
            if node.name == name:
                methods = [item for item in node.body if isinstance(item, _FUNCTIONS)]
                hollow = all(_is_hollow(method.body) for method in methods) if methods else _is_hollow(node.body)
                return Definition.HOLLOW if hollow and not node.bases else Definition.WHOLE
        case ast.Assign(targets=targets, value=value):
            given = [part for target in targets for part in _given(name, target, value)]
            return Definition.WHOLE if any(_is_callable(name, part, makers) for part in given) else Definition.NONE
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.Expr(value=ast.NamedExpr(target, value)):
            given = _given(name, target, value)
            return Definition.WHOLE if any(_is_callable(name, part, makers) for part in given) else Definition.NONE
        case ast.Expr(value=ast.Call(func=function, args=arguments)) if _called(function) in _RUNS_TEXT:
            texts = [item.value for item in arguments if isinstance(item, ast.Constant) and isinstance(item.value, str)]
            return max((definition_of(name, text) for text in texts), default=Definition.NONE)
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


def _given(name: str, target: ast.expr, value: ast.expr) -> list[ast.expr]:
    """What an assignment gives to a name: also as one of several, and as an entry of `globals()`."""
    match target:
        case ast.Name(id=other) if other == name:
            return [value]
        case ast.Subscript(value=ast.Call(func=ast.Name(id="globals")), slice=ast.Constant(value=other)):
            return [value] if other == name else []
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            values = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
            pairs = zip(targets, values, strict=False)
            return [part for one, other in pairs for part in _given(name, one, other)]
    return []


def _is_callable(name: str, value: ast.expr, makers: Collection[str]) -> bool:
    """Whether an expression is likely to give something that can be called, and not what `name` itself gives."""
    match value:
        case ast.Lambda():
            return True
        case ast.Await(value=awaited):
            return _is_callable(name, awaited, makers)
        case ast.Name(id=other):
            return other != name
        case ast.Attribute(attr=attribute):
            return attribute not in _CONSTANTS
        case ast.Call(func=function, args=arguments):
            called = _called(function)
            handed_on = any(isinstance(item, ast.Name) and item.id == name for item in arguments)
            made = called in makers or called in _WRAPPERS or (called == "type" and len(arguments) == 3)
            curried = isinstance(function, ast.Lambda) and _gives_function(function.body, ())
            return called != name and (handed_on or made or curried)
    return False


def _called(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def _makes_callables(node: ast.stmt) -> bool:
    """Whether a call of it gives something that can be called: a class with `__call__`, a function of functions."""
    if isinstance(node, ast.ClassDef):
        return any(isinstance(item, _FUNCTIONS) and item.name == "__call__" for item in node.body)
    if not isinstance(node, _FUNCTIONS):
        return False
    inside = list(_statements(node.body))
    names = [part.name for part in inside if isinstance(part, (*_FUNCTIONS, ast.ClassDef))]
    return any(isinstance(part, ast.Return) and _gives_function(part.value, names) for part in inside)


def _gives_function(value: ast.expr | None, names: Collection[str]) -> bool:
    return isinstance(value, ast.Lambda) or (isinstance(value, ast.Name) and value.id in names)
