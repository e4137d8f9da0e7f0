"""Two Dask workers on this machine against the local pool of two, in turns."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from autograder.batch import grade_many
from autograder.batch.grading import Executor, local_executor
from autograder.batch.remote import dask_executor
from autograder.config import load_assignment, load_course
from autograder.grading import IsolationMode
from autograder.intake import find_submissions
from benchmarks.classes import NAME, classroom
from benchmarks.measuring import Cost, machine, median


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--submissions", type=int, default=100)
    parser.add_argument("--repeats", type=int, default=3)


def main(options: argparse.Namespace) -> None:
    """Print both."""
    import distributed

    print(f"cluster: {NAME}, {options.submissions} submissions, two hosts; {machine()}", flush=True)
    local: list[Cost] = []
    there: list[Cost] = []
    with classroom(options.submissions) as root, distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0",
        worker_dashboard_address="127.0.0.1:0", silence_logs=50,
    ) as running:  # fmt: skip
        course = load_course(root)
        assignment = load_assignment(course, NAME)
        for _ in range(options.repeats):
            local.append(_grade(root, local_executor(course, assignment, jobs=2)))
            there.append(
                _grade(root, dask_executor(course, assignment, running.scheduler_address, IsolationMode.AUTO))
            )
    near, far = median(local), median(there)
    for name, cost in (("local pool of 2", near), ("2 Dask workers", far)):
        print(f"  {name:18}{options.submissions / cost.wall_s:8.1f} a second")
    print(f"  Dask / local: {near.wall_s / far.wall_s:.2f}")


def _grade(root: Path, executor: Executor) -> Cost:
    course = load_course(root)
    assignment = load_assignment(course, NAME)
    start_s = time.perf_counter()
    done = list(
        grade_many(course, assignment, find_submissions(course, assignment), force=True, executor=executor)
    )
    assert all(item.status.value == "graded" for item in done)
    return Cost(time.perf_counter() - start_s, 0.0)
