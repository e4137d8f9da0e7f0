"""One world and one suite host for all tests of this folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from tests.attacks.runner import Runner
from tests.attacks.world import new_world

collect_ignore = ["course", "corpus"]  # the hidden suite of the small course is run by the grader


@pytest.fixture(scope="session")
def runner() -> Iterator[Runner]:
    """Grades attacks as a class is graded."""
    if sys.platform != "linux":
        pytest.skip("what attacks are held by is Linux's")
    with new_world() as world, Runner(world) as running:
        yield running
