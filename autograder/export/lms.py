"""What LMSs import. Each format follows the rules that the LMS documents.

Canvas      header `Student, ID, [SIS User ID,] SIS Login ID, Section, TITLE (ASSIGNMENT_ID)...`, then optionally a row
            "Points Possible"; students are matched by ID, then SIS User ID, then SIS Login ID, assignments by the id
            in the column's title, then by the title; an unknown title makes a new assignment; `EX` is excused; more
            than the points possible is taken.
            (Canvas guides, "How do I import grades in the Gradebook?"; app/models/../gradebook_importer.rb)
Moodle      an identity column that is mapped to username, idnumber, email or id, then a column for each grade; an empty
            cell is no grade; an unknown user, or a grade above the maximum unless the site allows those, ends the whole
            import. (docs.moodle.org, "Grade import", its note 2 on `unlimitedgrades`; grade/import/csv)
Brightspace `OrgDefinedId` or `Username`, columns `TITLE Points Grade`, and `End-of-Line Indicator`, which is `#`; a
            grade above the maximum is cut to it unless the item "can exceed". (D2L, "Import grades")
Blackboard  `Username`, then columns whose header ends in `|COLUMN_ID`, as Blackboard's own download has them; a header
            without an id makes a new text column worth nothing; in comma-delimited files every cell is quoted.
            (Blackboard help, "Upload or download grades / Work offline")

A number goes out for a grade that is one. What is pending, missing or not due is an empty cell, which no LMS takes for
a zero; `zero_for_missing` makes a zero of what is missing, and of nothing else. Who has dropped the course is left out.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from autograder.errors import CourseError
from autograder.export.rows import ExportRow, Table, by_student
from autograder.export.tables import csv_text, number, safe_cell
from autograder.grades import GradeStatus
from autograder.model import Person
from autograder.wording import one_line

MOODLE_IDENTITIES = ("username", "idnumber", "email", "id")
BRIGHTSPACE_IDENTITIES = ("OrgDefinedId", "Username")
# What Canvas matches students by, in its own order of preference.
_CANVAS_KEYS = ("ID", "SIS User ID", "SIS Login ID")
_CANVAS_LAST = "Section"
_CANVAS_COLUMNS = ["Student", "ID", "SIS Login ID", _CANVAS_LAST]
_EXCUSED_IN_CANVAS = "EX"
_ASSIGNMENT_ID = re.compile(r" \(\d+\)$")


def canvas_csv(
    rows: Iterable[ExportRow], titles: Mapping[str, str], gradebook: str = "", *, zero_for_missing: bool = False
) -> Table:
    """Canvas's gradebook import.

    Args:
        rows: at most one per student and assignment.
        titles: the column of each assignment, as Canvas has it: `Activation functions (1234)`. Only these are exported.
        gradebook: the gradebook as Canvas exported it, for its identity columns; without it they come from the roster.
        zero_for_missing: 0 for what was not handed in.

    Raises:
        CourseError: `gradebook` is no Canvas gradebook.
    """
    students = by_student(rows, tuple(titles))
    columns, known, there = _canvas_gradebook(gradebook)
    named, warnings = _canvas_titles(titles, there) if known is not None else (dict(titles), [])
    made = [
        [*columns, *(safe_cell(title) for title in named.values())],
        ["    Points Possible", *[""] * (len(columns) - 1), *(number(_points(students, name)) for name in titles)],
    ]
    for student, mine in students.items():
        if _has_dropped(mine):
            continue
        person = _person(mine)
        identity = _canvas_identity(student, person, known)
        if identity is None:
            warnings.append(f"{one_line(student)}: not in Canvas's gradebook; left out, export it from Canvas again")
            continue
        cells = [_cell(mine.get(name), zero_for_missing, excused=_EXCUSED_IN_CANVAS) for name in titles]
        made.append([*map(safe_cell, identity), *cells])
    return Table(csv_text(made), (*warnings, *_stale(students)))


def moodle_csv(
    rows: Iterable[ExportRow],
    titles: Mapping[str, str],
    identity: str = "username",
    *,
    zero_for_missing: bool = False,
) -> Table:
    """Moodle's grade import. Grades above the maximum are cut to it, since one of them ends the import.

    Args:
        rows: at most one per student and assignment.
        titles: the column of each assignment; only these are exported.
        identity: what students are known by: one of `MOODLE_IDENTITIES`.
        zero_for_missing: 0 for what was not handed in.

    Raises:
        CourseError: an unknown identity.
    """
    column = {"username": "moodle_username", "idnumber": "moodle_id", "email": "email", "id": ""}
    if identity not in column:
        raise CourseError("--identity", identity, f"one of {', '.join(MOODLE_IDENTITIES)}")
    return _by_identity(
        rows, titles, identity, column[identity], zero_for_missing=zero_for_missing, most_is_points=True, lms="Moodle"
    )


def brightspace_csv(
    rows: Iterable[ExportRow],
    titles: Mapping[str, str],
    identity: str = "OrgDefinedId",
    *,
    zero_for_missing: bool = False,
) -> Table:
    """Brightspace's grade import. Grades above the maximum are cut to it, as Brightspace itself would.

    Args:
        rows, titles, zero_for_missing: as for Moodle.
        identity: which of Brightspace's names the roster's column `brightspace` holds.

    Raises:
        CourseError: an unknown identity.
    """
    if identity not in BRIGHTSPACE_IDENTITIES:
        raise CourseError("--identity", identity, f"one of {', '.join(BRIGHTSPACE_IDENTITIES)}")
    named = {
        name: title if title.endswith(" Points Grade") else f"{title} Points Grade" for name, title in titles.items()
    }
    return _by_identity(
        rows, named, identity, "brightspace", zero_for_missing=zero_for_missing, most_is_points=True, lms="Brightspace",
        last=("End-of-Line Indicator", "#"),
    )  # fmt: skip


def blackboard_csv(rows: Iterable[ExportRow], titles: Mapping[str, str], *, zero_for_missing: bool = False) -> Table:
    """Blackboard's upload; a title without Blackboard's column id is warned of, since it makes a new text column."""
    table = _by_identity(
        rows, titles, "Username", "blackboard", zero_for_missing=zero_for_missing, most_is_points=False,
        lms="Blackboard", quote_all=True,
    )  # fmt: skip
    bare = [name for name, title in titles.items() if "|" not in title]
    return Table(
        table.text,
        (
            *table.warnings,
            *(
                f"{name}: its title has no Blackboard column id; give the header of Blackboard's own download: "
                f'--title "{name}=TITLE [Total Pts: ...] |ID"'
                for name in bare
            ),
        ),
    )


def _by_identity(
    rows: Iterable[ExportRow],
    titles: Mapping[str, str],
    header: str,
    column: str,
    *,
    zero_for_missing: bool,
    most_is_points: bool,
    lms: str,
    last: tuple[str, str] | None = None,
    quote_all: bool = False,
) -> Table:
    """An identity column, then a column for each assignment.

    Where nobody on the roster has the identity, the course's ids are taken for it; where some have it, those who have
    none are left out and named: a wrong name ends an import, or gives somebody else the grade.
    """
    students = by_student(rows, tuple(titles))
    identify = _identifier(column, [person for mine in students.values() if (person := _person(mine))])
    warnings: list[str] = []
    made = [[safe_cell(header), *(safe_cell(title) for title in titles.values()), *(last[:1] if last else ())]]
    for student, mine in students.items():
        if _has_dropped(mine):
            continue
        identity = identify(student, _person(mine))
        if not identity:
            missing = column or "id"
            warnings.append(f"{one_line(student)}: no `{missing}` in roster.csv, so {lms} does not know them; left out")
            continue
        cells = []
        for name in titles:
            row = mine.get(name)
            cells.append(_cell(row, zero_for_missing, most_is_points=most_is_points))
            if most_is_points and row and row.grade.final is not None and row.grade.final > row.grade.points:
                over = number(row.grade.final - row.grade.points)
                warnings.append(
                    f"{one_line(student)}: {name}: {number(row.grade.final)} of {number(row.grade.points)}, "
                    f"cut by {over}: {lms} takes no more than the maximum"
                )
        made.append([safe_cell(identity), *cells, *(last[1:] if last else ())])
    return Table(csv_text(made, quote_all=quote_all), (*warnings, *_stale(students)))


def _identifier(column: str, people: Sequence[Person]) -> Callable[[str, Person | None], str]:
    def of(person: Person) -> str:
        return person.email if column == "email" else person.ids.get(column, "")

    anybody = bool(column) and any(of(person) for person in people)

    def identify(student: str, person: Person | None) -> str:
        if anybody:
            return of(person) if person else ""
        return student

    return identify


def _cell(row: ExportRow | None, zero_for_missing: bool, *, excused: str = "", most_is_points: bool = False) -> str:
    if row is None:
        return ""
    grade = row.grade
    if grade.status is GradeStatus.EXCUSED:
        return excused
    if grade.status is GradeStatus.MISSING and zero_for_missing:
        return "0"
    if grade.final is None:
        return ""
    return number(min(grade.final, grade.points) if most_is_points else grade.final)


def _stale(students: Mapping[str, Mapping[str, ExportRow]]) -> list[str]:
    """A grade of an earlier version goes out as it is, and is said."""
    return [
        f"{one_line(student)}: {name}: handed in again since; the grade is that of the earlier version"
        for student, mine in students.items()
        for name, row in mine.items()
        if row.grade.status is GradeStatus.STALE
    ]


def _person(mine: Mapping[str, ExportRow]) -> Person | None:
    return next((row.person for row in mine.values() if row.person), None)


def _has_dropped(mine: Mapping[str, ExportRow]) -> bool:
    return any(row.grade.status is GradeStatus.DROPPED for row in mine.values())


def _points(students: Mapping[str, Mapping[str, ExportRow]], name: str) -> float:
    return next((mine[name].grade.points for mine in students.values() if name in mine), 0.0)


def _canvas_identity(
    student: str, person: Person | None, known: Mapping[str, Mapping[str, list[str]]] | None
) -> list[str] | None:
    """The identity columns of a student; None if Canvas's gradebook does not have them."""
    ids = person.ids if person else {}
    if known is None:
        name = person.name if person else ""
        return [name, ids.get("canvas_id", ""), ids.get("canvas_login") or student, person.section if person else ""]
    for key, name in (
        ("ID", ids.get("canvas_id", "")),
        ("SIS Login ID", ids.get("canvas_login", "")),
        *((key, student) for key in (*_CANVAS_KEYS, "Student")),
    ):
        if name and (row := known.get(key, {}).get(name)):
            return row
    return None


def _canvas_titles(titles: Mapping[str, str], there: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """The columns as Canvas's gradebook has them, with its ids; and what to say of those that it has not, or twice."""
    named, warnings = {}, []
    for name, title in titles.items():
        same = [other for other in there if title in (other, _ASSIGNMENT_ID.sub("", other))]
        named[name] = same[0] if len(same) == 1 else title
        if len(same) != 1:
            what = "is no column of" if not same else f"is {len(same)} columns of"
            then = "an import makes a new assignment of it" if not same else "give it with its id"
            fix = f'--title "{name}=TITLE (ID)" names one that is there'
            warnings.append(f"{name}: {one_line(repr(title))} {what} Canvas's gradebook: {then}; {fix}")
    return named, warnings


def _canvas_gradebook(text: str) -> tuple[list[str], dict[str, dict[str, list[str]]] | None, list[str]]:
    """The identity columns of a Canvas gradebook, each student's by every name that Canvas knows them under, and the
    columns after them.

    A name that two students share identifies neither.
    """
    if not text.strip():
        return _CANVAS_COLUMNS, None, []
    bare = text.removeprefix("\ufeff")
    separator = ";" if bare.startswith("Student;") else ","  # a setting of whoever exported
    rows = list(csv.reader(io.StringIO(bare), delimiter=separator))
    header = rows[0]
    if header[:1] != ["Student"] or _CANVAS_LAST not in header:
        got = one_line(",".join(header), limit_chars=60)
        raise CourseError("roster", f"its first line is {got!r}", "Student, ID, ..., Section", "export it from Canvas")
    width = header.index(_CANVAS_LAST) + 1
    columns = header[:width]
    known: dict[str, dict[str, list[str]]] = {}
    for key in (*_CANVAS_KEYS, "Student"):
        if key not in columns:
            continue
        place = columns.index(key)
        found: dict[str, list[list[str]]] = {}
        for row in rows[1:]:
            if len(row) >= width and row[place].strip():
                found.setdefault(row[place].strip(), []).append(row[:width])
        known[key] = {name: several[0] for name, several in found.items() if len(several) == 1}
    return columns, known, header[width:]
