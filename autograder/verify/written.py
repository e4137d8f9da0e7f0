"""How much an assignment's mistakes take to write."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.verify.overlay import WrongSolution


@dataclass(frozen=True, slots=True)
class Written:
    """How many mistakes there are, how many of them are edits, in how many lines, and how long the longest line is.

    `lines` are those of all files below `wrong/` and those of the suite that an edit stands on.
    """

    mistakes: int = 0
    edits: int = 0
    lines: int = 0
    columns: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(
            self.mistakes + other.mistakes,
            self.edits + other.edits,
            self.lines + other.lines,
            max(self.columns, other.columns),
        )


def how_written(folder: Path, tests: Mapping[str, str], wrong: Sequence[WrongSolution]) -> Written:
    """Count an assignment's mistakes.

    Args:
        folder: the solutions folder.
        tests: the suite's files by name.
        wrong: the mistakes that could be read.
    """
    files = [*sorted((folder / "wrong").rglob("*.py")), *sorted((folder / "wrong").rglob("*.toml"))]
    lines = [line for path in files for line in path.read_text(encoding="utf-8", errors="replace").splitlines()]
    lines += [line for text in tests.values() for line in _lines_of_edits(text)]
    return Written(len(wrong), sum(item.edited for item in wrong), len(lines), max(map(len, lines), default=0))


def _lines_of_edits(text: str) -> list[str]:
    """The lines of a suite that a misconception's edit stands on."""
    lines = text.splitlines()
    numbers = {
        number
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.keyword) and node.arg == "edit"
        for number in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    return [lines[number - 1] for number in sorted(numbers)]
