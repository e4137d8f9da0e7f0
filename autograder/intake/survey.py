"""Finds what was handed in: `submitted/STUDENT/NAME/NAME.ipynb` at the course root, nbgrader's own layout.

Folder and file names come from outside. A name that could mislead a path, a terminal or nbgrader is refused with a note
and costs nobody else anything.

When something was handed in is known from the record of its version; of a notebook that no record knows, from the
`timestamp.txt` beside it: in `submitted/` only nbgrader's collector and this one write such a file. The date of the
notebook says nothing: it is that of a download or a copy.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from zoneinfo import ZoneInfo

from autograder.errors import CourseError
from autograder.files import FileProblem, GuardedFileError, read_guarded
from autograder.intake.counting import as_placed
from autograder.intake.kinds import Yardstick, is_by_product
from autograder.intake.times import parse_timestamp
from autograder.intake.versions import VersionStore, digest_of
from autograder.intake.without import all_without
from autograder.model import Assignment, Course, Roster, Submission, TimeSource, WithoutNotebook, student_id_problem
from autograder.notebook.reading import ReadLimits, printable

SUBMITTED_FOLDER = "submitted"
TIMESTAMP_FILE = "timestamp.txt"

MOST_NOTEBOOK_BYTES = ReadLimits().file_bytes
"""What is graded is collected, and nothing larger."""
_MOST_TIMESTAMP_BYTES = 4096
_BY_NBGRADER = (TIMESTAMP_FILE, "submission_secret.txt")
_NOTEBOOK = re.compile(r"\.ipynb(?:\.(?:txt|json))?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """A notebook in `submitted/`.

    Attributes:
        submission: what it is as a submission.
        folder: the folder that it lies in.
        digest: the hash of the notebook; empty if it cannot be read.
        stamp: what `timestamp.txt` says, in UTC; None if it says nothing.
        known: whether the record of versions has this notebook with this time.
    """

    submission: Submission
    folder: Path
    digest: str
    stamp: datetime | None
    known: bool


@dataclass(frozen=True, slots=True)
class Survey:
    """What was handed in for an assignment, by student, and a note for everything that somebody should know.

    Attributes:
        submissions: what can be graded.
        notes: what was noticed, each beginning with its place.
        not_taken: whose folders hold nothing that can be graded.
        seen: the submissions with what is known of their files.
        without: what was handed in by those who handed in no notebook, in `submitted/` or to where it was collected
            from.
    """

    submissions: tuple[Submission, ...]
    notes: tuple[str, ...]
    not_taken: tuple[str, ...] = ()
    seen: tuple[Seen, ...] = ()
    without: Mapping[str, WithoutNotebook] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def without_time(self) -> tuple[str, ...]:
        """Who handed in at a time that is not known, and is not called late either."""
        return tuple(s.student for s in self.submissions if s.submitted_at is None and not s.late_by_unknown)

    @property
    def late_by_unknown(self) -> tuple[str, ...]:
        """Who is late by an amount that is not known."""
        return tuple(s.student for s in self.submissions if s.late_by_unknown)

    def strangers(self, roster: Roster) -> tuple[str, ...]:
        """Who handed in and is not on the roster; nobody where there is none."""
        known = {person.id for person in roster.people}
        return tuple(s.student for s in self.submissions if known and s.student not in known)


def known_students(course: Course) -> tuple[str, ...]:
    """Who has handed in anything at all: the folders in `submitted/`."""
    try:
        names = sorted(os.listdir(course.root / SUBMITTED_FOLDER))
    except OSError:
        return ()
    return tuple(
        name for name in (unicodedata.normalize("NFC", name) for name in names) if not student_id_problem(name)
    )


def find_submissions(course: Course, assignment: Assignment) -> tuple[Submission, ...]:
    """What was handed in for `assignment`, sorted by student. `survey` also tells what was not taken.

    Raises:
        CourseError: `submitted/` cannot be read.
    """
    return survey(course, assignment).submissions


def survey(course: Course, assignment: Assignment) -> Survey:
    """Look through `submitted/`; students without a folder for the assignment are passed over.

    Raises:
        CourseError: `submitted/` or the record of a student's versions cannot be read.
    """
    root = course.root / SUBMITTED_FOLDER
    try:
        names = sorted(os.listdir(root))
    except FileNotFoundError:
        names = []
    except OSError as error:
        raise CourseError(SUBMITTED_FOLDER, f"cannot be read: {error.strerror}") from error
    look = _Look(course, assignment, root)
    for name in names:
        folder = root / name / assignment.name
        if os.path.lexists(folder):
            look.at(name, folder)
    seen = tuple(sorted(look.seen.values(), key=lambda item: item.submission.student))
    without = {**all_without(course, assignment), **look.without}
    without = {student: said for student, said in without.items() if student not in look.seen}
    return Survey(
        tuple(item.submission for item in seen), tuple(look.notes), tuple(sorted(look.not_taken)), seen, without
    )


class _Look:
    """One look through `submitted/`."""

    def __init__(self, course: Course, assignment: Assignment, root: Path) -> None:
        self._root, self._name = root, assignment.name
        self._zone = ZoneInfo(course.time_zone)
        self._store = VersionStore(course, assignment)
        self._yardstick = Yardstick(course, assignment)
        self._released = course.root / "release" / assignment.name
        self.seen: dict[str, Seen] = {}
        self.notes: list[str] = []
        self.not_taken: set[str] = set()
        self.without: dict[str, WithoutNotebook] = {}

    def at(self, name: str, folder: Path) -> None:
        """Look at one student's folder."""
        student = unicodedata.normalize("NFC", name)
        place = f"{SUBMITTED_FOLDER}/{printable(student)}/{self._name}"
        problem = student_id_problem(student) or self._folder_problem(folder)
        path = None
        if not problem:
            path, problem = self._notebook(folder, place)
        if path is None:
            self.notes.append(f"{place}: {problem}; not graded")
            self.not_taken.add(printable(student))
            if not student_id_problem(student) and (files := self._other_files(folder)):
                at = self._stamp(folder, place)
                source = TimeSource.EXCHANGE if at else TimeSource.UNKNOWN
                self.without[student] = WithoutNotebook(files, at, source)
            return
        if student in self.seen:  # macOS writes accents and Hangul in parts, others as one character
            self.notes.append(f"{place}: there are two folders of that name in two spellings; only one is graded")
            self.not_taken.add(student)
            return
        self.seen[student] = self._look_closer(student, folder, path, place)

    def _other_files(self, folder: Path) -> tuple[str, ...]:
        """What people put into a folder without a notebook. A folder that is a link to elsewhere is not looked into."""
        if self._folder_problem(folder):
            return ()
        try:
            names = sorted(entry.name for entry in os.scandir(folder) if entry.is_file(follow_symlinks=False))
        except OSError:
            return ()
        released = {name for name in names if (self._released / name).exists()}
        by_programs = {name for name in names if name in _BY_NBGRADER or is_by_product(PurePosixPath(name))}
        return tuple(name for name in names if name not in released | by_programs)

    def _folder_problem(self, folder: Path) -> str:
        try:
            if not folder.resolve().is_relative_to(self._root.resolve() / folder.parent.name):
                return "the folder is a link to somewhere else"
            if not folder.is_dir():
                return "it is no folder"
        except (OSError, RuntimeError) as error:
            return f"cannot be read: {printable(getattr(error, 'strerror', None) or str(error))}"
        return ""

    def _notebook(self, folder: Path, place: str) -> tuple[Path | None, str]:
        """The notebook that counts among those in a folder, or why there is none."""
        expected = folder / f"{self._name}.ipynb"
        try:
            entries = sorted(os.listdir(folder))
        except OSError as error:
            return None, f"cannot be read: {printable(error.strerror or '')}"
        others = [
            folder / entry
            for entry in entries
            if _NOTEBOOK.search(entry) and entry != expected.name and not (self._released / entry).exists()
        ]
        there = os.path.lexists(expected)
        if not others:
            return (expected, "") if there else (None, f"no notebook there, expected {expected.name}")
        works = {path: self._work(path) for path in [*([expected] if there else []), *others]}
        fitting = {path: work for path, work in works.items() if work is not None and work[0]}
        with_work = [path for path, (_, cells) in fitting.items() if cells > 0]
        if there and (expected in with_work or not with_work):
            if len(with_work) > 1:
                names = ", ".join(printable(path.name) for path in with_work if path != expected)
                self.notes.append(
                    f"{place}: {names} holds work as well; {expected.name} is graded: look which one counts"
                )
            return expected, ""
        candidates = with_work or list(fitting)
        if len(candidates) == 1:
            shown = printable(candidates[0].name)
            why = f"{expected.name} is as it was released" if there else f"there is no {expected.name}"
            self.notes.append(f"{place}: {shown} is graded: {why}")
            return candidates[0], ""
        names = ", ".join(printable(path.name) for path in (candidates or others)[:3])
        if there:
            self.notes.append(f"{place}: {names} hold work and {expected.name} does not: look which one counts")
            return expected, ""
        return None, f"only {names} there, expected {expected.name}"

    def _work(self, path: Path) -> tuple[bool, int] | None:
        try:
            work = self._yardstick.measure(read_guarded(path, most_bytes=MOST_NOTEBOOK_BYTES))
        except GuardedFileError:
            return None
        return (work.fits or bool(work.problem)) and not work.other, work.cells

    def _look_closer(self, student: str, folder: Path, path: Path, place: str) -> Seen:
        try:
            digest = digest_of(read_guarded(path, most_bytes=MOST_NOTEBOOK_BYTES, links=True))
        except GuardedFileError:  # reading it to grade it will say what is wrong
            digest = ""
        stamp = self._stamp(folder, place)
        history = self._store.history(student)
        version = history.of(digest) if digest else None
        times = {item.submitted_at for item in history.versions if item.digest == digest}
        if version is not None and (stamp is None or stamp in times):
            counted = as_placed(history, digest, stamp)
            at, source, late = counted.submitted_at, counted.time_source, counted.late_by_unknown
            return Seen(Submission(self._name, student, path, at, source, late), folder, digest, stamp, True)
        if stamp is not None:
            submission = Submission(self._name, student, path, stamp, TimeSource.EXCHANGE)
        else:
            submission = Submission(self._name, student, path)
        return Seen(submission, folder, digest, stamp, False)

    def _stamp(self, folder: Path, place: str) -> datetime | None:
        """What `timestamp.txt` says, if it is a moment."""
        try:
            data = read_guarded(folder / TIMESTAMP_FILE, most_bytes=_MOST_TIMESTAMP_BYTES)
        except GuardedFileError as error:
            if error.problem is not FileProblem.MISSING:
                self.notes.append(f"{place}: {TIMESTAMP_FILE}: {error}: the time is not known, nothing is taken off")
            return None
        text = data[:100].decode("utf-8", "replace")
        moment = parse_timestamp(text, self._zone)
        if moment is None:
            got = repr(printable(text, 40))
            self.notes.append(
                f"{place}: {TIMESTAMP_FILE} says {got}, which is no moment: the time is not known, nothing is taken off"
            )
        return moment
