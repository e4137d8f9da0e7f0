"""Keeps what lies in `submitted/`, and puts there what counts. Both only while the assignment's lock is held."""

from __future__ import annotations

import contextlib
import os
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from autograder.errors import CourseError
from autograder.files import GuardedFileError, read_guarded, write_whole
from autograder.intake.counting import what_counts
from autograder.intake.groups import groups_of
from autograder.intake.survey import MOST_NOTEBOOK_BYTES, SUBMITTED_FOLDER, TIMESTAMP_FILE, Seen, Survey, survey
from autograder.intake.versions import BY_HAND, Version, VersionStore, digest_of
from autograder.model import Assignment, Course, Decisions, Roster, TimeSource, student_id_problem

_MOST_BESIDE_BYTES = 1 << 20
_BESIDE = ("submission_secret.txt",)
"""What nbgrader's collector puts beside a notebook and needs again to hand feedback out."""


def keep_what_is_there(course: Course, assignment: Assignment, now: datetime) -> Survey:
    """Make a version of each notebook in `submitted/` that no record knows, and look through it.

    A folder whose name is in decomposed Unicode, as macOS writes it, gets the composed name that ids have.

    Args:
        course: the course.
        assignment: the assignment.
        now: the time.

    Raises:
        CourseError: `submitted/` or a record cannot be read.
        CourseError: a record cannot be written.
    """
    _compose_names(course.root / SUBMITTED_FOLDER)
    found = survey(course, assignment)
    store = VersionStore(course, assignment)
    for seen in found.seen:
        if seen.known or not seen.digest:
            continue
        version, data, beside = version_by_hand(seen, now)
        if version is not None:
            store.add(seen.submission.student, version, data, beside)
    return found


def version_by_hand(seen: Seen, now: datetime) -> tuple[Version | None, bytes, dict[str, bytes]]:
    """A notebook in `submitted/` as a version, with its bytes and the files that belong to it."""
    path = seen.submission.path
    try:
        data = read_guarded(path, most_bytes=MOST_NOTEBOOK_BYTES, links=True)
        written = datetime.fromtimestamp(path.lstat().st_mtime, tz=UTC)
    except (GuardedFileError, OSError, ValueError, OverflowError):
        return None, b"", {}
    beside = {}
    for name in _BESIDE:
        with contextlib.suppress(GuardedFileError):
            beside[name] = read_guarded(seen.folder / name, most_bytes=_MOST_BESIDE_BYTES)
    from_exchange = seen.submission.time_source is TimeSource.EXCHANGE
    version = Version(
        digest_of(data),
        seen.submission.submitted_at,
        seen.submission.time_source,
        written_at=written,
        collected_at=now,
        source="nbgrader" if from_exchange else BY_HAND,
        path=path.name,
        owner=seen.submission.student,
    )
    return version, data, beside


def place(course: Course, assignment: Assignment, student: str, version: Version, store: VersionStore) -> None:
    """Put a version into `submitted/`, where it is what counts. What was there is kept before.

    Whatever moment this ends at, the notebook that lies there is one that the record knows, and no time stands beside
    it that is another one's.

    Raises:
        CourseError: the version is not there any more.
        CourseError: it cannot be written.
    """
    folder = course.root / SUBMITTED_FOLDER / student / assignment.name
    data = store.notebook(student, version.digest)
    files = {name: store.beside(student, digest) for name, digest in version.beside.items()}
    stamp = folder / TIMESTAMP_FILE
    try:
        for name in (TIMESTAMP_FILE, *_BESIDE):
            with contextlib.suppress(FileNotFoundError):
                (folder / name).unlink()
        write_whole(folder / f"{assignment.name}.ipynb", data)
        for name, content in files.items():
            write_whole(folder / Path(name).name, content)
        if version.submitted_at is not None:
            text = version.submitted_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f UTC\n")
            write_whole(stamp, text.encode())
    except OSError as error:
        raise CourseError(
            str(folder), f"cannot be written: {error.strerror}", "", "what was handed in is kept"
        ) from error


def share_in_groups(
    course: Course, assignment: Assignment, groups: Sequence[Sequence[str]], store: VersionStore
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give each member of a group the versions of all. Returns whose versions grew, and what somebody should look at.

    Raises:
        CourseError: a record cannot be read.
        CourseError: it cannot be written.
    """
    grown: list[str] = []
    notes: list[str] = []
    for members in groups:
        histories = {member: store.history(member) for member in members}
        own = {
            member: [version for version in history.versions if version.owner in ("", member)]
            for member, history in histories.items()
        }
        handed_in = [member for member in members if own[member]]
        if len(handed_in) > 1 and len({version.digest for member in handed_in for version in own[member]}) > 1:
            notes.append(
                f"{' and '.join(handed_in)} are one group and handed in each; the one that counts counts for all"
            )
        for member in members:
            before = histories[member]
            for other in handed_in:
                if other == member:
                    continue
                for version in own[other]:
                    if any(
                        v.digest == version.digest and v.submitted_at == version.submitted_at for v in before.versions
                    ):
                        continue
                    data = store.notebook(other, version.digest)
                    files = {name: store.beside(other, digest) for name, digest in version.beside.items()}
                    store.add(member, replace(version, owner=other), data, files)
            if store.history(member) != before:
                grown.append(member)
    return tuple(grown), tuple(notes)


def share_what_is_there(
    course: Course, assignment: Assignment, roster: Roster, decisions: Decisions, now: datetime
) -> Survey:
    """Keep what lies in `submitted/`, and give members of a group what another one has handed in.

    Raises:
        CourseError: `submitted/` or a record cannot be read, or `groups.csv` is not right.
        CourseError: something cannot be written.
    """
    found = keep_what_is_there(course, assignment, now)
    groups = groups_of(course, assignment, roster)
    if not groups:
        return found
    store = VersionStore(course, assignment)
    grown, doubts = share_in_groups(course, assignment, groups, store)
    for student in grown:
        if counted := what_counts(course, assignment, store.history(student), decisions):
            place(course, assignment, student, counted, store)
    again = survey(course, assignment)
    return replace(again, notes=(*again.notes, *doubts))


def _compose_names(root: Path) -> None:
    try:
        names: Iterable[str] = sorted(os.listdir(root))
    except OSError:
        return
    for name in names:
        composed = unicodedata.normalize("NFC", name)
        if composed != name and not student_id_problem(composed) and not os.path.lexists(root / composed):
            with contextlib.suppress(OSError):
                (root / name).rename(root / composed)
