"""nbgrader's own exchange: released, fetched and submitted by other users with nbgrader's commands, then collected."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.config import read_roster
from autograder.errors import CourseError
from autograder.intake import Collected, collect
from autograder.intake.exchange import look_into_exchange
from autograder.intake.groups import groups_of
from autograder.model import TimeSource
from tests.intake.world import NAME, NOW, World
from tests.steady import PATIENCE_S, STARTUP

NBGRADER = [sys.executable, "-m", "nbgrader"]


def nbgrader(folder: Path, *arguments: str, home: Path) -> str:
    """Run nbgrader in a folder as a user with this home."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "PYTEST"))}
    environment |= {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home / "config"), "PYTHONWARNINGS": "ignore", "PYTHONPATH": STARTUP}
    done = subprocess.run(
        [*NBGRADER, *arguments], cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


def collected_from_exchange(world: World) -> Collected:
    roster = read_roster(world.course)
    found = look_into_exchange(world.course, world.assignment)
    return collect(
        world.course, world.assignment, found, directory=world.directory(), roster=roster, now=NOW,
        groups=groups_of(world.course, world.assignment, roster),
    )  # fmt: skip


@pytest.fixture
def shared(world: World, tmp_path: Path) -> Path:
    """A course whose own `nbgrader_config.py` names an exchange, and a release in it."""
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    world.write(
        "nbgrader_config.py",
        f"c = get_config()\nc.CourseDirectory.course_id = 'other-name'\nc.Exchange.root = {str(exchange)!r}\n",
    )
    world.write(f"release/{NAME}/{NAME}.ipynb", world.notebook())
    nbgrader(world.root, "release_assignment", NAME, home=tmp_path / "teacher")
    return exchange


def submit(world: World, tmp_path: Path, shared: Path, student: str, answer: str) -> None:
    """Fetch and submit as a student, with nbgrader's own commands."""
    home = tmp_path / student
    home.mkdir(exist_ok=True)
    options = ("--course", "other-name", f"--Exchange.root={shared}", f"--Exchange.cache={home}/cache")
    if not (home / NAME).exists():
        nbgrader(home, "fetch_assignment", NAME, *options, home=home)
    (home / NAME / f"{NAME}.ipynb").write_bytes(world.notebook(answer))
    (home / NAME / "timestamp.txt").write_text("2001-01-01 00:00:00.000000 UTC")
    nbgrader(home, "submit", NAME, *options, f"--CourseDirectory.student_id={student}", home=home)


def test_what_students_submit_is_collected_with_the_exchanges_time(world: World, tmp_path: Path, shared: Path) -> None:
    submit(world, tmp_path, shared, "ada", "def relu(x):\n    return 1")
    assert collected_from_exchange(world).students == ("ada",)
    found = world.submission("ada")
    assert found.time_source is TimeSource.EXCHANGE
    assert found.submitted_at is not None
    assert found.submitted_at.year > 2001  # the student's own timestamp.txt counts for nothing
    assert (world.root / f"submitted/ada/{NAME}/submission_secret.txt").read_text()
    # Something newer from elsewhere is not replaced, and a resubmission is a version of its own.
    submit(world, tmp_path, shared, "ada", "def relu(x):\n    return 3")
    collected = collected_from_exchange(world)
    assert collected.students == ("ada",)
    assert b"return 3" in world.placed()["ada"]
    assert len(world.store.history("ada").versions) == 2


def test_an_exchange_that_is_not_there_is_one_line(world: World, tmp_path: Path) -> None:
    world.write("nbgrader_config.py", f"c = get_config()\nc.Exchange.root = {str(tmp_path / 'nowhere')!r}\n")
    with pytest.raises(CourseError, match="^nbgrader's exchange: "):
        look_into_exchange(world.course, world.assignment)
    world.write("nbgrader_config.py", "c = get_config()\nc.Exchange.root = \n")
    with pytest.raises(CourseError, match="^nbgrader_config.py: nbgrader cannot read it: "):
        look_into_exchange(world.course, world.assignment)
