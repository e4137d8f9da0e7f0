from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.places.small_world import make_graded_course


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a released assignment and a graded class, which no test changes."""
    root = tmp_path_factory.mktemp("elsewhere") / "course"
    make_graded_course(root)
    return root


@pytest.fixture
def course(graded: Path, tmp_path: Path) -> Path:
    """A copy of it, to be changed."""
    return Path(shutil.copytree(graded, tmp_path / "course"))
