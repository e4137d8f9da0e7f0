"""A path, a student or a disk that is not what it should be: one line, exit code 2, and nothing written as a grade."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.cli import main
from tests.attacks import ordinary_user

NAME = "02_activations"
Said = tuple[int, str, str]
Say = Callable[..., Said]


@pytest.fixture
def say(course: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """Runs the command in a graded course, in this process: its exit code, what it printed, what it said."""

    def run(*arguments: str) -> Said:
        monkeypatch.chdir(course)
        monkeypatch.setattr(sys, "argv", ["autograder", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, out, err

    return run


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("check", "nowhere.ipynb", "--assignment", NAME), "nowhere.ipynb: no such file, expected a notebook"),
        (("check", "nowhere.ipynb", "--public"), "nowhere.ipynb: no such file, expected a notebook"),
        (("check", "submitted", "--assignment", NAME), "submitted: a folder, expected a notebook"),
        (("check", "release", "--assignment", NAME, "--format", "junit"), "release: a folder, expected a notebook"),
        (("grade", NAME, "--student", "demo-adda"),
         "--student demo-adda: nobody of this name has handed in, expected a student's id; did you mean 'demo-ada'?"),
        (("feedback", NAME, "--student", "demo-adda"),
         "--student demo-adda: nothing of this student was graded, expected a student's id; did you mean 'demo-ada'?"),
        (("grade", NAME, "--output", "submitted"), "--output submitted: a folder, expected a file; name a file in it, "
         "such as submitted/results"),
        (("export", "--output", "course.toml/x/y"), "--output course.toml/x/y: course.toml is not a folder, expected a "
         "file in a folder"),
        (("check", "course.toml", "--assignment", NAME, "--output", "/dev/null/x"),
         "--output /dev/null/x: /dev/null is not a folder, expected a file in a folder"),
        (("export", "--output", "/dev/full"), "--output /dev/full: cannot be written: No space left on device"),
        (("check", f"release/{NAME}/{NAME}.ipynb", "--assignment", NAME, "--output", "/dev/full"),
         "--output /dev/full: cannot be written: No space left on device"),
        (("collect", NAME, "nowhere.zip"), "nowhere.zip: not there, expected a zip file or a folder"),
        (("--course", "nowhere", "grade", NAME), "/nowhere: no course.toml here, expected the folder of a course; name it "
         "with --course DIR"),
        (("grade", "02_activation"), "assignments: no assignment '02_activation'; did you mean '02_activations'?"),
    ],
)  # fmt: skip
def test_what_is_not_there_or_cannot_be_written_is_one_line_and_exit_code_2(
    say: Say, arguments: tuple[str, ...], line: str
) -> None:
    code, out, err = say(*arguments)
    assert (code, out) == (2, "")
    assert err.rstrip("\n").rpartition("\n")[2].endswith(line)
    assert "Traceback" not in err


def test_a_file_that_is_no_notebook_is_still_a_submission_that_cannot_be_read(say: Say) -> None:
    code, out, err = say("check", "course.toml", "--assignment", NAME)
    assert code == 2
    assert "cannot be read" in out
    assert err.count("\n") == 1


def test_an_error_that_nobody_thought_of_is_the_graders_own_fault(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a slip of ours")

    monkeypatch.setattr("autograder.cli.export.current_course", broken)
    code, out, err = say("export")
    assert (code, out) == (3, "")
    assert err.endswith("autograder: internal error, please report it: RuntimeError: a slip of ours\n")


def test_standard_output_that_takes_nothing_is_said(course: Path) -> None:
    with open("/dev/full", "w") as full:
        command = [sys.executable, "-c", "from autograder.cli import main; main()", "--help"]
        done = subprocess.run(command, cwd=course, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture(scope="module")
def roots_course(course: Path) -> Iterator[Path]:
    """A graded course that everybody may read; pytest closes its own temporary folders at every start."""
    with tempfile.TemporaryDirectory(prefix="autograder-roots-") as name:
        Path(name).chmod(0o755)
        copied = shutil.copytree(course, Path(name) / "course")
        copied.chmod(0o755)
        yield copied


@pytest.mark.skipif(bool(ordinary_user.why_not()), reason="this takes root")
@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (("grade", NAME, "--force"), "Permission denied"),
        (("feedback", NAME), "Permission denied"),
        (("report", NAME), "Permission denied"),
        (("collect", NAME, "submitted"), "Permission denied"),
        (("export", "--output", "out/grades.csv"), "cannot be written, expected a place that you may write to"),
    ],
)
def test_a_course_that_may_not_be_written_is_one_line_and_exit_code_2(
    roots_course: Path, arguments: tuple[str, ...], line: str
) -> None:
    program = f"import os; os.chdir({str(roots_course)!r}); from autograder.cli import main; main()"
    command = ordinary_user.command([sys.executable, "-B", "-c", program, *arguments])
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert line in done.stderr.rstrip("\n").rpartition("\n")[2]
    assert "Traceback" not in done.stderr
