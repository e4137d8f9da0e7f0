"""Canvas: "Download submissions", a flat zip.

`lib/content_zipper.rb` of instructure/canvas-lms (`add_submission`, `get_filename`, `sanitize_user_name`): a file is
`[NAME_][LATE_]USER_ATTACHMENT_FILE`, where NAME is the sortable name in lower case with everything but letters, digits
and `_` taken out, or the group's name, and an anonymous one has no NAME and `anon_XXXXX` for USER. A text entry is
`..._USER_text.html`, a link `..._USER_link.html`. A name that is there already gets `-1` (`make_unique_filename`), as
does a file that was handed in again. ATTACHMENT is the number of the file in all of Canvas, and grows.

The entries carry the time at which the zip was made. `LATE` says that something was late, and not by how much.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from autograder.intake.people import Clue
from autograder.intake.sources.claim import Claim, Listing

NAME = "Canvas"
_ANONYMOUS = r"anon_(?P<anonymous>[A-Za-z0-9]{4,10})(?:_(?P<late2>LATE))?"
_USER = rf"(?:(?P<name>.+?)_)??(?:(?P<late>LATE)_)?(?:(?P<user>\d+)|{_ANONYMOUS})"
_FILE = re.compile(rf"{_USER}_(?P<attachment>\d+)_(?P<file>.+)", re.DOTALL)
_PAGE = re.compile(rf"{_USER}_(?P<page>text|link)(?:-\d+)?\.html", re.DOTALL)
_NEXT = re.compile(r"(\d+)_")


def claims(listing: Listing) -> dict[PurePosixPath, Claim]:
    """What Canvas says of the files whose names it made."""
    found: dict[PurePosixPath, Claim] = {}
    for path in listing.members:
        if len(path.parts) != 1:
            continue  # deeper down a student chose the file's name, and could name it after somebody else
        if match := _PAGE.fullmatch(path.name):
            what = "a text typed into Canvas" if match["page"] == "text" else "a link handed in to Canvas"
            found[path] = _claim(match, path.name, path.name[: match.start("page") - 1], aside=what)
        elif match := _FILE.fullmatch(path.name):
            prefix = path.name[: match.start("file") - 1]
            found[path] = _claim(match, match["file"], prefix, rival=_rival(match))
    return found


def _claim(match: re.Match[str], file: str, submission: str, *, aside: str = "", rival: str = "") -> Claim:
    late = bool(match["late"] or match["late2"])
    if match["anonymous"]:
        owner = Clue(anonymous=f"anon_{match['anonymous']}")
    else:
        name = match["name"] or ""
        owner = Clue(outside=(("canvas_id", match["user"]),), name=name, squeezed=True, rival=rival)
    upload = "" if aside else match["attachment"]
    return Claim(
        NAME, owner, file, late_by_unknown=late, submission=submission, aside=aside, upload=int(upload or "0")
    )


def _rival(match: re.Match[str]) -> str:
    """Another number that could be the user's: somebody may call himself `x_101` in front of his own number."""
    return match["attachment"] if match["name"] and _NEXT.match(match["file"]) else ""
