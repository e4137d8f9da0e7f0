"""A course, its assignments and their exercises: what the TOML files say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

from autograder.model.inputs import Inputs
from autograder.model.text import ENGLISH, KOREAN, Language, Text


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
    suite_mib: int = 144  # what comparing a submission may take of the suite host, above what the suite itself holds


@dataclass(frozen=True, slots=True)
class RubricItem:
    """One manual criterion and what it is worth."""

    points: float
    text: Text


@dataclass(frozen=True, slots=True)
class Exercise:
    """One thing to write. `name` is the function, class or answer that the hidden suite calls.

    `extra_credit`: what is earned here counts, but its points are not among those that can be missed.
    """

    name: str
    points: float
    manual: bool = False
    rubric: tuple[RubricItem, ...] = ()
    extra_credit: bool = False

    @property
    def solution_id(self) -> str:
        """The grade id of the cell that the student writes in."""
        return self.name

    @property
    def grade_id(self) -> str:
        """The grade id of the cell that carries the points."""
        return self.name if self.manual else f"test-{self.name}"


class Counts(StrEnum):
    """Which of a student's versions counts."""

    LAST = "last"
    LAST_ON_TIME = "last_on_time"  # the last one that is not late; where all are late, the last
    BEST = "best"  # the one with the highest final score; of equals the later


@dataclass(frozen=True, slots=True)
class LatePolicy:
    """What a late submission loses: a share of its score for each day begun after a grace period.

    Attributes:
        grace_minutes: moves every boundary: the due time, the end of each day of lateness and the cut-off.
        per_day: share of the score for each day begun.
        at_most: the largest share.
        unknown: share of the score of work that its source calls late without saying by how much.
        cutoff: after this moment nothing is accepted; only an assignment has one.
        counts: which of several versions counts.
    """

    grace_minutes: float = 0.0
    per_day: float = 0.0
    at_most: float = 1.0
    unknown: float = 0.0
    cutoff: datetime | None = None
    counts: Counts = Counts.LAST


@dataclass(frozen=True, slots=True)
class GradePolicy:
    """How assignments make up a total.

    Attributes:
        weights: of each assignment; empty: each weighs as much as it has points.
        drop_lowest: so many of the lowest shares are left out for each student.
        letters: the percentage that each letter takes, the highest first; empty: no letters.
        carry_forward: whether a test earns its points that passes given a right answer to another exercise.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    drop_lowest: int = 0
    letters: tuple[tuple[str, float], ...] = ()
    carry_forward: bool = True


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
    inputs: Inputs = field(default_factory=Inputs)
    preload: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    late: LatePolicy = field(default_factory=LatePolicy)
    languages: tuple[Language, ...] = (ENGLISH, KOREAN)
    groups: bool = False  # whether those whom the roster puts into one group hand in together

    @property
    def points(self) -> float:
        """What full marks are; extra credit goes beyond it."""
        return sum(exercise.points for exercise in self.exercises if not exercise.extra_credit)

    @property
    def auto_points(self) -> float:
        """What full marks are without what a person grades."""
        return sum(one.points for one in self.exercises if not (one.manual or one.extra_credit))

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
    term: str = ""  # such as 2027-1: the same course in another one has other hidden inputs
    language: Language = ENGLISH
    languages: tuple[Language, ...] = (ENGLISH, KOREAN)
    time_zone: str = "UTC"
    late: LatePolicy = field(default_factory=LatePolicy)
    grade: GradePolicy = field(default_factory=GradePolicy)
    limits: Limits = field(default_factory=Limits)
    feedback: FeedbackPolicy = field(default_factory=FeedbackPolicy)
    database_url: str = ""
    retention_days: int = 0
