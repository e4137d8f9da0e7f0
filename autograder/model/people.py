"""Who is in the course: the people of `roster.csv`, and the names that other systems know them by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

OUTSIDE_IDS = (
    "canvas_id",
    "canvas_login",
    "moodle_id",
    "moodle_username",
    "github",
    "brightspace",
    "blackboard",
)
"""The columns of `roster.csv` that hold a person's name in another system."""

_MAX_ID_BYTES = 100
# Globs, separators and quotes of nbgrader's, of paths and of shells.
_FORBIDDEN = re.compile(r"""[/\\*?\[\]{}"'`<>|:;&$!%#~,=\s]""")


class Enrolment(StrEnum):
    """Whether somebody still takes the course. Who has left is kept, with this status: never by absence."""

    ACTIVE = "active"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who takes the course.

    Attributes:
        id: the folder in `submitted/`, and nbgrader's student id; NFC.
        ids: what other systems call this person, by column of `roster.csv` (`OUTSIDE_IDS`); only those that are known.
        others: the columns of `roster.csv` that the platform does not know, kept as they are.
    """

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    group: str = ""
    status: Enrolment = Enrolment.ACTIVE
    ids: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    others: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Roster:
    """Everybody in the course, by id. Empty where a course keeps no roster: then everybody who hands in is in it."""

    people: tuple[Person, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.people)

    def person(self, student: str) -> Person | None:
        """The person of this id."""
        return next((person for person in self.people if person.id == student), None)

    def called(self, column: str, name: str) -> Person | None:
        """The person whom another system, named by its column in `roster.csv`, calls `name`."""
        return next((person for person in self.people if person.ids.get(column) == name), None)


def student_id_problem(student: str) -> str:
    """Why `student` cannot be a student's id, or the empty string if it can."""
    if not student:
        return "the student id is empty"
    if not student.isprintable():
        return "the student id has characters that cannot be printed"
    if student[0] in ".-":
        return f"the student id begins with {student[0]!r}"
    if found := _FORBIDDEN.search(student):
        return f"the student id has {found[0]!r} in it"
    if len(student.encode()) > _MAX_ID_BYTES:
        return f"the student id is longer than {_MAX_ID_BYTES} bytes"
    return ""
