"""Solved notebooks, for demonstrations and tests: sources put into a released notebook's solution cells."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from autograder.config import did_you_mean
from autograder.errors import CourseError
from autograder.notebook.stubs import definitions, unmarked


def solution_sources(reference_text: str, place: str = "reference.py") -> dict[str, str]:
    """Every top-level function and class of a reference or another solution, without nbgrader's markers.

    Raises:
        CourseError: the text is not Python, or it defines a name twice.
    """
    return {name: unmarked(source) for name, source in definitions(reference_text, place).items()}


def fill(notebook_json: dict[str, Any], solutions: Mapping[str, str]) -> dict[str, Any]:
    """A copy of a released notebook with `solutions`, by grade id, in its solution cells.

    Raises:
        CourseError: the notebook has no solution cell of one of these grade ids.
    """
    filled = copy.deepcopy(notebook_json)
    cells = {}
    for cell in filled["cells"]:
        nbgrader = cell["metadata"].get("nbgrader", {})
        if nbgrader.get("solution"):
            cells[nbgrader["grade_id"]] = cell
    for grade_id, source in solutions.items():
        if grade_id not in cells:
            fix = did_you_mean(grade_id, cells)
            raise CourseError("notebook", f"no solution cell {grade_id!r}", f"one of {', '.join(cells)}", fix)
        cells[grade_id]["source"] = source
    return filled
