"""A real cluster of several worker processes on this machine, one of which is killed."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("distributed")
import dask
import distributed
from batch.small_course import NAME, make_small_class, write_course

from autograder.batch import grade_many
from autograder.batch.remote import dask_executor, luggage
from autograder.config import load_assignment, load_course
from autograder.errors import CourseError, InternalError, SuiteError, UserError
from autograder.executors.dask import DaskExecutor
from autograder.grading import IsolationMode
from autograder.intake import find_submissions
from autograder.model import ENGLISH, Result
from autograder.release import release
from tests.steady import PATIENCE_S

from .runners import broken, reading


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Three worker processes of one thread each, on loopback only."""
    here = str(Path(__file__).resolve().parents[2])
    os.environ["PYTHONPATH"] = os.pathsep.join([here + "/tests", here, os.environ.get("PYTHONPATH", "")])
    few_deaths = dask.config.set({"distributed.scheduler.allowed-failures": 1})
    with few_deaths, distributed.LocalCluster(
        n_workers=3, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0", silence_logs=50,
    ) as running:  # fmt: skip
        yield running


def packed(**files: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return made.getvalue()


def executor(cluster: Any, make: Any = reading) -> DaskExecutor[str, str]:
    return DaskExecutor(
        cluster.scheduler_address, packed(hello_txt="hello"), make, lambda job, why: f"given up on {job}: {why}"
    )


def test_jobs_are_done_on_all_workers_by_runners_that_are_kept(cluster: Any) -> None:
    jobs = [f"sleep 0.05{number}" for number in range(15)]
    done = list(executor(cluster).run(jobs))
    assert sorted(job for job, _ in done) == sorted(jobs)
    assert len({report.rpartition(" ")[2] for _, report in done}) == 3


def test_a_runner_that_dies_is_replaced_and_a_poisonous_job_is_given_up(cluster: Any, tmp_path: Path) -> None:
    jobs = ["a", f"die-once {tmp_path / 'mark'}", "die", "b"]
    done = dict(executor(cluster).run(jobs))
    assert done.pop("die") == "given up on die: it died"
    assert len(done) == 3
    assert all(report.startswith(job) for job, report in done.items())


def test_a_runner_that_cannot_start_stops_the_run_with_its_own_line(cluster: Any) -> None:
    with pytest.raises(SuiteError, match=r"^the suite: it is broken; mend it$"):
        list(executor(cluster, broken).run(["a", "b"]))


def test_nothing_is_left_on_the_workers_when_a_run_is_over(cluster: Any) -> None:
    done = dict(executor(cluster).run([f"job {number}" for number in range(6)]))
    pids = {report.rpartition(" ")[2] for report in done.values()}
    end_s = time.monotonic() + 5
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < end_s:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
    with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
        plugins = client.run(lambda dask_worker: [name for name in dask_worker.plugins if name.startswith("autograder-")])
    assert all(names == [] for names in plugins.values())


def test_the_jobs_of_a_worker_that_is_killed_are_done_elsewhere(cluster: Any) -> None:
    jobs = [f"sleep 0.1{number}" for number in range(10, 30)]
    done: dict[str, str] = {}
    for number, (job, report) in enumerate(executor(cluster).run(jobs)):
        done[job] = report
        if number == 3:
            with distributed.Client(cluster.scheduler_address, set_as_default=False) as client:
                victim = next(iter(client.run(os.getpid).values()))
            os.kill(victim, signal.SIGKILL)
    assert sorted(done) == sorted(jobs)
    assert all(report.startswith(job) for job, report in done.items())


def test_a_job_that_takes_worker_after_worker_along_is_given_up(cluster: Any) -> None:
    done = dict(executor(cluster).run(["a", "kill the worker", "b"]))
    assert done.pop("kill the worker") == "given up on kill the worker: every worker that ran it was lost"
    assert set(done) == {"a", "b"}


def test_where_no_scheduler_answers_a_whole_process_prints_nothing_of_dasks_own() -> None:
    code = """
from autograder.errors import UserError
from autograder.executors.dask import DaskExecutor
try:
    list(DaskExecutor("tcp://127.0.0.1:1", b"", print, print).run(["a"]))
except UserError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE_S, check=True)
    assert done.stdout.count("\n") == 1
    assert done.stderr == ""


def test_no_scheduler_and_no_worker_are_said_in_one_line() -> None:
    with pytest.raises(UserError, match=r"^--scheduler tcp://127.0.0.1:1: no scheduler answers there; start one"):
        list(DaskExecutor[str, str]("tcp://127.0.0.1:1", b"", reading, lambda job, why: why).run(["a"]))
    with distributed.LocalCluster(
        n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0", silence_logs=50
    ) as empty:
        waiting = DaskExecutor[str, str](
            empty.scheduler_address, packed(hello_txt="x"), reading, lambda job, why: why, without_workers_s=0.5
        )
        with pytest.raises(InternalError, match=r"the cluster has had no worker for 0.5 s"):
            list(waiting.run(["a"]))


# ------------------------------------------------------------------------------------------------ grading


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("remote")
    course, assignment = write_course(root)
    release(course, assignment, ENGLISH)
    make_small_class(course, assignment, 14)
    return root


def timeless(result: Result) -> Result:
    return replace(result, duration_s=0.0, timings_s={})


def test_a_class_graded_on_a_cluster_has_the_results_of_one_graded_here(cluster: Any, root: Path) -> None:
    course = load_course(root)
    assignment = load_assignment(course, NAME)
    submissions = find_submissions(course, assignment)
    there = dask_executor(course, assignment, cluster.scheduler_address, IsolationMode.AUTO)
    far = {item.submission.student: timeless(item.result)
           for item in grade_many(course, assignment, submissions, executor=there)}  # fmt: skip
    near = {item.submission.student: timeless(item.result)
            for item in grade_many(course, assignment, submissions, force=True)}  # fmt: skip
    assert far == near
    assert {result.isolation for result in far.values() if result.isolation} == {near["demo-ada"].isolation}


def test_the_command_grades_on_a_cluster_and_takes_no_jobs_with_it(cluster: Any, root: Path) -> None:
    shutil.rmtree(root / ".autograder", ignore_errors=True)
    command = [str(Path(sys.executable).with_name("autograder")), "grade", NAME, "--scheduler", cluster.scheduler_address]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 0, done.stderr
    assert "12 submissions" in done.stderr
    done = subprocess.run([*command, "--jobs", "2"], cwd=root, capture_output=True, text=True, timeout=PATIENCE_S, check=False)
    assert done.returncode == 2
    assert "--jobs is about this machine" in done.stderr


def test_the_luggage_holds_what_a_host_reads_and_no_other_solution_or_password(root: Path) -> None:
    policy = root / "course.toml"
    plain = policy.read_text()
    try:
        policy.write_text(plain + '\n[database]\nurl = "postgresql://me:secret@host/grades"\n')
        course = load_course(root)
        with zipfile.ZipFile(io.BytesIO(luggage(course, load_assignment(course, NAME)))) as archive:
            names = set(archive.namelist())
            assert "secret" not in archive.read("course.toml").decode()
        assert names == {
            "course.toml", f"assignments/{NAME}/assignment.toml", f"assignments/{NAME}/notebook.py",
            f"solutions/{NAME}/reference.py", f"solutions/{NAME}/test_hidden.py",
        }  # fmt: skip
        policy.write_text('database = { url = "postgresql://me:secret@host/grades" }\n' + plain)
        course = load_course(root)
        with zipfile.ZipFile(io.BytesIO(luggage(course, load_assignment(course, NAME)))) as archive:
            assert "secret" not in archive.read("course.toml").decode()
    finally:
        policy.write_text(plain)


def test_a_worker_of_another_version_is_refused_and_what_differs_is_named(root: Path) -> None:
    from autograder.batch.fingerprint import grader_parts
    from autograder.batch.remote import remote_host

    wanted = {**grader_parts(), "numpy": "9.9.9", "autograder": "another hash"}
    said = r"^a worker of tcp://x: it differs in autograder's own code, numpy \([\d.]+ instead of 9\.9\.9\), expected the same"
    with pytest.raises(CourseError, match=said):
        remote_host(root, assignment=NAME, isolation="auto", grader=wanted, address="tcp://x")
