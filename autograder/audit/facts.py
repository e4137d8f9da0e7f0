"""What each source says of one assignment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from autograder.gradebook import NbgraderState, StudentRows
from autograder.grades import FinalGrade
from autograder.intake import History
from autograder.model import (
    Assignment,
    Course,
    Decisions,
    Excused,
    Extension,
    Override,
    Person,
    Result,
    Roster,
    Submission,
    Waived,
)


class Source(StrEnum):
    """Where an answer comes from."""

    ROSTER = "roster"
    SUBMITTED = "submitted"
    VERSIONS = "versions"
    RESULTS = "results"
    GRADEBOOK = "gradebook"
    DECISIONS = "decisions"
    TIMES = "times"
    CONFIGURATION = "configuration"
    EXPORT = "export"


@dataclass(frozen=True, slots=True)
class KeptFact:
    """A kept result, the hash of the notebook that it is of (empty: not known), and when it was written."""

    result: Result
    notebook: str = ""
    graded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ExportedRow:
    """What the last export said of one student."""

    status: str
    final: float | None = None
    late_penalty: float | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All of it. An empty mapping or None means that a source says nothing, which is no disagreement.

    Attributes:
        hashes: of what lies in `submitted/`.
        counts: by student, the hash of the version that counts.
        of_older_tests: whose result is of older tests than that of others.
        anybody: everybody with a folder in `submitted/`, whatever the assignment.
        names: by student, the name and e-mail in nbgrader's table.
        differences: by student, what nbgrader's rows say otherwise than the final grade.
        pages: by student, what formgrader shows otherwise than was graded, and what to do.
        nbgrader: what nbgrader loads at the course's root; None where it was not asked.
        exported: the last export; None where there was none.
        exported_course: whose it was.
    """

    course: Course
    assignment: Assignment
    now: datetime
    roster: Roster = field(default_factory=Roster)
    decisions: Decisions = field(default_factory=Decisions)
    submissions: Mapping[str, Submission] = field(default_factory=lambda: MappingProxyType({}))
    hashes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    histories: Mapping[str, History] = field(default_factory=lambda: MappingProxyType({}))
    counts: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    kept: Mapping[str, KeptFact] = field(default_factory=lambda: MappingProxyType({}))
    rows: Mapping[str, StudentRows] = field(default_factory=lambda: MappingProxyType({}))
    names: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    grades: Mapping[str, FinalGrade] = field(default_factory=lambda: MappingProxyType({}))
    differences: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    pages: Mapping[str, tuple[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    of_older_tests: tuple[str, ...] = ()
    anybody: frozenset[str] = frozenset()
    nbgrader: NbgraderState | None = None
    exported: Mapping[str, ExportedRow] | None = None
    exported_course: str = ""

    def person(self, student: str) -> Person | None:
        """The student's row of the roster."""
        return self.roster.person(student)

    @property
    def on_roster(self) -> frozenset[str]:
        """The ids of everybody on the roster; empty where there is none."""
        return frozenset(person.id for person in self.roster.people)

    @property
    def decided_about(self) -> frozenset[str]:
        """Whom a decision about this assignment names."""
        d, name = self.decisions, self.assignment.name
        every: tuple[Extension | Excused | Waived | Override, ...]
        every = (*d.extensions, *d.excused, *d.waived, *d.overrides)
        return frozenset(one.student for one in every if one.assignment == name)

    @property
    def lateness_decided(self) -> tuple[Extension | Waived, ...]:
        """The extensions and waivers of this assignment."""
        every: tuple[Extension | Waived, ...] = (*self.decisions.extensions, *self.decisions.waived)
        return tuple(one for one in every if one.assignment == self.assignment.name)
