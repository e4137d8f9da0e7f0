"""Which names a cell defines, found by reading it: by this an answer is known that has lost everything else.

Python's own parser reads the cell, which may be hostile: its size is bounded here, its depth by the parser itself,
which raises rather than recurse. Nothing is compiled or run, and what cannot be parsed defines nothing.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Definitions:
    """What a cell of plain Python makes of some names, and which of them are classes that it goes on with.

    `continued`: those begun before, as in `class Affine(Affine): ...`.
    """

    found: Mapping[str, Definition]
    continued: frozenset[str]

    def of(self, name: str) -> Definition:
        return self.found.get(name, Definition.NONE)


def definitions(names: Collection[str], source: str) -> Definitions:
    """What a cell of plain Python makes of `names`: functions, classes, things that can be called like one.

    `softmax = 0.5` and `softmax = softmax(x)` give the name to a value: they define nothing. The last that the cell
    does counts. The cell is read once, however many the names.
    """
    wanted = [name for name in names if name in source]
    tree = parsed(source) if wanted else None
    if tree is None:
        return Definitions({}, frozenset())
    statements = list(_statements(tree.body))
    makers = {node.name for node in statements if _makes_callables(node)}  # type: ignore[attr-defined]
    found: dict[str, Definition] = {}
    for statement in statements:
        found.update(_made(wanted, statement, makers))
    return Definitions(found, frozenset(node.name for node in statements if _continues(node)))  # type: ignore[attr-defined]


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


def returns(tree: ast.Module) -> bool:
    """Whether a `return` stands in no function: then this is the end of one."""
    return any(isinstance(node, ast.Return) for node in _statements(tree.body))


def _continues(node: ast.stmt) -> bool:
    return isinstance(node, ast.ClassDef) and any(
        isinstance(base, ast.Name) and base.id == node.name for base in node.bases
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


def _made(names: Collection[str], node: ast.stmt, makers: Collection[str]) -> Iterator[tuple[str, Definition]]:
    """What a statement makes of the names."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            if node.name in names:  # what decorates it may put another one in its place
                hollow = _is_hollow(node.body) and not node.decorator_list
                yield node.name, Definition.HOLLOW if hollow else Definition.WHOLE
            inside = list(_statements(node.body))
            shared = {name for part in inside if isinstance(part, ast.Global) for name in part.names} - {node.name}
            if shared := shared.intersection(names):
                made = [pair for part in inside for pair in _made(shared, part, makers)]
                yield from ((name, max(one for other, one in made if other == name)) for name in dict(made))
        case ast.ClassDef():
            if node.name in names:
                methods = [item for item in node.body if isinstance(item, _FUNCTIONS)]
                hollow = all(_is_hollow(method.body) for method in methods) if methods else _is_hollow(node.body)
                yield node.name, Definition.HOLLOW if hollow and not node.bases else Definition.WHOLE
        case ast.Assign(targets=targets, value=value):
            for name, given in (pair for target in targets for pair in _given(target, value)):
                if name in names and _is_callable(name, given, makers):
                    yield name, Definition.WHOLE
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.Expr(value=ast.NamedExpr(target, value)):
            for name, given in _given(target, value):
                if name in names and _is_callable(name, given, makers):
                    yield name, Definition.WHOLE
        case ast.Expr(value=ast.Call(func=function, args=arguments)) if _called(function) in _RUNS_TEXT:
            for item in arguments:
                if isinstance(item, ast.Constant) and isinstance(item.value, str):
                    yield from definitions(names, item.value).found.items()
        case ast.ImportFrom(names=aliases):
            for alias in aliases:
                if (name := alias.asname or alias.name) in names:
                    yield name, Definition.WHOLE


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


def _given(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    """The names that an assignment gives, and what: also several at once, and as an entry of `globals()`."""
    match target:
        case ast.Name(id=name):
            yield name, value
        case ast.Subscript(value=ast.Call(func=ast.Name(id="globals")), slice=ast.Constant(value=str() as name)):
            yield name, value
        case ast.Tuple(elts=targets) | ast.List(elts=targets):
            values = value.elts if isinstance(value, (ast.Tuple, ast.List)) else []
            for one, other in zip(targets, values, strict=False):
                yield from _given(one, other)


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
