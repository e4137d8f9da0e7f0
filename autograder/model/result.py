"""What grading says about one submission."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from autograder.model.evidence import NOTHING_SEEN, Evidence
from autograder.model.plots import Plot
from autograder.model.text import NO_TEXT, Text

RESULT_SCHEMA = "autograder/result/1"


class Verdict(StrEnum):
    """What became of a test or an exercise. `INTERNAL_ERROR` is the grader's own fault, never a score."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_CHECKED = "not_checked"
    MANUAL = "manual"
    INTERNAL_ERROR = "internal_error"


class OutcomeKind(StrEnum):
    """How the worker that ran a submission ended."""

    EXITED = "exited"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    OUTPUT_LIMIT = "output_limit"
    KILLED = "killed"
    PROTOCOL = "protocol"


class Status(StrEnum):
    """Whether a submission could be graded at all."""

    GRADED = "graded"
    UNREADABLE = "unreadable"
    INTERNAL_ERROR = "internal_error"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a worker ended, and a line about it."""

    kind: OutcomeKind = OutcomeKind.EXITED
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Code to run.

    Attributes:
        id: names it in errors.
        source: Python, as it is sent to the worker.
        exercises: those whose answer stands in it, several where cells were merged. An exercise has one such cell at
            most, and is tested as the notebook stood when that cell had run.
    """

    id: str
    source: str
    exercises: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TestResult:
    """What one hidden test found. `message` is for instructors, `hint` for the student.

    `carried` names the exercises that are wrong and that this one calls, if it is right given right ones.
    """

    name: str
    score: float
    points: float
    verdict: Verdict
    about: Text = NO_TEXT
    message: str = ""
    hint: Text = NO_TEXT
    misconception: str = ""
    carried: tuple[str, ...] = ()
    evidence: Evidence = NOTHING_SEEN


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """What an exercise earned, test by test.

    `carried_forward`: the part of `score` that was earned with the mistake of an earlier exercise carried forward.
    `source`: the cell that ran for it, as it ran; empty where there is none, or where an older version kept none.
    `plot`: what it drew, where its tests got a figure.
    `untouched`: of one that a person grades, whether its answer is as it was released, so that nobody has to look.
    """

    name: str
    score: float
    points: float
    verdict: Verdict
    tests: tuple[TestResult, ...] = ()
    carried_forward: float = 0.0
    source: str = ""
    plot: Plot | None = None
    untouched: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """Everything the grader says about one submission; what it comes to in the end is the final grade.

    `score` is what the tests gave; no score at all where an exercise is an internal error. `ran` is the hash of the
    cells that ran (`run_digest`).
    """

    assignment: str
    student: str
    notebook: str
    status: Status
    score: float
    points: float
    outcome: Outcome = field(default_factory=Outcome)
    isolation: tuple[str, ...] = ()
    exercises: tuple[ExerciseResult, ...] = ()
    notes: tuple[str, ...] = ()
    duration_s: float = 0.0
    timings_s: Mapping[str, float] = field(default_factory=dict)
    ran: str = ""
