"""What only looks like the answer, and never does the task, earns less than two thirds of its points."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.config import load_assignment, load_course
from autograder.grades.scoring import score_exercise
from autograder.grading import Job, SuiteHost
from autograder.model import Assignment
from autograder.verify.mistakes import read_mistakes
from autograder.verify.overlay import overlay, read_solution

ROOT = Path(__file__).resolve().parents[2]
MOST = 2 / 3


@pytest.fixture(scope="module")
def running() -> Iterator[tuple[Assignment, SuiteHost]]:
    course = load_course(ROOT)
    assignment = load_assignment(course, "10_playground")
    with SuiteHost(course, assignment) as host:
        yield assignment, host


@pytest.mark.parametrize(
    ("exercise", "shortcut"),
    [
        ("logistic_regression", "least-squares"),
        ("gradient_norms", "invented"),
        ("gradient_norms", "invented-and-scaled"),
    ],
)
def test_a_shortcut_earns_less_than_two_thirds(
    running: tuple[Assignment, SuiteHost], exercise: str, shortcut: str
) -> None:
    assignment, host = running
    automatic = {item.name: item for item in assignment.exercises if not item.manual}
    reference = read_solution(assignment.solutions / "reference.py", automatic)
    path = assignment.solutions / "wrong" / f"{exercise}.toml"
    wrong = {item.key: item.source for item in read_mistakes(path, ROOT, {"reference.py": reference})}
    cells = overlay(reference, {exercise: wrong[f"wrong/{path.name}: {shortcut}"]})
    report = host.grade(Job("key", cells, frozenset({exercise})))
    assert not report.error
    assert 0 < score_exercise(automatic[exercise], report.tests).score < MOST * automatic[exercise].points
