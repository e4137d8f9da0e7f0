"""An assignment's source notebook for nbgrader: the text of `notebook.py` with the reference in its solution cells."""

from __future__ import annotations

import json
from typing import Any

from autograder.errors import CourseError
from autograder.model import Assignment, Language
from autograder.notebook.contract import (
    REFERENCE_FILE,
    ContractCell,
    NotebookContract,
    Role,
    contract,
    exercise_source,
    notebook_place,
    read_text,
    reference_place,
    released_cell_id,
)
from autograder.notebook.percent import CellKind
from autograder.notebook.stubs import ANSWER_STUB, BEGIN, END

SCHEMA_VERSION = 3  # of nbgrader's cell metadata

Json = dict[str, Any]

# Run All goes on after one of these has failed; nbgrader, which does not heed the tag, still counts each failure.
_MAY_RAISE = (Role.SOLUTION, Role.PUBLIC, Role.DEMO)

# nbgrader replaces a region by its stub and keeps the text around it; without one it would replace the whole cell.
_ANSWER_REGION = f"### {BEGIN}\n### {END}"


def weave(assignment: Assignment, language: Language) -> Json:
    """The source notebook, nbformat 4.5 with nbgrader's metadata. The same input gives the same notebook.

    Raises:
        CourseError: a file of the assignment is missing or breaks its format, or has no text in that language.
    """
    plan = contract(assignment)
    if language not in plan.languages:
        there = ", ".join(plan.languages)
        raise CourseError(notebook_place(assignment), f"no text in {language}", f"one of {there}")
    reference = read_text(assignment.solutions / REFERENCE_FILE, reference_place(assignment))
    cells = []
    for cell in plan.cells:
        solution = cell.role is Role.SOLUTION
        source = exercise_source(assignment, reference, cell.id, language) if solution else cell.sources[language]
        cells.append(_cell(plan, cell, source))
    return {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
            "title": assignment.title.in_language(language),
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def notebook_text(notebook: Json) -> str:
    """A notebook as the text of its file, as nbformat writes it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _cell(plan: NotebookContract, cell: ContractCell, source: str) -> Json:
    if cell.role is Role.MANUAL:
        source = source.removesuffix(ANSWER_STUB) + _ANSWER_REGION
    return cell_with(plan, cell, source)


def cell_with(plan: NotebookContract, cell: ContractCell, source: str) -> Json:
    """A cell of the contract as a notebook has it, with this source."""
    woven: Json = {
        "cell_type": str(cell.role.kind),
        "id": released_cell_id(plan.assignment, cell.id),
        "metadata": {"nbgrader": _nbgrader(cell)},
        "source": source,
    }
    if cell.role.kind is CellKind.CODE:
        woven["execution_count"] = None
        woven["outputs"] = []
    if cell.role in _MAY_RAISE:
        woven["metadata"]["tags"] = ["raises-exception"]
    return woven


def _nbgrader(cell: ContractCell) -> Json:
    metadata: Json = {
        "grade": cell.role.graded,
        "grade_id": cell.id,
        "locked": cell.role.locked,
        "schema_version": SCHEMA_VERSION,
        "solution": not cell.role.locked,
        "task": False,
    }
    if cell.points is not None:
        metadata["points"] = int(cell.points) if cell.points == int(cell.points) else cell.points
    return metadata
