"""Functions of the reference answer a student's code what an honest solution has to ask, and no more."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.model import Hints, Text, Verdict
from autograder.suite import dependencies
from autograder.suite.carrying import (
    MOST_CALLS,
    MOST_ELEMENTS,
    MOST_ELEMENTS_KEPT,
    OurObjects,
    Ours,
    calls_of,
)
from autograder.suite.cases import Declaration
from autograder.suite.failures import StudentFailure
from autograder.suite.forward import Forward
from autograder.suite.outcomes import TestOutcome as Outcome
from autograder.wording import said

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


@pytest.mark.parametrize("args", [(1.0,), (np.ones(3),), ([1, 2],), ((1, None),), (True, np.float64(2)), ({"W1": np.ones(2)},)])
def test_numbers_are_answered(args: tuple[Any, ...]) -> None:
    assert Ours(lambda *given: len(given))(*args) == len(args)


@pytest.mark.parametrize("arg", ["text", {"a": "text"}, {1: 1}, object(), [object()], np.ones(MOST_ELEMENTS + 1)])
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


def test_a_function_takes_its_arguments_by_name_where_they_can_be_written_down() -> None:
    assert Ours(lambda x, rate=0.2, rng=None: x).stand_in("f") == (
        "def f(x, rate=0.2, rng=None, *, _ask=f):\n    return _ask(x, rate, rng)\n"
    )
    for function in (lambda *x: x, lambda x, start=(): x, lambda *, x: x):
        assert not Ours(function).stand_in("f")


class Layer:
    """A reference's class; what begins with an underscore is nobody's business."""

    def __init__(self, W: Any = 1.0) -> None:
        self.W, self._secret = W, [object()]

    def forward(self, x: Any) -> Any:
        return x * self.W

    def itself(self) -> Any:
        return self

    def _hidden(self) -> int:
        return 1


def test_objects_of_a_class_answer_what_their_class_defines() -> None:
    ours = OurObjects(Layer)
    assert [ours("make", [], {}), ours("make", [2.0], {}), ours("make", [], {"W": 3.0})] == [0, 1, 2]
    assert [ours("call", number, "forward", [5], {}) for number in range(3)] == [5.0, 10.0, 15.0]
    ours("set", 0, "W", 7.0)
    assert ours("get", 0, "W") == 7.0
    assert "def forward" in ours.stand_in("Layer")
    assert "_hidden" not in ours.stand_in("Layer")


@pytest.mark.parametrize(
    "asked",
    [
        (), ("make",), ("make", [object()], {}), ("make", ["text"], {}), ("call", 0, "_hidden", [], {}), ("get", 9, "W"),
        ("get", -1, "W"), ("get", 0, "_secret"), ("get", 0, "__class__"), ("get", 0, "forward"), ("set", 0, "new", 1),
        ("set", 0, "W", "text"), ("set", 0, "__class__", 1), ("call", 0, "itself", [], {}), ("call", "0", "forward", [1], {}),
        ("call", 0, "forward", [np.ones(MOST_ELEMENTS + 1)], {}), ("call", 0, "__init__", [], {}),
    ],
)  # fmt: skip
def test_objects_answer_nothing_else(asked: tuple[Any, ...]) -> None:
    ours = OurObjects(Layer)
    ours("make", [], {})
    with pytest.raises(StudentFailure):
        ours(*asked)


def test_what_objects_keep_has_an_end() -> None:
    ours = OurObjects(Layer)
    for _ in range(MOST_ELEMENTS_KEPT // MOST_ELEMENTS):
        ours("make", [np.ones(MOST_ELEMENTS)], {})
    with pytest.raises(StudentFailure):
        ours("make", [np.ones(MOST_ELEMENTS)], {})


class Remembering:
    """A submission that gives no worker and remembers for what it was asked; its code uses everything."""

    def __init__(self) -> None:
        self.asked: dict[str, tuple[str, ...]] = {}

    def is_written(self, exercise: str) -> bool:
        return exercise != "stub"

    def uses(self, exercise: str) -> frozenset[str]:
        return frozenset(CALLS) - {"weighted_sum"}

    def with_ours(self, exercise: str, ours: Any) -> None:
        self.asked[exercise] = tuple(ours)


CALLS = {"weighted_sum": (), "AND": ("fires",), "fires": ("weighted_sum",), "XOR": ("AND", "XOR"), "stub": ("fires",),
         "lone": ()}  # fmt: skip


class Key:
    """Of a suite: who calls whom, and a reference."""

    calls = CALLS
    reference = ModuleType("reference")


for name in CALLS:
    setattr(Key.reference, name, abs)


def forwarded(*wrong: str, builds_on: tuple[str, ...] = (), misconception: str = "") -> tuple[Remembering, list[Any]]:
    """What was asked, and what became of failed tests."""
    outcomes = [
        Outcome(name, Declaration(name, 1.0, (), None, builds_on, ()), Verdict.FAILED, hint=said("values.one"),
                misconception=misconception)
        for name in wrong
    ]  # fmt: skip
    asked = Remembering()
    Forward([None] * len(wrong), outcomes, asked, print, Hints(), Key, ()).carry()  # type: ignore[arg-type]
    return asked, outcomes


def test_what_is_called_through_others_is_given_too_and_nothing_that_is_right() -> None:
    asked, _ = forwarded("weighted_sum", "AND", "XOR", "stub", "lone")
    assert asked.asked == {"AND": ("weighted_sum",), "XOR": ("AND", "weighted_sum")}


def test_what_a_test_says_that_it_builds_on_is_given_too() -> None:
    assert forwarded("fires", "lone", builds_on=("fires",))[0].asked["lone"] == ("fires",)


@pytest.mark.parametrize(
    ("misconception", "told"),
    [("", said("failures.builds_on", earlier="AND").then(said("values.one"))),
     ("its-own", said("failures.waits_for", earlier="AND"))],
)  # fmt: skip
def test_where_it_cannot_be_tried_what_the_code_uses_is_named_and_no_misconception(
    misconception: str, told: Text
) -> None:
    outcome = forwarded("weighted_sum", "AND", "XOR", misconception=misconception)[1][2]
    assert (outcome.hint, outcome.misconception) == (told, "")


def test_an_exercise_is_run_together_with_those_that_its_solution_calls() -> None:
    suite = tuple(dependencies.statements("t.py", "@exercise('tanh')\ndef test_a(student): pass\n"))
    together = dependencies.tested_together(suite, ["sigmoid", "tanh"], {"tanh": ("sigmoid",)})
    assert together["tanh"] == {"sigmoid", "tanh"}
