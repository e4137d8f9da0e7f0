"""What formgrader shows is what ran, over hostile notebooks, mangled ones and random code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.config import load_assignment, load_course
from autograder.gradebook.autograded import autograded_notebook
from autograder.grading import page_problem
from autograder.grading.shown import page_digest
from autograder.model import Assignment, Course, Result, Status, run_digest
from autograder.notebook.contract import contract
from autograder.notebook.reading import parse_submission
from autograder.notebook.selection import Selection, select_cells
from tests.attacks.hostile_notebooks import NOTEBOOKS, HostileNotebook
from tests.attacks.notebooks import released as as_released
from tests.attacks.world import ASSIGNMENT, COURSE
from tests.differential.comparing import cases
from tests.differential.small_assignment import NAME, make_course


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, Assignment]:
    return make_course(tmp_path_factory.mktemp("shown").resolve() / "course")


def released(course: Course) -> dict[str, Any]:
    path = course.root / "release" / NAME / f"{NAME}.ipynb"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def selected(small: tuple[Course, Assignment], data: bytes) -> Selection:
    return select_cells(parse_submission(data, "n"), contract(small[1]))


def result(assignment: Assignment, selection: Selection) -> Result:
    ran = run_digest((cell.id, cell.source) for cell in selection.cells)
    return Result(assignment.name, "s1", "n", Status.GRADED, 0.0, assignment.points, ran=ran)


def page(small: tuple[Course, Assignment], selection: Selection) -> dict[str, Any]:
    course, assignment = small
    return autograded_notebook(
        assignment, result(assignment, selection), released=released(course), shown=selection.shown,
        language=course.language, policy=course.feedback,
    )  # fmt: skip


def check(small: tuple[Course, Assignment], data: bytes) -> None:
    selection = selected(small, data)
    made = page(small, selection)
    if not any(cell["metadata"].get("autograder", {}).get("cut") for cell in made["cells"]):
        assert page_digest(json.loads(json.dumps(made))) == result(small[1], selection).ran


@pytest.mark.parametrize("hostile", [item for item in NOTEBOOKS if item.earned is not None], ids=lambda item: item.name)
def test_of_a_hostile_notebook(hostile: HostileNotebook) -> None:
    course = load_course(COURSE)
    assignment = load_assignment(course, ASSIGNMENT)
    made = hostile.make(assignment)
    data = made if isinstance(made, bytes) else json.dumps(made).encode()
    selection = select_cells(parse_submission(data, "n"), contract(assignment))
    graded = result(assignment, selection)
    shown = autograded_notebook(
        assignment, graded, released=as_released(assignment), shown=selection.shown, language=course.language,
        policy=course.feedback,
    )  # fmt: skip
    assert page_digest(json.loads(json.dumps(shown))) == graded.ran


def mangled(course: Course) -> Iterator[bytes]:
    for case in cases(released(course), range(200)):
        yield json.dumps(case.notebook).encode()


def test_of_mangled_notebooks(small: tuple[Course, Assignment]) -> None:
    for data in mangled(small[0]):
        check(small, data)


SOURCES = st.text(
    st.sampled_from("ab \n\t#=()[]'\"%!?\\⟦⟧U+0\x00\x0c\x1b\r\u202e\u200b\u2028\u3164\ufeff\u05d0한`$<>&;:")
    | st.characters(codec=None),
    max_size=60,
)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["code", "markdown", "raw"]), SOURCES, st.booleans()), max_size=6))
def test_of_random_cells(small: tuple[Course, Assignment], cells: list[tuple[str, str, bool]]) -> None:
    notebook = released(small[0])
    for kind, source, own in cells:
        metadata = {} if own else {"nbgrader": {"grade_id": "double", "solution": True, "checksum": "0" * 32}}
        notebook["cells"].append({"cell_type": kind, "metadata": metadata, "source": source})
    check(small, json.dumps(notebook).encode())


def test_a_page_that_somebody_changed_is_found(small: tuple[Course, Assignment]) -> None:
    course, assignment = small
    selection = selected(small, json.dumps(released(course)).encode())
    graded = result(assignment, selection)
    path = course.root / "autograded" / "s1" / NAME / f"{NAME}.ipynb"
    place = f"autograded/s1/{NAME}/{NAME}.ipynb"
    assert page_problem(course, assignment, graded) == f"{place}: no such file; run `autograder grade {NAME} --force`"
    made = page(small, selection)
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps(made), encoding="utf-8")
    assert page_problem(course, assignment, graded) == ""
    ran = next(cell for cell in made["cells"] if cell["metadata"].get("autograder"))
    ran["source"] += " # more"
    path.write_text(json.dumps(made), encoding="utf-8")
    said = f"{place}: shows other code than was graded; run `autograder grade {NAME} --force`"
    assert page_problem(course, assignment, graded) == said
    for broken in ("", "[]", '{"cells": [{}]}', '{"cells": [{"metadata": {"autograder": {"ran": "x"}}}]}'):
        path.write_text(broken, encoding="utf-8")
        assert page_problem(course, assignment, graded) == said


def test_the_case_of_code_behind_a_control_character(small: tuple[Course, Assignment], tmp_path: Path) -> None:
    course, _ = small
    notebook = released(course)
    first, second = "def double(x):\n    return 2 * x", "def double(x):\n    return -5"
    notebook["cells"].append({"cell_type": "code", "metadata": {}, "source": f"{first}\n# \x1b[\n{second}"})
    shown = [cell["source"] for cell in page(small, selected(small, json.dumps(notebook).encode()))["cells"]]
    assert f"{first}\n# ⟦U+001B⟧[\n{second}" in shown
