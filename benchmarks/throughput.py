"""Submissions a second and processor seconds a submission: this grader, its peers and the floor, in one run."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from autograder.batch import store_of
from autograder.model import Assignment, Course
from benchmarks import peers
from benchmarks.courses import NAME, make_course
from benchmarks.measuring import Cost, median, run

BIN = Path(sys.executable).parent
CACHE = Path(tempfile.gettempdir()) / "benchmarks-of-autograder"


def grade(root: Path, *options: str) -> Cost:
    """`autograder grade --force` on everything that is submitted."""
    return run([BIN / "autograder", "grade", NAME, "--force", *options], root)


def throughput(submissions: int, repeats: int, sample: int, *, with_otter: bool) -> None:
    """Print the comparison."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        course, assignment = make_course(root, submissions)
        ours = [grade(root) for _ in range(repeats)]
        wall_s = median([cost.wall_s for cost in ours]) / submissions
        cpu_s = median([cost.cpu_s for cost in ours]) / submissions
        rows = [(f"autograder grade ({submissions} submissions, full hidden suite)", wall_s, cpu_s)]
        stages = _stages(course, assignment)
        tested, bare = peers.pytest_and_bare(root, sample)
        rows.append(("pytest in a subprocess (visible checks)", tested.wall_s, tested.cpu_s))
        rows.append(("bare python -c with NumPy", bare.wall_s, bare.cpu_s))
        if with_otter:
            CACHE.mkdir(exist_ok=True)
            cost = peers.otter(root, sample, CACHE)
            rows.append(("otter run (visible checks)", cost.wall_s, cost.cpu_s))
    rows.append(("nbgrader autograde (visible checks)", *peers.nbgrader(2, 2 + sample)))
    print(f"{'':55} {'s each':>8} {'a second':>9} {'CPU s':>8} {'slower by':>10}")
    for name, wall, cpu in rows:
        print(f"{name:55} {wall:8.4f} {1 / wall:9.1f} {cpu:8.4f} {wall / wall_s:9.1f}x")
    print("\nwhere a submission's time goes, ms (medians over submissions; `student` lies within `test`)")
    for name, seconds in stages.items():
        print(f"  {name:8} {1000 * seconds:8.2f}")


def _stages(course: Course, assignment: Assignment) -> dict[str, float]:
    found: dict[str, list[float]] = defaultdict(list)
    for result in store_of(course, assignment).all():
        for name, seconds in result.timings_s.items():
            found[name].append(seconds)
    stages = {name: median(values) for name, values in found.items()}
    if "test" not in stages:
        stages["test"] = stages["total"] - stages["confine"] - stages["load"]
    return stages


def isolation(submissions: int, repeats: int) -> None:
    """Print what isolation costs: the same class with and without, turn by turn."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_course(root, submissions)
        pairs = [(grade(root), grade(root, "--isolation", "none")) for _ in range(repeats)]
    confined = median([pair[0].wall_s for pair in pairs]) / submissions
    free = median([pair[1].wall_s for pair in pairs]) / submissions
    ratio = median([pair[0].wall_s / pair[1].wall_s for pair in pairs])
    print(f"confined {1000 * confined:.1f} ms, unconfined {1000 * free:.1f} ms a submission: {ratio:.2f}x")


def growth(sizes: list[int]) -> None:
    """Print cost and memory as a class grows, and what a regrade of unchanged work costs."""
    print(f"{'submissions':>12} {'ms each':>8} {'CPU ms':>8} {'grader MiB':>11} {'regrade s':>10}")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            make_course(root, size)
            first = grade(root)
            again = run([BIN / "autograder", "grade", NAME], root)
            shutil.rmtree(root / "submitted")
        each, cpu = 1000 * first.wall_s / size, 1000 * first.cpu_s / size
        print(f"{size:12} {each:8.1f} {cpu:8.1f} {first.peak_mib:11.0f} {again.wall_s:10.2f}", flush=True)
