"""Where suite hosts run."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path

import pytest

from autograder.config import load_assignment, load_course
from autograder.grading import SuiteHost

from .small_course import NAME

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this kernel places processes by itself")


def cores_of(host: SuiteHost) -> set[int]:
    return os.sched_getaffinity(host.pid)


def test_a_host_stays_on_the_core_it_took_and_gives_it_back_to_the_next(released: Path) -> None:
    course = load_course(released)
    usable = sorted(os.sched_getaffinity(0))
    cores = deque(usable[:1])
    for _ in range(2):
        with SuiteHost(course, load_assignment(course, NAME), cores=cores) as host:
            assert cores_of(host) == {usable[0]}
            assert not cores
        assert list(cores) == usable[:1]


def test_a_host_without_a_core_of_its_own_and_one_whose_core_is_gone_run_anywhere(released: Path) -> None:
    course = load_course(released)
    for cores in (None, deque[int](), deque([4095])):
        with SuiteHost(course, load_assignment(course, NAME), cores=cores) as host:
            assert cores_of(host) == os.sched_getaffinity(0)
