"""A weakened build is caught: without the layers that hold it, an attack of the corpus gets through the whole worker."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from autograder.config import load_assignment, load_course
from autograder.grading import Cell, IsolationMode, Job, SuiteHost
from autograder.sandbox import LayerName, WarmParent, probe
from tests.attacks.attack import read_corpus
from tests.attacks.layering import OWN, got_through
from tests.attacks.probing import prober
from tests.attacks.world import ASSIGNMENT, World, new_world

CORPUS = {attack.name: attack for attack in read_corpus(OWN)}
MOUNT, LANDLOCK, SECCOMP, NET, IPC = (
    LayerName.MOUNT, LayerName.LANDLOCK, LayerName.SECCOMP, LayerName.NET, LayerName.IPC
)  # fmt: skip


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with new_world() as made:
        yield made


def through(name: str, world: World, *off: LayerName) -> list[str]:
    """What an attack achieves with all layers on but these."""
    missing = [layer for layer in off if layer.value not in probe().active()]
    if missing:
        pytest.skip(f"this machine has no {missing[0].value}")
    limits = load_assignment(load_course(world.course), ASSIGNMENT).limits
    parent: WarmParent
    with prober(limits, without=[layer.value for layer in off]) as parent:
        return got_through(CORPUS[name], world, parent, limits)


@pytest.mark.parametrize(
    ("name", "off"),
    [
        ("r_stat_only", (MOUNT,)),
        ("r_open_paths", (MOUNT, LANDLOCK, SECCOMP)),
        pytest.param("c_notes_to_the_next", (MOUNT, LANDLOCK, SECCOMP), marks=pytest.mark.slow),
        pytest.param("n_unix_path", (MOUNT, SECCOMP), marks=pytest.mark.slow),
        pytest.param("n_udp", (NET, SECCOMP), marks=pytest.mark.slow),
        ("n_tcp", (NET, SECCOMP, LANDLOCK)),
        pytest.param("n_unix_abstract", (NET, SECCOMP, LANDLOCK), marks=pytest.mark.slow),
        ("n_raw_syscalls", (SECCOMP,)),
        ("c_system_v", (IPC, SECCOMP)),
    ],
    ids=lambda part: part if isinstance(part, str) else "-".join(layer.value for layer in part),
)
def test_an_attack_succeeds_once_the_layers_that_hold_it_are_off(
    world: World, name: str, off: tuple[LayerName, ...]
) -> None:
    assert through(name, world, *off) != []
    for kept in off if len(off) > 1 else ():
        assert through(name, world, *(layer for layer in off if layer is not kept)) == [], f"{kept.value} alone"
    assert through(name, world) == []


def test_the_whole_grader_without_isolation_is_seen_to_be_open() -> None:
    """What `--isolation none` gives up: the attack reads the suite's folder and uses the reference as its answer."""
    with new_world() as world:
        course = load_course(world.course)
        assignment = load_assignment(course, ASSIGNMENT)
        code = world.fill(CORPUS["r_import_the_suite"].code)
        cells = tuple(Cell(name, code, (name,)) for name in ("relu",))
        job = Job("x", (Cell("setup", "import numpy as np"), *cells))
        with SuiteHost(course, assignment, isolation=IsolationMode.NONE) as host:
            opened = host.grade(job)
        with SuiteHost(course, assignment) as host:
            closed = host.grade(job)
    assert sum(test.verdict.value == "passed" for test in opened.tests) == len(opened.tests)
    assert sum(test.verdict.value == "passed" for test in closed.tests) == 0
