"""Makes the notebooks that tests hand in: real ones, woven from the project's own assignments."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from autograder.config import load_assignment, load_course
from autograder.model import ENGLISH, Assignment, Course, Language
from autograder.notebook.filling import fill, solution_sources
from autograder.notebook.stubs import cleared
from autograder.notebook.weave import weave

ROOT = Path(__file__).resolve().parents[2]


def project_course() -> Course:
    return load_course(ROOT)


def project_assignment(name: str) -> Assignment:
    return load_assignment(project_course(), name)


def reference_sources(assignment: Assignment) -> dict[str, str]:
    """Each exercise's reference, as a student would have written it."""
    return solution_sources((assignment.solutions / "reference.py").read_text(encoding="utf-8"))


def released(assignment: Assignment, language: Language = ENGLISH) -> dict[str, Any]:
    """The notebook that students get."""
    notebook = weave(assignment, language)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["source"] = cleared(cell["source"], "notebook")
    return notebook


def hand_in(folder: Path, notebook: Mapping[str, Any], name: str = "notebook.ipynb") -> Path:
    """Write a notebook into a folder."""
    path = folder / name
    path.write_text(json.dumps(notebook), encoding="utf-8")
    return path


def solved(assignment: Assignment, solutions: Mapping[str, str]) -> dict[str, Any]:
    """The released notebook with these exercises solved."""
    return fill(released(assignment), solutions)
