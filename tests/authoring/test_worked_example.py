"""The documents' worked example, a convolution by im2col, put into a new course as an instructor would put it there."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

import pytest

from tests.authoring.typed import Shell

EXAMPLE = Path(__file__).parent / "convolution"
SOLUTIONS = EXAMPLE / "solutions" / "12_convolution"
EXERCISES = ("im2col", "convolve")
LINES_AN_EXERCISE = 70
MISTAKES_AN_EXERCISE = 8


@pytest.mark.slow
def test_it_passes_verify_with_its_notebooks_in_both_languages(tmp_path: Path) -> None:
    shell = Shell(tmp_path)
    shell.type("autograder init course --language en --language ko")
    shell.type("cd course")
    for folder in ("assignments", "solutions"):
        shutil.copytree(EXAMPLE / folder, shell.folder / folder, dirs_exist_ok=True)
    said = shell.type("autograder verify 12_convolution").stdout
    assert "ok: 100.0% of 56 mutants killed" in said


def test_suite_edits_and_hints_stay_short() -> None:
    written = [SOLUTIONS / "test_hidden.py", *SOLUTIONS.glob("hints.*.toml"), *SOLUTIONS.glob("wrong/*")]
    lines = sum(
        len([line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]) for path in written
    )
    assert lines <= LINES_AN_EXERCISE * len(EXERCISES)


def test_every_exercise_has_its_mistakes() -> None:
    suite = (SOLUTIONS / "test_hidden.py").read_text(encoding="utf-8")
    for exercise, table in zip(EXERCISES, ("PATCHES", "MAPS"), strict=True):
        held = suite.partition(f"{table} = [")[2].partition("\n]")[0].count("Misconception(")
        written = len(tomllib.loads((SOLUTIONS / "wrong" / f"{exercise}.toml").read_text(encoding="utf-8")))
        assert held + written >= MISTAKES_AN_EXERCISE
