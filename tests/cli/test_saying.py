"""How the command line says things: colours, counts, the time left."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from autograder.cli.looks import Looks
from autograder.cli.output import go_on_without_readers
from autograder.cli.progress import Progress
from autograder.cli.saying import counted, painted
from autograder.model import Assignment, Result, Status, Text
from autograder.notebook.selection import NOTHING_WRITTEN


def test_one_thing_and_several_things() -> None:
    assert [counted(n, "submission") for n in (0, 1, 2)] == ["0 submissions", "1 submission", "2 submissions"]


def test_who_handed_in_the_notebook_as_it_was_released_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    where = Assignment("a1", Text(en="A"), Path("a"), Path("s"), ())
    works = [
        Result("a1", name, "a1.ipynb", Status.GRADED, 0.0, 1.0, notes=notes)
        for name, notes in (("s1", (NOTHING_WRITTEN,)), ("s2", ()), ("s3", ("x", NOTHING_WRITTEN)))
    ]
    looks = Looks()
    looks.stood(where, works, ())
    looks.stood(where, works, ("s2", "s3"))
    looks.tell()
    why = "(the notebook as it was released; another file was meant?)"
    assert capsys.readouterr().err.splitlines() == [
        f"autograder: a1: nothing written: s1, s3 {why}", f"autograder: a1: nothing written: s3 {why}",
    ]  # fmt: skip
    assert not looks.must_look


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_colours_are_left_out_where_they_are_not_wanted(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert painted("x", "red") == "\x1b[31mx\x1b[0m"
    monkeypatch.setenv(name, value)
    assert painted("x", "red") == "x"


def test_the_time_left_is_that_of_what_runs_and_the_last_ones_are_named() -> None:
    now = [0.0]
    with Progress([f"s{n}" for n in range(10)], "submission", lambda: now[0]) as progress:
        for n in range(4):
            progress.step(f"s{n}", cached=True)
        assert progress.state() == ""  # nothing was run: nobody knows
        now[0] = 20.0
        progress.step("s4")
        assert progress.state() == "about 2 min left"
        now[0] = 60.0
        for n in (5, 6):
            progress.step(f"s{n}", fault=n == 6)
        assert progress.state() == "about 60 s left, waiting for s7, s8, s9, 1 not graded"
    assert progress.summary() == "7 submissions (4 unchanged) in 60.0 s, 0.1 a second"


def test_a_command_that_is_not_there_is_said_with_what_was_perhaps_meant() -> None:
    done = subprocess.run([Path(sys.executable).with_name("autograder"), "grad"], capture_output=True, text=True, check=False)
    assert "no such command 'grad', did you mean 'grade'?" in done.stderr
    assert "\x1b" not in done.stderr


def test_work_goes_on_where_nobody_reads_any_more_what_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    with open(writing, "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        go_on_without_readers()
        os.close(reading)
        for _ in range(3):
            click.echo("removed something " * 10_000)
        sys.stdout.flush()
