"""What students may hand on: tests that a table of their answers would earn, and a seed that can be found by trying.

A test whose inputs are each student's own cannot be earned so, nor one with a row that is kept secret: it earns all of
its share or nothing. What is left, an author judges: mark it, or a row of it, or say `secret=False` where everybody may
know what is asked, as with a gate's four rows. A test that needs another one is earned with it, and judged with it.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import TypeGuard

from autograder.model import Assignment, Scheme
from autograder.verify.declared import Declared, declared_tests
from autograder.verify.report import Finding, Rule, Severity

_SHORTEST_SEED = 10**11


def about_secrets(assignment: Assignment, tests: Mapping[str, str], unasked: Collection[str] = ()) -> Iterator[Finding]:
    """Advice on what one student could give another.

    Args:
        assignment: the assignment.
        tests: the suite's files by name, parsed without error before.
        unasked: exercises that take no arguments: there is nothing to learn about them.
    """
    inputs = assignment.inputs
    if inputs.scheme is Scheme.OWN and inputs.seed < _SHORTEST_SEED:
        text = "is short: who knows some inputs can find it by trying; write a random number of 12 digits or more"
        yield Finding(Rule.SECRETS, Severity.WARNING, "secret.toml: seed", text)
    declared: dict[str, Declared] = {}
    settled: set[str] = set()
    for file, text in tests.items():
        named = _named(text)
        for test in declared_tests({file: text}):
            declared[test.name] = test
            if _is_settled_by_itself(test, named):
                settled.add(test.name)
    fixed: dict[str, list[str]] = {}
    for name, test in declared.items():
        if test.exercise not in unasked and not _is_settled(name, declared, settled):
            fixed.setdefault(test.exercise, []).append(name)
    for exercise, names in fixed.items():
        text = (
            f"a table of answers to its fixed inputs earns {', '.join(names)}; mark a row or the test `secret=True`, "
            "or `secret=False` if everybody may know them"
        )
        yield Finding(Rule.SECRETS, Severity.WARNING, exercise, text, exercise)


def _is_settled(name: str, declared: Mapping[str, Declared], settled: Collection[str]) -> bool:
    if name not in declared:
        return False
    return name in settled or any(_is_settled(need, declared, settled) for need in declared[name].needs)


def _is_settled_by_itself(test: Declared, named: Mapping[str, ast.expr]) -> bool:
    """Whether no table earns a test, or everybody may know what it asks, as its declaration or one of its rows says."""
    if test.draws or any(True for _ in _marks(test.call)):
        return True
    for decorator in test.node.decorator_list:
        match decorator:
            case ast.Call(func=ast.Name(id="table") | ast.Attribute(attr="table"), args=[rows]):
                listed = [rows, *(named[name.id] for name in ast.walk(rows) if _is_one_of(name, named))]
                listed += [named[name.id] for part in listed[1:] for name in ast.walk(part) if _is_one_of(name, named)]
                calls = (part for one in listed for part in ast.walk(one) if isinstance(part, ast.Call))
                if any(mark for call in calls for mark in _marks(call)):
                    return True
    return False


def _named(text: str) -> dict[str, ast.expr]:
    return {
        target.id: node.value
        for node in ast.parse(text).body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _is_one_of(node: ast.AST, named: Mapping[str, ast.expr]) -> TypeGuard[ast.Name]:
    return isinstance(node, ast.Name) and node.id in named


def _marks(call: ast.Call) -> Iterator[bool]:
    """What a call says of `secret`; what is worked out, row by row, is true of some."""
    for item in call.keywords:
        if item.arg == "secret":
            yield not (isinstance(item.value, ast.Constant) and item.value.value is False)
