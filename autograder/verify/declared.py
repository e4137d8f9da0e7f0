"""What the tests of a suite declare, read and not run."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

DRAWN = "rng"
"""The fixture that draws inputs; a test that does not ask for it has fixed ones."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A test.

    Attributes:
        name: its own.
        exercise: that it tests.
        needs: the tests that must have passed before.
        draws: whether its inputs are each student's own.
        call: its `@exercise(...)`.
        node: all of it.
    """

    name: str
    exercise: str
    needs: frozenset[str]
    draws: bool
    call: ast.Call
    node: ast.FunctionDef


def declared_tests(tests: Mapping[str, str]) -> Iterator[Declared]:
    """The tests of a suite's files, given by name and parsed without error before."""
    for text in tests.values():
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef):
                yield from _of(node)


def _of(node: ast.FunctionDef) -> Iterator[Declared]:
    for decorator in node.decorator_list:
        match decorator:
            case ast.Call(func=ast.Name(id="exercise") | ast.Attribute(attr="exercise"), args=[ast.Constant(str(of))]):
                given = [item.value for item in decorator.keywords if item.arg == "needs"]
                needs = {part.id for value in given for part in ast.walk(value) if isinstance(part, ast.Name)}
                draws = any(argument.arg == DRAWN for argument in node.args.args)
                yield Declared(node.name, of, frozenset(needs), draws, decorator, node)
