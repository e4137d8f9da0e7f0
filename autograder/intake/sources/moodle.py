"""Moodle: "Download all submissions", a zip of folders or a flat one; and the grading worksheet.

`mod/assign/classes/downloader.php` of moodle/moodle (`get_student_prefix`, `load_submissionplugin_filelist`): the
prefix is `FULL NAME_N`, with spaces for the underscores of the name; for a group `GROUP_ID`, or the name alone for
the default group (older versions: `GROUP-FULL NAME_N`, in `locallib.php`); where students are not shown,
`Participant_N` in the site's language. Folders are
`PREFIX_assignsubmission_PLUGIN/...` (with one more `_` at the end in older versions), flat names
`PREFIX_assignsubmission_PLUGIN_FILE`. PLUGIN is `file`, `onlinetext` or what a site has added. Some sites write the
user name before the full name.

N is a participant's number in this one assignment. The entries carry the time at which the zip was made. The grading
worksheet (`mod/assign/gradingtable.php`) has `Participant N` in its first column, then the full name, the identity
fields, and `Last modified (submission)`, all in the site's language: columns are known by what stands in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import tzinfo
from pathlib import PurePosixPath

from autograder.errors import CourseError
from autograder.intake.people import Clue, letters_of, name_keys
from autograder.intake.sources.claim import Claim, Listing, WorksheetRow, without_group, without_user_name
from autograder.intake.times import parse_lms_time
from autograder.model import TimeSource

NAME = "Moodle"
_PREFIX = re.compile(
    r"(?P<prefix>(?P<name>[^/]+?)(?:_(?P<number>\d+))?)_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<file>.*))?",
    re.DOTALL,
)
_PARTICIPANT = re.compile(
    r"(?:participante?|partecipante|참가자|참여자|참석자|teilnehmer/?-?i?n?|deltager|deltagare|deltaker|deelnemer|uczestnik|osallistuja"
    r"|účastník|katılımcı|résztvevő|peserta|участник|учасник|参加者|参与者|參與者)",
    re.IGNORECASE,
)
_IDENTIFIER = re.compile(r"\D{2,40}?\s?(\d+)")
_SUBMITTED = {
    "last modified (submission)": "en",
    "최종 수정됨 (제출)": "ko",
    "마지막 수정 (제출)": "ko",
    "zuletzt geändert (abgabe)": "de",
    "dernière modification (travail remis)": "fr",
}
"""What the column is called, with the language of the worksheet."""
_MARKED = ("grade", "feedback", "성적", "피드백", "bewertung", "note", "calific", "due", "마감", "기한")
_TIMED = re.compile(r"(?P<what>[^(（]+)[(（][^()（）]+[)）]")
"""`Last modified (submission)` and `Last modified (grade)`, in any language."""


def claims(listing: Listing) -> dict[PurePosixPath, Claim]:
    """What Moodle says of the files whose folders or names it made."""
    found: dict[PurePosixPath, Claim] = {}
    for path in listing.members:
        match = _PREFIX.fullmatch(path.parts[0])
        if match is None:
            continue
        flat = len(path.parts) == 1
        if flat and not match["file"]:
            continue
        if not flat and match["file"]:  # a student's folder; Moodle's own ends before it
            continue
        file = match["file"] if flat else "/".join(path.parts[1:])
        # What Moodle takes feedback files under: `mod/assign/feedback/file/importziplib.php` passes over what has less.
        submission = path.parts[0] if not flat else f"{match['prefix']}_assignsubmission_{match['plugin']}_"
        aside = "a text typed into Moodle" if match["plugin"] == "onlinetext" else ""
        row = listing.worksheet.get(match["number"] or "")
        owner = without_user_name(listing, without_group(listing, _owner(match)))
        if row is not None and not _is_about(row, match):
            if not listing.directory.is_group(match["name"]):  # the number after a group's name is the group's
                aside = f"the worksheet has {row.clue.shown} under number {match['number']}: is it this assignment's?"
            row = None
        if row is not None and (owner.anonymous or not row.clue.anonymous):
            owner = row.clue
        at = row.submitted_at if row else None
        source = TimeSource.LMS if at else TimeSource.UNKNOWN
        found[path] = Claim(NAME, owner, file, at, source, submission=submission, aside=aside)
    return found


def numbers_in(paths: Iterable[PurePosixPath]) -> frozenset[str]:
    """The numbers of participants in the names that Moodle made."""
    found = (match["number"] for path in paths for part in path.parts[:3] if (match := _PREFIX.fullmatch(part)))
    return frozenset(number for number in found if number)


def _is_about(row: WorksheetRow, match: re.Match[str]) -> bool:
    """Whether a row names the person that the download does: the numbers of another assignment are other people's."""
    if not row.clue.name or _PARTICIPANT.fullmatch(match["name"]):
        return True
    theirs, said = row.clue.name, match["name"]
    return bool(name_keys(theirs) & name_keys(said)) or letters_of(theirs) in letters_of(said)


def _owner(match: re.Match[str]) -> Clue:
    if match["number"] and _PARTICIPANT.fullmatch(match["name"]):
        return Clue(anonymous=f"Participant_{match['number']}")
    return Clue(name=match["name"], number=match["number"] or "")


def read_worksheet(rows: list[list[str]], zone: tzinfo, place: str) -> Mapping[str, WorksheetRow]:
    """The rows of a grading worksheet by the participant's number.

    Args:
        rows: its cells, the header first.
        zone: of its times.
        place: what messages call the file.

    Raises:
        CourseError: it is no grading worksheet.
    """
    header, body = rows[0], rows[1:]
    first = [_IDENTIFIER.fullmatch(row[0].strip()) for row in body if row and row[0].strip()]
    if not first or not all(first):
        raise CourseError(
            place, f"the first column is {header[0]!r}", "Moodle's grading worksheet: 'Participant N' there"
        )
    names = [name.strip().casefold() for name in header]
    emails = [index for index in range(1, len(header)) if any("@" in _cell(row, index) for row in body)]
    moment = _moment_column(names, body, zone)
    found: dict[str, WorksheetRow] = {}
    for row in body:
        match = _IDENTIFIER.fullmatch(_cell(row, 0))
        if match is None:
            continue
        number, email = match[1], _cell(row, emails[0]) if emails else ""
        identity = range(2, emails[0]) if emails else range(0)
        outside = [(column, _cell(row, index)) for index in identity for column in _columns(names[index])]
        name = _cell(row, 1) if emails or _cell(row, 1).count(" ") or not _cell(row, 1).isascii() else ""
        if email or outside or (name and len(header) > 3):
            ident = next(
                (_cell(row, index) for index in identity if names[index] in _ID_NUMBER and _cell(row, index)), ""
            )
            clue = Clue(
                name=name, email="" if ident else email, id=ident, outside=tuple(pair for pair in outside if pair[1])
            )
        else:
            clue = Clue(anonymous=f"Participant_{number}")
        said = _cell(row, moment) if moment is not None else ""
        at = parse_lms_time(said, zone, _SUBMITTED.get(names[moment], "")) if moment is not None and said else None
        found[number] = WorksheetRow(clue, at, "" if at or said in ("", "-") else said)
    return found


_ID_NUMBER = ("id number", "idnumber", "학번", "id 번호", "식별번호", "id-nummer")
_USERNAME = ("username", "사용자 아이디", "사용자명", "아이디", "anmeldename")


def _columns(name: str) -> tuple[str, ...]:
    return ("moodle_username",) if name in _USERNAME else ()


def _cell(row: list[str], index: int) -> str:
    return row[index].strip() if index < len(row) else ""


def _moment_column(names: list[str], body: list[list[str]], zone: tzinfo) -> int | None:
    """The column of times of submission: by its name, as the first of two with a common name, or as the only one.

    Others are those of grading, which follows and is named alike in every language, and of what is due for whom.
    """
    for index, name in enumerate(names):
        if name in _SUBMITTED:
            return index
    timed = {index: match["what"].strip() for index, name in enumerate(names) if (match := _TIMED.fullmatch(name))}
    pairs = [index for index, what in timed.items() if list(timed.values()).count(what) == 2]
    if pairs:
        return pairs[0]
    times = [
        index
        for index in range(1, len(names))
        if any(parse_lms_time(_cell(row, index), zone) for row in body)
        and not any(word in names[index] for word in _MARKED)
    ]
    return times[0] if len(times) == 1 else None
