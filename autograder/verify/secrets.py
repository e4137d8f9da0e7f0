"""What students may hand on: fixed inputs that no mark keeps secret, and a seed that can be found by trying."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from autograder.model import Assignment, Scheme
from autograder.verify.report import Finding, Rule, Severity

_SHORTEST_SEED = 10**11
_DRAWN = "rng"


def about_secrets(assignment: Assignment, tests: Mapping[str, str]) -> Iterator[Finding]:
    """Advice on what one student could give another.

    Args:
        assignment: the assignment.
        tests: the suite's files by name, parsed without error before.
    """
    inputs = assignment.inputs
    if inputs.scheme is Scheme.OWN and inputs.seed < _SHORTEST_SEED:
        text = "is short: who knows some inputs can find it by trying; write a random number of 12 digits or more"
        yield Finding(Rule.SECRETS, Severity.WARNING, "secret.toml: seed", text)
    fixed: dict[str, list[str]] = {}
    for text in tests.values():
        for node in ast.parse(text).body:
            if isinstance(node, ast.FunctionDef) and (exercise := _open_to_all(node)):
                fixed.setdefault(exercise, []).append(node.name)
    for exercise, names in fixed.items():
        text = f"asks everybody the same, not marked `secret=True`: {', '.join(names)}"
        yield Finding(Rule.SECRETS, Severity.WARNING, exercise, text, exercise)


def _open_to_all(test: ast.FunctionDef) -> str:
    """The exercise of a test that draws nothing and is not marked, nor all of its rows; else empty."""
    exercise = ""
    if any(argument.arg == _DRAWN for argument in test.args.args):
        return ""
    for decorator in test.decorator_list:
        match decorator:
            case ast.Call(func=ast.Name(id="exercise") | ast.Attribute(attr="exercise")):
                first = decorator.args[0] if decorator.args else None
                exercise = first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""
                if _is_marked(decorator):
                    return ""
            case ast.Call(func=ast.Name(id="table") | ast.Attribute(attr="table"), args=[ast.List(elts=[*rows])]):
                if rows and all(isinstance(row, ast.Call) and _is_marked(row) for row in rows):
                    return ""
    return exercise


def _is_marked(call: ast.Call) -> bool:
    return any(
        item.arg == "secret" and isinstance(item.value, ast.Constant) and item.value.value is True
        for item in call.keywords
    )
