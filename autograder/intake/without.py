"""What somebody handed in that holds no notebook: a script, an empty file, a packed one. Kept with its time.

    .autograder/intake/NAME/STUDENT-HASH/without.json     the names of the files, why none was taken, and when they came

The files themselves are not kept: they stay where they were collected from. Whoever handed them in has handed in
something, and is told so in place of "nothing was handed in".
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.errors import CourseError
from autograder.files import FileProblem, GuardedFileError, read_guarded, write_whole
from autograder.intake.versions import folder_name
from autograder.model import Assignment, Course, TimeSource, WithoutNotebook

_SCHEMA = 1
_FILE = "without.json"
_MOST_BYTES = 16 << 20


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


def without_notebook(files: Iterable[OtherFile]) -> WithoutNotebook | None:
    """What was handed in last of these, all files of that time together; None where there are none."""
    every = list(files)
    if not every:
        return None
    last = max(every, key=_order)
    names = [one.name for one in every if _order(one) == _order(last) and one.submitted_at == last.submitted_at]
    return WithoutNotebook(tuple(dict.fromkeys(names)), last.submitted_at, last.time_source)


def files_of(course: Course, assignment: Assignment, student: str) -> tuple[OtherFile, ...]:
    """The files without a notebook that somebody handed in, in the order in which they came.

    Raises:
        CourseError: the record cannot be read.
    """
    found = _read(_folder(course, assignment) / folder_name(student) / _FILE)
    return found[1] if found else ()


def all_without(course: Course, assignment: Assignment) -> dict[str, WithoutNotebook]:
    """By student, what was handed in last that holds no notebook; a notebook may have come besides.

    Raises:
        CourseError: a record cannot be read.
    """
    records = (_read(place) for place in sorted(_folder(course, assignment).glob(f"*/{_FILE}")))
    last = {record[0]: without_notebook(record[1]) for record in records if record is not None}
    return {student: said for student, said in last.items() if said is not None}


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
    place = _folder(course, assignment) / folder_name(student) / _FILE
    data = {"schema": _SCHEMA, "student": student, "files": [_as_json(one) for one in kept]}
    try:
        write_whole(place, json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"))
    except OSError as error:
        fix = "make room, then run this again: nothing is lost"
        raise CourseError(str(place), f"cannot be written: {error.strerror}", "", fix) from error


def _folder(course: Course, assignment: Assignment) -> Path:
    return course.root / ".autograder" / "intake" / assignment.name


def _order(one: OtherFile) -> datetime:
    return one.submitted_at or one.collected_at or datetime.min.replace(tzinfo=UTC)


def _read(place: Path) -> tuple[str, tuple[OtherFile, ...]] | None:
    try:
        data = json.loads(read_guarded(place, most_bytes=_MOST_BYTES))
        if data["schema"] != _SCHEMA:
            raise CourseError(str(place), f"schema {data['schema']}", str(_SCHEMA), "use the version that wrote it")
        return data["student"], tuple(_from_json(one) for one in data["files"])
    except (GuardedFileError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, GuardedFileError) and error.problem is FileProblem.MISSING:
            return None
        why = str(error) if isinstance(error, GuardedFileError) else "not what was written there"
        fix = "put it back from a backup, or move it away"
        raise CourseError(str(place), f"cannot be read: {why}", "", fix) from None


def _as_json(one: OtherFile) -> dict[str, str | None]:
    data = {name: getattr(one, name) for name in OtherFile.__slots__}
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in data.items()}


def _from_json(data: dict[str, str | None]) -> OtherFile:
    times = {name: None if data[name] is None else datetime.fromisoformat(str(data[name])) for name in _TIMES}
    source = TimeSource(str(data["time_source"]))
    return OtherFile(str(data["name"]), str(data["why"]), str(data["source"]), time_source=source, **times)


_TIMES = ("submitted_at", "collected_at")
