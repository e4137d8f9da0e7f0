"""For somebody who writes a suite: one exercise at a time, and again after every change."""

from __future__ import annotations

import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from autograder.verify import verify
from autograder.verify.files import read_files
from tests.commands import AUTOGRADER, run_in, typed_environment
from tests.steady import PATIENCE_S, wait_until


def test_one_exercise_is_tested_by_its_own_tests_alone(small: Any) -> None:
    text = (small.solutions / "correct/loops.py").read_text()
    small.write("correct/loops.py", text.replace("total / len(a)", "total"))
    report = verify(small.assignment, small.grader, root=small.root, exercises=["above"])
    assert report.ok  # what is wrong with the other exercise is not asked
    assert [(item.name, item.tests, item.wrong) for item in report.exercises] == [("above", 2, 1)]
    assert report.mutation_score == 1.0
    other = verify(small.assignment, small.grader, root=small.root, exercises=["mean_of"])
    assert [finding.place for finding in other.errors] == ["correct/loops.py"]


def test_several_exercises_are_tested_when_several_are_named(small: Any) -> None:
    both, one = (
        verify(small.assignment, small.grader, root=small.root, exercises=names, quick=True, mutants_per_exercise=0)
        for names in (("mean_of", "above"), ("above",))
    )
    assert both.ok
    assert sorted(item.name for item in both.exercises) == ["above", "mean_of"]
    assert both.graded + both.reused > one.graded + one.reused


def test_a_quick_answer_leaves_out_what_takes_long(small: Any) -> None:
    whole = verify(small.assignment, small.grader, root=small.root, exercises=["above"], keep=False)
    quick = verify(
        small.assignment, small.grader, root=small.root, exercises=["above"], mutants_per_exercise=0, quick=True, keep=False
    )
    assert quick.ok
    assert quick.told.probes == quick.told.cheaters == quick.mutants == 0
    assert 0 < quick.graded < whole.graded / 2


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("writing")
    run_in(folder, "init", "course", check=True)
    return folder / "course"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["01_first_steps", "--exercise", "mean_squares"],
         "autograder: --exercise: mean_squares, expected one of mean_square; did you mean 'mean_square'?"),
        (["01_first_steps", "--exercise", "mean_squares", "--exercise", "mean_square"],
         "autograder: --exercise: mean_squares, expected one of mean_square; did you mean 'mean_square'?"),
        (["--watch"], "autograder: --watch: 0 assignments, expected one; name the assignment that you work on"),
        (["01_first_steps", "--watch", "--format", "json"],
         "autograder: --watch: --format json, expected --format text"),
    ],
    ids=["exercise", "one of several exercises", "assignment", "format"],
)  # fmt: skip
def test_what_cannot_be_is_one_line(course: Path, arguments: list[str], line: str) -> None:
    done = run_in(course, "verify", *arguments)
    assert (done.returncode, done.stderr.strip()) == (2, line)


def test_every_change_is_answered_a_mistake_in_a_line_and_ctrl_c_ends_it(course: Path, tmp_path: Path) -> None:
    suite = course / "solutions" / "01_first_steps" / "test_hidden.py"
    right = suite.read_text(encoding="utf-8")
    out, error = tmp_path / "out", tmp_path / "error"
    command = [AUTOGRADER, "verify", "01_first_steps", "--exercise", "mean_square", "--watch"]
    with out.open("wb") as to_out, error.open("wb") as to_error:
        watching = subprocess.Popen(command, cwd=course, stdout=to_out, stderr=to_error, env=typed_environment())

        def write(text: str) -> None:  # as editors do; one that empties the file first may be answered twice
            written = suite.with_name(".draft")
            written.write_text(text, encoding="utf-8")
            written.replace(suite)

        def waiting(times: int) -> bool:
            assert watching.poll() is None, error.read_text()
            return error.read_text().count("waiting for a change in ") == times

        try:
            wait_until(lambda: waiting(1), "the first answer")
            write(right.replace("rtol=1e-9", "rtol=1e-8"))
            wait_until(lambda: waiting(2), "an answer to a change")
            write(f"{right}def broken(:\n")
            wait_until(lambda: waiting(3), "an answer to a mistake")
            watching.send_signal(signal.SIGINT)
            assert watching.wait(timeout=PATIENCE_S) == 130
        finally:
            watching.kill()
            watching.wait()
    assert re.findall(r"(ok): no mutants; (\d+) candidates graded", out.read_text())
    assert error.read_text().splitlines()[2].startswith(f"autograder: {suite}:")
    assert "Traceback" not in error.read_text()


def test_one_fault_is_told_once_with_its_count_and_its_place_once(small: Any) -> None:
    suite = (small.solutions / "test_hidden.py").read_text()
    twice = 'A = Misconception("not-strict", edit=("x > 7", "x"))\nB = Misconception("not-strict", edit=("x > 7", "x"))\n'
    small.write("test_hidden.py", suite.replace("LIMITS =", f"{twice}LIMITS ="))
    small.write("wrong/above.toml", "[larger]\nedits = [['x > 7', 'x']]\n")
    told = [f"{problem.place}: {problem.message}" for problem in read_files(small.assignment).problems]
    assert len(told) == len(set(told))
    assert not [line for line in told if line.count("wrong/above.toml") > 1]
