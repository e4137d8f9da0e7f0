"""Notebook files as weapons are refused in a sentence or graded like any other, in bounded time, and alive nowhere."""

from __future__ import annotations

import json
import time

import pytest

from autograder.errors import NotebookError
from autograder.grading import unreadable
from autograder.model import Status, Submission
from autograder.notebook.contract import contract
from autograder.notebook.reading import read_submission
from autograder.notebook.selection import select_cells
from tests.attacks.hostile_notebooks import NOTEBOOKS, HostileNotebook
from tests.attacks.notebooks import hand_in, released
from tests.attacks.outputs import alive, everything, in_formgrader
from tests.attacks.runner import Runner
from tests.attacks.world import ASSIGNMENT

MOST_S = 30.0


def handed_in(runner: Runner, hostile: HostileNotebook) -> bytes:
    made = hostile.make(runner.assignment)
    return made if isinstance(made, bytes) else json.dumps(made).encode()


@pytest.mark.parametrize("hostile", [item for item in NOTEBOOKS if item.earned is None], ids=lambda item: item.name)
def test_a_notebook_that_cannot_be_one_is_refused_in_one_line(runner: Runner, hostile: HostileNotebook) -> None:
    start_s = time.process_time()
    path = hand_in(runner.course.root, "refused", ASSIGNMENT, handed_in(runner, hostile))
    with pytest.raises(NotebookError) as refused:
        runner.grade(path.read_bytes(), "refused")
    assert time.process_time() - start_s < MOST_S
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 400
    submission = Submission(ASSIGNMENT, "refused", path)
    result = unreadable(submission, runner.assignment, refused.value)
    assert (result.status, result.score) == (Status.UNREADABLE, 0.0)
    assert alive(everything(runner.course, runner.assignment, result)) == []


@pytest.mark.parametrize("hostile", [item for item in NOTEBOOKS if item.earned is not None], ids=lambda item: item.name)
def test_a_hostile_notebook_gets_what_it_earned_and_no_more(runner: Runner, hostile: HostileNotebook) -> None:
    start_s = time.process_time()
    run = runner.grade(handed_in(runner, hostile), "hostile")
    assert run.result.status is Status.GRADED, run.result.outcome
    assert run.result.score == hostile.earned
    assert run.growth_mib < 300
    assert time.process_time() - start_s < MOST_S
    assert run.seconds < MOST_S
    assert alive(everything(runner.course, runner.assignment, run.result)) == []
    assert runner.honest() == 10.0


@pytest.mark.parametrize("name", ["markdown", "raw-cells", "outputs"])
def test_nothing_of_a_notebook_is_alive_where_formgrader_shows_it(runner: Runner, name: str) -> None:
    hostile = next(item for item in NOTEBOOKS if item.name == name)
    path = hand_in(runner.course.root, "shown", ASSIGNMENT, handed_in(runner, hostile))
    run = runner.grade(path.read_bytes(), "shown")
    cells = select_cells(read_submission(path), contract(runner.assignment)).shown
    alive_there = in_formgrader(runner.course, runner.assignment, run.result, cells, released(runner.assignment))
    assert alive_there == []
