"""What a teacher looks for: figures with their meaning, who made which mistake, the next lecture, the whole course."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.grades import GradeStatus
from autograder.grades.scoring import ScoredTest, assemble
from autograder.model import ENGLISH, KOREAN, Assignment, Course, Exercise, Language, Result, Text, Verdict
from autograder.report import Followed, followed_by, write_class_report, write_course_report, write_lecture_page
from autograder.report.classroom import class_view
from autograder.report.coursewide import course_view
from autograder.report.lecture import edits_in, edits_of, lecture_view, whole_lines
from autograder.report.markup import told
from autograder.report.titles import title_of
from autograder.report.words import words
from tests.report.test_pages import HOSTILE, read, work_of

AXIS = Text(en="The sum runs over all samples. Which axis holds the classes?", ko="모든 표본을 더했습니다. 어느 축일까요?")
TYPICAL = "def softmax(a):\n    # {}\n    return np.exp(a) / np.exp(a).sum()\n"


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path, "nn", Text(en="Neural networks", ko="신경망"))


@pytest.fixture
def assignment(tmp_path: Path) -> Assignment:
    title = Text(en="Activations", ko="활성화 함수")
    return Assignment("02_activations", title, Path("a"), tmp_path / "s", (Exercise("relu", 1), Exercise("softmax", 3)))


def result_of(assignment: Assignment, student: str, *, right: bool, source: str = "") -> Result:
    verdict = Verdict.PASSED if right else Verdict.FAILED
    tests = [
        ScoredTest("test_relu", "relu", 1, verdict, Text(en="signs", ko="부호")),
        ScoredTest("test_sum", "softmax", 1, verdict, Text(en="a batch", ko="묶음"), "", AXIS, "whole-batch"),
    ]
    result = assemble(assignment, student=student, notebook="n.ipynb", tests=tests)
    return replace(result, exercises=tuple(replace(one, source=source) for one in result.exercises))


def class_of(assignment: Assignment, wrong: int, right: int) -> list[Result]:
    made = [result_of(assignment, f"s{n:02}", right=False, source=TYPICAL.format(n)) for n in range(wrong)]
    return made + [result_of(assignment, f"s{n + wrong:02}", right=True) for n in range(right)]


@pytest.mark.parametrize("language", [ENGLISH, KOREAN])
def test_figures_stand_with_what_they_mean(course: Course, assignment: Assignment, language: Language) -> None:
    works = [work_of(assignment, result) for result in class_of(assignment, 4, 8)]
    view = class_view(course, assignment, works, language, missing=["s99"])
    assert view.items.exercises["softmax"].difficulty == "67%"
    assert view.items.exercises["softmax"].discrimination == "1.00"  # both exercises agree on everybody
    assert [test.none for test in view.items.tests["softmax"]] == [4]
    assert len(view.items.quintiles) == 4
    page = write_class_report(course, assignment, works, language=language, missing=["s99"]).read_text("utf-8")
    w = words(language)
    for piece in (w["difficulty"], w["discrimination"], w[view.items.alpha_remark], w["item_fine"], "s99"):
        assert piece in page or piece.replace("'", "&#39;") in page


def test_who_made_a_mistake_folds_out_under_its_title(course: Course, assignment: Assignment) -> None:
    works = [work_of(assignment, result) for result in class_of(assignment, 2, 1)]
    (row,) = class_view(course, assignment, works, ENGLISH).misconceptions
    assert (row.title, row.students) == ("The sum runs over all samples", ("s00", "s01"))


def test_there_is_one_table_of_scores_and_the_address_sorts_it(course: Course, assignment: Assignment) -> None:
    works = [work_of(assignment, result) for result in class_of(assignment, 1, 2)]
    page = write_class_report(course, assignment, works).read_text("utf-8")
    assert page.count('class="heat"') == 1
    assert [int(found) for found in re.findall(r'<tr role="row" class="p(\d+)"', page)] == [1, 2, 3]
    assert "#by-score:target .p1{order:1}" in page


def test_a_hint_is_followed_by_what_the_next_version_says(assignment: Assignment) -> None:
    wrong, right = (result_of(assignment, "s", right=one) for one in (False, True))
    found = followed_by([[wrong, wrong, right], [wrong, right], [right, right], [wrong]])
    assert found == {("softmax", "whole-batch"): Followed(tried=3, right=2, hint=AXIS)}


def test_a_hint_after_which_everybody_was_right_is_still_told(course: Course, assignment: Assignment) -> None:
    wrong, right = (result_of(assignment, "s", right=one) for one in (False, True))
    followed = followed_by([[wrong, right]])
    (row,) = class_view(course, assignment, [work_of(assignment, right)], ENGLISH, followed=followed).misconceptions
    assert (row.title, row.count, row.followed) == ("The sum runs over all samples", 0, "1 / 1")


def test_names_stand_beside_ids_where_they_are_known(course: Course, assignment: Assignment) -> None:
    works = [work_of(assignment, result) for result in class_of(assignment, 1, 1)]
    names = {"s00": "Ada Park", "s99": "<b>Zoe</b>"}
    view = class_view(course, assignment, works, ENGLISH, missing=["s99"], names=names)
    assert view.misconceptions[0].students == ("s00 (Ada Park)",)
    assert view.missing == ("s99 (<b>Zoe</b>)",)
    page = write_class_report(course, assignment, works, missing=["s99"], names=names).read_text("utf-8")
    assert "<small>Ada Park</small>" in page
    assert "<b>Zoe" not in page


def test_what_all_figures_mean_is_not_said_of_each_in_a_small_class(course: Course, assignment: Assignment) -> None:
    works = [work_of(assignment, result) for result in class_of(assignment, 1, 1)]
    page = write_class_report(course, assignment, works).read_text("utf-8")
    w = words(ENGLISH)
    assert (page.count(w["few_students"]), w["item_too_few"] in page) == (1, False)


def test_code_in_a_hint_is_code_on_the_page_and_lines_that_are_set_in_keep_their_place() -> None:
    text = "Look at `a < b`:\n    x = [1, 2\n        ^^\n* no list"
    assert told(text) == (
        '<p>Look at <code>a &lt; b</code>:</p><pre class="code">x = [1, 2\n    ^^</pre><p>* no list</p>'
    )


@pytest.mark.parametrize(("students", "shown"), [(2, False), (3, True)])
def test_code_is_shown_only_in_a_form_that_three_share(
    course: Course, assignment: Assignment, students: int, shown: bool
) -> None:
    works = [work_of(assignment, result) for result in class_of(assignment, students, 1)]
    (mistake,) = lecture_view(course, assignment, works, {}, ENGLISH).mistakes
    assert (mistake.count, bool(mistake.shared)) == (students, shown)
    assert "#" not in mistake.shared  # nobody's comment


def test_a_mistake_of_the_suites_own_is_shown_as_its_edit(course: Course, assignment: Assignment) -> None:
    suite = '''WRONG = Misconception("whole-batch", edit=("axis=-1, ", ""))
OTHER = Misconception("two", edit=(("a", "b"), ("c", "d")))
NONE = Misconception("none", edit=computed)'''
    edits = edits_in(suite)
    assert edits == {"whole-batch": (("axis=-1, ", ""),), "two": (("a", "b"), ("c", "d"))}
    works = [work_of(assignment, result) for result in class_of(assignment, 5, 1)]
    (mistake,) = lecture_view(course, assignment, works, edits, ENGLISH).mistakes
    assert (mistake.edits[0].before, mistake.shared) == ("axis=-1, ", "")


def test_a_mistake_that_only_a_wrong_solution_shows_is_its_edit_in_whole_lines(
    course: Course, assignment: Assignment
) -> None:
    wrong = """[one]
misconception = "whole-batch"
edits = [["axis=-1", "axis=0"]]
[other]
base = "correct/terse.py"
misconception = "whole-batch"
edits = [["x", "y"]]
"""
    right = {"softmax": "def softmax(a):\n    powers = np.exp(a)\n    return powers / powers.sum(axis=-1, keepdims=True)\n"}
    works = [work_of(assignment, result) for result in class_of(assignment, 2, 1)]
    (mistake,) = lecture_view(course, assignment, works, {}, ENGLISH, edits_of("softmax", wrong), right).mistakes
    (edit,) = mistake.edits
    assert edit.before == "return powers / powers.sum(axis=-1, keepdims=True)"
    assert edit.after == "return powers / powers.sum(axis=0, keepdims=True)"
    assert mistake.picture is None


def test_edits_of_one_line_are_one_and_what_is_left_out_stands_before_the_line_that_follows() -> None:
    right = "def f(X, Y):\n    if X:\n        return 0\n    return -2 * X, -2 * Y\n"
    both = whole_lines(right, [("-2 * X", "-X"), ("-2 * Y", "-Y")])
    assert both == (("return -2 * X, -2 * Y", "return -X, -Y"),)
    less = whole_lines(right, [("    if X:\n        return 0", "")])
    assert less == (("if X:\n    return 0\nreturn -2 * X, -2 * Y", "return -2 * X, -2 * Y"),)
    assert whole_lines(right, [("nowhere", "x")]) == [("nowhere", "x")]


def test_the_course_page_names_who_falls_behind_and_why(course: Course, assignment: Assignment) -> None:
    other = replace(assignment, name="03_forward")
    full, none = (work_of(assignment, result_of(assignment, "s", right=one)).grade for one in (True, False))
    missing = replace(none, status=GradeStatus.MISSING, final=None)
    grades = [{"a": full, "b": full, "c": full}, {"a": full, "b": none, "c": missing}]
    view = course_view(course, [assignment, other], grades, {"a": "Ada"}, words(ENGLISH), ENGLISH)
    assert [(row.student, row.mean, row.trend) for row in view.rows] == [("a", "100%", "→"), ("b", "50%", "↘"), ("c", "50%", "↘")]
    assert {row.student: len(row.behind) for row in view.behind} == {"b": 1, "c": 2}
    assert [column.missing for column in view.columns] == [0, 1]


def test_nothing_of_a_students_becomes_markup_on_these_pages(course: Course, assignment: Assignment) -> None:
    hostile = f"def softmax(a):\n    return {HOSTILE!r}\n"
    results = [result_of(assignment, f"<b>{n}", right=False, source=hostile) for n in range(3)]
    works = [work_of(assignment, result) for result in results]
    lecture = write_lecture_page(course, assignment, works)
    grades = {work.result.student: work.grade for work in works}
    whole = write_course_report(course, [assignment], [grades], {"<b>0": HOSTILE.replace("\ud800", "")})
    for path in (lecture, whole):
        tags = {tag for tag, _ in read(path.read_text("utf-8")).tags}
        assert not {"script", "img", "iframe", "form", "link"} & tags
        assert not any(name.startswith("on") or name == "style" for _, attributes in read(path.read_text("utf-8")).tags for name in attributes)


@pytest.mark.parametrize(
    ("hint", "title"),
    [("One. Two?", "One"), ("합이 다릅니다. 축은?", "합이 다릅니다"), ("Is it 0.5 or 1?", "Is it 0.5 or 1?"), ("", "no max shift")],
)
def test_a_mistake_has_a_title_in_words(hint: str, title: str) -> None:
    assert title_of(hint, "no-max-shift") == title
