"""`roster.csv`: who is in the course. UTF-8, a header, one person a line; only `id` must be there.

Known columns are `id`, `name`, `email`, `section`, `group`, `status` (`active` or `dropped`) and those of
`model.OUTSIDE_IDS`; others are kept as they are. Ids, names and headers are NFC: a folder that was made on macOS
(NFD) and a row that was typed on Windows (NFC) are the same person's.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from types import MappingProxyType

from autograder.config.table import did_you_mean
from autograder.errors import ConfigError
from autograder.files import write_whole
from autograder.model import OUTSIDE_IDS, Course, Enrolment, Person, Roster, student_id_problem

ROSTER_FILE = "roster.csv"

_OWN_COLUMNS = ("id", "name", "email", "section", "group", "status")
_KNOWN = (*_OWN_COLUMNS, *OUTSIDE_IDS)
_IMPORT = "`autograder roster import FILE` reads other forms"
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


def read_roster(course: Course) -> Roster:
    """Everybody in `roster.csv`, in the file's order; an empty roster where there is no such file.

    Raises:
        ConfigError: it cannot be read, a column looks misspelt, somebody has no id or one that cannot be a folder's
            name, or two rows are the same person's.
    """
    path = course.root / ROSTER_FILE
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Roster()
    except UnicodeDecodeError as error:
        raise ConfigError(ROSTER_FILE, f"byte {error.start} is not UTF-8", "UTF-8", _IMPORT) from None
    except OSError as error:
        raise ConfigError(ROSTER_FILE, f"cannot be read: {error.strerror}") from None
    return parse_roster(text)


def parse_roster(text: str) -> Roster:
    """Everybody in the text of a `roster.csv`, in its order.

    Raises:
        ConfigError: as `read_roster`.
    """
    rows = list(_rows(text))
    if not rows:
        raise ConfigError(ROSTER_FILE, "empty", "a header that begins with 'id'", _IMPORT)
    header = _header(rows[0][1])
    people = tuple(_person(line, header, cells) for line, cells in rows[1:])
    _refuse_doubles(people, [line for line, _ in rows[1:]])
    return Roster(people)


def write_roster(course: Course, roster: Roster) -> None:
    """Write `roster.csv` in one step; whoever reads it sees the old file or the new one.

    Columns that nobody fills are left out, but for `id`, `name` and `email` and those the platform does not know. A
    byte order mark that the file had (a spreadsheet put it there, and wants it for Korean names) is kept.

    Raises:
        ConfigError: the file cannot be written.
    """
    path = course.root / ROSTER_FILE
    try:
        mark = _BOM if path.is_file() and path.read_bytes().startswith(_BOM.encode()) else ""
        write_whole(path, (mark + roster_text(roster)).encode("utf-8"))
    except OSError as error:
        raise ConfigError(ROSTER_FILE, f"cannot be written: {error.strerror}") from None


def roster_text(roster: Roster) -> str:
    """A roster as CSV."""
    others = dict.fromkeys(column for person in roster.people for column in person.others)
    lines = [_cells(person) for person in roster.people]
    always = ("id", "name", "email")
    columns = [name for name in _KNOWN if name in always or any(line.get(name) for line in lines)]
    out = io.StringIO()
    writer = csv.DictWriter(out, [*columns, *others], restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(lines)
    return out.getvalue()


def _cells(person: Person) -> dict[str, str]:
    own = {name: str(getattr(person, name)) for name in _OWN_COLUMNS}
    if person.status is Enrolment.ACTIVE:
        own["status"] = ""  # the rule, which need not be said
    return {**person.others, **own, **person.ids}


# ---------------------------------------------------------------- reading


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Every row that is not blank, with the line on which it ends; cells are NFC and have no space around them."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            clean = [unicodedata.normalize("NFC", cell).strip() for cell in cells]
            if any(clean):
                yield reader.line_num, clean
    except csv.Error as error:
        raise ConfigError(f"{ROSTER_FILE}: line {reader.line_num}", f"not CSV: {error}", "", _IMPORT) from None


def _header(cells: Sequence[str]) -> tuple[str, ...]:
    place = f"{ROSTER_FILE}: header"
    names = tuple(cell.casefold() if cell.casefold() in _KNOWN else cell for cell in cells)
    if len(names) == 1 and (mark := next((mark for mark in ";\t|" if mark in names[0]), "")):
        raise ConfigError(place, f"columns separated by {mark!r}", "by commas", _IMPORT)
    for name in names:
        if not name:
            raise ConfigError(place, "a column without a name", "a name for each")
        if names.count(name) > 1:
            raise ConfigError(place, f"{name!r} twice", "each once")
    for name in names:
        # Other columns are welcome, but one that is nearly a known one would lose what it says without a word.
        free = [known for known in _KNOWN if known not in names]
        if name not in _KNOWN and get_close_matches(name.casefold(), free, n=1, cutoff=0.8):
            raise ConfigError(place, f"unknown column {name!r}", "", did_you_mean(name, free))
    if "id" not in names:
        raise ConfigError(place, ", ".join(names), "a column 'id'", _IMPORT)
    return names


def _person(line: int, header: Sequence[str], cells: Sequence[str]) -> Person:
    place = f"{ROSTER_FILE}: line {line}"
    if len(cells) > len(header):
        raise ConfigError(place, f"{len(cells)} cells", f"{len(header)}, as in the header", "quote a cell with a comma")
    row = dict.fromkeys(header, "") | dict(zip(header, cells, strict=False))
    if problem := student_id_problem(row["id"]):
        raise ConfigError(f"{place}: id", problem, "what can be a folder's name")
    said = row.get("status", "").casefold()
    status = next((item for item in Enrolment if item.value == said), None)
    if said and status is None:
        choices = [item.value for item in Enrolment]
        raise ConfigError(f"{place}: status", repr(said), " or ".join(choices), did_you_mean(said, choices))
    return Person(
        id=row["id"],
        name=row.get("name", ""),
        email=row.get("email", ""),
        section=row.get("section", ""),
        group=row.get("group", ""),
        status=status or Enrolment.ACTIVE,
        ids=MappingProxyType({column: row[column] for column in OUTSIDE_IDS if row.get(column)}),
        others=MappingProxyType({column: row[column] for column in header if column not in _KNOWN}),
    )


def _refuse_doubles(people: Sequence[Person], lines: Sequence[int]) -> None:
    seen: dict[tuple[str, str], tuple[int, str]] = {}
    for person, line in zip(people, lines, strict=True):
        # Two folders whose names differ in case only are one folder on macOS and Windows.
        names = [("id", person.id, person.id.casefold())]
        names += [(column, name, name.casefold()) for column, name in person.ids.items()]
        for column, name, key in names:
            first = seen.setdefault((column, key), (line, name))
            if first[0] != line:
                again = name if name == first[1] else f"{name} and {first[1]}"
                raise ConfigError(
                    f"{ROSTER_FILE}: line {line}: {column}", f"{again} stands in line {first[0]} too", "each once"
                )
