"""The reference is complete: every command and option has its words, and every setting that is read is described."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from autograder.config import load_assignment, load_course
from autograder.config.decisions import read_decisions
from autograder.config.table import Table

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import reference  # noqa: E402

COMMANDS = list(reference.commands())

COURSE = """
id = "small"
title = { en = "A course", ko = "강의" }
[limits]
[late]
"""
ASSIGNMENT = """
title = { en = "One", ko = "하나" }
due = 2027-03-19T23:59:00
[late]
[limits]
[points]
f = 1
[manual.m]
points = 1
[[manual.m.rubric]]
points = 1
text = { en = "Right", ko = "맞음" }
"""
DECISIONS = """
[[extension]]
student = "s"
assignment = "one"
until = 2027-03-21T23:59:00
why = "ill"
[[excused]]
student = "t"
assignment = "one"
why = "ill"
[[waived]]
student = "s"
assignment = "one"
why = "the network was down"
[[override]]
student = "s"
assignment = "one"
exercise = "f"
score = 1
why = "right in another way"
[[free]]
assignment = "one"
exercise = "f"
credit = "full"
why = "the text was wrong"
"""


@pytest.mark.parametrize(("path", "command"), COMMANDS, ids=[" ".join(path) for path, _ in COMMANDS])
def test_every_command_says_what_it_does_and_every_option_what_it_is_for(
    path: tuple[str, ...], command: click.Command
) -> None:
    assert command.help, f"{path}: no docstring"
    page = reference.commands_page()
    assert f"\n## {' '.join(path)}\n" in page
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            assert option.help, f"{' '.join(path)} {option.opts[0]}: no help"
            assert option.opts[0] in page


def test_every_setting_that_is_read_is_described_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = {
        (file, key)
        for file, keys in tomllib.loads(reference.SETTINGS.read_text(encoding="utf-8")).items()
        for key in keys
    }
    assert set(settings_read(tmp_path, monkeypatch)) == described


def settings_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, str]]:
    """The settings that the readers ask for, by file: keys of tables that hold no further ones."""
    (root / "assignments" / "one").mkdir(parents=True)
    (root / "course.toml").write_text(COURSE, encoding="utf-8")
    (root / "assignments" / "one" / "assignment.toml").write_text(ASSIGNMENT, encoding="utf-8")
    (root / "decisions.toml").write_text(DECISIONS, encoding="utf-8")
    asked: set[tuple[str, str]] = set()
    original = Table.get

    def get(self: Table, key: str) -> object | None:
        asked.add((self._place.rsplit("/", 1)[-1], settled(f"{self._path}{key}")))
        return original(self, key)

    monkeypatch.setattr(Table, "get", get)
    course = load_course(root)
    load_assignment(course, "one")  # as an earlier version left it, the seed among what students may see
    (root / "solutions" / "one").mkdir(parents=True)
    (root / "solutions" / "one" / "secret.toml").write_text("seed = 1\ninputs = 'own'\n", encoding="utf-8")
    load_assignment(course, "one")
    read_decisions(course)
    for file, key in asked:
        if not any(other.startswith(f"{key}.") for where, other in asked if where == file):
            yield file, key


def settled(key: str) -> str:
    """A key as the reference writes it: without numbers, languages and the sample's names."""
    key = re.sub(r"\[\d+\]", "", key)
    key = re.sub(r"\.(en|ko)$", "", key)
    return re.sub(r"^(points|manual)\.\w+", r"\1.EXERCISE", key)
