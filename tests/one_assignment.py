"""A course of one assignment named `a`, as small as a test of grading wants it."""

from __future__ import annotations

from pathlib import Path

from autograder.config import load_assignment, load_course
from autograder.grading import SuiteHost


def write_course(
    root: Path, points: str, suite: str, *, limits: str = "", reference: str = "", hints: str = ""
) -> Path:
    """Write its files.

    Args:
        root: an empty folder.
        points: of the exercises, as in TOML.
        suite: the hidden tests.
        limits: what is other than usual, as in TOML.
        reference: the reference solution, if a test needs one.
        hints: what students are told, as in TOML.
    """
    files = {
        "course.toml": f'id = "one"\ntitle = {{ en = "One" }}\nlanguages = ["en"]\n[limits]\n{limits}\n',
        "assignments/a/assignment.toml": f'title = {{ en = "A" }}\n[points]\n{points}\n',
        "solutions/a/test_hidden.py": suite,
    }
    files |= {"solutions/a/reference.py": reference} if reference else {}
    files |= {"solutions/a/hints.en.toml": hints} if hints else {}
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content, encoding="utf-8")
    return root


def host_of(root: Path) -> SuiteHost:
    """A host for its submissions, not started yet."""
    course = load_course(root)
    return SuiteHost(course, load_assignment(course, "a"))
