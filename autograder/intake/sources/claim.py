"""What a source says of one file, and what it is told to say that from: the one interface of all sources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path, PurePosixPath

from autograder.intake.archives import Member
from autograder.intake.people import Clue, Directory
from autograder.model import TimeSource


@dataclass(frozen=True, slots=True)
class Claim:
    """Whose a file is, and when it was handed in, as its source says.

    Attributes:
        source: the source, in words.
        owner: the clue about whose it is.
        file: the name that its owner gave it.
        within: the zip that it lay in, as its owner called it.
        submitted_at: when it was handed in, in UTC; None where the source does not tell.
        time_source: where that comes from.
        late_by_unknown: whether the source calls it late without saying by how much.
        submission: what the LMS calls the submission: a folder's name, or what stands before a file's.
        aside: why it is no file of its owner's to take: a page or a list that the LMS made.
        quiet: whether nobody has to be told of it.
        upload: a number that grows with each file that the source is given; 0 where it tells none.
    """

    source: str
    owner: Clue
    file: str
    submitted_at: datetime | None = None
    time_source: TimeSource = TimeSource.UNKNOWN
    late_by_unknown: bool = False
    submission: str = ""
    aside: str = ""
    quiet: bool = False
    upload: int = 0
    within: str = ""


@dataclass(frozen=True, slots=True)
class WorksheetRow:
    """A row of an LMS's list of submissions.

    Attributes:
        clue: who it is about.
        submitted_at: when they handed in, in UTC; None where it does not tell.
        unread: the time that it tells, where that cannot be read for certain.
    """

    clue: Clue
    submitted_at: datetime | None
    unread: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The files that a source is asked about.

    Attributes:
        members: by their path below the folders that stand around everything.
        assignment: the assignment's name.
        others: the names of the other assignments.
        zone: the source's time zone.
        directory: who is known.
        worksheet: rows by the LMS's number for a participant in this assignment.
        folder: where the files lie, if they lie in a folder.
    """

    members: Mapping[PurePosixPath, Member]
    assignment: str
    others: tuple[str, ...]
    zone: tzinfo
    directory: Directory
    worksheet: Mapping[str, WorksheetRow]
    folder: Path | None = None

    def text(self, path: PurePosixPath) -> str:
        """The beginning of a small text file that the LMS made; empty if it cannot be read."""
        try:
            return self.members[path].load()[:20_000].decode("utf-8-sig", "replace")
        except OSError:
            return ""


def without_user_name(listing: Listing, clue: Clue) -> Clue:
    """The clue without the user name that some sites write before the full name, where the rest is somebody's."""
    _, _, rest = clue.name.partition(" ")
    if not rest or not listing.directory.has_roster or listing.directory.resolve(clue).student:
        return clue
    shorter = replace(clue, name=rest)
    return shorter if listing.directory.resolve(shorter).student else clue


def without_group(listing: Listing, clue: Clue) -> Clue:
    """The clue without the group that Moodle writes before a name and a hyphen, where the rest is somebody's.

    A single word of letters before it may be a part of the name of somebody else.
    """
    if "-" not in clue.name or not listing.directory.has_roster or listing.directory.resolve(clue).student:
        return clue
    pieces = clue.name.split("-")
    for start in range(1, len(pieces)):
        group, rest = "-".join(pieces[:start]), "-".join(pieces[start:])
        if group.isascii() and group.isalpha() and group.casefold() not in ("group", "team"):
            continue
        shorter = replace(clue, name=rest)
        if listing.directory.resolve(shorter).student:
            return shorter
    return clue


Source = Callable[[Listing], dict[PurePosixPath, Claim]]
"""A source: of the files that it knows for its own, what it says of each."""
