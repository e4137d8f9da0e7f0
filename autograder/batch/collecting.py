"""Takes submissions from an LMS zip or a folder into nbgrader's layout.

Names in a zip are a stranger's: nothing is extracted by name. A member is read under caps and written to the one place
that its student and assignment decide.

How a student is told from a path, first match first:

    Moodle       Firstname Lastname_12345_assignsubmission_file_/anything.ipynb     12345
    Canvas       lovelaceada_LATE_12345_67890_anything.ipynb                        12345
    a folder     STUDENT/anything.ipynb, STUDENT/NAME/NAME.ipynb                    STUDENT
    a file       STUDENT.ipynb                                                      STUDENT
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from autograder.errors import CourseError
from autograder.files import GuardedFileError, read_guarded
from autograder.model import Assignment, Course, student_id_problem
from autograder.notebook.reading import printable

MAX_NOTEBOOK_BYTES = 20 << 20
MAX_MEMBERS = 20_000
_MOODLE = re.compile(r"^.+_(?P<student>\d+)_assignsubmission_file_?$")
_CANVAS = re.compile(r"^[^_]+(?:_LATE)?_(?P<student>\d+)_\d+_.+\.ipynb$")


@dataclass(frozen=True, slots=True)
class Collected:
    """Who was taken, and a note for everything that was not."""

    students: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A notebook somewhere: its path there, when it is from, and its bytes."""

    path: PurePosixPath
    moment: datetime
    data: bytes


def collect_from(course: Course, assignment: Assignment, source: Path, *, pattern: str = "") -> Collected:
    """Copy notebooks from a zip or a folder to `submitted/STUDENT/NAME/`. A newer one replaces an older one.

    Args:
        course: where to.
        assignment: what was handed in.
        source: a zip file or a folder.
        pattern: a regular expression with a group `student`, searched in each path; empty: the forms above.

    Raises:
        CourseError: the source is neither, or the pattern is not one.
    """
    rule = _compiled(pattern)
    taken: dict[str, _Found] = {}
    notes: list[str] = []
    finds = _zip_members(course, source, notes) if source.is_file() else _folder_files(source, notes)
    for found in finds:
        student = _student_of(found.path, rule)
        problem = student_id_problem(student)
        if problem:
            notes.append(f"{printable(str(found.path))}: {problem}; not taken")
            continue
        other = taken.get(student)
        if other is not None:
            kept, dropped = _choose(found, other, assignment)
            notes.append(
                f"{printable(str(dropped.path))}: {student} has {printable(str(kept.path))} as well; not taken"
            )
            found = kept
        taken[student] = found
    for student, found in sorted(taken.items()):
        _place(course, assignment, student, found)
    return Collected(tuple(sorted(taken)), tuple(notes))


def _compiled(pattern: str) -> re.Pattern[str] | None:
    if not pattern:
        return None
    try:
        rule = re.compile(pattern)
    except re.error as error:
        raise CourseError("--pattern", f"not a regular expression ({error})") from None
    if "student" not in rule.groupindex:
        raise CourseError("--pattern", pattern, "a group (?P<student>...)")
    return rule


def _student_of(path: PurePosixPath, rule: re.Pattern[str] | None) -> str:
    if rule is not None:
        match = rule.search(str(path))
        return match["student"] if match else ""
    # Canvas's zip is flat. Deeper down a student chose the file's name, and could name it after somebody else.
    forms = (_MOODLE, _CANVAS) if len(path.parts) == 1 else (_MOODLE,)
    for form in forms:
        match = form.match(path.parts[0])
        if match:
            return match["student"]
    return path.parts[0] if len(path.parts) > 1 else path.stem


def _choose(found: _Found, other: _Found, assignment: Assignment) -> tuple[_Found, _Found]:
    """Which of two notebooks of one student counts: the one of the assignment's name, then the newer one."""

    def rank(item: _Found) -> tuple[bool, datetime]:
        return item.path.stem == assignment.name, item.moment

    return (found, other) if rank(found) > rank(other) else (other, found)


def _place(course: Course, assignment: Assignment, student: str, found: _Found) -> None:
    folder = course.root / "submitted" / student / assignment.name
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in (
        (f"{assignment.name}.ipynb", found.data),
        ("timestamp.txt", found.moment.strftime("%Y-%m-%d %H:%M:%S.%f UTC\n").encode()),
    ):
        draft = folder / f".{name}.{os.getpid()}.draft"
        draft.write_bytes(data)
        draft.replace(folder / name)


# ---------------------------------------------------------------- sources


def _zip_members(course: Course, source: Path, notes: list[str]) -> Iterator[_Found]:
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError) as error:
        raise CourseError(str(source), f"not a readable zip ({error})", "a zip file or a folder") from None
    zone = ZoneInfo(course.time_zone)
    with archive:
        members = archive.infolist()
        if len(members) > MAX_MEMBERS:
            raise CourseError(str(source), f"{len(members)} members", f"at most {MAX_MEMBERS}")
        for member in members:
            path = PurePosixPath(member.filename)
            if member.is_dir() or path.suffix != ".ipynb" or _is_by_product(path):
                continue
            problem = _member_problem(member, path)
            data = b"" if problem else _member_bytes(archive, member)
            if data is None or problem:
                notes.append(f"{printable(member.filename)}: {problem or 'cannot be read'}; not taken")
                continue
            yield _Found(path, _member_moment(member, zone), data)


def _member_problem(member: zipfile.ZipInfo, path: PurePosixPath) -> str:
    if path.is_absolute() or ".." in path.parts or "\\" in member.filename:
        return "its path leads out of the archive"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "it is a link"
    if member.flag_bits & 1:
        return "it is encrypted"
    if member.file_size > MAX_NOTEBOOK_BYTES:
        return f"it has {member.file_size} bytes, more than {MAX_NOTEBOOK_BYTES}"
    return ""


def _member_bytes(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes | None:
    """The bytes of a member, None if it cannot be read. Reading is capped: the size in the directory may be a lie."""
    try:
        with archive.open(member) as file:
            data = file.read(MAX_NOTEBOOK_BYTES + 1)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, ValueError):
        return None
    return data if len(data) <= MAX_NOTEBOOK_BYTES else None


def _member_moment(member: zipfile.ZipInfo, zone: ZoneInfo) -> datetime:
    try:
        return datetime(*member.date_time, tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime(1980, 1, 1, tzinfo=UTC)


def _is_by_product(path: PurePosixPath) -> bool:
    """Whether a program put it there by itself: Jupyter's checkpoints, macOS's resource forks."""
    return path.name.startswith("._") or ".ipynb_checkpoints" in path.parts or "__MACOSX" in path.parts


def _folder_files(source: Path, notes: list[str]) -> Iterator[_Found]:
    if not source.is_dir():
        raise CourseError(str(source), "not there", "a zip file or a folder")
    for path in sorted(source.rglob("*.ipynb")):
        relative = PurePosixPath(path.relative_to(source).as_posix())
        if _is_by_product(relative):
            continue
        try:
            data = read_guarded(path, most_bytes=MAX_NOTEBOOK_BYTES)
        except GuardedFileError as error:
            notes.append(f"{printable(str(relative))}: {error}; not taken")
        else:
            yield _Found(relative, datetime.fromtimestamp(path.lstat().st_mtime, tz=UTC), data)
