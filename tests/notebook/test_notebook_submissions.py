"""What was handed in is found, and names that could mislead are refused with a note."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notebook_sample import Sample

from autograder.model import student_id_problem
from autograder.notebook.submissions import find_submissions, parse_timestamp, survey

SEOUL = ZoneInfo("Asia/Seoul")
NAME = "01_count"


def hand_in(sample: Sample, student: str, *, timestamp: str | None = None) -> Path:
    path = sample.write(f"submitted/{student}/{NAME}/{NAME}.ipynb", "{}")
    if timestamp is not None:
        (path.parent / "timestamp.txt").write_text(timestamp, encoding="utf-8")
    return path


def test_submissions_are_sorted_by_student_with_their_moments(sample: Sample) -> None:
    hand_in(sample, "s2", timestamp="2027-03-19 14:59:00.000000 UTC\n")
    path = hand_in(sample, "s1")
    os.utime(path, (1_800_000_000, 1_800_000_000))
    found = find_submissions(sample.course, sample.assignment)
    assert [(s.student, s.assignment, s.path, s.submitted_at) for s in found] == [
        ("s1", NAME, path, datetime.fromtimestamp(1_800_000_000, tz=UTC)),
        ("s2", NAME, sample.root / f"submitted/s2/{NAME}/{NAME}.ipynb", datetime(2027, 3, 19, 14, 59, tzinfo=UTC)),
    ]


def test_nothing_handed_in_is_nothing_found(sample: Sample) -> None:
    assert survey(sample.course, sample.assignment).submissions == ()
    sample.write("submitted/s1/other/other.ipynb", "{}")
    assert survey(sample.course, sample.assignment).notes == ()


def test_a_timestamp_that_is_no_moment_is_noted_and_the_files_own_time_counts(sample: Sample) -> None:
    path = hand_in(sample, "s1", timestamp="yesterday\x1b[2J")
    os.utime(path, (1_800_000_000, 1_800_000_000))
    found = survey(sample.course, sample.assignment)
    assert found.submissions[0].submitted_at == datetime.fromtimestamp(1_800_000_000, tz=UTC)
    assert found.notes == (
        rf"submitted/s1/{NAME}: timestamp.txt says 'yesterday\\x1b[2J', which is no moment: "
        "the notebook's own time counts",
    )


def test_a_timestamp_that_is_a_pipe_does_not_block(sample: Sample) -> None:
    path = hand_in(sample, "s1")
    os.mkfifo(path.parent / "timestamp.txt")
    assert "something that is not a file" in survey(sample.course, sample.assignment).notes[0]


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


def test_a_refused_student_costs_nobody_else_anything(sample: Sample) -> None:
    hand_in(sample, "s1")
    hand_in(sample, "a\x1b[2J")
    hand_in(sample, ".s2")
    found = survey(sample.course, sample.assignment)
    assert [submission.student for submission in found.submissions] == ["s1"]
    assert found.notes == (
        f"submitted/.s2/{NAME}: the student id begins with '.'; not graded",
        f"submitted/a\\x1b[2J/{NAME}: the student id has characters that cannot be printed; not graded",
    )


def test_a_folder_name_of_raw_bytes_is_refused(sample: Sample) -> None:
    hand_in(sample, "s1")
    folder = os.fsencode(sample.root) + b"/submitted/\xff\xfe/" + NAME.encode()
    os.makedirs(folder)
    assert survey(sample.course, sample.assignment).notes == (
        f"submitted/\\udcff\\udcfe/{NAME}: the student id has characters that cannot be printed; not graded",
    )


@pytest.mark.parametrize("level", ["student", "assignment"])
def test_a_folder_that_is_a_link_to_somewhere_else_is_refused(sample: Sample, level: str) -> None:
    victim = hand_in(sample, "victim")
    thief = sample.root / "submitted/thief"
    if level == "student":
        thief.symlink_to(victim.parents[1])
    else:
        thief.mkdir()
        (thief / NAME).symlink_to(victim.parent)
    found = survey(sample.course, sample.assignment)
    assert [submission.student for submission in found.submissions] == ["victim"]
    assert found.notes == (f"submitted/thief/{NAME}: the folder is a link to somewhere else; not graded",)


def test_a_folder_without_the_notebook_is_noted_with_what_is_there(sample: Sample) -> None:
    sample.write(f"submitted/s1/{NAME}/my.ipynb", "{}")
    sample.write(f"submitted/s2/{NAME}/readme.txt", "")
    assert survey(sample.course, sample.assignment).notes == (
        f"submitted/s1/{NAME}: only my.ipynb there, expected {NAME}.ipynb; not graded",
        f"submitted/s2/{NAME}: no notebook there, expected {NAME}.ipynb; not graded",
    )
