"""The notebook that formgrader shows, built from what was released and a submission's cells."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import CourseError
from autograder.gradebook import StudentCell, write_autograded
from autograder.grades.scoring import ScoredTest
from autograder.model import ENGLISH, KOREAN, Assignment, Course, Outcome, OutcomeKind, Status, Verdict

from .conftest import NAME, released_notebook, small_result, small_tests

SOLVED = StudentCell("code", "def relu(a):\n    return a * (a > 0)\n", "relu")
ANSWER = StudentCell("markdown", "Because <b>of</b> the chain rule.", "why")


def built(course: Course, assignment: Assignment, *cells: StudentCell, **other: Any) -> dict[str, Any]:
    result = other.pop("result", None) or small_result(assignment)
    language = other.pop("language", ENGLISH)
    path = write_autograded(
        course, assignment, result, released=released_notebook(course), cells=cells, language=language, **other
    )
    assert path == course.root / "autograded" / "s001" / NAME / f"{NAME}.ipynb"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def by_id(notebook: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {cell["metadata"]["nbgrader"]["grade_id"]: cell for cell in notebook["cells"] if "nbgrader" in cell["metadata"]}


def as_released(course: Course) -> list[StudentCell]:
    return [
        StudentCell(
            cell["cell_type"], "".join(cell["source"]), cell["metadata"].get("nbgrader", {}).get("grade_id")
        )
        for cell in released_notebook(course)["cells"]
    ]


def sources(notebook: dict[str, Any]) -> list[str]:
    return [cell["source"] for cell in notebook["cells"]]


def test_an_answer_stands_in_the_instructors_cell(course: Course, assignment: Assignment) -> None:
    notebook = built(course, assignment, *as_released(course), SOLVED, ANSWER)
    cells = by_id(notebook)
    assert cells["relu"]["source"] == SOLVED.source
    assert cells["why"]["source"] == ANSWER.source
    original = by_id(released_notebook(course))
    assert {name: cell["metadata"] for name, cell in cells.items()} == {
        name: cell["metadata"] for name, cell in original.items()
    }


def test_a_locked_cell_is_the_instructors_whatever_the_student_made_of_it(
    course: Course, assignment: Assignment
) -> None:
    changed = StudentCell("code", "assert True", "test-relu")
    cells = [changed if cell.grade_id == "test-relu" else cell for cell in as_released(course)]
    shown = by_id(built(course, assignment, *cells))["test-relu"]["source"]
    assert shown == "".join(by_id(released_notebook(course))["test-relu"]["source"])


def test_every_released_cell_is_there_once_in_order_even_with_an_empty_submission(
    course: Course, assignment: Assignment
) -> None:
    notebook = built(course, assignment)
    assert list(by_id(notebook)) == list(by_id(released_notebook(course)))


def test_cells_of_the_students_own_stay_where_they_were(course: Course, assignment: Assignment) -> None:
    own = StudentCell("code", "helper = 1")
    cells = as_released(course)
    place = next(index for index, cell in enumerate(cells) if cell.grade_id == "relu")
    shown = sources(built(course, assignment, *cells[:place], own, SOLVED, *cells[place + 1 :]))
    assert shown.index("helper = 1") + 1 == shown.index(SOLVED.source)


def test_of_two_copies_the_last_that_was_worked_on_is_shown(course: Course, assignment: Assignment) -> None:
    stub = next(cell for cell in as_released(course) if cell.grade_id == "relu")
    second = replace(SOLVED, source="def relu(a):\n    return 0")
    shown = sources(built(course, assignment, SOLVED, second, stub))
    assert second.source in shown
    assert SOLVED.source not in shown
    assert stub.source not in shown


def test_a_cell_that_became_another_kind_is_not_the_answer(course: Course, assignment: Assignment) -> None:
    stub = next(cell for cell in as_released(course) if cell.grade_id == "relu")
    assert by_id(built(course, assignment, replace(SOLVED, kind="raw")))["relu"]["source"] == stub.source


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
        "- The notebook used more time than it may. Is there a loop that never ends?\n"
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
        StudentCell("raw", "<script>raw</script>"),
        StudentCell("markdown", "<script>alert(1)</script> ![x](attachment:a.svg)"),
        StudentCell("code", "print('\x1b[31m\u202e')\x00"),
        StudentCell("markdown", "<img src=x onerror=alert(1)>", "why"),
        StudentCell("code", "x", "../../etc"),
    ]
    text = json.dumps(built(course, assignment, *hostile), ensure_ascii=False)
    for piece in ("<script", "<img", "![", "\\u001b", "\u202e", "\\u0000", "../../etc"):
        assert piece not in text


def test_a_submission_of_thousands_of_cells_is_shown_in_part(course: Course, assignment: Assignment) -> None:
    assert len(built(course, assignment, *[StudentCell("code", "1")] * 3000)["cells"]) < 1100


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
