from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from autograder.batch import store_of
from autograder.batch.result_json import result_to_json
from autograder.config import load_assignment, load_course
from autograder.model import ENGLISH, Assignment, Course
from autograder.release import release
from tests.commands import AUTOGRADER, run_in, typed_environment

from .small_course import NAME, make_small_class, write_course

STUDENTS = 17  # less two; the last three are a broken and two hostile notebooks

LOOK = 1
"""What a run of this class ends with: one of its notebooks cannot be read, and somebody must look at it."""


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A released course with a class that has handed in, and nothing graded."""
    root = tmp_path_factory.mktemp("small")
    course, assignment = write_course(root)
    release(course, assignment, ENGLISH)
    make_small_class(course, assignment, STUDENTS)
    return root


@pytest.fixture(scope="session")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the class, graded. No test writes there."""
    root = tmp_path_factory.mktemp("undisturbed") / "course"
    shutil.copytree(released, root)
    done = grade(root)
    assert done.returncode == LOOK, done.stderr
    return root


@pytest.fixture(scope="session")
def undisturbed(graded: Path) -> dict[str, Any]:
    """What a run that nothing happened to leaves behind."""
    return everything(graded)


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    """A copy of the class for one test."""
    shutil.copytree(released, tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def course(root: Path) -> Course:
    return load_course(root)


@pytest.fixture
def assignment(course: Course) -> Assignment:
    return load_assignment(course, NAME)


def grade(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """`autograder grade`, as somebody would type it."""
    return run_in(root, "grade", NAME, "--jobs", "2", *options)


def start(root: Path, *options: str, **how: Any) -> subprocess.Popen[str]:
    """The same, without waiting for it."""
    return subprocess.Popen(
        [AUTOGRADER, "grade", NAME, "--jobs", "2", *options], cwd=root, env=typed_environment(), text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **how,
    )  # fmt: skip


def everything(root: Path) -> dict[str, Any]:
    """All that a run leaves for people: gradebook, results and autograded/, without times and database ids."""
    return {"gradebook": gradebook(root), "results": results(root), "autograded": autograded(root)}


def results(root: Path) -> list[dict[str, Any]]:
    course = load_course(root)
    found = []
    for result in store_of(course, load_assignment(course, NAME)).all():
        data = json.loads(json.dumps(result_to_json(result)))
        found.append({key: data[key] for key in data if key not in ("duration_s", "timings_s", "notebook")})
    return found


def autograded(root: Path) -> dict[str, bytes]:
    folder = root / "autograded"
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def gradebook(root: Path) -> dict[str, list[Any]]:
    """Every row that grading writes, by what people know it by; doubled rows would show."""
    notebook = "submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id"
    cell = "base_cell b JOIN {0} x ON b.id = x.cell_id JOIN submitted_notebook n ON n.id = x.notebook_id"
    cell += " JOIN submitted_assignment s ON s.id = n.assignment_id"
    with closing(sqlite3.connect(root / "gradebook.db")) as db:
        return {
            "submissions": db.execute(
                f"SELECT s.student_id, s.timestamp, n.late_submission_penalty FROM {notebook} ORDER BY 1"
            ).fetchall(),
            "grades": db.execute(
                "SELECT s.student_id, b.name, x.auto_score, x.manual_score, x.needs_manual_grade "
                f"FROM {cell.format('grade')} ORDER BY 1, 2"
            ).fetchall(),
            "comments": db.execute(
                "SELECT s.student_id, b.name, x.auto_comment, x.manual_comment "
                f"FROM {cell.format('comment')} ORDER BY 1, 2"
            ).fetchall(),
            "students": db.execute("SELECT id FROM student ORDER BY 1").fetchall(),
        }
