"""What somebody handed in, when, and where that time comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path


class TimeSource(StrEnum):
    """Who says when something was handed in. Dates of files, zip entries and clones are no such source."""

    EXCHANGE = "exchange"  # nbgrader's exchange stamped it
    LMS = "lms"  # the LMS's own record: a worksheet, a file or folder name that it made
    COMMIT = "commit"  # the committer's claim
    PERSON = "person"  # an instructor or the platform said so, as with --submitted-at
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class WithoutNotebook:
    """What somebody handed in that holds no notebook of the assignment.

    Attributes:
        files: their names.
        submitted_at: when, in UTC; None where no source tells.
        time_source: where `submitted_at` comes from.
    """

    files: tuple[str, ...]
    submitted_at: datetime | None = None
    time_source: TimeSource = TimeSource.UNKNOWN


@dataclass(frozen=True, slots=True)
class Submission:
    """A notebook that somebody handed in.

    Attributes:
        submitted_at: when, in UTC; None where no source tells: then nothing is taken off, and it is said.
        time_source: where `submitted_at` comes from.
        late_by_unknown: whether its source calls it late without saying by how much.
    """

    assignment: str
    student: str
    path: Path
    submitted_at: datetime | None = None
    time_source: TimeSource = TimeSource.UNKNOWN
    late_by_unknown: bool = False
