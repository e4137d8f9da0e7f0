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
from autograder.intake.sources.claim import Claim, Listing, without_user_name
from autograder.intake.times import parse_lms_time
from autograder.model import TimeSource

NAME = "Brightspace"
_FORM = re.compile(r"(?P<user>\d+)-(?P<folder>\d+) - (?P<rest>.+)", re.DOTALL)


def claims(listing: Listing) -> dict[PurePosixPath, Claim]:
    """What Brightspace says of the files whose folders or names it made."""
    found: dict[PurePosixPath, Claim] = {}
    for path in listing.members:
        match = _FORM.fullmatch(path.parts[0])
        parts = match["rest"].split(" - ") if match else []
        flat = len(path.parts) == 1
        if match is None or len(parts) < (3 if flat else 2):
            continue
        # A name may have ` - ` in it, and so may a file's: the moment lies between.
        likely = range(1, len(parts) - 1) if flat else range(len(parts) - 1, 0, -1)
        times = {index: parse_lms_time(parts[index], listing.zone) for index in likely}
        place = next((index for index in likely if times[index]), likely[0])
        if not re.search(r"\d", parts[place]):
            continue
        file = " - ".join(parts[place + 1 :])
        if not flat and file:
            continue
        at = times[place]
        found[path] = Claim(
            NAME,
            _owner(listing, match["user"], " - ".join(parts[:place]).strip()),
            file if flat else "/".join(path.parts[1:]),
            at,
            TimeSource.LMS if at else TimeSource.UNKNOWN,
            submission=path.parts[0].removesuffix(f" - {file}") if flat else path.parts[0],
        )
    if found:
        for path in listing.members:
            if path.parts == ("index.html",):
                found[path] = Claim(NAME, Clue(), path.name, aside="Brightspace's own list", quiet=True)
    return found


def _owner(listing: Listing, number: str, name: str) -> Clue:
    """The user's number, and the name with or without a user name before it.

    The first word is a user name only where the rest has a part of that person's name: it may be somebody's first name.
    """
    outside = [("brightspace", number)]
    first, _, rest = name.partition(" ")
    user = Clue(outside=(("brightspace", first),))
    if listing.directory.has_outside("brightspace", first) and listing.directory.shares_name(user, rest or first):
        outside.append(("brightspace", first))
    return without_user_name(listing, Clue(outside=tuple(outside), name=name))
