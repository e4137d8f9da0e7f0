"""The list of what the gradebook has, and the thread that writes it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from autograder.batch import Graded, Recorder, store_of, sweep
from autograder.batch.ledger import Ledger
from autograder.batch.result_files import Basis
from autograder.errors import CourseError, InternalError
from autograder.grades.scoring import ScoredTest, assemble
from autograder.intake import RunLock
from autograder.model import Assignment, Course, Result, Status, Submission, Verdict

from .conftest import gradebook
from .small_course import NAME


def result_of(assignment: Assignment, student: str, *, hint: str = "") -> Result:
    tests = [
        ScoredTest(f"test_{name}", name, 1.0, Verdict.PASSED, message=hint) for name in ("relu", "softmax", "spread")
    ]
    return assemble(assignment, student=student, notebook="x.ipynb", tests=tests)


def graded(course: Course, assignment: Assignment, student: str, *, cached: bool = False) -> Graded:
    path = course.root / "submitted" / student / NAME / f"{NAME}.ipynb"
    result = result_of(assignment, student)
    return Graded(Submission(NAME, student, path), f"key of {student}", result.status, cached, lambda: result)


def recorded(course: Course) -> list[str]:
    return [row[0] for row in gradebook(course.root)["submissions"]]


def test_what_stands_in_the_gradebook_is_not_written_again(course: Course, assignment: Assignment) -> None:
    items = [graded(course, assignment, f"demo-{name}", cached=True) for name in ("ada", "alan")]
    with Recorder(course, assignment) as recorder:
        for item in items:
            recorder.add(item)
    assert recorder.written == 2
    with Recorder(course, assignment) as recorder:
        for item in items:
            recorder.add(item)
    assert recorder.written == 0
    assert recorded(course) == ["demo-ada", "demo-alan"]


def test_a_lost_autograded_folder_or_another_gradebook_is_written_anew(course: Course, assignment: Assignment) -> None:
    item = graded(course, assignment, "demo-ada", cached=True)
    with Recorder(course, assignment) as recorder:
        recorder.add(item)
    folder = course.root / "autograded" / "demo-ada" / NAME
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    with Recorder(course, assignment) as recorder:
        recorder.add(item)
    assert (recorder.written, folder.is_dir()) == (1, True)
    ledger = course.root / ".autograder" / "recorded" / f"{NAME}.jsonl"
    head, *lines = ledger.read_text().splitlines()
    ledger.write_text("\n".join([head.replace(json.loads(head)["gradebook"], "another"), *lines]) + "\n")
    with Recorder(course, assignment) as recorder:
        recorder.add(item)
    assert recorder.written == 1


def test_a_result_that_says_nothing_but_that_grading_failed_is_not_recorded(
    course: Course, assignment: Assignment
) -> None:
    void = assemble(assignment, student="demo-ada", notebook="x", tests=(), status=Status.INTERNAL_ERROR)
    item = replace(graded(course, assignment, "demo-ada"), status=Status.INTERNAL_ERROR, load=lambda: void)
    with Recorder(course, assignment) as recorder:
        recorder.add(item)
    assert recorded(course) == []


def test_a_fault_of_one_exercise_leaves_the_others_in_the_gradebook_and_asks_for_a_person(
    course: Course, assignment: Assignment
) -> None:
    tests = [
        ScoredTest("test_relu", "relu", 1, Verdict.INTERNAL_ERROR, message="TypeError"),
        ScoredTest("test_softmax", "softmax", 1, Verdict.PASSED),
        ScoredTest("test_spread", "spread", 1, Verdict.FAILED),
    ]
    partial = assemble(assignment, student="demo-ada", notebook="x", tests=tests)
    item = replace(graded(course, assignment, "demo-ada"), status=Status.INTERNAL_ERROR, load=lambda: partial)
    with Recorder(course, assignment) as recorder:
        recorder.add(item)
    rows = {row[1]: row[2:] for row in gradebook(course.root)["grades"]}
    assert rows == {"test-relu": (None, None, 1), "test-softmax": (3.0, None, 0), "test-spread": (0.0, None, 0)}


def test_an_assignment_that_was_not_released_is_said_before_anything_is_graded(
    course: Course, assignment: Assignment
) -> None:
    (course.root / "release" / NAME / f"{NAME}.ipynb").unlink()
    with pytest.raises(CourseError, match=rf"release/{NAME}/{NAME}.ipynb: not released; run `autograder release"):
        Recorder(course, assignment).__enter__()


def test_a_gradebook_of_another_shape_stops_the_run_with_one_line(course: Course, assignment: Assignment) -> None:
    other = replace(assignment, exercises=tuple(replace(e, points=e.points + 1) for e in assignment.exercises))

    def record_many() -> None:
        with Recorder(course, other) as recorder:
            for _ in range(500):  # more than may wait
                recorder.add(graded(course, assignment, "demo-ada"))

    with pytest.raises(CourseError, match="worth 1 in the gradebook, expected 2; release it again"):
        record_many()


@settings(max_examples=40)
@given(
    some.lists(some.tuples(some.sampled_from(["a", "b", "ü,\n", "c"]), some.text(max_size=4)), max_size=40), some.data()
)
def test_the_ledger_knows_a_prefix_of_what_was_saved_wherever_it_is_cut(
    tmp_path_factory: pytest.TempPathFactory, entries: list[tuple[str, str]], data: some.DataObject
) -> None:
    root = tmp_path_factory.mktemp("ledger")
    course, assignment = _with_gradebook(root)
    ledger = Ledger(course, assignment)
    for student, key in entries:
        ledger.add(student, key)
        ledger.save()
    (path,) = (root / ".autograder" / "recorded").glob("*.jsonl") if entries else (root / "none",)
    if not entries:
        return
    whole = path.read_bytes()
    cut = data.draw(some.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    again = Ledger(course, assignment)
    prefixes: list[dict[str, str]] = [{}]
    for student, key in entries:
        prefixes.append(prefixes[-1] | {student: key})
    assert any(all(again.has(s, k) == bool(k and known.get(s) == k) for s, k in entries) for known in prefixes)
    again.add("new", "key")
    again.save()
    assert Ledger(course, assignment).has("new", "key")
    assert all(json.loads(line) is not None for line in path.read_bytes().splitlines())


def _with_gradebook(root: Path) -> tuple[Course, Assignment]:
    import sqlite3

    from .small_course import write_course

    course, assignment = write_course(root)
    with sqlite3.connect(root / "gradebook.db") as db:
        db.execute("CREATE TABLE assignment (id TEXT, name TEXT)")
        db.execute("INSERT INTO assignment VALUES ('0123', ?)", (NAME,))
    return course, assignment


def test_a_ledger_full_of_old_lines_is_written_anew(tmp_path: Path) -> None:
    course, assignment = _with_gradebook(tmp_path)
    ledger = Ledger(course, assignment)
    for number in range(500):
        ledger.add("s1", f"key {number}")
        ledger.save()
    path = tmp_path / ".autograder" / "recorded" / f"{NAME}.jsonl"
    assert len(path.read_text().splitlines()) < 150
    assert Ledger(course, assignment).has("s1", "key 499")


def test_a_lock_is_free_after_its_holder_and_tells_whether_that_one_was_killed(
    course: Course, assignment: Assignment
) -> None:
    with RunLock(course, assignment) as lock:
        assert not lock.left_over
        with pytest.raises(CourseError, match="it is being graded already, by process"):
            RunLock(course, assignment).__enter__()
    with RunLock(course, assignment) as lock:
        assert not lock.left_over
    (course.root / ".autograder" / "locks" / f"{NAME}.lock").write_text("1234\n")
    with RunLock(course, assignment) as lock:
        assert lock.left_over


def test_sweeping_takes_drafts_and_nothing_else(course: Course, assignment: Assignment) -> None:
    store = store_of(course, assignment)
    store.put(result_of(assignment, "s1"), "key", Basis())
    folder = course.root / ".autograder" / "results" / NAME
    (folder / ".s1.json.77.draft").write_text("half")
    (folder / "versions" / "s1").mkdir(parents=True)
    (folder / "versions" / "s1" / ".v.json.77.draft").write_text("half")
    place = course.root / "autograded" / "s1" / NAME
    place.mkdir(parents=True)
    (place / f".{NAME}.ipynb.77.tmp").write_text("half")
    (place / f"{NAME}.ipynb").write_text("whole")
    sweep(course, assignment)
    assert [path.name for path in place.iterdir()] == [f"{NAME}.ipynb"]
    assert len([path for path in folder.rglob("*") if path.is_file()]) == 1
    assert store.get("s1", "key") == result_of(assignment, "s1")
    assert store.get("s1", "other") is None
    with pytest.raises(InternalError, match="the kept result of s2 cannot be read"):
        store.load("s2")


@settings(max_examples=40)
@given(some.text(max_size=30))
def test_the_store_gives_back_what_was_put_whatever_a_student_typed(
    tmp_path_factory: pytest.TempPathFactory, typed: str
) -> None:
    from .small_course import write_course

    course, assignment = write_course(tmp_path_factory.mktemp("store"))
    store = store_of(course, assignment)
    result = replace(result_of(assignment, typed, hint=typed), notes=(typed,), timings_s={"total": 0.1})
    basis = Basis("run", {"relu": "1"}, {"test_relu": 1.5}, (typed,))
    store.put(result, "key", basis)
    kept = store.load(typed)
    assert (kept.result, kept.basis) == (result, basis)
    assert store.status(typed, "key") is Status.GRADED
