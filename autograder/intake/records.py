"""The records that intake keeps of a student's hand-ins: a JSON file each, in the student's own folder.

    .autograder/intake/NAME/STUDENT-HASH/
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from autograder.errors import CourseError
from autograder.files import FileProblem, GuardedFileError, read_guarded, write_whole
from autograder.model import Assignment, Course, TimeSource

_SCHEMA = 1
_MOST_BYTES = 16 << 20

Record = TypeVar("Record")


def intake_folder(course: Course, assignment: Assignment) -> Path:
    """The folder with a folder for each student."""
    return course.root / ".autograder" / "intake" / assignment.name


def folder_name(student: str) -> str:
    """A name on disk that cannot collide or escape, and can still be read."""
    safe = "".join(c if c.isalnum() or c in "-_" else "_" for c in student)[:60]
    while len(safe.encode()) > 150:
        safe = safe[:-1]
    return f"{safe}-{hashlib.sha256(student.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"


def read_record(place: Path, take: Callable[[Mapping[str, Any]], Record]) -> Record | None:
    """What `take` makes of a record; None where there is none.

    Raises:
        CourseError: it cannot be read, is of another schema, or `take` finds something missing or wrong.
    """
    try:
        data = json.loads(read_guarded(place, most_bytes=_MOST_BYTES))
        if data["schema"] != _SCHEMA:
            raise CourseError(str(place), f"schema {data['schema']}", str(_SCHEMA), "use the version that wrote it")
        return take(data)
    except (GuardedFileError, ValueError, KeyError, TypeError) as error:
        if isinstance(error, GuardedFileError) and error.problem is FileProblem.MISSING:
            return None
        why = str(error) if isinstance(error, GuardedFileError) else "not what was written there"
        fix = "put it back from a backup, or move it away"
        raise CourseError(str(place), f"cannot be read: {why}", "", fix) from None


def write_record(place: Path, record: Mapping[str, Any]) -> None:
    """Put a record where `read_record` finds it; what was there stays if that fails.

    Raises:
        CourseError: it cannot be written.
    """
    data = {"schema": _SCHEMA, **record}
    try:
        write_whole(place, json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass"))
    except OSError as error:
        raise cannot_write(place, error) from error


def cannot_write(place: Path, error: OSError) -> CourseError:
    """What to say where the disk is full or not writable."""
    fix = "make room, then run this again: nothing is lost"
    return CourseError(str(place), f"cannot be written: {error.strerror}", "", fix)


def to_plain(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Fields as JSON has them: times as text."""
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in fields.items()}


def from_plain(fields: Mapping[str, Any], *times: str) -> dict[str, Any]:
    """The fields that `to_plain` wrote, `times` and where a time comes from as what they were.

    Raises:
        KeyError, TypeError, ValueError: it did not write them.
    """
    moments = {name: None if fields[name] is None else datetime.fromisoformat(fields[name]) for name in times}
    return {**fields, **moments, "time_source": TimeSource(fields["time_source"])}
