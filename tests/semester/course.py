"""A tiny course of three assignments with cheap exercises, and submissions that pass what they are told to."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from tests.commands import run_in

NAMES = ("a1", "a2", "a3")
EXERCISES = ("double", "square")
WORTH = {"double": 2, "square": 3, "why": 4}
MANUAL = {"a3": ("why",)}

COURSE = """
id = "semester"
title = { en = "A semester", ko = "한 학기" }
time_zone = "Europe/Berlin"

[late]
grace_minutes = 10
per_day = 0.1
at_most = 0.5

[grade]
drop_lowest = 1
letters = { A = 90, B = 70, C = 40, F = 0 }

[limits]
call_s = 2
load_s = 5
"""

_NOTEBOOK = {
    "double": '# %% exercise="double"\n\n# %% public="double"\nassert double(1) == 2\n',
    "square": '# %% exercise="square"\n\n# %% public="square"\nassert square(3) == 9\n',
    "why": '# %% [markdown] exercise="why" lang="en"\n# Why?\n\n# %% [markdown] exercise="why" lang="ko"\n# 왜?\n',
}
_REFERENCE = '''"""The reference."""


def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


def square(x):
    """x times x."""
    ### BEGIN SOLUTION
    return x * x
    ### END SOLUTION
'''
_TESTS = '''"""Hidden tests."""

from autograder.suite import Tolerance, check, exercise, load_reference

reference = load_reference(__file__)
TOL = Tolerance(rtol=1e-9, atol=1e-12, why="one product of two numbers")


@exercise("double")
def test_double(student, rng):
    x = float(rng.normal())
    check(student.double(x), reference.double(x), TOL, args=(x,))


@exercise("square")
def test_square(student, rng):
    x = float(rng.normal())
    check(student.square(x), reference.square(x), TOL, args=(x,))
'''
# The clocks go forward on the third day after the first is due.
_DUE = {"a1": "2026-03-27T12:00:00", "a2": "2026-04-16T23:59:00", "a3": "2026-05-14T23:59:00"}
_MORE = {"a2": "[late]\ncutoff = 2026-04-20T23:59:00\n"}


def make_course(root: Path, *names: str) -> None:
    """Write the course and release these assignments; the first, if none is named."""
    (root / "datasets").mkdir(parents=True, exist_ok=True)
    (root / "course.toml").write_text(COURSE, encoding="utf-8")
    for name in names or NAMES[:1]:
        exercises = (*EXERCISES, *MANUAL.get(name, ()))
        points = "".join(f"{one} = {WORTH[one]}\n" for one in EXERCISES)
        manual = "".join(f"[manual.{one}]\npoints = {WORTH[one]}\n" for one in MANUAL.get(name, ()))
        cells = "\n".join(_NOTEBOOK[one] for one in exercises)
        files = {
            f"assignments/{name}/assignment.toml": f'title = {{ en = "{name}", ko = "{name}" }}\ndue = {_DUE[name]}\n'
            f"groups = true\n{_MORE.get(name, '')}[points]\n{points}{manual}",
            f"assignments/{name}/notebook.py": f'# %% [markdown] lang="en"\n# # {name}\n\n'
            f'# %% [markdown] lang="ko"\n# # {name} 과제\n\n{cells}',
            f"assignments/{name}/docstrings.ko.toml": 'double = "x의 두 배."\nsquare = "x의 제곱."\n',
            f"solutions/{name}/reference.py": _REFERENCE,
            f"solutions/{name}/test_hidden.py": _TESTS,
            f"solutions/{name}/hints.en.toml": '[double]\ntest_double = "values"\n\n[square]\ntest_square = "values"\n',
            f"solutions/{name}/hints.ko.toml": '[double]\ntest_double = "값"\n\n[square]\ntest_square = "값"\n',
            f"solutions/{name}/secret.toml": "seed = 7\n",
        }
        for place, text in files.items():
            path = root / place
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    run_in(root, "release", *(names or NAMES[:1]), check=True)


def write_submission(
    root: Path, student: str, name: str, right: Mapping[str, bool], at: datetime | None, remark: str = ""
) -> None:
    """Put a notebook into `submitted/` as nbgrader's collector does, with its time where there is one.

    Args:
        right: which exercises are solved.
        remark: a line of the student's own, so that two versions are not the same file.
    """
    notebook = json.loads((root / "release" / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    sources = {
        "double": f"def double(x):\n    return {'2 * x' if right.get('double') else 'x'}  # {remark}\n",
        "square": f"def square(x):\n    return {'x * x' if right.get('square') else '0.0'}  # {remark}\n",
        "why": f"Because of {student}. {remark}",
    }
    for cell in notebook["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("solution") and about["grade_id"] in sources:
            cell["source"] = sources[about["grade_id"]]
    folder = root / "submitted" / student / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    stamp = folder / "timestamp.txt"
    if at is None:
        stamp.unlink(missing_ok=True)
    else:
        stamp.write_text(at.strftime("%Y-%m-%d %H:%M:%S.%f UTC\n"), encoding="utf-8")
