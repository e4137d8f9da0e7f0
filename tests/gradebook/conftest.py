"""A small released course, made once by the real tools and copied for every test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from autograder.config import load_assignment, load_course
from autograder.grades import FinalGrade, final_grade
from autograder.grades.scoring import ScoredTest, assemble
from autograder.model import ENGLISH, Assignment, Course, LatePolicy, Result, Submission, Text, Verdict
from autograder.release import release
from tests.steady import PATIENCE_S, STARTUP

NAME = "01_small"
COURSE_TOML = 'id = "small"\ntitle = { en = "Small", ko = "작은 과목" }\nlanguages = ["en", "ko"]\ntime_zone = "UTC"\n'
ASSIGNMENT_TOML = """
title = { en = "Small", ko = "작은 과제" }
due = 2027-03-19T23:59:00

[points]
relu = 1
softmax = 3

[manual.why]
points = 4
[[manual.why.rubric]]
points = 3
text = { en = "The chain rule is used.", ko = "연쇄 법칙을 사용한다." }
[[manual.why.rubric]]
points = 1
text = { en = "The shape is named.", ko = "모양을 밝힌다." }
"""
NOTEBOOK = '''
# %% [markdown] lang="en"
# # Small

# %% [markdown] lang="ko"
# # 작은 과제

# %%
import numpy as np

# %% exercise="relu"

# %% public="relu"
assert relu(-1.0) == 0.0

# %% exercise="softmax"

# %% public="softmax"
assert softmax(np.zeros(2))[0] == 0.5

# %% [markdown] exercise="why" lang="en"
# Why?

# %% [markdown] exercise="why" lang="ko"
# 왜?
'''
REFERENCE = '''"""Reference."""

import numpy as np


def relu(a):
    """The positive part of a."""
    ### BEGIN SOLUTION
    return np.maximum(a, 0)
    ### END SOLUTION


def softmax(a):
    """Scores into probabilities."""
    ### BEGIN SOLUTION
    powers = np.exp(a - np.max(a))
    return powers / np.sum(powers)
    ### END SOLUTION
'''


@pytest.fixture(scope="session")
def released_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    (root / "assignments" / NAME).mkdir(parents=True)
    (root / "solutions" / NAME).mkdir(parents=True)
    (root / "course.toml").write_text(COURSE_TOML, encoding="utf-8")
    (root / "assignments" / NAME / "assignment.toml").write_text(ASSIGNMENT_TOML, encoding="utf-8")
    (root / "assignments" / NAME / "notebook.py").write_text(NOTEBOOK, encoding="utf-8")
    (root / "solutions" / NAME / "reference.py").write_text(REFERENCE, encoding="utf-8")
    course = load_course(root)
    release(course, load_assignment(course, NAME), ENGLISH)
    return root


@pytest.fixture
def course(released_root: Path, tmp_path: Path) -> Course:
    root = tmp_path / "course"
    shutil.copytree(released_root, root)
    return load_course(root)


@pytest.fixture
def assignment(course: Course) -> Assignment:
    return load_assignment(course, NAME)


def small_tests(*, softmax: Sequence[Verdict] = (Verdict.PASSED, Verdict.FAILED)) -> list[ScoredTest]:
    """One test of relu, which passes, and two of softmax."""
    hint = Text(en="What can you subtract from every score?", ko="모든 점수에서 무엇을 뺄 수 있을까요?")
    names = [Text(en="small scores", ko="작은 점수"), Text(en="scores of 1000", ko="1000처럼 큰 점수")]
    return [
        ScoredTest("test_relu", "relu", 1, Verdict.PASSED, Text(en="both signs", ko="양수와 음수")),
        *(
            ScoredTest(f"test_softmax_{index}", "softmax", weight, verdict, about, "expected 0.5, got nan",
                       Text(en="", ko="") if verdict is Verdict.PASSED else hint)
            for index, (verdict, about, weight) in enumerate(zip(softmax, names, (2, 1), strict=True))
        ),
    ]  # fmt: skip


def small_result(
    assignment: Assignment, student: str = "s001", tests: Iterable[ScoredTest] = (), **other: Any
) -> Result:
    return assemble(assignment, student=student, notebook="x.ipynb", tests=tests or small_tests(), **other)


def small_grade(
    assignment: Assignment, result: Result, at: datetime | None = None, *, per_day: float = 0.1, **more: Any
) -> FinalGrade:
    """The final grade of a result that was handed in at a moment."""
    late = replace(assignment, late=LatePolicy(per_day=per_day))
    submission = Submission(assignment.name, result.student, Path("x.ipynb"), at)
    return final_grade(late, zone="UTC", student=result.student, result=result, submission=submission, **more)


def released_notebook(course: Course) -> dict[str, Any]:
    path = course.root / "release" / NAME / f"{NAME}.ipynb"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def nbgrader(course: Course, *arguments: str) -> str:
    """What nbgrader's own command prints; the test fails if it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments, "--course=small", f"--db={course.database_url}"],
        cwd=course.root, env={**os.environ, "PYTHONPATH": STARTUP},
        capture_output=True, text=True, timeout=PATIENCE_S, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr
