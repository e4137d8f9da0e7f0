"""The HTML pages: they load nothing, run nothing, show what they should, and take nothing of a student's for markup."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import CourseError
from autograder.grades import Given, GivenGrade, GradedWork, GradeStatus, final_grade
from autograder.grades.scoring import ScoredTest, assemble
from autograder.model import (
    ENGLISH,
    KOREAN,
    Assignment,
    Course,
    Exercise,
    FeedbackPolicy,
    Language,
    LatePolicy,
    Layer,
    LayerKind,
    Outcome,
    OutcomeKind,
    Panel,
    Plot,
    Result,
    RubricItem,
    Status,
    Submission,
    Text,
    Verdict,
)
from autograder.report import feedback_path, report_path, write_class_report, write_feedback
from autograder.report.classroom import class_view
from autograder.report.feedback import percent
from autograder.report.words import words

HINT = Text(en="What can you subtract from every score?", ko="모든 점수에서 무엇을 뺄 수 있을까요?")
HOSTILE = "</style></title><script>alert(1)</script><img src=x onerror=alert(1)>\"' {{ 7*7 }}\x1b[31m\x00\u202e\ud800"
RUBRIC = (RubricItem(3.0, Text(en="The chain rule is used.", ko="연쇄 법칙을 사용한다.")),)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    return Course(tmp_path, "nn", Text(en="Neural networks", ko="신경망"))


@pytest.fixture
def assignment() -> Assignment:
    return Assignment(
        "02_activations", Text(en="Activation functions", ko="활성화 함수"), Path("a"), Path("s"),
        (Exercise("relu", 1), Exercise("softmax", 3), Exercise("why", 4, manual=True, rubric=RUBRIC)),
    )  # fmt: skip


def a_result(
    assignment: Assignment, student: str = "s001", *, large: Verdict = Verdict.FAILED, hint: Text = HINT, **other: Any
) -> Result:
    tests = [
        ScoredTest("test_relu", "relu", 1, Verdict.PASSED, Text(en="both signs", ko="양수와 음수")),
        ScoredTest("test_values", "softmax", 2, Verdict.PASSED, Text(en="small scores", ko="작은 점수")),
        ScoredTest("test_large", "softmax", 1, large, Text(en="scores of 1000", ko="1000처럼 큰 점수"), "got nan at (0, 2)",
                   hint, "no-max-shift"),
    ]  # fmt: skip
    return assemble(assignment, **{"student": student, "notebook": "n.ipynb", "tests": tests, **other})


def work_of(
    assignment: Assignment, result: Result, given: dict[str, GivenGrade] | None = None, *, days_late: int = 0
) -> GradedWork:
    """What a result counts for with what people gave; a tenth is taken off for each day."""
    due = datetime(2027, 3, 19, tzinfo=UTC)
    late = replace(assignment, due=due, late=LatePolicy(per_day=0.1))
    at = Submission(assignment.name, result.student, Path("n.ipynb"), due + timedelta(days=days_late))
    gave = Given(given or {})
    grade = final_grade(late, zone="UTC", student=result.student, result=result, submission=at, given=gave)
    return GradedWork(result, grade, gave)


def page_of(course: Course, assignment: Assignment, result: Result, **other: Any) -> str:
    language = other.pop("language", ENGLISH)
    work = work_of(assignment, result, **other)
    return write_feedback(course, assignment, work, language=language).read_text(encoding="utf-8")


def report_of(course: Course, assignment: Assignment, *results: Result, **other: Any) -> str:
    given = other.pop("given", {})
    class_ = [work_of(assignment, result, given.get(result.student)) for result in results]
    return write_class_report(course, assignment, class_, **other).read_text(encoding="utf-8")


class Reader(HTMLParser):
    """What a browser would make of a page: its tags with attributes, its text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def said(page: str) -> str:
    """The page's text, white space made one space."""
    body = page[page.index("<body>") :]
    return " ".join("".join(read(body).text).split())


def hostile_result(assignment: Assignment) -> Result:
    nasty = Text(en=HOSTILE, ko=HOSTILE)
    tests = [
        ScoredTest("test_relu", "relu", 1, Verdict.FAILED, nasty, HOSTILE, nasty, HOSTILE),
        ScoredTest("test_values", "softmax", 1, Verdict.INTERNAL_ERROR, nasty, HOSTILE, nasty, HOSTILE),
    ]
    return assemble(
        assignment, student="s001", notebook=HOSTILE, tests=tests, notes=[HOSTILE, HOSTILE],
        outcome=Outcome(OutcomeKind.KILLED, HOSTILE),
    )  # fmt: skip


@pytest.fixture(params=["feedback", "class"])
def any_page(request: pytest.FixtureRequest, course: Course, assignment: Assignment) -> str:
    """Each page, made of the worst that a student can do, with everything shown that can be."""
    open_course = replace(course, feedback=FeedbackPolicy(hints=True, messages=True))
    result, given = hostile_result(assignment), {"why": GivenGrade(2.0, comment=HOSTILE)}
    if request.param == "feedback":
        return page_of(open_course, assignment, result, given=given)
    return report_of(open_course, assignment, result, a_result(assignment, "<b>s</b>"), given={"s001": given})


def test_nothing_of_a_students_becomes_markup(any_page: str) -> None:
    reader = read(any_page)
    assert not {"script", "img", "b s", "iframe", "object", "link", "base", "form"} & {tag for tag, _ in reader.tags}
    for tag, attributes in reader.tags:
        assert not [name for name in attributes if name.startswith("on") or name in ("style", "src", "srcset")], tag
    assert any_page.count("<title>") == 1 + any_page.count("%: ")
    assert any_page.count("<style>") == any_page.count("</style>") == 1
    assert "49" not in said(any_page)
    assert "{{ 7*7 }}" in said(any_page)


def test_no_control_character_reaches_a_page(any_page: str) -> None:
    assert not {char for char in any_page if ord(char) < 32 and char != "\n"}
    assert not {"\x7f", "\u202e"} & set(any_page)
    assert "[31m" not in any_page


def test_a_page_loads_nothing_and_its_policy_allows_its_own_style_only(any_page: str) -> None:
    policy = next(
        attributes["content"] for tag, attributes in read(any_page).tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )  # fmt: skip
    style = any_page.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert any_page.index("Content-Security-Policy") < any_page.index("<style>")
    assert "@import" not in style
    assert "url(" not in style
    assert not re.search(r"(?:src|href)=\"(?!#|\.\./feedback/)", any_page)


@pytest.mark.parametrize("language", [ENGLISH, KOREAN])
def test_a_students_page_says_score_tests_hints_and_what_is_still_to_come(
    course: Course, assignment: Assignment, language: Language
) -> None:
    page = page_of(course, assignment, a_result(assignment, notes=["cell 'x' was changed"]), language=language)
    w, text = words(language), said(page)
    assert f'<html lang="{language}">' in page
    for piece in (
        assignment.title.in_language(language), "s001", "2 / 3", HINT.in_language(language), w["hint"],
        w["mend_next"], w["notes"], "cell 'x' was changed", w["waiting"], w["rubric"],
        RUBRIC[0].text.in_language(language), w["not_graded_yet"],
    ):  # fmt: skip
        assert piece in text, piece
    other = words(KOREAN if language == ENGLISH else ENGLISH)
    assert other["hint"] not in text


def test_verdicts_are_told_by_word_and_icon_and_not_by_colour_alone(course: Course, assignment: Assignment) -> None:
    text = said(page_of(course, assignment, a_result(assignment)))
    for piece in ("✓passed", "✗not yet", "✎graded by a person"):
        assert piece in text


def test_only_the_courses_policy_shows_instructors_messages(course: Course, assignment: Assignment) -> None:
    def shown(**policy: bool) -> str:
        return page_of(replace(course, feedback=FeedbackPolicy(**policy)), assignment, a_result(assignment))

    assert "got nan" not in shown()
    assert "got nan" in shown(messages=True)
    assert "subtract" not in shown(hints=False)
    assert "no max shift" not in shown(hints=False)


def test_a_hint_that_several_tests_share_is_given_once(course: Course, assignment: Assignment) -> None:
    tests = [ScoredTest(f"t{n}", "softmax", 1, Verdict.FAILED, Text(en=f"case {n}", ko=""), "", HINT) for n in range(3)]
    text = said(page_of(course, assignment, a_result(assignment, tests=tests)))
    assert text.count(HINT["en"]) == 1
    assert all(f"case {n}" in text for n in range(3))


def test_what_a_person_gave_is_shown_and_counted(course: Course, assignment: Assignment) -> None:
    given = {"why": GivenGrade(3.5, comment="Clear.\nName the shapes."), "relu": GivenGrade(0.5)}
    page = page_of(course, assignment, a_result(assignment), given=given)
    text = said(page)
    assert 'aria-label="Score: 6 / 8"' in page
    for piece in ("3.5 / 4", "Clear. Name the shapes.", "A person changed this score.", "0.5 / 1"):
        assert piece in text
    assert "not graded yet" not in text


def test_a_late_penalty_is_explained(course: Course, assignment: Assignment) -> None:
    text = said(page_of(course, assignment, a_result(assignment), days_late=1))
    assert "Late penalty: −0.3 (before the late penalty: 3)" in text
    assert "2.7" in text


def test_the_graders_own_fault_is_never_a_number(course: Course, assignment: Assignment) -> None:
    result = a_result(assignment, tests=[], status=Status.INTERNAL_ERROR, notes=["internal error: test_hidden.py"])
    text = said(page_of(course, assignment, result))
    assert "fault of the grader, not of your work" in text
    assert "– / 3" in text
    assert "test_hidden.py" not in text
    assert not re.search(r"\b0 / ", text)
    broken = ScoredTest("t", "relu", 1, Verdict.INTERNAL_ERROR, Text(en="signs", ko="부호"), "TypeError")
    passed = ScoredTest("u", "relu", 1, Verdict.PASSED, Text(en="zero", ko="영"))
    text = said(page_of(course, assignment, a_result(assignment, tests=[broken, passed])))
    assert "! signs could not be graded – / 0.5 ✓ zero passed – / 0.5" in text
    report = report_of(course, assignment, result)
    assert "Could not be graded: the grader's own fault" in said(report)
    assert ">0<" not in report.partition('class="heat"')[2]


@pytest.mark.parametrize("kind", [kind for kind in OutcomeKind if kind is not OutcomeKind.EXITED])
def test_a_bad_end_is_explained_to_the_student_and_listed_for_the_instructor(
    course: Course, assignment: Assignment, kind: OutcomeKind
) -> None:
    result = a_result(assignment, outcome=Outcome(kind, "after 10 s"))
    assert "The notebook did not run to its end" in said(page_of(course, assignment, result))
    report = said(report_of(course, assignment, result))
    assert f"[{kind.value}]" in report
    assert "after 10 s" in report


def test_an_unreadable_notebook_says_why(course: Course, assignment: Assignment) -> None:
    result = a_result(assignment, tests=[], status=Status.UNREADABLE, notes=["x.ipynb: not JSON; save it again"])
    text = said(page_of(course, assignment, result))
    assert text.count("x.ipynb: not JSON; save it again") == 1
    assert "Nothing of this exercise could be checked." in text
    assert "Notebooks that cannot be read" in said(report_of(course, assignment, result))


@pytest.mark.parametrize("language", [ENGLISH, KOREAN])
def test_the_class_report_shows_the_class(course: Course, assignment: Assignment, language: Language) -> None:
    results = [a_result(assignment, f"s{n:03}", large=Verdict.PASSED if n else Verdict.FAILED) for n in range(4)]
    text = said(report_of(course, assignment, *results, language=language))
    w = words(language)
    for piece in (w["class_report"], w["distribution"], w["misconceptions"], HINT.in_language(language),
                  "s003", w["manual_waiting"]):  # fmt: skip
        assert piece in text, piece


def test_the_class_report_counts_right(course: Course, assignment: Assignment) -> None:
    fault = a_result(assignment, "s9", tests=[], status=Status.INTERNAL_ERROR)
    results = [
        work_of(assignment, a_result(assignment, "s2", large=Verdict.PASSED)),
        work_of(assignment, a_result(assignment, "s1"), {"why": GivenGrade(2.0)}),
        work_of(assignment, fault),
        work_of(assignment, a_result(assignment, "s3"), days_late=2),
    ]
    view = class_view(course, assignment, results, ENGLISH)
    assert (view.count, view.graded, view.not_graded, view.full_marks) == (4, 3, 1, 1)
    assert (view.mean, view.median) == ("3.8", "4")
    assert [row.student for row in view.rows] == ["s1", "s2", "s3", "s9"]
    assert [row.student for row in sorted(view.rows, key=lambda row: row.place)] == ["s9", "s3", "s2", "s1"]
    assert [row.total for row in view.rows] == ["5", "4", "2.4", "–"]
    softmax, why = view.exercises[1], view.exercises[2]
    assert (softmax.full, softmax.part, softmax.none, softmax.unknown) == (1, 2, 0, 1)
    assert softmax.percent == percent(3 + 2 + 2, 9)
    assert (why.full, why.part, why.unknown, why.percent) == (0, 1, 3, 50)
    assert [(row.exercise, row.count, len(row.students)) for row in view.misconceptions] == [("softmax", 2, 2)]
    assert view.misconceptions[0].title == HINT.in_language(ENGLISH)
    assert [bin.count for bin in view.bins] == [0, 0, 0, 0, 0, 0, 2, 0, 0, 1]
    assert [group.kind for group in view.attention] == ["faults", "late_ones", "manual_waiting"]


def test_who_is_excused_is_no_part_of_the_classs_figures(course: Course, assignment: Assignment) -> None:
    there = work_of(assignment, a_result(assignment, "s1", large=Verdict.PASSED))
    ill = work_of(assignment, a_result(assignment, "s2"))
    excused = replace(ill, grade=replace(ill.grade, status=GradeStatus.EXCUSED, final=None, exercises=(), so_far=0.0))
    view = class_view(course, assignment, [there, excused], ENGLISH)
    assert (view.count, view.graded, view.not_graded, view.mean) == (2, 1, 0, "4")
    assert [row.total for row in view.rows] == ["4", "–"]


def test_students_link_to_their_pages_where_there_are_any(course: Course, assignment: Assignment) -> None:
    there = a_result(assignment, "kim min#1")
    write_feedback(course, assignment, work_of(assignment, there), language=ENGLISH)
    page = report_of(course, assignment, there, a_result(assignment, "s002"))
    found = [str(attributes["href"]) for tag, attributes in read(page).tags if tag == "a"]
    links = [link for link in found if not link.startswith("#")]
    assert links == ["../feedback/kim%20min%231/02_activations/02_activations.en.html"]


def test_an_empty_class_has_a_report(course: Course, assignment: Assignment) -> None:
    assert "Nobody has handed in anything." in said(report_of(course, assignment))


def test_pages_stand_where_they_are_said_to_and_do_not_change_by_themselves(
    course: Course, assignment: Assignment
) -> None:
    first = page_of(course, assignment, a_result(assignment))
    path = feedback_path(course, assignment, "s001", ENGLISH)
    assert path == course.root / "feedback" / "s001" / "02_activations" / "02_activations.en.html"
    assert path.read_text(encoding="utf-8") == first == page_of(course, assignment, a_result(assignment))
    report_of(course, assignment, a_result(assignment), language=KOREAN)
    assert report_path(course, assignment, KOREAN) == course.root / "reports" / "02_activations.ko.html"
    assert sorted(path.name for path in (course.root / "reports").iterdir()) == ["02_activations.ko.html"]


@pytest.mark.parametrize("student", ["..", "../s002", "/etc", "", ".hidden", "a\x00b"])
def test_a_name_that_leaves_the_folder_is_refused(course: Course, assignment: Assignment, student: str) -> None:
    with pytest.raises(CourseError) as caught:
        page_of(course, assignment, a_result(assignment, student))
    assert str(caught.value) == f"student: {student!a}, expected the name of a folder"
    assert 'href="..' not in report_of(course, assignment, a_result(assignment, student))


def test_every_word_is_in_every_language() -> None:
    english, korean = words(ENGLISH), words(KOREAN)
    assert english.keys() == korean.keys()
    assert all(english.values())
    assert all(re.search("[가-힣]", word) for word in korean.values())
    templates = Path(__file__).parents[2] / "autograder" / "report" / "templates"
    used = set(re.findall(r"\bw\.(\w+)", "".join(file.read_text("utf-8") for file in templates.glob("*.j2"))))
    python = "".join(file.read_text("utf-8") for file in templates.parent.glob("*.py"))
    used |= set(re.findall(r'"([a-z_]+)"', python)) & english.keys()  # words that data choose
    assert used == english.keys()


@pytest.mark.parametrize(
    ("score", "points", "expected"), [(0, 3, 0), (2.999, 3, 99), (3, 3, 100), (1, 3, 33), (2, 3, 67), (0, 0, 0)]
)
def test_a_share_is_full_only_if_nothing_is_missing(score: float, points: float, expected: int) -> None:
    assert percent(score, points) == expected


def test_a_student_sees_what_an_exercise_drew_and_where_it_comes_from(course: Course, assignment: Assignment) -> None:
    result = a_result(assignment)
    nasty = "</text><script>alert(1)</script>"
    plot = Plot((Panel((Layer(LayerKind.LINE, ((0.0, 1.0), (2.0, 3.0)), nasty),), nasty, nasty, nasty),))
    first, *others = result.exercises
    page = page_of(course, assignment, replace(result, exercises=(replace(first, plot=plot), *others)))
    assert page.count('<figure class="figure"><svg ') == 1
    assert "Drawn anew from the numbers in the figure" in page
    assert "<script" not in page
    assert '<figure class="figure">' not in page_of(course, assignment, result)
