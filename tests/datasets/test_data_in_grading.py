"""Data sets on their way to student code: beside the notebook, and shared into the worker."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from autograder.config import load_assignment, load_course
from autograder.errors import AutograderError, CourseError
from autograder.grading import Cell, IsolationMode, Job, SuiteHost
from autograder.model import ENGLISH, Course, Verdict
from autograder.release import release

SUITE = '''
import numpy as np
from autograder.suite import EXACT, Shared, check, dataset, exercise

images = dataset("digits")["images_flat"]


@exercise("total")
def test_total(student):
    check(student.total(Shared("digits/images_flat")), float(images.sum(dtype=float)), EXACT)


@exercise("total")
def test_nobody_writes(student):
    check(student.spoil(Shared("digits/images")), "read-only", EXACT)


@exercise("total")
def test_unnamed_set(student):
    dataset("other")
'''
STUDENT = """
def total(x):
    return x.sum(dtype=float)


def spoil(x):
    try:
        x.setflags(write=True)
    except ValueError:
        return "read-only"
    return "writable"
"""


@pytest.fixture
def course(course, folder: Path) -> Course:
    """A course with one assignment that names the data set, which is there."""
    root = course()
    (root / "assignments" / "a").mkdir(parents=True)
    (root / "assignments" / "a" / "assignment.toml").write_text(
        'title = { en = "a", ko = "a" }\ndata = ["digits"]\n[points]\ntotal = 3\n'
    )
    (root / "assignments" / "a" / "notebook.py").write_text(
        '# %% [markdown]\n# # Title\n# ## total\n# %% exercise="total"\n# %% public="total"\nassert total\n'
    )
    (root / "solutions" / "a").mkdir(parents=True)
    (root / "solutions" / "a" / "test_hidden.py").write_text(SUITE)
    (root / "solutions" / "a" / "reference.py").write_text(
        'def total(x):\n    """Sum."""\n    ### BEGIN SOLUTION\n    return x.sum(dtype=float)\n    ### END SOLUTION\n'
    )
    shutil.copytree(folder, root / "datasets" / "digits")
    return load_course(root)


@pytest.mark.parametrize("isolation", [IsolationMode.AUTO, IsolationMode.NONE])
def test_arrays_are_shared_with_the_worker_and_nobody_can_write_to_them(
    course: Course, isolation: IsolationMode
) -> None:
    with SuiteHost(course, load_assignment(course, "a"), isolation=isolation) as host:
        tests = host.grade(Job("s1", (Cell("total", STUDENT, ("total",)),))).tests
    assert [test.verdict for test in tests] == [Verdict.PASSED, Verdict.PASSED, Verdict.INTERNAL_ERROR]
    assert "the suite uses data set 'other'; add it to `data`" in tests[2].message


def test_a_missing_data_set_stops_the_grader_with_one_line(course: Course) -> None:
    (course.root / "datasets" / "digits" / "labels.gz").unlink()
    with SuiteHost(course, load_assignment(course, "a")) as host, pytest.raises(AutograderError) as caught:
        host.grade(Job("s1", (Cell("total", STUDENT, ("total",)),)))
    assert str(caught.value).startswith("datasets/digits/labels.gz: missing, expected ")


def test_the_files_of_a_data_set_lie_beside_the_released_notebook(course: Course) -> None:
    (course.root / "datasets" / "digits" / ".images.gz.part").write_bytes(b"half")
    report = release(course, load_assignment(course, "a"), ENGLISH)
    assert report.files == ("images.gz", "labels.gz")
    assert sorted(path.name for path in report.release.parent.iterdir()) == ["a.ipynb", "images.gz", "labels.gz"]


def test_releasing_without_the_data_says_how_to_get_them(course: Course) -> None:
    shutil.rmtree(course.root / "datasets" / "digits")
    with pytest.raises(CourseError) as caught:
        release(course, load_assignment(course, "a"), ENGLISH)
    assert str(caught.value) == (
        "datasets/digits: no files, expected those of the data set; autograder datasets fetch digits"
    )
