"""A mistake is an edit of a right solution: a piece of its text, and what stands there instead.

The edited solution is what a hint is recognised by, and what `verify` makes the wrong candidate from.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from autograder.errors import SuiteError

Edit = Sequence[str]
"""`(before, after)`, where `before` occurs once, or `(before, after, "all")`."""
EVERYWHERE = "all"


def apply_edits(source: str, edits: Iterable[Edit], within: str, place: str) -> str:
    """A text with its edits made, one after the other.

    Args:
        source: Python.
        edits: what to replace.
        within: the function, class or method in which it stands, as `softmax` or `Dense.forward`.
        place: what messages call the edits' own place.

    Raises:
        SuiteError: there is no such definition, an edit does not occur, occurs more than once, or changes nothing.
    """
    for edit in edits:
        if len(edit) not in (2, 3) or (len(edit) == 3 and edit[2] != EVERYWHERE):
            raise SuiteError(place, f"{list(edit)!r}", f'[before, after] or [before, after, "{EVERYWHERE}"]')
        before, after = edit[:2]
        if before == after or not before:
            raise SuiteError(place, f"the edit of {before!r} changes nothing", "say what is there and what is instead")
        start, end = span_of(source, within, place)
        piece = source[start:end]
        found = piece.count(before)
        if found == 0:
            raise SuiteError(place, f"{before!r} does not occur in {within}", "copy it from the right solution")
        if found > 1 and len(edit) == 2:
            fix = f'take more of the line in, or add "{EVERYWHERE}"'
            raise SuiteError(place, f"{before!r} occurs {found} times in {within}", fix)
        source = source[:start] + piece.replace(before, after) + source[end:]
    return source


def edits_of(edit: Edit | tuple[Edit, ...]) -> tuple[Edit, ...]:
    """One edit or several, as several."""
    pairs = [edit] if edit and isinstance(edit[0], str) else edit
    return tuple(tuple(str(part) for part in pair) for pair in pairs)


def span_of(source: str, within: str, place: str) -> tuple[int, int]:
    """Where a definition stands in a text, decorators included.

    Raises:
        SuiteError: it is not there, or the text is no Python (any more).
    """
    try:
        body: list[ast.stmt] = ast.parse(source).body
    except SyntaxError as error:
        raise SuiteError(place, f"what is left after an edit is not Python: {error.msg}", "mend the edit") from None
    node: ast.stmt | None = None
    for name in within.split("."):
        node = next((item for item in body if _name(item) == name), None)
        if node is None:
            raise SuiteError(place, f"there is no {within}", "name a function, a class or Class.method of the base")
        body = node.body if isinstance(node, ast.ClassDef | ast.FunctionDef) else []
    assert node is not None
    decorators = node.decorator_list if isinstance(node, ast.ClassDef | ast.FunctionDef) else []
    first = min([node.lineno, *(item.lineno for item in decorators)])
    lines = source.splitlines(keepends=True)
    return sum(map(len, lines[: first - 1])), sum(map(len, lines[: node.end_lineno]))


def _name(node: ast.stmt) -> str:
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            return name
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
    return ""


class Standing:
    """Which reference and which exercise the test that runs is about; the plugin says so before each test."""

    reference: Path | None = None
    exercise: str = ""


standing = Standing()


def stand_at(test_file: Path, exercise: str) -> None:
    """Have misconceptions written as edits be edits of this exercise in the reference beside a file of tests."""
    standing.reference, standing.exercise = test_file.with_name("reference.py"), exercise


def edited_model(edits: tuple[Edit, ...], within: str, call: Callable[..., Any] | None) -> Callable[..., Any]:
    """What the edited reference answers, for the exercise whose test runs.

    Raises:
        SuiteError: there is no reference, or an edit does not fit it.
    """
    if standing.reference is None:
        raise SuiteError("a misconception's edit", "there is no reference here", "use it in a hidden test only")
    changed = _edited(standing.reference, standing.exercise, edits, within)
    return changed if call is None else lambda *args, **kwargs: call(changed, *args, **kwargs)


@cache
def _edited(reference: Path, exercise: str, edits: tuple[Edit, ...], within: str) -> Any:
    from autograder.suite.sources import load_reference

    module = load_reference(str(reference))
    source = apply_edits(reference.read_text(encoding="utf-8"), edits, within or exercise, f"edit of {exercise}")
    start, end = span_of(source, exercise, exercise)
    namespace = dict(vars(module))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(source[start:end], f"<{exercise}, edited>", "exec"), namespace)  # noqa: S102  the course's own
    return namespace[exercise]
