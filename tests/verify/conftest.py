"""A small course with a suite in plain Python, graded in this process: its sources are this folder's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.grades.scoring import ScoredTest, assemble
from autograder.grading import Job
from autograder.model import Assignment, Exercise, Inputs, Result, Status, Text, Verdict

REFERENCE = '''"""Reference."""

import numpy as np

STEP = 1.0


def mean_of(a):
    """The mean of some numbers."""
    ### BEGIN SOLUTION
    return np.sum(a) / len(a)
    ### END SOLUTION


def above(a, limit):
    """How many are above a limit."""
    ### BEGIN SOLUTION
    return sum(1 for x in a if x > limit)
    ### END SOLUTION
'''

TESTS = '''"""The suite, as verify reads it; the tests of this folder check the same by hand."""

from autograder.suite import Misconception, exercise

NOT_STRICT = Misconception("not-strict", when=lambda *_: True)
LIMITS = [1.0, 2.0]


@exercise("mean_of", secret=True)
def test_mean(student):
    assert student.mean_of([1.0, 2.0, 6.0]) == 3.0


@exercise("above", secret=True)
def test_count(student):
    assert [student.above([1.0, 2.0, 3.0], limit) for limit in LIMITS]


@exercise("above", needs=test_count, secret=True)
def test_at_the_limit(student):
    assert student.above([1.0, 1.0], 1.0) == 0, NOT_STRICT
'''

HINTS = {
    "en": '[mean_of]\ntest_mean = "values"\n\n[above]\ntest_count = "counts"\ntest_at_the_limit = "at the limit"\n'
    'not-strict = "What of the limit itself?"\n',
    "ko": '[mean_of]\ntest_mean = "값"\n\n[above]\ntest_count = "개수"\ntest_at_the_limit = "기준값"\n'
    'not-strict = "기준값은?"\n',
}

CORRECT = {
    "loops.py": "def mean_of(a):\n    total = 0.0\n    for x in a:\n        total += x\n    return total / len(a)\n\n\n"
    "def above(a, limit):\n    found = 0\n    for x in a:\n        found += x > limit\n    return found\n",
    "terse.py": "import numpy as np\n\nmean_of = np.mean\n\n\n"
    "def above(a, limit):\n    return int((np.asarray(a) > limit).sum())\n",
}
WRONG = {
    "mean_sum.py": "# exercise: mean_of\nimport numpy as np\n\n\ndef mean_of(a):\n    return np.sum(a)\n",
    "above_equal.py": "# exercise: above\n# misconception: not-strict\n\n\ndef above(a, limit):\n"
    "    return sum(1 for x in a if x >= limit)\n",
}

Check = Callable[[dict[str, Any]], None]  # raises AssertionError, whose text is the misconception, if it fails


def _mean(names: dict[str, Any]) -> None:
    assert _number(names["mean_of"]([1.0, 2.0, 6.0])) == 3.0


def _count(names: dict[str, Any]) -> None:
    assert [_number(names["above"]([1.0, 2.0, 3.0], limit)) for limit in (0.5, 1.5, 2.5)] == [3, 2, 1]


def _at_the_limit(names: dict[str, Any]) -> None:
    assert _number(names["above"]([0.5, 1.0, 1.0, 2.5], 1.0)) == 1, "not-strict"


def _number(value: Any) -> float:
    assert isinstance(value, int | float | np.number)
    return float(value)


@dataclass
class TrustedGrader:
    """Runs candidates made of this folder's own sources in this process, test by test, each needing the one before."""

    assignment: Assignment
    tests: dict[str, list[tuple[str, Check]]]
    hint: Text = field(default_factory=lambda: Text(en="Think.", ko="생각해 보세요."))
    broken_on: str = ""  # a job's key for which the grader itself fails
    graded: list[str] = field(default_factory=list)

    def __call__(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Result]]:
        for job in reversed(list(jobs)):  # any order will do
            self.graded.append(job.key)
            yield job, self._result(job)

    def _result(self, job: Job) -> Result:
        names: dict[str, Any] = {"__name__": "candidate"}
        for cell in job.cells:
            try:
                exec(compile(cell.source, cell.id or "given", "exec"), names)
            except Exception:
                for exercise in cell.exercises:
                    names.pop(exercise, None)
        tests = [
            replace(test, name=f"{test.name}#{number}" if number else test.name)
            for number in range(1 + len(job.also))
            for exercise, checks in self.tests.items()
            if job.exercises is None or exercise in job.exercises
            for test in self._exercise(
                exercise,
                [(name, check) for name, check in checks if job.tests is None or name in job.tests],
                names,
                broken=job.key == self.broken_on,
            )
        ]
        return assemble(self.assignment, student="", notebook=job.key, tests=tests, status=Status.GRADED)

    def _exercise(
        self,
        exercise: str,
        checks: list[tuple[str, Check]],
        names: dict[str, Any],
        *,
        broken: bool,
    ) -> Iterator[ScoredTest]:
        verdict = Verdict.PASSED
        for name, check in checks:
            message = misconception = ""
            if verdict is not Verdict.PASSED:
                verdict = Verdict.NOT_CHECKED
            elif broken:
                verdict, message = Verdict.INTERNAL_ERROR, "TypeError: of the suite"
            else:
                try:
                    with np.errstate(all="ignore"):
                        check(names)
                except AssertionError as error:
                    verdict, misconception, message = Verdict.FAILED, str(error).split("\n")[0], "not equal"
                except Exception as error:
                    verdict, message = Verdict.FAILED, type(error).__name__
            if not misconception.replace("-", "").isalpha():
                misconception = ""
            yield ScoredTest(name, exercise, 1.0, verdict, Text(en="a", ko="가"), message, self.hint, misconception)


@dataclass
class SmallCourse:
    """The course's folder, its assignment and a grader for it."""

    root: Path
    assignment: Assignment
    grader: TrustedGrader

    @property
    def solutions(self) -> Path:
        return self.assignment.solutions

    def write(self, name: str, text: str) -> None:
        path = self.solutions / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def small(tmp_path: Path) -> SmallCourse:
    """A course whose suite keeps every rule."""
    assignment = Assignment(
        name="00_small",
        title=Text(en="Small", ko="작은"),
        folder=tmp_path / "assignments/00_small",
        solutions=tmp_path / "solutions/00_small",
        inputs=Inputs(10**12, ("nn", "", "00_small")),
        exercises=(Exercise("mean_of", 1.0), Exercise("above", 2.0), Exercise("essay", 3.0, manual=True)),
    )
    checks: dict[str, list[tuple[str, Check]]] = {
        "mean_of": [("test_mean", _mean)],
        "above": [("test_count", _count), ("test_at_the_limit", _at_the_limit)],
    }
    course = SmallCourse(tmp_path, assignment, TrustedGrader(assignment, checks))
    course.write("reference.py", REFERENCE)
    course.write("test_hidden.py", TESTS)
    for language, sentences in HINTS.items():
        course.write(f"hints.{language}.toml", sentences)
    for name, text in CORRECT.items():
        course.write(f"correct/{name}", text)
    for name, text in WRONG.items():
        course.write(f"wrong/{name}", text)
    return course
