"""Blackboard Learn: "Assignment file download", a flat zip.

Files are `ASSIGNMENT_USERNAME_attempt_YYYY-MM-DD-HH-MM-SS_FILE` and, for each attempt,
`ASSIGNMENT_USERNAME_attempt_YYYY-MM-DD-HH-MM-SS.txt`, a text whose first line is `Name: FULL NAME (USERNAME)` and which
holds `Date Submitted: ...` (described in kwurst/bb-file-cleanup and in nbgrader's documentation of `zip_collect`, whose
example is `ps1_bitdiddle_attempt_2016-01-30-15-00-00_problem1.ipynb`). Downloads of a column begin with `gradebook_`.
For a group USERNAME is what the group is called. The time is the attempt's, in the zone of the site.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autograder.intake.people import Clue
from autograder.intake.sources.claim import Claim, Listing
from autograder.intake.times import parse_lms_time
from autograder.model import TimeSource

NAME = "Blackboard"
_FORM = re.compile(r"(?P<head>.+?)_attempt_(?P<time>\d{4}(?:-\d{2}){5})(?:_(?P<file>.+))?", re.DOTALL)
_NAME = re.compile(r"[^\n:]{2,20}:\s*(?P<name>[^\n]*?)\s*\((?P<user>[^()\n]+)\)\s*(?:\n|$)")


def claims(listing: Listing) -> dict[PurePosixPath, Claim]:
    """What Blackboard says of the files whose names it made."""
    found: dict[PurePosixPath, Claim] = {}
    people = _people(listing)
    for path in listing.members:
        match = _FORM.fullmatch(path.name) if len(path.parts) == 1 else None
        if match is None:
            continue
        name, user = people.get((match["head"], match["time"].removesuffix(".txt")), ("", ""))
        user = user or _user(listing, match["head"])
        at = parse_lms_time(match["time"], listing.zone)
        prefix = path.name[: match.end("time")]
        page = not match["file"] or match["file"] == ".txt"
        found[path] = Claim(
            NAME,
            Clue(outside=(("blackboard", user),), name=name, group=user),
            match["file"] or path.name,
            at,
            TimeSource.LMS if at else TimeSource.UNKNOWN,
            submission=prefix,
            aside="Blackboard's list of an attempt" if page else "",
            quiet=page,
        )
    # The list of an attempt has nothing after the time but its ending.
    for path in listing.members:
        match = _FORM.fullmatch(path.stem) if len(path.parts) == 1 and path.suffix == ".txt" else None
        if match is not None and not match["file"]:
            name, user = people.get((match["head"], match["time"])) or ("", _user(listing, match["head"]))
            owner = Clue(outside=(("blackboard", user),), name=name, group=user)
            found[path] = Claim(NAME, owner, path.name, aside="Blackboard's list of an attempt", quiet=True)
    return found


def _user(listing: Listing, head: str) -> str:
    """The user name, or the group's, at the end of what stands before `_attempt_`: both may have a `_` in them."""
    pieces = head.split("_")
    endings = ["_".join(pieces[start:]) for start in range(1, len(pieces))]
    if listing.directory.has_roster:
        for ending in endings:
            who = listing.directory.resolve(Clue(outside=(("blackboard", ending),), group=ending))
            if who.student:
                return ending
    return pieces[-1]


def _people(listing: Listing) -> dict[tuple[str, str], tuple[str, str]]:
    """Full name and user name by what stands before an attempt's files, from the lists of attempts."""
    found = {}
    for path in listing.members:
        match = _FORM.fullmatch(path.stem) if len(path.parts) == 1 and path.suffix == ".txt" else None
        if match is None or match["file"]:
            continue
        said = _NAME.match(listing.text(path))
        # What a student typed comes after the first line; and a user name that is not in the file's name is none.
        if said and match["head"].endswith(f"_{said['user']}"):
            found[match["head"], match["time"]] = (said["name"], said["user"])
    return found
