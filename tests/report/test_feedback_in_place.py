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
    Evidence,
    Exercise,
    FeedbackPolicy,
    Layer,
    LayerKind,
    Panel,
    Plot,
    Result,
    Role,
    Text,
    TimeSource,
    Verdict,
)
from autograder.protocol.values import StudentRaised
from autograder.report import HandedIn, write_feedback
from autograder.report.code import changing_lines
from autograder.report.pictures import picture_of
from autograder.report.words import words
from autograder.suite import drawing
from autograder.suite.drawing import Picture, answered, curve_of, shapes_apart, shapes_in
from autograder.wording import said
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
    test = ScoredTest(
        "test_values", "softmax", 1, Verdict.FAILED, Text(en="values", ko="값"), "", HINT, evidence=evidence
    )
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


@pytest.mark.parametrize("hints", [True, False])
def test_what_is_right_lies_beneath_a_figure_only_where_hints_are_given(
    course: Course, assignment: Assignment, hints: bool
) -> None:
    layers = (
        Layer(LayerKind.LINE, ((0.0, 1.0), (2.0, 3.0)), "loss"),
        Layer(LayerKind.LINE, ((0.0, 1.0), (2.0, 4.0)), role=Role.RIGHT),
    )
    result = failed_with(assignment, Evidence())
    result = replace(result, exercises=(replace(result.exercises[0], plot=Plot((Panel(layers),))),))
    page = page_of(replace(course, feedback=FeedbackPolicy(hints=hints)), assignment, result)
    assert ("series right" in page) is hints
    assert ("Broad and pale beneath it is what is right." in page) is hints
    assert "for inputs that everybody may see" in page
    assert "lines: 1 (loss)" in page


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
    layer = Layer(LayerKind.LINE, ((0.0, 1.0), (0.0, None)), role=Role.RIGHT)
    plot = Plot((Panel((layer,), "", "x", "loss", False, (-1.0, 2.0), (0.0, 3.0)),))
    result = failed_with(assignment, Evidence(2, (0, 1), "ndarray (3,) float64", plot))
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


def test_what_is_earned_with_a_mistake_carried_forward_is_summed_and_said(
    course: Course, assignment: Assignment
) -> None:
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


class Notebook:
    """What stands for a notebook or a reference: names with functions."""

    def __init__(self, **functions: Any) -> None:
        self.__dict__.update(functions)


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def drawn(picture: Picture, yours: Any, right: Any) -> Plot | None:
    return drawing.drawn(picture, yours, answered(picture, right))


def plot_of_wrong(picture: Picture, yours: Any, right: Any) -> Plot:
    plot = drawn(picture, yours, right)
    assert plot is not None
    return plot


def layer_of(plot: Plot, role: Role) -> Layer:
    return next(layer for panel in plot.panels for layer in panel.layers if layer.role is role)


def test_only_a_function_that_takes_numbers_one_by_one_has_a_curve() -> None:
    assert curve_of(sigmoid) is not None
    for other in (lambda a: np.exp(a) / np.exp(a).sum(), lambda x, y: x, lambda x: 1.0, lambda x: x[:1], 3):
        assert curve_of(other) is None


def test_a_curve_is_drawn_over_the_right_one_and_not_where_they_agree() -> None:
    picture = curve_of(sigmoid)
    assert picture is not None
    right = Notebook(sigmoid=sigmoid)
    assert drawn(picture, right, right) is None
    assert drawn(picture, Notebook(sigmoid=lambda x: "no numbers"), right) is None
    plot = plot_of_wrong(picture, Notebook(sigmoid=lambda x: 1 / (1 + np.exp(x))), right)
    assert layer_of(plot, Role.YOURS).kind is LayerKind.LINE
    for language in (ENGLISH, KOREAN):
        view = picture_of(plot, language)
        assert view.alternative in html.unescape(view.svg)
        assert "100" in view.alternative
        assert said("plots.yours").in_language(language) in view.svg


def test_a_not_a_number_interrupts_a_curve() -> None:
    picture = Picture(LayerKind.LINE, lambda source: (np.arange(4.0), source.f(np.arange(4.0))))
    plot = plot_of_wrong(picture, Notebook(f=lambda x: np.where(x == 1, np.nan, x)), Notebook(f=lambda x: x))
    assert None in layer_of(plot, Role.YOURS).rows[1]
    assert "series yours" in picture_of(plot, ENGLISH).svg


def test_a_curve_that_is_far_off_leaves_the_frame_and_the_right_one_is_not_flat_beside_it() -> None:
    picture = curve_of(sigmoid)
    assert picture is not None
    plot = plot_of_wrong(picture, Notebook(sigmoid=lambda x: 1000 * x), Notebook(sigmoid=sigmoid))
    (panel,) = plot.panels
    low, high = panel.ylim
    assert -1.3 < low < 0 < 1 < high < 2.3


@pytest.mark.parametrize(
    ("kind", "right", "yours"),
    [
        (LayerKind.IMAGE, [[3, 0], [1, 2]], [[3, 1], [0, 2]]),
        (LayerKind.STEPS, [[0.0, 1.0], [0.5, 0.5]], [[0.0, 1.0], [1.5, 2.5]]),
        (LayerKind.STEPS, [4.0, 2.0, 1.0], [4.0, 8.0, 16.0]),
        (LayerKind.ARROWS, [[0, 1], [0, 1], [1, 1], [1, 1]], [[0, 1], [0, 1], [-1, -1], [-1, -1]]),
    ],
)
def test_every_kind_of_picture_is_drawn_with_its_text(kind: LayerKind, right: Any, yours: Any) -> None:
    def rows(given: Any) -> Any:
        return tuple(map(np.array, given)) if kind is LayerKind.ARROWS else np.array(given)

    plot = plot_of_wrong(Picture(kind, lambda source: source()), lambda: rows(yours), lambda: rows(right))
    view = picture_of(plot, KOREAN)
    assert view.svg.startswith("<svg")
    assert view.alternative in html.unescape(view.svg)


def test_a_walk_is_drawn_over_its_valley_and_two_curves_in_two_panels_with_axes_in_the_pages_language() -> None:
    x = np.linspace(-1, 1, 9)
    walk = Picture(LayerKind.STEPS, lambda source: source(), (("x", "loss"),), ground=(x, x**2))
    plot = plot_of_wrong(walk, lambda: [[1.0, 1.0], [2.0, 4.0]], lambda: [[1.0, 1.0], [0.5, 0.25]])
    assert [layer.role for layer in plot.panels[0].layers] == [Role.PLAIN, Role.RIGHT, Role.YOURS]
    assert "손실" in picture_of(plot, KOREAN).svg
    epochs = np.arange(3.0)
    history = Picture(
        LayerKind.LINE, lambda source: [(epochs, source(one)) for one in (1, 2)], (("epoch", "loss"), ("epoch", "accuracy"))
    )
    view = picture_of(plot_of_wrong(history, lambda one: one * epochs, lambda one: one - epochs), ENGLISH)
    assert "loss: " in view.alternative
    assert "accuracy: " in view.alternative
    assert drawn(history, lambda one: np.array(3.0), lambda one: one - epochs) is None


def test_shapes_that_do_not_fit_are_boxes_with_their_sizes() -> None:
    plot = shapes_apart(np.zeros((3, 4)), np.zeros(4))
    assert plot is not None
    view = picture_of(plot, ENGLISH)
    assert "(3, 4)" in view.svg
    assert "(4,)" in view.svg
    assert view.svg.count("<rect") == 2
    assert shapes_apart(np.zeros(3), np.ones(3)) is None
    assert shapes_apart(1.0, np.ones(3)) is None


def test_the_shapes_of_an_error_are_those_that_numpy_names() -> None:
    try:
        np.zeros((3, 4)) + np.zeros(3)  # type: ignore[unused-ignore]
    except ValueError as error:
        plot = shapes_in(StudentRaised("ValueError", (), str(error), "softmax", 3), "broadcast")
    assert plot is not None
    assert [layer.rows[0] for layer in plot.panels[0].layers] == [(3.0, 4.0), (3.0,)]
    assert shapes_in(StudentRaised("ValueError", (), "nothing of the kind", "softmax", 3), "broadcast") is None
