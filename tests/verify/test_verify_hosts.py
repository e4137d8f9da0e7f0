"""Verify with suite hosts and confined workers: on a small course, and on one of the project's own suites."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from autograder.config import load_assignment, load_course
from autograder.errors import SuiteError
from autograder.grading import Cell, Job
from autograder.model import ENGLISH, OutcomeKind, Verdict
from autograder.verify import Mutant, Operator, Rule, SuiteHosts, render_text, verify
from autograder.verify.equivalent import excused
from autograder.verify.files import read_files
from autograder.verify.jobs import record
from autograder.verify.plan import make_plan, mutant_jobs
from autograder.verify.rules import killed, nothing, right, wrong

ROOT = Path(__file__).resolve().parents[2]

COURSE = """
id = "small"
title = { en = "Small", ko = "작은" }
languages = ["en", "ko"]
time_zone = "UTC"
"""
ASSIGNMENT = """
title = { en = "Counting", ko = "세기" }
seed = 7

[points]
count_down = 1
Counter = 2
"""
REFERENCE = '''"""Reference."""

import numpy as np


def count_down(n):
    """The numbers from n down to 1."""
    ### BEGIN SOLUTION
    return np.arange(n, 0, -1)
    ### END SOLUTION


class Counter:
    """Counts calls."""

    def __init__(self):
        ### BEGIN SOLUTION
        self.calls = 0
        ### END SOLUTION

    def add(self, times):
        """Add to the count and return it."""
        ### BEGIN SOLUTION
        self.calls += times
        return self.calls
        ### END SOLUTION
'''
SUITE = '''
import numpy as np

from autograder.suite import Misconception, Tolerance, check, exercise, expect_object, load_reference

reference = load_reference(__file__)
EXACT = Tolerance(rtol=0.0, atol=0.0, why="whole numbers are exact")
UP = Misconception("upwards", model=lambda n: np.arange(1, n + 1))


@exercise("count_down")
def test_down(student):
    check(student.count_down(5), reference.count_down(5), EXACT, [UP], args=(5,))


@exercise("Counter")
def test_counter(student):
    counter = expect_object(student.Counter())
    check(counter.add(3), 3, EXACT)
    check(counter.add(4), 7, EXACT)
'''
LOOPS = '''import numpy as np


def count_down(n):
    return np.array([n - i for i in range(n)])


class Counter:
    def __init__(self):
        self.numbers = []

    def add(self, times):
        self.numbers.append(times)
        return sum(self.numbers)
'''
WRONG = '''# exercise: count_down
# misconception: upwards
import numpy as np


def count_down(n):
    return np.arange(1, n + 1)
'''
HINTS = """[count_down]
test_down = "from 5"
upwards = "Which way?"

[Counter]
test_counter = "two calls"
"""
FORGETFUL = '''# exercise: Counter
class Counter:
    def add(self, times):
        return times
'''


@pytest.fixture
def course_root(tmp_path: Path) -> Path:
    files = {
        "course.toml": COURSE,
        "assignments/00_counting/assignment.toml": ASSIGNMENT,
        "assignments/00_counting/notebook.py": "# %% [markdown]\n# # Counting\n",
        "solutions/00_counting/reference.py": REFERENCE,
        "solutions/00_counting/test_hidden.py": SUITE,
        "solutions/00_counting/hints.en.toml": HINTS,
        "solutions/00_counting/hints.ko.toml": HINTS,
        "solutions/00_counting/correct/loops.py": LOOPS,
        "solutions/00_counting/correct/again.py": f'"""The same."""\n\n{LOOPS}',
        "solutions/00_counting/wrong/upwards.py": WRONG,
        "solutions/00_counting/wrong/forgetful.py": FORGETFUL,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_good_suite_passes_with_real_workers(course_root: Path) -> None:
    course = load_course(course_root)
    assignment = load_assignment(course, "00_counting")
    with SuiteHosts(course, assignment, hosts=2) as hosts:
        report = verify(assignment, hosts, root=course_root)
        assert report.ok, render_text(report)
        assert report.mutation_score == 1.0, render_text(report)
        again = verify(assignment, hosts, root=course_root)
    assert (again.graded, again.findings, again.exercises) == (0, report.findings, report.exercises)


def test_an_endless_mutant_is_cut_off_early_and_counts_as_killed(course_root: Path) -> None:
    course = load_course(course_root)
    assignment = load_assignment(course, "00_counting")
    source = "def count_down(n):\n    while True:\n        n += 1\n"
    mutant = Mutant("count_down", "count_down", "pass", "a change", 1, Operator.DROP, 2, source)
    [job] = mutant_jobs(read_files(assignment), [mutant], reference_s=0.1, longest_s=assignment.limits.call_s)
    assert job.call_s == 2.0
    with SuiteHosts(course, assignment, hosts=2) as hosts:
        [(_, result)] = hosts([job])
    assert result.outcome.kind is OutcomeKind.TIMEOUT
    assert killed(mutant, {job.key: record(result, (ENGLISH,))})


def test_a_suite_that_trusts_an_answer_blindly_is_caught_as_breaking(course_root: Path) -> None:
    path = course_root / "solutions/00_counting/test_hidden.py"
    path.write_text(SUITE.replace("check(student.count_down(5), ", "check(student.count_down(5) + 0, "), encoding="utf-8")
    course = load_course(course_root)
    assignment = load_assignment(course, "00_counting")
    with SuiteHosts(course, assignment, hosts=2) as hosts:
        report = verify(assignment, hosts, root=course_root, quick=True, mutants_per_exercise=0)
    broken = [item.message for item in report.errors if item.rule is Rule.RIGHT]
    assert any("SuiteError: test_hidden.py:" in message and "`add` of an answer" in message for message in broken)


def test_hosts_are_kept_for_the_next_jobs_and_those_made_ready_read_the_suite_as_it_is_then(course_root: Path) -> None:
    course = load_course(course_root)
    assignment = load_assignment(course, "00_counting")
    path = course_root / "solutions/00_counting/test_hidden.py"
    [job, *_] = make_plan(read_files(assignment), 0).right

    def scores(hosts: SuiteHosts) -> list[float]:
        return [exercise.score for _, result in hosts([job]) for exercise in result.exercises]

    with SuiteHosts(course, assignment, hosts=1) as hosts:
        full = scores(hosts)
        path.write_text(SUITE.replace("student.count_down(5), ", "student.count_down(6), "), encoding="utf-8")
        assert scores(hosts) == full  # it is the same host
        hosts.renew()
        path.write_text(SUITE, encoding="utf-8")
        assert scores(hosts) == full
        path.write_text(SUITE.replace("student.count_down(5), ", "student.count_down(6), "), encoding="utf-8")
        hosts.renew()
        assert scores(hosts) != full


DRAWN = '''
from autograder.suite import EXACT, check, exercise, load_reference

reference = load_reference(__file__)


@exercise("count_down")
def test_fixed(student):
    check(student.count_down(1), reference.count_down(1), EXACT)


@exercise("count_down", needs=test_fixed)
def test_drawn(student, rng):
    n = int(rng.integers(1, 4))
    check(student.count_down(n), reference.count_down(n), EXACT)
'''


def test_seeds_in_one_worker_find_what_each_finds_in_a_worker_of_its_own(course_root: Path) -> None:
    (course_root / "solutions/00_counting/test_hidden.py").write_text(DRAWN, encoding="utf-8")
    course = load_course(course_root)
    assignment = load_assignment(course, "00_counting")
    keys = [assignment.inputs.another_key(seed) for seed in range(1, 9)]
    upwards = Job("upwards", (Cell("count_down", WRONG, ("count_down",)),), tests=frozenset({"test_drawn"}))
    together = replace(upwards, inputs=keys[0], also=tuple(keys[1:]))
    alone = [replace(upwards, key=key, inputs=key) for key in keys]
    with SuiteHosts(course, assignment, hosts=1) as hosts:
        found = {
            job.key: [(test.name, test.verdict) for item in result.exercises for test in item.tests]
            for job, result in hosts([together, *alone])
        }
    names = ["test_drawn", *(f"test_drawn#{number}" for number in range(1, 8))]
    assert found["upwards"] == [(name, found[key][0][1]) for name, key in zip(names, keys, strict=True)]
    assert {verdict for _, verdict in found["upwards"]} == {Verdict.PASSED, Verdict.FAILED}  # 1 is the same both ways


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        ("model=lambda n: np.arange(1, n + one)", "the model of upwards raised NameError: name 'one' is not defined"),
        ("when=lambda actual, n: actual.first == 1", "the predicate of upwards raised AttributeError: 'numpy.ndarray'"),
    ],
)
def test_a_model_or_a_predicate_that_raises_says_so_where_its_mistake_is_not_told(
    course_root: Path, mistake: str, said: str
) -> None:
    path = course_root / "solutions/00_counting/test_hidden.py"
    path.write_text(SUITE.replace("model=lambda n: np.arange(1, n + 1)", mistake), encoding="utf-8")
    course = load_course(course_root)
    assignment = load_assignment(course, "00_counting")
    with SuiteHosts(course, assignment, hosts=1) as hosts:
        report = verify(assignment, hosts, root=course_root, exercises=["count_down"], quick=True, mutants_per_exercise=0)
    [message] = [item.message for item in report.errors if item.rule is Rule.WRONG]
    assert "is told no misconception, expected upwards" in message
    assert said in message
    assert "(test_hidden.py, line 8)" in message


def test_a_suite_that_cannot_be_collected_is_said_in_one_line(course_root: Path) -> None:
    path = course_root / "solutions/00_counting/test_hidden.py"
    path.write_text(SUITE.replace("EXACT = ", "EXACT = nonsense or "), encoding="utf-8")
    course = load_course(course_root)
    assignment = load_assignment(course, "00_counting")
    with pytest.raises(SuiteError, match="nonsense"), SuiteHosts(course, assignment, hosts=1) as hosts:
        verify(assignment, hosts, root=course_root, keep=False)


@pytest.mark.slow
def test_the_suite_of_the_activations_tells_right_from_wrong() -> None:
    course = load_course(ROOT)
    assignment = load_assignment(course, "02_activations")
    files = read_files(assignment)
    plan = make_plan(files, 1)
    no_mistakes = excused(files.equivalents, plan.mutants)
    mutants = [mutant for mutant in plan.mutants if mutant.id not in no_mistakes]
    wrong_jobs = plan.wrong_jobs[::10]
    jobs = [*plan.right, plan.nothing[0], *wrong_jobs, *mutant_jobs(files, mutants, 0.5, assignment.limits.call_s)]
    with SuiteHosts(course, assignment, hosts=2) as hosts:
        results = dict(hosts(jobs))
    records = {job.key: record(result, (ENGLISH,)) for job, result in results.items()}
    assert {item.outcome for item in records.values()} == {OutcomeKind.EXITED}
    assert not list(right(plan.right, files.names, records))
    assert not list(nothing(plan.nothing[:1], files.names, records))
    assert not list(wrong(wrong_jobs, plan.wrong, files.names, records))
    assert len(mutants) >= 10
    assert [mutant.id for mutant in mutants if not killed(mutant, records)] == []
