"""A small assignment with functions that call each other, a class and a given helper; right and wrong answers to it."""

from __future__ import annotations

from pathlib import Path

from autograder.config import load_assignment, load_course
from autograder.model import ENGLISH, Assignment, Course
from autograder.release import release

NAME = "01_small"

_COURSE = 'id = "small"\ntitle = { en = "Small", ko = "작은 과목" }\nlanguages = ["en"]\ntime_zone = "UTC"\n'
_ASSIGNMENT = """
title = { en = "Small", ko = "작은 과제" }

[points]
double = 1
shifted = 2
Counter = 2
total = 1
"""
_NOTEBOOK = """
# %% [markdown]
# # Small things

# %%
import numpy as np

SHIFT = 3

def scale(x, by):
    return np.asarray(x) * by

# %% [markdown]
# ## double

# %% exercise="double"

# %% public="double"
assert double(4) == 8, "double(4)"
assert np.array_equal(double(np.array([1, 2])), [2, 4]), "an array"

# %% [markdown]
# ## shifted

# %% exercise="shifted"

# %% public="shifted"
assert shifted(1) == 4, "shifted(1)"
assert shifted(-3) == 0, "shifted(-3)"

# %% exercise="Counter"

# %% public="Counter"
counter = Counter(5)
counter.add(2)
assert counter.count == 7, "5 and 2"
counter.add(double(3))
assert counter.count == 13, "and 6"

# %% demo=true
try:
    print(Counter(0).count)
except NotImplementedError:
    print("not yet")

# %% exercise="total"

# %% public="total"
assert total([1, 2, 3]) == 12, "twice the sum"
assert total([]) == 0, "of nothing"
"""

_STUBBED = '''"""Reference."""

import numpy as np

SHIFT = 3


def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION


def shifted(x):
    """x and SHIFT."""
    ### BEGIN SOLUTION
    return x + SHIFT
    ### END SOLUTION


class Counter:
    """Counts."""

    def __init__(self, start):
        ### BEGIN SOLUTION
        self.count = start
        ### END SOLUTION

    def add(self, number):
        """Some more."""
        ### BEGIN SOLUTION
        self.count += number
        ### END SOLUTION


def total(values):
    """Twice the sum."""
    ### BEGIN SOLUTION
    return double(sum(values))
    ### END SOLUTION
'''

RIGHT: dict[str, tuple[str, ...]] = {
    "double": (
        "def double(x):\n    return 2 * x",
        'def double(x):\n    """Twice x."""\n    result = x + x\n    return result',
        "double = lambda x: x * 2",
        "def by_two(x):\n    return 2 * x\n\ndouble = by_two",
        "import numpy as np\n\ndef double(x):\n    y = np.add(x, x)\n\n    return y",
    ),
    "shifted": (
        "def shifted(x):\n    return x + SHIFT",
        "def shifted(x):\n    moved = x\n    for _ in range(SHIFT):\n        moved += 1\n    return moved",
        "OFFSET = 3\n\ndef shifted(x):\n    return x + OFFSET",
    ),
    "Counter": (
        "class Counter:\n    def __init__(self, start):\n        self.count = start\n\n"
        "    def add(self, number):\n        self.count += number",
        "class Base:\n    def __init__(self, start):\n        self.count = start\n\n"
        "class Counter(Base):\n    def add(self, number):\n        self.count = self.count + number",
        "class Counter:\n    def __init__(self, start):\n        self.count = start\n\n"
        "def _add(self, number):\n    self.count += number\n\nCounter.add = _add",
    ),
    "total": (
        "def total(values):\n    return double(sum(values))",
        "def total(values):\n    result = 0\n    for value in values:\n        result += double(value)\n    return result",
        "def total(values):\n    return int(scale(sum(values), 2))",
    ),
}
WRONG: dict[str, tuple[str, ...]] = {
    "double": ("def double(x):\n    return x * x", "def double(x):\n    print(2 * x)", "double = 8"),
    "shifted": ("def shifted(x):\n    return x - SHIFT", "def shifted(x):\n    return 4"),
    "Counter": (
        "class Counter:\n    def __init__(self, start):\n        self.count = start\n\n"
        "    def add(self, number):\n        self.count = number",
        "class Counter:\n    def __init__(self, start):\n        self.count = 0",
    ),
    "total": ("def total(values):\n    return sum(values)", "def total(values):\n    return 12"),
}


def make_course(root: Path) -> tuple[Course, Assignment]:
    """The course in the folder `root`, its assignment released through nbgrader."""
    for name, text in (
        ("course.toml", _COURSE),
        (f"assignments/{NAME}/assignment.toml", _ASSIGNMENT),
        (f"assignments/{NAME}/notebook.py", _NOTEBOOK),
        (f"solutions/{NAME}/reference.py", _STUBBED),
    ):
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    course = load_course(root)
    assignment = load_assignment(course, NAME)
    release(course, assignment, ENGLISH)
    return course, assignment
