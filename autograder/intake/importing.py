"""Lists of people as systems export them, merged into the roster.

Columns are known by their names, whatever the system: Canvas's gradebook (Student, ID, SIS User ID, SIS Login ID,
Section) and groups (canvas_user_id, user_id, login_id, group_name), Moodle's participants and grading worksheet,
Blackboard's and Brightspace's gradebooks, Google Classroom's grades, GitHub Classroom's roster (identifier,
github_username), nbgrader's students (id, first_name, last_name, email), and any table with a column for an id, a name
or an address. Merging adds what was not known and loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from autograder.config import parse_roster, roster_text
from autograder.errors import CourseError
from autograder.intake.people import name_keys
from autograder.model import OUTSIDE_IDS, Enrolment, Person, Roster, student_id_problem

# What a column is for, by what it is called in any of the systems, in lower case.
_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id number", "student id", "student number", "sis user id", "orgdefinedid", "identifier", "student_id",
           "학번", "id 번호", "번호"),
    "name": ("student", "full name", "name", "student name", "이름", "성명", "성명(한글)", "display name",
             "vollständiger name", "nom complet", "nombre completo", "氏名", "姓名"),
    "first": ("first name", "first_name", "firstname", "given name", "vorname", "prénom", "nombre", "nome", "voornaam",
              "fornavn", "förnamn", "etunimi", "imię", "jméno", "名"),
    "last": ("last name", "last_name", "lastname", "surname", "family name", "성", "nachname", "nom", "nom de famille",
             "apellido(s)", "apellidos", "cognome", "sobrenome", "apelido", "achternaam", "efternavn", "etternavn",
             "efternamn", "sukunimi", "nazwisko", "příjmení", "姓", "姓氏"),
    "email": ("email", "e-mail", "email address", "emailaddress", "mail", "이메일", "이메일 주소", "메일",
              "e-mail-adresse"),
    "section": ("section", "sections", "분반", "반"),
    "group": ("group", "group name", "group_name", "team", "조", "모둠", "gruppe", "groupe"),
    "canvas_id": ("canvas_user_id",),
    "username": ("username", "user name", "login id", "사용자 아이디", "아이디"),
    "canvas_login": ("sis login id",),
    "github": ("github_username", "github username", "github"),
}  # fmt: skip
_PARTICIPANT = re.compile(r"\D{2,40}\s?\d+")
_LETTERS, _DIGITS = re.compile(r"[^\W\d]+"), re.compile(r"\d+")
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
_NOT_PEOPLE = ("points possible", "manual posting", "student, test", "test student")
_SHORTENED = re.compile(r"\d[.,]\d+e\+\d+", re.IGNORECASE)
"""What a spreadsheet makes of a long number, such as `2.027E+09`."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A roster with a list merged into it.

    Attributes:
        roster: everybody.
        system: what the list looks like.
        added: ids of new people.
        changed: what changed of whom, in a line each.
        absent: ids of active people who are not in the list.
        skipped: rows that name nobody, in a line each.
    """

    roster: Roster
    system: str
    added: tuple[str, ...]
    changed: tuple[str, ...]
    absent: tuple[str, ...]
    skipped: tuple[str, ...]


def merge(roster: Roster, cells: Sequence[Sequence[str]], place: str) -> Merged:
    """The roster with a list of people merged into it.

    Args:
        roster: who is known.
        cells: of the list, the header first.
        place: what messages call the list.

    Raises:
        CourseError: it has no column that says who somebody is, or two rows are one person's.
    """
    header = [cell.strip() for cell in cells[0]]
    system, columns = _recognised(header, cells[1:])
    if not {"id", "name", "email", "username", "last", "github", *OUTSIDE_IDS} & set(columns):
        raise CourseError(place, f"columns {', '.join(header[:8])}", "one for an id, a name or an address")
    people = {person.id: person for person in roster.people}
    added, changed, skipped, met = [], [], [], dict[str, int]()
    rows: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(cells[1:], start=2):
        first = rows.setdefault(tuple(cell.strip() for cell in row), number)
        if first != number and any(cell.strip() for cell in row):
            skipped.append(f"line {number}: the same as line {first}")
            continue
        said = {column: row[index].strip() for column, index in columns.items() if index < len(row)}
        said = {column: text.lstrip("#") if column in ("id", "username") else text for column, text in said.items()}
        if shortened := next((text for text in said.values() if _SHORTENED.fullmatch(text)), ""):
            skipped.append(f"line {number}: a spreadsheet has shortened a number to {shortened}: export the list again")
            continue
        person = _person(said, system)
        if person is None:
            if not any(word in " ".join(row).casefold() for word in _NOT_PEOPLE):
                skipped.append(f"line {number}: nothing says who this is")
            continue
        known = _known(people.values(), person)
        if known is None:
            if problem := student_id_problem(person.id):
                skipped.append(f"line {number}: {problem}")
                continue
            if person.id in people:
                raise CourseError(
                    f"{place}: line {number}", f"{person.id} is {people[person.id].name}'s", "an id of its own"
                )
            people[person.id] = person
            added.append(person.id)
        else:
            after, lines = _added_to(known, person)
            people[known.id] = after
            changed += lines
        met_id = known.id if known else person.id
        if met_id in met:
            raise CourseError(
                f"{place}: line {number}", f"{met_id} stands in line {met[met_id]} too", "each person once"
            )
        met[met_id] = number
    made = Roster(tuple(people.values()))
    parse_roster(roster_text(made))  # two people with one id elsewhere
    absent = tuple(p.id for p in roster.people if p.status is Enrolment.ACTIVE and p.id not in met)
    return Merged(made, system, tuple(added), tuple(changed), absent, tuple(skipped))


def dropped(roster: Roster, students: Iterable[str]) -> Roster:
    """The roster with these people marked as having left."""
    gone = frozenset(students)
    return Roster(tuple(replace(p, status=Enrolment.DROPPED) if p.id in gone else p for p in roster.people))


# ---------------------------------------------------------------- columns


def _recognised(header: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, dict[str, int]]:
    """What the list looks like, and which column is for what."""
    names = [name.casefold().strip("\ufeff \"'*") for name in header]
    columns: dict[str, int] = {}
    for column, called in _COLUMNS.items():
        for name in called:
            if name in names:
                columns.setdefault(column, names.index(name))
    for column in OUTSIDE_IDS:
        if column in names:
            columns[column] = names.index(column)
    if "last" in columns and "first" not in columns and columns.get("name") == _index(names, "이름"):
        columns["first"] = columns.pop("name")  # beside "성" it is the given name, as Moodle has it in Korean
    if "email" not in columns:
        filled = {index: [row[index] for row in rows if index < len(row) and row[index]] for index in range(len(names))}
        addresses = [index for index, cells in filled.items() if cells and all(map(_ADDRESS.fullmatch, cells))]
        free = [index for index in addresses if index not in columns.values()]
        if len(free) == 1:  # whatever the language calls it
            columns["email"] = free[0]
    if "canvas_user_id" in names:
        for column, name in (("id", "user_id"), ("canvas_login", "login_id")):
            if name in names:
                columns[column] = names.index(name)
        return "Canvas's groups", columns
    if "student" in names and "id" in names and {"sis user id", "sis login id", "section"} & set(names):
        columns["canvas_id"] = names.index("id")
        return "Canvas's gradebook", columns
    if rows and all(_PARTICIPANT.fullmatch(row[0]) for row in rows if row and row[0]) and "@" in str(rows):
        columns.pop("id", None)
        for name in _COLUMNS["id"]:
            if name in names[1:]:
                columns["id"] = names.index(name)
        columns["name"] = 1
        columns.setdefault("email", next((i for i, cell in enumerate(rows[0]) if "@" in cell), 0))
        return "Moodle's grading worksheet", columns
    if "orgdefinedid" in names or "end-of-line indicator" in names:
        return "Brightspace's gradebook", columns
    if "github_username" in names:
        return "GitHub Classroom's roster", columns
    if "availability" in names or ("last access" in names and "student id" in names):
        return "Blackboard's gradebook", columns
    if "id" in names and "id" not in columns:
        columns["id"] = names.index("id")
    if {"first", "last", "email"} <= set(columns) and {"id", "username"}.isdisjoint(columns):
        return "a list with names and addresses", columns
    if "lms_user_id" in names or "first_name" in names:
        return "nbgrader's students", columns
    if "username" in columns and ("roles" in names or "groups" in names or "id number" in names):
        return "Moodle's participants", columns
    return "a table", columns


def _index(names: Sequence[str], name: str) -> int:
    return names.index(name) if name in names else -1


def _person(said: Mapping[str, str], system: str) -> Person | None:
    """The person that a row is about; None if it is about nobody."""
    name = said.get("name", "") or _joined(said.get("last", ""), said.get("first", ""))
    if name.casefold().strip() in _NOT_PEOPLE:
        return None
    email = said.get("email", "") if "@" in said.get("email", "") else ""
    username = said.get("username", "")
    ids = {column: said[column] for column in OUTSIDE_IDS if said.get(column)}
    if username:
        where = {"Blackboard's gradebook": "blackboard", "Brightspace's gradebook": "brightspace"}.get(system)
        where = where or ("moodle_username" if system.startswith("Moodle") else "")
        if where:
            ids.setdefault(where, username)
    login = ids.get("canvas_login", "")
    if not email and "@" in login:
        email = login
    choices = (said.get("id", ""), username, login, email, ids.get("canvas_id", ""), ids.get("github", ""))
    student = next((choice for choice in choices if choice and not student_id_problem(choice)), "")
    if not (student or name):
        return None
    return Person(student, name, email, said.get("section", ""), group=said.get("group", ""), ids=MappingProxyType(ids))


def _joined(last: str, first: str) -> str:
    """A full name of its parts. A Korean or a Chinese one has no space and the family name first."""
    if last and first:
        whole = last + first
        together = all("가" <= char <= "힣" for char in whole) or all("一" <= char <= "鿿" for char in whole)
        return whole if together else f"{first} {last}"
    return last or first


# ---------------------------------------------------------------- merging


def _known(people: Iterable[Person], new: Person) -> Person | None:
    """Who of the roster a row is about: by id, by what a system calls the person, by address, by name."""
    everybody = list(people)
    same_id = [p for p in everybody if new.id and p.id.casefold() == new.id.casefold()]
    outside = [p for p in everybody if any(p.ids.get(c, "").casefold() == v.casefold() for c, v in new.ids.items())]
    email = [p for p in everybody if new.email and p.email.casefold() == new.email.casefold()]
    named = [p for p in everybody if new.name and name_keys(p.name) & name_keys(new.name)]
    for found in (same_id, outside, email):
        if len(found) == 1:
            return found[0]
    # A name alone joins two rows only where nothing else says that they are two people.
    if len(named) == 1:
        other = named[0]
        contradicts = (other.email and new.email) or any(c in other.ids for c in new.ids) or _two_ids(other, new)
        return None if contradicts else other
    return None


def _two_ids(one: Person, other: Person) -> bool:
    """Whether two people have ids of one kind, letters and digits in the same places, that differ.

    Zeros that a spreadsheet took from the front differ in nothing. An id that is an address or a system's own name for
    somebody stands in for one that is not known.
    """
    ids = [p.id.casefold() for p in (one, other) if p.id not in (p.email, *p.ids.values())]
    kinds = {_LETTERS.sub("a", _DIGITS.sub("0", text)) for text in ids}
    return len(ids) == len({text.lstrip("0") for text in ids}) == 2 and len(kinds) == 1


def _added_to(known: Person, new: Person) -> tuple[Person, list[str]]:
    """A person with what a row adds or changes, and that in words."""
    changes: dict[str, str] = {}
    lines = []
    for field in ("name", "email", "section", "group"):
        old, now = getattr(known, field), getattr(new, field)
        if now and now != old and not (field == "name" and name_keys(old) & name_keys(now)):
            changes[field] = now
            lines.append(f"{known.id}: {field} {now}" + (f" (was {old})" if old else ""))
    ids = dict(known.ids)
    for column, value in new.ids.items():
        if ids.get(column) != value:
            lines.append(f"{known.id}: {column} {value}" + (f" (was {ids[column]})" if column in ids else ""))
            ids[column] = value
    if known.status is Enrolment.DROPPED:
        lines.append(f"{known.id}: is back (was dropped)")
    made = replace(
        known,
        name=changes.get("name", known.name),
        email=changes.get("email", known.email),
        section=changes.get("section", known.section),
        group=changes.get("group", known.group),
        ids=MappingProxyType(ids),
        status=Enrolment.ACTIVE,
    )
    return made, lines
