"""The main job as somebody types it: release, a class, grades, gradebook, reports, checks of single notebooks."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_course import ROOT, copy_course

from autograder.notebook.filling import fill, solution_sources
from tests.commands import AUTOGRADER, run_in
from tests.steady import PATIENCE_S, STARTUP

NAME = "02_activations"
Run = Callable[..., subprocess.CompletedProcess[str]]
NAIVE_SOFTMAX = """def softmax(a):
    powers = np.exp(a)
    return powers / np.sum(powers, axis=-1, keepdims=True)
"""


def notebook(course: Path, folder: Path, solutions: dict[str, str]) -> str:
    """The released notebook with some exercises solved, as a file."""
    released = json.loads((course / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    path = folder / "work.ipynb"
    path.write_text(json.dumps(fill(released, solutions)), encoding="utf-8")
    return str(path)


def reference(course: Path) -> dict[str, str]:
    sources = solution_sources((course / "solutions" / NAME / "reference.py").read_text(encoding="utf-8"))
    released = (course / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    return {name: source for name, source in sources.items() if f'"grade_id": "{name}"' in released}


def check(run: Run, path: str, *options: str) -> tuple[int, dict[str, Any]]:
    done = run("check", path, "--assignment", NAME, "--format", "json", *options)
    return done.returncode, json.loads(done.stdout)


# ---------------------------------------------------------------- the demo


def test_the_demo_grades_a_class_and_says_where_everything_is(
    demo: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    course, done = demo
    assert done.returncode == 0, done.stderr
    assert "12 submissions" in done.stderr
    assert done.stdout.count("demo-") >= 12
    for place in (f"release/{NAME}/{NAME}.ipynb", "gradebook.db", f"reports/{NAME}.en.html"):
        assert place in done.stdout
        assert (course / place).is_file()
    assert "Next:" in done.stdout


@pytest.mark.slow
def test_a_small_demo_in_another_folder_says_to_go_there_and_claims_no_hostile_notebooks(tmp_path: Path) -> None:
    other = copy_course(tmp_path / "a copy", NAME)
    done = run_in(tmp_path, "--course", str(other), "demo", "--students", "1")
    assert done.returncode == 0, done.stderr
    assert f"Next:\n  cd '{other}'\n" in done.stdout
    assert "made a class of 1; grading" in done.stderr


def test_hostile_and_broken_notebooks_of_the_demo_cost_nobody_else(run: Run, course: Path, tmp_path: Path) -> None:
    done = run("grade", NAME, "--output", str(tmp_path / "all.json"))
    assert done.returncode == 1, done.stderr  # somebody must look at the one that cannot be read
    assert f"{NAME}: unreadable: demo-katherine" in done.stderr
    results = {item["student"]: item for item in json.loads((tmp_path / "all.json").read_text())["results"]}
    assert len(results) == 12
    assert results["demo-ada"]["score"] == 18.0
    assert [item["status"] for item in results.values()].count("unreadable") == 1
    assert {"timeout", "exited"} <= {item["outcome"]["kind"] for item in results.values()}


def test_nbgrader_exports_the_scores_that_grade_wrote(run: Run, course: Path, tmp_path: Path) -> None:
    run("grade", NAME, "--output", str(tmp_path / "all.json"))
    ours = {item["student"]: item["score"] for item in json.loads((tmp_path / "all.json").read_text())["results"]}
    subprocess.run(
        [str(Path(sys.executable).with_name("nbgrader")), "export", "--to", str(tmp_path / "grades.csv")],
        cwd=course,
        check=True,
        capture_output=True,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": STARTUP},
    )
    with (tmp_path / "grades.csv").open() as file:
        theirs = {row["student_id"]: float(row["raw_score"] or 0) for row in csv.DictReader(file)}
    assert theirs == ours


def test_grading_again_runs_nothing(run: Run) -> None:
    done = run("grade", NAME)
    assert done.returncode == 1  # one of them cannot be read, and is named again
    assert "12 submissions (12 unchanged)" in done.stderr


def test_the_demo_leaves_a_real_class_alone(tmp_path: Path, course: Path) -> None:
    other = copy_course(tmp_path, NAME)
    (other / "submitted" / "s001" / NAME).mkdir(parents=True)
    done = run_in(other, "demo")
    assert done.returncode == 2
    assert "submitted/: it holds real submissions (s001); try the demo with --course on a copy" in done.stderr


# ---------------------------------------------------------------- check


def test_a_notebook_with_softmax_solved_and_nothing_else_scores_3_of_18(run: Run, course: Path, tmp_path: Path) -> None:
    code, result = check(run, notebook(course, tmp_path, {"softmax": reference(course)["softmax"]}))
    assert (code, result["score"], result["points"]) == (1, 3.0, 18.0)
    assert result["schema"] == "autograder/result/1"
    assert {"userns", "mount", "seccomp"} <= set(result["isolation"]) or {"landlock", "seccomp"} <= set(
        result["isolation"]
    )


def test_softmax_without_the_shift_loses_only_the_overflow_part_and_is_told_why_in_korean(
    run: Run, course: Path, tmp_path: Path
) -> None:
    code, result = check(run, notebook(course, tmp_path, {"softmax": NAIVE_SOFTMAX}), "--language", "ko")
    softmax = next(item for item in result["exercises"] if item["name"] == "softmax")
    failed = [test for test in softmax["tests"] if test["verdict"] == "failed"]
    assert code == 1
    assert 0 < result["score"] == softmax["score"] < 3
    assert {test["misconception"] for test in failed} == {"no-max-shift"}
    assert all(any("가" <= c <= "힣" for c in test["hint"]) for test in failed)


@pytest.mark.parametrize(("pass_score", "code"), [("3", 0), ("3.5", 1)])
def test_the_exit_code_says_whether_the_score_is_enough(
    run: Run, course: Path, tmp_path: Path, pass_score: str, code: int
) -> None:
    path = notebook(course, tmp_path, {"softmax": reference(course)["softmax"]})
    assert check(run, path, "--pass-score", pass_score)[0] == code


def test_full_marks_exit_0_and_junit_counts_the_tests(run: Run, course: Path, tmp_path: Path) -> None:
    path = notebook(course, tmp_path, reference(course))
    done = run("check", path, "--assignment", NAME, "--format", "junit")
    suites = ET.fromstring(done.stdout)
    assert done.returncode == 0
    assert suites.get("failures") == suites.get("errors") == "0"
    assert int(suites.get("tests") or 0) > 30


def test_github_gets_a_summary_and_annotations_at_the_failing_cells(run: Run, course: Path, tmp_path: Path) -> None:
    path = notebook(course, tmp_path, {**reference(course), "relu": "def relu(x):\n    return x\n"})
    summary = tmp_path / "summary.md"
    done = run("check", path, "--assignment", NAME, "--format", "github", "--output", str(summary))
    assert done.returncode == 1
    assert "| ❌ | relu |" in summary.read_text(encoding="utf-8")
    assert "::error file=" in done.stderr
    assert "title=relu" in done.stderr


def test_an_unreadable_notebook_exits_2_with_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "work.ipynb").write_text("{not json")
    done = run("check", str(tmp_path / "work.ipynb"), "--assignment", NAME)
    assert done.returncode == 2
    assert done.stderr.strip().count("\n") == 0
    assert "not JSON" in done.stderr


def test_check_touches_no_gradebook_and_needs_none(tmp_path: Path, course: Path) -> None:
    other = copy_course(tmp_path / "c", NAME)
    done = run_in(other, "check", notebook(course, tmp_path, {}), "--assignment", NAME)
    assert done.returncode == 1
    assert sorted(path.name for path in other.iterdir()) == ["assignments", "course.toml", "datasets", "solutions"]


def test_the_public_checks_need_no_solutions_and_tell_a_cell_that_cannot_be_compiled(
    tmp_path: Path, course: Path
) -> None:
    other = copy_course(tmp_path / "c", NAME)
    unclosed = "def step(x):\n    return (x > 0"
    path = notebook(course, tmp_path, {"relu": reference(course)["relu"], "step": unclosed})
    shutil.rmtree(other / "solutions")
    done = run_in(other, "check", path, "--assignment", NAME, "--public", "--format", "json")
    exercises = {item["name"]: item for item in json.loads(done.stdout)["exercises"]}
    verdicts = {name: item["verdict"] for name, item in exercises.items()}
    assert verdicts.pop("relu") == "passed"
    assert set(verdicts.values()) == {"failed"}
    hint = exercises["step"]["tests"][0]["hint"]  # not that the name is unknown, which follows from it
    assert hint.startswith("Your code stopped with SyntaxError: '(' was never closed\n")


def test_isolation_none_is_loud(run: Run, course: Path, tmp_path: Path) -> None:
    done = run("check", notebook(course, tmp_path, {}), "--assignment", NAME, "--isolation", "none")
    assert "WARNING: isolation none: student code runs unconfined" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="a seccomp filter plays a machine that cannot isolate")
@pytest.mark.parametrize(("options", "code"), [((), 3), (("--public",), 1)], ids=["hidden tests", "visible checks"])
def test_where_nothing_isolates_hidden_tests_refuse_and_visible_checks_warn(
    course: Path, tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    platform = Path(__file__).resolve().parents[1] / "sandbox" / "entries" / "on_platform.py"
    play = (
        f"import os, platform, runpy; play = runpy.run_path({str(platform)!r})\n"
        "play['refuse']({}, seccomp_too=True, machine=platform.machine())\n"
        f"os.execv({str(AUTOGRADER)!r}, [{str(AUTOGRADER)!r}, 'check', {notebook(course, tmp_path, {})!r}, "
        f"'--assignment', {NAME!r}, *{options!r}])"
    )
    done = subprocess.run([sys.executable, "-c", play], cwd=course, capture_output=True, text=True, timeout=PATIENCE_S)
    assert done.returncode == code, done.stderr
    assert "isolation: seccomp" in done.stderr
    assert ("WARNING: isolation none" in done.stderr) is (code == 1)


# ---------------------------------------------------------------- exports, pages, help


@pytest.mark.parametrize("form", ["csv", "canvas", "moodle", "json"])
def test_grades_go_out_in_every_format(run: Run, form: str) -> None:
    done = run("export", "--format", form)
    assert done.returncode == 0, done.stderr
    assert "demo-ada" in done.stdout


def test_an_lms_gets_no_column_for_an_assignment_that_nobody_has_a_grade_in(tmp_path: Path, course: Path) -> None:
    larger = tmp_path / "c"
    shutil.copytree(course, larger)
    for folder in ("assignments", "solutions"):
        shutil.copytree(ROOT / folder / "00_numpy_basics", larger / folder / "00_numpy_basics")
    for form, identity in (("canvas", "Student,ID,SIS Login ID,Section"), ("moodle", "username")):
        done = run_in(larger, "export", "--format", form)
        assert done.returncode == 0, done.stderr
        assert done.stdout.splitlines()[0] == f"{identity},Activation functions"


def test_feedback_exists_in_both_languages(run: Run, course: Path) -> None:
    assert run("feedback", NAME, "--student", "demo-ada").returncode == 0
    pages = sorted(path.name for path in (course / "feedback" / "demo-ada" / NAME).glob("*.html"))
    assert pages == [f"{NAME}.en.html", f"{NAME}.html", f"{NAME}.ko.html"]  # the second is formgrader's


def test_a_hidden_suite_that_is_broken_is_our_fault_and_exits_3(tmp_path: Path, course: Path) -> None:
    other = copy_course(tmp_path / "c", NAME)
    suite = other / "solutions" / NAME / "test_hidden.py"
    suite.write_text("import no_such_module\n")
    done = run_in(other, "check", notebook(course, tmp_path, {}), "--assignment", NAME)
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.strip().count("\n") == 0
    assert "no_such_module" in done.stderr


def test_a_test_that_fails_of_itself_is_no_zero(tmp_path: Path, course: Path) -> None:
    other = copy_course(tmp_path / "c", NAME)
    suite = other / "solutions" / NAME / "test_hidden.py"
    broken = '\n\n@exercise("step")\ndef test_broken(student):\n    {}["x"]\n'
    suite.write_text(suite.read_text(encoding="utf-8") + broken, encoding="utf-8")
    done = run_in(
        other, "check", notebook(course, tmp_path, reference(course)), "--assignment", NAME, "--format", "json"
    )
    result = json.loads(done.stdout)
    assert done.returncode == 3
    assert result["status"] == "internal_error"
    assert "internal error, not the student's: test_broken: KeyError" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["grade", "02_activation"], "assignments: no assignment '02_activation'; did you mean '02_activations'?"),
        (["chek"], "no such command 'chek'"),
        (["check", "x.ipynb", "--assignment", NAME], "x.ipynb: "),
        (["export", "--title", "x"], "--title: x, expected NAME=TITLE"),
        (["grade", NAME, "--student", "nobody"], "--student nobody: nobody of this name has handed in"),
    ],
)
def test_a_users_mistake_is_one_line_without_a_traceback(run: Run, arguments: list[str], line: str) -> None:
    done = run(*arguments)
    assert line in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 2)


VERBS = ("demo", "doctor", "release", "collect", "grade", "check", "verify", "feedback", "report", "export", "datasets")


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(run: Run, verb: str) -> None:
    done = run(verb, "--help")
    assert done.returncode == 0
    assert "Usage: autograder" in done.stdout
    assert len(done.stdout.splitlines()) > 5


def test_every_verb_stands_in_the_readme(course: Path) -> None:
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    missing = [verb for verb in VERBS if f"autograder {verb}" not in readme and f"make {verb}" not in readme]
    assert missing == []
