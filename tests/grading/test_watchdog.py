"""Nothing that a suite or a student's answer does keeps the grader waiting for ever, or outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.errors import OverdueError, SuiteError
from autograder.executors import LocalExecutor
from autograder.grading import Cell, Job, Report
from autograder.grading.watchdog import Allowance, watchdog
from autograder.model import Verdict
from tests.one_assignment import host_of, write_course

SUITE = """
import re
import threading
from autograder.suite import Misconception, Tolerance, check, exercise, unchecked

TOL = Tolerance(0.0, 0.0, "whole numbers")

def loop(*args):
    while True:
        pass

@exercise("answer")
def test_that_may_hang(student, rng):
    what = unchecked(student.answer(lambda: 1))
    if what == "loop":
        loop()
    if what == "power":
        10 ** (10 ** 9)
    if what == "regex":
        re.match(r"(a+)+$", "a" * 40 + "b")
    if what == "callback":
        student.answer(loop)
    if what == "model":
        check(1, 2, TOL, [Misconception("m", model=loop)], args=())
    if what == "thread":
        threading.Thread(target=loop).start()
        loop()
"""
ANSWER = "def answer(f):\n    f()\n    return {!r}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_course(tmp_path, "answer = 1", SUITE, limits="submission_s = 1")


def job(answer: str) -> Job:
    return Job(answer, (Cell("answer", ANSWER.format(answer), ("answer",)),))


def is_there(pid: int) -> bool:
    """Whether a process runs; one that ended and was not waited for is gone."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in ("Z", "X")
    except OSError:
        return False


@pytest.mark.parametrize("what", ["loop", "regex", "callback", *(pytest.param(what, marks=pytest.mark.slow) for what in ("power", "model", "thread"))])
def test_a_test_that_does_not_come_back_ends_its_host_and_is_named(root: Path, what: str) -> None:
    with host_of(root) as host:
        assert host.grade(job("fine")).tests[0].verdict is Verdict.PASSED
        pid = host.pid
        host.submit(job(what))
        with pytest.raises(OverdueError) as caught:
            host.receive()
        assert str(caught.value) == (
            "the suite of a did not come back from test_that_may_hang within 1 s of processor time, and was ended"
        )
    assert not is_there(pid)


def test_a_batch_goes_on_after_a_submission_on_which_its_host_hung_and_does_not_try_it_twice(root: Path) -> None:
    executor: LocalExecutor[Job, Report] = LocalExecutor(
        lambda: host_of(root), 1, lambda job, reason: Report(job.key, error=reason)
    )
    began_s = time.process_time()
    reports = {done.key: report for done, report in executor.run([job("one"), job("loop"), job("two")])}
    assert {key: bool(report.error) for key, report in reports.items()} == {"one": False, "two": False, "loop": True}
    assert "test_that_may_hang" in reports["loop"].error
    assert time.process_time() - began_s < 5


def test_a_suite_that_hangs_while_it_is_collected_is_the_suites_fault(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / "solutions/a/test_hidden.py").write_text("while True:\n    pass\n")
    monkeypatch.setattr("autograder.grading.client._STARTING", Allowance(cpu_s=3, wall_s=600))
    with host_of(root) as host, pytest.raises(SuiteError) as caught:
        host.submit(job("fine"))
    assert str(caught.value) == (
        "solutions/a: the suite of a did not come back from collecting it within 3 s of processor time, and was ended; "
        "mend the test file"
    )


def test_a_host_that_sleeps_is_ended_by_the_clock() -> None:
    watched = watchdog().start(lambda: subprocess.Popen(["sleep", "600"], start_new_session=True))
    watched.begins(Allowance(cpu_s=0.5, wall_s=1))
    assert watched.process.wait(60) == -signal.SIGKILL
    assert watched.overdue == "within 1 s"
    watchdog().forget(watched)


def test_host_warm_parent_and_worker_end_with_a_grader_that_is_killed(root: Path) -> None:
    """Also if the host sits in C code and cannot notice that nobody is there."""
    program = (
        "import sys; from pathlib import Path\n"
        "sys.path.insert(0, sys.argv[2])\n"
        "from test_watchdog import host_of, job\n"
        "host = host_of(Path(sys.argv[1])); host.start(); host.grade(job('fine')); host.submit(job('power'))\n"
        "print(host.pid, flush=True); host.receive()\n"
    )
    toml = root / "course.toml"
    toml.write_text(toml.read_text().replace("submission_s = 1", "submission_s = 600"))
    command = [sys.executable, "-c", program, str(root), str(Path(__file__).parent)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as grader:
        assert grader.stdout is not None
        pid = int(grader.stdout.readline())
        children = list(descendants(pid))
        assert children, "the warm parent"
        os.kill(grader.pid, signal.SIGKILL)
        grader.wait()
    until_s = time.monotonic() + 60
    while any(map(is_there, (pid, *children))):
        assert time.monotonic() < until_s, "something outlives the grader"
        time.sleep(0.05)


def descendants(pid: int) -> set[int]:
    """All that a process started, and all that those started."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            head, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        parents[int(head.split(" ", 1)[0])] = int(rest.split()[1])
    found: set[int] = set()
    new = {pid}
    while new:
        new = {child for child, parent in parents.items() if parent in new} - found
        found |= new
    return found


@pytest.mark.parametrize("name", ["solutions/conftest.py", "pytest.ini", *(pytest.param(name, marks=pytest.mark.slow) for name in ("conftest.py", "solutions/pytest.ini"))])
def test_what_lies_outside_the_suites_folder_has_no_say(root: Path, name: str) -> None:
    text = "[pytest]\npython_functions = nothing_*\n" if name.endswith("ini") else "raise SystemExit('a stranger')\n"
    (root / name).write_text(text)
    with host_of(root) as host:
        assert host.grade(job("fine")).tests[0].verdict is Verdict.PASSED


def test_pytests_environment_has_no_say(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "stranger.py").write_text("raise SystemExit('a stranger')\n")
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only -k nothing")
    monkeypatch.setenv("PYTEST_PLUGINS", "stranger")
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.setenv("PYTHONSTARTUP", str(root / "stranger.py"))
    with host_of(root) as host:
        assert host.grade(job("fine")).tests[0].verdict is Verdict.PASSED
