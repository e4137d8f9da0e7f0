"""Every version that was ever handed in, under the hash of its notebook, with its time and where that time comes from.

    .autograder/intake/NAME/STUDENT-HASH/history.json     what is known of each version, in the order in which it came
    .autograder/intake/NAME/STUDENT-HASH/HASH.ipynb       the notebook
    .autograder/intake/NAME/STUDENT-HASH/HASH.beside      another file that came with a version

A notebook is written before the history that names it, and both in one step: a crash leaves a notebook that nobody
names, never a history that names nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.errors import CourseError
from autograder.files import GuardedFileError, read_guarded, write_whole
from autograder.intake.records import (
    cannot_write,
    folder_name,
    from_plain,
    intake_folder,
    read_record,
    to_plain,
    write_record,
)
from autograder.model import Assignment, Course, TimeSource
from autograder.notebook.reading import ReadLimits

_MOST_BLOB_BYTES = ReadLimits().file_bytes
BY_HAND = "by hand"
"""The source of a version that somebody put into `submitted/`."""


@dataclass(frozen=True, slots=True)
class Version:
    """A notebook as it was handed in once.

    Attributes:
        digest: SHA-256 of the notebook, in hex.
        submitted_at: when, in UTC; None where no source tells.
        time_source: where that comes from.
        late_by_unknown: whether its source calls it late without saying by how much.
        written_at: the date of the file or of the zip's entry, in UTC. No time of submission, but where there is
            none it tells which of two versions is the later.
        collected_at: when it was taken, in UTC.
        source: which of the sources it came from, in words.
        path: where it lay there.
        submission: what the LMS calls the submission: the name of the folder, or what stands before the file's name.
            Feedback goes back under it.
        owner: who handed it in; another one than the student where a group hands in together.
        aside: whether another file of the same submission was taken instead.
        beside: other files that came with it, their hash by their path.
    """

    digest: str
    submitted_at: datetime | None = None
    time_source: TimeSource = TimeSource.UNKNOWN
    late_by_unknown: bool = False
    written_at: datetime | None = None
    collected_at: datetime | None = None
    source: str = BY_HAND
    path: str = ""
    submission: str = ""
    owner: str = ""
    aside: bool = False
    beside: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def order(self) -> datetime | None:
        """What tells which of two versions is the later."""
        return self.submitted_at or self.written_at or self.collected_at


@dataclass(frozen=True, slots=True)
class History:
    """The versions of one student, in the order in which they came.

    Attributes:
        chosen: the hash of the one that a person brought back; empty if nobody did.
    """

    student: str
    versions: tuple[Version, ...] = ()
    chosen: str = ""

    def of(self, digest: str) -> Version | None:
        """The newest version of that hash."""
        return next((version for version in reversed(self.versions) if version.digest == digest), None)


class VersionStore:
    """The kept versions of one assignment.

    Args:
        course: the course.
        assignment: the assignment.
    """

    def __init__(self, course: Course, assignment: Assignment) -> None:
        self._folder = intake_folder(course, assignment)

    def history(self, student: str) -> History:
        """What is kept of a student.

        Raises:
            CourseError: it cannot be read.
        """
        return self._read(self._place(student)) or History(student)

    def students(self) -> Iterator[str]:
        """Everybody of whom something is kept."""
        for folder in sorted(self._folder.glob("*/history.json")):
            if found := self._read(folder.parent):
                yield found.student

    def notebook(self, student: str, digest: str) -> bytes:
        """The notebook of a version.

        Raises:
            CourseError: it is not there any more.
        """
        return self._blob(student, f"{digest}.ipynb", digest)

    def beside(self, student: str, digest: str) -> bytes:
        """A file that came with a version.

        Raises:
            CourseError: it is not there any more.
        """
        return self._blob(student, f"{digest}.beside", digest)

    def path(self, student: str, digest: str) -> Path:
        """Where the notebook of a version is."""
        return self._place(student) / f"{digest}.ipynb"

    def add(
        self, student: str, version: Version, notebook: bytes, beside: Mapping[str, bytes] | None = None
    ) -> History:
        """Keep a version. What is known already is kept once; a time that was not known before is added to it.

        Raises:
            CourseError: the disk is full or not writable; what was there stays.
        """
        assert digest_of(notebook) == version.digest
        files = {name: (digest_of(data), data) for name, data in (beside or {}).items()}
        version = replace(version, beside=MappingProxyType({name: digest for name, (digest, _) in files.items()}))
        before = self.history(student)
        after = replace(before, versions=merged(before.versions, version))
        if after == before:
            return before
        if any(item is version for item in after.versions) and before.chosen:
            after = replace(after, chosen="")  # what came after a person chose is again a question of the rule
        place = self._place(student)
        try:
            for name, data in {
                f"{version.digest}.ipynb": notebook,
                **{f"{d}.beside": data for d, data in files.values()},
            }.items():
                if not (place / name).exists():
                    write_whole(place / name, data)
        except OSError as error:
            raise cannot_write(place, error) from error
        self._write(after)
        return after

    def choose(self, student: str, digest: str) -> History:
        """Note that a person brought this version back; with an empty hash, that the rule decides again.

        Raises:
            CourseError: it cannot be written.
        """
        after = replace(self.history(student), chosen=digest)
        self._write(after)
        return after

    # ---------------------------------------------------------------- private

    def _place(self, student: str) -> Path:
        return self._folder / folder_name(student)

    def _blob(self, student: str, name: str, digest: str) -> bytes:
        place = self._place(student) / name
        try:
            data = read_guarded(place, most_bytes=_MOST_BLOB_BYTES)
        except GuardedFileError as error:
            raise CourseError(str(place), f"cannot be read: {error}", "a kept version") from None
        if digest_of(data) != digest:
            raise CourseError(str(place), "was changed since it was kept", "the version that its name says")
        return data

    def _read(self, folder: Path) -> History | None:
        return read_record(folder / "history.json", _history)

    def _write(self, history: History) -> None:
        record = {
            "student": history.student,
            "chosen": history.chosen,
            "versions": [_as_json(version) for version in history.versions],
        }
        write_record(self._place(history.student) / "history.json", record)


def merged(known: tuple[Version, ...], new: Version) -> tuple[Version, ...]:
    """The versions with another one: as it is, or as what it adds to one that is known.

    A notebook that was collected twice is one version. The same notebook handed in again after another one is a
    version of its own, where the source tells when.
    """
    same = [index for index, version in enumerate(known) if version.digest == new.digest]
    for index in same:
        old = known[index]
        if new.submitted_at in (None, old.submitted_at) or old.submitted_at is None:
            better = _better(old, new)
            return (*known[:index], better, *known[index + 1 :])
    if new.time_source is TimeSource.COMMIT and same:  # a claim moves nothing that is known better
        return known
    return (*known, new)


def _better(old: Version, new: Version) -> Version:
    """What two looks at one version tell together: a time is not forgotten, and whoever chose it keeps it chosen."""
    found = old
    if old.submitted_at is None and new.submitted_at is not None:
        found = replace(
            old,
            submitted_at=new.submitted_at,
            time_source=new.time_source,
            source=new.source,
            path=new.path,
            submission=new.submission or old.submission,
            late_by_unknown=False,
        )
    elif old.submitted_at is None and new.late_by_unknown and not old.late_by_unknown:
        found = replace(old, late_by_unknown=True, source=new.source, path=new.path, submission=new.submission)
    if new.submission and not found.submission:
        found = replace(found, submission=new.submission, source=new.source, path=new.path)
    if new.beside and not found.beside:
        found = replace(found, beside=new.beside)
    return found if new.aside or not found.aside else replace(found, aside=False)


def digest_of(data: bytes) -> str:
    """The hash that a version goes by."""
    return hashlib.sha256(data).hexdigest()


def _history(data: Mapping[str, Any]) -> History:
    return History(data["student"], tuple(_version(item) for item in data["versions"]), data["chosen"])


def _as_json(version: Version) -> dict[str, Any]:
    return to_plain({name: getattr(version, name) for name in Version.__slots__} | {"beside": dict(version.beside)})


def _version(data: Mapping[str, Any]) -> Version:
    fields = from_plain(data, "submitted_at", "written_at", "collected_at")
    fields["beside"] = MappingProxyType(dict(data["beside"]))
    return Version(**fields)
