"""A course that version 0.1 released and graded goes on: nothing is graded again to be read, nothing entered is lost."""

from __future__ import annotations

import csv
import io
import shutil
import sqlite3
import subprocess
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from autograder.config import assignment_names, load_course
from autograder.release.folders import Folder
from tests.commands import run_in

ROOT = Path(__file__).resolve().parents[2]
STUDENTS = 8
Key = tuple[str, str]


@pytest.fixture(scope="session")
def left_behind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What version 0.1 left in a course, in a checkout of today."""
    root = tmp_path_factory.mktemp("upgrade") / "course"
    for name in ("assignments", "solutions", "datasets"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "course.toml", root / "course.toml")
    with tarfile.open(Path(__file__).with_name("course-0.1.tar.xz")) as archive:
        archive.extractall(root)  # our own; the first releases of Python 3.11 know no filter
    return root


@pytest.fixture
def root(left_behind: Path, tmp_path: Path) -> Path:
    shutil.copytree(left_behind, tmp_path / "course")
    return tmp_path / "course"


def run(root: Path, *arguments: str, codes: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[str]:
    done = run_in(root, *arguments)
    assert done.returncode in codes, done.stderr
    return done


def grades(text: str) -> dict[Key, dict[str, str]]:
    rows = list(csv.DictReader(io.StringIO(text)))
    found = {(row["student"], row["assignment"]): row for row in rows}
    assert len(found) == len(rows)
    return found


def entered(root: Path) -> list[tuple[object, ...]]:
    """What people entered: of each student and cell the score, the extra credit and the comment."""
    tables = (
        "{0} x JOIN base_cell b ON b.id = x.cell_id JOIN submitted_notebook n ON n.id = x.notebook_id "
        "JOIN submitted_assignment s ON s.id = n.assignment_id JOIN assignment a ON a.id = s.assignment_id"
    )
    with closing(sqlite3.connect(root / "gradebook.db")) as db:
        scores = db.execute(
            f"SELECT a.name, s.student_id, b.name, x.manual_score, x.extra_credit FROM {tables.format('grade')} "
            "WHERE x.manual_score IS NOT NULL OR x.extra_credit IS NOT NULL ORDER BY 1, 2, 3"
        ).fetchall()
        comments = db.execute(
            f"SELECT a.name, s.student_id, b.name, x.manual_comment FROM {tables.format('comment')} "
            "WHERE x.manual_comment IS NOT NULL ORDER BY 1, 2, 3"
        ).fetchall()
    return [*scores, *comments]


def kept(root: Path) -> dict[str, bytes]:
    folder = root / ".autograder" / "results"
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*.json"))}


def repaired(before: dict[str, str], after: dict[str, str]) -> str:
    """Why a grade may be another one than version 0.1's; empty where it may not."""
    if after["status"] == "pending":
        return "what a person still has to grade is waited for, and no final grade"
    late = float(before["late_penalty"]) > 0
    if late and after["score"] == before["score"]:
        return "the penalty is taken of all that counts, what people gave included"
    return ""


def test_every_grade_is_the_same_without_anything_being_graded_but_for_named_repairs(root: Path) -> None:
    before = grades((root / "before" / "export.csv").read_text(encoding="utf-8"))
    results, given = kept(root), entered(root)
    after = grades(run(root, "export", codes=(0, 1)).stdout)
    assert len(before) == STUDENTS * len(assignment_names(load_course(root))) == 96
    assert set(before) <= set(after)
    differing = [
        (key, column, row[column], after[key][column])
        for key, row in before.items()
        for column in ("status", "score", "late_penalty", "final_score", "points")
        if row[column] != after[key][column] and not repaired(row, after[key])
    ]
    assert differing == []
    assert entered(root) == given
    assert kept(root) == results


def test_pages_and_report_are_made_without_anything_being_graded(root: Path) -> None:
    results = kept(root)
    run(root, "feedback")
    run(root, "report", "02_activations")
    for name in assignment_names(load_course(root)):
        assert len(list((root / "feedback").glob(f"*/{name}/{name}.en.html"))) == STUDENTS
    page = (root / "feedback" / "demo-frances" / "00_numpy_basics" / "00_numpy_basics.en.html").read_text(encoding="utf-8")
    assert "Nicely put. 잘했습니다." in page
    assert kept(root) == results


def test_every_release_is_known_as_ones_own(root: Path) -> None:
    for name in assignment_names(load_course(root)):
        for kind in ("source", "release"):
            assert Folder(root / kind, name, None).changed() == []


def test_grading_and_releasing_go_on_with_what_people_entered(root: Path) -> None:
    given = entered(root)
    students = sorted({str(row[1]) for row in given if row[0] == "07_backprop"})[:3]
    grade = ("grade", "07_backprop", *(f"--student={student}" for student in students))
    done = run(root, *grade, codes=(0, 1))
    assert entered(root) == given
    assert "Traceback" not in done.stderr
    run(root, "release", "07_backprop")
    assert entered(root) == given
    again = run(root, *grade, codes=(0, 1))
    assert entered(root) == given
    assert "unchanged" in again.stderr
    # The old configuration named the place that the course was in, and guarded nothing.
    config = (root / "nbgrader_config.py").read_text(encoding="utf-8")
    assert "/srv/course" not in config
    assert "autograder.guard" in config
