"""Takes submissions out of a download: every file is taken, or named with the reason.

With `--dry-run` nothing is written. Else what is new is kept as a version, and what counts is put into `submitted/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath
from typing import TypedDict

from autograder.intake.choosing import Candidate, Choice, choose
from autograder.intake.counting import as_placed, what_counts
from autograder.intake.found import OPENED, Found, Left
from autograder.intake.kinds import is_by_product
from autograder.intake.people import Directory
from autograder.intake.placing import keep_what_is_there, place, share_in_groups, version_by_hand
from autograder.intake.sources import Claim
from autograder.intake.survey import Survey, survey
from autograder.intake.versions import History, Version, VersionStore, merged
from autograder.intake.without import OtherFile, keep_without
from autograder.model import Assignment, Course, Decisions, Enrolment, Roster, TimeSource
from autograder.notebook.selection import NOTHING_WRITTEN

TIME_KNOWN = "its time is known now"
"""Why a row about a notebook that was here already is there."""


class Fate(StrEnum):
    """What happens to a file."""

    TAKEN = "taken"
    OLDER = "newer already here"
    KNOWN = "already here"
    ASIDE = "another one is taken"
    LEFT = "not taken"
    NOT_UNDERSTOOD = "not understood"
    PASSED_OVER = "passed over"


@dataclass(frozen=True, slots=True)
class Row:
    """One file of a download, and what happens to it.

    Attributes:
        student: whose it is; empty where that is not known.
        file: where it lies in the download, as a message shows it.
        submitted_at: when it was handed in, in UTC; None where nothing tells.
        time_source: where that comes from.
        late_by_unknown: whether its source calls it late without saying by how much.
        fate: what happens.
        why: the reason, where there is one to tell.
        look: whether somebody must look at it.
        name: what its owner called it, and `source` which of the sources it came from, of a file that is not taken.
    """

    student: str
    file: str
    fate: Fate
    why: str = ""
    submitted_at: datetime | None = None
    time_source: TimeSource = TimeSource.UNKNOWN
    late_by_unknown: bool = False
    look: bool = False
    name: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Collected:
    """What a download gave.

    Attributes:
        rows: every file of it.
        notes: what somebody should know besides.
        look: what somebody must look at besides rows.
        missing: who of the roster has handed in nothing so far, active people only; who has handed in something else
            than a notebook is not among them.
    """

    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    look: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def of(self, *fates: Fate) -> tuple[Row, ...]:
        """The rows with one of these fates."""
        return tuple(row for row in self.rows if row.fate in fates)

    @property
    def students(self) -> tuple[str, ...]:
        """Whose notebook was taken."""
        return tuple(sorted({row.student for row in self.of(Fate.TAKEN)}))

    @property
    def without_notebook(self) -> tuple[str, ...]:
        """Who is in the download with files of which none is a notebook of this assignment."""
        have = {row.student for row in self.of(Fate.TAKEN, Fate.OLDER, Fate.KNOWN)}
        return tuple(sorted({row.student for row in self.of(Fate.LEFT, Fate.PASSED_OVER) if row.student} - have))

    @property
    def not_understood(self) -> tuple[str, ...]:
        """The files of which it is not known whose they are, or what."""
        return tuple(row.file for row in self.of(Fate.NOT_UNDERSTOOD))

    @property
    def must_look(self) -> bool:
        """Whether somebody must look at something. That students are missing is no reason."""
        return bool(self.without_notebook or self.not_understood or self.look or any(row.look for row in self.rows))


def collect(
    course: Course,
    assignment: Assignment,
    found: Found,
    *,
    directory: Directory,
    roster: Roster,
    now: datetime,
    groups: Sequence[Sequence[str]] = (),
    decisions: Decisions = Decisions(),  # noqa: B008 - frozen
    dry_run: bool = False,
) -> Collected:
    """Take what was found. The assignment's lock must be held, but for a dry run.

    Args:
        course: where to.
        assignment: what was handed in.
        found: the notebooks and the other files of a download.
        directory: resolves whose they are.
        roster: who is expected.
        now: the time.
        groups: who hands in together.
        decisions: tell when it is due for whom, where the policy asks for that.
        dry_run: whether to write nothing.

    Raises:
        CourseError: `submitted/` or a record of versions cannot be read.
        CourseError: something cannot be written; what was kept before stays.
    """
    there = survey(course, assignment) if dry_run else keep_what_is_there(course, assignment, now)
    run = _Run(course, assignment, there, now, decisions, dry_run=dry_run)
    rows = [_left(item, directory) for item in found.left]
    notes, look = list(found.notes), list(found.look)
    gone = {person.id for person in roster.people if person.status is Enrolment.DROPPED}
    for student, candidates, notes_on_student in _by_student(found.candidates, directory, rows):
        rows += run.take(student, candidates)
        look += notes_on_student
        notes += [f"{student} has handed in, and is marked as dropped in roster.csv"] if student in gone else []
    if groups and not dry_run:
        grown, doubts = share_in_groups(course, assignment, groups, run.store)
        run.put_what_counts(grown)
        look += doubts
    mates = {mate for members in groups if any(run.has(member) for member in members) for mate in members}
    missing = tuple(
        person.id
        for person in roster.people
        if person.status is Enrolment.ACTIVE and not run.has(person.id) and person.id not in mates
    )
    empty = {row.student for row in rows if row.fate in (Fate.LEFT, Fate.PASSED_OVER)}
    empty |= there.without.keys()
    missing = tuple(student for student in missing if student not in empty)
    rows.sort(key=lambda row: (row.fate is Fate.PASSED_OVER, not row.student, row.student, row.file))
    collected = Collected(tuple(rows), tuple(notes), tuple(look), missing)
    if not dry_run:
        _keep_without(course, assignment, collected, now)
    return collected


def _keep_without(course: Course, assignment: Assignment, collected: Collected, now: datetime) -> None:
    """Note what those have handed in who are in the download without a notebook."""
    for student in collected.without_notebook:
        rows = [row for row in collected.rows if row.student == student and row.name]
        told = [row for row in rows if row.fate is Fate.LEFT] or [row for row in rows if row.why == OPENED]
        keep_without(
            course, assignment, student,
            [OtherFile(row.name, row.why, row.source, row.submitted_at, row.time_source, now) for row in told],
        )  # fmt: skip


class _Run:
    """One taking of a download."""

    def __init__(
        self,
        course: Course,
        assignment: Assignment,
        there: Survey,
        now: datetime,
        decisions: Decisions,
        *,
        dry_run: bool,
    ) -> None:
        self._course, self._assignment, self._now, self._decisions, self._dry_run = (
            course,
            assignment,
            now,
            decisions,
            dry_run,
        )
        self._there = {seen.submission.student: seen for seen in there.seen}
        self._taken: set[str] = set()
        self.store = VersionStore(course, assignment)

    def has(self, student: str) -> bool:
        """Whether somebody has handed in, now or before."""
        return student in self._there or student in self._taken

    def take(self, student: str, candidates: Sequence[Candidate]) -> list[Row]:
        """Keep all notebooks of a student, and put the one that counts into `submitted/`."""
        choice = choose(candidates, self._assignment.name)
        before = self._history(student)
        after = before
        # The one that is taken comes last: where nothing tells which is later, what came last is.
        for candidate in [*(item for item in candidates if item is not choice.taken), choice.taken]:
            version = self._version(candidate, student, aside=candidate is not choice.taken)
            if self._dry_run:
                after = replace(after, versions=merged(after.versions, version))
            else:
                after = self.store.add(student, version, candidate.data, dict(candidate.beside))
        self._taken.add(student)
        return self._rows(student, candidates, choice, before, self._put(student, after, choice.taken.digest))

    def put_what_counts(self, students: Iterable[str]) -> None:
        """Put what counts into `submitted/` for these students."""
        for student in students:
            self._put(student, self.store.history(student))
            self._taken.add(student)

    # ---------------------------------------------------------------- private

    def _history(self, student: str) -> History:
        history = self.store.history(student)
        seen = self._there.get(student)
        if self._dry_run and seen is not None and not seen.known:
            version, _, _ = version_by_hand(seen, self._now)
            if version is not None:
                history = replace(history, versions=merged(history.versions, version))
        return history

    def _version(self, candidate: Candidate, student: str, *, aside: bool) -> Version:
        claim = candidate.claim
        return Version(
            candidate.digest,
            claim.submitted_at,
            claim.time_source,
            claim.late_by_unknown,
            written_at=candidate.member.written_at if claim.time_source is not TimeSource.COMMIT else None,
            collected_at=self._now,
            source=claim.source,
            path=str(candidate.member.path),
            submission=claim.submission,
            owner=student,
            aside=aside,
        )

    def _put(self, student: str, history: History, taken: str = "") -> Version | None:
        counted = what_counts(self._course, self._assignment, history, self._decisions)
        seen = self._there.get(student)
        if counted is not None and counted.submitted_at is None and seen is not None and seen.digest == taken:
            # A time against the date of some file decides nothing: what lies there, and was found again, stays.
            counted = as_placed(history, taken, None)
        if counted is None or self._dry_run:
            return counted
        if seen is None or seen.digest != counted.digest or seen.stamp != counted.submitted_at:
            place(self._course, self._assignment, student, counted, self.store)
        return counted

    def _rows(
        self, student: str, candidates: Sequence[Candidate], choice: Choice, before: History, counted: Version | None
    ) -> list[Row]:
        rows = []
        for candidate in candidates:
            claim, taken = candidate.claim, candidate is choice.taken
            known = before.of(candidate.digest)
            why = ""
            if not taken:
                same = candidate.digest == choice.taken.digest
                why = (
                    f"the same as {choice.taken.member.shown}"
                    if same
                    else f"{choice.taken.member.shown} is taken; it is kept"
                )
                fate = Fate.ASIDE
            elif counted is None or counted.digest != candidate.digest:
                fate = Fate.OLDER
                why = "what is in submitted/ was brought back by hand" if before.chosen else _why_older(claim, counted)
            elif known is not None and student in self._there and self._there[student].digest == candidate.digest:
                fate = Fate.KNOWN
                why = TIME_KNOWN if known.submitted_at is None and claim.submitted_at else ""
            else:
                fate = Fate.TAKEN
                why = _why_taken(before, counted)
            doubt = choice.doubt if taken else ""
            if taken and is_by_product(candidate.member.path):
                doubt = doubt or "it is the copy that Jupyter made by itself; the notebook is not there"
            if taken and candidate.work.problem:
                why = f"it cannot be read: {candidate.work.problem}"
            elif taken and not candidate.work.fits:
                why = "no cell of this assignment is in it"
            elif taken and candidate.work.blank:
                why = "; ".join(part for part in (NOTHING_WRITTEN, why) if part)
            against = counted is not None and (claim.submitted_at is None) is not (counted.submitted_at is None)
            look = bool(doubt) or (fate is Fate.OLDER and against and not before.chosen) or (
                taken and fate is Fate.TAKEN and (bool(candidate.work.problem) or not candidate.work.fits)
            )
            rows.append(
                Row(student, candidate.member.shown, fate, "; ".join(part for part in (why, doubt) if part),
                    claim.submitted_at, claim.time_source, claim.late_by_unknown, look)
            )  # fmt: skip
        return rows


def _why_older(claim: Claim, counted: Version | None) -> str:
    """On what it rests that a version that is here is the newer one, where that is not its time."""
    if counted is None or (claim.submitted_at is not None and counted.submitted_at is not None):
        return ""
    return "by the dates of the files: one of the two has no time of submission, or neither"


def _why_taken(before: History, counted: Version) -> str:
    """Why a version counts before the one that was there, where that is not plain."""
    older = [version for version in before.versions if version.digest != counted.digest and not version.aside]
    if not older or (counted.submitted_at is not None and all(version.submitted_at for version in older)):
        return ""
    if any(version.order == counted.order for version in older):
        return "nothing says that it is later than the one before, which is kept"
    return "by the dates of the files it is later than the one before, which is kept"


def _by_student(
    candidates: Sequence[Candidate], directory: Directory, rows: list[Row]
) -> Iterable[tuple[str, list[Candidate], list[str]]]:
    """Candidates by whose they are; those of nobody become rows."""
    found: dict[str, list[Candidate]] = {}
    notes: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    for candidate in candidates:
        who = directory.resolve(candidate.claim.owner)
        if not who.student:
            rows.append(_not_understood(candidate, who.problem))
            continue
        found.setdefault(who.student, []).append(candidate)
        names.setdefault(who.student, set()).add(candidate.claim.owner.identity)
        if who.note:
            notes[who.student] = who.note
    for student in sorted(found):
        if len(names[student]) > 1 and not directory.has_roster:
            several = " and ".join(sorted(names[student]))
            for candidate in found[student]:
                rows.append(_not_understood(candidate, f"{several} would both be {student}: a roster tells them apart"))
            continue
        yield student, found[student], [notes[student]] if student in notes else []


def _not_understood(candidate: Candidate, problem: str) -> Row:
    claim = candidate.claim
    return Row("", candidate.member.shown, Fate.NOT_UNDERSTOOD, problem, claim.submitted_at, claim.time_source,
               claim.late_by_unknown, look=True)  # fmt: skip


def _left(item: Left, directory: Directory) -> Row:
    claim = item.claim
    who = directory.resolve(claim.owner) if claim is not None and claim.owner.shown != "nobody" else None
    came = _came(claim) if claim is not None else {}
    if item.quiet:
        return Row(who.student if who else "", item.member.shown, Fate.PASSED_OVER, item.why, **came)
    if who is None or not who.student:
        why = "; ".join(part for part in (item.why, who.problem if who else "") if part)
        return Row("", item.member.shown, Fate.NOT_UNDERSTOOD, why, look=True)
    if (
        claim is not None
        and claim.owner.id
        and not directory.knows(who.student)
        and len(PurePosixPath(item.member.path).parts) == 1
    ):
        return Row("", item.member.shown, Fate.NOT_UNDERSTOOD, item.why, look=True)
    return Row(who.student, item.member.shown, Fate.LEFT, item.why, **came)


class _Came(TypedDict, total=False):
    submitted_at: datetime | None
    time_source: TimeSource
    late_by_unknown: bool
    name: str
    source: str


def _came(claim: Claim) -> _Came:
    """When a file was handed in that is not taken, and what it was called."""
    return _Came(
        submitted_at=claim.submitted_at, time_source=claim.time_source, late_by_unknown=claim.late_by_unknown,
        name="/".join(part for part in (claim.within, PurePosixPath(claim.file).name) if part), source=claim.source,
    )  # fmt: skip
