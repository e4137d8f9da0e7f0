"""Where a submission's time goes, and the share of confinement."""

from __future__ import annotations

import argparse
import statistics
import time
from functools import partial
from pathlib import Path

from autograder.batch import Graded, Recorder, grade_many
from autograder.config import load_assignment, load_course
from autograder.grading import IsolationMode
from autograder.intake import find_submissions
from benchmarks.classes import NAME, classroom, forget
from benchmarks.floor import floor
from benchmarks.measuring import Cost, cost_of, machine, median


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--submissions", type=int, default=60)
    parser.add_argument("--repeats", type=int, default=3)


def main(options: argparse.Namespace) -> None:
    """Print the parts."""
    print(f"parts: {NAME}, {options.submissions} submissions, one suite host; {machine()}", flush=True)
    with classroom(options.submissions) as root:
        found: dict[IsolationMode, list[Cost]] = {mode: [] for mode in IsolationMode}
        shares: dict[str, list[float]] = {}
        further: list[Cost] = []  # of a submission, where what starting takes is left out, as it is of the floor
        for _ in range(options.repeats):
            for mode in found:
                graded: list[Graded] = []
                own_s = time.process_time()
                cost = cost_of(partial(_grade, root, mode, graded))
                own_s = time.process_time() - own_s  # of this process, which is the grader here
                found[mode].append(cost.per(options.submissions))
                if mode is IsolationMode.AUTO:
                    further.append((cost - cost_of(partial(_grade, root, mode, [], most=1))).per(options.submissions - 1))
                    for name, value in (
                        _parts(root, graded) | {"grader: read, score and keep (CPU)": own_s / len(graded)}
                    ).items():
                        shares.setdefault(name, []).append(value)
        bare = median(floor(root, options.repeats))
    medians = {name: statistics.median(values) for name, values in shares.items()}
    for name, value in medians.items():
        print(f"  {name:44}{1e3 * value:8.2f} ms")
    auto, none, each = median(found[IsolationMode.AUTO]), median(found[IsolationMode.NONE]), median(further)
    print(f"  confined {1e3 * auto.cpu_s:.1f} ms CPU, {1e3 * auto.wall_s:.1f} ms wall; "
          f"not confined {1e3 * none.cpu_s:.1f} and {1e3 * none.wall_s:.1f}: "
          f"{auto.cpu_s / none.cpu_s:.2f} and {auto.wall_s / none.wall_s:.2f} times")  # fmt: skip
    print(f"  the floor, the same cells and calls in a forked process without wall or suite: {1e3 * bare.cpu_s:.1f} ms CPU, "
          f"{1e3 * bare.wall_s:.1f} ms wall; confined, tested, written {1e3 * each.cpu_s:.1f} ms CPU, "
          f"{each.cpu_s / bare.cpu_s:.2f} times ({auto.cpu_s / bare.cpu_s:.2f} with what starting takes)")  # fmt: skip


def _grade(root: Path, mode: IsolationMode, graded: list[Graded], most: int | None = None) -> None:
    course = load_course(root)
    assignment = load_assignment(course, NAME)
    forget(root)
    graded += grade_many(course, assignment, find_submissions(course, assignment)[:most], jobs=1, isolation=mode)


def _parts(root: Path, graded: list[Graded]) -> dict[str, float]:
    """Seconds a submission, by part; medians of what the host says, and the writing timed here."""
    results = [item.result for item in graded]

    def middle(name: str) -> float:
        return statistics.median(result.timings_s[name] for result in results)

    course = load_course(root)
    start_s = time.perf_counter()
    with Recorder(course, load_assignment(course, NAME)) as recorder:
        for item in graded:
            recorder.add(item)
    write_s = (time.perf_counter() - start_s) / len(graded)
    total, confine, load, student = (middle(name) for name in ("total", "confine", "load", "student"))
    return {
        "confine: fork a worker and confine it": confine,
        "load: run the notebook's cells": load,
        "student: calls, and the way there and back": student - load,
        "test: pytest, comparing, ending the worker": total - confine - student,
        "write: gradebook and autograded/ (meanwhile)": write_s,
        "all of it in the suite host": total,
    }
