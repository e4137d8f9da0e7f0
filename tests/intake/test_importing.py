"""Lists of people as systems export them become the roster, and nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.config import parse_roster
from autograder.errors import CourseError
from autograder.intake.importing import Merged, dropped, merge
from autograder.intake.tables import read_cells
from autograder.model import Enrolment, Roster

CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Activations (991)
    Points Possible,,,,,18
"Lovelace, Ada",4701,2027001,ada@example.edu,A,
김하나,4703,2027003,hana@example.edu,B,
"Student, Test",4999,,,A,
"""
MOODLE = """First name,Last name,ID number,Email address,Groups
Ada,Lovelace,2027001,ada@example.edu,lab 1
하나,김,2027003,hana@example.edu,lab 2
"""
WORKSHEET = """식별자,성명,이메일 주소,상태,성적,최종 수정됨 (제출)
참가자 201,Ada Lovelace,ada@example.edu,제출,,
참가자 203,김하나,hana@example.edu,제출,,
"""
BLACKBOARD = """"Last Name","First Name","Username","Student ID","Last Access","Availability"
"Lovelace","Ada","alovelace","2027001","","Yes"
"김","하나","hana.kim","2027003","","Yes"
"""
BRIGHTSPACE = """OrgDefinedId,Username,Last Name,First Name,Email,End-of-Line Indicator
#2027001,#alovelace,Lovelace,Ada,ada@example.edu,#
#2027003,#hanakim,김,하나,hana@example.edu,#
"""
GOOGLE = """Last Name,First Name,Email Address,Activations
Lovelace,Ada,ada@example.edu,
김,하나,hana@example.edu,
"""
GITHUB = """"identifier","github_username","github_id","name"
"2027001","ada-l","17","Ada Lovelace"
"2027003","hanakim","","김하나"
"""
NBGRADER = """id,first_name,last_name,email,lms_user_id
2027001,Ada,Lovelace,ada@example.edu,
2027003,하나,김,hana@example.edu,
"""
TABLE = """학번;이름;이메일
2027001;Ada Lovelace;ada@example.edu
2027003;김하나;hana@example.edu
"""

FORMS = {
    "Canvas's gradebook": CANVAS,
    "a list with names and addresses": GOOGLE,
    "Moodle's grading worksheet": WORKSHEET,
    "Blackboard's gradebook": BLACKBOARD,
    "Brightspace's gradebook": BRIGHTSPACE,
    "GitHub Classroom's roster": GITHUB,
    "nbgrader's students": NBGRADER,
    "a table": TABLE,
}


def merged(folder: Path, roster: Roster, text: str | bytes) -> Merged:
    path = folder / "list.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return merge(roster, read_cells(path, ["en", "ko"]), "list.csv")


@pytest.mark.parametrize("system", FORMS)
def test_every_system_is_recognised_and_names_the_same_two_people(tmp_path: Path, system: str) -> None:
    found = merged(tmp_path, Roster(), FORMS[system])
    assert found.system == system
    assert [person.name.replace(",", "").split() for person in found.roster.people] in (
        [["Ada", "Lovelace"], ["김하나"]],
        [["Lovelace", "Ada"], ["김하나"]],
    )
    assert found.skipped == ()


@pytest.mark.parametrize("first", FORMS)
@pytest.mark.parametrize("second", [CANVAS, MOODLE, WORKSHEET, BLACKBOARD, GITHUB])
def test_two_lists_of_one_course_are_the_same_people_whatever_comes_first(
    tmp_path: Path, first: str, second: str
) -> None:
    before = merged(tmp_path, Roster(), FORMS[first]).roster
    after = merged(tmp_path, before, second)
    assert (len(after.roster.people), after.added, after.absent) == (2, (), ())
    for old, new in zip(before.people, after.roster.people, strict=True):
        assert new.id == old.id
        assert dict(old.ids).items() <= dict(new.ids).items()
        assert new.email or not old.email


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp949"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_encodings_and_separators_of_spreadsheets_are_read(tmp_path: Path, encoding: str, separator: str) -> None:
    text = TABLE.replace(";", separator).encode(encoding)
    assert [person.name for person in merged(tmp_path, Roster(), text).roster.people] == ["Ada Lovelace", "김하나"]


def test_merging_adds_says_what_changed_and_drops_nobody(tmp_path: Path) -> None:
    before = parse_roster("id,name,email,github,tutor\n2027001,Ada Lovelace,,ada-l,Kim\n2027009,Eve,,,\n")
    found = merged(tmp_path, before, CANVAS)
    ada = found.roster.person("2027001")
    assert ada is not None
    assert (ada.email, ada.ids["github"], ada.ids["canvas_id"], ada.others["tutor"]) == (
        "ada@example.edu", "ada-l", "4701", "Kim",
    )  # fmt: skip
    assert found.added == ("2027003",)
    assert found.absent == ("2027009",)
    assert "2027001: email ada@example.edu" in found.changed
    assert [p.status for p in dropped(found.roster, found.absent).people] == [
        Enrolment.ACTIVE, Enrolment.DROPPED, Enrolment.ACTIVE,
    ]  # fmt: skip
    back = merged(tmp_path, dropped(found.roster, ["2027001"]), CANVAS)
    assert "2027001: is back (was dropped)" in back.changed


@pytest.mark.parametrize(
    "header", ["학번,이름\n", "Student ID,Name\n", "이름,학번\n", "성,이름,학번\n"]
)
def test_two_people_of_one_name_and_without_addresses_stay_two(tmp_path: Path, header: str) -> None:
    rows = {"학번,이름\n": "{},김민준\n", "Student ID,Name\n": "{},김민준\n", "이름,학번\n": "김민준,{}\n"}
    row = rows.get(header, "김,민준,{}\n")
    both = merged(tmp_path, Roster(), header + row.format(1) + row.format(10))
    assert both.added == ("1", "10")
    later = merged(tmp_path, dropped(both.roster, ["1"]), header + row.format(11))
    assert (later.added, later.changed) == (("11",), ())
    again = merged(tmp_path, parse_roster("id,name\n0211,김민준\n"), header + row.format(211))  # a spreadsheet took the zero
    assert [person.id for person in again.roster.people] == ["0211"]


def test_two_people_of_one_name_stay_two(tmp_path: Path) -> None:
    before = parse_roster("id,name,email\n1,김민준,a@example.edu\n")
    found = merged(tmp_path, before, "학번,이름,이메일\n2,김민준,b@example.edu\n")
    assert [person.id for person in found.roster.people] == ["1", "2"]


def test_a_row_that_stands_there_twice_is_one_person_and_is_said(tmp_path: Path) -> None:
    found = merged(tmp_path, Roster(), "id,name\n1,A\n2,B\n1, A\n\n\n")
    assert [person.id for person in found.roster.people] == ["1", "2"]
    assert found.skipped == ("line 4: the same as line 2",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\n1,2\n", "list.csv: columns a, b, expected one for an id, a name or an address"),
        ("id,name\n1,A\n1,B\n", "list.csv: line 3: 1 stands in line 2 too, expected each person once"),
    ],
)
def test_a_list_that_cannot_be_merged_is_one_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CourseError) as caught:
        merged(tmp_path, Roster(), text)
    assert str(caught.value) == message


def test_a_spreadsheet_and_an_empty_file_are_one_line(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(b"PK\x03\x04")
    with pytest.raises(CourseError, match=r"x\.xlsx: a spreadsheet, expected a CSV file; save it as CSV \(UTF-8\)$"):
        read_cells(tmp_path / "x.xlsx")
    (tmp_path / "x.csv").write_bytes(b"")
    with pytest.raises(CourseError, match=r"x\.csv: empty, expected a CSV file with a header$"):
        read_cells(tmp_path / "x.csv")


@pytest.mark.parametrize(
    ("text", "name", "email"),
    [
        ("이름,성,ID 번호,이메일 주소\n하나,김,7,hana@x.kr\n", "김하나", "hana@x.kr"),
        ("성,이름,학번,이메일 주소\n김,하나,7,hana@x.kr\n", "김하나", "hana@x.kr"),
        ("Prénom,Nom de famille,Adresse de courriel\nAda,Lovelace,7@x.fr\n", "Ada Lovelace", "7@x.fr"),
        ("Nome,Cognome,Indirizzo email\nAda,Lovelace,7@x.it\n", "Ada Lovelace", "7@x.it"),
        ("Fornavn,Efternavn,E-mailadresse\nAda,Lovelace,7@x.dk\n", "Ada Lovelace", "7@x.dk"),
        ("名,姓,メールアドレス\n花子,山田,7@x.jp\n", "山田花子", "7@x.jp"),
        ("sep=;\nid;name;e-mail\n7;Ada Lovelace;7@x.fr\n", "Ada Lovelace", "7@x.fr"),
    ],
)
def test_names_and_addresses_are_read_in_the_language_of_the_site(
    tmp_path: Path, text: str, name: str, email: str
) -> None:
    (person,) = merged(tmp_path, Roster(), text).roster.people
    assert (person.name, person.email) == (name, email)


def test_groups_of_a_table_and_of_canvas_are_read(tmp_path: Path) -> None:
    canvas = "name,canvas_user_id,user_id,login_id,sections,group_name,canvas_group_id\nAda,4701,7,ada,A,Team 1,9\n"
    (person,) = merged(tmp_path, Roster(), canvas).roster.people
    assert (person.id, person.section, person.group, dict(person.ids)) == (
        "7", "A", "Team 1", {"canvas_id": "4701", "canvas_login": "ada"}
    )  # fmt: skip
    moved = merged(tmp_path, Roster((person,)), "학번,조\n7,2조\n")
    assert moved.roster.people[0].group == "2조"
    assert moved.changed == ("7: group 2조 (was Team 1)",)


def test_an_id_that_a_spreadsheet_has_shortened_is_nobodys(tmp_path: Path) -> None:
    found = merged(tmp_path, Roster(), "학번,이름\n2.027E+09,김하나\n")
    assert found.roster == Roster()
    assert "shortened a number to 2.027E+09" in found.skipped[0]
