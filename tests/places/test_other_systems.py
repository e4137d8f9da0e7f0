"""On a system without fork, and on one without the layers: what needs no sandbox works, what needs one says so in a line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from autograder.cli import course as course_of_commands
from tests.commands import run_in, typed_environment
from tests.places.small_world import NAME, notebook, run_by

NO_POSIX = Path(__file__).with_name("no_posix.py")
run = partial(run_by, sys.executable, str(NO_POSIX))
run_on_macos = partial(run_by, sys.executable, str(NO_POSIX.with_name("no_linux.py")))

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


def test_a_pipe_gets_utf8_there_whatever_windows_takes_for_the_encoding(graded: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.ipynb").write_text(json.dumps(notebook(graded)), encoding="utf-8")
    command = [sys.executable, NO_POSIX, "check", "--public", "mine.ipynb", "--language", "ko"]
    environment = typed_environment(PYTHONIOENCODING="cp1252")
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert "통과" in done.stdout.decode("utf-8")


def test_a_folders_name_may_have_been_completed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert course_of_commands.typed("01_small/") == "01_small"
    monkeypatch.setattr(os, "sep", "\\")
    assert course_of_commands.typed("01_small\\") == "01_small"


# ---------------------------------------------------------------- macOS


def test_on_macos_visible_checks_and_all_pages_work_and_hidden_tests_take_a_word(course: Path, tmp_path: Path) -> None:
    filled = notebook(course, relu="def relu(x):\n    return x\n")
    (tmp_path / "mine.ipynb").write_text(json.dumps(filled), encoding="utf-8")
    done = run_on_macos(tmp_path, "check", "--public", "mine.ipynb", "--format", "json")
    assert done.returncode == 1
    assert "WARNING: isolation none" in done.stderr
    assert {e["name"]: e["verdict"] for e in json.loads(done.stdout)["exercises"]} == {
        "relu": "failed", "softmax": "passed", "spread": "passed",
    }  # fmt: skip
    before = run_in(course, "export", "--format", "csv").stdout
    done = run_on_macos(course, "grade", NAME, "--force")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr == (
        "autograder: isolation: seccomp is missing (this is not Linux); grade on Linux, or a Linux container or virtual "
        "machine, or accept --isolation none\n"
    )
    done = run_on_macos(course, "grade", NAME, "--force", "--isolation", "none")
    assert done.returncode == 0, done.stderr
    assert "WARNING: isolation none" in done.stderr
    for arguments in (("report", NAME), ("release", NAME)):
        done = run_on_macos(course, *arguments)
        assert done.returncode == 0, done.stderr
    assert run_on_macos(course, "export", "--format", "csv").stdout == before


@pytest.mark.slow
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
