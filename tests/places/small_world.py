"""A small course for tests of where the grader runs, and commands run in it by any program."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from autograder.model import Assignment, Course
from autograder.notebook.filling import fill, solution_sources
from tests.commands import run_in, typed_environment
from tests.steady import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "batch"))

from small_course import FILES, NAME, make_small_class, write_course  # noqa: E402

__all__ = ["NAME", "ROOT", "make_course", "make_graded_course", "notebook", "run_by"]


def run_by(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a program: its words, then the folder to run in as the first `Path`, then what goes to it."""
    at = next(number for number, word in enumerate(words) if isinstance(word, Path))
    return subprocess.run(
        [*words[:at], *words[at + 1 :]], cwd=words[at], env=typed_environment(), capture_output=True, text=True,
        timeout=PATIENCE_S, check=False,
    )  # fmt: skip


def make_course(root: Path) -> tuple[Course, Assignment]:
    """A course with one small assignment, not released yet."""
    return write_course(root)


def make_graded_course(root: Path) -> None:
    """A course with a released assignment and a class of three, graded on this system."""
    course, assignment = make_course(root)
    run_in(root, "release", NAME, check=True)
    make_small_class(course, assignment, 3)
    run_in(root, "grade", NAME, check=True)


def notebook(course: Path, **changes: str) -> dict[str, Any]:
    """The released notebook with the reference's answers, but for some."""
    released = json.loads((course / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    return fill(released, {**solution_sources(FILES[f"solutions/{NAME}/reference.py"]), **changes})
