"""The gradebook, written by us and read back through nbgrader's own API."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import CourseError, InternalError
from autograder.gradebook import GradebookWriter, differences, given_in, read_rows
from autograder.grades import Given, GivenGrade
from autograder.grades.scoring import ScoredTest
from autograder.model import Assignment, Course, Credit, Decisions, Free, Override, Status, Text, Verdict

from .conftest import NAME, small_grade, small_result, small_tests

AT = datetime(2027, 3, 18, 9, 30, tzinfo=UTC)
ALL_PASSED = small_tests(softmax=(Verdict.PASSED, Verdict.PASSED))


@contextmanager
def nbgraders_view(course: Course) -> Iterator[Any]:
    from nbgrader.api import Gradebook

    with Gradebook(course.database_url, course.course_id) as gradebook:
        yield gradebook


def write(course: Course, *results: Any, at: datetime | None = AT) -> None:
    with GradebookWriter(course) as writer:
        writer.write_many((result, at) for result in results)


def grades(course: Course, student: str = "s001") -> dict[str, tuple[float | None, float | None, bool]]:
    with nbgraders_view(course) as gradebook:
        notebook = gradebook.find_submission_notebook(NAME, NAME, student)
        return {row.name: (row.auto_score, row.manual_score, row.needs_manual_grade) for row in notebook.grades}


def database_file(course: Course) -> Path:
    return course.root / "gradebook.db"


def whole_database(course: Course) -> list[str]:
    with closing(sqlite3.connect(database_file(course))) as connection:
        return sorted(connection.iterdump())


def test_scores_comments_and_time_are_what_nbgrader_shows(course: Course, assignment: Assignment) -> None:
    write(course, small_result(assignment))
    with nbgraders_view(course) as gradebook:
        submission = gradebook.find_submission(NAME, "s001")
        assert (submission.score, submission.max_score, submission.late_submission_penalty) == (3.0, 8.0, 0.0)
        assert submission.needs_manual_grade  # `why` waits for a person
        assert submission.timestamp == datetime(2027, 3, 18, 9, 30)
        comments = {comment.name: comment.comment for comment in submission.notebooks[0].comments}
    assert comments == {
        "relu": None,
        "softmax": "- scores of 1000: What can you subtract from every score?",
        "why": None,
    }
    assert grades(course) == {
        "test-relu": (1.0, None, False),
        "test-softmax": (2.0, None, False),
        "why": (None, None, True),
    }


def test_a_late_penalty_stands_beside_the_score(course: Course, assignment: Assignment) -> None:
    assert assignment.due is not None
    at = assignment.due + timedelta(days=1, hours=1)
    late = small_result(assignment)
    with GradebookWriter(course) as writer:
        writer.write(late, at, small_grade(assignment, late, at))
    with nbgraders_view(course) as gradebook:
        assert gradebook.find_submission(NAME, "s001").late_submission_penalty == 0.6
    write(course, small_result(assignment))
    with nbgraders_view(course) as gradebook:
        assert gradebook.find_submission(NAME, "s001").late_submission_penalty == 0.0


def test_writing_twice_changes_not_one_row(course: Course, assignment: Assignment) -> None:
    results = [small_result(assignment, f"s{number:03}") for number in range(3)]
    write(course, *results)
    before = whole_database(course)
    write(course, *results)
    assert whole_database(course) == before


def test_a_better_submission_replaces_scores_and_takes_comments_away(course: Course, assignment: Assignment) -> None:
    write(course, small_result(assignment))
    write(course, small_result(assignment, tests=ALL_PASSED), at=AT + timedelta(hours=1))
    assert grades(course)["test-softmax"] == (3.0, None, False)
    with nbgraders_view(course) as gradebook:
        assert gradebook.find_comment("softmax", NAME, NAME, "s001").comment is None
        assert gradebook.find_submission(NAME, "s001").timestamp == datetime(2027, 3, 18, 10, 30)


def test_what_a_person_entered_stays(course: Course, assignment: Assignment) -> None:
    write(course, small_result(assignment))
    with nbgraders_view(course) as gradebook:
        grade = gradebook.find_grade("why", NAME, NAME, "s001")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 3.0, 0.5, False
        gradebook.find_grade("test-softmax", NAME, NAME, "s001").manual_score = 2.5
        gradebook.find_comment("why", NAME, NAME, "s001").manual_comment = "well argued"
        gradebook.db.commit()
    write(course, small_result(assignment))
    with nbgraders_view(course) as gradebook:
        assert gradebook.find_submission(NAME, "s001").score == 1.0 + 2.5 + 3.5
        assert gradebook.find_comment("why", NAME, NAME, "s001").comment == "well argued"
    assert grades(course)["why"] == (None, 3.0, False)
    given = given_in(read_rows(course, assignment)["s001"], assignment)
    assert given == Given({"why": GivenGrade(3.0, 0.5, "well argued"), "softmax": GivenGrade(2.5)})


def an_override(exercise: str, score: float, *, late: bool = True) -> Decisions:
    return Decisions(overrides=(Override("s001", NAME, exercise, score, "because", late=late),))


EVERYTHING_FREE = Decisions(free=(Free(NAME, "softmax", Credit.FULL, "x"), Free(NAME, "why", Credit.NONE, "y")))


@pytest.mark.parametrize(
    ("entered", "decisions", "final"),
    [
        ({}, Decisions(), 2.7),
        ({"why": (3.0, 0.5)}, Decisions(), 5.85),
        ({"why": (3.0, 0.5)}, an_override("softmax", 0.5), 4.5),
        ({"test-softmax": (3.0, None)}, an_override("softmax", 0.5), 1.35),  # the file goes before a higher score
        ({"test-softmax": (0.0, None)}, an_override("softmax", 3.0), 3.6),  # and before a lower one
        ({"test-softmax": (0.0, None)}, an_override("softmax", 3.0, late=False), 3.9),
        ({}, EVERYTHING_FREE, 3.6),
    ],
)
def test_what_nbgrader_adds_up_is_the_final_grade(
    course: Course,
    assignment: Assignment,
    entered: dict[str, tuple[float, float | None]],
    decisions: Decisions,
    final: float,
) -> None:
    result, at = small_result(assignment), assignment.due
    assert at is not None
    at += timedelta(hours=3)
    with GradebookWriter(course) as writer:
        writer.write(result, at, small_grade(assignment, result, at))
    with nbgraders_view(course) as gradebook:
        for cell, (score, extra) in entered.items():
            grade = gradebook.find_grade(cell, NAME, NAME, "s001")
            grade.manual_score, grade.extra_credit, grade.needs_manual_grade = score, extra, False
        gradebook.db.commit()
    given = given_in(read_rows(course, assignment)["s001"], assignment)
    grade = small_grade(assignment, result, at, given=given, decisions=decisions)
    assert grade.net_so_far == final
    with GradebookWriter(course) as writer:
        writer.write(result, at, grade)
    with nbgraders_view(course) as gradebook:
        submission = gradebook.find_submission(NAME, "s001")
        assert submission.score - submission.late_submission_penalty == pytest.approx(final)
        for cell, (score, extra) in entered.items():
            row = gradebook.find_grade(cell, NAME, NAME, "s001")
            assert (row.manual_score, row.extra_credit) == (score, extra)
    rows = read_rows(course, assignment)["s001"]
    assert differences(course, assignment, result, grade, at, rows) == ""


def test_rows_that_say_something_else_are_named(course: Course, assignment: Assignment) -> None:
    result = small_result(assignment)
    grade = small_grade(assignment, result, AT)
    said = "not in the gradebook"
    assert differences(course, assignment, result, grade, AT, read_rows(course, assignment).get("s001")) == said
    write(course, result)
    changes: dict[str, tuple[str, Any]] = {
        "softmax has 1 in the gradebook, not 2": ("grade", ("auto_score", 1.0)),
        "why does not wait for a person in the gradebook": ("why", ("needs_manual_grade", False)),
        "softmax has another comment in the gradebook": ("comment", ("auto_comment", "forged")),
        "the late penalty is 1.5 in the gradebook, not nothing": ("notebook", ("late_submission_penalty", 1.5)),
        "the time of submission is another one in the gradebook": ("submission", ("timestamp", datetime(2027, 1, 1))),
    }
    for said, (place, (column, value)) in changes.items():
        with nbgraders_view(course) as gradebook:
            row = {
                "grade": lambda g: g.find_grade("test-softmax", NAME, NAME, "s001"),
                "why": lambda g: g.find_grade("why", NAME, NAME, "s001"),
                "comment": lambda g: g.find_comment("softmax", NAME, NAME, "s001"),
                "notebook": lambda g: g.find_submission_notebook(NAME, NAME, "s001"),
                "submission": lambda g: g.find_submission(NAME, "s001"),
            }[place](gradebook)
            before = getattr(row, column)
            setattr(row, column, value)
            gradebook.db.commit()
        assert differences(course, assignment, result, grade, AT, read_rows(course, assignment)["s001"]) == said
        write(course, result)
        assert differences(course, assignment, result, grade, AT, read_rows(course, assignment)["s001"]) == "", before


def test_an_extension_of_nbgraders_is_read(course: Course, assignment: Assignment) -> None:
    write(course, small_result(assignment))
    with nbgraders_view(course) as gradebook:
        gradebook.grant_extension(NAME, "s001", days=2, hours=3)
    given = given_in(read_rows(course, assignment)["s001"], assignment)
    assert given.extension == timedelta(days=2, hours=3)


def test_a_person_is_asked_again_when_there_is_something_new_to_see(course: Course, assignment: Assignment) -> None:
    write(course, small_result(assignment))
    with nbgraders_view(course) as gradebook:
        for cell in ("why", "test-softmax", "test-relu"):
            grade = gradebook.find_grade(cell, NAME, NAME, "s001")
            grade.manual_score, grade.needs_manual_grade = 1.0, False
        gradebook.db.commit()
    write(course, small_result(assignment, tests=ALL_PASSED))
    assert {name: row[2] for name, row in grades(course).items()} == {
        "why": False, "test-softmax": True, "test-relu": False,
    }  # fmt: skip
    write(course, small_result(assignment, tests=ALL_PASSED), at=AT + timedelta(hours=1))
    assert all(row[2] for row in grades(course).values())


def test_the_graders_own_fault_is_no_zero(course: Course, assignment: Assignment) -> None:
    broken = ScoredTest("test_relu", "relu", 1, Verdict.INTERNAL_ERROR, message="Traceback ...")
    write(course, small_result(assignment, tests=[broken, *small_tests()[1:]]))
    assert grades(course)["test-relu"] == (None, None, True)
    assert grades(course)["test-softmax"] == (2.0, None, False)
    with nbgraders_view(course) as gradebook:
        comment = gradebook.find_comment("relu", NAME, NAME, "s001").comment
    assert "fault of the grader" in comment
    assert "Traceback" not in comment


def test_an_unreadable_submission_earns_nothing_and_says_why(course: Course, assignment: Assignment) -> None:
    tests: list[ScoredTest] = []
    result = replace(small_result(assignment, tests=tests), status=Status.UNREADABLE)
    unchecked = tuple(
        replace(exercise, score=0.0, tests=(), verdict=Verdict.NOT_CHECKED)
        if exercise.verdict is not Verdict.MANUAL else exercise
        for exercise in result.exercises
    )  # fmt: skip
    write(course, replace(result, exercises=unchecked, score=0.0))
    assert grades(course)["test-relu"] == (0.0, None, False)
    with nbgraders_view(course) as gradebook:
        assert gradebook.find_comment("relu", NAME, NAME, "s001").comment == "Not checked."


def test_a_result_that_cannot_be_written_whole_is_not_written_at_all(course: Course, assignment: Assignment) -> None:
    result = small_result(assignment)
    stray = replace(result.exercises[0], name="stray")
    before = whole_database(course)
    with pytest.raises(CourseError) as caught:
        write(course, replace(result, exercises=(*result.exercises, stray)))
    assert str(caught.value) == (
        "exercise 'stray': no cell 'test-stray' in the gradebook; release the assignment again"
    )
    assert whole_database(course) == before


def test_text_that_a_database_cannot_hold_is_made_plain(course: Course, assignment: Assignment) -> None:
    hint = Text(en="You returned \x00\ud800\x1b[31mred\x1b[0m <script>alert(1)</script>", ko="")
    odd = ScoredTest("test_relu", "relu", 1, Verdict.FAILED, Text(en="signs", ko="부호"), "", hint)
    write(course, small_result(assignment, tests=[odd, *small_tests()[1:]]))
    with nbgraders_view(course) as gradebook:
        comment = gradebook.find_comment("relu", NAME, NAME, "s001").comment
    assert comment == "- signs: You returned red < script>alert(1)< /script>"


def test_registering_sets_the_due_date(course: Course, assignment: Assignment) -> None:
    with GradebookWriter(course) as writer:
        writer.register(assignment)
    with nbgraders_view(course) as gradebook:
        assert gradebook.find_assignment(NAME).duedate == datetime(2027, 3, 19, 23, 59)


def test_an_assignment_that_was_not_released_is_refused(course: Course, assignment: Assignment) -> None:
    with GradebookWriter(course) as writer, pytest.raises(CourseError) as caught:
        writer.register(replace(assignment, name="02_other"))
    assert str(caught.value) == "assignment 02_other: not in the gradebook; release it: `autograder release 02_other`"


def test_points_that_changed_since_the_release_are_refused(course: Course, assignment: Assignment) -> None:
    changed = replace(assignment, exercises=(replace(assignment.exercises[0], points=2.0), *assignment.exercises[1:]))
    with GradebookWriter(course) as writer, pytest.raises(CourseError) as caught:
        writer.register(changed)
    assert str(caught.value) == (
        "assignment 01_small: cell 'test-relu': worth 1 in the gradebook, expected 2; "
        "release it again: `autograder release 01_small`"
    )


def test_a_course_without_a_gradebook_is_told_how_to_make_one(course: Course, assignment: Assignment) -> None:
    file = database_file(course)
    file.unlink()
    with pytest.raises(CourseError) as caught:
        write(course, small_result(assignment))
    assert str(caught.value) == f"{file}: no gradebook here; make it with `autograder release NAME`"
    assert not file.exists()


def test_what_is_no_database_url_is_refused_without_showing_it(course: Course, assignment: Assignment) -> None:
    with pytest.raises(CourseError) as caught:
        write(replace(course, database_url="user:secret@host"), small_result(assignment))
    assert str(caught.value) == (
        "course.toml: database.url: no database URL, expected one such as postgresql://..."
    )


def lock(course: Course) -> sqlite3.Connection:
    connection = sqlite3.connect(database_file(course), check_same_thread=False, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    return connection


def test_a_locked_gradebook_is_waited_for(course: Course, assignment: Assignment) -> None:
    with closing(lock(course)) as other:
        release = threading.Timer(0.3, other.execute, args=("ROLLBACK",))
        release.start()
        write(course, small_result(assignment))
        release.join()
    assert grades(course)["test-relu"] == (1.0, None, False)


def test_a_gradebook_that_stays_locked_is_an_internal_error(course: Course, assignment: Assignment) -> None:
    quick = replace(course, database_url=course.database_url + "?timeout=0.05")
    stays_locked = pytest.raises(InternalError)
    with closing(lock(course)), GradebookWriter(quick, patience_s=0.2) as writer, stays_locked as caught:
        writer.write(small_result(assignment), AT)
    assert str(caught.value) == (
        "gradebook: s001/01_small could not be written within 0.2 s: database is locked; "
        "end what else has the gradebook open, then run this again: what was written stays"
    )


def test_two_writers_at_once_lose_nothing(course: Course, assignment: Assignment) -> None:
    results = [small_result(assignment, f"s{number:03}") for number in range(20)]
    writers = [threading.Thread(target=write, args=(course, *results)) for _ in range(2)]
    for thread in writers:
        thread.start()
    for thread in writers:
        thread.join()
    with nbgraders_view(course) as gradebook:
        scores = [submission.score for submission in gradebook.assignment_submissions(NAME)]
    assert scores == [3.0] * 20


def test_the_file_is_left_in_the_mode_that_nbgrader_uses(course: Course, assignment: Assignment) -> None:
    write(course, small_result(assignment))
    with closing(sqlite3.connect(database_file(course))) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert {path.name for path in course.root.glob("gradebook.db*")} == {"gradebook.db"}


def test_flushing_brings_the_log_into_the_file(course: Course, assignment: Assignment) -> None:
    def students_in(file: bytes) -> bool:
        return b"s001" in file

    with GradebookWriter(course) as writer:
        writer.write(small_result(assignment), AT)
        logged = (course.root / "gradebook.db-wal").is_file()  # not on a network file system
        assert students_in(database_file(course).read_bytes()) is not logged
        writer.flush()
        assert students_in(database_file(course).read_bytes())


def test_a_writer_outside_its_with_block_says_so(course: Course, assignment: Assignment) -> None:
    with pytest.raises(InternalError, match="used outside its `with` block"):
        GradebookWriter(course).write(small_result(assignment), AT)
