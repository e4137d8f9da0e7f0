"""What an exercise's tests depend on, found by reading the suite and not by running it.

A suite's files are taken apart into top-level statements. A statement that binds one name counts for an exercise where
the name is mentioned, as a word anywhere in the text, strings included; every other statement always counts. So a key
made of what counts changes at least when it must: too much is kept rather than too little.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

_WORD = re.compile(r"\w+")
_DECORATOR = "exercise"
_COLLECTED = ("test", "Test", "pytest")  # pytest finds these by name: nobody has to mention them
_BY_COMPUTED_NAME = frozenset({"getattr", "globals", "vars", "__dict__", "eval", "exec", "attrgetter", "methodcaller"})


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """A top-level statement of a suite's file.

    Attributes:
        file: the file's name.
        text: the statement without comments, docstrings and layout.
        names: what it binds; empty if it always counts.
        tested: the exercise that it tests, if it is a test.
        builds_on: the exercises that its decorator names; None if they are not written out.
        words: every word of the text.
    """

    file: str
    text: str
    names: frozenset[str] = frozenset()
    tested: str = ""
    builds_on: frozenset[str] | None = frozenset()
    words: frozenset[str] = frozenset()


def words_of(text: str) -> frozenset[str]:
    """Every word of a text."""
    return frozenset(_WORD.findall(text))


def statements(file: str, text: str) -> Iterator[Statement]:
    """The top-level statements of a file, in order.

    Raises:
        SyntaxError: it is not Python.
    """
    for node in ast.parse(text).body:
        names: frozenset[str] = frozenset()
        tested = ""
        builds_on: frozenset[str] | None = frozenset()
        match node:
            case ast.FunctionDef(name=name):
                tested, builds_on = _declared(node)
                if tested or not node.decorator_list:  # a fixture works without being mentioned
                    names = frozenset({name})
            case ast.ClassDef(name=name):
                names = frozenset({name})
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                names = frozenset({name})
        if not tested and any(name.startswith(_COLLECTED) for name in names):
            names = frozenset()
        source = code_of(node)
        yield Statement(file, source, names, tested, builds_on, words_of(source))


def code_of(tree: ast.AST) -> str:
    """What Python runs of a tree, as text: without comments, layout and docstrings. The tree loses its docstrings."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef | ast.Module) and node.body:
            match node.body[0]:
                case ast.Expr(value=ast.Constant(value=str())):
                    node.body[:1] = [] if len(node.body) > 1 or isinstance(node, ast.Module) else [ast.Pass()]
    return ast.unparse(tree)


def used_by(suite: Sequence[Statement], exercises: Collection[str]) -> tuple[Statement, ...]:
    """The tests of some exercises and what they use, directly or through one another, in the suite's order."""
    kept = [not item.names or item.tested in exercises for item in suite]
    words = frozenset[str]().union(*(item.words for item, here in zip(suite, kept, strict=True) if here))
    while True:
        if words & _BY_COMPUTED_NAME:  # then a name that is used may be written nowhere
            kept = [True if not item.tested else here for item, here in zip(suite, kept, strict=True)]
        more = [index for index, item in enumerate(suite) if not kept[index] and item.names & words]
        if not more:
            return tuple(item for item, here in zip(suite, kept, strict=True) if here)
        for index in more:
            kept[index] = True
            words |= suite[index].words


def tested_together(
    suite: Sequence[Statement], exercises: Collection[str], calls: Mapping[str, Sequence[str]]
) -> dict[str, frozenset[str]]:
    """For each exercise, all whose tests its own results depend on, itself included.

    A test may need another exercise's test to have passed, a failure names those that it builds on, and errors are
    carried forward from those that it calls.
    """
    direct: dict[str, set[str]] = {}
    for name in exercises:
        direct[name] = {name, *calls.get(name, ())}
        for item in used_by(suite, {name}):
            if item.tested:
                direct[name].add(item.tested)
            if item.tested == name:
                direct[name] |= set(exercises) if item.builds_on is None else item.builds_on
    return {name: frozenset(_reachable(name, direct)) for name in exercises}


def _reachable(start: str, direct: Mapping[str, Collection[str]]) -> set[str]:
    found: set[str] = set()
    pending = {start}
    while pending:
        name = pending.pop()
        found.add(name)
        pending |= set(direct.get(name, ())) - found
    return found & direct.keys()


def _declared(node: ast.FunctionDef) -> tuple[str, frozenset[str] | None]:
    """The exercise that a test's decorator names, or an empty string, and what it says to build on."""
    for decorator in node.decorator_list:
        match decorator:
            case ast.Call(func=ast.Name(id=called) | ast.Attribute(attr=called), args=[ast.Constant(value=name), *_]):
                if called == _DECORATOR and isinstance(name, str):
                    return name, _builds_on(decorator)
    return "", frozenset()


def _builds_on(decorator: ast.Call) -> frozenset[str] | None:
    for keyword in decorator.keywords:
        if keyword.arg == "builds_on":
            match keyword.value:
                case ast.List(elts=items) | ast.Tuple(elts=items):
                    names = [item.value for item in items if isinstance(item, ast.Constant)]
                    return frozenset(map(str, names)) if len(names) == len(items) else None
            return None
        if keyword.arg is None:
            return None
    return frozenset()
