"""The small course as a fixture."""

from __future__ import annotations

from pathlib import Path

import pytest
from notebook_sample import Sample


@pytest.fixture
def sample(tmp_path: Path) -> Sample:
    """A small course on disk, its own for each test."""
    return Sample(tmp_path.resolve())
