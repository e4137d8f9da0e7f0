"""The notebook that formgrader shows, built from what was released and a submission's cells."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import CourseError
from autograder.gradebook import MANY, Picture, cells_that_ran, write_autograded
from autograder.grades.scoring import ScoredTest
from autograder.model import (
    ENGLISH,
    KOREAN,
    Assignment,
    Course,
    Evidence,
    Layer,
    LayerKind,
    Outcome,
    OutcomeKind,
    Panel,
    Plot,
    Role,
    ShownCell,
    ShownKind,
    Status,
    Verdict,
)

from .conftest import NAME, released_notebook, small_result, small_tests

SOLVED = ShownCell(ShownKind.CODE, "def relu(a):\n    return a * (a > 0)\n", "relu", ran="relu")
ANSWER = ShownCell(ShownKind.MARKDOWN, "Because <b>of</b> the chain rule.", "why")


def built(course: Course, assignment: Assignment, *cells: ShownCell, **other: Any) -> dict[str, Any]:
    result = other.pop("result", None) or small_result(assignment)
    language = other.pop("language", ENGLISH)
    path = write_autograded(
        course, assignment, result, released=released_notebook(course), shown=cells, language=language, **other
    )
    assert path == course.root / "autograded" / "s001" / NAME / f"{NAME}.ipynb"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def by_id(notebook: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]
    }


def as_released(course: Course) -> list[ShownCell]:
    return [
        ShownCell(ShownKind(cell["cell_type"]), "".join(cell["source"]), grade_id, students=False)
        for grade_id, cell in by_id(released_notebook(course)).items()
    ]


def sources(notebook: dict[str, Any]) -> list[str]:
    return [cell["source"] for cell in notebook["cells"]]


def test_an_answer_stands_in_the_instructors_cell(course: Course, assignment: Assignment) -> None:
    cells = by_id(built(course, assignment, SOLVED, ANSWER))
    assert cells["relu"]["source"] == SOLVED.source
    assert cells["why"]["source"] == ANSWER.source
    original = by_id(released_notebook(course))
    assert cells["relu"]["metadata"].pop("autograder") == {"ran": "relu", "students": True}
    assert {name: cell["metadata"] for name, cell in cells.items()} == {
        name: cell["metadata"] for name, cell in original.items()
    }


def test_every_released_cell_is_there_once_in_order_even_with_an_empty_submission(
    course: Course, assignment: Assignment
) -> None:
    notebook = built(course, assignment)
    assert list(by_id(notebook)) == list(by_id(released_notebook(course)))


def test_cells_of_the_students_own_stay_where_they_were(course: Course, assignment: Assignment) -> None:
    own = ShownCell(ShownKind.CODE, "helper = 1", ran="cell-4")
    cells = as_released(course)
    place = next(index for index, cell in enumerate(cells) if cell.grade_id == "relu")
    shown = sources(built(course, assignment, *cells[:place], own, SOLVED, *cells[place + 1 :]))
    assert shown.index("helper = 1") + 1 == shown.index(SOLVED.source)


def test_the_tests_are_the_output_of_the_grade_cell_and_the_score_its_value(
    course: Course, assignment: Assignment
) -> None:
    outputs = by_id(built(course, assignment))["test-softmax"]["outputs"]
    assert outputs == [
        {
            "name": "stdout",
            "output_type": "stream",
            "text": (
                "Score: 2 / 3\n"
                "[+] small scores: passed (2 / 2)\n"
                "[-] scores of 1000: not yet (0 / 1)\n"
                "    What can you subtract from every score?\n"
            ),
        },
        {"data": {"text/plain": "2.0"}, "execution_count": None, "metadata": {}, "output_type": "execute_result"},
    ]


def test_nbgraders_own_scoring_of_the_notebook_agrees(course: Course, assignment: Assignment) -> None:
    import nbformat
    from nbgrader.utils import determine_grade

    text = json.dumps(built(course, assignment))
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in nbformat.reads(text, 4).cells if cell.metadata}
    assert determine_grade(cells["test-relu"]) == (1.0, 1.0)
    assert determine_grade(cells["test-softmax"]) == (2.0, 3.0)


def test_instructors_messages_are_shown_only_if_the_course_says_so(course: Course, assignment: Assignment) -> None:
    def shown(**policy: bool) -> str:
        chosen = replace(course, feedback=replace(course.feedback, **policy))
        return str(by_id(built(chosen, assignment))["test-softmax"]["outputs"][0]["text"])

    assert "got nan" not in shown()
    assert "got nan" in shown(messages=True)
    assert "subtract" not in shown(hints=False)


def test_the_rubric_stands_above_the_answer_that_a_person_grades(course: Course, assignment: Assignment) -> None:
    shown = sources(built(course, assignment, ANSWER))
    assert shown[shown.index(ANSWER.source) - 1] == (
        "**Graded by a person, by these criteria**\n\n"
        "| Criterion | Points |\n| --- | ---: |\n| The chain rule is used. | 3 |\n| The shape is named. | 1 |"
    )
    korean = sources(built(course, assignment, ANSWER, language=KOREAN))
    assert "연쇄 법칙을 사용한다." in korean[korean.index(ANSWER.source) - 1]


def test_notes_and_a_bad_end_stand_at_the_top(course: Course, assignment: Assignment) -> None:
    result = small_result(
        assignment, notes=["cell 3 was <i onclick=x>changed</i>\x1b[31m"], outcome=Outcome(OutcomeKind.TIMEOUT)
    )
    assert sources(built(course, assignment, result=result))[0] == (
        "**Notes of the grader**\n\n"
        "- The notebook ran longer than allowed. Is there a loop that never ends?\n"
        "- cell 3 was < i onclick=x>changed</i>"
    )


def test_the_graders_own_fault_has_no_number(course: Course, assignment: Assignment) -> None:
    broken = ScoredTest("test_relu", "relu", 1, Verdict.INTERNAL_ERROR, message="Traceback")
    result = small_result(assignment, tests=[broken, *small_tests()[1:]])
    assert result.status is Status.INTERNAL_ERROR
    outputs = by_id(built(course, assignment, result=result))["test-relu"]["outputs"]
    assert [output["output_type"] for output in outputs] == ["stream"]
    assert "fault of the grader" in outputs[0]["text"]
    assert "Traceback" not in outputs[0]["text"]
    assert outputs[0]["text"].startswith("could not be graded\n[!] test_relu: could not be graded (- / 1)\n")


def test_nothing_of_a_hostile_notebook_but_plain_source_comes_along(course: Course, assignment: Assignment) -> None:
    hostile = [
        ShownCell(ShownKind.CODE, "y", "../../etc", ran="cell-9"),
        ShownCell(ShownKind.RAW, "<script>raw</script>"),
        ShownCell(ShownKind.MARKDOWN, "<script>alert(1)</script> ![x](attachment:a.svg)"),
        ShownCell(ShownKind.CODE, "print('\x1b[31m\u202e')\x00"),
        ShownCell(ShownKind.MARKDOWN, "<img src=x onerror=alert(1)>", "why"),
    ]
    text = json.dumps(built(course, assignment, *hostile), ensure_ascii=False)
    for piece in ("<img", "![", "\\u001b", "\u202e", "\\u0000", "../../etc"):
        assert piece not in text
    notebook = built(course, assignment, *hostile)
    raw = next(cell for cell in notebook["cells"] if cell["source"] == "" and cell["outputs"])
    assert raw["outputs"] == [{"name": "stdout", "output_type": "stream", "text": "<script>raw</script>"}]
    assert not any("<script" in cell["source"] for cell in notebook["cells"])


def test_a_submission_of_thousands_of_cells_is_shown_whole(course: Course, assignment: Assignment) -> None:
    cells = [ShownCell(ShownKind.CODE, f"x = {number}", ran=f"cell-{number}") for number in range(3000)]
    shown = sources(built(course, assignment, *cells))
    assert {cell.source for cell in cells} <= set(shown)


def test_what_is_long_stands_as_plain_text_to_the_last_character(course: Course, assignment: Assignment) -> None:
    code = "x = 1\n" * 30_000 + "\x1b[8m# hidden"
    text = "[" * 30_000
    cells = [
        ShownCell(ShownKind.CODE, code, "relu", ran="relu"),
        ShownCell(ShownKind.MARKDOWN, text, "why"),
        ShownCell(ShownKind.MARKDOWN, text),
    ]
    notebook = built(course, assignment, *cells)
    relu = by_id(notebook)["relu"]
    assert relu["source"] == "# What was written here is long: it stands below as plain text, whole."
    assert relu["outputs"][0]["text"] == "x = 1\n" * 30_000 + "⟦U+001B⟧[8m# hidden"
    plain = [
        cell["outputs"][0]["text"] for cell in notebook["cells"] if cell["cell_type"] == "code" and not cell["source"]
    ]
    assert plain == [text, text]
    assert list(cells_that_ran(notebook)) == [("relu", code, True)]


def test_a_line_that_ends_out_of_sight_is_announced(course: Course, assignment: Assignment) -> None:
    cell = ShownCell(ShownKind.CODE, "x = 1" + " " * 900 + "; y = 2", ran="cell-1")
    shown = sources(built(course, assignment, cell))
    assert (
        shown[shown.index(cell.source) - 1] == "**⚠ A line of the cell below has 912 characters: scroll to its end.**"
    )


def test_a_file_that_was_changed_after_grading_is_not_shown_and_it_is_said(
    course: Course, assignment: Assignment
) -> None:
    assert "**⚠ The file was changed after it was graded, so it is not shown. Grade it again.**" in sources(
        built(course, assignment, changed=True)
    )


def test_pictures_stand_below_the_text_that_names_them(course: Course, assignment: Assignment) -> None:
    cell = ShownCell(ShownKind.MARKDOWN, "see ![my photo](attachment:a.png), ![](attachment:b.svg)", "why")
    beyond = [Picture(f"c{number}", problem=MANY) for number in range(500)]
    made = [Picture("a.png", "image/png", "iVBO"), Picture("b.svg", problem="svg"), *beyond]
    cells = built(course, assignment, cell, pictures=[made])["cells"]
    at = next(
        number for number, shown in enumerate(cells) if shown["metadata"].get("nbgrader", {}).get("grade_id") == "why"
    )
    assert cells[at]["source"] == "see [picture 1: a.png], [picture 2: b.svg]"
    assert cells[at + 1]["source"] == "# [picture 1: a.png]"
    assert cells[at + 1]["outputs"] == [{"data": {"image/png": "iVBO"}, "metadata": {}, "output_type": "display_data"}]
    assert cells[at + 2]["source"] == "**⚠ The picture b.svg cannot be shown: SVG is a program and is not drawn.**"
    assert cells[at + 3]["source"] == "**⚠ Not shown, since there are so many pictures: 500 more.**"
    assert "500" not in cells[at + 4]["source"]


def test_the_same_input_gives_the_same_bytes_and_an_unchanged_file_is_left_alone(
    course: Course, assignment: Assignment
) -> None:
    at = datetime(2027, 3, 18, 9, 30, 0, 5, tzinfo=UTC)
    built(course, assignment, SOLVED, submitted_at=at)
    folder = course.root / "autograded" / "s001" / NAME
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    assert (folder / "timestamp.txt").read_text() == "2027-03-18 09:30:00.000005 UTC\n"
    built(course, assignment, SOLVED, submitted_at=at)
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before
    built(course, assignment, SOLVED)
    assert [path.name for path in folder.iterdir()] == [f"{NAME}.ipynb"]


@pytest.mark.parametrize("student", ["..", "../s002", "/etc", "a/b", "", ".hidden", "a\x00b", "a\nb"])
def test_a_name_that_leaves_the_folder_is_refused(course: Course, assignment: Assignment, student: str) -> None:
    with pytest.raises(CourseError) as caught:
        built(course, assignment, result=small_result(assignment, student))
    assert str(caught.value) == f"student: {student!a}, expected the name of a folder"
    assert not Path(course.root / "autograded").exists()


def test_what_an_exercise_drew_stands_between_its_report_and_its_score(course: Course, assignment: Assignment) -> None:
    result = small_result(assignment)
    layer = Layer(LayerKind.LINE, ((0.0, 1.0), (2.0, 3.0)), "</text><script>")
    drew = [replace(one, plot=Plot((Panel((layer,)),))) if one.name == "softmax" else one for one in result.exercises]
    notebook = built(course, assignment, result=replace(result, exercises=tuple(drew)))
    outputs = by_id(notebook)["test-softmax"]["outputs"]
    assert [output["output_type"] for output in outputs] == ["stream", "display_data", "execute_result"]
    svg = outputs[1]["data"]["image/svg+xml"]
    assert svg.startswith("<svg ")
    assert "<title>The figure that softmax returned</title>" in svg
    assert "<script" not in svg
    assert "image/svg+xml" not in json.dumps(by_id(notebook)["test-relu"])
    assert outputs[1]["metadata"]["image/svg+xml"]["alt"].startswith("The figure that softmax returned.")


@pytest.mark.parametrize("hints", [True, False])
def test_what_came_beside_what_is_right_is_a_picture_only_where_students_get_hints(
    course: Course, assignment: Assignment, hints: bool
) -> None:
    rows = {Role.RIGHT: ((0.0, 1.0), (2.0, 3.0)), Role.YOURS: ((0.0, 1.0), (2.0, 4.0))}
    plot = Plot((Panel(tuple(Layer(LayerKind.LINE, row, role=role) for role, row in rows.items())),))
    result = small_result(assignment)
    wrong = [
        replace(one, tests=tuple(
            replace(test, verdict=Verdict.FAILED, evidence=Evidence(got="ndarray (2,) float64", plot=plot)) for test in one.tests
        )) if one.name == "softmax" else one
        for one in result.exercises
    ]  # fmt: skip
    told = replace(course, feedback=replace(course.feedback, hints=hints))
    notebook = built(told, assignment, result=replace(result, exercises=tuple(wrong)))
    drawn = [output for output in by_id(notebook)["test-softmax"]["outputs"] if output["output_type"] == "display_data"]
    assert len(drawn) == hints  # once, though several tests have it
    assert all("Points that differ: 1 of 2" in output["metadata"]["image/svg+xml"]["alt"] for output in drawn)
