"""Whether code keeps anything from one call to the next, found by reading it.

Exercises are tested one after the other in the same worker. Running only some of them gives what running all would have
given, if no call leaves anything behind that another could see. `keeps_nothing` says yes only to code made of plain
functions and classes; code that does anything unusual (global variables, caches, random numbers without a seed of their
own) is simply run whole. It is asked about honest code: whoever hides state from it gains nothing by that.

matplotlib.pyplot does keep figures, so exercises that plot are run together or not at all.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

_MODULES = frozenset({"numpy", "math", "cmath", "itertools", "functools", "operator", "typing", "dataclasses", "copy",
                      "collections", "abc", "__future__", "matplotlib"})  # fmt: skip
_BUILTINS = frozenset(dir(builtins)) - {
    "globals", "locals", "vars", "setattr", "delattr", "getattr", "eval", "exec", "compile", "open", "input", "id",
    "__import__", "breakpoint", "help", "exit", "quit", "hash", "memoryview",
}  # fmt: skip
_NUMPY_STATE = frozenset({"seterr", "seterrcall", "setbufsize", "set_printoptions", "seed", "set_state"})
_DUNDERS = frozenset({"__init__", "__call__", "__name__", "__len__"})
_DECORATORS = frozenset({"staticmethod", "classmethod", "property", "dataclass", "abstractmethod"})
_PLOTTING = ("plt", "pyplot", "matplotlib", "pylab")
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_LOOKED_AT = frozenset({ast.Global, ast.Nonlocal, ast.Import, ast.ImportFrom, ast.Attribute, ast.Subscript,
                        ast.FunctionDef, ast.ClassDef, ast.arguments})  # fmt: skip
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def plots(source: str) -> bool:
    """Whether code may use pyplot."""
    return any(word in source for word in _PLOTTING)


def keeps_nothing(sources: Iterable[str], called: Iterable[str]) -> bool:
    """Whether the functions and classes that these cells define keep nothing from call to call.

    Args:
        sources: the cells, in order. One that is not Python defines nothing.
        called: the names that are called from outside.
    """
    try:
        module = _Module()
        for tree in map(tree_of, sources):
            module.read([] if tree is None else tree.body)
        return module.plain and not module.other & set(called) and all(map(module.holds_for, module.definitions))
    except RecursionError:
        return False


@dataclass(slots=True)
class _Module:
    """What the names of a notebook stand for."""

    imported: set[str] = field(default_factory=set)
    defined: set[str] = field(default_factory=set)
    constant: set[str] = field(default_factory=set)
    other: set[str] = field(default_factory=set)
    definitions: list[ast.AST] = field(default_factory=list)
    plain: bool = True

    def read(self, body: Iterable[ast.stmt]) -> None:
        """Take in statements that run once, when the notebook is loaded."""
        for node in body:
            match node:
                case ast.FunctionDef() | ast.ClassDef():
                    self._bind({node.name}, self.defined)
                    self.definitions.append(node)
                case ast.Import() | ast.ImportFrom():
                    self._bind(_bound(node), self.imported)
                    self.plain = self.plain and _harmless(node)
                case ast.Assign(targets=[ast.Name(id=name)], value=value) if _constant(value):
                    self._bind({name}, self.constant)
                case _:
                    # Whatever else runs at load time runs each time; what matters is what it leaves under a name.
                    names = {item.id for item in ast.walk(node) if isinstance(item, ast.Name) and _stored(item)}
                    self._bind(names, self.other)
                    inner = [item for item in ast.walk(node) if isinstance(item, (*_FUNCTIONS, ast.ClassDef))]
                    altered = any(isinstance(item, ast.Attribute) and _stored(item) for item in ast.walk(node))
                    self.plain = self.plain and not inner and not altered

    def holds_for(self, definition: ast.AST) -> bool:
        """Whether a function or class keeps nothing."""
        pending: list[tuple[ast.AST, tuple[frozenset[str], ...]]] = [(definition, ())]
        while pending:  # with the local names of the functions around a node, the innermost last
            node, inside = pending.pop()
            kind = type(node)
            if kind is ast.Name:
                if type(node.ctx) is ast.Load and not self._knows(node.id, inside):  # type: ignore[attr-defined]
                    return False
                continue
            if kind in _LOOKED_AT and not self._permits(node, inside):
                return False
            if kind in _FUNCTIONS:
                inside = (*inside, _locals(node))  # type: ignore[arg-type]
            elif kind in _COMPREHENSIONS:
                inside = (*inside[:-1], (inside[-1] if inside else frozenset()) | _targets(node))  # type: ignore[arg-type]
            pending += [(child, inside) for child in children(node) if type(child) is not ast.Constant]
        return True

    def _bind(self, names: set[str], kind: set[str]) -> None:
        for known in (self.imported, self.defined, self.constant, self.other):
            if known is not kind and known & names:
                self.other |= names & known  # one name for two things: do not guess
        kind |= names

    def _knows(self, name: str, inside: tuple[frozenset[str], ...]) -> bool:
        """Whether a name that is used stands for something that nobody changes."""
        if _local(name, inside):
            return True
        known = name in self.imported or name in self.defined or name in self.constant or name in _BUILTINS
        return known and name not in self.other

    def _permits(self, node: ast.AST, inside: tuple[frozenset[str], ...]) -> bool:
        match node:
            case ast.Global() | ast.Nonlocal():
                return False
            case ast.Import() | ast.ImportFrom():
                return _harmless(node)
            case ast.Attribute(attr=name) if name in _NUMPY_STATE or (name.startswith("__") and name not in _DUNDERS):
                return False
            case ast.Attribute(value=ast.Attribute(attr="random"), attr=name):
                return name in ("default_rng", "Generator")
            case ast.Attribute(value=ast.Name(id=base)) if base in self.defined and not _local(base, inside):
                return False  # an attribute of a function or of a class is there for all calls
            case ast.Attribute() | ast.Subscript() if _stored(node):
                # What is changed must be this function's own; an argument is the caller's, and tests look at those.
                return bool(inside) and _root(node) in inside[-1]
            case ast.FunctionDef() | ast.ClassDef():
                return all(_named(decorator) in _DECORATORS for decorator in node.decorator_list) and _plain_body(node)
            case ast.arguments(defaults=defaults, kw_defaults=others):
                return all(_constant(value) for value in (*defaults, *others) if value is not None)
        return True


def _local(name: str, inside: tuple[frozenset[str], ...]) -> bool:
    for names in inside:  # noqa: SIM110  a generator for every name would take longer than all the rest
        if name in names:
            return True
    return False


def _targets(node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> set[str]:
    return {item.id for part in node.generators for item in ast.walk(part.target) if isinstance(item, ast.Name)}


def _locals(function: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> frozenset[str]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, arguments.vararg, arguments.kwarg]
    found = {item.arg for item in every if item is not None}
    pending: list[ast.AST] = [] if isinstance(function, ast.Lambda) else list(function.body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name):
            if _stored(node):
                found.add(node.id)
            continue
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            found.add(node.name)
            continue
        if isinstance(node, (ast.Lambda, *_COMPREHENSIONS)):
            continue
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            found |= _bound(node)
        elif isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
            found.add(node.name)
        pending += children(node)
    return frozenset(found)


def _plain_body(node: ast.FunctionDef | ast.ClassDef) -> bool:
    """Whether a class holds nothing that its instances could share and change."""
    if isinstance(node, ast.FunctionDef):
        return True
    for statement in node.body:
        match statement:
            case ast.FunctionDef() | ast.Pass() | ast.Expr(value=ast.Constant()) | ast.AnnAssign(value=None):
                continue
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) if _constant(value):
                continue
            case _:
                return False
    return True


def _constant(value: ast.expr) -> bool:
    """Whether an expression gives something that nobody can change."""
    match value:
        case ast.Constant():
            return True
        case ast.UnaryOp(operand=operand):
            return _constant(operand)
        case ast.BinOp(left=left, right=right):
            return _constant(left) and _constant(right)
        case ast.Tuple(elts=items):
            return all(map(_constant, items))
        case ast.Attribute(value=ast.Name(id=("np" | "numpy" | "math")), attr=name):
            return name in ("pi", "e", "inf", "nan", "newaxis", "float64", "float32", "int64")
    return False


def _harmless(node: ast.Import | ast.ImportFrom) -> bool:
    if isinstance(node, ast.Import):
        return all(alias.name.partition(".")[0] in _MODULES for alias in node.names)
    module = (node.module or "").partition(".")[0]
    return module in _MODULES and not any(alias.name in ("*", "cache", "lru_cache", "random") for alias in node.names)


def _bound(node: ast.Import | ast.ImportFrom) -> set[str]:
    return {alias.asname or alias.name.partition(".")[0] for alias in node.names}


def _named(decorator: ast.expr) -> str:
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    return target.id if isinstance(target, ast.Name) else target.attr if isinstance(target, ast.Attribute) else ""


def _stored(node: ast.Name | ast.Attribute | ast.Subscript) -> bool:
    return isinstance(node.ctx, (ast.Store, ast.Del))


def _root(node: ast.AST) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def children(node: ast.AST) -> list[ast.AST]:
    """As `ast.iter_child_nodes`, which takes three times as long; without signs (`+`, `==`) and contexts."""
    kind = type(node)
    names = _PARTS.get(kind)
    if names is None:
        names = _PARTS[kind] = tuple(name for name in kind._fields if name not in _NO_NODES)
    found: list[ast.AST] = []
    for name in names:
        part = getattr(node, name, None)
        if type(part) is list:
            found += [item for item in part if isinstance(item, ast.AST)]
        elif isinstance(part, ast.AST):
            found.append(part)
    return found


_NO_NODES = frozenset({"ctx", "op", "ops", "id", "attr", "asname", "module", "level", "kind", "conversion",
                       "type_comment", "is_async", "simple", "type_ignores"})  # fmt: skip
_PARTS: dict[type[ast.AST], tuple[str, ...]] = {ast.Constant: ()}
"""By kind of node, the fields that may hold others."""


@lru_cache(maxsize=64)  # given cells are the same in every notebook
def tree_of(source: str) -> ast.Module | None:
    """The tree of a cell, to be read only; None if it is not Python."""
    try:
        return ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
