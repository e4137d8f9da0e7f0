"""Candidates: the stub, answers without work, odd answers and overlays are what they say they are."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.errors import CourseError
from autograder.verify.degenerate import NOTHING, ODD, ODD_SHAPED, SHAPED, WHOLE, answering, bound, shaped
from autograder.verify.overlay import overlay, read_solution, read_wrong, stub_cells
from autograder.verify.source import Block, split

MODULE = '''"""Doc."""

import numpy as np

SCALE = 2.0


def double(x: np.ndarray, times=SCALE, *, shift=0) -> "np.ndarray":
    """Doc."""
    ### BEGIN SOLUTION
    return {"out": (x * times + shift, [1, True, "text"]), "f": lambda y: y + 1}
    ### END SOLUTION


def helper(x):
    return x


class Layer:
    """Doc."""

    def __init__(self, size):
        ### BEGIN SOLUTION
        self.size = size
        self.seen = None
        ### END SOLUTION

    def forward(self, x):
        ### BEGIN SOLUTION
        self.seen = x
        x += 1
        return x * self.size
        ### END SOLUTION

    def params(self):
        ### BEGIN SOLUTION
        return {"seen": self.seen}
        ### END SOLUTION
'''


def blocks() -> tuple[Block, ...]:
    return split(MODULE)


def block(name: str) -> Block:
    return next(item for item in blocks() if item.exercise == name)


def executed(*sources: str) -> dict[str, Any]:
    names: dict[str, Any] = {}
    for source in ["import numpy as np\nSCALE = 2.0\n", *sources]:
        exec(compile(source, "cell", "exec"), names)
    return names


def test_blocks_joined_are_the_module_again() -> None:
    assert [item.exercise for item in blocks()] == [None, "double", None, "Layer"]
    assert "\n\n\n".join(item.source.rstrip("\n") for item in blocks()) + "\n" == MODULE
    assert [MODULE.splitlines()[item.first_line - 1] for item in blocks()] == [
        '"""Doc."""',
        'def double(x: np.ndarray, times=SCALE, *, shift=0) -> "np.ndarray":',
        "def helper(x):",
        "class Layer:",
    ]


def test_the_stub_keeps_signature_and_docstring_and_raises() -> None:
    cells = stub_cells(blocks())
    assert [cell.exercises for cell in cells] == [(), ("double",), (), ("Layer",)]
    text = cells[1].source
    assert "BEGIN" not in text
    assert "times + shift" not in text
    assert text.startswith("def double(x: np.ndarray")
    names = executed(*(cell.source for cell in cells))
    with pytest.raises(NotImplementedError):
        names["double"](1)
    with pytest.raises(NotImplementedError):
        names["Layer"](1)


@pytest.mark.parametrize("name", ["double", "Layer"])
@pytest.mark.parametrize("body", [*NOTHING.values(), *ODD.values()], ids=[*NOTHING, *ODD])
def test_an_answer_keeps_the_signature(name: str, body: str) -> None:
    text = answering(block(name), body)
    assert text is not None
    made = executed(text)[name]
    if name == "double":
        assert list(inspect.signature(made).parameters) == ["x", "times", "shift"]
    else:
        assert [name for name in vars(made) if name[0] != "_"] == ["forward", "params"]
        assert list(inspect.signature(made.forward).parameters) == ["self", "x"]
        made(3)


def test_an_answer_returns_what_it_is_named_after() -> None:
    x = np.array([1.0, 2.0])
    assert executed(answering(block("double"), NOTHING["first-argument"]) or "")["double"](x) is x
    zeros = executed(answering(block("double"), NOTHING["zeros-like-argument"]) or "")["double"]
    assert np.array_equal(zeros(x), [0, 0])
    layer = executed(answering(block("Layer"), NOTHING["first-argument"]) or "")["Layer"](3)
    assert layer.forward(x) is x
    assert layer.params() is None  # no argument to return
    assert answering(Block("f", "def f():\n    pass\n", 1), NOTHING["first-argument"]) is None


def test_a_shaped_answer_has_the_right_form_and_leaves_arguments_alone() -> None:
    double = executed(shaped(block("double"), SHAPED["zeros-shaped"]))["double"]
    x = np.array([1.0, 2.0])
    answer = double(x, 3)
    assert np.array_equal(answer["out"][0], [0.0, 0.0])
    assert answer["out"][1] == [0, False, ""]
    assert answer["f"](7) == 0
    nan = executed(shaped(block("double"), ODD_SHAPED["nan-shaped"]))["double"](x, 3)
    assert np.isnan(nan["out"][0]).all()
    layer = executed(shaped(block("Layer"), SHAPED["ones-shaped"]))["Layer"](3)
    assert np.array_equal(layer.forward(x), [1.0, 1.0])
    assert np.array_equal(layer.params()["seen"], [1.0, 1.0])
    assert layer.size == 1
    assert np.array_equal(x, [1.0, 2.0])


def test_something_else_can_be_bound_to_the_name() -> None:
    made = {name: bound(block("double"), template) for name, template in WHOLE.items()}
    assert made["missing"] == ""
    assert executed(made["number-by-that-name"])["double"] == 3
    with pytest.raises(TypeError):
        executed(made["no-arguments"])["double"](1)
    with pytest.raises(SyntaxError):
        executed(made["does-not-compile"])


def test_a_wrong_file_is_laid_over_the_reference_whole(tmp_path: Path) -> None:
    path = tmp_path / "wrong.py"
    header = "# exercise: double\n# misconception: no-shift\nimport math\n\n\n"
    path.write_text(f"{header}def aid():\n    return math.pi\n\n\ndef double(x):\n    return aid()\n")
    wrong = read_wrong(path, ["double", "Layer"])
    assert (wrong.exercise, wrong.misconception) == ("double", "no-shift")
    cells = overlay(blocks(), {wrong.exercise: wrong.source})
    assert [cell.exercises for cell in cells] == [(), ("double",), (), ("Layer",)]
    assert executed(*(cell.source for cell in cells))["double"](1) == pytest.approx(3.14159, abs=1e-4)


def test_a_whole_solution_with_an_exercise_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "twice.py"
    path.write_text("double = abs\n\n\ndef double(x):\n    return x\n")
    with pytest.raises(CourseError) as error:
        read_solution(path, ["double"])
    assert str(error.value) == f"{path}: double is defined twice, expected each exercise once; remove one"
