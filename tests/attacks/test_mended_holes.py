"""Attacks that once got through, each where it got through."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from autograder.grading.trial import MAX_NOTES
from autograder.intake import Ask, Directory, collect, look_through
from autograder.model import Assignment, Course, OutcomeKind, Roster, Text, Verdict
from autograder.notebook.magics import plain_python
from autograder.protocol.codec import CodecError, decode
from autograder.suite.describe import describe
from tests.attacks.attack import Attack, parse_attack
from tests.attacks.notebooks import own_cell, solved, standing_alone
from tests.attacks.runner import Runner

CORPUS = Path(__file__).parent / "corpus"


def attack(name: str) -> Attack:
    return parse_attack((CORPUS / f"{name}.py").read_text(), name)


@pytest.mark.parametrize(
    "name",
    ["p_callback_memory", "p_callback_recursion", "p_callback_widened",
     pytest.param("p_described_at_length", marks=pytest.mark.slow)],
)  # fmt: skip
def test_an_attack_that_once_got_through_holds(runner: Runner, name: str) -> None:
    finding = runner.attack(attack(name))
    assert finding.broken == ()


def test_what_a_function_of_the_suite_is_called_with_has_a_cap_in_all(runner: Runner) -> None:
    run = runner.grade(standing_alone(runner.assignment, runner.world.fill(attack("p_callback_memory").code)))
    assert run.result.outcome.kind in (OutcomeKind.PROTOCOL, OutcomeKind.TIMEOUT)  # on a slow machine time ends first
    assert "too much data in callbacks" in run.result.outcome.detail or "time limit" in run.result.outcome.detail


def test_an_object_given_to_a_function_of_the_suite_is_a_wrong_argument_and_no_fault(runner: Runner) -> None:
    code = "class Thing:\n    def __pow__(self, other): return 0.0\ndef numerical_gradient(f, x):\n    f(Thing())\n    return x"
    run = runner.grade(solved(runner.assignment, numerical_gradient=code))
    test = next(
        test for exercise in run.result.exercises for test in exercise.tests if test.name == "test_numerical_gradient"
    )
    assert (run.result.score, test.verdict) == (8.0, Verdict.FAILED)
    assert "called the given function with (an object of type Thing), which raised TypeError" in test.message


def test_a_value_of_very_many_small_parts_is_described_at_once() -> None:
    def nested(depth: int) -> object:
        return np.zeros(3) if depth == 0 else [nested(depth - 1)] * 11

    start_s = time.process_time()
    said = describe(nested(5))
    assert time.process_time() - start_s < 2.0
    assert said.startswith("[[[a list of 11, a list of 11")
    assert len(said) <= 120


def test_an_empty_array_whose_other_sizes_are_giant_is_refused() -> None:
    for shape in ("[0,536870912]", "[1099511627775,0]", "[0,65536,65536]"):
        with pytest.raises(CodecError, match="impossible shape"):
            decode(f'{{"a":["<f8",{shape}]}}'.encode(), b"")
    assert decode(b'{"a":["<f8",[0,784]]}', b"").shape == (0, 784)


def test_a_line_that_almost_asks_for_help_costs_no_more_than_its_length() -> None:
    start_s = time.process_time()
    for line in (
        "x?" + " " * 500_000 + "y",
        "?" + " " * 500_000 + "=",
        "a ," * 170_000 + "%",
        "%time" + " -a" * 170_000,
    ):
        plain_python(line)
    assert time.process_time() - start_s < 5.0


def test_a_notebook_cannot_flood_its_own_result_with_notes(runner: Runner) -> None:
    notebook = solved(runner.assignment)
    notebook["cells"] += [own_cell(f"raise ValueError('{number:05}' + 'x' * 5000)") for number in range(300)]
    run = runner.grade(notebook)
    assert run.result.score == 10.0
    assert len(run.result.notes) <= 2 * MAX_NOTES
    assert sum(map(len, run.result.notes)) < 200_000


def test_a_student_who_names_a_file_after_somebody_else_still_hands_in_as_themselves(tmp_path: Path) -> None:
    title = Text(en="t", ko="t")
    course = Course(tmp_path / "course", "c", title)
    assignment = Assignment("small_net", title, course.root, course.root, ())
    source = tmp_path / "uploads"
    for student, name in (("4711", "small_net.ipynb"), ("mallory", "mallory_4711_99_small_net.ipynb")):
        (source / student).mkdir(parents=True)
        (source / student / name).write_bytes(student.encode())
    nobody = Directory(Roster())
    found = look_through(course, assignment, source, nobody, Ask())
    collected = collect(course, assignment, found, directory=nobody, roster=Roster(), now=datetime.now(UTC))
    assert collected.students == ("4711", "mallory")
    assert (course.root / "submitted/4711/small_net/small_net.ipynb").read_bytes() == b"4711"
