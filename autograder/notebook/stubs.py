"""What students start from, cut out of the reference.

The reference marks what is not for students with nbgrader's own `### BEGIN SOLUTION` and `### END SOLUTION`. nbgrader's
ClearSolutions makes the released stub; `cleared` says beforehand what that will be, and the release compares.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from autograder.config import did_you_mean
from autograder.errors import CourseError

BEGIN = "BEGIN SOLUTION"
END = "END SOLUTION"
CODE_STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")
ANSWER_STUB = "YOUR ANSWER HERE"

_FIX = "mark it with ### BEGIN SOLUTION and ### END SOLUTION"


@lru_cache(maxsize=8)  # a reference is looked into once for each exercise
def definitions(text: str, place: str) -> Mapping[str, str]:
    """The source of every top-level function and class by name, as it is written.

    Decorators, the comments right above and the comments at the end of the body belong to it.

    Raises:
        CourseError: the text is not Python, or it defines a name twice.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise CourseError(f"{place}:{error.lineno or 1}", f"not Python: {error.msg}") from error
    except ValueError as error:
        raise CourseError(place, f"not Python: {error}") from error
    lines = text.split("\n")
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if node.name in found:
                raise CourseError(f"{place}:{node.lineno}", f"{node.name!r} is defined twice", "once")
            found[node.name] = _extent(lines, node)
    return MappingProxyType(found)


def cut_exercise(text: str, name: str, place: str) -> str:
    """The reference of one exercise, markers included.

    Raises:
        CourseError: it is not there, has no marked region, or its stub would not be Python.
    """
    found = definitions(text, place)
    if name not in found:
        fix = did_you_mean(name, found)
        raise CourseError(place, f"no {name!r}", "a top-level def or class for every auto-graded exercise", fix)
    source = found[name]
    if not solution_lines(source, f"{place}: {name}"):
        raise CourseError(f"{place}: {name}", "no marked region", "one in each function or method", _FIX)
    try:
        ast.parse(cleared(source, f"{place}: {name}"))
    except SyntaxError as error:
        raise CourseError(f"{place}: {name}", f"the stub is not Python: {error.msg}", "", _FIX) from error
    return source


def cleared(source: str, place: str) -> str:
    """`source` with each marked region replaced as nbgrader does it: the stub at the indentation of the marker.

    Raises:
        CourseError: a region begins inside another, ends without a beginning, or does not end.
    """
    kept: list[str] = []
    for line, in_region in _by_region(source, place):
        if BEGIN in line:
            indent = line[: len(line) - len(line.lstrip())]
            kept.extend(indent + stub for stub in CODE_STUB)
        elif not in_region and END not in line:
            kept.append(line)
    return "\n".join(kept)


def unmarked(source: str) -> str:
    """`source` without the marker lines: what a student would have written."""
    return "\n".join(line for line in source.split("\n") if BEGIN not in line and END not in line)


def solution_lines(source: str, place: str) -> tuple[str, ...]:
    """The lines inside marked regions, without indentation and blank ones.

    Raises:
        CourseError: as `cleared`.
    """
    inside = (
        line.strip() for line, in_region in _by_region(source, place) if in_region and BEGIN not in line
    )  # fmt: skip
    return tuple(line for line in inside if line)


def _by_region(source: str, place: str) -> list[tuple[str, bool]]:
    """Each line with whether it is the beginning of a region or inside one."""
    marked: list[tuple[str, bool]] = []
    inside = False
    for number, line in enumerate(source.split("\n"), start=1):
        if BEGIN in line:
            if inside:
                raise CourseError(place, f"a region begins inside another (line {number})", "", _FIX)
            inside = True
        elif END in line:
            if not inside:
                raise CourseError(place, f"a region ends that did not begin (line {number})", "", _FIX)
            inside = False
        marked.append((line, inside))
    if inside:
        raise CourseError(place, "a region does not end", "", _FIX)
    return marked


def _extent(lines: list[str], node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> str:
    start = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)]) - 1
    while start > 0 and lines[start - 1].startswith("#"):
        start -= 1
    end = node.end_lineno or node.lineno
    # The tree ends with the last statement; comments in the body after it, such as END SOLUTION, are still of it.
    while end < len(lines) and (not lines[end].strip() or lines[end][0] in " \t"):
        end += 1
    return "\n".join(lines[start:end]).rstrip()
