"""Plain folders and zips: `STUDENT/...` or `STUDENT.ipynb`, as instructors make them and nbgrader lays them out.

Nothing here tells when something was handed in. A `timestamp.txt` among the files is a claim of whoever made them,
unless the instructor says that the folder is nbgrader's own (`stamped`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from autograder.intake.people import Clue
from autograder.intake.sources.claim import Claim, Listing
from autograder.intake.times import parse_timestamp
from autograder.model import TimeSource

NAME = "a folder"
_AROUND = frozenset(
    (
        "submissions", "submission", "submitted", "downloads", "download", "downloaded", "extracted", "archive",
        "homework", "assignments", "assignment", "students", "class", "all", "files", "제출", "제출물", "과제",
    )
)  # fmt: skip
# What nbgrader's exchange calls what comes in (`nbgrader/exchange/default/submit.py`); the time is the student's word.
_INBOUND = re.compile(r"(?P<student>[^+/]+)\+(?P<assignment>[^+/]+)\+\d{4}-\d\d-\d\d[ _]\d\d[^+/]*(?:\+[\w-]+)?")
_ENDING = re.compile(r"(?:\.ipynb)?(?:\.(?:txt|json|zip|ipynb|pdf|html?|py))?$", re.IGNORECASE)
_COPY = re.compile(
    r"(?:[-_ ]*(?:copy|사본|복사본)[-_ ]*\d*|\s*\(\d+\)|[-_]\d{1,2}|(?:\.ipynb)?의[ _]?(?:복)?사본)*", re.IGNORECASE
)
_COPY_OF = re.compile(r"(?:(?:copy of|copie de|kopie von|copia d[ei]|cópia de)[ _]+)+", re.IGNORECASE)
"""What Google Drive and Colab write before the name of a copy."""
_SECTION = re.compile(
    r"(?:\w{1,3}[ _-]?(?:분반|반|section|class)|(?:분반|section|sec|class|tutorial)[ ._-]?\w{1,3})", re.IGNORECASE
)
_COPY_MARK = re.compile(r"(?:[-_ ](?:copy|사본|복사본)[-_ ]*\d*|\s*\(\d+\))$", re.IGNORECASE)
_NOBODYS = re.compile(
    r"(?:untitled|notebook|solutions?|final|homework|hw|assignment|lab|제목[ _-]?없음|무제|과제|숙제|최종)[ _-]*\d*",
    re.IGNORECASE,
)
"""What programs call a file that nobody has named, and what people call their homework: no name of a person."""


def claims(listing: Listing, *, stamped: bool = False) -> dict[PurePosixPath, Claim]:
    """Whose files are, by the folder that they lie in or by their name."""
    found: dict[PurePosixPath, Claim] = {}
    for path in listing.members:
        parts = path.parts
        if (inbound := _INBOUND.fullmatch(parts[0])) and len(parts) > 1:
            who, of = Clue(id=inbound["student"]), inbound["assignment"]
            aside = "" if of == listing.assignment else f"it lies in a folder of {of}"
            found[path] = Claim(NAME, who, "/".join(parts[1:]), submission=parts[0], aside=aside)
            continue
        if parts[0] in listing.others and len(parts) > 1:
            found[path] = Claim(NAME, Clue(), path.name, aside=f"it lies in a folder of {parts[0]}")
            continue
        if parts[0] == listing.assignment and len(parts) > 1:
            parts = parts[1:]
        if len(parts) == 1:
            stem = bare_stem(parts[0])
            own = _without_assignment(stem, listing.assignment)
            if not own or (_NOBODYS.fullmatch(own) and not listing.directory.knows(own)):
                found[path] = Claim(NAME, Clue(), path.name, aside="nothing says whose it is")
            else:
                found[path] = Claim(NAME, Clue(id=own), path.name)
            continue
        if len(parts) > 2 and parts[1] in listing.others:
            found[path] = Claim(NAME, Clue(id=parts[0]), path.name, aside=f"it lies in a folder of {parts[1]}")
            continue
        found[path] = Claim(NAME, Clue(id=parts[0]), "/".join(parts[1:]), submission=parts[0])
    return _stamped(listing, found) if stamped else found


def _stamped(listing: Listing, found: dict[PurePosixPath, Claim]) -> dict[PurePosixPath, Claim]:
    """The claims with the times of the `timestamp.txt` beside the files."""
    made = {}
    for path, claim in found.items():
        stamp = path.parent / "timestamp.txt"
        at = parse_timestamp(listing.text(stamp), listing.zone) if stamp in listing.members else None
        made[path] = claim if at is None else replace(claim, submitted_at=at, time_source=TimeSource.EXCHANGE)
    return made


def bare_stem(name: str) -> str:
    """A file's name without the endings that a notebook, or what somebody handed in for one, may have."""
    return _ENDING.sub("", name)


def is_copy_of(stem: str, assignment: str) -> bool:
    """Whether a file is called as the released notebook, or as a browser or JupyterLab calls a copy of it."""
    stem = _COPY_OF.sub("", stem, count=1) if _COPY_OF.match(stem) else stem
    return stem.startswith(assignment) and _COPY.fullmatch(stem[len(assignment) :]) is not None


def is_named_as_copy(stem: str) -> bool:
    """Whether a file is called as programs call a copy of another one."""
    return _COPY_MARK.search(stem) is not None or _COPY_OF.match(stem) is not None


def _without_assignment(stem: str, assignment: str) -> str:
    """What a file's name says besides the assignment's; empty if nothing."""
    if is_copy_of(stem, assignment):
        return ""
    for own in (stem.removeprefix(assignment), stem.removesuffix(assignment)):
        if own != stem and (bare := own.strip("-_ .")):
            return bare
    return stem


def depth_of(paths: Sequence[PurePosixPath], common: Sequence[str], listing: Listing, archive: str) -> int:
    """How many of the folders that stand around everything to step over, so that a student's name comes first."""
    depth = 0
    while depth < len(common):
        top, rest = common[depth], [path.parts[depth + 1 :] for path in paths]
        if listing.directory.knows(top):
            return depth
        if _is_a_students(top, rest, listing) and not is_around(top, listing.assignment, archive):
            return depth
        depth += 1
    return depth


def is_around(top: str, assignment: str, archive: str) -> bool:
    """Whether a folder's name is one that people give to a whole download."""
    folded = top.casefold()
    return top == assignment or folded in _AROUND or folded == archive.casefold() or is_section(top)


def is_section(top: str) -> bool:
    """Whether a folder is called as sections of a class are, and people are not."""
    return _SECTION.fullmatch(top) is not None


def _is_a_students(top: str, rest: Sequence[tuple[str, ...]], listing: Listing) -> bool:
    """Whether a folder that stands around everything looks like the folder of one student."""
    folders = {parts[0] for parts in rest if len(parts) > 1}
    stems = [bare_stem(parts[0]) for parts in rest if len(parts) == 1]
    if any(listing.directory.knows(name) for name in (*folders, *stems)):
        return False
    owners = {stem.split(" - ")[0] for stem in stems if " - " in stem and listing.assignment in stem}
    if len(owners) > 1:  # Google Classroom's copies, `NAME - TITLE`
        return False
    if folders:
        return folders <= {listing.assignment, *listing.others} if len(folders) > 1 or not stems else len(folders) == 1
    return len(stems) == 1 or any(is_copy_of(stem, listing.assignment) for stem in stems)
