"""What somebody handed in that holds no notebook: a script, an empty file, a packed one. Kept with its time.

    .autograder/intake/NAME/STUDENT-HASH/without.json     the names of the files, why none was taken, and when they came

The files themselves are not kept: they stay where they were collected from. Whoever handed them in has handed in
something, and is told so in place of "nothing was handed in".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from autograder.intake.records import folder_name, from_plain, intake_folder, read_record, to_plain, write_record
from autograder.model import Assignment, Course, TimeSource, WithoutNotebook

_FILE = "without.json"


@dataclass(frozen=True, slots=True)
class OtherFile:
    """A file that somebody handed in and that was not taken.

    Attributes:
        name: as its owner called it.
        why: it was not taken, for an instructor.
        source: which of the sources it came from, in words.
        submitted_at: when, in UTC; None where no source tells.
        time_source: where that comes from.
        collected_at: when it was first seen, in UTC.
    """

    name: str
    why: str
    source: str = ""
    submitted_at: datetime | None = None
    time_source: TimeSource = TimeSource.UNKNOWN
    collected_at: datetime | None = None


def files_of(course: Course, assignment: Assignment, student: str) -> tuple[OtherFile, ...]:
    """The files without a notebook that somebody handed in, in the order in which they came.

    Raises:
        CourseError: the record cannot be read.
    """
    return read_record(_place(course, assignment, student), _files) or ()


def all_without(course: Course, assignment: Assignment) -> dict[str, WithoutNotebook]:
    """By student, what was handed in last that holds no notebook; a notebook may have come besides.

    Raises:
        CourseError: a record cannot be read.
    """
    places = sorted(intake_folder(course, assignment).glob(f"*/{_FILE}"))
    records = (read_record(place, lambda data: (data["student"], _files(data))) for place in places)
    return {student: _last(files) for student, files in (one for one in records if one is not None) if files}


def keep_without(course: Course, assignment: Assignment, student: str, files: Iterable[OtherFile]) -> None:
    """Note these files. One that was noted with this time is noted once; a time that was not known is added to it.

    Raises:
        CourseError: the record cannot be read or written.
    """
    before = files_of(course, assignment, student)
    kept = list(before)
    for new in files:
        same = [old for old in kept if old.name == new.name]
        if any(new.submitted_at in (None, old.submitted_at) for old in same):
            continue
        if untimed := next((old for old in same if old.submitted_at is None), None):
            known = replace(untimed, submitted_at=new.submitted_at, time_source=new.time_source, source=new.source)
            kept[kept.index(untimed)] = known
        else:
            kept.append(new)
    if tuple(kept) == before:
        return
    record = {"student": student, "files": [_as_json(one) for one in kept]}
    write_record(_place(course, assignment, student), record)


def _place(course: Course, assignment: Assignment, student: str) -> Path:
    return intake_folder(course, assignment) / folder_name(student) / _FILE


def _last(files: Sequence[OtherFile]) -> WithoutNotebook:
    """What came last of these, all files of that time together."""
    last = max(files, key=_order)
    names = [one.name for one in files if _order(one) == _order(last) and one.submitted_at == last.submitted_at]
    return WithoutNotebook(tuple(dict.fromkeys(names)), last.submitted_at, last.time_source)


def _order(one: OtherFile) -> datetime:
    return one.submitted_at or one.collected_at or datetime.min.replace(tzinfo=UTC)


def _files(data: Mapping[str, Any]) -> tuple[OtherFile, ...]:
    return tuple(OtherFile(**from_plain(one, "submitted_at", "collected_at")) for one in data["files"])


def _as_json(one: OtherFile) -> dict[str, Any]:
    return to_plain({name: getattr(one, name) for name in OtherFile.__slots__})
