"""A student's page shows their own cell where it failed, and pictures of what came beside what is right."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.batch.result_json import result_from_json, result_to_json
from autograder.grades.scoring import ScoredTest, assemble
from autograder.model import (
    ENGLISH,
    KOREAN,
    Assignment,
    Course,
    Drawing,
    DrawingKind,
    Evidence,
    Exercise,
    Part,
    Result,
    Text,
    TimeSource,
    Verdict,
)
from autograder.protocol.values import StudentRaised
from autograder.report import HandedIn, write_feedback
from autograder.report.code import changing_lines
from autograder.report.pictures import picture_of
from autograder.report.words import words
from autograder.suite.drawing import Picture, curve_of, drawn, shapes_apart, shapes_in
from tests.report.test_pages import HOSTILE, work_of

HINT = Text(en="The sum runs over the wrong axis.", ko="합을 구하는 축이 다릅니다.")
SOURCE = "def softmax(a):\n    e = np.exp(a)\n    return e / e.sum(axis=1)\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path, "nn", Text(en="Neural networks", ko="신경망"))


@pytest.fixture
def assignment() -> Assignment:
    title = Text(en="Activations", ko="활성화 함수")
    return Assignment("02_activations", title, Path("a"), Path("s"), (Exercise("softmax", 3),))


def failed_with(assignment: Assignment, evidence: Evidence, source: str = SOURCE) -> Result:
    test = ScoredTest("test_values", "softmax", 1, Verdict.FAILED, Text(en="values", ko="값"), "", HINT, evidence=evidence)
    result = assemble(assignment, student="s001", notebook="n.ipynb", tests=[test])
    return replace(result, exercises=tuple(replace(one, source=source) for one in result.exercises))


def page_of(course: Course, assignment: Assignment, result: Result, **other: Any) -> str:
    other.setdefault("language", ENGLISH)
    return write_feedback(course, assignment, work_of(assignment, result), **other).read_text(encoding="utf-8")


def test_the_line_that_raised_is_marked_in_the_students_own_cell(course: Course, assignment: Assignment) -> None:
    page = page_of(course, assignment, failed_with(assignment, Evidence(line=3)))
    marked = re.findall(r'<span class="row error">.*?</em>', page)
    assert len(marked) == 1
    assert "return e / e.sum(axis=1)" in marked[0]
    assert words(ENGLISH)["mark_error"] in marked[0]


def test_nothing_in_the_cell_becomes_markup_and_hidden_characters_show(course: Course, assignment: Assignment) -> None:
    page = page_of(course, assignment, failed_with(assignment, Evidence(line=1, got=HOSTILE), f"# {HOSTILE}"))
    assert "<script" not in page
    assert "<img" not in page
    assert "\u202e" not in page
    assert "⟦U+202E⟧" in page


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("x += 1", [2]), ("x[0] = 1", [2]), ("y = 1\n    x[:, 0] *= 2", [3]), ("x.sort()", [2]), ("np.exp(x, out=x)", [2]),
        ("x = x.copy()\n    x += 1", []), ("y = x + 1", []), ("return (", []),
    ],
)  # fmt: skip
def test_the_line_that_writes_into_an_argument_is_found_and_none_is_guessed(body: str, lines: list[int]) -> None:
    assert list(changing_lines(f"def f(x):\n    {body}\n", "f", {0})) == lines


def test_evidence_is_kept_with_the_result_whole(assignment: Assignment) -> None:
    drawing = Drawing(DrawingKind.CURVE, (Part("right", ((0.0, 1.0), (0.0, None))),))
    result = failed_with(assignment, Evidence(2, (0, 1), "ndarray (3,) float64", drawing))
    assert result_from_json(result_to_json(result)) == result


def test_a_result_of_an_older_version_has_no_cell_and_still_makes_a_page(
    course: Course, assignment: Assignment
) -> None:
    data = result_to_json(failed_with(assignment, Evidence(line=3)))
    for exercise in data["exercises"]:
        del exercise["source"]
        for test in exercise["tests"]:
            del test["evidence"]
    page = page_of(course, assignment, result_from_json(data))
    assert "own" not in re.findall(r'<details class="(\w+)"', page)


def test_what_is_earned_with_a_mistake_carried_forward_is_summed_and_said(course: Course, assignment: Assignment) -> None:
    tests = [
        ScoredTest("test_a", "softmax", 1, Verdict.FAILED, hint=HINT, carried=("exp",)),
        ScoredTest("test_b", "softmax", 2, Verdict.PASSED),
    ]
    result = assemble(assignment, student="s001", notebook="n.ipynb", tests=tests)
    assert (result.exercises[0].carried_forward, result.exercises[0].score) == (1.0, 3.0)
    assert words(ENGLISH)["carried_forward"].format(score="1") in page_of(course, assignment, result)


@pytest.mark.parametrize("language", [ENGLISH, KOREAN])
def test_the_head_says_when_by_whose_word_which_version_and_its_hash(
    course: Course, assignment: Assignment, language: Any
) -> None:
    came = HandedIn("ab12" * 16, TimeSource.LMS, 2, 3)
    page = page_of(course, assignment, failed_with(assignment, Evidence()), language=language, handed_in=came)
    w = words(language)
    for piece in ("2027-03-19", w["source_lms"], w["version_of"].format(number=2, versions=3), "ab12ab12ab12"):
        assert piece in html.unescape(page)


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def test_only_a_function_that_takes_numbers_one_by_one_has_a_curve() -> None:
    assert curve_of(sigmoid) is not None
    for other in (lambda a: np.exp(a) / np.exp(a).sum(), lambda x, y: x, lambda x: 1.0, lambda x: x[:1], 3):
        assert curve_of(other) is None


def test_a_curve_is_drawn_over_the_right_one_and_not_where_they_agree() -> None:
    picture = curve_of(sigmoid)
    assert picture is not None
    assert drawn(picture, sigmoid, sigmoid) is None
    assert drawn(picture, lambda x: "no numbers", sigmoid) is None
    drawing = drawn(picture, lambda x: 1 / (1 + np.exp(x)), sigmoid)
    assert drawing is not None
    assert drawing.kind is DrawingKind.CURVE
    for language in (ENGLISH, KOREAN):
        view = picture_of(drawing, words(language))
        assert view.alternative in view.svg
        assert "100" in view.alternative


def test_a_not_a_number_interrupts_a_curve() -> None:
    picture = Picture(DrawingKind.CURVE, lambda f: (np.arange(4.0), f(np.arange(4.0))))
    drawing = drawn(picture, lambda x: np.where(x == 1, np.nan, x), lambda x: x)
    assert drawing is not None
    assert None in drawing.parts[1].rows[1]
    view = picture_of(drawing, words(ENGLISH))
    assert view.svg.count("series yours") >= 1


@pytest.mark.parametrize(
    ("kind", "right", "yours"),
    [
        (DrawingKind.MATRIX, [[3, 0], [1, 2]], [[3, 1], [0, 2]]),
        (DrawingKind.PATH, [[0.0, 1.0], [0.5, 0.5]], [[0.0, 1.0], [1.5, 2.5]]),
        (DrawingKind.FIELD, [[0, 1], [0, 1], [1, 1], [1, 1]], [[0, 1], [0, 1], [-1, -1], [-1, -1]]),
    ],
)
def test_every_kind_of_picture_is_drawn_with_its_text(kind: DrawingKind, right: Any, yours: Any) -> None:
    answer = tuple if kind is DrawingKind.FIELD else np.array
    drawing = drawn(Picture(kind, lambda f: f()), lambda: answer(map(np.array, yours)) if answer is tuple else answer(yours),
                    lambda: answer(map(np.array, right)) if answer is tuple else answer(right))  # fmt: skip
    assert drawing is not None
    view = picture_of(drawing, words(KOREAN))
    assert view.svg.startswith("<svg")
    assert view.alternative


def test_shapes_that_do_not_fit_are_boxes_with_their_sizes() -> None:
    drawing = shapes_apart(np.zeros((3, 4)), np.zeros(4))
    assert drawing is not None
    view = picture_of(drawing, words(ENGLISH))
    assert "(3, 4)" in view.svg
    assert "(4,)" in view.svg
    assert view.svg.count("<rect") == 2
    assert shapes_apart(np.zeros(3), np.ones(3)) is None
    assert shapes_apart(1.0, np.ones(3)) is None


def test_the_shapes_of_an_error_are_those_that_numpy_names() -> None:
    try:
        np.zeros((3, 4)) + np.zeros(3)  # type: ignore[unused-ignore]
    except ValueError as error:
        drawing = shapes_in(StudentRaised("ValueError", (), str(error), "softmax", 3), "broadcast")
    assert drawing is not None
    assert [part.rows[0] for part in drawing.parts] == [(3.0, 4.0), (3.0,)]
    assert shapes_in(StudentRaised("ValueError", (), "nothing of the kind", "softmax", 3), "broadcast") is None
