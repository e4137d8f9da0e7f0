"""The pool of runner processes on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.errors import InternalError, SuiteError
from autograder.executors import LocalExecutor

from .runners import Broken, Echo


def executor(runners: int = 2) -> LocalExecutor[str, str]:
    return LocalExecutor(Echo, runners, lambda job, why: f"given up on {job}: {why}")


def test_every_job_is_answered_once_by_as_many_processes_as_asked_for() -> None:
    jobs = [f"sleep 0.0{number}" for number in range(9)] * 2
    done = list(executor(3).run(jobs))
    assert sorted(job for job, _ in done) == sorted(jobs)
    assert all(report.startswith(job) for job, report in done)
    assert len({report.rpartition(" ")[2] for _, report in done}) == 3


def test_without_jobs_no_runner_is_started() -> None:
    class Never(Echo):
        def start(self) -> None:
            raise AssertionError

    assert list(LocalExecutor[str, str](Never, 2, lambda job, why: why).run([])) == []


def test_jobs_are_drawn_as_runners_are_free() -> None:
    drawn: list[str] = []

    def jobs() -> Iterator[str]:
        for number in range(20):
            drawn.append(str(number))
            yield str(number)

    running = executor(2).run(jobs())
    next(running)
    assert len(drawn) <= 4  # two that run, one ahead, and the one that took the place of what came back
    assert len(list(running)) == 19


def test_a_job_whose_runner_died_is_done_again_by_another(tmp_path: Path) -> None:
    jobs = ["a", f"die-once {tmp_path / 'mark'}", "b", "c"]
    done = dict(executor().run(jobs))
    assert set(done) == set(jobs)
    assert all(done[job].startswith(job) for job in jobs)


def test_a_job_that_kills_every_runner_is_given_up_and_the_others_are_done() -> None:
    done = dict(executor().run(["a", "die", "b", "c"]))
    assert done["die"] == "given up on die: it died"
    assert all(done[job].startswith(job) for job in "abc")


def test_a_job_that_takes_long_keeps_no_other_waiting(tmp_path: Path) -> None:
    done = []
    for job, _ in executor(1).run([f"wait {tmp_path / 'end'}", "a", "b", "c"]):
        done.append(job)
        if len(done) == 3:
            (tmp_path / "end").touch()
    assert sorted(done[:3]) == ["a", "b", "c"]
    assert len(done) == 4


def test_a_runner_that_cannot_start_stops_the_run() -> None:
    with pytest.raises(SuiteError, match="the suite: it is broken; mend it"):
        list(LocalExecutor[str, str](Broken, 2, lambda job, why: why).run(["a"]))


def test_a_runner_that_dies_before_it_takes_a_job_is_replaced(tmp_path: Path) -> None:
    class Late(Echo):
        def submit(self, job: str) -> None:
            if not (tmp_path / "once").exists():
                (tmp_path / "once").touch()
                raise InternalError("gone")
            super().submit(job)

    done = dict(LocalExecutor[str, str](Late, 1, lambda job, why: why).run(["a", "b"]))
    assert sorted(report[0] for report in done.values()) == ["a", "b"]


def test_runners_that_all_die_before_they_take_a_job_stop_the_run() -> None:
    class Dead(Echo):
        def submit(self, job: str) -> None:
            raise InternalError("gone")

    with pytest.raises(InternalError, match="gone"):
        list(LocalExecutor[str, str](Dead, 2, lambda job, why: why).run([str(number) for number in range(100)]))


def test_there_is_at_least_one_runner() -> None:
    with pytest.raises(ValueError, match="runners: got 0, expected at least 1"):
        executor(0)


def test_leaving_early_ends_the_runners() -> None:
    running = executor(2).run(["a", "sleep 0.2", "b"])
    _, report = next(running)
    running.close()
    pid = report.rpartition(" ")[2]
    assert not Path(f"/proc/{pid}").exists()
