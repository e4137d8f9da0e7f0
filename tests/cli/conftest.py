from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_course import copy_course

from tests.commands import run_in

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A course in which `autograder demo` was run, and what it said."""
    course = copy_course(tmp_path_factory.mktemp("demo"), "02_activations")
    return course, run_in(course, "demo", "--students", "12")


@pytest.fixture(scope="session")
def course(demo: tuple[Path, subprocess.CompletedProcess[str]]) -> Path:
    """A course with a released assignment and a graded class."""
    return demo[0]


@pytest.fixture
def run(course: Path) -> Run:
    """Runs the command in that course."""
    return lambda *arguments: run_in(course, *arguments)
