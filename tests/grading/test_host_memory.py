"""Whatever a student's code answers, the process that holds the suite takes no more memory for it than it may."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.executors import LocalExecutor
from autograder.grading import Cell, Job, Report, SuiteHost
from autograder.model import Verdict
from tests.one_assignment import host_of, write_course

SUITE = """
import numpy as np
from autograder.suite import Misconception, Tolerance, check, exercise, require, unchecked

TOL = Tolerance(0.0, 0.0, "whole numbers")

ASKS = [
    Misconception("as-array", when=lambda got, *_: np.asarray(got).sum() > 1e300),
    Misconception("against-all", when=lambda got, *_: (np.asarray(got) == np.arange(1000.0)[:, None]).all()),
    Misconception("as-floats", when=lambda got, *_: np.array(got, dtype=float).max() > 1e300),
]
SEEN = []

@exercise("answer")
def test_compared(student):
    check(student.answer(SEEN.append), np.ones(3), TOL, ASKS, args=())

@exercise("answer")
def test_computed_with(student):
    got = unchecked(student.answer(lambda *_: None))
    require(isinstance(got, np.ndarray) or got == [1.0, 1.0, 1.0], "no array")
    check(np.multiply.outer(np.asarray(got), np.ones(3)).sum(), 9.0, TOL)
"""
ANSWERS = {
    "right": "[1.0, 1.0, 1.0]",
    "long texts": "['x' * 200000] + [''] * 500",
    "long texts deep inside": "[[['x' * 200000], ('',) * 300, {'a': ['']}] for _ in range(3)]",
    "a dict of long texts": "{str(i): 'y' * 4000 for i in range(900)}",
    "truth values": "np.zeros(60_000_000, bool)",
    "small numbers": "np.ones((7_000_000, 1))",
    "many lists": "[[] for _ in range(190_000)]",
    "many arrays": "[np.zeros(300) for _ in range(20_000)]",
    "giant integers": "[2 ** 4000] * 1000",
    "callbacks": "[f(np.zeros(2_000_000)) for _ in range(200)]",
}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SuiteHost]:
    with host_in(tmp_path_factory.mktemp("memory")) as running:
        running.grade(job("right"))
        yield running


def host_in(root: Path) -> SuiteHost:
    return host_of(write_course(root, "answer = 1", SUITE, limits="memory_mib = 1024"))


def job(name: str) -> Job:
    source = f"import numpy as np\ndef answer(f):\n    return {ANSWERS[name]}\n"
    return Job(name, (Cell("answer", source, ("answer",)),))


def peak_mib(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:"))) // 1024


@pytest.fixture(scope="module")
def before_mib(tmp_path_factory: pytest.TempPathFactory) -> int:
    """What a host takes that has seen the right answer."""
    with host_in(tmp_path_factory.mktemp("before")) as host:
        host.grade(job("right"))
        return peak_mib(host.pid)


@pytest.mark.parametrize(
    "name",
    [
        "long texts", "small numbers", "callbacks",
        *(pytest.param(name, marks=pytest.mark.slow) for name in (
            "many lists", "long texts deep inside", "a dict of long texts", "truth values", "many arrays", "giant integers")),
    ],
)  # fmt: skip
def test_no_answer_makes_the_host_grow_by_more_than_200_mib_or_is_the_graders_fault(
    tmp_path: Path, before_mib: int, name: str
) -> None:
    executor: LocalExecutor[Job, Report] = LocalExecutor(
        lambda: _Measured(tmp_path), 1, lambda job, reason: Report(job.key, error=reason)
    )
    ((_, report),) = executor.run([job(name)])
    assert not report.error
    assert [test.verdict for test in report.tests] == [Verdict.FAILED] * 2
    assert _Measured.peak_mib - before_mib <= 200


class _Measured:
    """A host that says how much it took at most."""

    peak_mib = 0

    def __init__(self, root: Path) -> None:
        self._host = host_in(root)
        self.start, self.submit, self.fileno = self._host.start, self._host.submit, self._host.fileno
        self.close = self._host.close

    def receive(self) -> Report:
        try:
            return self._host.receive()
        finally:
            type(self).peak_mib = peak_mib(self._host.pid)

    def hang_up(self) -> None:
        self._host.hang_up()


def test_memory_that_runs_out_after_other_submissions_is_tried_in_a_fresh_host_before_it_counts(tmp_path: Path) -> None:
    begun = []

    def make() -> SuiteHost:
        begun.append(host_in(tmp_path))
        return begun[-1]

    executor: LocalExecutor[Job, Report] = LocalExecutor(make, 1, lambda job, reason: Report(job.key, error=reason))
    reports = {done.key: report for done, report in executor.run([job("right"), job("small numbers")])}
    assert len(begun) == 2
    assert reports["small numbers"].tests[1].verdict is Verdict.FAILED
    assert "more memory than limits.suite_mib allows" in reports["small numbers"].tests[1].message
    assert [test.verdict for test in reports["right"].tests] == [Verdict.FAILED, Verdict.PASSED]
