"""A course with two graded students, one of whom attacks nbgrader's Autograde, made once and copied for every test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from batch.conftest import autograded, gradebook
from batch.small_course import NAME, write_course

from autograder.notebook.filling import fill
from tests.commands import run_in
from tests.steady import PATIENCE_S, STARTUP

SCRIPTS = Path(sys.executable).parent
RIGHT_IN_SIGHT = "def softmax(a):\n    return np.full(len(a), 0.5)\n"  # passes the visible check, fails the hidden ones
RIGHT = "def relu(x):\n    return np.maximum(x, 0.0)\n"


@pytest.fixture(scope="session")
def place_to_escape_to(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("outside") / "escaped"


@pytest.fixture
def escaped(place_to_escape_to: Path) -> Path:
    """A file that is there only if code of the hostile student has run unconfined."""
    place_to_escape_to.unlink(missing_ok=True)
    return place_to_escape_to


@pytest.fixture(scope="session")
def graded_root(tmp_path_factory: pytest.TempPathFactory, place_to_escape_to: Path) -> Path:
    root = tmp_path_factory.mktemp("guarded")
    write_course(root)
    autograder(root, "release")
    hand_in(root, "honest", {"relu": RIGHT, "softmax": RIGHT_IN_SIGHT})
    # Under nbgrader the first line runs with the instructor's rights; confined it raises, and costs nothing else.
    hand_in(root, "hostile", {"relu": RIGHT, "spread": f"open({str(place_to_escape_to)!r}, 'w').write('here')\n"})
    autograder(root, "grade", NAME)
    return root


@pytest.fixture
def root(graded_root: Path, tmp_path: Path) -> Path:
    root = tmp_path / "course"
    shutil.copytree(graded_root, root, symlinks=True)
    return root


def hand_in(root: Path, student: str, answers: dict[str, str]) -> Path:
    """What a student submits, with a file beside the notebook."""
    released = json.loads((root / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    folder = root / "submitted" / student / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text(json.dumps(fill(released, answers)), encoding="utf-8")
    (folder / "timestamp.txt").write_text("2027-03-19 10:00:00 UTC\n", encoding="utf-8")
    (folder / "helpers.txt").write_text("mine\n", encoding="utf-8")
    return folder


def environment(**more: str) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "JUPYTER"))}
    return clean | {"PATH": f"{SCRIPTS}:{os.environ['PATH']}", "PYTHONPATH": STARTUP} | more


def autograder(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run_in(root, *arguments, check=True, env=environment())


def run(root: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A command, as somebody would type it in the course's folder."""
    return subprocess.run(
        command, cwd=root, env=environment(**more), capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )


def nbgrader(root: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    return run(root, str(SCRIPTS / "nbgrader"), *arguments, **more)


def everything(root: Path) -> dict[str, Any]:
    """All that nbgrader's Autograde would write to."""
    return {"gradebook": gradebook(root), "autograded": autograded(root)}
