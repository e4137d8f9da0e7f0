"""`autograder roster` from the command's end, and exports that are refused while nobody knows whose the work is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import export, roster
from tests.intake.world import NAME, OTHER, World

PEOPLE = "id,name,email\ns01,Ada Lovelace,ada@example.edu\ns02,김하나,\n"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path.resolve())


def asked(world: World, *arguments: str | Path, answer: str | None = None) -> Result:
    return CliRunner().invoke(roster.command, [*map(str, arguments)], obj=world.root, input=answer)


def test_a_course_without_a_roster_says_how_one_is_made(world: World) -> None:
    said = asked(world)
    assert (said.exit_code, said.stdout) == (0, "")
    assert said.stderr == "autograder: no roster.csv here; `autograder roster import FILE` makes it\n"


def test_the_roster_is_shown_in_columns_that_hold_for_hangul_too(world: World) -> None:
    world.write("roster.csv", PEOPLE.replace("email", "email,status").replace("edu\n", "edu,dropped\n").replace("나,\n", "나,,\n"))
    said = asked(world)
    assert said.stdout == (
        "id   name          email            status\n"
        "s01  Ada Lovelace  ada@example.edu  dropped\n"
        "s02  김하나                         active\n"
    )
    assert said.stderr == "1 active, 1 dropped\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_list_of_people_is_merged_and_what_changes_is_said(world: World, encoding: str, separator: str) -> None:
    world.write("roster.csv", PEOPLE)
    told = world.write("list.csv", "id,name,email\ns02,김하나,hana@example.ac.kr\ns03,이두리,\n".replace(",", separator).encode(encoding))
    tried = asked(world, "import", told, "--dry-run")
    assert (world.root / "roster.csv").read_text(encoding="utf-8") == PEOPLE
    done = asked(world, "import", told)
    assert (tried.exit_code, done.exit_code) == (0, 0)
    lines = done.stderr.splitlines()
    assert lines[-1] == "roster.csv: 3 people; 1 added, 1 changes from a table"
    assert tried.stderr.splitlines() == [*lines[:-1], f"{lines[-1]} (dry run: nothing was written)"]
    assert any("hana@example.ac.kr" in line for line in lines)
    assert "autograder: not in list.csv: 1 of the roster (s01)" in lines
    assert "autograder: they are kept; --drop marks them as dropped" in lines
    assert (world.root / "roster.csv").read_text(encoding="utf-8").splitlines()[1].startswith("s01,Ada Lovelace,ada@example.edu")


def test_who_is_not_in_the_list_is_marked_as_dropped_where_that_is_asked_for_and_stays_in_the_roster(world: World) -> None:
    world.write("roster.csv", PEOPLE)
    told = world.write("list.csv", "id,name\ns02,김하나\n")
    said = asked(world, "import", told, "--drop")
    assert "autograder: 1 marked as dropped" in said.stderr
    assert "s01  Ada Lovelace  ada@example.edu  dropped" in asked(world).stdout


@pytest.mark.parametrize(
    ("data", "said"), [(b"", "list.csv"), (b"\x00\x01\x02\xff", "list.csv"), (b"a,b\n1,2\n", "list.csv"), (None, "list.csv")]
)
def test_a_list_that_is_none_is_one_line_and_changes_nothing(world: World, data: bytes | None, said: str) -> None:
    world.write("roster.csv", PEOPLE)
    path = world.root / "list.csv"
    if data is not None:
        path.write_bytes(data)
    result = asked(world, "import", path)
    assert result.exit_code != 0
    assert said in str(result.exception)
    assert "\n" not in str(result.exception)
    assert (world.root / "roster.csv").read_text(encoding="utf-8") == PEOPLE


@pytest.mark.parametrize("form", ["csv", "totals", "canvas", "moodle", "brightspace", "blackboard"])
def test_no_list_of_people_goes_out_with_ids_of_which_nobody_knows_whose_they_are(world: World, form: str) -> None:
    for student, name in (("anon_x1y2z", NAME), ("Participant_12", OTHER), ("s01", NAME)):
        world.write(f"submitted/{student}/{name}/{name}.ipynb", world.notebook(of=name))
    out = world.root / "grades.csv"
    said = CliRunner().invoke(export.command, [NAME, OTHER, "--format", form, "--output", str(out)], obj=world.root)
    assert said.exit_code != 0
    assert str(said.exception) == (
        f"export: {NAME}: 1 anonymous ids (anon_x1y2z), expected students who are known; write anonymous.csv, then "
        "collect again and `autograder forget` these; or use --format json"
    )
    assert not out.exists()
