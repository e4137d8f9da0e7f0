"""What an edit makes run again, and that what is not run again is what a fresh run would have found."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.batch import Graded, TrialStore, grade_many, store_of
from autograder.batch.fingerprint import Fingerprint
from autograder.batch.grading import local_executor
from autograder.batch.result_files import load_kept
from autograder.batch.store import ResultStore
from autograder.config import load_assignment, load_course
from autograder.grading import Job, Report
from autograder.intake import find_submissions
from autograder.model import Result, Status
from autograder.notebook.filling import fill

from .small_course import NAME

ALL = ("relu", "softmax", "spread")
ANSWERS = {
    "right": {
        "relu": "def relu(x):\n    return np.maximum(x, 0)\n",
        "softmax": "def softmax(a):\n    p = np.exp(a - a.max())\n    return p / p.sum()\n",
        "spread": "def spread(x):\n    s = softmax(x)\n    return float(max(s) - min(s))\n",
    },
    "wrong": {
        "relu": "def relu(x):\n    return x\n",
        "softmax": "def softmax(a):\n    return np.exp(a) / np.sum(np.exp(a))\n",
        "spread": "def spread(x):\n    return float(softmax(x).max())\n",
    },
    "keeps": {  # what one exercise is asked changes what another answers
        "relu": "seen = []\ndef relu(x):\n    seen.append(1)\n    return np.maximum(x, 0)\n",
        "softmax": "def softmax(a):\n    p = np.exp(a - a.max()) * (1 if len(seen) > 1 else 2)\n    return p / p.sum()\n",
    },
    "borrows": {  # an error is carried forward to an exercise from one that only this student's code uses there
        "relu": "def relu(x):\n    return np.maximum(x, 1)\n",
        "softmax": "def softmax(a):\n    p = np.exp(-relu(a.max() - a))\n    return p / p.sum()\n",
    },
    "crashes": {
        "relu": "import os\ndef relu(x):\n    os._exit(1)\n",
        "softmax": "def softmax(a):\n    p = np.exp(a - a.max())\n    return p / p.sum()\n",
    },
}


class Counting:
    """An executor that remembers what it was asked to run."""

    def __init__(self, root: Path) -> None:
        course = load_course(root)
        self._executor = local_executor(course, load_assignment(course, NAME), jobs=1)
        self.ran: dict[str, tuple[str, ...]] = {}

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Report]]:
        def noted() -> Iterator[Job]:
            for job in jobs:
                self.ran[job.key] = ALL if job.exercises is None else tuple(sorted(job.exercises))
                yield job

        return self._executor.run(noted())


def grade_all(
    root: Path, *, force: bool = False, store: ResultStore | None = None
) -> tuple[dict[str, Result], dict[str, tuple[str, ...]]]:
    """The results by student, and what was run for each."""
    course = load_course(root)
    assignment = load_assignment(course, NAME)
    executor = Counting(root)
    done: list[Graded] = list(
        grade_many(
            course, assignment, find_submissions(course, assignment), force=force, executor=executor, store=store
        )
    )
    for item in done:
        assert item.cached is (item.submission.student not in executor.ran) or item.status is Status.UNREADABLE
    return {item.submission.student: timeless(item.result) for item in done}, executor.ran


def timeless(result: Result) -> Result:
    return replace(result, duration_s=0.0, timings_s={}, notebook=Path(result.notebook).name)


def fresh(root: Path) -> dict[str, Result]:
    """What a run finds that knows of nothing before."""
    copy = root.parent / "fresh"
    shutil.copytree(root, copy, ignore=shutil.ignore_patterns(".autograder"))
    try:
        return grade_all(copy)[0]
    finally:
        shutil.rmtree(copy)


def hand_in(root: Path, student: str, answers: dict[str, str]) -> None:
    released = json.loads((root / "release" / NAME / f"{NAME}.ipynb").read_text())
    folder = root / "submitted" / student / NAME
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{NAME}.ipynb").write_text(json.dumps(fill(released, answers)))
    (folder / "timestamp.txt").write_text("2027-03-21 09:00:00.000000 UTC\n")


@pytest.fixture(scope="module")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with four submissions, graded."""
    root = tmp_path_factory.mktemp("few") / "course"
    shutil.copytree(released, root)
    shutil.rmtree(root / "submitted")
    for student, answers in ANSWERS.items():
        hand_in(root, student, answers)
    _, ran = grade_all(root)
    assert set(ran) == set(ANSWERS)
    return root


@pytest.fixture
def few(graded: Path, tmp_path: Path) -> Path:
    """A copy of that for one test."""
    shutil.copytree(graded, tmp_path / "course")
    return tmp_path / "course"


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


TESTS, REFERENCE = f"solutions/{NAME}/test_hidden.py", f"solutions/{NAME}/reference.py"
PLAIN = ("right", "wrong")  # submissions of which a part can be run
HINTS = f"solutions/{NAME}/hints.en.toml"
NOTEBOOK, RULES = f"assignments/{NAME}/notebook.py", f"assignments/{NAME}/assignment.toml"
Edit = tuple[str, str, str]
FREE: dict[str, Edit] = {
    "a right solution": (f"solutions/{NAME}/correct/loops.py", "top", "largest"),
    "a wrong solution": (f"solutions/{NAME}/wrong/relu_identity.py", "return x", "return 2 * x"),
    "a comment in the tests": (TESTS, "TOL =", "# why\nTOL ="),
    "a docstring of the reference": (REFERENCE, "for each element", "of each element"),
    "the text of the notebook": (NOTEBOOK, "# # Small", "# # Large"),
    "the points": (RULES, "softmax = 3", "softmax = 4"),
    "the due date": (RULES, "03-19", "03-20"),
    "the late policy": ("course.toml", "per_day = 0.1", "per_day = 0.2"),
}
# Dates and the late policy are the final grade's business.
SAME = (
    "a right solution", "a wrong solution", "a comment in the tests", "a docstring of the reference", "the due date",
    "the late policy",
)  # fmt: skip
COSTLY: dict[str, tuple[Edit, tuple[str, ...]]] = {
    "one test": ((TESTS, "standard_normal(6)", "standard_normal(7)"), ("relu",)),
    "a hint": ((HINTS, "come through", "get through"), ("relu",)),
    "a reference": ((REFERENCE, "np.maximum(x, 0.0)", "np.maximum(x, 0)"), ("relu",)),
    "a test that another builds on": ((TESTS, "1001.0", "1002.0"), ("softmax", "spread")),
    "the test that builds on it": ((TESTS, "standard_normal(5)", "standard_normal(8)"), ("softmax", "spread")),
    "a tolerance of all": ((TESTS, "rtol=1e-9", "rtol=1e-8"), ALL),
    "an import": ((TESTS, "import numpy as np", "import numpy as np, math"), ALL),
    "a given cell": ((NOTEBOOK, "import numpy as np", "import math\nimport numpy as np"), ALL),
    "a limit": (("course.toml", "call_s = 1", "call_s = 2"), ALL),
}


def test_what_can_change_no_test_runs_nothing_and_counts_all_the_same(few: Path) -> None:
    before, _ = grade_all(few)
    for what, change in FREE.items():
        edit(few, *change)
        results, ran = grade_all(few)
        assert ran == {}, what
        assert (results == before) is (what in SAME), what
        before = results
    assert before == fresh(few)


def test_a_seed_that_moves_out_of_sight_makes_nothing_run_again(few: Path) -> None:
    secret, public = few / "solutions" / NAME / "secret.toml", few / RULES
    seed = secret.read_text()
    secret.unlink()
    public.write_text(seed + public.read_text())
    before, ran = grade_all(few)  # a course as an earlier version left it
    assert ran == {}
    secret.write_text(seed)
    public.write_text(public.read_text().removeprefix(seed))
    assert grade_all(few) == (before, {})
    secret.write_text("seed = 8\n")
    assert set(grade_all(few)[1].values()) == {ALL}


@pytest.mark.parametrize("what", COSTLY)
def test_an_edit_makes_run_what_it_can_affect_and_no_more(few: Path, what: str) -> None:
    """Asked of the plan, without running anything."""
    course = load_course(few)
    assignment = load_assignment(course, NAME)
    before = Fingerprint(course, assignment, "auto")
    job = Job("", ())
    old, run = dict(before.tests), before.run(job)
    change, expected = COSTLY[what]
    edit(few, *change)
    course = load_course(few)
    assignment = load_assignment(course, NAME)
    after = Fingerprint(course, assignment, "auto")
    changed = {name for name in ALL if old[name] != after.tests[name]}
    cells = what == "a given cell"
    if after.run(job) != run or cells:
        assert expected == ALL
    else:
        assert tuple(sorted(set().union(*(after.together[name] for name in changed)))) == expected


@pytest.mark.parametrize("what", [pytest.param("one test", marks=pytest.mark.slow), "a test that another builds on"])
def test_the_results_of_a_run_in_parts_are_those_of_a_fresh_one(few: Path, what: str) -> None:
    change, expected = COSTLY[what]
    edit(few, *change)
    results, ran = grade_all(few)
    assert {student: ran[student] for student in PLAIN} == dict.fromkeys(PLAIN, expected)
    assert ran["keeps"] == ran["borrows"] == ran["crashes"] == ALL  # what ran before could matter to them
    assert results == fresh(few)
    assert grade_all(few) == (results, {})


def test_what_a_trial_has_run_is_taken_over_by_the_next_run_and_can_be_taken_back(few: Path) -> None:
    before, _ = grade_all(few)
    change, expected = COSTLY["one test"]
    edit(few, *change)
    folder = few / ".autograder" / "results" / NAME
    kept = {path: path.read_bytes() for path in folder.glob("*.json")}
    tried, ran = grade_all(few, store=TrialStore(folder))
    assert {student: ran[student] for student in PLAIN} == dict.fromkeys(PLAIN, expected)
    assert {path: path.read_bytes() for path in folder.glob("*.json")} == kept
    assert grade_all(few, store=TrialStore(folder)) == (tried, {})
    hand_in(few, "wrong", ANSWERS["right"])  # of this the trial knows nothing
    results, ran = grade_all(few, store=ResultStore(folder, "20270320T120000.000000"))
    assert set(ran) == {"wrong"}
    assert {**results, "wrong": None} == {**tried, "wrong": None}
    assert {path.parent.name.partition("-")[0] for path in folder.glob("replaced/*/*/*.json")} == {*ANSWERS} - {"wrong"}
    replaced = load_kept(next(folder.glob("replaced/*/right-*/*.json")))
    assert replaced is not None
    assert timeless(replaced.result) == before["right"]


def test_a_walk_of_random_edits_keeps_to_what_a_fresh_run_finds(few: Path) -> None:
    draw = random.Random(6)
    edits = [*FREE.values(), *(change for change, _ in COSTLY.values())]
    draw.shuffle(edits)
    for step in range(3):
        for _ in range(4):
            edit(few, *edits.pop())
        student = draw.choice(list(ANSWERS))
        hand_in(few, student, {name: draw.choice([*ANSWERS.values()][:2])[name] for name in draw.sample(ALL, 2)})
        results, ran = grade_all(few)
        assert ran.get(student, ALL) == ALL, step  # unless it was that version before
        assert results == fresh(few), step


def test_a_notebook_that_becomes_unreadable_and_readable_again_is_seen(few: Path) -> None:
    path = few / "submitted" / "right" / NAME / f"{NAME}.ipynb"
    text = path.read_text()
    path.write_text(text[:100])
    results, ran = grade_all(few)
    assert (results["right"].status, ran) == (Status.UNREADABLE, {})
    assert grade_all(few)[0]["right"].status is Status.UNREADABLE
    path.write_text(text)
    results, ran = grade_all(few)
    assert (results["right"].score, ran) == (6.0, {})  # the result of that version was set aside, not lost


def test_going_back_to_an_earlier_version_runs_nothing_and_forward_again_neither(few: Path) -> None:
    path = few / "submitted" / "right" / NAME / f"{NAME}.ipynb"
    first = path.read_text()
    grade_all(few)
    hand_in(few, "right", {})
    second = path.read_text()
    without = grade_all(few)[0]["right"].score
    for text, score in ((first, 6.0), (second, without), (first, 6.0)):
        path.write_text(text)
        results, ran = grade_all(few)
        assert (results["right"].score, ran) == (score, {})


def test_force_runs_everything_again(few: Path) -> None:
    before, _ = grade_all(few)
    results, ran = grade_all(few, force=True)
    assert results == before
    assert ran == dict.fromkeys(ANSWERS, ALL)


@pytest.mark.parametrize("damage", [b"", b"{", b'{"schema": 2}\n{}', b"\xff\xfe"])
def test_a_kept_result_that_is_damaged_counts_as_absent(few: Path, damage: bytes) -> None:
    before, _ = grade_all(few)
    (path,) = (few / ".autograder" / "results" / NAME).glob("wrong-*.json")
    whole = path.read_bytes()
    path.write_bytes(damage or whole[:-20])
    results, ran = grade_all(few)
    assert results == before
    assert ran == {"wrong": ALL}
    course = load_course(few)
    assert len(store_of(course, load_assignment(course, NAME)).all()) == len(ANSWERS)


def test_a_course_that_was_moved_is_not_graded_again(few: Path) -> None:
    before, _ = grade_all(few)
    moved = few.rename(few.with_name("elsewhere"))
    assert grade_all(moved) == (before, {})


@pytest.mark.parametrize("force", [False, True])
def test_pipes_devices_and_links_to_them_cost_their_own_student_a_grade_and_nobody_a_wait(
    few: Path, *, force: bool
) -> None:
    made = {"pipe": os.mkfifo, "zero": lambda path: path.symlink_to("/dev/zero"), "folder": os.mkdir}
    for student, make in made.items():
        folder = few / "submitted" / student / NAME
        folder.mkdir(parents=True)
        make(folder / f"{NAME}.ipynb")
    pipe = few / "submitted" / "right" / NAME / "timestamp.txt"
    pipe.unlink()
    os.mkfifo(pipe)
    results, _ = grade_all(few, force=force)
    assert {student: results[student].notes for student in made} == {
        "pipe": ("01_small.ipynb: not a regular file, expected a notebook file; submit the notebook itself",),
        "zero": ("01_small.ipynb: a link to another folder, expected a file; submit the notebook itself",),
        "folder": ("01_small.ipynb: not a regular file, expected a notebook file; submit the notebook itself",),
    }
    assert {results[student].status for student in made} == {Status.UNREADABLE}
    assert {results[student].status for student in ANSWERS} == {Status.GRADED}
