"""An exercise is tested as the notebook stood when its own cell had run, whatever cells further down do to its names."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.worker.cells import Notebook
from autograder.worker.checkpoints import LARGE_BYTES


@pytest.fixture(autouse=True)
def main_stays() -> Iterator[None]:
    """A notebook calls itself `__main__`; pytest's own comes back."""
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main


def loaded(*cells: tuple[str, str] | str, stubs: tuple[str, ...] = ()) -> Notebook:
    """A notebook after its cells: an exercise's own as (exercise, source), others as source."""
    notebook = Notebook()
    for index, cell in enumerate(cells, 1):
        exercise, source = cell if isinstance(cell, tuple) else ("", cell)
        with contextlib.suppress(Exception):
            notebook.load(exercise or f"cell-{index}", source, (exercise,) if exercise else (), stubs)
    return notebook


def at(notebook: Notebook, exercise: str) -> dict[str, Any]:
    """The names of the notebook when this exercise is tested."""
    notebook.checkpoints.rewind(exercise)
    return notebook.module.__dict__


STEP = ("step", "def step(x):\n    return int(x > 0)\n")

REUSES = {
    "a number": "step = 0.1",
    "its own result": "step = step(3)",
    "a loop": "for step in range(3): pass",
    "a comprehension's walrus": "[step := n for n in range(3)]",
    "with": "import contextlib\nwith contextlib.nullcontext(5) as step: pass",
    "except": "try:\n    1 / 0\nexcept ZeroDivisionError as step:\n    pass",
    "an import": "import math as step",
    "import *": "import math\nmath.step = math.exp\nfrom math import *",
    "del": "del step",
    "a scratch version": "def step(x):\n    return 'scratch'\n",
    "a class": "class step: pass",
    "a lambda": "step = lambda x: None",
    "a decorated one": "step = (lambda f: lambda x: [f(x)])(step)",
    "unpacking": "step, other = 1, 2",
    "an annotated one": "step: float = 0.5",
    "global in a function": "def change():\n    global step\n    step = 7\nchange()",
    "globals()": "globals()['step'] = 4",
    "everything cleared": "globals().clear()",
    "a match": "match 5:\n    case step:\n        pass",
    "a failing cell": "step = 1\n1 / 0",
    "augmented": "step = 1\nstep += 1",
}


@pytest.mark.parametrize("reuse", REUSES.values(), ids=REUSES)
def test_a_later_cell_that_uses_an_exercises_name_again_costs_nothing(reuse: str) -> None:
    names = at(loaded(STEP, reuse), "step")
    assert [names["step"](x) for x in (-1, 2)] == [0, 1]


@pytest.mark.parametrize("reuse", REUSES.values(), ids=REUSES)
def test_the_cell_that_uses_the_name_again_is_named(reuse: str) -> None:
    assert loaded(STEP, "x = 1", reuse, "step = 3").checkpoints.rewind("step") == "cell-3"


def test_nobody_is_named_where_a_name_is_used_once() -> None:
    assert loaded(STEP, "print(step(3))", "same = step").checkpoints.rewind("step") == ""


def test_a_helper_written_anew_for_the_next_exercise_leaves_the_first_exercise_its_own() -> None:
    notebook = loaded(
        ("first", "def helper(x):\n    return x + 1\n\ndef first(x):\n    return helper(x)\n"),
        ("second", "def helper(x):\n    return x * 10\n\ndef second(x):\n    return helper(x)\n"),
    )
    assert at(notebook, "first")["first"](2) == 3
    assert at(notebook, "second")["second"](2) == 20
    assert at(notebook, "first")["first"](2) == 3


def test_constants_that_a_later_cell_changes_are_those_of_the_exercises_own_cell() -> None:
    notebook = loaded("rate = 0.1", ("update", "def update(w):\n    return w - rate\n"), "rate = 99")
    assert at(notebook, "update")["update"](1.0) == 0.9


def test_recursion_calls_the_function_itself_and_not_its_successor() -> None:
    notebook = loaded(
        ("fact", "def fact(n):\n    return 1 if n == 0 else n * fact(n - 1)\n"), "def fact(n):\n    return 'no'\n"
    )
    assert at(notebook, "fact")["fact"](5) == 120


def test_closures_and_decorated_functions_look_up_the_names_of_their_time() -> None:
    notebook = loaded(
        "factor = 2\ndef doubled(f):\n    def inner(x):\n        return factor * f(x)\n    return inner\n",
        ("square", "@doubled\ndef square(x):\n    return x * x\n"),
        "factor = 'no'\ndoubled = None\n",
    )
    assert at(notebook, "square")["square"](3) == 18


def test_methods_and_attributes_of_a_class_are_those_of_its_time() -> None:
    notebook = loaded(
        ("Layer", "class Layer:\n    size = 3\n    def forward(self, x):\n        return x + self.size\n"),
        "def worse(self, x):\n    return 'worse'\nLayer.forward = worse\nLayer.size = 0\n",
    )
    assert at(notebook, "Layer")["Layer"]().forward(1) == 4


def test_a_method_that_a_later_cell_adds_is_there() -> None:
    notebook = loaded(("Layer", "class Layer:\n    pass\n"), "def forward(self):\n    return 5\nLayer.forward = forward\n")
    assert at(notebook, "Layer")["Layer"]().forward() == 5


def test_a_later_exercise_sees_the_class_as_it_was_changed_for_it() -> None:
    notebook = loaded(
        ("First", "class First:\n    def value(self):\n        return 1\n"),
        ("second", "First.value = lambda self: 2\ndef second():\n    return First().value()\n"),
    )
    assert at(notebook, "First")["First"]().value() == 1
    assert at(notebook, "second")["second"]() == 2
    assert at(notebook, "First")["First"]().value() == 1


def test_super_and_inheritance_work_after_the_base_was_written_anew() -> None:
    notebook = loaded(
        "class Base:\n    def name(self):\n        return 'first'\n",
        ("Child", "class Child(Base):\n    def name(self):\n        return super().name() + isinstance(self, Base) * '!'\n"),
        "class Base:\n    pass\n",
    )
    assert at(notebook, "Child")["Child"]().name() == "first!"


def test_what_was_not_defined_yet_is_filled_in_from_the_next_cell_that_defines_it() -> None:
    notebook = loaded(
        ("first", "def first():\n    return helper()\n"),
        "def helper():\n    return 'next'\n",
        "def helper():\n    return 'last'\n",
    )
    assert at(notebook, "first")["first"]() == "next"


def test_a_stub_with_the_answer_in_a_later_cell_is_answered() -> None:
    stub = "def step(x):\n    raise NotImplementedError\n"
    notebook = loaded(("step", stub), "def step(x):\n    return 'answer'\n", "step = 0.1", stubs=("step",))
    assert at(notebook, "step")["step"](1) == "answer"


def test_another_exercise_calls_the_answer_that_stands_after_a_stub() -> None:
    stub = "def step(x):\n    raise NotImplementedError\n"
    notebook = loaded(
        ("step", stub), ("unit", "def unit(x):\n    return step(x)\n"), "def step(x):\n    return 'answer'\n", stubs=("step",)
    )
    assert at(notebook, "unit")["unit"](1) == "answer"


def test_a_cell_that_answers_two_exercises_is_the_own_cell_of_both() -> None:
    notebook = Notebook()
    notebook.load("two", STEP[1] + "def twice(x):\n    return 2 * x\n", ("step", "twice"))
    notebook.load("cell-2", "step = twice = 0")
    assert at(notebook, "step")["step"](3) == 1
    assert at(notebook, "twice")["twice"](3) == 6


def test_a_stub_without_an_answer_stays_a_stub() -> None:
    notebook = loaded(("step", "def step(x):\n    raise NotImplementedError\n"), "x = 1", stubs=("step",))
    with pytest.raises(NotImplementedError):
        at(notebook, "step")["step"](1)


def test_an_answer_in_an_earlier_cell_counts_where_the_own_cell_defines_nothing() -> None:
    assert at(loaded("def step(x):\n    return 'early'\n", ("step", "print(step(3))"), "step = 0"), "step")["step"](1) == "early"


def test_an_answer_without_a_cell_of_its_own_is_the_last_function_of_that_name() -> None:
    assert at(loaded("def step(x):\n    return 1\n", "def step(x):\n    return 2\n", "step = step(3)"), "step")["step"](1) == 2


def test_an_exercise_that_another_one_calls_stays_a_function_when_a_number_takes_its_name() -> None:
    notebook = loaded(
        ("loss", "def loss(x):\n    return x * x\n"), "loss = loss(5.0)", ("slope", "def slope(x):\n    return loss(x) / x\n")
    )
    assert at(notebook, "slope")["slope"](3.0) == 3.0


def test_a_cell_that_raises_halfway_leaves_what_it_had_defined() -> None:
    names = at(loaded(("step", STEP[1] + "\nundefined\n"), "step = 1"), "step")
    assert names["step"](5) == 1


def test_going_back_and_forth_leaves_the_notebook_what_it_was() -> None:
    notebook = loaded(STEP, ("twice", "def twice(x):\n    return 2 * x\n"), "step = 1\ntwice = 2\n")
    for exercise in ("step", "twice", "step", "step", "twice"):
        assert callable(at(notebook, exercise)[exercise])
        assert notebook.module.__dict__["__name__"] == "__main__"


def test_names_that_tests_leave_behind_are_gone_at_the_next_exercise() -> None:
    notebook = loaded(STEP, ("twice", "def twice(x):\n    return 2 * x\n"))
    at(notebook, "step")["left_behind"] = 1
    assert "left_behind" not in at(notebook, "twice")


def test_one_name_for_one_large_array_after_another_needs_room_for_one() -> None:
    notebook = loaded(*[f"import numpy as np\nbig = np.zeros({LARGE_BYTES})\nfirst = big[:1]"] * 5, STEP)
    kept = [s for s in notebook.checkpoints._standings if any(reference() is not None for reference in s.large.values())]
    assert len(kept) <= 2
    assert at(notebook, "step")["big"].nbytes > LARGE_BYTES


def test_a_large_array_that_is_still_there_is_the_one_of_its_time() -> None:
    cells = [f"import numpy as np\ndata = np.ones({LARGE_BYTES})", ("total", "def total():\n    return data.sum()\n")]
    notebook = loaded(*cells, "kept = data\ndata = data[:10]")
    assert at(notebook, "total")["total"]() == float(LARGE_BYTES)


def test_going_back_without_cells_is_no_error() -> None:
    assert Notebook().checkpoints.rewind("step") == ""


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), min_size=1, max_size=8), st.data())
def test_every_exercise_sees_the_latest_value_before_it_and_else_the_next(
    assignments: list[tuple[str, int]], data: st.DataObject
) -> None:
    """The law that the checkpoints stand for, on random notebooks of assignments."""
    main = sys.modules["__main__"]
    try:
        place = data.draw(st.integers(0, len(assignments)))
        cells: list[tuple[str, str] | str] = [f"{name} = {value}" for name, value in assignments]
        cells.insert(place, ("answer", "def answer(): pass"))
        names = at(loaded(*cells), "answer")
        for name in "abc":
            before = [value for other, value in assignments[:place] if other == name]
            after = [value for other, value in assignments[place:] if other == name]
            assert names.get(name) == (before[-1] if before else after[0] if after else None)
    finally:
        sys.modules["__main__"] = main


def test_arrays_are_not_copied() -> None:
    notebook = loaded("import numpy as np\nshared = np.zeros(3)", STEP)
    shared = notebook.module.__dict__["shared"]
    assert at(notebook, "step")["shared"] is shared
    assert isinstance(shared, np.ndarray)


def test_a_later_cell_that_has_numpy_raise_on_overflow_does_so_for_what_follows_only() -> None:
    notebook = loaded(("large", "import numpy as np\ndef large():\n    return np.exp(np.float64(1e9))\n"), "np.seterr(all='raise')", STEP)
    try:
        with np.errstate():
            assert at(notebook, "large")["large"]() == np.inf
            assert at(notebook, "step")["np"].geterr()["over"] == "raise"
    finally:
        np.seterr(all="warn", under="ignore")
