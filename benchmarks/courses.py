"""Courses to measure on: the project's own assignment, and a class of distinct notebooks."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from autograder.classroom import make_class
from autograder.config import load_assignment, load_course
from autograder.model import Assignment, Course
from autograder.notebook.release import release

ROOT = Path(__file__).resolve().parent.parent
NAME = "02_activations"
ODD = 5  # the broken and hostile notebooks at the end of a made-up class


def make_course(folder: Path, students: int) -> tuple[Course, Assignment]:
    """A released course with so many submissions, no two alike and none hostile."""
    for room in ("assignments", "solutions"):
        shutil.copytree(ROOT / room / NAME, folder / room / NAME, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "course.toml", folder)
    course = load_course(folder)
    assignment = load_assignment(course, NAME)
    release(course, assignment, course.language)
    ids = make_class(course, assignment, max(students + ODD, 2 * ODD + 7), seed=students)
    for student in ids[students:]:
        shutil.rmtree(folder / "submitted" / student)
    for student in ids[:students]:
        _sign(folder / "submitted" / student / NAME / f"{NAME}.ipynb", student)
    return course, assignment


def _sign(path: Path, student: str) -> None:
    """Make a notebook unlike all others without changing what it does."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("solution") and cell["cell_type"] == "code":
            source = cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
            cell["source"] = f"{source}\n# {student}\n"
    path.write_text(json.dumps(notebook), encoding="utf-8")


def keep_only(course: Course, students: int) -> None:
    """Leave the first so many submissions in place."""
    for folder in sorted((course.root / "submitted").iterdir())[students:]:
        shutil.rmtree(folder)
