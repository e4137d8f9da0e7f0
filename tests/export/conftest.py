"""Results that every format is tried on: an ordinary one, hostile ones, and the grader's own fault."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from autograder.grades import FinalGrade, GradedWork, final_grade
from autograder.grades.scoring import ScoredTest, assemble
from autograder.model import (
    Assignment,
    Exercise,
    LatePolicy,
    Outcome,
    OutcomeKind,
    Result,
    Status,
    Submission,
    Text,
    TimeSource,
    Verdict,
)

ASSIGNMENT = Assignment(
    "02_activations",
    Text(en="Activation functions", ko="활성화 함수"),
    Path("a"),
    Path("s"),
    (Exercise("relu", 1), Exercise("softmax", 3), Exercise("plot", 2), Exercise("derivation", 4, manual=True)),
    due=datetime(2027, 3, 19, 23, 59, tzinfo=UTC),
    late=LatePolicy(per_day=0.1),
)
DUE = datetime(2027, 3, 19, 23, 59, tzinfo=UTC)

HINT = Text(en="What can you subtract from every score?", ko="모든 점수에서 무엇을 뺄 수 있을까요?")

HOSTILE = (
    "</script><script>alert(1)</script>&\"'\r\n::error file=x::owned\n  ::set-env name=A::b\n##[command]rm\n"
    "\x1b[31mred\x1b]8;;http://x\x07\x00\x9b\u202e\ud800\ufffe=1+1|`*_[a](javascript:b)]]> %0A%25"
)


def the_tests() -> list[ScoredTest]:
    return [
        ScoredTest("test_relu", "relu", 1, Verdict.PASSED, Text(en="both signs", ko="양수와 음수")),
        ScoredTest("test_values", "softmax", 2, Verdict.PASSED, Text(en="small scores", ko="작은 점수")),
        ScoredTest(
            "test_large", "softmax", 1, Verdict.FAILED, Text(en="scores of 1000", ko="1000처럼 큰 점수"),
            "expected [0.42, 0.42, 0.15], got nan", HINT, "no-max-shift",
        ),
        ScoredTest("test_lines", "plot", 1, Verdict.NOT_CHECKED, Text(en="six lines", ko="선 여섯 개")),
    ]  # fmt: skip


def a_result(student: str = "s001", **other: object) -> Result:
    made = assemble(
        ASSIGNMENT, student=student, notebook="submitted/s001/02_activations/02_activations.ipynb",
        tests=the_tests(), isolation=("userns", "landlock"), duration_s=0.04,
        notes=["cell 'test-relu' was changed by the student"],
    )  # fmt: skip
    return replace(made, **other)  # type: ignore[arg-type]


@pytest.fixture
def result() -> Result:
    return a_result()


@pytest.fixture
def late_result() -> Result:
    return a_result(outcome=Outcome(OutcomeKind.TIMEOUT, "10 s"))


def a_grade(result: Result, *, days_late: int | None = None) -> FinalGrade:
    """What the tests say, less a tenth for each day; what ran too long (`late_result`) is a day late too."""
    if days_late is None:
        days_late = int(result.outcome.kind is OutcomeKind.TIMEOUT)
    at = DUE + timedelta(days=days_late)
    submission = Submission(result.assignment, result.student, Path(result.notebook), at, TimeSource.EXCHANGE)
    return final_grade(ASSIGNMENT, zone="UTC", student=result.student, result=result, submission=submission)


def work_of(result: Result) -> GradedWork:
    return GradedWork(result, a_grade(result))


@pytest.fixture
def internal_error() -> Result:
    broken = replace(the_tests()[0], verdict=Verdict.INTERNAL_ERROR, message="TypeError in the suite")
    return assemble(ASSIGNMENT, student="s001", notebook="n.ipynb", tests=[broken, *the_tests()[1:]])


@pytest.fixture
def unreadable() -> Result:
    return assemble(
        ASSIGNMENT, student="s001", notebook="n.ipynb", tests=(), status=Status.UNREADABLE,
        notes=["n.ipynb: not JSON: Expecting value (line 1, column 1), expected a notebook"],
    )  # fmt: skip


@pytest.fixture
def hostile() -> Result:
    """Everything that a student can get into a result, at its worst."""
    nasty = ScoredTest(
        "test_relu", "relu", 1, Verdict.FAILED, Text(en=HOSTILE, ko=HOSTILE), HOSTILE, Text(en=HOSTILE, ko=HOSTILE), "x"
    )
    return assemble(
        ASSIGNMENT, student="=cmd|'/c calc'!A0", notebook=HOSTILE, tests=[nasty, *the_tests()[1:]],
        notes=[HOSTILE, "a" * 100_000], outcome=Outcome(OutcomeKind.KILLED, HOSTILE),
    )  # fmt: skip
