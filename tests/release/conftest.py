"""A small course whose class was graded, by the grader and by a person, made once and copied for every test."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from batch.conftest import grade
from batch.small_course import FILES, NAME, make_small_class, write_course

from autograder.config import load_assignment, load_course
from autograder.model import ENGLISH
from autograder.release import release

STUDENT = "demo-donald"
TOML, TEXT = f"assignments/{NAME}/assignment.toml", f"assignments/{NAME}/notebook.py"
SUITE, REFERENCE = f"solutions/{NAME}/test_hidden.py", f"solutions/{NAME}/reference.py"


@pytest.fixture(scope="session")
def graded_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("released") / "course"
    course, assignment = write_course(root)
    release(course, assignment, ENGLISH)
    make_small_class(course, assignment, 6)
    done = grade(root)
    assert done.returncode == 0, done.stderr
    with gradebook(root) as book:
        given = book.find_grade("test-softmax", NAME, NAME, STUDENT)
        given.manual_score, given.extra_credit, given.needs_manual_grade = 2.5, 0.5, False
        book.find_comment("softmax", NAME, NAME, STUDENT).manual_comment = "Look at the shift."
        book.find_grade("test-spread", NAME, NAME, STUDENT).manual_score = 1.0
        book.db.commit()
    return root


@pytest.fixture
def root(graded_root: Path, tmp_path: Path) -> Path:
    shutil.copytree(graded_root, tmp_path / "course")
    return tmp_path / "course"


@contextmanager
def gradebook(root: Path) -> Iterator[Any]:
    from nbgrader.api import Gradebook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Gradebook(load_course(root).database_url, "small") as book:
            yield book


def release_again(root: Path, **how: Any) -> Any:
    course = load_course(root)
    return release(course, load_assignment(course, NAME), ENGLISH, **how)


def change(root: Path, name: str, *pairs: tuple[str, str]) -> None:
    text = (root / name).read_text(encoding="utf-8")
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    (root / name).write_text(text, encoding="utf-8")


def without_spread(root: Path) -> None:
    """Takes an exercise out of the assignment, as its author would."""
    change(root, TOML, ("spread = 2\n", ""))
    change(root, TEXT, (FILES[TEXT][FILES[TEXT].index('# %% exercise="spread"'):], ""))
    for name, mark in ((SUITE, '@exercise("spread"'), (REFERENCE, "def spread")):
        change(root, name, (FILES[name][FILES[name].index(mark):], ""))
    for path in (root / "solutions" / NAME).glob("wrong/spread*"):
        path.unlink()


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def released(root: Path) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = json.loads((root / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))["cells"]
    return cells
