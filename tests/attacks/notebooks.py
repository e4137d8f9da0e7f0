"""Makes the notebooks that are handed in: an honest one, and one with an attack in it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.model import ENGLISH, Assignment, Language
from autograder.notebook.filling import fill, solution_sources
from autograder.notebook.stubs import cleared
from autograder.notebook.weave import weave

Json = dict[str, Any]


def released(assignment: Assignment, language: Language = ENGLISH) -> Json:
    """The notebook that students get."""
    notebook = weave(assignment, language)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = cleared(cell["source"], "notebook")
    return notebook


def reference_sources(assignment: Assignment) -> dict[str, str]:
    """Each exercise's reference, as a student could have written it."""
    sources = solution_sources((assignment.solutions / "reference.py").read_text(encoding="utf-8"))
    names = {exercise.name for exercise in assignment.exercises if not exercise.manual}
    return {name: source for name, source in sources.items() if name in names}


def solved(assignment: Assignment, **replaced: str) -> Json:
    """The notebook with the reference in it, except for these exercises."""
    return fill(released(assignment), {**reference_sources(assignment), **replaced})


def own_cell(source: str, kind: str = "code", **metadata: Any) -> Json:
    """A cell that a student added."""
    cell: Json = {"cell_type": kind, "metadata": metadata, "source": source}
    return cell if kind != "code" else {**cell, "execution_count": None, "outputs": []}


def with_cell(notebook: Mapping[str, Any], source: str) -> Json:
    """The notebook with a student's own cell at its end."""
    return {**notebook, "cells": [*notebook["cells"], own_cell(source)]}


def standing_alone(assignment: Assignment, source: str) -> Json:
    """The attack's code in the first solution cell; the others say that their names are defined there."""
    names = [exercise.name for exercise in assignment.exercises if not exercise.manual]
    return fill(released(assignment), {**dict.fromkeys(names, "# see the first cell\n"), names[0]: source})


def hand_in(course: Path, student: str, assignment: str, notebook: Mapping[str, Any] | bytes) -> Path:
    """Write a submission where it belongs."""
    path = course / "submitted" / student / assignment / f"{assignment}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(notebook if isinstance(notebook, bytes) else json.dumps(notebook).encode())
    return path
