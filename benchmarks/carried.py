"""What error carried forward earns: a class in which one early exercise is wrong, with and without."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

from autograder.config import load_assignment, load_course
from autograder.grading import SuiteHost, finish, prepare
from autograder.model import Submission
from autograder.notebook.contract import contract
from autograder.notebook.filling import fill, solution_sources
from autograder.release import release
from autograder.verify.files import read_files
from benchmarks.classes import copied


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--assignment", default="07_backprop")
    parser.add_argument("--exercise", default="output_delta")


def main(options: argparse.Namespace) -> None:
    """Print a row for each mistake that the suite knows in the exercise; everything else is right."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        root = copied(Path(folder) / "course", options.assignment)
        course = load_course(root)
        assignment = load_assignment(course, options.assignment)
        released = json.loads(release(course, assignment, course.language).release.read_text(encoding="utf-8"))
        ids = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in released["cells"]}
        reference = solution_sources((assignment.solutions / "reference.py").read_text(encoding="utf-8"))
        right = {name: source for name, source in reference.items() if name in ids}
        print(f"| wrong in `{options.exercise}` | without | with | earned with the mistake carried forward |")
        print("| --- | --- | --- | --- |")
        with SuiteHost(course, assignment) as host:
            for item in read_files(assignment).wrong:
                if item.exercise != options.exercise or "test_hidden" in item.key:
                    continue  # the suite's own mistakes are those of the folder again
                path = root / "handed-in.ipynb"
                path.write_text(json.dumps(fill(released, right | {item.exercise: item.source})), encoding="utf-8")
                prepared = prepare(Submission(assignment.name, "s", path), contract(assignment), inputs=assignment.inputs)
                report = host.grade(prepared.job)
                before, after = (
                    finish(prepared, assignment, report, carry_forward=carry) for carry in (False, True)
                )
                where = ", ".join(
                    f"`{one.name}` {one.carried_forward:g}" for one in after.exercises if one.carried_forward
                )
                name = item.key.rpartition(": ")[2]
                print(f"| {name} | {before.score:g} | {after.score:g} | {where or '–'} |", flush=True)
        print(f"\nof {assignment.auto_points:g} points by tests")
