"""What people gave through nbgrader: scores, comments, extra credit and extensions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class GivenGrade:
    """What a person gave one exercise in formgrader.

    Attributes:
        score: None where it was not graded.
        extra_credit: points on top of whatever else the exercise earns.
        comment: for the student; may be empty.
        again: whether nbgrader asks a person to look again: the work or its tests have changed since.
    """

    score: float | None = None
    extra_credit: float = 0.0
    comment: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What people gave one student's assignment, by exercise, and by how much nbgrader's tables extend its due time."""

    exercises: Mapping[str, GivenGrade] = field(default_factory=lambda: MappingProxyType({}))
    extension: timedelta | None = None

    def of(self, exercise: str) -> GivenGrade:
        """What was given to an exercise; nothing, where it was nothing."""
        return self.exercises.get(exercise, NOTHING)


NOTHING = GivenGrade()
