"""The frozen nouns that every other room speaks in.

Nothing here reads a file, a clock or the environment; every class is immutable and compares by value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

RESULT_SCHEMA = "autograder/result/1"


class Language(StrEnum):
    """A language that student-facing text exists in."""

    EN = "en"
    KO = "ko"


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence for students, in every language of the platform."""

    en: str
    ko: str

    def in_language(self, language: Language) -> str:
        """The sentence in one language."""
        return self.ko if language is Language.KO else self.en


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
class Limits:
    """What one submission may use. A limit of an assignment replaces the course's."""

    call_s: float = 10.0
    load_s: float = 20.0
    submission_s: float = 120.0
    cpu_s: int = 120
    memory_mib: int = 512
    output_kib: int = 256
    scratch_mib: int = 8


@dataclass(frozen=True, slots=True)
class RubricItem:
    """One manual criterion and what it is worth."""

    points: float
    text: Text


@dataclass(frozen=True, slots=True)
class Exercise:
    """One thing to write. `name` is the function, class or answer that the hidden suite calls."""

    name: str
    points: float
    manual: bool = False
    rubric: tuple[RubricItem, ...] = ()

    @property
    def solution_id(self) -> str:
        """The grade id of the cell that the student writes in."""
        return self.name

    @property
    def grade_id(self) -> str:
        """The grade id of the cell that carries the points."""
        return self.name if self.manual else f"test-{self.name}"


@dataclass(frozen=True, slots=True)
class Assignment:
    """A notebook's worth of exercises and the rules for grading it."""

    name: str
    title: Text
    folder: Path
    solutions: Path
    exercises: tuple[Exercise, ...]
    limits: Limits = field(default_factory=Limits)
    due: datetime | None = None
    seed: int = 0
    preload: tuple[str, ...] = ()
    data: tuple[str, ...] = ()

    @property
    def points(self) -> float:
        """The most that can be earned."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def auto_points(self) -> float:
        """The most that can be earned without a person grading."""
        return sum(exercise.points for exercise in self.exercises if not exercise.manual)

    def exercise(self, name: str) -> Exercise:
        """The exercise of that name.

        Raises:
            KeyError: there is none.
        """
        for exercise in self.exercises:
            if exercise.name == name:
                return exercise
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class LatePolicy:
    """What a late submission loses: a share of its score for each day begun after a grace period."""

    grace_minutes: float = 0.0
    per_day: float = 0.0
    at_most: float = 1.0


@dataclass(frozen=True, slots=True)
class FeedbackPolicy:
    """What students are shown."""

    hints: bool = True
    messages: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """Course-wide policy, and where its folders are."""

    root: Path
    course_id: str
    title: Text
    language: Language = Language.EN
    languages: tuple[Language, ...] = (Language.EN, Language.KO)
    time_zone: str = "UTC"
    late: LatePolicy = field(default_factory=LatePolicy)
    limits: Limits = field(default_factory=Limits)
    feedback: FeedbackPolicy = field(default_factory=FeedbackPolicy)
    database_url: str = ""


@dataclass(frozen=True, slots=True)
class Submission:
    """A notebook that somebody handed in."""

    assignment: str
    student: str
    path: Path
    submitted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """Code to run. `id` names it in errors; `exercise` is set where it is that exercise's solution."""

    id: str
    source: str
    exercise: str | None = None


@dataclass(frozen=True, slots=True)
class TestResult:
    """What one hidden test found. `message` is for instructors, `hint` for the student."""

    name: str
    score: float
    points: float
    verdict: Verdict
    about: Text = Text("", "")
    message: str = ""
    hint: Text = Text("", "")
    misconception: str = ""


@dataclass(frozen=True, slots=True)
class ExerciseResult:
    """What an exercise earned, test by test."""

    name: str
    score: float
    points: float
    verdict: Verdict
    tests: tuple[TestResult, ...] = ()


@dataclass(frozen=True, slots=True)
class Result:
    """Everything the grader says about one submission."""

    assignment: str
    student: str
    notebook: str
    status: Status
    score: float
    points: float
    late_penalty: float = 0.0
    outcome: Outcome = field(default_factory=Outcome)
    isolation: tuple[str, ...] = ()
    exercises: tuple[ExerciseResult, ...] = ()
    notes: tuple[str, ...] = ()
    duration_s: float = 0.0
    timings_s: Mapping[str, float] = field(default_factory=dict)
