"""What a notebook earns, from its file to its result, with a real suite in real processes."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from course_notebooks import hand_in, project_assignment, project_course, reference_sources, released, solved

from autograder.grading import Cell, IsolationMode, Job, SuiteHost, finish, prepare
from autograder.model import Assignment, ExerciseResult, OutcomeKind, Result, Status, Submission, Verdict
from autograder.notebook.contract import contract

Grade = Callable[[dict[str, Any]], Result]
ASSIGNMENT = project_assignment("02_activations")
REFERENCE = reference_sources(ASSIGNMENT)
EXERCISES = {exercise.name for exercise in ASSIGNMENT.exercises}

NAIVE_SOFTMAX = """def softmax(a):
    powers = np.exp(a)
    return powers / np.sum(powers, axis=-1, keepdims=True)
"""


def reference_with(**replaced: str) -> dict[str, Any]:
    """The notebook with the reference in place, except for these exercises."""
    return solved(ASSIGNMENT, {**{name: REFERENCE[name] for name in EXERCISES}, **replaced})


def exercise(result: Result, name: str) -> ExerciseResult:
    return next(item for item in result.exercises if item.name == name)


def lost(result: Result) -> set[str]:
    return {item.name for item in result.exercises if item.score < item.points}


def test_the_reference_earns_everything(grade: Grade) -> None:
    result = grade(reference_with())
    assert (result.status, result.score, result.points) == (Status.GRADED, 18.0, 18.0)
    assert result.outcome.kind is OutcomeKind.EXITED
    assert result.notes == ()


def test_the_released_notebook_earns_nothing_and_says_that_it_is_unsolved(grade: Grade) -> None:
    result = grade(released(ASSIGNMENT))
    assert result.score == 0.0
    first = exercise(result, "relu").tests[0]
    assert first.hint["en"] == "This exercise is not solved yet."
    assert first.hint["ko"] == "아직 풀지 않은 문제입니다."


def test_softmax_alone_earns_its_3_of_18(grade: Grade) -> None:
    result = grade(solved(ASSIGNMENT, {"softmax": REFERENCE["softmax"]}))
    assert (result.score, result.points) == (3.0, 18.0)
    assert exercise(result, "softmax").verdict is Verdict.PASSED


def test_softmax_without_the_maximum_shift_loses_only_the_overflow_part_and_is_told_why(grade: Grade) -> None:
    result = grade(solved(ASSIGNMENT, {"softmax": NAIVE_SOFTMAX}))
    softmax = exercise(result, "softmax")
    assert 0 < softmax.score < 3.0
    assert result.score == softmax.score
    failed = [test for test in softmax.tests if test.verdict is Verdict.FAILED]
    assert {test.misconception for test in failed} == {"no-max-shift"}
    assert all({"en", "ko"} <= {*test.hint} for test in failed)


def test_a_cell_that_raises_costs_its_own_exercise_only(grade: Grade) -> None:
    result = grade(reference_with(leaky_relu="def leaky_relu(x, alpha=0.1)\n    return x"))
    assert lost(result) == {"leaky_relu"}
    assert "SyntaxError" in exercise(result, "leaky_relu").tests[0].message


def test_a_cell_that_raises_after_its_definition_costs_nothing(grade: Grade) -> None:
    result = grade(reference_with(leaky_relu=REFERENCE["leaky_relu"] + "\nprint(undefined_name)\n"))
    assert lost(result) == set()
    assert any("NameError" in note for note in result.notes)


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("import os; os._exit(0)", OutcomeKind.EXITED),
        ("import os; os.abort()", OutcomeKind.KILLED),
        ("import ctypes; ctypes.string_at(8)", OutcomeKind.KILLED),
    ],
)
def test_a_cell_that_ends_the_program_costs_its_own_exercise_only(
    grade: Grade, code: str, outcome: OutcomeKind
) -> None:
    result = grade(reference_with(leaky_relu=code))
    assert lost(result) == {"leaky_relu"}
    assert result.outcome.kind is outcome
    assert result.status is Status.GRADED


def test_a_function_that_ends_the_program_costs_its_own_exercise_only(grade: Grade) -> None:
    result = grade(reference_with(elu="import os\n\ndef elu(x, alpha=1.0):\n    os._exit(3)\n"))
    assert lost(result) == {"elu"}
    assert any("the worker ended in a test of elu" in note for note in result.notes)


def test_a_call_that_never_ends_is_cut_off_and_the_next_exercise_is_tested(host: SuiteHost) -> None:
    cells = tuple(Cell(name, REFERENCE[name], (name,)) for name in ("relu", "tanh"))
    endless = Cell("step", "def step(x):\n    while True: pass\n", ("step",))
    job = Job("x", (Cell("setup", "import numpy as np"), endless, *cells), frozenset({"step", "relu"}), call_s=0.5)
    report = host.grade(job)
    verdicts = {test.exercise: set() for test in report.tests}
    for test in report.tests:
        verdicts[test.exercise].add(test.verdict)
    assert verdicts["relu"] == {Verdict.PASSED}
    assert Verdict.PASSED not in verdicts["step"]
    assert report.outcome.kind is OutcomeKind.TIMEOUT


def test_a_missing_cell_costs_its_own_points_and_nothing_else(grade: Grade) -> None:
    notebook = reference_with()
    notebook["cells"] = [c for c in notebook["cells"] if c["metadata"].get("nbgrader", {}).get("grade_id") != "elu"]
    result = grade(notebook)
    assert lost(result) == {"elu"}
    assert any("elu" in note for note in result.notes)


@pytest.mark.parametrize(("name", "asks"), [("ReLU", "`ReLU` is"), ("re_lu", "`re_lu` is"), ("rleu", "`rleu` is"), ("rectify", "Was it renamed")])
def test_an_answer_under_a_name_that_is_spelled_differently_is_told_so(grade: Grade, name: str, asks: str) -> None:
    result = grade(reference_with(relu=f"def {name}(x):\n    return np.maximum(x, 0)"))
    assert asks in exercise(result, "relu").tests[0].hint["en"]


@pytest.mark.parametrize("outer", ["def outer():\n", "class Layer:\n    n = 1\n", "class Layer:\n    @staticmethod\n"])
def test_an_answer_that_is_made_inside_another_definition_is_told_so(grade: Grade, outer: str) -> None:
    result = grade(reference_with(relu=f"{outer}    def relu(x):\n        return np.maximum(x, 0)\n"))
    name = "outer" if "outer" in outer else "Layer"
    assert f"`relu` is made inside `{name}`" in exercise(result, "relu").tests[0].hint["en"]


def test_cells_are_taken_by_grade_id_wherever_they_stand(grade: Grade) -> None:
    notebook = reference_with()
    notebook["cells"].reverse()
    assert grade(notebook).score == 18.0


def test_a_students_own_cell_runs_where_it_stands(grade: Grade) -> None:
    notebook = reference_with(leaky_relu="def leaky_relu(x, alpha=0.1):\n    return positive_part(x, alpha)\n")
    own = {"cell_type": "code", "metadata": {}, "source": "def positive_part(x, alpha):\n    return np.maximum(x, alpha * x)\n",
           "outputs": [], "execution_count": None}  # fmt: skip
    notebook["cells"].append(own)
    assert lost(grade(notebook)) == set()


def own_cell(source: str) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None}


def test_names_that_later_cells_use_again_cost_nothing_and_are_named_in_a_note(grade: Grade) -> None:
    notebook = reference_with()
    notebook["cells"].append(own_cell("step = 0.1\nprint(np.arange(0, 1, step))"))
    notebook["cells"].append(own_cell("from math import *\nsoftmax = softmax(np.ones(3))\nfor relu in range(3): pass"))
    result = grade(notebook)
    assert result.score == 18.0
    assert {note.split("'")[3] for note in result.notes} == {"step", "softmax", "relu", "tanh"}
    assert all("what counts is" in note for note in result.notes)


def test_an_answer_below_a_stub_that_was_left_as_it_is_counts(grade: Grade) -> None:
    notebook = released(ASSIGNMENT)
    notebook["cells"].append(own_cell(REFERENCE["softmax"]))
    assert exercise(grade(notebook), "softmax").score == 3.0


def test_a_wrong_answer_gains_nothing_from_a_right_one_further_down(grade: Grade) -> None:
    notebook = reference_with(relu="def relu(a):\n    return abs(a)\n")
    notebook["cells"].append(own_cell(REFERENCE["relu"]))
    assert exercise(grade(notebook), "relu").score < 1.0


REMEMBERING = {
    "a default that is a list": "def relu(a, seen=[]):\n    seen.append(a)\n    return np.maximum(0, a) + len(seen) - 1\n",
    "a global": "calls = 0\ndef relu(a):\n    global calls\n    calls += 1\n    return np.maximum(0, a) * calls\n",
    "an attribute of the function": "def relu(a):\n    relu.last = getattr(relu, 'last', 0) + 1\n    return np.maximum(0, a) * relu.last\n",
}  # fmt: skip


@pytest.mark.parametrize("answer", REMEMBERING.values(), ids=REMEMBERING)
def test_an_answer_that_is_right_once_and_wrong_after_other_calls_is_told_so(grade: Grade, answer: str) -> None:
    tests = exercise(grade(reference_with(relu=answer)), "relu").tests
    failed = [test for test in tests if test.verdict is Verdict.FAILED]
    assert failed[0].misconception == "remembers-earlier-calls"
    assert failed[0].hint["en"].startswith("Right when it is called for the first time")


OF_THE_CLASS = {
    "an attribute of the class": ("        self.layers = []\n", "", "def __init__(self, seed=0):", "layers = []\n    def __init__(self, seed=0):"),
    "a default of its start": ("= []\n", "= layers\n", "seed=0):", "seed=0, layers=[]):"),
}  # fmt: skip


def graded_alone(assignment: Assignment, answers: dict[str, str], name: str, tmp_path: Path) -> ExerciseResult:
    """What one exercise of another assignment earns, with these answers in place."""
    with SuiteHost(project_course(), assignment, isolation=IsolationMode.AUTO) as host:
        path = hand_in(tmp_path, solved(assignment, answers))
        prepared = prepare(Submission(assignment.name, "s1", path), contract(assignment))
        return exercise(finish(prepared, assignment, host.grade(prepared.job)), name)


@pytest.mark.parametrize("shared", OF_THE_CLASS.values(), ids=OF_THE_CLASS)
def test_models_that_share_their_layers_lose_the_test_of_that_alone_and_are_told_so(
    tmp_path: Path, shared: tuple[str, str, str, str]
) -> None:
    assignment, (old, new, start, other_start) = project_assignment("11_sequential"), shared
    reference = reference_sources(assignment)
    answer = reference["Sequential"].replace(old, new, 1).replace(start, other_start, 1)
    found = graded_alone(assignment, {"Dense": reference["Dense"], "Sequential": answer}, "Sequential", tmp_path)
    failed = [(test.name, test.misconception) for test in found.tests if test.verdict is not Verdict.PASSED]
    assert failed == [("test_add_builds", "layers-shared")]


@pytest.mark.parametrize("start", ["kept = []\n    def __init__(self, W, b):", "def __init__(self, W, b, kept=[]):\n        self.kept = kept"])
def test_objects_that_share_what_each_should_keep_for_itself_are_told_so(tmp_path: Path, start: str) -> None:
    answer = f"""class Affine:
    {start}
        self.kept.append((W, b))
    def forward(self, x):
        W, b = self.kept[0]
        return x @ W + b
"""
    tests = graded_alone(project_assignment("06_computational_graph"), {"Affine": answer}, "Affine", tmp_path).tests
    assert tests[0].misconception == "remembers-earlier-calls"
    assert "case 'lecture-like'" in tests[0].message


def test_an_answer_that_is_wrong_from_the_start_is_not_told_that_it_remembers(grade: Grade) -> None:
    answer = "seen = []\ndef relu(a):\n    seen.append(a)\n    return np.abs(a)\n"
    tests = exercise(grade(reference_with(relu=answer)), "relu").tests
    assert "remembers-earlier-calls" not in {test.misconception for test in tests}
    assert exercise(grade(reference_with(relu=answer)), "relu").score < 1.0


CHANGED_BELOW = {
    "an array": ("lower = np.zeros(1)\ndef relu(a):\n    return np.maximum(lower[0], a)\n", "lower[0] = 5"),
    "an object": ("class P: lower = 0\np = P()\ndef relu(a):\n    return np.maximum(p.lower, a)\n", "p.lower = 5"),
    "NumPy itself": ("def relu(a):\n    return np.maximum(0, a)\n", "np.maximum = np.minimum"),
}


@pytest.mark.parametrize(("answer", "below"), CHANGED_BELOW.values(), ids=CHANGED_BELOW)
def test_what_a_cell_further_down_changes_in_place_costs_nothing(grade: Grade, answer: str, below: str) -> None:
    notebook = reference_with(relu=answer)
    notebook["cells"].append(own_cell(below))
    result = grade(notebook)
    assert exercise(result, "relu").verdict is Verdict.PASSED
    assert any("passes where only the cells down to its own have run" in note for note in result.notes)


WRONG_SIGMOID = "def sigmoid(x):\n    return 1 / (1 + np.exp(x))\n"
BY_SIGMOID = "def tanh(x):\n    return 2 * sigmoid(2 * x) - 1\n"


def test_an_exercise_that_calls_a_wrong_one_is_tried_again_given_a_right_one(grade: Grade) -> None:
    result = grade(reference_with(sigmoid=WRONG_SIGMOID, tanh=BY_SIGMOID))
    assert lost(result) == {"sigmoid"}
    tests = exercise(result, "tanh").tests
    assert {test.carried for test in tests if test.carried} == {("sigmoid",)}
    assert next(test for test in tests if test.carried).hint["en"] == (
        "`tanh` is right here, with right answers of sigmoid: begin there."
    )


def test_an_exercise_that_is_wrong_itself_gains_nothing_from_a_right_one(grade: Grade) -> None:
    for tanh in ("def tanh(x):\n    return sigmoid(x)\n", "def tanh(x):\n    return sigmoid(2 * x) - 1\n",
                 "def tanh(x):\n    return 2 * sigmoid(sigmoid) - 1\n"):  # fmt: skip
        result = grade(reference_with(sigmoid=WRONG_SIGMOID, tanh=tanh))
        assert exercise(result, "tanh").score == exercise(grade(reference_with(tanh=tanh)), "tanh").score


BEGIN_WITH_SIGMOID = "This builds on sigmoid, not right yet: begin there. "


def test_what_could_not_be_tried_is_told_where_to_begin_and_no_misconception(grade: Grade) -> None:
    of_objects = "def sigmoid(x):\n    return 1 / (1 + np.exp(np.asarray(x, float)))\n"  # ours takes no objects
    tanh = "def tanh(x):\n    return 2 * sigmoid(np.asarray(2 * x, object)) - 1\n"
    first = exercise(grade(reference_with(sigmoid=of_objects, tanh=tanh)), "tanh").tests[0]
    assert (first.verdict, first.misconception) == (Verdict.FAILED, "")  # minus tanh is a misconception of its own
    assert first.hint["en"].startswith(BEGIN_WITH_SIGMOID)


def test_an_exercise_that_is_wrong_itself_is_told_what_is_wrong_given_right_ones(grade: Grade) -> None:
    tanh = "def tanh(x):\n    return sigmoid(2 * x)\n"
    [alone], [both] = (
        [test for test in exercise(grade(reference_with(tanh=tanh, **other)), "tanh").tests if test.misconception]
        for other in ({}, {"sigmoid": WRONG_SIGMOID})
    )
    assert both.misconception == alone.misconception == "tanh-not-centred"
    assert both.hint["en"] == BEGIN_WITH_SIGMOID + alone.hint["en"]


def test_an_exercise_that_asked_nothing_of_the_wrong_one_is_told_its_own_mistake(grade: Grade) -> None:
    tanh = "def tanh(x):\n    if x is None:\n        return sigmoid(x)\n    return 2 / (1 + np.exp(-x)) - 1\n"
    first = exercise(grade(reference_with(sigmoid=WRONG_SIGMOID, tanh=tanh)), "tanh").tests[0]
    assert first.misconception == "tanh-half-exponent"
    assert "builds on" not in first.hint["en"]


def test_the_exercise_that_is_called_gains_nothing_from_being_carried(grade: Grade) -> None:
    alone = exercise(grade(reference_with(sigmoid=WRONG_SIGMOID)), "sigmoid").score
    assert exercise(grade(reference_with(sigmoid=WRONG_SIGMOID, tanh=BY_SIGMOID)), "sigmoid").score == alone


def without_sigmoid(**replaced: str) -> dict[str, Any]:
    """The notebook with its sigmoid not solved."""
    notebook = reference_with(**replaced)
    for cell, stub in zip(notebook["cells"], released(ASSIGNMENT)["cells"], strict=True):
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "sigmoid":
            cell["source"] = stub["source"]
    return notebook


def test_an_exercise_that_builds_on_one_that_is_not_solved_is_carried_too(grade: Grade) -> None:
    assert lost(grade(without_sigmoid(tanh=BY_SIGMOID))) == {"sigmoid"}


def test_that_an_exercise_calls_one_that_is_not_solved_is_told_once(grade: Grade) -> None:
    result = grade(without_sigmoid(tanh="def tanh(x):\n    return sigmoid(x)\n"))
    first = exercise(result, "tanh").tests[0]
    assert first.hint["en"] == "This calls `sigmoid`, which is not solved yet: solve that first."


def test_a_function_that_is_carried_forward_goes_by_its_name(grade: Grade) -> None:
    by_name = (
        "def plot_activations(x):\n    figure, axes = plt.subplots()\n    for f in (step, sigmoid, tanh, relu):\n"
        "        axes.plot(x, f(x), label=f.__name__)\n    return figure\n"
    )
    assert lost(grade(reference_with(sigmoid=WRONG_SIGMOID, plot_activations=by_name))) == {"sigmoid"}


def test_a_course_may_give_no_points_for_what_is_carried_forward(host: SuiteHost, tmp_path: Path) -> None:
    path = hand_in(tmp_path, reference_with(sigmoid=WRONG_SIGMOID, tanh=BY_SIGMOID))
    prepared = prepare(Submission(ASSIGNMENT.name, "s1", path), contract(ASSIGNMENT))
    result = finish(prepared, ASSIGNMENT, host.grade(prepared.job), carry_forward=False)
    assert {"sigmoid", "tanh"} <= lost(result)
    assert any("with right answers of sigmoid" in test.hint["en"] for test in exercise(result, "tanh").tests)


def test_what_one_submission_does_is_gone_for_the_next(grade: Grade) -> None:
    poison = "import numpy as np\nnp.exp = lambda x: 1 / 0\nimport builtins\nbuiltins.len = None\n" + REFERENCE["step"]
    grade(reference_with(step=poison))
    assert grade(reference_with()).score == 18.0


def test_the_same_submission_gets_the_same_result_every_time(grade: Grade) -> None:
    notebook = reference_with(softmax=NAIVE_SOFTMAX, relu="def leaky_relu(x, alpha=0.1):\n    return abs(x)\n")
    first, second = grade(notebook), grade(notebook)
    assert first.exercises == second.exercises


def test_an_argument_that_is_changed_is_told_by_name(grade: Grade) -> None:
    result = grade(reference_with(leaky_relu="def leaky_relu(x, alpha=0.1):\n    x[x < 0] *= alpha\n    return x\n"))
    assert "changes-argument" in {test.misconception for test in exercise(result, "leaky_relu").tests}


def test_a_suite_host_that_dies_is_the_graders_own_fault(tmp_path: Any) -> None:
    from autograder.errors import InternalError

    host = SuiteHost(project_course(), ASSIGNMENT, isolation=IsolationMode.AUTO)
    with host:
        host.grade(Job("warm", ()))
        os.kill(host.pid, signal.SIGKILL)
        with pytest.raises(InternalError, match=r"the suite host.*02_activations.*died|the suite host is gone"):
            host.grade(Job("x", ()))


def test_a_function_that_was_given_may_be_kept_and_called_in_a_later_request() -> None:
    losses = project_assignment("04_losses")
    source = "def tangent_line(f, x):\n    return lambda t: (f(x + 1e-4) - f(x - 1e-4)) / 2e-4 * (t - x) + f(x)\n"
    with SuiteHost(project_course(), losses) as host:
        report = host.grade(Job("x", (Cell("tangent_line", source, ("tangent_line",)),), frozenset({"tangent_line"})))
    assert {test.verdict for test in report.tests} == {Verdict.PASSED}
