"""The same class on a quiet and on a busy machine: the same scores. One in twenty never comes back."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from autograder.batch import store_of
from autograder.config import load_assignment, load_course
from benchmarks.classes import NAME, classroom, notebook_of, students_of
from benchmarks.measuring import machine
from benchmarks.throughput import ours

_LOOP = f"import os\nwhile os.getppid() == {os.getpid()}:\n    for _ in range(1_000_000): pass\n"
_ENDLESS = "\n\nwhile True:\n    pass\n"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--submissions", type=int, default=40)
    parser.add_argument("--loads", type=int, nargs="+", default=[1, 8, 20], help="programs that want a processor, ours too")


def main(options: argparse.Namespace) -> None:
    """Print the table, and whose scores differ.

    Raises:
        SystemExit: somebody's did.
    """
    print(f"load: {NAME}, {options.submissions} submissions, one in twenty an endless loop; {machine()}", flush=True)
    print(f"{'load':>6}{'wall s':>10}{'points in all':>15}{'timeouts':>10}")
    first: dict[str, tuple[float, str]] = {}
    differ: list[str] = []
    with classroom(options.submissions) as root:
        for student in students_of(root)[::20]:
            _never_come_back(notebook_of(root, student))
        for load in options.loads:
            with _busy(load - 1):
                start_s = time.monotonic()
                ours(root)
                wall_s = time.monotonic() - start_s
            scores = _scores(root)
            first = first or scores
            differ += [f"{student} at load {load}: {got}, first {first[student]}"
                       for student, got in scores.items() if got != first[student]]  # fmt: skip
            print(f"{load:6}{wall_s:10.1f}{sum(score for score, _ in scores.values()):15.2f}"
                  f"{[kind for _, kind in scores.values()].count('timeout'):10}", flush=True)  # fmt: skip
    print("\n".join(differ) or "everybody's score is the same at every load")
    if differ:
        raise SystemExit(1)


def _never_come_back(path: Path) -> None:
    """Let the first answer of a notebook end in a loop."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = next(cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("solution"))
    cell["source"] = "".join(cell["source"]) + _ENDLESS
    path.write_text(json.dumps(notebook), encoding="utf-8")


@contextlib.contextmanager
def _busy(loops: int) -> Iterator[None]:
    """So many loops beside us, as important as we are; they end with this process whatever happens."""
    running = [subprocess.Popen([sys.executable, "-c", _LOOP]) for _ in range(loops)]
    try:
        yield
    finally:
        for loop in running:
            loop.kill()
            loop.wait()


def _scores(root: Path) -> dict[str, tuple[float, str]]:
    """By student: the score, and how the worker ended."""
    course = load_course(root)
    kept = store_of(course, load_assignment(course, NAME)).all()
    return {result.student: (result.score, result.outcome.kind.value) for result in kept}
