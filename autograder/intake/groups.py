"""Groups that hand in together, and whom anonymous ids stand for: what `roster.csv` does not say of one assignment.

    groups.csv       assignment,group,id     who hands in together; where it has lines about an assignment, they count
                                             there in place of the roster's column `group`
    anonymous.csv    assignment,anonymous,id whom an LMS's anonymous id stands for

Both are the instructor's, at the course root, UTF-8 with a header. Ids are NFC.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence

from autograder.config import assignment_names, did_you_mean
from autograder.errors import ConfigError
from autograder.model import Assignment, Course, Enrolment, Roster

GROUPS_FILE = "groups.csv"
ANONYMOUS_FILE = "anonymous.csv"


def groups_of(course: Course, assignment: Assignment, roster: Roster) -> tuple[tuple[str, ...], ...]:
    """Who hands in together, groups of one left out. Sharing work is asked for: nobody shares without.

    The roster's column `group` may name groups of a tutorial or a laboratory; it counts for an assignment with
    `groups = true`.

    Raises:
        ConfigError: `groups.csv` says something it may not say.
    """
    return tuple(members for members in named_groups(course, assignment, roster).values() if len(members) > 1)


def named_groups(course: Course, assignment: Assignment, roster: Roster) -> Mapping[str, tuple[str, ...]]:
    """The members of each group that hands in together, by what it is called.

    Raises:
        ConfigError: `groups.csv` says something it may not say.
    """
    rows = _rows(course, GROUPS_FILE, "group", roster)
    if any(row[0] == assignment.name for row in rows):
        pairs = [(group, student) for name, group, student in rows if name == assignment.name]
    elif assignment.groups:
        pairs = [(person.group, person.id) for person in roster.people if person.status is Enrolment.ACTIVE]
    else:
        return {}
    found: dict[str, list[str]] = {}
    for group, student in pairs:
        if group:
            found.setdefault(group, []).append(student)
    return {group: tuple(members) for group, members in found.items()}


def not_shared(assignment: Assignment, roster: Roster, groups: Sequence[Sequence[str]]) -> str:
    """What to say where the roster has groups and nobody hands in together; empty where that is not so."""
    named = {person.group for person in roster.people if person.group and person.status is Enrolment.ACTIVE}
    if groups or assignment.groups or not named:
        return ""
    return (
        f"roster.csv names {len(named)} groups; in {assignment.name} everybody hands in alone: for work in groups set "
        "groups = true in its assignment.toml, or write groups.csv"
    )


def unmasked(course: Course, assignment: str, roster: Roster) -> Mapping[str, str]:
    """By anonymous id, the student that it stands for in this assignment.

    Raises:
        ConfigError: `anonymous.csv` says something it may not say.
    """
    rows = _rows(course, ANONYMOUS_FILE, "anonymous", roster)
    return {anonymous: student for name, anonymous, student in rows if name == assignment}


def _rows(course: Course, file: str, column: str, roster: Roster) -> list[tuple[str, str, str]]:
    try:
        text = (course.root / file).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(file, f"cannot be read: {error}", "UTF-8") from None
    wanted = ["assignment", column, "id"]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[str, str, str]] = []
    ids, names = {person.id for person in roster.people}, assignment_names(course)
    seen: set[tuple[str, str]] = set()
    try:
        for number, cells in enumerate(reader):
            row = [unicodedata.normalize("NFC", cell).strip() for cell in cells]
            if not any(row):
                continue
            if number == 0:
                if row != wanted:
                    raise ConfigError(f"{file}: header", ",".join(row), ",".join(wanted))
                continue
            place = f"{file}: line {reader.line_num}"
            if len(row) != len(wanted):
                raise ConfigError(place, f"{len(row)} cells", "3, as in the header")
            name, key, student = row
            if name not in names:
                raise ConfigError(f"{place}: assignment", repr(name), "one of this course", did_you_mean(name, names))
            if student and ids and student not in ids:
                raise ConfigError(f"{place}: id", repr(student), "an id of the roster", did_you_mean(student, ids))
            twice = (name, student if column == "group" else key)
            if twice[1] and twice in seen:
                raise ConfigError(place, f"{twice[1]} twice in {name}", "each once")
            seen.add(twice)
            found.append((name, key, student))
    except csv.Error as error:
        raise ConfigError(f"{file}: line {reader.line_num}", f"not CSV: {error}") from None
    return found
