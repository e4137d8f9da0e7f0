"""What people decided about grades: the tables of `decisions.toml`, each with its reason.

A decision about a student names the student and the assignment; `Decisions.about` picks those of one pair. The order in
which they were written down means nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Credit(StrEnum):
    """What an exercise is worth that is decided for everybody."""

    FULL = "full"  # everybody has all of its points
    NONE = "none"  # it counts for nobody: neither its score nor its points


@dataclass(frozen=True, slots=True)
class Extension:
    """A later due time for one student. Of several the latest holds."""

    student: str
    assignment: str
    until: datetime
    why: str


@dataclass(frozen=True, slots=True)
class Excused:
    """The assignment does not count for this student: no score, and no zero either."""

    student: str
    assignment: str
    why: str


@dataclass(frozen=True, slots=True)
class Waived:
    """Lateness costs this student nothing, the cut-off included."""

    student: str
    assignment: str
    why: str


@dataclass(frozen=True, slots=True)
class Override:
    """A score that a person sets for an exercise, or for one of its tests.

    Attributes:
        test: the test's name; empty where `score` is that of the whole exercise.
        score: points before any late penalty.
        late: whether a late penalty is taken of it as of everything else.
    """

    student: str
    assignment: str
    exercise: str
    score: float
    why: str
    test: str = ""
    late: bool = True


@dataclass(frozen=True, slots=True)
class Free:
    """An exercise that everybody is given, or that counts for nobody."""

    assignment: str
    exercise: str
    credit: Credit
    why: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """Everything that was decided, in a course or about one student's assignment."""

    extensions: tuple[Extension, ...] = field(default=())
    excused: tuple[Excused, ...] = field(default=())
    waived: tuple[Waived, ...] = field(default=())
    overrides: tuple[Override, ...] = field(default=())
    free: tuple[Free, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.extensions or self.excused or self.waived or self.overrides or self.free)

    def about(self, student: str, assignment: str) -> Decisions:
        """Those that concern one student's assignment, the ones for everybody among them."""
        return Decisions(
            extensions=tuple(d for d in self.extensions if (d.student, d.assignment) == (student, assignment)),
            excused=tuple(d for d in self.excused if (d.student, d.assignment) == (student, assignment)),
            waived=tuple(d for d in self.waived if (d.student, d.assignment) == (student, assignment)),
            overrides=tuple(d for d in self.overrides if (d.student, d.assignment) == (student, assignment)),
            free=tuple(d for d in self.free if d.assignment == assignment),
        )
