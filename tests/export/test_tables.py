"""Grades as CSV: read back by a CSV reader, formulas made harmless, an ungraded submission left empty."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import CourseError
from autograder.export import canvas_csv, grades_csv, moodle_csv
from autograder.export.tables import safe_cell
from autograder.model import Result

from .conftest import a_result

TITLES = {"02_activations": "Activation functions (1234)", "04_losses": "Losses, and slopes (1235)"}
ROSTER = """\
Student,ID,SIS User ID,SIS Login ID,Section,Old (1)
    Points Possible,,,,,10
"Kim, Min-su",101,u001,s001,A,5
"Lee, Ji-won",102,u002,s002,"A, B",
"Student, Test",999,,abcdef,A,
"""


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def test_grades_have_a_row_per_submission_sorted_and_quoted() -> None:
    rows = rows_of(grades_csv([a_result("s,2"), a_result("s1", late_penalty=0.3)]))
    assert rows == [
        ["student", "assignment", "status", "score", "late_penalty", "final_score", "points", "exercises"],
        ["s,2", "02_activations", "graded", "3", "0", "3", "10", "relu=1/1; softmax=2/3; plot=0/2; derivation=0/4"],
        ["s1", "02_activations", "graded", "3", "0.3", "2.7", "10", "relu=1/1; softmax=2/3; plot=0/2; derivation=0/4"],
    ]


def test_what_the_grader_could_not_grade_is_empty_and_no_zero(internal_error: Result) -> None:
    assert rows_of(grades_csv([internal_error]))[1][3:6] == ["", "", ""]
    assert rows_of(moodle_csv([internal_error], TITLES))[1] == ["s001", "", ""]
    assert rows_of(canvas_csv([internal_error], TITLES))[2] == ["", "", "s001", "", "", ""]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"), ("+1+1", "'+1+1"), ("-1+1", "'-1+1"), ("@SUM(A1)", "'@SUM(A1)"), ("\t=1", "'=1"),
        ("\r\n=1", "'=1"), ("\u200b=1", "'=1"), ("\uff1d1", "'\uff1d1"), ("|calc", "'|calc"), ("%0A", "'%0A"),
        ("-5", "-5"), ("12.5", "12.5"), ("s001", "s001"), ("a=b", "a=b"), ("kim@example.org", "kim@example.org"),
    ],
)  # fmt: skip
def test_a_formula_gets_an_apostrophe_and_nothing_else_does(text: str, expected: str) -> None:
    assert safe_cell(text) == expected


@given(st.text(max_size=40))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    made = safe_cell(text)
    assert "\n" not in made
    assert made[:1] not in ("=", "+", "@", "\t", "\r") or made.lstrip("+-").replace(".", "").isdecimal()


@given(st.lists(st.text(max_size=10), max_size=5, unique=True))
def test_every_row_has_as_many_cells_as_the_header(students: list[str]) -> None:
    for text in (grades_csv(map(a_result, students)), moodle_csv(map(a_result, students), TITLES)):
        rows = rows_of(text)
        assert len(rows) == 1 + len(students)
        assert {len(row) for row in rows} == {len(rows[0])}


def test_canvas_without_a_roster_names_students_by_login() -> None:
    other = replace(a_result("s001"), assignment="04_losses", late_penalty=1.0)
    assert rows_of(canvas_csv([a_result("s002"), a_result("s001"), other], TITLES)) == [
        ["Student", "ID", "SIS Login ID", "Section", "Activation functions (1234)", "Losses, and slopes (1235)"],
        ["    Points Possible", "", "", "", "10", "10"],
        ["", "", "s001", "", "3", "2"],
        ["", "", "s002", "", "3", ""],
    ]


@pytest.mark.parametrize("student", ["s001", "u001", "101", "Kim, Min-su"])
def test_canvas_takes_identity_from_its_own_export(student: str) -> None:
    rows = rows_of(canvas_csv([a_result(student)], {"02_activations": "A (1)"}, ROSTER))
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "A (1)"],
        ["    Points Possible", "", "", "", "", "10"],
        ["Kim, Min-su", "101", "u001", "s001", "A", "3"],
    ]


def test_a_student_who_is_not_in_canvas_is_named() -> None:
    with pytest.raises(CourseError) as caught:
        canvas_csv([a_result("s001"), a_result("nobody")], TITLES, ROSTER)
    assert str(caught.value) == "roster: 1 graded students not in it: nobody; export it from Canvas again"


def test_what_is_no_canvas_export_is_refused() -> None:
    with pytest.raises(CourseError) as caught:
        canvas_csv([], TITLES, "name,grade\n")
    assert str(caught.value) == (
        "roster: its first line is 'name,grade', expected Student, ID, ..., Section; export it from Canvas"
    )


def test_moodle_gets_an_identity_column_and_numbers_only() -> None:
    rows = rows_of(moodle_csv([a_result("b@x.org"), a_result("a@x.org", late_penalty=0.25)], TITLES, "email"))
    assert rows == [
        ["email", "Activation functions (1234)", "Losses, and slopes (1235)"],
        ["a@x.org", "2.75", ""],
        ["b@x.org", "3", ""],
    ]


def test_assignments_without_a_title_are_left_out() -> None:
    assert rows_of(moodle_csv([a_result()], {"04_losses": "Losses"})) == [["username", "Losses"]]
