"""On a system without fork: what needs no sandbox works, and what needs one says so in a line."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from tests.commands import run_in
from tests.places.small_world import NAME, notebook, run_by

NO_POSIX = Path(__file__).with_name("no_posix.py")
run = partial(run_by, sys.executable, str(NO_POSIX))

COMMANDS = (
    ("report", NAME),
    ("feedback", NAME),
    ("export", "--format", "csv"),
    ("audit",),
    ("history", "demo-ada", NAME),
    ("explain", "demo-ada", NAME),
    ("roster",),
    ("grade", NAME, "--what-if"),
)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_what_needs_no_sandbox_says_there_what_it_says_here(graded: Path, arguments: tuple[str, ...]) -> None:
    there, here = run(graded, *arguments), run_in(graded, *arguments)
    assert (there.returncode, there.stdout, there.stderr) == (here.returncode, here.stdout, here.stderr)


def test_a_roster_is_imported_and_an_assignment_released_there(course: Path) -> None:
    (course / "people.csv").write_text("id,name,email\ns001,Kim Minjun,kim@example.org\n", encoding="utf-8")
    done = run(course, "roster", "import", "people.csv")
    assert done.returncode == 0, done.stderr
    assert "s001" in (course / "roster.csv").read_text(encoding="utf-8")
    done = run(course, "release", NAME)
    assert (done.returncode, done.stderr) == (0, f"released {NAME}: release/{NAME}/{NAME}.ipynb\n")


ENDLESS = "def relu(x):\n    while True:\n        pass\n"
LEAVES = "import os\ndef relu(x):\n    os._exit(0)\n"
PRINTS = "import os\ndef relu(x):\n    os.write(1, b'not an answer')\n    return np.maximum(x, 0.0)\n"


@pytest.mark.parametrize(
    ("relu", "passed"),
    [("", True), (PRINTS, True), ("def relu(x):\n    return x\n", False), (LEAVES, False),
     pytest.param(ENDLESS, False, marks=pytest.mark.slow)],
    ids=["right", "prints", "wrong", "leaves", "endless"],
)
def test_visible_checks_are_run_there_in_a_process_of_their_own_with_a_warning(
    graded: Path, tmp_path: Path, relu: str, passed: bool
) -> None:
    filled = notebook(graded, **({"relu": relu} if relu else {}))
    (tmp_path / "mine.ipynb").write_text(json.dumps(filled), encoding="utf-8")
    done = run(tmp_path, "check", "--public", "mine.ipynb", "--format", "json")
    result = json.loads(done.stdout)
    assert "WARNING: isolation none" in done.stderr
    assert {e["name"]: e["verdict"] for e in result["exercises"]} == {
        "relu": "passed" if passed else "failed", "softmax": "passed", "spread": "passed",
    }  # fmt: skip
    assert done.returncode == (0 if passed else 1)
    assert list(tmp_path.iterdir()) == [tmp_path / "mine.ipynb"]


REFUSED = "isolation: this is not Linux; grade on Linux, in WSL, a container or a virtual machine"


@pytest.mark.parametrize("isolation", [(), ("--isolation", "none")])
def test_hidden_tests_are_refused_there_in_a_line_and_nobody_gets_a_zero(course: Path, isolation: tuple[str, ...]) -> None:
    path = course / "submitted" / "demo-ada" / NAME / f"{NAME}.ipynb"
    path.write_text(json.dumps(notebook(course, relu="def relu(x):\n    return x\n")), encoding="utf-8")
    before = (course / "gradebook.db").read_bytes()
    for command in (("check", "--assignment", NAME, str(path)), ("grade", NAME)):
        done = run(course, *command, *isolation)
        assert done.returncode == 3, command
        assert done.stdout == ""
        assert done.stderr.splitlines()[-1] == f"autograder: {REFUSED}"
        assert "Traceback" not in done.stderr
    assert (course / "gradebook.db").read_bytes() == before


def test_doctor_says_there_what_it_takes(graded: Path) -> None:
    done = run(graded, "doctor")
    assert "Traceback" not in done.stderr
    assert "seccomp is missing (this is not Linux); grade on Linux, or a Linux container" in done.stdout + done.stderr
    assert "--isolation none" not in done.stdout


LOCKS = """
import sys
sys.path.insert(0, {folder!r})
import no_posix
no_posix.install()
from pathlib import Path
from autograder.config import load_assignment, load_course
from autograder.intake import RunLock
course = load_course(Path({course!r}))
with RunLock(course, load_assignment(course, {name!r})):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_do_not_work_on_an_assignment_at_once_there_either(course: Path) -> None:
    code = LOCKS.format(folder=str(NO_POSIX.parent), course=str(course), name=NAME)
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        second = run(course, "release", NAME)
        assert second.returncode == 2
        assert f"it is being graded already, by process {first.pid}; wait for that run, or end it" in second.stderr
        first.communicate("")
    assert run(course, "release", NAME).returncode == 0
