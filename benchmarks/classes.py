"""A course of its own with a class of distinct submissions, for a measurement to grade."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from autograder.classroom import make_class
from autograder.config import load_assignment, load_course
from autograder.release import release

NAME = "02_activations"
PROJECT = Path(__file__).resolve().parent.parent
_ODD = 5  # the last of a made-up class are broken or hostile: a loop that runs into its limit would measure that limit


@contextlib.contextmanager
def classroom(students: int) -> Iterator[Path]:
    """The root of a released course in which so many students have handed in; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        root = copied(Path(folder) / "course", NAME)
        course = load_course(root)
        assignment = load_assignment(course, NAME)
        release(course, assignment, course.language)
        hand_in(root, students)
        yield root


def copied(root: Path, name: str) -> Path:
    """A course of one assignment of this one's, made at `root`."""
    for part in ("assignments", "solutions"):
        shutil.copytree(PROJECT / part / name, root / part / name, ignore=shutil.ignore_patterns("__pycache__"))
    (root / "datasets").mkdir()
    shutil.copy(PROJECT / "course.toml", root)
    return root


def hand_in(root: Path, students: int) -> None:
    """Make the class anew, no two submissions alike."""
    shutil.rmtree(root / "submitted", ignore_errors=True)
    course = load_course(root)
    made = make_class(course, load_assignment(course, NAME), students + _ODD)
    for student in made[-_ODD:]:
        shutil.rmtree(root / "submitted" / student)
    for student in made[:-_ODD]:
        path = notebook_of(root, student)
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["metadata"].get("nbgrader", {}).get("solution"):
                cell["source"] = "".join(cell["source"]) + f"\n# {student}"
        path.write_text(json.dumps(notebook), encoding="utf-8")


def students_of(root: Path) -> list[str]:
    """Who handed in."""
    return sorted(path.name for path in (root / "submitted").iterdir())


def notebook_of(root: Path, student: str) -> Path:
    """A student's notebook."""
    return root / "submitted" / student / NAME / f"{NAME}.ipynb"


def forget(root: Path) -> None:
    """Forget all that was graded, but not the release."""
    for name in (".autograder", "autograded"):
        shutil.rmtree(root / name, ignore_errors=True)
