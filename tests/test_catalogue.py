"""The course keeps its contract: the assignments, exercises, points, titles and signatures of the catalogue."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from autograder.config import assignment_names, load_assignment, load_course

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def catalogue(shared_dir: Path) -> dict[str, dict[str, Any]]:
    text = (shared_dir / "catalogue.toml").read_text(encoding="utf-8")
    return {entry["name"]: entry for entry in tomllib.loads(text)["assignment"]}


def test_every_assignment_has_the_exercises_points_and_title_that_were_agreed(
    catalogue: dict[str, dict[str, Any]],
) -> None:
    course = load_course(ROOT)
    assert set(assignment_names(course)) == set(catalogue)
    for name, entry in catalogue.items():
        assignment = load_assignment(course, name)
        agreed = [(item["name"], item["points"], item.get("manual", False)) for item in entry["exercise"]]
        assert [(e.name, e.points, e.manual) for e in assignment.exercises] == agreed, name
        assert (assignment.title["en"], assignment.title["ko"]) == (entry["title"]["en"], entry["title"]["ko"])


def parameters(tree: ast.Module, name: str) -> list[str]:
    """Parameters of a top-level function, or of a class's `__init__`."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == name:
            return [argument.arg for argument in node.args.args]
        if isinstance(node, ast.ClassDef) and node.name == name:
            found = [m for m in node.body if isinstance(m, ast.FunctionDef) and m.name == "__init__"]
            return [argument.arg for argument in found[0].args.args[1:]] if found else []
    raise AssertionError(f"{name} is not defined")


def test_every_reference_takes_the_parameters_that_were_agreed(catalogue: dict[str, dict[str, Any]]) -> None:
    for name, entry in catalogue.items():
        tree = ast.parse((ROOT / "solutions" / name / "reference.py").read_text(encoding="utf-8"))
        for item in entry["exercise"]:
            signature = re.match(r"(?:class )?\w+\(([^)]*)\)", item.get("signature", ""))
            if signature is None:
                continue
            agreed = [part.split("=")[0].strip() for part in signature[1].split(",") if part.strip()]
            assert parameters(tree, item["name"]) == agreed, f"{name}: {item['name']}"
