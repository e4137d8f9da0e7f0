"""The small course as a fixture."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.world import World


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A small course on disk, its own for each test."""
    return World(tmp_path.resolve())
