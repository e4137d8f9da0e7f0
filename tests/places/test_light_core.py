"""Without any extra: one notebook is checked, graded and repaired, and what takes more says so in a line."""

from __future__ import annotations

import json
import shutil
import sys
from functools import partial
from pathlib import Path

import pytest

from autograder.cli.main import cli
from tests.places.small_world import NAME, notebook, run_by

run = partial(run_by, sys.executable, str(Path(__file__).with_name("without_extras.py")))
VERBS = tuple(cli.list_commands(None))  # type: ignore[arg-type]
RELU = "def relu(x):\n    return x\n"


@pytest.fixture
def anywhere(graded: Path, tmp_path: Path) -> Path:
    """A folder that is no course, with a notebook that is right but for one exercise."""
    (tmp_path / "mine.ipynb").write_text(json.dumps(notebook(graded, relu=RELU)), encoding="utf-8")
    return tmp_path


def test_a_released_notebook_is_checked_by_its_visible_checks(anywhere: Path) -> None:
    done = run(anywhere, "check", "--public", "mine.ipynb", "--format", "json")
    result = json.loads(done.stdout)
    assert done.returncode == 1, done.stderr
    assert {e["name"]: e["verdict"] for e in result["exercises"]} == {
        "relu": "failed", "softmax": "passed", "spread": "passed",
    }  # fmt: skip


def test_a_notebook_is_graded_by_the_hidden_suite_where_the_course_is(graded: Path, anywhere: Path) -> None:
    done = run(graded, "check", "--assignment", NAME, str(anywhere / "mine.ipynb"), "--format", "json")
    assert done.returncode == 1, done.stderr
    assert 0 < json.loads(done.stdout)["score"] < json.loads(done.stdout)["points"]


def test_a_notebook_is_repaired(anywhere: Path) -> None:
    done = run(anywhere, "repair", "mine.ipynb")
    assert (done.returncode, done.stderr) == (0, "written: mine-repaired.ipynb\n")
    repaired = json.loads((anywhere / "mine-repaired.ipynb").read_text(encoding="utf-8"))
    assert RELU.strip() in ["".join(cell["source"]).strip() for cell in repaired["cells"]]


def test_doctor_says_what_isolates(anywhere: Path) -> None:
    done = run(anywhere, "doctor")
    assert done.stdout.startswith("isolation: ")
    assert "Traceback" not in done.stderr


def test_all_help_is_there() -> None:
    done = run(Path.cwd(), "--help")
    assert done.returncode == 0
    assert not [verb for verb in VERBS if f"\n  {verb} " not in done.stdout]


@pytest.mark.parametrize("verb", VERBS)
def test_help_of_a_command_is_there(verb: str) -> None:
    done = run(Path.cwd(), verb, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Usage:")


@pytest.mark.parametrize(
    ("module", "arguments"),
    [
        ("nbgrader", ("release", NAME)),
        ("sqlalchemy", ("grade", NAME, "--force")),
        ("sqlalchemy", ("export",)),
    ],
)
def test_what_takes_more_names_the_extra_in_one_line_and_changes_nothing(
    course: Path, module: str, arguments: tuple[str, ...]
) -> None:
    shutil.rmtree(course / ".autograder" / "standing", ignore_errors=True)
    before = (course / "gradebook.db").read_bytes()
    done = run(course, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1] == (
        f"autograder: {module}: not installed, expected the extra `course` of autograder-course; this is the light "
        "installation: install the wheel with [course], or run `make setup` in a checkout"
    )
    assert "Traceback" not in done.stderr
    assert (course / "gradebook.db").read_bytes() == before
