"""Notebooks that version 0.1 released are understood: what is solved counts, what is untouched is untouched."""

from __future__ import annotations

import json
import tarfile
from functools import cache
from pathlib import Path

import pytest

from autograder.config import assignment_names, load_assignment, load_course
from autograder.notebook.contract import Role, contract
from autograder.notebook.filling import fill, solution_sources
from autograder.notebook.reading import parse_submission
from autograder.notebook.selection import select_cells

ROOT = Path(__file__).resolve().parents[2]
COURSE = load_course(ROOT)
ARCHIVE = Path(__file__).with_name("course-0.1.tar.xz")


@cache
def released_by_0_1() -> dict[str, bytes]:
    found = {}
    with tarfile.open(ARCHIVE) as archive:
        for member in archive:
            if member.isfile() and member.name.startswith("release/") and member.name.endswith(".ipynb"):
                file = archive.extractfile(member)
                assert file is not None
                found[Path(member.name).stem] = file.read()
    return found


@pytest.mark.parametrize("name", assignment_names(COURSE))
def test_every_exercise_of_an_old_notebook_counts(name: str) -> None:
    assignment = load_assignment(COURSE, name)
    plan = contract(assignment)
    exercises = {cell.id for cell in plan.of_role(Role.SOLUTION)}
    old = json.loads(released_by_0_1()[name])
    untouched = select_cells(parse_submission(json.dumps(old).encode(), "old.ipynb"), plan)
    assert untouched.missing == frozenset()
    assert exercises <= untouched.untouched
    reference = solution_sources((assignment.solutions / "reference.py").read_text(encoding="utf-8"))
    solved = fill(old, {exercise: reference[exercise] for exercise in exercises})
    selection = select_cells(parse_submission(json.dumps(solved).encode(), "old.ipynb"), plan)
    assert selection.missing == frozenset()
    assert not exercises & selection.untouched
    sources = {cell.id: cell.source for cell in selection.cells}
    assert {exercise: sources[exercise] for exercise in exercises} == {e: reference[e] for e in exercises}
    assert not any("was changed" in note or "is missing" in note for note in selection.notes)
