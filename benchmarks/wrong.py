"""What wrong answers cost: a class that is right, and the same class with a third of it wrong in every exercise."""

from __future__ import annotations

import argparse
import json
from functools import partial
from itertools import cycle
from pathlib import Path

from autograder.config import load_assignment, load_course
from autograder.notebook.filling import fill, solution_sources
from autograder.verify.files import read_files
from benchmarks.classes import NAME, classroom, notebook_of, students_of
from benchmarks.measuring import Cost, cost_of, machine, median
from benchmarks.throughput import ours

_ONE_IN = 3


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--submissions", type=int, default=120)
    parser.add_argument("--repeats", type=int, default=3)


def main(options: argparse.Namespace) -> None:
    """Print both, and the ratio."""
    print(f"wrong: {NAME}, {options.submissions} submissions; {machine()}", flush=True)
    costs: dict[str, list[Cost]] = {"all right": [], "a third wrong": []}
    with classroom(options.submissions) as root:
        for _ in range(options.repeats):
            for name, found in costs.items():
                _hand_in(root, one_in=_ONE_IN if name == "a third wrong" else 0)
                found.append(cost_of(partial(ours, root)).per(options.submissions))
    right, wrong = (median(found) for found in costs.values())
    for name, cost in zip(costs, (right, wrong), strict=True):
        print(f"  {name:16}{1e3 * cost.cpu_s:8.1f} ms CPU{1e3 * cost.wall_s:8.1f} ms wall")
    print(f"  {wrong.cpu_s / right.cpu_s:.2f} times the CPU, {wrong.wall_s / right.wall_s:.2f} times the time")


def _hand_in(root: Path, *, one_in: int) -> None:
    """The reference's answers for all; each third student has a known mistake in every exercise, another one each time."""
    assignment = load_assignment(load_course(root), NAME)
    released = json.loads((root / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    ids = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in released["cells"]}
    reference = solution_sources((assignment.solutions / "reference.py").read_text(encoding="utf-8"))
    right = {name: source for name, source in reference.items() if name in ids}
    wrong: dict[str, list[str]] = {}
    for item in read_files(assignment).wrong:
        wrong.setdefault(item.exercise, []).append(item.source)
    mistakes = {name: cycle(sources) for name, sources in wrong.items()}
    for number, student in enumerate(students_of(root)):
        answers = dict(right)
        if one_in and number % one_in == 0:
            answers |= {name: next(sources) for name, sources in mistakes.items() if name in ids}
        marked = {name: f"{source}\n# {student}" for name, source in answers.items()}
        notebook_of(root, student).write_text(json.dumps(fill(released, marked)), encoding="utf-8")
