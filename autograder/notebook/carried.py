"""The contract that a released notebook carries in its own metadata, for `check --public` where there is no course.

It says which cells the notebook must have and what the given and the visible checks are, so that a student's own copy
can be checked anywhere. It serves that only. Whoever has the notebook can write there what they like, so nothing of it
is read where a course is at hand: no name, no points, no date, no check.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NoReturn

from autograder.errors import NotebookError
from autograder.model import Language, is_language_tag
from autograder.notebook.contract import ContractCell, NotebookContract, Role

KEY = "autograder"
SCHEMA = "autograder/notebook/1"
_MOST_CELLS = 1000
_FIX = "start from the released notebook, or name the assignment with --assignment in its course"


def carried(plan: NotebookContract, language: Language) -> dict[str, Any]:
    """What `contract_of` reads, as JSON."""
    return {
        "schema": SCHEMA,
        "assignment": plan.assignment,
        "language": str(language),
        "cells": [
            {"id": cell.id, "role": str(cell.role), "exercise": cell.exercise, "source": cell.sources[language]}
            for cell in plan.cells
        ],
    }


def contract_of(metadata: Mapping[str, Any], place: str) -> NotebookContract:
    """The contract in a notebook's metadata; it is checked like anything that a student hands in.

    Raises:
        NotebookError: there is none, or it is not one.
    """
    said = metadata.get(KEY)
    if said is None:
        raise NotebookError(place, "a notebook that does not say which assignment it is of", "a released one", _FIX)
    if not isinstance(said, dict) or said.get("schema") != SCHEMA:
        _fail(place, f"schema {json.dumps(said.get('schema') if isinstance(said, dict) else None)[:40]}")
    name, language, cells = said.get("assignment"), said.get("language"), said.get("cells")
    tagged = isinstance(language, str) and is_language_tag(language)
    if not isinstance(name, str) or not tagged or not isinstance(cells, list):
        _fail(place, "no assignment, language or cells")
    if not 0 < len(cells) <= _MOST_CELLS:
        _fail(place, f"{len(cells)} cells")
    spoken = Language(str(language))
    read = tuple(_cell(cell, spoken, place) for cell in cells)
    if len({cell.id for cell in read}) != len(read):
        _fail(place, "a cell twice")
    return NotebookContract(name, (spoken,), read)


def _cell(said: object, language: Language, place: str) -> ContractCell:
    match said:
        case {"id": str(grade_id), "role": str(role), "exercise": str() | None as exercise, "source": str(source)} if (
            role in list(Role) and grade_id.isprintable()
        ):
            return ContractCell(grade_id, Role(role), exercise, MappingProxyType({language: source}))
    _fail(place, "a cell that is none")


def _fail(place: str, got: str) -> NoReturn:
    raise NotebookError(f"{place}: metadata: {KEY}", got, f"what a released notebook has ({SCHEMA})", _FIX)
