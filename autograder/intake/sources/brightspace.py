"""Brightspace (D2L): "Download" of an assignment's submissions, a zip of folders and an `index.html`.

A folder is `USER-FOLDER - NAME - MOMENT`, such as `27236-46025 - Ada Lovelace - Mar 19, 2027 1150 PM` or
`... - 19 March 2027 2350`: the moment is in the language of whoever downloads, and a colon cannot stand in a file's
name. Where the site shows user names, NAME begins with one; for a group it is the group's. Older sites write the same
before the names of files, in a flat zip. Each submission of a student has a folder of its own. (The forms are those
that public tools read, such as the parsers for "Brightspace submission folder" names on GitHub.)

The time is in the zone of whoever downloads.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autograder.intake.people import Clue
from autograder.intake.sources.claim import Claim, Listing
from autograder.intake.times import parse_lms_time
from autograder.model import TimeSource

NAME = "Brightspace"
_FORM = re.compile(r"(?P<user>\d+)-(?P<folder>\d+) - (?P<name>.+?) - (?P<rest>.*\d.*)", re.DOTALL)


def claims(listing: Listing) -> dict[PurePosixPath, Claim]:
    """What Brightspace says of the files whose folders or names it made."""
    found: dict[PurePosixPath, Claim] = {}
    for path in listing.members:
        match = _FORM.fullmatch(path.parts[0])
        if match is None:
            continue
        flat = len(path.parts) == 1
        moment, dash, file = match["rest"].partition(" - ")
        if flat != bool(dash):
            continue
        at = parse_lms_time(moment, listing.zone)
        submission = path.parts[0] if not flat else path.parts[0].removesuffix(f" - {file}")
        found[path] = Claim(
            NAME,
            _owner(listing, match),
            file if flat else "/".join(path.parts[1:]),
            at,
            TimeSource.LMS if at else TimeSource.UNKNOWN,
            submission=submission,
        )
    if found:
        for path in listing.members:
            if path.parts == ("index.html",):
                found[path] = Claim(NAME, Clue(), path.name, aside="Brightspace's own list", quiet=True)
    return found


def _owner(listing: Listing, match: re.Match[str]) -> Clue:
    """The user's number, and the name with or without a user name before it."""
    name = match["name"].strip()
    first, _, rest = name.partition(" ")
    outside = (("brightspace", match["user"]), ("brightspace", first))
    whole = Clue(outside=outside, name=name)
    if not rest or listing.directory.resolve(whole).student:
        return whole
    return Clue(outside=outside, name=rest)  # a user name stands before it
