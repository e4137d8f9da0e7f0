"""What is asked beside the tests takes no more workers than it needs, and changes nothing that the tests find."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest

from autograder.grading import Cell, Job
from autograder.grading.trial import Trial
from autograder.model import Limits
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.messages import Call
from autograder.protocol.values import Function, Reply
from autograder.sandbox import IsolationMode, WarmParent
from autograder.suite.carrying import OurObjects, Ours
from autograder.suite.proxy import Connection

PLAIN = (
    Cell("f", "def f(x):\n    return x + 1", ("f",)),
    Cell("g", "def g(x):\n    return f(x) * 2", ("g",)),
    Cell("loop", "def loop(x):\n    while True:\n        pass", ("loop",)),
)
REMEMBERS = (Cell("f", "seen = []\ndef f(x):\n    seen.append(x)\n    return len(seen)", ("f",)), *PLAIN[1:])
DRAWS = (
    Cell("f", "import matplotlib.pyplot as plt\ndef f(x):\n    plt.plot(x)\n    return len(plt.gca().lines)", ("f",)),
    Cell("g", "def g(x):\n    return f(x)", ("g",)),
)
LIMITS = Limits(call_s=1, load_s=5, submission_s=10)


@pytest.fixture(scope="module")
def parent() -> Iterator[WarmParent]:
    with WarmParent(
        entry="autograder.worker:serve", limits=LIMITS, isolation=IsolationMode.NONE, preload=("matplotlib.pyplot",)
    ) as running:
        yield running


class Counted:
    """A trial and the number of its workers."""

    def __init__(self, parent: WarmParent, cells: tuple[Cell, ...]) -> None:
        self.workers = 0
        self._parent = parent
        self.trial = Trial(Job("s", cells), LIMITS, self._start)

    def _start(self) -> object:
        self.workers += 1
        return self._parent.start_worker()


@contextlib.contextmanager
def submission(parent: WarmParent, cells: tuple[Cell, ...], *, is_tested: bool = True) -> Iterator[Counted]:
    counted = Counted(parent, cells)
    try:
        if is_tested:
            assert counted.trial.begin("f") is None
            assert ask(counted.trial, "f", [1.0] if cells is DRAWS else 1)
        yield counted
    finally:
        counted.trial.close()


def ask(connection: Connection | None, name: str, x: object) -> object:
    assert connection is not None
    return connection.request(Call(0, name, (x,), {})).value


def test_code_that_keeps_nothing_is_asked_for_all_pictures_in_one_worker_that_no_test_has_used(
    parent: WarmParent,
) -> None:
    with submission(parent, PLAIN) as counted:
        for exercise, wanted in (("f", 2), ("g", 4), ("f", 2)):
            with counted.trial.untested(exercise) as another:  # type: ignore[union-attr]
                assert ask(another, exercise, 1) == wanted
        assert counted.workers == 2


def test_code_that_remembers_is_asked_for_each_picture_in_a_worker_of_its_own(parent: WarmParent) -> None:
    with submission(parent, REMEMBERS) as counted:
        for _ in range(2):
            with counted.trial.untested("f") as another:  # type: ignore[union-attr]
                assert ask(another, "f", 1) == 1
        assert counted.workers == 3


def test_figures_for_everybody_are_asked_for_before_the_tests_in_the_worker_that_these_are_to_have(
    parent: WarmParent,
) -> None:
    with submission(parent, DRAWS, is_tested=False) as counted:
        with counted.trial.untested("f") as another:  # type: ignore[union-attr]
            assert ask(another, "f", [1.0, 2.0]) == 1
        assert counted.trial.begin("f") is None
        assert ask(counted.trial, "f", [1.0, 2.0]) == 1  # pyplot begins anew, too
        assert counted.workers == 1


def test_what_one_call_says_is_asked_of_all_exercises_before_the_tests_in_the_worker_that_these_are_to_have(
    parent: WarmParent,
) -> None:
    with submission(parent, PLAIN, is_tested=False) as counted:
        left_s = counted.trial.left_s
        answers = counted.trial.answers_before({name: Call(0, name, (1,), {}) for name in ("g", "f")})
        assert {name: answer.value for name, answer in answers.items() if isinstance(answer, Reply)} == {"g": 4, "f": 2}
        assert counted.trial.begin("f") is None
        assert ask(counted.trial, "f", 1) == 2
        assert counted.trial.answers_before({"f": Call(0, "f", (1,), {})}) == {}
        assert counted.workers == 1
        assert counted.trial.left_s < left_s  # by the cells, and by the test


def test_code_that_remembers_is_asked_nothing_before_the_tests(parent: WarmParent) -> None:
    with submission(parent, REMEMBERS, is_tested=False) as counted:
        assert counted.trial.answers_before({"f": Call(0, "f", (1,), {})}) == {}
        assert counted.trial.begin("f") is None
        assert ask(counted.trial, "f", 1) == 1


def test_what_never_ends_before_the_tests_costs_no_time_and_no_other_answer_that_has_come(parent: WarmParent) -> None:
    with submission(parent, PLAIN, is_tested=False) as counted:
        assert counted.trial.begin("f") is None
        left_s = counted.trial.left_s
        answers = counted.trial.answers_before({name: Call(0, name, (1,), {}) for name in ("f", "loop", "g")})
        assert (list(answers), counted.trial.left_s) == (["f"], left_s)
        assert counted.trial.begin("f") is None
        assert ask(counted.trial, "f", 1) == 2
        assert (counted.workers, counted.trial.notes, counted.trial.outcome.detail) == (2, [], "")


def test_a_figure_that_never_ends_costs_the_tests_nothing_but_another_worker(parent: WarmParent) -> None:
    with submission(parent, PLAIN, is_tested=False) as counted:
        with pytest.raises(WorkerEnded), counted.trial.untested("loop") as another:  # type: ignore[union-attr]
            ask(another, "loop", 1)
        assert counted.trial.begin("f") is None
        assert ask(counted.trial, "f", 1) == 2
        assert (counted.workers, counted.trial.notes, counted.trial.outcome.detail) == (2, [], "")


def test_a_picture_that_never_ends_costs_the_other_pictures_and_the_score_nothing(parent: WarmParent) -> None:
    with submission(parent, PLAIN) as counted:
        with pytest.raises(WorkerEnded), counted.trial.untested("loop") as another:  # type: ignore[union-attr]
            ask(another, "loop", 1)
        with counted.trial.untested("f") as another:  # type: ignore[union-attr]
            assert ask(another, "f", 1) == 2
        assert ask(counted.trial, "f", 1) == 2
        assert not counted.trial.notes
        assert not counted.trial.outcome.detail


def test_what_pyplot_drew_for_one_picture_is_not_in_the_next(parent: WarmParent) -> None:
    with submission(parent, DRAWS) as counted:
        for exercise in ("f", "g", "f"):
            with counted.trial.untested(exercise) as another:  # type: ignore[union-attr]
                assert ask(another, exercise, [1.0, 2.0]) == 1
        assert counted.workers == 2


def test_error_carried_forward_is_tried_where_the_tests_ran_and_the_names_come_back(parent: WarmParent) -> None:
    with submission(parent, PLAIN) as counted:
        with counted.trial.with_ours("g", {"f": Ours(lambda x: x + 10)}) as another:  # type: ignore[union-attr]
            assert ask(another, "g", 1) == 22
        assert counted.trial.begin("g") is None
        assert ask(counted.trial, "g", 1) == 4
        assert counted.workers == 1


def test_a_function_of_the_suite_may_be_passed_on_to_one_that_is_carried_forward(parent: WarmParent) -> None:
    cells = (*PLAIN, Cell("g", "def g(f_of_x, x):\n    return f(f_of_x, x)", ("g",)))
    ours = Ours(lambda function, x: function(x) + 10)
    with submission(parent, cells) as counted, counted.trial.with_ours("g", {"f": ours}) as another:  # type: ignore[union-attr]
        asked = another.request(Call(0, "g", (Function(0), 1.0), {}), functions=[lambda x: 5 * x])
        assert asked.value == 15


def test_arguments_of_a_function_that_is_carried_forward_may_be_given_by_name(parent: WarmParent) -> None:
    cells = (*PLAIN, Cell("g", "def g(x):\n    return f(**{'rate': 3, 'x': x}) + f(x, rate=4) + f(x)", ("g",)))
    ours = {"f": Ours(lambda x, rate=10: x * rate)}
    with submission(parent, cells) as counted, counted.trial.with_ours("g", ours) as another:  # type: ignore[union-attr]
        assert ask(another, "g", 1) == 17


class Node:
    """A reference's class."""

    def __init__(self, factor: float = 1.0) -> None:
        self.factor = factor

    def forward(self, x: object) -> tuple[object, object]:
        return (x, self.factor)


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("node = Node()\n    return node.forward(x)[1]", 1.0),
        ("nodes = Node(3.0), Node(factor=4.0)\n    return nodes[0].forward(x=x)[1] * nodes[1].forward(x)[1]", 12.0),
        ("node = Node()\n    node.factor = 5.0\n    return node.factor * node.forward(x)[1]", 25.0),
        ("import numpy as np\n    return Node().forward(np.ones((2, 3)))[0].sum()", 6.0),
        ("return hasattr(Node(), '_hidden') + isinstance(Node(), Node)", 1),
    ],
)
def test_objects_of_a_class_that_is_carried_forward_are_used_like_ones_own(
    parent: WarmParent, body: str, answer: float
) -> None:
    cells = (*PLAIN, Cell("g", f"def g(x):\n    {body}\n", ("g",)))
    ours = {"Node": OurObjects(Node)}
    with submission(parent, cells) as counted, counted.trial.with_ours("g", ours) as another:  # type: ignore[union-attr]
        assert ask(another, "g", 1) == answer


def test_code_that_remembers_is_carried_forward_in_a_worker_of_its_own(parent: WarmParent) -> None:
    with submission(parent, REMEMBERS) as counted:
        with counted.trial.with_ours("g", {"f": Ours(lambda x: x + 10)}) as another:  # type: ignore[union-attr]
            assert ask(another, "g", 1) == 22
        assert counted.workers == 2
