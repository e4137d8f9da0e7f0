"""A small course of its own: three exercises, a suite that is quick to run, solutions to make a class of."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder.classroom import make_class
from autograder.config import load_assignment, load_course
from autograder.model import Assignment, Course

NAME = "01_small"

FILES = {
    "course.toml": """
id = "small"
title = { en = "Small", ko = "작은 과목" }
languages = ["en", "ko"]
time_zone = "UTC"

[late]
per_day = 0.1

[limits]
call_s = 1
load_s = 0.8
submission_s = 10
""",
    f"assignments/{NAME}/assignment.toml": """
title = { en = "Small", ko = "작은 과제" }
due = 2027-03-19T23:59:00

[points]
relu = 1
softmax = 3
spread = 2
""",
    f"assignments/{NAME}/notebook.py": '''# %% [markdown] lang="en"
# # Small

# %% [markdown] lang="ko"
# # 작은 과제

# %%
import numpy as np

# %% exercise="relu"

# %% public="relu"
assert relu(np.array([-1.0]))[0] == 0.0

# %% exercise="softmax"

# %% public="softmax"
assert softmax(np.zeros(2))[0] == 0.5

# %% exercise="spread"

# %% public="spread"
assert spread(np.zeros(2)) == 0.0
''',
    f"solutions/{NAME}/secret.toml": "seed = 7\n",
    f"solutions/{NAME}/reference.py": '''"""The reference."""

import numpy as np


def relu(x):
    """max(x, 0) for each element."""
    ### BEGIN SOLUTION
    return np.maximum(x, 0.0)
    ### END SOLUTION


def softmax(a):
    """Shares that add up to 1."""
    ### BEGIN SOLUTION
    powers = np.exp(a - np.max(a))
    return powers / np.sum(powers)
    ### END SOLUTION


def spread(x):
    """The largest softmax share less the smallest."""
    ### BEGIN SOLUTION
    shares = softmax(x)
    return float(shares.max() - shares.min())
    ### END SOLUTION
''',
    f"solutions/{NAME}/test_hidden.py": '''"""Hidden tests."""

import numpy as np

from autograder.suite import Misconception, Tolerance, check, exercise, load_reference

reference = load_reference(__file__)
TOL = Tolerance(rtol=1e-9, atol=1e-12, why="float64 loses less than 1e-14 here")
KEEPS_SIGN = Misconception("keeps-sign", model=lambda x: x)


@exercise("relu")
def test_relu_values(student, rng):
    x = rng.standard_normal(6)
    check(student.relu(x), reference.relu(x), TOL, [KEEPS_SIGN], args=(x,))


@exercise("softmax", weight=2)
def test_softmax_values(student, rng):
    a = rng.standard_normal(4)
    check(student.softmax(a), reference.softmax(a), TOL, args=(a,))


@exercise("softmax", needs=test_softmax_values)
def test_softmax_large(student):
    a = np.array([1000.0, 1001.0])
    check(student.softmax(a), reference.softmax(a), TOL, args=(a,))


@exercise("spread", builds_on=["softmax"])
def test_spread_values(student, rng):
    x = rng.standard_normal(5)
    check(student.spread(x), reference.spread(x), TOL, args=(x,))
''',
    f"solutions/{NAME}/hints.en.toml": """[relu]
test_relu_values = "values"
keeps-sign = "Negative inputs come through."

[softmax]
test_softmax_values = "ordinary scores"
test_softmax_large = "large scores"

[spread]
test_spread_values = "values"
""",
    f"solutions/{NAME}/hints.ko.toml": """[relu]
test_relu_values = "값"
keeps-sign = "음수가 그대로 나옵니다."

[softmax]
test_softmax_values = "보통 점수"
test_softmax_large = "큰 점수"

[spread]
test_spread_values = "값"
""",
    f"solutions/{NAME}/correct/loops.py": '''import numpy as np


def relu(x):
    return np.array([value if value > 0 else 0.0 for value in x])


def softmax(a):
    top = max(a)
    powers = [np.exp(value - top) for value in a]
    return np.array([power / sum(powers) for power in powers])


def spread(x):
    shares = sorted(softmax(x))
    return float(shares[-1] - shares[0])
''',
    f"solutions/{NAME}/correct/terse.py": """import numpy as np

relu = lambda x: x * (x > 0)
softmax = lambda a: np.exp(a - a.max()) / np.exp(a - a.max()).sum()
spread = lambda x: float(np.ptp(softmax(x)))
""",
    f"solutions/{NAME}/wrong/relu_identity.py": '''# exercise: relu
# misconception: keeps-sign
"""Lets everything through."""


def relu(x):
    return x
''',
    f"solutions/{NAME}/wrong/softmax_naive.py": '''# exercise: softmax
# misconception:
"""Overflows."""


def softmax(a):
    return np.exp(a) / np.sum(np.exp(a))
''',
    f"solutions/{NAME}/wrong/spread_sum.py": '''# exercise: spread
# misconception:
"""Adds where it should take away."""


def spread(x):
    return float(softmax(x).max() + softmax(x).min())
''',
}


def write_course(root: Path) -> tuple[Course, Assignment]:
    """The course as somebody would have written it, not released yet."""
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    course = load_course(root)
    return course, load_assignment(course, NAME)


def make_small_class(course: Course, assignment: Assignment, students: int) -> list[str]:
    """A class, a broken and two hostile notebooks among it; not those that come near a time limit, by luck within it."""
    kept = []
    for student in make_class(course, assignment, students):
        folder = course.root / "submitted" / student
        text = (folder / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
        if "glob.glob" in text or "10**6" in text:
            shutil.rmtree(folder)
        else:
            kept.append(student)
    return kept
