"""The roster: who is in the course, read from and written to `roster.csv`."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.config import read_roster, roster_text, write_roster
from autograder.errors import ConfigError
from autograder.model import OUTSIDE_IDS, Course, Enrolment, Person, Roster, Text


def course_with(folder: Path, text: str | bytes | None) -> Course:
    if text is not None:
        (folder / "roster.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return Course(root=folder, course_id="c", title=Text(en="c", ko="c"))


def test_a_course_without_a_roster_has_an_empty_one(tmp_path: Path) -> None:
    assert read_roster(course_with(tmp_path, None)) == Roster()
    assert not read_roster(course_with(tmp_path, "id,name\n"))


def test_everything_that_a_row_says_is_there(tmp_path: Path) -> None:
    text = (
        "id,Name,email,section,group,status,canvas_id,github,hobby\n"
        's001,"Lovelace, Ada",ada@example.edu,A,g1,dropped,4711,ada-l,chess\n'
        "\n"
        "  s002 , 김하나 ,,,,,,,\n"
    )
    ada, hana = read_roster(course_with(tmp_path, text)).people
    assert ada == Person(
        "s001", "Lovelace, Ada", "ada@example.edu", "A", "g1", Enrolment.DROPPED,
        {"canvas_id": "4711", "github": "ada-l"}, {"hobby": "chess"},
    )  # fmt: skip
    assert hana == Person("s002", "김하나", others={"hobby": ""})


def test_ids_and_names_are_composed_whatever_the_file_has(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", "id,name\n김하나,김하나\n")
    (person,) = read_roster(course_with(tmp_path, text)).people
    assert person.id == person.name == unicodedata.normalize("NFC", "김하나")


def test_a_byte_order_mark_is_read_over_and_kept(tmp_path: Path) -> None:
    course = course_with(tmp_path, b"\xef\xbb\xbfid,name\ns1,A\n")
    roster = read_roster(course)
    write_roster(course, Roster((*roster.people, Person("s2", "김"))))
    assert (tmp_path / "roster.csv").read_bytes() == "\ufeffid,name,email\ns1,A,\ns2,김,\n".encode()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "roster.csv: empty, expected a header that begins with 'id'; `autograder roster import FILE` reads other forms"),
        ("name,email\na,b\n", "roster.csv: header: name, email, expected a column 'id'; `autograder roster import FILE` reads other forms"),
        ("id;name\na;b\n", "roster.csv: header: columns separated by ';', expected by commas; `autograder roster import FILE` reads other forms"),
        ("id,emial\na,b\n", "roster.csv: header: unknown column 'emial'; did you mean 'email'?"),
        ("id,Canvas ID\na,b\n", "roster.csv: header: unknown column 'Canvas ID'; did you mean 'canvas_id'?"),
        ("id,name,name\na,b,c\n", "roster.csv: header: 'name' twice, expected each once"),
        ("id,,name\na,b,c\n", "roster.csv: header: a column without a name, expected a name for each"),
        ("id,name\n,Ada\n", "roster.csv: line 2: id: the student id is empty, expected what can be a folder's name"),
        ("id,name\na/b,Ada\n", "roster.csv: line 2: id: the student id has '/' in it, expected what can be a folder's name"),
        ("id,status\na,droped\n", "roster.csv: line 2: status: 'droped', expected active or dropped; did you mean 'dropped'?"),
        ("id,name\na,Lovelace, Ada\n", "roster.csv: line 2: 3 cells, expected 2, as in the header; quote a cell with a comma"),
        ("id\na\nb\na\n", "roster.csv: line 4: id: a stands in line 2 too, expected each once"),
        ("id\ns1\nS1\n", "roster.csv: line 3: id: S1 and s1 stands in line 2 too, expected each once"),
        ("id,github\na,x\nb,x\n", "roster.csv: line 3: github: x stands in line 2 too, expected each once"),
        ('id,name\na,"Ada\n', "roster.csv: line 2: not CSV: unexpected end of data; `autograder roster import FILE` reads other forms"),
        (b"id,name\na,\xb1\xe8\n", "roster.csv: byte 10 is not UTF-8, expected UTF-8; `autograder roster import FILE` reads other forms"),
    ],
)  # fmt: skip
def test_a_mistake_is_one_line_with_place_and_remedy(tmp_path: Path, text: str | bytes, message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        read_roster(course_with(tmp_path, text))
    assert str(caught.value) == message


def test_a_column_of_ones_own_may_look_like_a_known_one_that_is_there_too(tmp_path: Path) -> None:
    (person,) = read_roster(course_with(tmp_path, "id,name,names,email\na,b,c,d\n")).people
    assert person.others == {"names": "c"}


def test_a_roster_that_cannot_be_read_or_written_is_one_line(tmp_path: Path) -> None:
    course = course_with(tmp_path, None)
    (tmp_path / "roster.csv").mkdir()
    with pytest.raises(ConfigError, match=r"^roster.csv: cannot be read: Is a directory$"):
        read_roster(course)
    with pytest.raises(ConfigError, match=r"^roster.csv: cannot be written: Is a directory$"):
        write_roster(course, Roster())
    assert [path.name for path in tmp_path.iterdir()] == ["roster.csv"]


WORDS = st.text(st.characters(exclude_categories=("C", "Z")) | st.just(" "), max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text).strip()
)
IDS = st.from_regex(r"[a-z0-9가-힣][a-z0-9_.@가-힣-]{0,10}", fullmatch=True).map(
    lambda t: unicodedata.normalize("NFC", t)
)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    ids = draw(st.lists(IDS, max_size=6, unique_by=str.casefold))
    others = draw(st.lists(st.sampled_from(("tutor", "room 1", "학년")), unique=True))
    outside = draw(st.lists(st.sampled_from(OUTSIDE_IDS), unique=True))
    return Roster(
        tuple(
            Person(
                id=name, name=draw(WORDS), email=draw(WORDS), section=draw(WORDS), group=draw(WORDS),
                status=draw(st.sampled_from(Enrolment)),
                ids={column: f"{column}{index}" for column in outside if draw(st.booleans())},
                others={column: draw(WORDS) for column in others},
            )
            for index, name in enumerate(ids)
        )
    )  # fmt: skip


@given(rosters())
@settings(deadline=None, max_examples=60)
def test_what_is_written_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, roster: Roster) -> None:
    course = course_with(tmp_path_factory.mktemp("roster"), None)
    write_roster(course, roster)
    assert read_roster(course).people == roster.people
    assert roster_text(read_roster(course)) == roster_text(roster) or not roster
