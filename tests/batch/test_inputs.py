"""Whose hidden inputs a submission is graded with, in every way of grading it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from autograder.config import load_assignment, load_course
from autograder.grading import Job
from autograder.grading.jobs import job_from_json, job_to_json
from autograder.model import Result, Scheme
from tests.commands import run_in

from .small_course import NAME
from .test_incremental import ALL, ANSWERS, grade_all, hand_in

STUDENTS = ("ada", "bob")
SECRET = f"solutions/{NAME}/secret.toml"


@pytest.fixture(scope="module")
def graded(released: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course with two students who handed in the same wrong answers, graded."""
    root = tmp_path_factory.mktemp("twins") / "course"
    shutil.copytree(released, root)
    shutil.rmtree(root / "submitted")
    for student in STUDENTS:
        hand_in(root, student, ANSWERS["wrong"])
    grade_all(root)
    return root


@pytest.fixture
def twins(graded: Path, tmp_path: Path) -> Path:
    shutil.copytree(graded, tmp_path / "course")
    return tmp_path / "course"


def said(result: Result) -> dict[str, str]:
    """What an instructor reads of each failed test: it names inputs or values that come of them."""
    return {test.name: test.message for one in result.exercises for test in one.tests if test.message}


def as_an_earlier_version_left_it(root: Path) -> None:
    """Take out of what is kept whose inputs it was graded with: then it is nobody's in particular."""
    for path in (root / ".autograder" / "results" / NAME).glob("*.json"):
        line, body = path.read_bytes().split(b"\n", 1)
        head = json.loads(line)
        del head["inputs"]
        path.write_bytes(json.dumps(head).encode() + b"\n" + body)


def scheme(root: Path) -> Scheme:
    return load_assignment(load_course(root), NAME).inputs.scheme


def test_two_students_with_the_same_answers_are_tested_on_inputs_of_their_own(twins: Path) -> None:
    before, ran = grade_all(twins)
    assert ran == {}
    ada, bob = (said(before[student]) for student in STUDENTS)
    assert ada.keys() == bob.keys()
    assert ada["test_relu_values"] != bob["test_relu_values"]
    assert grade_all(twins, force=True)[0] == before


def test_a_student_who_gets_another_id_is_graded_anew(twins: Path) -> None:
    (twins / "submitted" / "ada").rename(twins / "submitted" / "eve")
    results, ran = grade_all(twins)
    assert ran == {"eve": ALL}
    assert said(results["eve"])["test_relu_values"] != said(grade_all(twins)[0]["bob"])["test_relu_values"]


def test_another_term_has_other_inputs(twins: Path) -> None:
    before, _ = grade_all(twins)
    course = twins / "course.toml"
    course.write_text(course.read_text().replace('id = "small"', 'id = "small"\nterm = "2028-1"'))
    after, ran = grade_all(twins)
    assert ran == dict.fromkeys(STUDENTS, ALL)
    assert said(after["ada"])["test_relu_values"] != said(before["ada"])["test_relu_values"]


def test_an_assignment_that_an_earlier_version_has_graded_keeps_the_inputs_that_all_have_in_common(
    twins: Path,
) -> None:
    as_an_earlier_version_left_it(twins)
    assert scheme(twins) is Scheme.COMMON
    results, _ = grade_all(twins, force=True)
    ada, bob = (said(results[student]) for student in STUDENTS)
    assert ada == bob
    assert scheme(twins) is Scheme.COMMON  # also of what this version keeps
    hand_in(twins, "eve", ANSWERS["wrong"])
    assert said(grade_all(twins)[0]["eve"]) == ada


def test_secret_toml_has_the_last_word_on_whose_inputs_they_are(twins: Path) -> None:
    own, _ = grade_all(twins)
    secret = twins / SECRET
    secret.write_text('seed = 7\ninputs = "common"\n')
    common, ran = grade_all(twins)
    assert ran == dict.fromkeys(STUDENTS, ALL)
    assert said(common["ada"]) == said(common["bob"]) != said(own["bob"])
    secret.write_text('seed = 7\ninputs = "own"\n')
    assert {student: said(result) for student, result in grade_all(twins)[0].items()} == {
        student: said(result) for student, result in own.items()
    }


def test_check_uses_the_inputs_of_the_student_it_is_told_and_grade_finds_the_same(twins: Path, tmp_path: Path) -> None:
    results, _ = grade_all(twins)
    elsewhere = tmp_path / "work.ipynb"
    shutil.copy(twins / "submitted" / "ada" / NAME / f"{NAME}.ipynb", elsewhere)
    asked = ["check", str(elsewhere), "--assignment", NAME, "--format", "json"]

    def told(*options: str) -> tuple[dict[str, str], tuple[list[str], bool], str]:
        done = run_in(twins, *asked, *options)
        data = json.loads(done.stdout)
        messages = {t["name"]: t["message"] for one in data["exercises"] for t in one["tests"] if t["message"]}
        return messages, (data["notes"], data["inputs_known"]), done.stderr

    for student in STUDENTS:
        messages, notes, stderr = told("--student", student)
        assert messages == said(results[student])
        assert (notes, "inputs" in stderr) == (([], True), False)
    messages, notes, stderr = told()
    assert messages["test_relu_values"] not in {said(results[student])["test_relu_values"] for student in STUDENTS}
    assert notes == ([], False)
    assert (
        f"autograder: {NAME}: the hidden inputs are not the ones that `grade` will use: nobody said whose notebook it "
        "is; --student ID says it\n"
    ) in stderr


def test_check_takes_the_student_and_the_time_from_what_the_platform_says(twins: Path, tmp_path: Path) -> None:
    (twins / "roster.csv").write_text("id,name,email\nada,Ada L,ada@x.example\nbob,Bob R,bob@x.example\n")
    results, _ = grade_all(twins)
    work, metadata = tmp_path / "work.ipynb", tmp_path / "submission_metadata.json"
    shutil.copy(twins / "submitted" / "bob" / NAME / f"{NAME}.ipynb", work)
    asked = ["check", str(work), "--assignment", NAME, "--format", "json", "--metadata", str(metadata)]

    def told(*users: dict[str, str]) -> tuple[dict[str, object], dict[str, str], str]:
        metadata.write_text(json.dumps({"users": users, "created_at": "2027-03-20T12:00:00+00:00"}))
        done = run_in(twins, *asked)
        data = json.loads(done.stdout)
        return (
            data,
            {t["name"]: t["message"] for one in data["exercises"] for t in one["tests"] if t["message"]},
            done.stderr,
        )

    bob = {"email": "BOB@x.example", "name": "Robert", "id": "17"}
    data, messages, _ = told(bob)
    assert (data["student"], messages) == ("bob", said(results["bob"]))
    assert data["late_penalty"]  # twelve hours after it was due
    data, messages, stderr = told(bob, {"email": "ada@x.example", "name": "Ada L"})
    assert (data["student"], messages) == ("ada", said(results["ada"]))
    assert "autograder: handed in by ada, bob: the hidden inputs are ada's\n" in stderr
    data, messages, stderr = told({"email": "eve@x.example", "name": "Eve"})
    assert data["student"] == ""
    assert "autograder: handed in by Eve / eve@x.example, who is not on the roster\n" in stderr
    assert "the hidden inputs are not the ones that `grade` will use" in stderr


@pytest.mark.parametrize(("text", "got"), [("[]", "a list or a single value"), ("{", "cannot be read: it is not JSON")])
def test_what_is_no_platforms_word_is_said(twins: Path, text: str, got: str) -> None:
    path = twins / "metadata.json"
    path.write_text(text)
    work = f"submitted/ada/{NAME}/{NAME}.ipynb"
    done = run_in(twins, "check", work, "--assignment", NAME, "--metadata", "metadata.json")
    assert done.returncode == 2
    assert f"metadata.json: {got}, expected the platform's metadata of a submission" in done.stderr


def test_a_job_carries_its_inputs_to_wherever_it_runs_and_shows_them_to_no_log() -> None:
    job = Job("ada", (), tests=frozenset({"test_values"}), inputs="ab" * 32, also=("ab" * 32,))
    assert job_from_json(json.loads(json.dumps(job_to_json(job)))) == job
    assert "abab" not in repr(job)
