"""What is asked beside the tests takes no more workers than it needs, and changes nothing that the tests find."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import numpy as np
import pytest

from autograder.grading import Cell, Job
from autograder.grading.fresh import Borrowed, FreshWorker
from autograder.grading.trial import Trial
from autograder.model import Limits
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.messages import Call
from autograder.protocol.values import Function, Reply
from autograder.sandbox import IsolationMode, WarmParent
from autograder.suite.ours import Ours
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


def given(counted: Counted, ours: Ours) -> Borrowed | FreshWorker:
    """A worker at g in which names stand for ours."""
    another = counted.trial.with_ours("g")
    assert another is not None
    assert another.give(ours)
    return another


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
        with given(counted, Ours({"f": lambda x: x + 10})) as another:  # type: ignore[union-attr]
            assert ask(another, "g", 1) == 22
        assert counted.trial.begin("g") is None
        assert ask(counted.trial, "g", 1) == 4
        assert counted.workers == 1


def test_a_function_of_the_suite_may_be_passed_on_to_one_that_is_carried_forward(parent: WarmParent) -> None:
    cells = (*PLAIN, Cell("g", "def g(f_of_x, x):\n    return f(f_of_x, x)", ("g",)))
    ours = Ours({"f": lambda function, x: function(x) + 10})
    with submission(parent, cells) as counted, given(counted, ours) as another:  # type: ignore[union-attr]
        asked = another.request(Call(0, "g", (Function(0), 1.0), {}), functions=[lambda x: 5 * x])
        assert asked.value == 15


def test_arguments_of_a_function_that_is_carried_forward_may_be_given_by_name(parent: WarmParent) -> None:
    cells = (*PLAIN, Cell("g", "def g(x):\n    return f(**{'rate': 3, 'x': x}) + f(x, rate=4) + f(x)", ("g",)))
    ours = Ours({"f": lambda x, rate=10: x * rate})
    with submission(parent, cells) as counted, given(counted, ours) as another:  # type: ignore[union-attr]
        assert ask(another, "g", 1) == 17


class Node:
    """A reference's class."""

    def __init__(self, factor: float = 1.0, kind: str = "plain") -> None:
        if kind not in ("plain", "other"):
            raise ValueError(kind)
        self.factor, self.inner = factor, []  # type: ignore[var-annotated]

    def forward(self, x: object) -> tuple[object, object]:
        return (x, self.factor)

    def build(self, size: int, rng: np.random.Generator) -> None:
        self.W = rng.normal(size=size)

    def double(self) -> None:
        self.W *= 2

    def apply(self, x: float) -> float:
        return float(np.sum(self.W) * x)

    def add(self, node: Node) -> None:
        node.factor *= 2
        self.inner.append(node)

    def step(self, params: dict[str, object]) -> None:
        for name in params:
            params[name] -= 1  # type: ignore[operator]


BUILT = "import numpy as np\n    node = Node()\n    node.build(3, np.random.default_rng(5))\n    "
DRAWN = np.random.default_rng(5).normal(size=4)


@pytest.mark.parametrize(
    ("body", "answer"),
    [
        ("node = Node()\n    return node.forward(x)[1]", 1.0),
        ("nodes = Node(3.0), Node(factor=4.0)\n    return nodes[0].forward(x=x)[1] * nodes[1].forward(x)[1]", 12.0),
        ("node = Node()\n    node.factor = 5.0\n    return node.factor * node.forward(x)[1]", 25.0),
        ("import numpy as np\n    return Node().forward(np.ones((2, 3)))[0].sum()", 6.0),
        ("return hasattr(Node(), '_hidden') + isinstance(Node(), Node)", 1),
        # a generator draws on where ours have stopped
        ("import numpy as np\n    rng, node = np.random.default_rng(5), Node()\n    node.build(3, rng)\n    return rng.normal()",
         DRAWN[3]),
        # what is written into an array of theirs is there, and what they write into it is here
        (BUILT + "W = node.W\n    W[:] = [1, 2, 3]\n    node.double()\n    return node.apply(2) + W[0] + (node.W is W)", 27.0),
        ("import numpy as np\n    node = Node()\n    node.W = W = np.ones(2)\n    W += 1\n    return node.apply(1)", 4.0),
        (BUILT + "old = node.W\n    node.build(1, np.random.default_rng(5))\n    return len(old) - len(node.W)", 2),
        # objects of theirs in objects of theirs
        ("outer, node = Node(), Node(3.0)\n    outer.add(node)\n    return outer.inner[0] is node and node.factor", 6.0),
        # what is altered in place, what raises, what only the student's code knows
        ("import numpy as np\n    params = {'a': np.ones(2)}\n    mine = params['a']\n    Node().step(params)\n    return mine.sum()",
         0.0),
        ("try:\n        Node(kind='none')\n    except ValueError:\n        return 7", 7),
        ("node = Node()\n    node.mine = print\n    return node.mine is print", True),
    ],
)  # fmt: skip
def test_objects_of_a_class_that_is_carried_forward_are_used_like_ones_own(
    parent: WarmParent, body: str, answer: float
) -> None:
    cells = (*PLAIN, Cell("g", f"def g(x):\n    {body}\n", ("g",)))
    ours = Ours({"Node": Node})
    with submission(parent, cells) as counted, given(counted, ours) as another:  # type: ignore[union-attr]
        assert ask(another, "g", 1) == answer


def test_code_that_remembers_is_carried_forward_in_a_worker_of_its_own(parent: WarmParent) -> None:
    with submission(parent, REMEMBERS) as counted:
        with given(counted, Ours({"f": lambda x: x + 10})) as another:  # type: ignore[union-attr]
            assert ask(another, "g", 1) == 22
        assert counted.workers == 2
