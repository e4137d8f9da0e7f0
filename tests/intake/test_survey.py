"""What was handed in is found, and names that could mislead are refused with a note."""

from __future__ import annotations

import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import CourseError
from autograder.intake import find_submissions, keep_what_is_there, survey
from autograder.intake.times import parse_timestamp
from autograder.model import TimeSource, WithoutNotebook, student_id_problem
from tests.intake.world import NAME, NOW, World

SEOUL = ZoneInfo("Asia/Seoul")
RELU = "def relu(x):\n    return x"


def hand_in(world: World, student: str, *, timestamp: str | None = None) -> Path:
    path = world.write(f"submitted/{student}/{NAME}/{NAME}.ipynb", "{}")
    if timestamp is not None:
        (path.parent / "timestamp.txt").write_text(timestamp, encoding="utf-8")
    return path


def test_submissions_are_sorted_by_student_with_their_moments(world: World) -> None:
    hand_in(world, "s2", timestamp="2027-03-19 14:59:00.000000 UTC\n")
    path = hand_in(world, "s1")
    os.utime(path, (1_800_000_000, 1_800_000_000))
    found = find_submissions(world.course, world.assignment)
    assert [(s.student, s.assignment, s.path, s.submitted_at) for s in found] == [
        ("s1", NAME, path, None),
        ("s2", NAME, world.root / f"submitted/s2/{NAME}/{NAME}.ipynb", datetime(2027, 3, 19, 14, 59, tzinfo=UTC)),
    ]


def test_nothing_handed_in_is_nothing_found(world: World) -> None:
    assert survey(world.course, world.assignment).submissions == ()
    world.write("submitted/s1/other/other.ipynb", "{}")
    assert survey(world.course, world.assignment).notes == ()


def test_the_date_of_a_file_says_nothing_and_time_stamps_are_nbgraders(world: World) -> None:
    path = hand_in(world, "s1")
    os.utime(path, (1_900_000_000, 1_900_000_000))
    hand_in(world, "s2", timestamp="2027-03-25 00:00:00.000000 UTC")
    found = survey(world.course, world.assignment)
    assert [item.time_source for item in found.submissions] == [TimeSource.UNKNOWN, TimeSource.EXCHANGE]
    assert found.without_time == ("s1",)


def test_a_timestamp_that_is_no_moment_is_noted_and_the_time_is_not_known(world: World) -> None:
    hand_in(world, "s1", timestamp="yesterday\x1b[2J")
    found = survey(world.course, world.assignment)
    assert found.submissions[0].submitted_at is None
    assert found.notes == (
        rf"submitted/s1/{NAME}: timestamp.txt says 'yesterday\\x1b[2J', which is no moment: "
        "the time is not known, nothing is taken off",
    )


def test_a_timestamp_that_is_a_pipe_does_not_block(world: World) -> None:
    path = hand_in(world, "s1")
    os.mkfifo(path.parent / "timestamp.txt")
    assert survey(world.course, world.assignment).notes == (
        f"submitted/s1/{NAME}: timestamp.txt: not a regular file: the time is not known, nothing is taken off",
    )


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2027-03-19 14:59:00.000000 UTC", datetime(2027, 3, 19, 14, 59, tzinfo=UTC)),
        ("2027-03-19 14:59:00", datetime(2027, 3, 19, 14, 59, tzinfo=UTC)),
        ("2027-03-19T23:59:00+09:00", datetime(2027, 3, 19, 14, 59, tzinfo=UTC)),
        ("2027-03-19 23:59:00 +0900", datetime(2027, 3, 19, 14, 59, tzinfo=UTC)),
        ("2027-03-19 23:59:00.5 KST", datetime(2027, 3, 19, 14, 59, 0, 500_000, tzinfo=UTC)),
        ("2027-03-19 23:59:00 Asia/Seoul", datetime(2027, 3, 19, 14, 59, tzinfo=UTC)),
        ("2027-03-19 10:59:00 EDT", None),
        ("2027-03-19 10:59:00 Nowhere/City", None),
        ("2027-03-19 10:59:00 +9999", None),
        ("2027-13-19 10:59:00 UTC", None),
        ("0001-01-01 00:00:00 +0900", None),
        ("", None),
    ],
)
def test_moments_are_read_as_nbgrader_writes_them(text: str, moment: datetime | None) -> None:
    assert parse_timestamp(text, SEOUL) == moment


@given(st.text(max_size=40) | st.from_regex(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}", fullmatch=True))
def test_whatever_the_timestamp_the_end_is_a_moment_or_none(text: str) -> None:
    moment = parse_timestamp(text, SEOUL)
    assert moment is None or moment.tzinfo is UTC


@pytest.mark.parametrize("student", ["s001", "kim.minji", "김민지", "a@b.ac.kr", "2027-01234", "O_x+y"])
def test_ordinary_student_ids_are_taken(student: str) -> None:
    assert student_id_problem(student) == ""


@pytest.mark.parametrize(
    ("student", "problem"),
    [
        ("", "the student id is empty"),
        (".hidden", "the student id begins with '.'"),
        ("..", "the student id begins with '.'"),
        ("-rf", "the student id begins with '-'"),
        ("a/b", "the student id has '/' in it"),
        ("a\\b", "the student id has '\\\\' in it"),
        ("s*", "the student id has '*' in it"),
        ("a b", "the student id has ' ' in it"),
        ("=1+1", "the student id has '=' in it"),
        ("a,b", "the student id has ',' in it"),
        ("a\nb", "the student id has characters that cannot be printed"),
        ("a\x1b[2J", "the student id has characters that cannot be printed"),
        ("a\u202eb", "the student id has characters that cannot be printed"),
        ("a\udcff", "the student id has characters that cannot be printed"),
        ("a\0b", "the student id has characters that cannot be printed"),
        ("x" * 101, "the student id is longer than 100 bytes"),
        ("한" * 34, "the student id is longer than 100 bytes"),
    ],
)
def test_ids_that_could_mislead_are_refused(student: str, problem: str) -> None:
    assert student_id_problem(student) == problem


def test_a_refused_student_costs_nobody_else_anything(world: World) -> None:
    hand_in(world, "s1")
    hand_in(world, "a\x1b[2J")
    hand_in(world, ".s2")
    found = survey(world.course, world.assignment)
    assert [submission.student for submission in found.submissions] == ["s1"]
    assert found.notes == (
        f"submitted/.s2/{NAME}: the student id begins with '.'; not graded",
        f"submitted/a\\x1b[2J/{NAME}: the student id has characters that cannot be printed; not graded",
    )


def test_a_folder_name_of_raw_bytes_is_refused(world: World) -> None:
    hand_in(world, "s1")
    folder = os.fsencode(world.root) + b"/submitted/\xff\xfe/" + NAME.encode()
    os.makedirs(folder)
    assert survey(world.course, world.assignment).notes == (
        f"submitted/\\udcff\\udcfe/{NAME}: the student id has characters that cannot be printed; not graded",
    )


@pytest.mark.parametrize("level", ["student", "assignment"])
def test_a_folder_that_is_a_link_to_somewhere_else_is_refused(world: World, level: str) -> None:
    victim = hand_in(world, "victim")
    thief = world.root / "submitted/thief"
    if level == "student":
        thief.symlink_to(victim.parents[1])
    else:
        thief.mkdir()
        (thief / NAME).symlink_to(victim.parent)
    found = survey(world.course, world.assignment)
    assert [submission.student for submission in found.submissions] == ["victim"]
    assert found.notes == (f"submitted/thief/{NAME}: the folder is a link to somewhere else; not graded",)


def test_a_folder_without_the_notebook_is_noted_with_what_is_there(world: World) -> None:
    world.write(f"submitted/s1/{NAME}/a.ipynb", world.notebook(RELU))
    world.write(f"submitted/s1/{NAME}/b.ipynb", world.notebook(RELU, extra="1"))
    world.write(f"submitted/s2/{NAME}/readme.txt", "")
    found = survey(world.course, world.assignment)
    assert found.notes == (
        f"submitted/s1/{NAME}: only a.ipynb, b.ipynb there, expected {NAME}.ipynb; not graded",
        f"submitted/s2/{NAME}: no notebook there, expected {NAME}.ipynb; not graded",
    )
    assert found.not_taken == ("s1", "s2")


def test_what_lies_in_submitted_without_a_notebook_was_handed_in_all_the_same(world: World) -> None:
    world.write(f"submitted/s01/{NAME}/work.py", "x = 1")
    world.write(f"submitted/s01/{NAME}/timestamp.txt", "2027-03-19 01:00:00.000000 UTC")
    world.write(f"submitted/s02/{NAME}/timestamp.txt", "2027-03-19 01:00:00.000000 UTC")
    world.write(f"submitted/s03/{NAME}/{NAME}.ipynb", world.notebook())
    at = datetime(2027, 3, 19, 1, tzinfo=UTC)
    assert dict(survey(world.course, world.assignment).without) == {
        "s01": WithoutNotebook(("work.py",), at, TimeSource.EXCHANGE)
    }


def test_copies_are_candidates_in_submitted_too(world: World) -> None:
    world.write(f"submitted/s1/{NAME}/{NAME}.ipynb", world.notebook())
    copy = world.write(f"submitted/s1/{NAME}/{NAME}-Copy1.ipynb", world.notebook(RELU))
    renamed = world.write(f"submitted/s2/{NAME}/my work.ipynb", world.notebook(RELU))
    both = world.write(f"submitted/s3/{NAME}/{NAME}.ipynb", world.notebook(RELU))
    world.write(f"submitted/s3/{NAME}/{NAME} (1).ipynb", world.notebook(RELU, extra="1"))
    found = survey(world.course, world.assignment)
    assert [item.path for item in found.submissions] == [copy, renamed, both]
    assert found.notes == (
        f"submitted/s1/{NAME}: {NAME}-Copy1.ipynb is graded: {NAME}.ipynb is as it was released",
        f"submitted/s2/{NAME}: my work.ipynb is graded: there is no {NAME}.ipynb",
        f"submitted/s3/{NAME}: {NAME} (1).ipynb holds work as well; {NAME}.ipynb is graded: look which one counts",
    )


def test_a_notebook_that_was_released_beside_the_other_one_is_no_candidate(world: World) -> None:
    world.write(f"release/{NAME}/example.ipynb", "{}")
    world.write(f"submitted/s1/{NAME}/example.ipynb", world.notebook(RELU))
    path = hand_in(world, "s1")
    found = survey(world.course, world.assignment)
    assert ([item.path for item in found.submissions], found.notes) == ([path], ())


def test_a_folder_in_the_spelling_of_macos_is_the_composed_students(world: World) -> None:
    decomposed = unicodedata.normalize("NFD", "김철수")
    hand_in(world, decomposed)
    assert [item.student for item in find_submissions(world.course, world.assignment)] == ["김철수"]
    keep_what_is_there(world.course, world.assignment, NOW)
    assert os.listdir(world.root / "submitted") == ["김철수"]
    hand_in(world, decomposed)
    found = survey(world.course, world.assignment)
    assert len(found.submissions) == 1
    assert found.not_taken == ("김철수",)
    assert found.notes == (
        f"submitted/김철수/{NAME}: there are two folders of that name in two spellings; only one is graded",
    )


def test_what_lies_in_submitted_is_kept_as_a_version_once(world: World) -> None:
    hand_in(world, "s1", timestamp="2027-03-19 14:59:00.000000 UTC")
    hand_in(world, "s2")
    for _ in range(2):
        keep_what_is_there(world.course, world.assignment, NOW)
    versions = [version for student in ("s1", "s2") for version in world.store.history(student).versions]
    assert [(version.source, version.time_source) for version in versions] == [
        ("nbgrader", TimeSource.EXCHANGE),
        ("by hand", TimeSource.UNKNOWN),
    ]


def test_a_time_that_nbgrader_put_beside_a_known_notebook_later_counts(world: World) -> None:
    hand_in(world, "s1")
    keep_what_is_there(world.course, world.assignment, NOW)
    hand_in(world, "s1", timestamp="2027-03-19 14:59:00.000000 UTC")
    keep_what_is_there(world.course, world.assignment, NOW)
    (version,) = world.store.history("s1").versions
    assert version.submitted_at == world.submission("s1").submitted_at == datetime(2027, 3, 19, 14, 59, tzinfo=UTC)


def test_a_record_that_is_broken_is_one_line(world: World) -> None:
    hand_in(world, "s1")
    keep_what_is_there(world.course, world.assignment, NOW)
    (place,) = world.root.glob(".autograder/intake/*/*/history.json")
    place.write_text("{")
    with pytest.raises(CourseError) as caught:
        survey(world.course, world.assignment)
    assert str(caught.value) == (
        f"{place}: cannot be read: not what was written there; put it back from a backup, or move it away"
    )
