"""A course, its assignments and their exercises: what the TOML files say."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from autograder.model.text import Language, Text


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
