"""Submissions a second and CPU a submission, of this grader and of others, in turns."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks import peers
from benchmarks.classes import NAME, classroom, forget, students_of
from benchmarks.measuring import Cost, cost_of, machine, median, run, tool

PEERS: dict[str, Callable[[Path], peers.Grade]] = {
    "nbgrader autograde": peers.nbgrader,
    "otter run": peers.otter,
    "pytest in a subprocess": peers.pytest,
    "python -c, the checks": peers.bare,
    "python -c 'import numpy'": peers.bare_start,
}


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--submissions", type=int, default=200, help="for this grader (default 200)")
    parser.add_argument("--peer-submissions", type=int, default=8, help="for each of the others (default 8)")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--without", action="append", default=[], choices=["nbgrader", "otter", "pytest", "python"])


def main(options: argparse.Namespace) -> None:
    """Print the table."""
    print(f"throughput: {NAME}, {options.submissions} distinct submissions; {machine()}", flush=True)
    costs: dict[str, list[Cost]] = {}
    with classroom(options.submissions) as root:
        few = students_of(root)[: options.peer_submissions]
        graders = {
            name: make(_smaller(root, few)) for name, make in PEERS.items() if name.split()[0] not in options.without
        }
        for _ in range(options.repeats):
            costs.setdefault("autograder grade", []).append(cost_of(partial(ours, root)).per(options.submissions))
            for name, grade in graders.items():
                costs.setdefault(name, []).append(cost_of(partial(grade, few)).per(len(few)))
    medians = {name: median(found) for name, found in costs.items()}
    own = medians["autograder grade"]
    print(f"{'':26}{'a second':>10}{'wall ms':>10}{'CPU ms':>10}{'throughput':>13}{'CPU':>9}")
    for name, cost in medians.items():
        print(f"{name:26}{1 / cost.wall_s:10.2f}{1e3 * cost.wall_s:10.1f}{1e3 * cost.cpu_s:10.1f}"
              f"{cost.wall_s / own.wall_s:12.1f}x{cost.cpu_s / own.cpu_s:8.1f}x")  # fmt: skip
    print(f"ours: all of the command, full hidden suite, confined; the others: visible checks, {options.peer_submissions} "
          "submissions,\nstart included; the last two columns say how many times more they need")  # fmt: skip


def ours(root: Path, *options: str) -> str:
    """`autograder grade` on a class of which nothing is known yet."""
    forget(root)
    return run([tool("autograder"), "grade", NAME, *options], root)


def _smaller(root: Path, students: list[str]) -> Path:
    """A course with some of the students, for tools that take all they find.

    Beside the other, to go with it, and not inside: around an assignment with a hidden suite, nbgrader's Autograde is
    this grader.
    """
    small = root.with_name("few")
    if not small.exists():
        small.mkdir()
        for part in ("release", "source"):
            shutil.copytree(root / part, small / part)
        shutil.copy(root / "gradebook.db", small)
        for student in students:
            shutil.copytree(root / "submitted" / student, small / "submitted" / student)
    return small
