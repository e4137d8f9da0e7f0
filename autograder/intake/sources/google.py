"""Google Classroom: the assignment's folder in Drive, downloaded: a zip of files that students named.

Nothing in it says whose a file is, except where Classroom made a copy for each student, `NAME - TITLE`
(developers.google.com/workspace/classroom: share mode STUDENT_COPY), or where a student wrote a name into the file's.
Files that have the same name get `(1)`, `(2)`. So a file is somebody's if its name names exactly one person of the
roster. Drive tells no time of submission; the dates in the zip are those of the files.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autograder.intake.people import Clue
from autograder.intake.sources import plain
from autograder.intake.sources.claim import Claim, Listing

NAME = "Google Classroom"
_COPY = re.compile(r"(?P<name>[^/]+?) - (?P<file>[^/]+)")


def claims(listing: Listing) -> dict[PurePosixPath, Claim]:
    """What can be said of files that lie beside each other under names that students gave them."""
    found: dict[PurePosixPath, Claim] = {}
    flat = [path for path in listing.members if len(path.parts) == 1]
    copies = [match for path in flat if (match := _COPY.fullmatch(path.name))]
    titled = [match for match in copies if listing.assignment in match["file"]]
    for path in flat:
        named = listing.directory.named_in(path.stem)
        if len(named) == 1 and named[0].casefold() != path.stem.casefold():
            found[path] = Claim(NAME if len(titled) > 1 else plain.NAME, Clue(id=named[0]), path.name)
        elif len(named) > 1:
            found[path] = Claim(NAME, Clue(), path.name, aside=f"it names {' and '.join(named)}")
        elif len(titled) > 1 and (match := _COPY.fullmatch(path.name)):
            found[path] = Claim(NAME, Clue(name=match["name"]), match["file"])
    return found
