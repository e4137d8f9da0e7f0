"""What somebody sees who sits at a terminal: colours unless they are not wanted, a bar that tells the truth."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

AUTOGRADER = str(Path(sys.executable).with_name("autograder"))
RED = "\x1b[31m"
# One submission after the other at a played clock: the first takes long, because everything has to start.
BAR = """
from autograder.cli.progress import Progress
now = [0.0]
names = [f"s{n}" for n in range(LENGTH)]
with Progress(names, "submission", lambda: now[0]) as progress:
    for name in names:
        now[0] += 30.0 if name == "s0" else 2.0
        progress.step(name, fault=name == "s1")
print(progress.summary())
"""


def at_a_terminal(*command: str, **environment: str) -> str:
    """What a command writes to the terminal that it was started at."""
    ours, theirs = pty.openpty()
    inherited = {key: value for key, value in os.environ.items() if key not in ("NO_COLOR", "TERM")}
    started = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env={**inherited, "TERM": "xterm", "COLUMNS": "120", **environment}
    )
    os.close(theirs)
    written = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # how Linux says that nobody holds the other end any more
            break
        if not piece:
            break
        written += piece
    started.wait()
    os.close(ours)
    return written.decode()


def bar(length: int, **environment: str) -> str:
    return at_a_terminal(sys.executable, "-c", BAR.replace("LENGTH", str(length)), **environment)


def test_an_error_is_red_at_a_terminal_and_plain_where_colours_are_not_wanted(tmp_path: Path) -> None:
    command = [AUTOGRADER, "--course", str(tmp_path), "grade", "nothing"]
    assert RED in at_a_terminal(*command)
    for environment in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in at_a_terminal(*command, **environment)
    piped = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "\x1b" not in piped.stdout + piped.stderr
    assert "autograder: " in piped.stderr


@pytest.mark.parametrize(("wrong", "near"), [("grad", ", did you mean 'grade'?"), ("xyzzy", "")])
def test_a_command_that_is_not_there_is_one_sentence(wrong: str, near: str) -> None:
    assert re.search(rf"no such command '{wrong}'{re.escape(near)}\s*$", at_a_terminal(AUTOGRADER, wrong))


def test_the_bar_tells_the_time_that_is_left_and_not_that_of_the_start() -> None:
    lines = bar(12).split("\r")
    told = [line for line in lines if "about" in line]
    assert any(re.search(r"6/12\b.*about 12 s left", line) for line in told), told  # six more at two seconds each
    assert any("waiting for s10, s11" in line for line in lines)
    assert any("1 not graded" in line for line in lines)


def test_the_bar_of_one_is_in_the_singular_and_has_no_colour() -> None:
    written = bar(1, NO_COLOR="1")
    assert "submission " in written
    assert "submissions" not in written
    assert not re.search(r"\x1b\[\d+(;\d+)*m", written)
