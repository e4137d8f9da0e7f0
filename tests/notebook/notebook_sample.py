"""A small course in the real formats, and notebooks released from it without nbgrader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.config import load_assignment, load_course
from autograder.model import ENGLISH, Assignment, Course, Language
from autograder.notebook.contract import NotebookContract, contract
from autograder.notebook.frame import framed
from autograder.notebook.reading import SubmittedNotebook, parse_submission
from autograder.notebook.stubs import cleared
from autograder.notebook.weave import notebook_text, weave

COURSE = """
id = "small"
title = { en = "A small course", ko = "작은 수업" }
time_zone = "Asia/Seoul"
"""

ASSIGNMENT = """
title = { en = "Counting", ko = "세기" }
[points]
double = 2
Counter = 1.5
[manual.why]
points = 4
"""

NOTEBOOK = """\
# %% [markdown] lang="en"
# # Counting
#
# Twice $x$ is $2x$.

# %% [markdown] lang="ko"
# # 세기
#
# $x$의 두 배는 $2x$입니다.

# %%
import numpy as np

UNIT = text(en="pieces", ko="개")

# %% [markdown]
# ## double

# %% exercise="double"

# %% public="double"
assert double(2) == 4, text(en="twice two is four", ko="2의 두 배는 4입니다")

# %% demo=true
try:
    print(double(3), UNIT)
except NotImplementedError:
    print(text(en="not yet", ko="아직"))

# %% exercise="Counter"

# %% public="Counter"
counter = Counter()
counter.add()
assert counter.count == 1

# %% [markdown] lang="en" exercise="why"
# Why does counting start at zero?

# %% [markdown] lang="ko" exercise="why"
# 왜 0부터 셀까요?
"""

REFERENCE = '''\
"""Reference for the small course."""

import numpy as np


# Works on numbers and arrays.
def double(x):
    """Twice x."""
    ### BEGIN SOLUTION
    doubled_value = np.add(x, x)  # 두 배
    return doubled_value
    ### END SOLUTION


class Counter:
    """Counts."""

    def __init__(self):
        ### BEGIN SOLUTION
        self.count = 0
        ### END SOLUTION

    def add(self):
        """One more."""
        ### BEGIN SOLUTION
        self.count = self.count + 1
        ### END SOLUTION
'''

KOREAN_DOCSTRINGS = """
double = "x의 두 배."
Counter = "셉니다."
"Counter.add" = "하나 더합니다."
"""

Json = dict[str, Any]


SEED = 918273645


class Sample:
    """The course on disk; `write` replaces one of its files."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.write("course.toml", COURSE)
        self.write("assignments/01_count/assignment.toml", ASSIGNMENT)
        self.write("assignments/01_count/notebook.py", NOTEBOOK)
        self.write("assignments/01_count/docstrings.ko.toml", KOREAN_DOCSTRINGS)
        self.write("solutions/01_count/reference.py", REFERENCE)
        self.write("solutions/01_count/test_hidden.py", "HIDDEN_SECRET = 12345\n")
        self.write("solutions/01_count/secret.toml", f"seed = {SEED}\n")

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    @property
    def course(self) -> Course:
        return load_course(self.root)

    @property
    def assignment(self) -> Assignment:
        return load_assignment(self.course, "01_count")

    @property
    def contract(self) -> NotebookContract:
        return contract(self.assignment)

    def released(self, language: Language = ENGLISH) -> Json:
        """What nbgrader makes of the woven notebook, without its frame; `test_release` shows that it is the same."""
        notebook = weave(self.assignment, language)
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell["source"] = cleared(cell["source"], "cell")
            else:
                cell["source"] = cell["source"].replace("### BEGIN SOLUTION\n### END SOLUTION", "YOUR ANSWER HERE")
        return notebook

    def framed(self, language: Language = ENGLISH) -> Json:
        """The whole released notebook."""
        return framed(self.released(language), self.course, self.assignment, self.contract, language)


def read(notebook: Json) -> SubmittedNotebook:
    """The notebook as if it had been handed in."""
    return parse_submission(notebook_text(notebook).encode(), "n.ipynb")


def cell_of(notebook: Json, grade_id: str) -> Json:
    """The cell of that grade id."""
    found: Json = next(
        cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )
    return found


def code_cell(source: str, grade_id: str | None = None) -> Json:
    """A code cell as a student would add it."""
    metadata: Json = {} if grade_id is None else {"nbgrader": {"grade_id": grade_id, "solution": True}}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}
