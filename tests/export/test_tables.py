"""Tables of grades: read back by a CSV reader, formulas made harmless, what is no number left empty."""

from __future__ import annotations

import csv
import io
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.errors import CourseError
from autograder.export import (
    ExportRow,
    blackboard_csv,
    brightspace_csv,
    canvas_csv,
    changes,
    grades_csv,
    moodle_csv,
    read_grades_csv,
    totals_csv,
)
from autograder.export.tables import safe_cell
from autograder.grades import ExerciseGrade, FinalGrade, GradeStatus, Source, Total
from autograder.model import Person, Reason, ReasonKind

TITLES = {"02_activations": "Activation functions (1234)", "04_losses": "Losses, and slopes (1235)"}
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Old (1)
    Points Possible,,,,,10
"Kim, Min-su",101,u001,s001,A,5
"Lee, Ji-won",102,u002,s002,"A, B",
"Kim, Min-su",103,u003,s003,A,
"Student, Test",999,,abcdef,A,
"""


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


def a_row(
    student: str = "s001",
    final: float | None = 3.0,
    *,
    status: GradeStatus = GradeStatus.GRADED,
    assignment: str = "02_activations",
    points: float = 10.0,
    penalty: float = 0.0,
    person: Person | None = None,
    reasons: tuple[Reason, ...] = (),
) -> ExportRow:
    exercises = (
        ExerciseGrade("relu", 1, 1.0, Source.AUTOMATIC, extra=0.5),
        ExerciseGrade("why", 4, None, Source.NONE),
        ExerciseGrade("plot", 2, None, Source.FREE, counts=False),
    )
    score = None if final is None else final + penalty
    off = None if final is None else penalty
    grade = FinalGrade(student, assignment, status, score, off, final, points, exercises=exercises, reasons=reasons)
    return ExportRow(student, person, grade)


def person(student: str, **ids: str) -> Person:
    email = ids.pop("email", "")
    return Person(student, name=f"Name {student}", email=email, section="B", ids=MappingProxyType(ids))


def test_grades_have_the_columns_of_the_contract_and_a_row_for_each_student_and_assignment() -> None:
    why = (Reason(ReasonKind.OVERRIDE, "relu", score=1, replaced=0.5, why="a typing error"),)
    text = grades_csv(
        [
            a_row("s,2", person=Person("s,2", "Kim, Min-su", "kim@x.org", "A")),
            a_row("s1", 2.7, penalty=0.3, reasons=why),
            a_row("s3", None, status=GradeStatus.MISSING),
        ]
    )
    exercises = "relu=1.5/1; why=?/4; plot=-/2"
    assert text.startswith("student,name,email,section,assignment,status,score,late_penalty,final_score,points,")
    assert rows_of(text)[1:] == [
        ["s,2", "Kim, Min-su", "kim@x.org", "A", "02_activations", "graded", "3", "0", "3", "10", exercises, ""],
        ["s1", "", "", "", "02_activations", "graded", "3", "0.3", "2.7", "10", exercises,
         "relu: set to 1 by your instructor (instead of 0.5) [a typing error]"],
        ["s3", "", "", "", "02_activations", "missing", "", "", "", "10", exercises, ""],
    ]  # fmt: skip


@pytest.mark.parametrize("status", [GradeStatus.PENDING, GradeStatus.MISSING, GradeStatus.NOT_DUE])
def test_no_lms_is_told_a_number_where_there_is_none(status: GradeStatus) -> None:
    row = [a_row(final=None, status=status)]
    title = {"02_activations": "A |1"}
    for zero in (False, True):
        expected = "0" if zero and status is GradeStatus.MISSING else ""
        assert rows_of(canvas_csv(row, title, zero_for_missing=zero).text)[2][-1] == expected
        assert rows_of(moodle_csv(row, title, zero_for_missing=zero).text)[1][-1] == expected
        assert rows_of(brightspace_csv(row, title, zero_for_missing=zero).text)[1][-2] == expected
        assert rows_of(blackboard_csv(row, title, zero_for_missing=zero).text)[1][-1] == expected


def test_excused_is_a_word_in_canvas_and_empty_elsewhere() -> None:
    row = [a_row(final=None, status=GradeStatus.EXCUSED)]
    assert rows_of(canvas_csv(row, {"02_activations": "A"}).text)[2][-1] == "EX"
    assert rows_of(moodle_csv(row, {"02_activations": "A"}).text)[1] == ["s001", ""]


def test_who_has_dropped_the_course_goes_to_no_lms() -> None:
    row = [a_row(final=None, status=GradeStatus.DROPPED)]
    assert len(rows_of(canvas_csv(row, {"02_activations": "A"}).text)) == 2
    assert len(rows_of(moodle_csv(row, {"02_activations": "A"}).text)) == 1


def test_a_grade_of_an_earlier_version_goes_out_and_is_named() -> None:
    table = canvas_csv([a_row(status=GradeStatus.STALE)], {"02_activations": "A"})
    assert rows_of(table.text)[2][-1] == "3"
    assert table.warnings == ("s001: 02_activations: handed in again since; the grade is that of the earlier version",)


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
    rows = [a_row(student) for student in students]
    for text in (grades_csv(rows), brightspace_csv(rows, TITLES).text, blackboard_csv(rows, TITLES).text):
        made = rows_of(text)
        assert {len(row) for row in made} == {len(made[0])}


def test_canvas_takes_ids_from_the_roster_and_keeps_its_order() -> None:
    rows = [
        a_row("s002", person=person("s002", canvas_id="102", canvas_login="lee")),
        a_row("s001"),
        a_row("s001", 2.0, assignment="04_losses", points=12),
    ]
    assert rows_of(canvas_csv(rows, TITLES).text) == [
        ["Student", "ID", "SIS Login ID", "Section", "Activation functions (1234)", "Losses, and slopes (1235)"],
        ["    Points Possible", "", "", "", "10", "12"],
        ["Name s002", "102", "lee", "B", "3", ""],
        ["", "", "s001", "", "3", "2"],
    ]


@pytest.mark.parametrize(
    "row",
    [
        a_row("s001"), a_row("u001"), a_row("101"),
        a_row("x", person=person("x", canvas_id="101")), a_row("x", person=person("x", canvas_login="s001")),
    ],
)  # fmt: skip
def test_canvas_takes_identity_from_its_own_export(row: ExportRow) -> None:
    rows = rows_of(canvas_csv([row], {"02_activations": "A (1)"}, CANVAS).text)
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "A (1)"],
        ["    Points Possible", "", "", "", "", "10"],
        ["Kim, Min-su", "101", "u001", "s001", "A", "3"],
    ]


def test_the_rosters_id_for_canvas_goes_before_an_id_that_looks_alike() -> None:
    row = a_row("102", person=person("102", canvas_id="101"))
    assert rows_of(canvas_csv([row], {"02_activations": "A"}, CANVAS).text)[2][1] == "101"


def test_a_name_that_two_have_in_canvas_is_nobodys() -> None:
    table = canvas_csv([a_row("Kim, Min-su"), a_row("Lee, Ji-won")], {"02_activations": "Old"}, CANVAS)
    assert [row[1] for row in rows_of(table.text)[2:]] == ["102"]
    assert table.warnings == ("Kim, Min-su: not in Canvas's gradebook; left out, export it from Canvas again",)


def test_a_student_who_is_not_in_canvas_is_named_and_the_others_go_on() -> None:
    table = canvas_csv([a_row("nobody"), a_row("s001")], {"02_activations": "Old (1)"}, CANVAS)
    assert [row[1] for row in rows_of(table.text)[2:]] == ["101"]
    assert table.warnings == ("nobody: not in Canvas's gradebook; left out, export it from Canvas again",)


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_title_is_that_of_canvass_gradebook_with_its_id(separator: str) -> None:
    gradebook = "Student,ID,SIS Login ID,Section,A (7),A (8),Losses (9)\nKim,101,s001,A,,,\n".replace(",", separator)
    for title, column in (("Losses", "Losses (9)"), ("A (8)", "A (8)")):
        table = canvas_csv([a_row()], {"02_activations": title}, gradebook)
        assert rows_of(table.text)[0][-1] == column
        assert not table.warnings
    for title, said in (("Loses", "is no column of Canvas's gradebook: an import makes a new"), ("A", "is 2 columns")):
        table = canvas_csv([a_row()], {"02_activations": title}, gradebook)
        assert rows_of(table.text)[0][-1] == title
        assert said in table.warnings[0]


def test_what_is_no_canvas_export_is_refused() -> None:
    with pytest.raises(CourseError) as caught:
        canvas_csv([], TITLES, "name,grade\n")
    assert str(caught.value) == (
        "roster: its first line is 'name,grade', expected Student, ID, ..., Section; export it from Canvas"
    )


@pytest.mark.parametrize(
    ("identity", "expected"),
    [("username", "ada"), ("idnumber", "77"), ("email", "ada@x.org"), ("id", "s001")],
)
def test_moodle_knows_students_by_what_the_roster_says(identity: str, expected: str) -> None:
    who = person("s001", moodle_username="ada", moodle_id="77", email="ada@x.org")
    rows = rows_of(moodle_csv([a_row(person=who)], TITLES, identity).text)
    assert rows == [[identity, "Activation functions (1234)", "Losses, and slopes (1235)"], [expected, "3", ""]]


def test_who_has_no_name_in_moodle_while_others_have_is_left_out_and_named() -> None:
    rows = [a_row("s001", person=person("s001", moodle_username="ada")), a_row("s002", person=person("s002"))]
    table = moodle_csv(rows, {"02_activations": "A"})
    assert rows_of(table.text) == [["username", "A"], ["ada", "3"]]
    assert table.warnings == ("s002: no `moodle_username` in roster.csv, so Moodle does not know them; left out",)


def test_a_course_without_such_names_uses_its_own() -> None:
    assert rows_of(moodle_csv([a_row()], {"02_activations": "A"}).text) == [["username", "A"], ["s001", "3"]]


def test_an_identity_that_moodle_does_not_have_is_one_line() -> None:
    with pytest.raises(CourseError) as caught:
        moodle_csv([], TITLES, "name")
    assert str(caught.value) == "--identity: name, expected one of username, idnumber, email, id"


def test_more_than_an_lms_takes_is_cut_and_said_and_canvas_takes_all() -> None:
    row, title = [a_row(final=11.5)], {"02_activations": "A"}
    for table, lms, place in (
        (moodle_csv(row, title), "Moodle", 1),
        (brightspace_csv(row, title), "Brightspace", 1),
    ):
        assert rows_of(table.text)[1][place] == "10"
        said = f"s001: 02_activations: 11.5 of 10, cut by 1.5: {lms} takes no more than the maximum"
        assert table.warnings == (said,)
    assert rows_of(canvas_csv(row, title).text)[2][-1] == "11.5"


def test_brightspace_gets_its_headers_and_its_end_of_line() -> None:
    table = brightspace_csv([a_row(person=person("s001", brightspace="20067930"))], {"02_activations": "Acts"})
    assert rows_of(table.text) == [
        ["OrgDefinedId", "Acts Points Grade", "End-of-Line Indicator"], ["20067930", "3", "#"],
    ]  # fmt: skip


def test_blackboard_gets_quoted_cells_and_a_column_without_its_id_is_said() -> None:
    who = person("s001", blackboard="ada")
    good = blackboard_csv([a_row(person=who)], {"02_activations": "Acts [Total Pts: 10 Score] |4711"})
    assert good.text == '"Username","Acts [Total Pts: 10 Score] |4711"\n"ada","3"\n'
    assert not good.warnings
    (warning,) = blackboard_csv([a_row(person=who)], {"02_activations": "Acts"}).warnings
    assert warning.startswith("02_activations: its title has no Blackboard column id; give the header of")


def test_assignments_without_a_title_are_left_out() -> None:
    assert rows_of(moodle_csv([a_row()], {"04_losses": "Losses"}).text) == [["username", "Losses"]]


def test_totals_show_each_grade_or_its_status_and_a_letter() -> None:
    total = Total("s001", 87.5, "B", ("a", "b"), ("c",))
    text = totals_csv([(total, None)], {"s001": {"a": "3", "b": "missing", "c": "0"}}, ["a", "b", "c"])
    assert rows_of(text) == [
        ["student", "name", "email", "section", "a", "b", "c", "percent", "letter", "dropped", "waiting"],
        ["s001", "", "", "", "3", "missing", "0", "87.5", "B", "c", ""],
    ]


def test_what_changed_since_an_export_is_said_with_its_amount_and_its_reason() -> None:
    before = [
        a_row("same"), a_row("better", 2.0), a_row("late", 3.0), a_row("ill", None, status=GradeStatus.MISSING),
        a_row("left"), a_row("due", None, status=GradeStatus.NOT_DUE),
    ]  # fmt: skip
    late = (Reason(ReasonKind.CUT_OFF),)
    ill = (Reason(ReasonKind.EXCUSED, why="was ill"),)
    given = (Reason(ReasonKind.MANUAL, "why", score=4),)
    after = [
        a_row("same"), a_row("better", 3.5, reasons=given), a_row("late", 2.7, penalty=0.3, reasons=late),
        a_row("ill", None, status=GradeStatus.EXCUSED, reasons=ill), a_row("new"),
        a_row("due", None, status=GradeStatus.PENDING),
    ]  # fmt: skip
    name = "02_activations"
    assert changes(read_grades_csv("\ufeff" + grades_csv(before), "last.csv"), after) == [
        f"better: {name}: 2 -> 3.5 (+1.50): why: 4 given by a person",
        f"late: {name}: 3 -> 2.7 (-0.30): handed in after , when nothing was accepted any more",
        f"ill: {name}: missing -> excused: excused: this assignment does not count [was ill]",
        f"new: {name}: new, 3",
        f"due: {name}: not due -> pending",
        f"left: {name}: 3 -> gone",
    ]


def test_a_file_that_is_no_export_cannot_be_compared_with() -> None:
    with pytest.raises(CourseError) as caught:
        read_grades_csv("a,b\n1,2\n", "last.csv")
    assert str(caught.value) == (
        "last.csv: its first line is 'a,b', expected student,name,email,section,...; give an export as csv"
    )
