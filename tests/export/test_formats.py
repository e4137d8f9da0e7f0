"""JSON, JUnit, GitHub, Gradescope and plain text: golden files, and nothing of a hostile student's gets through."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder import export
from autograder.export import github_annotations, to_junit
from autograder.export.ci import without_commands
from autograder.grades.scoring import ScoredTest, assemble
from autograder.model import ENGLISH, KOREAN, FeedbackPolicy, Language, Result, Text, Verdict

from .conftest import ASSIGNMENT, a_grade, a_result, the_tests, work_of
from .junit import cases_of, checked_junit

Golden = Callable[[str, str], None]


def to_json(result: Result, language: Language = ENGLISH) -> str:
    return export.to_json(work_of(result), language)


def to_github(result: Result, language: Language = ENGLISH, **other: Any) -> str:
    return export.to_github(result, a_grade(result), language, **other)


def to_text(result: Result, language: Language = ENGLISH, **other: Any) -> str:
    return export.to_text(result, a_grade(result), language, **other)


def to_gradescope(result: Result, language: Language = ENGLISH, **other: Any) -> str:
    return export.to_gradescope(result, a_grade(result), language, **other)


EVERY_FORMAT: dict[str, Callable[..., str]] = {
    "json": to_json,
    "junit.xml": to_junit,
    "github.md": to_github,
    "txt": to_text,
    "gradescope.json": to_gradescope,
    "annotations.txt": lambda result, language=ENGLISH, **other: github_annotations(
        result, {"softmax": 7}, language, **other
    ),
}
FOR_STUDENTS = {name: form for name, form in EVERY_FORMAT.items() if name != "json"}

RESULT_KEYS = {
    "schema": str, "assignment": str, "student": str, "notebook": str, "status": str, "score": float, "points": float,
    "late_penalty": float, "outcome": dict, "isolation": list, "exercises": list, "notes": list, "duration_s": float, "grade": dict,
}  # fmt: skip
EXERCISE_KEYS = {"name": str, "score": float, "points": float, "verdict": str, "carried_forward": float, "tests": list}
TEST_KEYS = {
    "name": str, "score": float, "points": float, "verdict": str, "message": str, "hint": str, "misconception": str,
}  # fmt: skip


@pytest.mark.parametrize("language", [ENGLISH, KOREAN])
@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_a_result_looks_as_it_did(name: str, language: Language, result: Result, golden: Golden) -> None:
    golden(f"{language}.{name}", EVERY_FORMAT[name](result, language))


@pytest.mark.parametrize("kind", ["late_result", "internal_error", "unreadable"])
@pytest.mark.parametrize("name", ["txt", "github.md", "gradescope.json", "junit.xml"])
def test_a_result_that_is_not_ordinary_looks_as_it_did(
    name: str, kind: str, request: pytest.FixtureRequest, golden: Golden
) -> None:
    golden(f"{kind}.{name}", EVERY_FORMAT[name](request.getfixturevalue(kind)))


def has_exactly(value: dict[str, Any], keys: dict[str, type]) -> bool:
    return value.keys() == keys.keys() and all(type(value[name]) is kind for name, kind in keys.items())


def test_json_has_exactly_the_keys_of_the_contract(result: Result) -> None:
    made = json.loads(to_json(result))
    assert has_exactly(made, RESULT_KEYS)
    assert made["schema"] == "autograder/result/1"
    assert made["outcome"].keys() == {"kind", "detail"}
    for exercise in made["exercises"]:
        assert has_exactly(exercise, EXERCISE_KEYS)
        assert all(has_exactly(test, TEST_KEYS) for test in exercise["tests"])


def test_several_results_are_a_list_under_results() -> None:
    made = json.loads(export.to_json([work_of(a_result("s001")), work_of(a_result("s002"))]))
    assert list(made) == ["results"]
    assert [result["student"] for result in made["results"]] == ["s001", "s002"]
    assert json.loads(export.to_json([])) == {"results": []}


@pytest.mark.parametrize("name", EVERY_FORMAT)
def test_a_hostile_result_can_be_encoded_and_has_no_controls(name: str, hostile: Result) -> None:
    text = EVERY_FORMAT[name](hostile)
    text.encode("utf-8")
    assert not {char for char in text if ord(char) < 32 and char != "\n"}
    assert not {"\x7f", "\x9b", "\u202e", "\ufffe"} & set(text)
    assert len(text) < 60_000


@pytest.mark.parametrize("name", FOR_STUDENTS)
def test_no_line_is_a_workflow_command_but_our_own(name: str, hostile: Result) -> None:
    for line in EVERY_FORMAT[name](hostile).splitlines():
        if name == "annotations.txt":
            assert line.startswith("::error file=")
            assert line.count("::") == 2 + line.partition("::error ")[2].partition("::")[2].count("::")
        elif not name.endswith(".json"):
            assert not line.lstrip().startswith("::")
            assert "##[" not in line


def test_an_annotation_cannot_be_ended_or_given_properties_by_a_student(hostile: Result) -> None:
    first = github_annotations(hostile, {"relu": 3}).splitlines()[0]
    properties, _, message = first.removeprefix("::error ").partition("::")
    assert [part.partition("=")[0] for part in properties.split(",")] == ["file", "title"]
    assert "\n" not in message
    assert "%0A  %3A" not in properties
    assert "%250A%2525" in message


@given(st.text(alphabet=st.sampled_from(":#[ \n\tab"), max_size=30))
def test_no_text_is_a_command_after_the_treatment(text: str) -> None:
    made = without_commands(text)
    assert "##[" not in made
    assert not any(line.strip().startswith("::") for line in made.split("\n"))


def test_html_does_not_get_into_the_job_summary(hostile: Result) -> None:
    assert "<" not in to_github(hostile)
    assert "](" not in to_github(hostile).replace("\\]\\(", "")


@pytest.mark.parametrize("name", FOR_STUDENTS)
def test_instructors_messages_are_shown_only_if_the_course_says_so(name: str, result: Result) -> None:
    def shown(policy: FeedbackPolicy) -> str:
        return EVERY_FORMAT[name](result, policy=policy)

    assert "got nan" not in shown(FeedbackPolicy())
    assert "got nan" in shown(FeedbackPolicy(messages=True))
    assert "subtract" in shown(FeedbackPolicy())
    assert "subtract" not in shown(FeedbackPolicy(hints=False))


@pytest.mark.parametrize("name", FOR_STUDENTS)
def test_a_traceback_of_the_grader_is_never_shown_to_a_student(name: str, internal_error: Result) -> None:
    assert "TypeError in the suite" not in EVERY_FORMAT[name](internal_error, policy=FeedbackPolicy(messages=True))


@pytest.mark.parametrize("name", FOR_STUDENTS)
def test_notes_on_a_fault_of_the_grader_are_not_for_students(name: str, internal_error: Result) -> None:
    noted = replace(internal_error, notes=("internal error: test_hidden.py",))
    assert "test_hidden.py" not in EVERY_FORMAT[name](noted)
    assert "test_hidden.py" in to_json(noted)


@pytest.mark.parametrize("kind", ["result", "late_result", "internal_error", "unreadable", "hostile"])
def test_junit_keeps_its_schema(kind: str, request: pytest.FixtureRequest) -> None:
    for language in (ENGLISH, KOREAN):
        checked_junit(to_junit(request.getfixturevalue(kind), language))


def test_junit_tells_failures_from_faults_and_from_what_was_not_checked(result: Result, internal_error: Result) -> None:
    root = checked_junit(to_junit(result))
    assert [root.attrib[name] for name in ("tests", "failures", "errors")] == ["6", "1", "0"]
    assert sum(int(suite.attrib["skipped"]) for suite in root) == 2
    assert checked_junit(to_junit(internal_error)).attrib["errors"] == "2"  # the test and the run


def test_junit_of_a_notebook_that_was_not_run_to_its_end_is_not_green(unreadable: Result, late_result: Result) -> None:
    for result in (unreadable, replace(late_result, exercises=())):
        assert checked_junit(to_junit(result)).attrib["failures"] == "1"


def test_junit_of_two_students_of_one_push_has_no_case_in_common(result: Result) -> None:
    def names(student: str) -> set[tuple[str, str, str]]:
        return cases_of(checked_junit(to_junit(replace(result, student=student))))

    assert not names("s001") & names("김민준")
    assert ("relu", "02_activations.김민준.relu", "both signs") in names("김민준")


def test_junit_of_two_notebooks_of_nobody_in_particular_has_no_case_in_common(result: Result) -> None:
    one, other = (
        cases_of(checked_junit(to_junit(replace(result, student="", notebook=name))))
        for name in ("02_activations/02_activations.ipynb", "02_activations/first try.ipynb")
    )
    assert not one & other
    assert ("relu", "02_activations.relu", "both signs") in one


def test_junit_has_the_time_that_all_of_it_took_once(result: Result) -> None:
    root = checked_junit(to_junit(result))
    times = [float(case.attrib["time"]) for case in root.iter("testcase")]
    assert sum(times) == float(root.attrib["time"]) == 0.04


@given(st.text(max_size=60))
def test_junit_survives_any_text(text: str) -> None:
    test = ScoredTest("t", "relu", 1, Verdict.FAILED, Text(en=text, ko=text), text, Text(en=text, ko=text))
    checked_junit(to_junit(assemble(ASSIGNMENT, student=text, notebook=text, tests=[test], notes=[text])))


def test_gradescope_gets_the_score_after_the_penalty_and_students_may_see_the_tests(late_result: Result) -> None:
    made = json.loads(to_gradescope(late_result))
    assert made["score"] == 2.7
    assert [test["status"] for test in made["tests"]] == ["passed", "passed", "failed", "failed"]
    assert sum(test["score"] for test in made["tests"]) == 3.0
    assert [test["number"] for test in made["tests"]] == ["1.1", "2.1", "2.2", "3.1"]
    assert "derivation" not in json.dumps(made)
    assert "no-max-shift" not in json.dumps(made)


def test_gradescope_has_no_score_when_the_grader_failed(internal_error: Result) -> None:
    made = json.loads(to_gradescope(internal_error))
    assert "score" not in made
    assert "tests" not in made


def test_annotations_point_at_the_cell_and_say_what_failed(result: Result) -> None:
    assert github_annotations(result, {"softmax": 7}) == (
        "::error file=submitted/s001/02_activations/02_activations.ipynb,title=softmax 2/3 (cell 7)"
        "::scores of 1000: What can you subtract from every score?\n"
    )
    assert github_annotations(replace(result, exercises=result.exercises[:1]), {}) == ""


def test_columns_of_a_terminal_line_up_in_korean() -> None:
    from autograder.export.ci import _padded
    from autograder.wording import columns_of

    assert columns_of("연쇄 a") == 6
    assert columns_of(_padded("연쇄", 8)) == columns_of(_padded("chain", 8)) == 8


def test_all_passed_reads_as_full_marks() -> None:
    passed = [replace(test, verdict=Verdict.PASSED) for test in the_tests()]
    text = to_text(assemble(ASSIGNMENT, student="s", notebook="n", tests=passed))
    assert text.splitlines()[0] == "02_activations: 6 / 10"
