"""What a run would change is shown before it is kept, and what explains a grade can be asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.commands import run_in

from .course import make_course, write_submission

DUE = datetime(2026, 3, 27, 11, tzinfo=UTC)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("what-if") / "course"
    make_course(root)
    (root / "roster.csv").write_text("id,name\ns001,Ada\ns002,Alan\n", encoding="utf-8")
    (root / "decisions.toml").write_text(
        '[[override]]\nstudent = "s001"\nassignment = "a1"\nexercise = "square"\nscore = 2\nwhy = "nearly"\n',
        encoding="utf-8",
    )
    write_submission(root, "s001", "a1", {"double": True}, DUE + timedelta(hours=5))
    write_submission(root, "s002", "a1", {"double": True, "square": True}, DUE)
    run_in(root, "grade", "a1", "--jobs", "1", check=True)
    return root


def test_what_a_changed_test_would_change_is_said_and_nothing_is_kept(graded: Path) -> None:
    tests = graded / "solutions" / "a1" / "test_hidden.py"
    before = tests.read_text(encoding="utf-8")
    kept = {path: path.read_bytes() for path in graded.glob(".autograder/results/a1/*.json")}
    book = (graded / "gradebook.db").read_bytes()
    tests.write_text(before.replace("reference.double(x)", "reference.double(x) + 1"), encoding="utf-8")
    said = run_in(graded, "grade", "a1", "--what-if")
    tests.write_text(before, encoding="utf-8")
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines() == [
        "s001: a1: 3.6 -> 1.8 (-1.80): double 2/2 -> 0/2",
        "s002: a1: 5 -> 3 (-2.00): double 2/2 -> 0/2",
    ]
    assert "a1: 2 grades would change; nothing was changed" in said.stderr
    assert {path: path.read_bytes() for path in graded.glob(".autograder/results/a1/*.json")} == kept
    assert (graded / "gradebook.db").read_bytes() == book


def test_what_was_decided_since_the_last_run_is_said_with_its_reason(graded: Path) -> None:
    place = graded / "decisions.toml"
    before = place.read_text(encoding="utf-8")
    place.write_text(
        before
        + '\n[[override]]\nstudent = "s002"\nassignment = "a1"\nexercise = "double"\nscore = 1\nwhy = "copied"\n',
        encoding="utf-8",
    )
    said = run_in(graded, "grade", "a1", "--what-if", check=True)
    assert len(said.stdout.splitlines()) == 1, said.stdout
    assert said.stdout.startswith("s002: a1: 5 -> 4 (-1.00): "), said.stdout
    assert "copied" in said.stdout
    assert run_in(graded, "grade", "a1", "--what-if", "--student", "s001", check=True).stdout == ""
    run_in(graded, "grade", "a1", check=True)
    assert run_in(graded, "grade", "a1", "--what-if", check=True).stdout == ""
    place.write_text(before, encoding="utf-8")
    again = run_in(graded, "grade", "a1", "--what-if", check=True).stdout
    assert again.startswith("s002: a1: 4 -> 5 (+1.00): no more: "), again
    run_in(graded, "grade", "a1", check=True)


def test_a_grade_is_explained_with_every_reason_and_version(graded: Path) -> None:
    lines = run_in(graded, "explain", "s001", "a1", check=True).stdout.splitlines()
    assert lines[0] == "s001 (Ada), a1: 3.6 of 5, graded"
    text = "\n".join(lines)
    for said in (
        "due           2026-03-27 12:00 CET", "handed in     2026-03-27 17:00:00 CET (by: exchange)",
        "2 of 3  set in decisions.toml (its tests: 0)", "late penalty  0.4", "final score   3.6",
        "- handed in 2026-03-27 17:00, 1 day late: 10% taken off",
        "- square: set to 2 by your instructor (instead of 0) [nearly]", "2 by its tests; this one counts",
    ):  # fmt: skip
        assert said in text, text


def test_a_student_nobody_knows_is_one_line_with_the_nearest(graded: Path) -> None:
    done = run_in(graded, "explain", "s003", "a1")
    assert done.returncode == 2
    assert (
        "autograder: student 's003': not on the roster, and nothing of theirs was handed in; did you mean"
        in done.stderr
    )
