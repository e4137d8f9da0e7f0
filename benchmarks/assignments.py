"""What one honest submission of each assignment costs, and how much of that is the student's own process.

A suite host grades the reference as a submission, again and again. The kernel keeps the CPU seconds: of the host, which
holds the suite and compares, and of the workers, in which the student's code runs (with reading requests and writing
answers, forking and confining).
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from pathlib import Path

from autograder.config import assignment_names, load_assignment, load_course
from autograder.grading import SuiteHost
from autograder.model import Assignment, Course, Verdict
from autograder.verify.files import read_files
from autograder.verify.plan import make_plan
from benchmarks.classes import PROJECT
from benchmarks.measuring import machine

_TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--repeats", type=int, default=10, help="submissions of each assignment (default 10)")
    parser.add_argument("--only", action="append", default=[], metavar="ASSIGNMENT")


def main(options: argparse.Namespace) -> None:
    """Print a line for each assignment."""
    course = load_course(PROJECT)
    print(f"assignments: one honest submission each, mean of {options.repeats}; {machine()}", flush=True)
    print(f"{'':24}{'tests':>7}{'wall s':>9}{'CPU s':>9}{'in the host':>13}{'in the worker':>15}{'share':>8}")
    for name in options.only or assignment_names(course):
        tests, wall_s, host_s, worker_s = _cost(course, load_assignment(course, name), options.repeats)
        total_s = host_s + worker_s
        print(f"{name:24}{tests:7}{wall_s:9.2f}{total_s:9.2f}{host_s:13.2f}{worker_s:15.2f}{worker_s / total_s:8.0%}",
              flush=True)  # fmt: skip


def _cost(course: Course, assignment: Assignment, repeats: int) -> tuple[int, float, float, float]:
    """Number of tests, median wall seconds, and mean CPU seconds of the host and of the worker."""
    reference = make_plan(read_files(assignment), None).right[0]
    walls_s: list[float] = []
    with SuiteHost(course, assignment) as host:
        report = host.grade(reference)  # the first one pays for what is loaded late
        if report.error or any(test.verdict is not Verdict.PASSED for test in report.tests):
            raise RuntimeError(f"{assignment.name}: the reference does not pass")
        before = _cpu_of_children()
        for _ in range(repeats):
            start_s = time.perf_counter()
            host.grade(reference)
            walls_s.append(time.perf_counter() - start_s)
        after = _cpu_of_children()
    used = [(late - early) / repeats for late, early in zip(after, before, strict=True)]
    return len(report.tests), statistics.median(walls_s), used[0], used[1]


def _cpu_of_children() -> tuple[float, float]:
    """CPU seconds so far of all processes below this one, and of those that they have reaped: hosts, and workers."""
    parents, own, reaped = {}, {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        pid = int(folder.name)
        parents[pid] = int(fields[1])
        own[pid] = (int(fields[11]) + int(fields[12])) * _TICK_S
        reaped[pid] = (int(fields[13]) + int(fields[14])) * _TICK_S
    below = {os.getpid()}
    for _ in range(4):  # a host, its warm parent, the one inside the pid namespace
        below |= {pid for pid, parent in parents.items() if parent in below}
    below.discard(os.getpid())
    return sum(own[pid] for pid in below), sum(reaped[pid] for pid in below)
