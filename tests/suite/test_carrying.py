"""Functions of the reference answer a student's code what an honest solution has to ask, and no more."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.suite import dependencies
from autograder.suite.carrying import MOST_CALLS, MOST_ELEMENTS, Ours, calls_of
from autograder.suite.failures import StudentFailure

REFERENCE = """
import numpy as np
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
def tanh(x):
    return 2 * sigmoid(2 * x) - 1
class Layer:
    def forward(self, x):
        return tanh(x) + helper(x)
def helper(x):
    return sigmoid(x)
"""


def test_what_an_exercise_calls_is_what_its_reference_names() -> None:
    calls = calls_of(REFERENCE, ["sigmoid", "tanh", "Layer"])
    assert calls == {"sigmoid": (), "tanh": ("sigmoid",), "Layer": ("tanh",)}


def test_every_reference_of_the_course_can_be_read() -> None:
    for path in Path(__file__).resolve().parents[2].glob("solutions/*/reference.py"):
        calls_of(path.read_text(encoding="utf-8"), ["relu"])


@pytest.mark.parametrize("args", [(1.0,), (np.ones(3),), ([1, 2],), ((1, None),), (True, np.float64(2))])
def test_numbers_are_answered(args: tuple[Any, ...]) -> None:
    assert Ours(lambda *given: len(given))(*args) == len(args)


@pytest.mark.parametrize("arg", ["text", {"a": 1}, object(), [object()], np.ones(MOST_ELEMENTS + 1)])
def test_anything_else_and_anything_too_large_is_not(arg: Any) -> None:
    with pytest.raises(StudentFailure):
        Ours(lambda _: 0)(arg)


def test_a_function_of_the_suite_that_is_passed_on_is_called_here_and_its_calls_count() -> None:
    ours = Ours(lambda f, x: sum(f(x) for _ in range(MOST_CALLS // 2)))
    assert ours(lambda x: 2 * x, 1) == MOST_CALLS // 2 * 2
    with pytest.raises(StudentFailure):
        ours(lambda x: 2 * x, 1)


def test_there_is_an_end_to_asking() -> None:
    ours = Ours(lambda _: 0)
    for _ in range(MOST_CALLS):
        ours(1)
    with pytest.raises(StudentFailure):
        ours(1)


def test_an_exercise_is_run_together_with_those_that_its_solution_calls() -> None:
    suite = tuple(dependencies.statements("t.py", "@exercise('tanh')\ndef test_a(student): pass\n"))
    together = dependencies.tested_together(suite, ["sigmoid", "tanh"], {"tanh": ("sigmoid",)})
    assert together["tanh"] == {"sigmoid", "tanh"}
