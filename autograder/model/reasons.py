"""Why a grade is what it is, as data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum


class ReasonKind(StrEnum):
    """What a reason is about."""

    # Where the score of an exercise comes from.
    AUTOMATIC = "automatic"
    CARRIED_FORWARD = "carried_forward"
    MANUAL = "manual"
    OVERRIDE = "override"
    TEST_OVERRIDE = "test_override"
    FREE = "free"
    NOT_COUNTED = "not_counted"
    EXTRA_CREDIT = "extra_credit"
    EXTRA_EXERCISE = "extra_exercise"
    WAITING = "waiting"
    UNANSWERED = "unanswered"
    LOOK_AGAIN = "look_again"
    NOT_GRADED = "not_graded"
    FAULT = "fault"
    UNKNOWN_TEST = "unknown_test"
    # When it was handed in.
    EXTENSION = "extension"
    EXTENSION_IN_NBGRADER = "extension_in_nbgrader"
    EXTENSION_SET_ASIDE = "extension_set_aside"
    LATE = "late"
    LATE_BY_UNKNOWN = "late_by_unknown"
    TIME_UNKNOWN = "time_unknown"
    CUT_OFF = "cut_off"
    WAIVED = "waived"
    # The whole.
    EXCUSED = "excused"
    DROPPED = "dropped"
    MISSING = "missing"
    NO_NOTEBOOK = "no_notebook"
    NOT_DUE = "not_due"
    UNREADABLE = "unreadable"
    STALE = "stale"
    VERSION = "version"


_FOR_STUDENTS = frozenset(ReasonKind) - {
    ReasonKind.AUTOMATIC,
    ReasonKind.LOOK_AGAIN,
    ReasonKind.UNKNOWN_TEST,
    ReasonKind.EXTENSION_SET_ASIDE,
    ReasonKind.DROPPED,
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. Which fields are set depends on its kind.

    Attributes:
        exercise: what it is about; empty for the whole assignment.
        test: of that exercise.
        score: points that it gives.
        replaced: points that it takes the place of: what the tests or a person in nbgrader had given.
        of: the most that those points could be.
        why: what the person who decided wrote.
        moment: a time that it is about.
        days: days of lateness begun.
        share: of the score that is taken off.
        capped: whether a limit held: the policy's largest share, a test's points.
        spared: whether no late penalty is taken of `score`.
        files: the names of what was handed in.
    """

    kind: ReasonKind
    exercise: str = ""
    test: str = ""
    score: float | None = None
    replaced: float | None = None
    of: float | None = None
    why: str = ""
    moment: datetime | None = None
    days: int = 0
    share: Decimal = Decimal(0)
    capped: bool = False
    spared: bool = False
    files: tuple[str, ...] = ()

    @property
    def for_student(self) -> bool:
        """Whether it concerns the student."""
        return self.kind in _FOR_STUDENTS
