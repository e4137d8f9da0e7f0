"""A made-up class can be made of every assignment: of its mistakes, in each of the forms in which they are written."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.classroom import first_versions, make_class
from autograder.config import load_assignment, load_course
from tests.attacks.notebooks import released

ROOT = Path(__file__).parent.parent
NAMES = sorted(path.parent.name for path in (ROOT / "assignments").glob("*/assignment.toml"))


@pytest.mark.parametrize("name", NAMES)
def test_a_class_can_be_made_of_every_assignment_and_hands_in_python(name: str, tmp_path: Path) -> None:
    course = load_course(ROOT)
    assignment = load_assignment(course, name)
    place = tmp_path / "release" / name / f"{name}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(released(assignment)), encoding="utf-8")
    students = make_class(replace(course, root=tmp_path), assignment, 24)
    answers = set()
    for student in students:
        path = tmp_path / "submitted" / student / name / place.name
        try:
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        except ValueError:  # one of them hands in a file that is cut off
            continue
        for cell in cells:
            if cell["cell_type"] == "code" and cell["metadata"].get("nbgrader", {}).get("solution"):
                ast.parse(cell["source"])
                answers.add(cell["source"])
    assert len(answers) > 2 * len([one for one in assignment.exercises if not one.manual])


def test_some_have_handed_in_before_with_a_mistake_that_is_mended(tmp_path: Path) -> None:
    name = "02_activations"
    course = replace(load_course(ROOT), root=tmp_path)
    assignment = load_assignment(load_course(ROOT), name)
    place = tmp_path / "release" / name / f"{name}.ipynb"
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps(released(assignment)), encoding="utf-8")
    students = make_class(course, assignment, 24)

    def handed_in() -> dict[str, bytes]:
        files = sorted((tmp_path / "submitted").rglob("*.*"))
        return {str(path.relative_to(tmp_path / "submitted")): path.read_bytes() for path in files}

    at_last = handed_in()
    with first_versions(course, assignment, students) as again:
        at_first = handed_in()
    assert handed_in() == at_last
    changed = {path.partition("/")[0] for path in at_last if at_first[path] != at_last[path]}
    assert changed == set(again)
    assert 3 <= len(again) <= 6
    for student in again:
        stamp = f"{student}/{name}/timestamp.txt"
        assert at_first[stamp] < at_last[stamp]
