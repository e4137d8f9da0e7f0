from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from course_notebooks import hand_in, project_assignment, project_course

from autograder.grading import SuiteHost, finish, prepare
from autograder.model import Result, Submission
from autograder.notebook.contract import contract

NAME = "02_activations"


@pytest.fixture(scope="session")
def host() -> Iterator[SuiteHost]:
    """One suite host for all tests of this folder: it serves one submission after another."""
    with SuiteHost(project_course(), project_assignment(NAME)) as running:
        yield running


@pytest.fixture
def grade(host: SuiteHost, tmp_path: Path) -> Callable[[dict[str, Any]], Result]:
    """Grades a notebook as `autograder grade` does."""
    assignment = project_assignment(NAME)

    def run(notebook: dict[str, Any]) -> Result:
        prepared = prepare(Submission(NAME, "s1", hand_in(tmp_path, notebook)), contract(assignment))
        return finish(prepared, assignment, host.grade(prepared.job))

    return run
