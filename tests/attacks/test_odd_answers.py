"""An odd answer is a failed test, never the grader's fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.config import load_assignment, load_course
from tests.attacks.odd_answers import ODD, faults

ROOT = Path(__file__).resolve().parents[2]
OF_EVERY_KIND = {"text", "nan", "complex", "empty array", "object", "nested", "huge int"}


@pytest.mark.parametrize("name", [*(pytest.param(name, marks=pytest.mark.slow) for name in ("00_numpy_basics", "04_losses")), "06_computational_graph"])
def test_odd_answers_are_no_fault_of_the_grader(name: str) -> None:
    course = load_course(ROOT)
    assert list(faults(course, load_assignment(course, name), OF_EVERY_KIND & ODD.keys())) == []
