"""Functions of the reference answer a student's code what an honest solution has to ask, and no more."""

from __future__ import annotations

import os
import re
import socket
import subprocess
from pathlib import Path
from threading import Event, Thread
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from autograder.model import Hints, Text, Verdict
from autograder.protocol.mirrors import FUNCTION, GENERATOR, OBJECT, state_of
from autograder.protocol.values import Handle, Opaque
from autograder.suite import dependencies
from autograder.suite.carrying import calls_of
from autograder.suite.cases import Declaration
from autograder.suite.failures import StudentFailure
from autograder.suite.forward import Forward
from autograder.suite.ours import MOST_CALLS, MOST_CHARACTERS, MOST_ELEMENTS, Closed, Ours
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


def asked(ours: Ours, name: str, *args: Any, **named: Any) -> Any:
    """What a function of ours answers, as the stand-in in the worker asks for it."""
    return ours("call", 0, name, list(named), [], *args, *named.values())


@pytest.mark.parametrize(
    "args",
    [(1.0,), (np.ones(3),), ([1, 2],), ((1, None),), (True, np.float64(2)), ({"W1": np.ones(2)},), ("tanh", {("W", 0): 1})],
)
def test_plain_values_are_answered(args: tuple[Any, ...]) -> None:
    ours = Ours({"f": lambda *given: len(given)})
    assert asked(ours, "f", *args) == ["value", len(args), [], []]
    assert (ours.asked, ours.refused) == ({"f"}, False)


STATE = [7, 9, 0, 0]


@pytest.mark.parametrize(
    "arg",
    [
        "t" * 201, b"bytes", {None: 1}, object(), [object()], np.ones(MOST_ELEMENTS + 1), Handle(1, "function"),
        Opaque("Generator"), {OBJECT: ["f", 1]}, {OBJECT: 1}, {FUNCTION: "print"}, {FUNCTION: ["f"]},
        *({GENERATOR: state} for state in (
            None, 5, "PCG64", [], STATE[:3], [*STATE, 0], ["7", 9, 0, 0], [7.0, 9, 0, 0], [True, 9, 0, 0], [-1, 9, 0, 0],
            [1 << 128, 9, 0, 0], [7, 8, 0, 0], [7, -9, 0, 0], [7, (1 << 128) + 1, 0, 0], [7, 9, 2, 0], [7, 9, 0, 1 << 32],
            [7, 9, 0, -1], {"bit_generator": "MT19937"}, [[7], 9, 0, 0], [np.int64(7), 9, 0, 0],
        )),
    ],
)  # fmt: skip
def test_anything_else_and_anything_too_large_is_not(arg: Any) -> None:
    ours = Ours({"f": lambda _: 0})
    with pytest.raises(StudentFailure):
        asked(ours, "f", arg)
    assert ours.refused


def test_a_generator_comes_back_as_far_on_as_ours_has_drawn() -> None:
    theirs, right = np.random.default_rng(3), np.random.default_rng(3)
    status, value, _, [[at, now]] = asked(Ours({"f": lambda rng: rng.normal(size=5)}), "f", {GENERATOR: state_of(theirs)})
    assert (status, at) == ("value", 0)
    assert np.array_equal(value, right.normal(size=5))
    assert now == {GENERATOR: state_of(right)}


def test_a_function_of_the_suite_that_is_passed_on_is_called_here_and_its_calls_count() -> None:
    ours = Ours({"f": lambda f, x: sum(f(x) for _ in range(MOST_CALLS // 2))})
    assert asked(ours, "f", lambda x: 2 * x, 1)[1] == MOST_CALLS // 2 * 2
    with pytest.raises(StudentFailure):
        asked(ours, "f", lambda x: 2 * x, 1)


def test_a_function_of_ours_may_be_passed_to_another() -> None:
    ours = Ours({"f": lambda f, x: f(x) + 1, "g": lambda x: 2 * x})
    assert asked(ours, "f", {FUNCTION: "g"}, 4)[1] == 9
    assert ours.asked == {"f", "g"}


def test_there_is_an_end_to_asking() -> None:
    ours = Ours({"f": lambda _: 0})
    for _ in range(MOST_CALLS):
        asked(ours, "f", 1)
    with pytest.raises(StudentFailure):
        asked(ours, "f", 1)


def forever(_: Any) -> None:
    while True:
        pass


def opening(path: Any) -> Any:
    with open(path, "wb") as file:
        file.write(b"mine")


def quiet(path: Any) -> int:
    try:
        opening(path)
    except Exception:
        return 1
    return 0


@pytest.mark.parametrize("function", [opening, quiet, lambda path: np.savez(path, a=1), lambda path: os.remove(path),
                                      lambda path: subprocess.run([path], check=False), lambda path: socket.socket(),
                                      lambda path: np.load(path)])  # fmt: skip
def test_nothing_of_ours_opens_a_file_a_program_or_a_connection(function: Any, tmp_path: Path) -> None:
    path = tmp_path / "there"
    path.write_text("theirs")
    ours = Ours({"f": function})
    with pytest.raises(StudentFailure):
        asked(ours, "f", str(path)[-MOST_CHARACTERS:])
    assert ours.refused
    assert path.read_text() == "theirs"
    assert [entry.name for entry in tmp_path.iterdir()] == ["there"]


def test_other_threads_are_not_closed_meanwhile(tmp_path: Path) -> None:
    def wait(_: Any) -> bool:
        go.set()
        return done.wait(20)

    go, done = Event(), Event()

    def beside() -> None:
        go.wait(20)
        (tmp_path / "mine").write_text("mine")
        done.set()

    thread = Thread(target=beside)
    thread.start()
    assert asked(Ours({"f": wait}), "f", 1)[:2] == ["value", True]
    thread.join()


def test_a_question_that_never_ends_and_all_of_them_together_have_an_end() -> None:
    closed = Closed(left_s=0.05)
    for _ in range(2):
        with pytest.raises(StudentFailure):
            asked(Ours({"f": forever}, closed), "f", 1)


def test_what_takes_more_memory_than_there_is_is_not_answered() -> None:
    def too_large(_: Any) -> None:
        raise MemoryError

    with pytest.raises(StudentFailure):
        asked(Ours({"f": too_large}), "f", 10**9)
    with pytest.raises(StudentFailure):
        asked(Ours({"f": lambda size: np.zeros(size)}), "f", MOST_ELEMENTS + 1)


def test_an_exception_is_answered_by_its_built_in_type_alone() -> None:
    def refuse(_: Any) -> None:
        raise np.linalg.LinAlgError("a secret")

    ours = Ours({"f": refuse})
    assert asked(ours, "f", 1) == ["raised", "ValueError", [], []]
    assert not ours.refused
    assert asked(ours, "f")[:2] == ["raised", "TypeError"]  # called otherwise than the task says: not tried, then
    assert ours.refused


class Layer:
    """A reference's class; what begins with an underscore is nobody's business."""

    def __init__(self, W: Any = 1.0) -> None:
        self.W, self._secret, self.helper = W, [object()], object()

    def forward(self, x: Any) -> Any:
        return x * self.W

    def itself(self) -> Any:
        return self

    def all_of(self) -> Any:
        return [object()]

    def _hidden(self) -> int:
        return 1


def test_objects_of_a_class_answer_what_their_class_defines() -> None:
    ours = Ours({"Layer": Layer})
    made = [ours("make", 0, "Layer", [], []), ours("make", 0, "Layer", [], [], 2.0), ours("make", 0, "Layer", ["W"], [], 3.0)]
    assert [answer[1] for answer in made] == [1, 2, 3]
    assert [ours("method", number, "forward", [], [], 5)[1] for number in (1, 2, 3)] == [5.0, 10.0, 15.0]
    ours("set", 1, "W", [], [], 7.0)
    assert ours("get", 1, "W", [], [])[1] == 7.0
    assert ours("method", 1, "itself", [], [])[1] == {OBJECT: ["Layer", 1]}
    assert ours("get", 1, "none", [], [])[0] == "missing"
    assert "'forward'" in ours.source
    assert "_hidden" not in ours.source


@pytest.mark.parametrize(
    "question",
    [
        (), ("make",), ("make", 0, "Layer", [], [], object()), ("make", 0, "Layer", [], [], b"text"), ("make", 0, "open", [], []),
        ("call", 0, "Layer", [], []), ("method", 1, "_hidden", [], []), ("method", 1, "__init__", [], []),
        ("method", 9, "forward", [], [], 1), ("method", -1, "forward", [], [], 1), ("method", 0, "forward", [], [], 1),
        ("method", "1", "forward", [], [], 1), ("method", True, "all_of", [], []), ("get", 9, "W", [], []),
        ("get", 1, "helper", [], []), ("set", 1, "W", [], [], object()), ("set", 1, "__class__", [], [], 1),
        ("set", 1, "_secret", [], [], 1), ("set", 1, "forward", [], [], 1), ("set", 1, "a.b", [], [], 1), ("set", 1, "W", [], []),
        ("method", 1, "forward", [], [], np.ones(MOST_ELEMENTS + 1)), ("method", 1, "forward", ["x", "y"], [], 1),
        ("method", 1, "forward", [5], [], 1), ("method", 1, "forward", [], [[1, "W", 2]], 1),  # nobody asked for it yet
        ("method", 1, "forward", [], [[1, "_secret", 2]], 1), ("method", 1, "forward", [], [5], 1), ("refuse", 0, "", [], []),
        ("eval", 0, "1", [], []),
    ],
)  # fmt: skip
def test_objects_answer_nothing_else(question: tuple[Any, ...]) -> None:
    ours = Ours({"Layer": Layer})
    ours("make", 0, "Layer", [], [])
    with pytest.raises(StudentFailure):
        ours(*question)
    assert ours.refused


def test_what_was_asked_for_is_told_when_it_changes_and_may_be_written_into() -> None:
    ours = Ours({"Layer": Layer})
    ours("make", 0, "Layer", [], [], np.ones(2))
    ours("get", 1, "W", [], [])
    assert ours("method", 1, "forward", [], [[1, "W", np.array([3.0, 4.0])]], 2.0)[1].tolist() == [6.0, 8.0]
    [[number, name, how, value]] = ours("set", 1, "W", [], [], 5.0)[2] or [[1, "W", "own", 5.0]]
    assert (number, name, how, value) == (1, "W", "own", 5.0)  # who sets it knows


class Remembering:
    """A submission whose worker takes nothing of ours and remembers for what it was asked."""

    def __init__(self, used: frozenset[str]) -> None:
        self.used = used
        self.asked: dict[str, tuple[str, ...]] = {}

    def is_written(self, exercise: str) -> bool:
        return exercise != "stub"

    def uses(self, exercise: str) -> frozenset[str]:
        return self.used

    def with_ours(self, exercise: str) -> Remembering:
        self.exercise = exercise
        return self

    def give(self, ours: Ours) -> bool:
        self.asked.setdefault(self.exercise, tuple(re.findall(r"'(\w+)'", ours.source)))
        return False

    def __enter__(self) -> None: ...

    def __exit__(self, *_: object) -> None: ...


CALLS = {"weighted_sum": (), "AND": ("fires",), "fires": ("weighted_sum",), "XOR": ("AND", "XOR"), "stub": ("fires",),
         "lone": ()}  # fmt: skip


class Key:
    """Of a suite: who calls whom, and a reference."""

    calls = CALLS
    reference = ModuleType("reference")


for name in CALLS:
    setattr(Key.reference, name, abs)


def forwarded(
    *wrong: str,
    builds_on: tuple[str, ...] = (),
    misconception: str = "",
    uses: frozenset[str] = frozenset(),
    carried: tuple[str, ...] = (),
) -> tuple[Remembering, list[Any]]:
    """What was asked, and what became of failed tests, the first of which was carried by those already."""
    outcomes = [
        Outcome(name, Declaration(name, 1.0, (), None, builds_on, ()), Verdict.FAILED, hint=said("values.one"),
                misconception=misconception, carried=() if at else carried)
        for at, name in enumerate(wrong)
    ]  # fmt: skip
    asked = Remembering(uses)
    Forward([None] * len(wrong), outcomes, asked, print, Hints(), Key, ()).carry()  # type: ignore[arg-type]
    return asked, outcomes


def test_what_is_called_through_others_is_given_too_and_nothing_that_is_right() -> None:
    asked, _ = forwarded("weighted_sum", "AND", "XOR", "stub", "lone")
    assert asked.asked == {"AND": ("weighted_sum",), "XOR": ("AND", "weighted_sum")}


def test_what_a_test_says_that_it_builds_on_is_given_too() -> None:
    assert forwarded("fires", "lone", builds_on=("fires",))[0].asked["lone"] == ("fires",)


def test_what_the_students_own_code_uses_is_given_too() -> None:
    assert forwarded("AND", "lone", uses=frozenset({"AND", "fires"}))[0].asked == {"lone": ("AND",)}


def test_none_is_carried_by_one_that_it_has_carried_so_that_thin_calls_of_each_other_do_not_both_earn() -> None:
    both = frozenset({"AND", "lone"})
    assert forwarded("AND", "lone", uses=both)[0].asked == {"AND": ("lone",), "lone": ("AND",)}
    assert forwarded("AND", "AND", "lone", uses=both, carried=("lone",))[0].asked == {"AND": ("lone",)}


@pytest.mark.parametrize(
    ("misconception", "told"),
    [("", said("failures.builds_on", earlier="AND").then(said("values.one"))),
     ("its-own", said("failures.waits_for", earlier="AND"))],
)  # fmt: skip
def test_where_it_cannot_be_tried_what_the_code_uses_is_named_and_no_misconception(
    misconception: str, told: Text
) -> None:
    outcome = forwarded("weighted_sum", "AND", "XOR", misconception=misconception, uses=frozenset({"AND"}))[1][2]
    assert (outcome.hint, outcome.misconception) == (told, "")


def test_an_exercise_is_run_together_with_those_that_its_solution_calls() -> None:
    suite = tuple(dependencies.statements("t.py", "@exercise('tanh')\ndef test_a(student): pass\n"))
    together = dependencies.tested_together(suite, ["sigmoid", "tanh"], {"tanh": ("sigmoid",)})
    assert together["tanh"] == {"sigmoid", "tanh"}
