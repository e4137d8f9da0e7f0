"""Looks through a download: what is a notebook, whose it is said to be, and what becomes of every other file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import tzinfo
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from autograder.config import assignment_names
from autograder.intake.archives import Member, Naming, Opened, inner_members, open_source
from autograder.intake.choosing import Candidate
from autograder.intake.kinds import Kind, Yardstick, is_by_product, is_lone_checkpoint, kind_of
from autograder.intake.people import Clue, Directory
from autograder.intake.sources import OF_LMS, Claim, Listing, WorksheetRow, google, moodle, pattern, plain
from autograder.model import Assignment, Course, TimeSource
from autograder.notebook.reading import printable

OPENED = "a zip that was opened"
"""Why a zip is left whose files are looked at."""


@dataclass(frozen=True, slots=True)
class Left:
    """A file that is no notebook to take, and why; `quiet` where nobody has to be told."""

    member: Member
    claim: Claim | None
    why: str
    quiet: bool = False


@dataclass(slots=True)
class Found:
    """What a download holds: every file is in one of the two lists."""

    candidates: list[Candidate] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ask:
    """What the instructor says about a download.

    Attributes:
        pattern: how to find the student in a path; empty: as the LMSs write it.
        encoding: of names that do not say theirs.
        zone: of times that do not say theirs; None: the course's.
        worksheet: an LMS's list of submissions, by its number for a participant.
        stamped: whether a `timestamp.txt` beside a notebook is nbgrader's own.
    """

    pattern: str = ""
    encoding: str = ""
    zone: tzinfo | None = None
    worksheet: Mapping[str, WorksheetRow] = field(default_factory=dict)
    stamped: bool = False


def look_through(course: Course, assignment: Assignment, source: Path, directory: Directory, ask: Ask) -> Found:
    """Look through a zip or a folder. Nothing is written.

    Raises:
        CourseError: the source is neither, too large, or the pattern or the encoding does not fit.
    """
    zone = ask.zone or ZoneInfo(course.time_zone)
    rule = pattern.compiled(ask.pattern) if ask.pattern else None
    languages = tuple(str(language) for language in course.languages)
    naming = Naming(ask.encoding, languages, directory.matches if directory.has_roster else None)
    with open_source(source, zone, naming) as opened:
        search = _Search(course, assignment, directory, ask, zone, naming)
        return search.through(opened, source, rule)


class _Search:
    """One look through a download."""

    def __init__(
        self, course: Course, assignment: Assignment, directory: Directory, ask: Ask, zone: tzinfo, naming: Naming
    ) -> None:
        self._assignment, self._directory, self._ask, self._zone, self._naming = (
            assignment,
            directory,
            ask,
            zone,
            naming,
        )
        self._others = tuple(name for name in assignment_names(course) if name != assignment.name)
        self._yardstick = Yardstick(course, assignment)
        self._found = Found()

    def through(self, opened: Opened, source: Path, rule: re.Pattern[str] | None) -> Found:
        """Sort every member into what can be taken and what is left."""
        self._found.notes += opened.notes
        members = []
        folders = {
            folder for member in opened.members if not is_by_product(member.path) for folder in member.path.parents
        }
        for member in opened.members:
            if is_by_product(member.path) and not is_lone_checkpoint(member.path, folders):
                self._found.left.append(Left(member, None, "a program made it by itself", quiet=True))
            else:
                members.append(member)
        members = _numbered(members)
        claims: dict[PurePosixPath, Claim] = {}
        members = self._of_one_zip(members, source)
        self._hold_against(members)
        members, parts = self._of_zip_collect(members) if source.is_dir() else (members, [members])
        for part in [section for download in parts for section in self._sections(download)]:
            claims |= self._claims(part, source, rule)
        for member in members:
            claim = claims.get(member.path)
            if claim is None:
                self._found.left.append(Left(member, None, member.problem or "nothing says whose it is"))
            else:
                self._sort(member, claim)
        return self._found

    def _hold_against(self, members: Sequence[Member]) -> None:
        """Say what of the worksheet cannot be read, and whether it is another assignment's."""
        worksheet = self._ask.worksheet
        unread = [row.unread for row in worksheet.values() if row.unread]
        if unread:
            more = f" and {len(unread) - 1} more" if len(unread) > 1 else ""
            self._found.look.append(f"not known, since not certain: the worksheet's {printable(unread[0])!r}{more}")
        numbers = moodle.numbers_in(member.path for member in members) if worksheet else frozenset()
        if numbers and not numbers & set(worksheet):
            self._found.look.append("nobody of the download is in the worksheet: is it this assignment's?")

    # ---------------------------------------------------------------- downloads in a download

    def _of_one_zip(self, members: list[Member], source: Path) -> list[Member]:
        """All members; where the only one is a zip with several people's work, what is in it."""
        only = members[0] if len(members) == 1 else None
        if only is None or only.problem or not only.path.name.casefold().endswith(".zip"):
            return members
        if self._directory.knows(plain.bare_stem(only.path.name)):
            return members
        before = len(self._found.left), len(self._found.notes)
        inside = self._unpacked(only, None)
        likely = [item.path.relative_to(only.path) for item in inside if _LIKELY.search(item.path.name)]
        depth = len(_common_folders(likely))
        names = {plain.bare_stem(path.parts[depth]) for path in likely}
        known = [name for name in names if self._directory.knows(name)]
        around = plain.is_around(plain.bare_stem(only.path.name), self._assignment.name, source.stem)
        if len(names) > 1 and (known or (around and all(len(path.parts) > depth + 1 for path in likely))):
            return inside
        if around and self._is_of_lms(only, inside):
            return inside
        del self._found.left[before[0] :], self._found.notes[before[1] :]  # one person's: opened when it is sorted
        return members

    def _is_of_lms(self, outer: Member, inside: Sequence[Member]) -> bool:
        """Whether what is in a zip has the names that an LMS gives to several people's work."""
        below = {item.path.relative_to(outer.path): item for item in inside if not item.problem}
        depth = len(_common_folders([path for path in below if _LIKELY.search(path.name)]))
        below = {_below(path, depth): item for path, item in below.items() if len(path.parts) > depth}
        listing = Listing(
            below, self._assignment.name, self._others, self._zone, self._directory, self._ask.worksheet
        )
        owners = {claim.owner.identity for source in OF_LMS for claim in source(listing).values() if not claim.aside}
        return len(owners) > 1

    def _sections(self, members: list[Member]) -> list[list[Member]]:
        """The members by the folders of sections that people lie in; together where there are none.

        A section is a folder of nobody's with folders or files of people of the roster right in it. Without a roster it
        is one if its name says so, and no two of the names in all sections are the same: two people of one name cannot
        be told apart.
        """
        paths = [member.path for member in members if not member.problem]
        depth = len(_common_folders(paths))
        if any(len(path.parts) < depth + 2 for path in paths):
            return [members]
        tops = {path.parts[depth] for path in paths}
        if len(tops) < 2 or any(map(self._directory.knows, tops)):
            return [members]
        pairs = {(path.parts[depth], plain.bare_stem(path.parts[depth + 1])) for path in paths}
        second = {name for _, name in pairs}
        if self._directory.has_roster:
            known = {name for name in second if self._directory.knows(name)}
            if not known or 2 * len(known) < len(second):
                return [members]
        elif not all(map(plain.is_section, tops)):
            return [members]
        elif len(pairs) != len(second) or any(plain.is_copy_of(name, self._assignment.name) for name in second):
            self._found.look.append(
                f"{' and '.join(sorted(tops)[:3])} look like sections and not like people: a roster tells"
            )
            return [members]
        found: dict[str, list[Member]] = {}
        for member in members:
            parts = member.path.parts
            found.setdefault(parts[depth] if len(parts) > depth and not member.problem else "", []).append(member)
        return list(found.values())

    # ---------------------------------------------------------------- nbgrader's zip_collect

    def _of_zip_collect(self, members: list[Member]) -> tuple[list[Member], list[list[Member]]]:
        """All members, and the downloads among them: each zip in `archive/` is one, and what is in `extracted/`.

        `nbgrader zip_collect` (`nbgrader/apps/zipcollectapp.py`) keeps downloads in `archive/` of a folder for the
        assignment, and unpacks them to `extracted/` beside it.
        """
        sound = [member for member in members if not member.problem]
        at = next((depth for depth in range(3) if _steps(sound, depth) & _ZIP_COLLECT), None)
        if at is None or not _steps(sound, at) <= _ZIP_COLLECT:
            return members, [members]
        every, loose, downloads = [], [], []
        for member in members:
            if member.path.parts[at] == "archive" and member.path.name.casefold().endswith(".zip"):
                inside = self._unpacked(member, None)
                every += inside
                downloads.append(inside)
            else:
                every.append(member)
                loose.append(member)
        by_step = [[member for member in loose if member.path.parts[at] == step] for step in sorted(_ZIP_COLLECT)]
        return every, [part for part in (*by_step, *downloads) if part]

    # ---------------------------------------------------------------- whose

    def _claims(
        self, members: Sequence[Member], source: Path, rule: re.Pattern[str] | None
    ) -> dict[PurePosixPath, Claim]:
        sound = [member for member in members if not member.problem]
        common = _common_folders([member.path for member in sound])
        if rule is not None:
            return pattern.claims(self._listing(members, 0, source), rule)
        for depth in range(len(common) + 1):
            listing = self._listing(members, depth, source)
            found: dict[PurePosixPath, Claim] = {}
            for source_claims in OF_LMS:
                rest = {path: member for path, member in listing.members.items() if path not in found}
                found = {**source_claims(self._with(listing, rest)), **found}
            if found and self._may_step_over(common[:depth], found, source):
                rest = {path: member for path, member in listing.members.items() if path not in found}
                strict = self._strict(plain.claims(self._with(listing, rest), stamped=self._ask.stamped))
                return _at_depth({**strict, **found}, members, depth)
        listing = self._listing(members, 0, source)
        likely = [member.path for member in sound if _LIKELY.search(member.path.name)]
        depth = plain.depth_of(likely or [m.path for m in sound], common, listing, source.stem)
        listing = self._listing(members, depth, source)
        claims = {**plain.claims(listing, stamped=self._ask.stamped), **google.claims(listing)}
        if depth:  # what stands around is no student's, so that an LMS may have made the names below
            for source_claims in reversed(OF_LMS):
                claims = {**claims, **source_claims(listing)}
        return _at_depth(claims, members, depth)

    def _may_step_over(self, folders: Sequence[str], found: Mapping[PurePosixPath, Claim], source: Path) -> bool:
        """Whether these folders stand around a download, and are not the one student's who chose the names below."""
        if any(self._directory.knows(folder) for folder in folders):
            return False
        if all(plain.is_around(folder, self._assignment.name, source.stem) for folder in folders):
            return True
        owners = {claim.owner.identity: claim.owner for claim in found.values() if claim.owner.shown != "nobody"}
        if self._directory.has_roster and owners:  # a folder that is nobody's, around what is somebody's
            who = [self._directory.resolve(owner) for owner in owners.values()]
            return any(one.student and not one.note and not one.anonymous for one in who)
        return len(owners) > 1

    def _strict(self, claims: dict[PurePosixPath, Claim]) -> dict[PurePosixPath, Claim]:
        """Beside the files of an LMS, others are somebody's only if that somebody is known."""
        return {
            path: claim
            for path, claim in claims.items()
            if claim.aside or (claim.owner.id and self._directory.knows(claim.owner.id))
        }

    def _listing(self, members: Sequence[Member], depth: int, source: Path) -> Listing:
        below = {_below(member.path, depth): member for member in members if not member.problem}
        folder = None
        if source.is_dir():
            parts = next((member.path.parts[:depth] for member in members if not member.problem), ())
            folder = source.joinpath(*parts)
        return Listing(
            below, self._assignment.name, self._others, self._zone, self._directory, self._ask.worksheet, folder
        )

    def _with(self, listing: Listing, members: Mapping[PurePosixPath, Member]) -> Listing:
        return replace(listing, members=members)

    # ---------------------------------------------------------------- what

    def _sort(self, member: Member, claim: Claim, *, inner: bool = False) -> None:
        left = self._found.left
        if member.problem:
            left.append(Left(member, claim, member.problem))
            return
        if claim.aside:
            left.append(Left(member, claim, claim.aside, claim.quiet))
            return
        try:
            data = member.load()
        except OSError as error:
            left.append(Left(member, claim, error.strerror or "it cannot be read"))
            return
        kind, words = kind_of(member.path.name, data)
        if kind is Kind.ZIP and inner:
            left.append(Left(member, claim, "a zip in a zip in the download"))
        elif kind is Kind.ZIP:
            self._open(member, claim, data)
        elif kind is Kind.NOTEBOOK:
            self._measure(member, claim, data)
        else:
            name = PurePosixPath(claim.file).name
            if name == "timestamp.txt" and self._ask.stamped and claim.time_source is TimeSource.EXCHANGE:
                left.append(Left(member, claim, "the time of what lies beside it", quiet=True))
                return
            why = "a claim of when, which counts for nothing" if name == "timestamp.txt" else words
            left.append(Left(member, claim, why))

    def _measure(self, member: Member, claim: Claim, data: bytes) -> None:
        work = self._yardstick.measure(data)
        if work.other:
            self._found.left.append(Left(member, claim, f"this looks like {work.other}"))
        else:
            self._found.candidates.append(Candidate(member, claim, data, work))

    def _open(self, member: Member, claim: Claim, data: bytes) -> None:
        for item in self._unpacked(member, claim, data):
            self._sort(item, _of_inner(claim, item), inner=True)

    def _unpacked(self, member: Member, claim: Claim | None, data: bytes | None = None) -> list[Member]:
        """The members of a zip that is itself a member; what programs put there, and the zip, are accounted for."""
        try:
            data = member.load() if data is None else data
        except OSError as error:
            self._found.left.append(Left(member, claim, error.strerror or "it cannot be read"))
            return []
        members, notes, problem = inner_members(data, member.path, self._zone, self._naming)
        self._found.notes += [f"{member.shown}: {note}" for note in notes]
        if problem:
            self._found.left.append(Left(member, claim, problem))
            return []
        self._found.left.append(Left(member, claim, OPENED, quiet=True))
        kept = []
        for item in _numbered(members):
            if is_by_product(item.path.relative_to(member.path)):
                self._found.left.append(Left(item, None, "a program made it by itself", quiet=True))
            else:
                kept.append(item)
        return kept


_LIKELY = re.compile(r"\.(?:ipynb|zip)\b", re.IGNORECASE)
_ZIP_COLLECT = frozenset(("archive", "extracted"))


def _steps(members: Sequence[Member], depth: int) -> frozenset[str]:
    """The names at a depth of the paths; empty where a file lies that high or anything else stands above."""
    if not members or any(len(member.path.parts) < depth + 2 for member in members):
        return frozenset()
    if len({member.path.parts[:depth] for member in members}) != 1:
        return frozenset()
    return frozenset(member.path.parts[depth] for member in members)


def _of_inner(claim: Claim, item: Member) -> Claim:
    return replace(claim, file=item.path.name, aside="", quiet=False, within=PurePosixPath(claim.file).name)


def _numbered(members: Iterable[Member]) -> list[Member]:
    """The members with every path once: a zip may hold a name twice, and both are somebody's work."""
    seen: dict[PurePosixPath, int] = {}
    made = []
    for member in members:
        count = seen[member.path] = seen.get(member.path, 0) + 1
        if count > 1:
            path = member.path.with_name(f"{member.path.name} ({count})")
            while path in seen:
                count += 1
                path = member.path.with_name(f"{member.path.name} ({count})")
            seen[path] = 1
            member = Member(path, member.written_at, member.problem, member.load)
        made.append(member)
    return made


def _common_folders(paths: Sequence[PurePosixPath]) -> tuple[str, ...]:
    """The folders that stand around all of these files."""
    if not paths:
        return ()
    first = paths[0].parts[:-1]
    for path in paths[1:]:
        size = 0
        for mine, other in zip(first, path.parts[:-1], strict=False):
            if mine != other:
                break
            size += 1
        first = first[:size]
    return first


def _below(path: PurePosixPath, depth: int) -> PurePosixPath:
    return PurePosixPath(*path.parts[depth:])


def _at_depth(
    claims: Mapping[PurePosixPath, Claim], members: Sequence[Member], depth: int
) -> dict[PurePosixPath, Claim]:
    """Claims by the whole path again; a file that cannot be taken has the owner that its path names."""
    found = {
        member.path: claims[_below(member.path, depth)]
        for member in members
        if not member.problem and _below(member.path, depth) in claims
    }
    for member in members:
        if member.problem and len(member.path.parts) > depth + 1:
            found[member.path] = Claim("", Clue(id=member.path.parts[depth]), member.path.name)
    return found
