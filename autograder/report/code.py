"""A student's own cell as it ran, with the lines marked at which something went wrong."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from autograder.model import ExerciseResult, Verdict
from autograder.visible import visible

_MOST_LINES = 120
_MOST_COLUMNS = 200
_IN_PLACE = frozenset(
    {"append", "clear", "extend", "fill", "insert", "partition", "pop", "put", "resize", "reverse", "sort"}
)


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of code. `mark` is empty, `error` or `changed`."""

    number: int
    text: str
    mark: str


def lines_of(exercise: ExerciseResult) -> tuple[tuple[LineView, ...], int]:
    """The cell line by line, every hidden character visible, and how many more lines it has; empty if none was kept."""
    if not exercise.source.strip():
        return (), 0
    failed = [test.evidence for test in exercise.tests if test.verdict is Verdict.FAILED]
    errors = {evidence.line for evidence in failed if evidence.line}
    indices = {index for evidence in failed for index in evidence.changed}
    changes = frozenset(changing_lines(exercise.source, exercise.name, indices)) if indices else frozenset[int]()
    made = []
    lines = exercise.source.rstrip("\n").split("\n")
    for number, line in enumerate(lines[:_MOST_LINES], 1):
        text = visible(line.replace("\t", "    "))
        mark = "error" if number in errors else "changed" if number in changes else ""
        made.append(LineView(number, text if len(text) <= _MOST_COLUMNS else text[:_MOST_COLUMNS] + " …", mark))
    return tuple(made), max(0, len(lines) - _MOST_LINES)


def changing_lines(source: str, function: str, indices: Iterable[int]) -> Iterator[int]:
    """The lines in a function that write into one of these arguments by its name; read, never run."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
            watched = {names[index] for index in indices if index < len(names)}
            # Once a name stands for something else, nothing is known of what is written into it.
            assigned = (target for part in ast.walk(node) if isinstance(part, ast.Assign) for target in part.targets)
            rebound = {target.id for target in assigned if isinstance(target, ast.Name)}
            yield from (line for part in ast.walk(node) if (line := _writes(part, watched - rebound)))


def _writes(node: ast.AST, names: set[str]) -> int:
    """The line of a statement that writes into something of these names; 0 if this is none."""
    targets: list[ast.expr] = []
    match node:
        case ast.AugAssign():
            targets = [node.target]
        case ast.Assign():
            targets = [target for target in node.targets if isinstance(target, ast.Subscript)]
        case ast.Call(func=ast.Attribute(attr=attribute, value=value)) if attribute in _IN_PLACE:
            targets = [value]
        case ast.Call():
            targets = [keyword.value for keyword in node.keywords if keyword.arg == "out"]
        case _:
            return 0
    for target in targets:
        while isinstance(target, ast.Subscript):
            target = target.value
        if isinstance(target, ast.Name) and target.id in names:
            return int(getattr(node, "lineno", 0))
    return 0
