"""The repository that students get, made by `release --student-repo`, and a push of two students through its workflow."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder import __version__
from autograder.config import load_course
from autograder.model import KOREAN
from autograder.release import ReleaseReport, write_student_repository
from tests.ci.steps import git, run_steps
from tests.commands import run_in
from tests.export.junit import cases_of, checked_junit
from tests.places.small_world import NAME, ROOT, make_course, notebook
from tests.steady import PATIENCE_S

WHEEL = f"autograder_course-{__version__}-py3-none-any.whl"
LOCK = ROOT / "autograder" / "release" / "student" / "requirements.lock"
FILES = [
    ".github/workflows/check.yml", ".gitignore", ".gitlab-ci.yml", f"{NAME}/{NAME}.ipynb", "README.md", f"wheels/{WHEEL}",
    "wheels/requirements.txt",
]  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A course, and the repository that its students get."""
    place = tmp_path_factory.mktemp("for-students")
    course, repository = place / "course", place / "학생용 저장소"
    make_course(course)
    done = run_in(course, "release", NAME, "--student-repo", str(repository))
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1].startswith(f"for students: {repository}; commit it")
    return course, repository


def files_in(repository: Path) -> list[str]:
    found = (path.relative_to(repository).as_posix() for path in repository.rglob("*") if path.is_file())
    return sorted(name for name in found if not name.startswith(".git/"))


def test_it_holds_the_notebook_the_workflow_and_the_checker_and_nothing_of_a_solution(made: tuple[Path, Path]) -> None:
    course, repository = made
    assert files_in(repository) == sorted(FILES)
    assert (repository / NAME / f"{NAME}.ipynb").read_bytes() == (course / "release" / NAME / f"{NAME}.ipynb").read_bytes()
    hidden = [line for line in (course / "solutions" / NAME / "test_hidden.py").read_text().splitlines() if len(line) > 40]
    assert hidden
    for path in (repository / name for name in FILES if not name.endswith(".whl")):
        assert not [line for line in hidden if line in path.read_text(encoding="utf-8")]
    with zipfile.ZipFile(repository / "wheels" / WHEEL) as archive:
        assert not [name for name in archive.namelist() if "solutions" in name or "test_hidden" in name]


def test_the_readme_speaks_the_courses_languages_and_names_the_notebook(made: tuple[Path, Path]) -> None:
    text = (made[1] / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# Small\n")
    assert "\n# 작은 과목\n" in text
    assert text.count(f"- `{NAME}/{NAME}.ipynb`: ") == 2
    assert f"autograder check --public {NAME}/{NAME}.ipynb --language ko" in text


def test_everything_that_is_installed_is_pinned_by_hash_and_no_host_is_named(made: tuple[Path, Path]) -> None:
    text = (made[1] / "wheels" / "requirements.txt").read_text(encoding="utf-8")
    wishes = re.findall(r"^(\S+?)(?:==\S+)?(?: ;[^\\]*)? \\\n((?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", text, re.MULTILINE)
    assert len(wishes) == len(re.findall(r"^\S", text, re.MULTILINE))
    assert "://" not in text
    (pinned,) = (hashes for name, hashes in wishes if name == f"./wheels/{WHEEL}")
    assert hashlib.sha256((made[1] / "wheels" / WHEEL).read_bytes()).hexdigest() in pinned


def test_what_it_installs_is_the_light_core_in_the_versions_that_grade() -> None:
    """Made anew by the command in docs/adr/0001-dependencies.md."""
    pinned = re.compile(r"^([a-z][\w.-]*==\S+)", re.MULTILINE)
    light = set(pinned.findall(LOCK.read_text(encoding="utf-8")))
    assert light <= set(pinned.findall((ROOT / "requirements.lock").read_text(encoding="utf-8")))
    names = {wish.partition("==")[0] for wish in light}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {wish.partition(">=")[0] for wish in project["dependencies"]} <= names
    assert not {"nbgrader", "jupyterlab", "sqlalchemy", "distributed"} & names


@pytest.mark.slow
def test_a_second_release_brings_it_up_to_date_and_leaves_what_a_person_changed(
    made: tuple[Path, Path], tmp_path: Path
) -> None:
    course, repository = (Path(shutil.copytree(path, tmp_path / path.name)) for path in made)
    first = run_in(course, "release", NAME, "--student-repo", str(repository), "--wheel", str(made[1] / "wheels" / WHEEL), "--yes")
    assert first.returncode == 0, first.stderr
    (repository / "README.md").write_text("# Ours\n", encoding="utf-8")
    (repository / "notes.txt").write_text("of a person\n", encoding="utf-8")
    text = course / "assignments" / NAME / "notebook.py"
    text.write_text(text.read_text(encoding="utf-8").replace("# # Small", "# # Smaller"), encoding="utf-8")
    again = ("release", NAME, "--student-repo", str(repository), "--wheel", str(made[1] / "wheels" / WHEEL))
    done = run_in(course, *again)
    assert done.returncode == 0, done.stderr
    assert f"note: {repository / 'README.md'} was changed by hand and left alone; --yes replaces it" in done.stderr
    assert (repository / "README.md").read_text(encoding="utf-8") == "# Ours\n"
    assert "# Smaller" in (repository / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert run_in(course, *again, "--yes").returncode == 0
    assert (repository / "README.md").read_text(encoding="utf-8").startswith("# Small\n")
    assert files_in(repository) == sorted([*FILES, "notes.txt"])


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("--student-repo", "inside"), "--student-repo inside: a folder of the course, expected a repository of its own; "
         "name a folder outside of it: the course holds the solutions"),
        (("--student-repo", "/dev/null"), "--student-repo /dev/null: a file, expected a folder"),
        (("--student-repo", "{elsewhere}", "--wheel", "course.toml"), "--wheel course.toml: cannot be read: File is not a zip "
         f"file, expected a wheel of autograder-course {__version__}, which runs here"),
        (("--student-repo", "{elsewhere}", "--wheel", "nowhere.whl"), "--wheel nowhere.whl: cannot be read: No such file or "
         f"directory, expected a wheel of autograder-course {__version__}, which runs here"),
        (("--wheel", "x.whl"), "--wheel: given alone, expected --student-repo DIR beside it"),
    ],
)  # fmt: skip
def test_a_wrong_place_or_wheel_is_one_line_before_anything_is_released(
    made: tuple[Path, Path], tmp_path: Path, arguments: tuple[str, ...], line: str
) -> None:
    given = [word.format(elsewhere=tmp_path / "elsewhere") for word in arguments]
    done = run_in(made[0], "release", NAME, *given)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"autograder: {line}\n")
    assert not (tmp_path / "elsewhere").exists()
    assert not (made[0] / "inside").exists()


# ---------------------------------------------------------------- a push of two students


@pytest.fixture(scope="module")
def runner(made: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment in which the workflow's own step installs the checker; what it needs is here already."""
    place = tmp_path_factory.mktemp("runner") / "env"
    subprocess.run([sys.executable, "-m", "venv", str(place)], check=True, capture_output=True, timeout=PATIENCE_S)
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "here.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    assert not (place / "bin" / "autograder").exists()  # the step installs it
    return place / "bin"


def push_and_check(repository: Path, runner: Path, before: str) -> tuple[int, str, str]:
    """The workflow's steps on the last push: exit code, log, summary."""
    place = repository.parent
    summary = place / "summary.md"
    summary.touch()
    workflow = yaml.safe_load((repository / ".github" / "workflows" / "check.yml").read_text(encoding="utf-8"))
    given = {
        "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(place), "BEFORE": before, "GITHUB_ACTIONS": "true",
        "PATH": f"{runner}:{os.defpath}:/usr/bin",
    }  # fmt: skip
    steps = [(step["run"], given) for step in workflow["jobs"]["check"]["steps"] if "run" in step]
    assert len(steps) == 2
    code, log = run_steps(repository, ["bash", "-e"], steps)
    return code, log, summary.read_text(encoding="utf-8")


def test_each_of_two_students_gets_the_colour_of_the_own_notebook(
    made: tuple[Path, Path], runner: Path, tmp_path: Path
) -> None:
    course, repository = made
    wrong = "def relu(x):\n    return x\n"
    handed_in: dict[str, dict[str, Any]] = {"ada": notebook(course), "bora": notebook(course, relu=wrong)}
    ends = {}
    for student, filled in handed_in.items():
        own = tmp_path / student / "my course"
        shutil.copytree(repository, own)
        git(own, "init", "--quiet", "--initial-branch=main")
        git(own, "add", ".")
        git(own, "commit", "--quiet", "--message", "start")
        start = git(own, "rev-parse", "HEAD")
        (own / NAME / f"{NAME}.ipynb").write_text(json.dumps(filled), encoding="utf-8")
        git(own, "commit", "--quiet", "--all", "--message", "my work")
        ends[student] = push_and_check(own, runner, start)
        assert git(own, "status", "--porcelain") == ""
    (code, log, summary), (red, _, told) = ends["ada"], ends["bora"]
    assert code == 0, log
    assert "3 / 3" in summary
    assert red == 1
    assert "2 / 3" in told
    assert "| ❌ | relu |" in told


@pytest.mark.slow
def test_gitlab_runs_the_same_checks_and_gets_a_report_of_each_notebook(
    made: tuple[Path, Path], runner: Path, tmp_path: Path
) -> None:
    """After the GitHub job in the same environment, so that the checker is there already."""
    course, repository = made
    own = tmp_path / "bora" / "my course"
    shutil.copytree(repository, own)
    git(own, "init", "--quiet", "--initial-branch=main")
    git(own, "add", ".")
    git(own, "commit", "--quiet", "--message", "start")
    start = git(own, "rev-parse", "HEAD")
    wrong = notebook(course, relu="def relu(x):\n    return x\n")
    (own / NAME / f"{NAME}.ipynb").write_text(json.dumps(wrong), encoding="utf-8")
    (own / NAME / "$(touch pwned) `again`.ipynb").write_text(json.dumps(notebook(course)), encoding="utf-8")
    git(own, "add", ".")
    git(own, "commit", "--quiet", "--message", "my work")
    job = yaml.safe_load((own / ".gitlab-ci.yml").read_text(encoding="utf-8"))["check"]
    given = {"CI_COMMIT_BEFORE_SHA": start, "GITLAB_CI": "true", "PATH": f"{runner}:{os.defpath}:/usr/bin"}
    code, log = run_steps(own, ["bash", "-eo", "pipefail"], [("\n".join(job["script"]), given)])
    assert code == 1, log
    reports = sorted(own.glob(job["artifacts"]["reports"]["junit"]))
    roots = [checked_junit(report.read_text(encoding="utf-8")) for report in reports]
    assert sorted(root.attrib["failures"] for root in roots) == ["0", "1"]
    assert not cases_of(roots[0]) & cases_of(roots[1])
    assert git(own, "status", "--porcelain") == ""
    assert not list(tmp_path.rglob("pwned"))


def test_the_readme_begins_in_the_language_of_the_notebooks(made: tuple[Path, Path], tmp_path: Path) -> None:
    course = load_course(made[0])
    notebook_file = course.root / "release" / NAME / f"{NAME}.ipynb"
    released = ReleaseReport(NAME, KOREAN, notebook_file, notebook_file, 3, 3.0, (), ())
    write_student_repository(course, [released], tmp_path / "repository", wheel=made[1] / "wheels" / WHEEL)
    text = (tmp_path / "repository" / "README.md").read_text(encoding="utf-8")
    assert text.startswith("# 작은 과목\n")
    assert "\n# Small\n" in text


@pytest.mark.slow
def test_a_push_without_a_notebook_is_green_and_on_a_new_branch_every_notebook_counts(
    made: tuple[Path, Path], runner: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    shutil.copytree(made[1], own)
    git(own, "init", "--quiet", "--initial-branch=main")
    git(own, "add", ".")
    git(own, "commit", "--quiet", "--message", "start")
    start = git(own, "rev-parse", "HEAD")
    (own / "notes.txt").write_text("mine\n", encoding="utf-8")
    git(own, "add", ".")
    git(own, "commit", "--quiet", "--message", "notes")
    assert push_and_check(own, runner, start)[::2] == (0, "")
    code, _, summary = push_and_check(own, runner, "0" * 40)
    assert code == 1
    assert "0 / 3" in summary
