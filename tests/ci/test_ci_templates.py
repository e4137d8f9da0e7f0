"""The steps of the CI templates in docs/ci, run as the CI services run them, on a repository with a push in it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from autograder.notebook.filling import fill, solution_sources
from tests.ci.steps import git, run_steps
from tests.export.junit import cases_of, checked_junit
from tests.steady import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]
NAME = "02_activations"
EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
ZEROS = "0" * 40


@dataclass(frozen=True, slots=True)
class Done:
    """How a job ended, what its steps printed, and where its summary was written."""

    code: int
    log: str
    summary: str
    repository: Path

    def reports(self, suffix: str) -> list[str]:
        return sorted(path.name for path in (self.repository / "reports").glob(f"*{suffix}"))


@pytest.fixture(scope="session")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one commit: the course without submissions, set up as `make setup` leaves it."""
    repository = tmp_path_factory.mktemp("ci") / "course"
    ignore = shutil.ignore_patterns("__pycache__")
    for folder in (f"assignments/{NAME}", f"solutions/{NAME}", "scripts"):
        shutil.copytree(ROOT / folder, repository / folder, ignore=ignore)
    for file in ("course.toml", "Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(ROOT / file, repository / file)
    (repository / "datasets").mkdir()
    # What the head of each template asks for.
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert "/submitted/" in ignored
    (repository / ".gitignore").write_text("".join(f"{line}\n" for line in ignored if line != "/submitted/"))
    (repository / ".venv").mkdir()
    for entry in ("bin", "lib", "pyvenv.cfg"):
        (repository / ".venv" / entry).symlink_to(Path(sys.prefix) / entry)
    (repository / ".venv" / ".ready").touch()
    git(repository, "init", "--quiet", "--initial-branch=main")
    git(repository, "add", ".")
    git(repository, "commit", "--quiet", "--message", "course")
    return repository


@pytest.fixture
def repository(course: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "course"
    shutil.copytree(course, copy, symlinks=True)
    return copy


@pytest.fixture(scope="session")
def released(course: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The released notebook."""
    copy = tmp_path_factory.mktemp("released") / "course"
    shutil.copytree(course, copy, symlinks=True)
    command = [str(copy / ".venv" / "bin" / "autograder"), "release", NAME]
    subprocess.run(command, cwd=copy, check=True, capture_output=True, timeout=PATIENCE_S)
    notebook: dict[str, Any] = json.loads((copy / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    return notebook


@pytest.fixture(scope="session")
def solutions(released: dict[str, Any]) -> dict[str, str]:
    sources = solution_sources((ROOT / "solutions" / NAME / "reference.py").read_text(encoding="utf-8"))
    ids = {cell["metadata"].get("nbgrader", {}).get("grade_id") for cell in released["cells"]}
    return {name: source for name, source in sources.items() if name in ids}


def push(repository: Path, files: dict[str, str]) -> None:
    """A commit that adds or changes these files."""
    for name, text in files.items():
        path = repository / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(repository, "add", "--", *files)
    git(repository, "commit", "--quiet", "--message", "submissions")


def push_new(repository: Path, files: dict[str, str]) -> None:
    """A repository with one commit of these files."""
    repository.mkdir(parents=True)
    git(repository, "init", "--quiet", "--initial-branch=main")
    push(repository, files)


def submission(student: str) -> str:
    return f"submitted/{student}/{NAME}/{NAME}.ipynb"


def template(name: str) -> Any:
    return yaml.safe_load((ROOT / "docs" / "ci" / name).read_text(encoding="utf-8"))


def run_github(repository: Path, before: str | None = None) -> Done:
    """The `run:` steps of the GitHub template's job; `uses:` steps are GitHub's own."""
    summary = repository.parent / "summary.md"
    summary.touch()
    values = {"github.event.before": git(repository, "rev-parse", "HEAD~1") if before is None else before}

    def steps() -> Iterator[tuple[str, dict[str, str]]]:
        for step in template("github-actions.yml")["jobs"]["grade"]["steps"]:
            if "run" in step:
                given = {key: EXPRESSION.sub(lambda m: values[m[1]], text) for key, text in step.get("env", {}).items()}
                yield step["run"], {"GITHUB_STEP_SUMMARY": str(summary), "GITHUB_ACTIONS": "true", **given}

    code, log = run_steps(repository, ["bash", "-e"], steps())
    return Done(code, log, summary.read_text(encoding="utf-8"), repository)


def run_gitlab(repository: Path, before: str | None = None) -> Done:
    """The script of the GitLab template's job: GitLab joins its entries to one shell script."""
    job = template("gitlab-ci.yml")["grade"]
    environment = {"GITLAB_CI": "true", "CI_COMMIT_BEFORE_SHA": before or git(repository, "rev-parse", "HEAD~1")}
    script = "\n".join(job["script"])
    code, log = run_steps(repository, ["bash", "-eo", "pipefail"], iter([(script, environment)]))
    return Done(code, log, "", repository)


# ---------------------------------------------------------------- what a push earns


@pytest.mark.slow
def test_github_is_green_for_full_marks_and_the_summary_says_whose(
    repository: Path, released: dict[str, Any], solutions: dict[str, str]
) -> None:
    push(repository, {submission("s1"): json.dumps(fill(released, solutions))})
    done = run_github(repository)
    assert done.code == 0, done.log
    assert "grade will run here" in done.log
    assert done.summary.startswith("### s1\n")
    assert "18 / 18" in done.summary
    assert "::error" not in done.log
    assert done.reports(".md") == [f"s1.{NAME}.md"]


@pytest.mark.slow
def test_github_is_red_for_less_with_a_table_in_the_summary_and_an_annotation_at_the_notebook(
    repository: Path, released: dict[str, Any], solutions: dict[str, str]
) -> None:
    some = {name: solutions[name] for name in ("step", "softmax")}
    push(repository, {submission("s1"): json.dumps(fill(released, some))})
    done = run_github(repository)
    assert done.code == 1
    assert "| ✅ | softmax |" in done.summary
    assert "| ❌ | relu |" in done.summary
    annotation = next(line for line in done.log.splitlines() if line.startswith("::error") and "title=relu" in line)
    assert f"file={submission('s1')}," in annotation


def test_a_push_of_two_students_is_shown_for_each_of_them_by_both_services(
    repository: Path, released: dict[str, Any], solutions: dict[str, str], tmp_path: Path
) -> None:
    """A push of two commits to a bare repository, cloned as the services clone it."""
    origin, before = tmp_path / "origin.git", git(repository, "rev-parse", "HEAD")
    git(tmp_path, "clone", "--quiet", "--bare", str(repository), str(origin))
    for student, answers in (("s1", solutions), ("김민준", {"step": solutions["step"]})):
        push(repository, {submission(student): json.dumps(fill(released, answers))})
    git(repository, "push", "--quiet", str(origin), "main")
    runners = {}
    for service in ("github", "gitlab"):
        runners[service] = tmp_path / service / "course"
        git(tmp_path, "clone", "--quiet", str(origin), str(runners[service]))
        shutil.copytree(repository / ".venv", runners[service] / ".venv", symlinks=True)
        (runners[service] / ".venv" / ".ready").touch()  # newer than what was cloned: `make setup` has nothing to do
    done = run_gitlab(runners["gitlab"], before)
    assert done.code == 1
    assert done.reports(".xml") == [f"s1.{NAME}.xml", f"김민준.{NAME}.xml"]
    one, other = (checked_junit((done.repository / "reports" / name).read_text(encoding="utf-8")) for name in done.reports(".xml"))
    assert one.attrib["failures"] == "0"
    assert int(other.attrib["failures"]) > 10
    assert not cases_of(one) & cases_of(other)
    assert all(f".{student}." in case for student, root in (("s1", one), ("김민준", other)) for _, case, _ in cases_of(root))
    done = run_github(runners["github"], before)
    assert done.code == 1
    first, _, second = done.summary.partition("### 김민준\n")
    assert first.startswith("### s1\n")
    assert ("18 / 18" in first, "1 / 18" in second, "18 / 18" in second) == (True, True, False)
    assert {line.partition("file=")[2].partition(",")[0] for line in done.log.splitlines() if line.startswith("::error")} == {
        submission("김민준")
    }


@pytest.mark.slow
def test_gitlab_is_green_for_full_marks(
    repository: Path, released: dict[str, Any], solutions: dict[str, str]
) -> None:
    push(repository, {submission("s1"): json.dumps(fill(released, solutions))})
    assert run_gitlab(repository).code == 0


@pytest.mark.slow
def test_an_unreadable_notebook_is_red_and_costs_nobody_else(
    repository: Path, released: dict[str, Any], solutions: dict[str, str]
) -> None:
    push(repository, {submission("a"): "{not json", submission("b"): json.dumps(fill(released, solutions))})
    done = run_github(repository)
    assert done.code == 2
    assert f"file={submission('a')}," in done.log
    assert "18 / 18" in done.summary
    assert done.reports(".md") == [f"a.{NAME}.md", f"b.{NAME}.md"]


# ---------------------------------------------------------------- what is graded at all


@pytest.mark.slow
def test_a_push_without_notebooks_is_green(repository: Path) -> None:
    push(repository, {"README.md": "a course\n"})
    for done in (run_github(repository), run_gitlab(repository)):
        assert done.code == 0
        assert "0 of 0 changed notebooks graded" in done.log
        assert done.summary == ""


@pytest.mark.slow
def test_all_commits_of_a_push_count_and_earlier_and_deleted_notebooks_do_not(
    repository: Path, released: dict[str, Any], solutions: dict[str, str]
) -> None:
    full = json.dumps(fill(released, solutions))
    push(repository, {submission("earlier"): "{not json", submission("deleted"): "{not json"})
    before = git(repository, "rev-parse", "HEAD")
    push(repository, {submission("first"): full})
    push(repository, {submission("second"): full})
    git(repository, "rm", "--quiet", submission("deleted"))
    git(repository, "commit", "--quiet", "--message", "delete")
    done = run_github(repository, before)
    assert done.code == 0, done.log
    assert done.reports(".md") == [f"first.{NAME}.md", f"second.{NAME}.md"]


@pytest.mark.parametrize("before", [ZEROS, "", "1" * 40, "--output=x"])
@pytest.mark.slow
def test_a_new_branch_or_a_forced_push_counts_from_the_last_commit(
    repository: Path, released: dict[str, Any], before: str
) -> None:
    push(repository, {submission("earlier"): json.dumps(released)})
    push(repository, {"submitted/s1/99_no_such/99_no_such.ipynb": json.dumps(released)})
    done = run_github(repository, before)
    assert done.code == 0
    assert "0 of 1 changed notebooks graded" in done.log


@pytest.mark.slow
def test_in_the_first_commit_of_all_every_notebook_is_new(
    repository: Path, released: dict[str, Any], solutions: dict[str, str]
) -> None:
    push(repository, {submission("s1"): json.dumps(fill(released, solutions))})
    git(repository, "checkout", "--quiet", "--orphan", "fresh")
    git(repository, "commit", "--quiet", "--message", "everything")
    done = run_github(repository, ZEROS)
    assert done.code == 0, done.log
    assert "1 of 1 changed notebooks graded" in done.log


# ---------------------------------------------------------------- names that somebody pushed

HOSTILE = (
    "submitted/$(touch pwned).ipynb",
    "submitted/`touch pwned`/02_activations/02_activations.ipynb",
    "submitted/$(touch pwned)/02_activations/02_activations.ipynb",
    "submitted/a; touch pwned;/02_activations/02_activations.ipynb",
    "submitted/with space/02_activations/02_activations.ipynb",
    "submitted/s1/02_activations/with space.ipynb",
    "submitted/s1/$(touch pwned)/$(touch pwned).ipynb",
    "submitted/s1/--help/--help.ipynb",
    "submitted/--version/02_activations/02_activations.ipynb",
    "submitted/new\nline\n::error::shown as if the grader said it/02_activations/02_activations.ipynb",
    "submitted/\x1b]0;title\x07/02_activations/02_activations.ipynb",
    "submitted/deep/er/02_activations/02_activations.ipynb",
    "submitted/'\"/02_activations/02_activations.ipynb",
)


@pytest.mark.parametrize("run", [pytest.param(run_github, marks=pytest.mark.slow), run_gitlab])
def test_hostile_names_are_named_and_passed_over_and_run_nothing(
    repository: Path, released: dict[str, Any], solutions: dict[str, str], run: Any
) -> None:
    files = dict.fromkeys(HOSTILE, json.dumps(released))
    push(repository, {**files, submission("s1"): json.dumps(fill(released, solutions))})
    done = run(repository)
    assert done.code == 0, done.log
    assert not list(repository.rglob("pwned"))
    assert f"1 of {len(HOSTILE) + 1} changed notebooks graded" in done.log
    assert done.log.count("passed over submitted/") == len(HOSTILE)
    assert "\x1b" not in done.log
    assert not any(line.startswith("::") for line in done.log.splitlines())
    assert len(list((repository / "reports").iterdir())) == 1


def test_a_link_to_somebody_elses_notebook_earns_nothing(
    repository: Path, released: dict[str, Any], solutions: dict[str, str]
) -> None:
    push(repository, {submission("s1"): json.dumps(fill(released, solutions))})
    link = repository / submission("s2")
    link.parent.mkdir(parents=True)
    link.symlink_to(repository / submission("s1"))
    git(repository, "add", submission("s2"))
    git(repository, "commit", "--quiet", "--message", "link")
    done = run_github(repository)
    assert done.code == 2
    assert "a link to another folder" in done.log
    assert "18 / 18" not in done.summary


# ---------------------------------------------------------------- the templates as such


def test_no_script_of_a_template_has_an_expression_pasted_into_it() -> None:
    """What GitHub pastes into a script, a branch or a file name for instance, would be run."""
    steps = template("github-actions.yml")["jobs"]["grade"]["steps"]
    assert [step["run"] for step in steps if "${{" in step.get("run", "")] == []


def test_the_github_job_can_only_read_the_repository_and_ends_by_itself() -> None:
    workflow = template("github-actions.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["grade"]["timeout-minutes"] <= 30
    assert template("gitlab-ci.yml")["grade"]["timeout"] == "20 minutes"


def test_both_templates_start_on_notebooks_below_submitted_and_fetch_all_commits() -> None:
    workflow, job = template("github-actions.yml"), template("gitlab-ci.yml")["grade"]
    # YAML 1.1 reads the key `on` as true.
    assert workflow[True]["push"]["paths"] == job["rules"][0]["changes"] == ["submitted/**/*.ipynb"]
    checkout = workflow["jobs"]["grade"]["steps"][0]
    assert checkout["with"]["fetch-depth"] == 0
    assert job["variables"]["GIT_DEPTH"] == "0"


@pytest.mark.parametrize("name", ["github-actions.yml", pytest.param("gitlab-ci.yml", marks=pytest.mark.slow)])
def test_the_command_that_a_template_names_for_students_works_without_solutions(
    repository: Path, released: dict[str, Any], solutions: dict[str, str], name: str
) -> None:
    text = (ROOT / "docs" / "ci" / name).read_text(encoding="utf-8")
    command = next(line for line in text.splitlines() if "--public" in line).removeprefix("#").strip()
    push(repository, {"work/my notebook.ipynb": json.dumps(fill(released, solutions))})
    shutil.rmtree(repository / "solutions")
    command = command.replace("NOTEBOOK", "'work/my notebook.ipynb'").replace("NAME", NAME)
    summary = repository.parent / "summary.md"
    code, log = run_steps(repository, ["bash", "-e"], iter([(command, {"GITHUB_STEP_SUMMARY": str(summary)})]))
    assert code == 0, log
    written = summary if "GITHUB_STEP_SUMMARY" in command else repository / "reports" / "result.xml"
    assert "softmax" in written.read_text(encoding="utf-8")


STUDENTS = ROOT / "autograder" / "release" / "student" / "check.yml"
GITHUB = (ROOT / "docs/ci/github-actions.yml", ROOT / "docs/ci/central-grader.yml", STUDENTS)


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_actions_are_pinned_by_hash_and_leave_no_token_behind(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 120
        for step in job["steps"]:
            assert "${{" not in step.get("run", "")
            if "uses" in step:
                assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", step["uses"])
                assert re.search(re.escape(step["uses"]) + r" # v\d+\.\d+\.\d+$", text, re.MULTILINE)
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def steps_named(name: str, *wanted: str) -> Iterator[tuple[str, dict[str, str]]]:
    (job,) = template(name)["jobs"].values()
    for step in job["steps"]:
        if step.get("name") in wanted:
            yield step["run"], {}


GH = """#!/usr/bin/env bash
# Of GitHub's command: gh repo clone OWNER/REPOSITORY FOLDER -- OPTIONS of git, for whoever has the token.
[ "$1 $2 $5" = "repo clone --" ] && [ -n "$GH_TOKEN" ] || exit 2
exec git clone "${@:6}" "file://$REMOTES/$3" "$4"
"""


def test_a_central_grader_fetches_and_grades_two_students_beside_a_broken_one_and_takes_no_workflow_of_theirs(
    repository: Path, released: dict[str, Any], solutions: dict[str, str], tmp_path: Path
) -> None:
    remotes, programs = tmp_path / "remotes", tmp_path / "programs"
    works = {name: json.dumps(fill(released, answers))
             for name, answers in (("s001", solutions), ("s002", {"step": solutions["step"]}))}  # fmt: skip
    for student, text in (*works.items(), ("s003", '{"cells": [')):
        work = tmp_path / "at-home" / student
        push_new(work, {f"{NAME}.ipynb": text, ".github/workflows/check.yml": "on: push\n"})
        git(tmp_path, "clone", "--quiet", "--bare", str(work), str(remotes / "students" / student))
    lines = [*(f"{student} students/{student}" for student in ("s001", "s002", "s003", "s004")), "s005 $(touch pwned)"]
    (repository / "students.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    programs.mkdir()
    (programs / "gh").write_text(GH, encoding="utf-8")
    (programs / "gh").chmod(0o755)
    known = tmp_path / "environment"  # what a step leaves to the next ones
    given = {
        "NAME": NAME, "GH_TOKEN": "secret", "REMOTES": str(remotes), "GITHUB_ENV": str(known),
        "PATH": f"{programs}:{os.defpath}:/usr/bin",
    }  # fmt: skip
    fetching, grading, telling = (
        [next(steps_named("central-grader.yml", name))[0]]
        for name in ("Fetch the students' repositories", "Collect and grade", "Say whether a repository could not be fetched")
    )
    done = subprocess.run([str(repository / ".venv" / "bin" / "autograder"), "release", NAME], cwd=repository)
    assert done.returncode == 0
    code, log = run_steps(repository, ["bash", "-e"], [(script, given) for script in fetching])
    assert (code, "not fetched: s004" in log, "students.txt: passed over a line" in log) == (0, True, True), log
    code, log = run_steps(repository, ["bash", "-e"], [(script, {"NAME": NAME}) for script in grading])
    assert (code, "unreadable: s003" in log) == (1, True), log
    rows = (repository / "reports" / "grades.csv").read_text(encoding="utf-8").splitlines()
    assert [row.split(",")[0] for row in rows[1:]] == ["s001", "s002", "s003"]
    assert [row.split(",")[8] for row in rows[1:]] == ["18", "1", "0"]
    assert not (repository / "submitted" / "s001" / NAME / ".github").exists()
    told = dict(line.split("=") for line in known.read_text(encoding="utf-8").splitlines())
    assert run_steps(repository, ["bash", "-e"], [(script, told) for script in telling])[0] == 1
    assert not list(tmp_path.rglob("pwned"))
