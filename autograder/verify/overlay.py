"""Candidate solutions as cells: the reference with something laid over it, or a whole solution of its own."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError
from autograder.grading import Cell
from autograder.verify.source import Block, cut_solutions, read_python, split

_HEADER = re.compile(r"#\s*(exercise|misconception)\s*:\s*(\S+)\s*$")


@dataclass(frozen=True, slots=True)
class WrongSolution:
    """A wrong solution of one exercise; `misconception` is the one that it must be told, or empty.

    `edited`: it is written as an edit of a right solution, not as a file of its own. `untold`: it looks like a mistake
    that has a misconception, and is another one: it must be told none. `keeps`: so many points it must earn.
    """

    key: str
    exercise: str
    misconception: str
    source: str
    edited: bool = False
    untold: bool = False
    keeps: float = 0.0


def overlay(blocks: Collection[Block], replaced: Mapping[str, str]) -> tuple[Cell, ...]:
    """A solution's cells, the sources of some exercises replaced; what stands between them are cells without an id."""
    return tuple(
        Cell("", block.source)
        if block.exercise is None
        else Cell(block.exercise, replaced.get(block.exercise, block.source), (block.exercise,))
        for block in blocks
    )


def read_solution(path: Path, exercises: Collection[str]) -> tuple[Block, ...]:
    """A whole solution's blocks.

    Raises:
        CourseError: the file cannot be read, or it lacks an exercise or has it twice.
    """
    blocks = split(read_python(path), exercises)
    present = [block.exercise for block in blocks if block.exercise is not None]
    for name in exercises:
        if name not in present:
            raise CourseError(str(path), f"no top-level {name}", "every auto-graded exercise", "add it")
        if present.count(name) > 1:
            raise CourseError(str(path), f"{name} is defined twice", "each exercise once", "remove one")
    return blocks


def read_wrong(path: Path, exercises: Collection[str]) -> WrongSolution:
    """A wrong solution, by its header comments.

    Raises:
        CourseError: the file cannot be read, names no exercise or an unknown one, or does not define just that one.
    """
    text = read_python(path)
    header: dict[str, str] = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        match = _HEADER.match(line)
        if match:
            header[match[1]] = match[2]
    name = header.get("exercise", "")
    if not name:
        raise CourseError(str(path), "names no exercise", "'# exercise: NAME' in its first line", "add that line")
    if name not in exercises:
        raise CourseError(str(path), f"unknown exercise {name!r}", "one of assignment.toml", "mend '# exercise:'")
    defined = [block.exercise for block in split(text, exercises) if block.exercise is not None]
    if defined != [name]:
        got = f"defines {', '.join(defined)}" if defined else "defines no exercise"
        raise CourseError(str(path), got, f"{name} alone, at the top level", "one exercise a file")
    return WrongSolution(f"wrong/{path.name}", name, header.get("misconception", ""), text)


def stub_cells(blocks: Collection[Block]) -> tuple[Cell, ...]:
    """What students start from: the reference with the marked regions taken out."""
    return overlay(blocks, {block.exercise: cut_solutions(block.source) for block in blocks if block.exercise})
