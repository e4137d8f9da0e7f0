"""What is done on machines that allow less: a container, restricted user namespaces, no Landlock, no seccomp."""

from __future__ import annotations

import errno
import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sandbox_helpers import linux_only, needs

from autograder.sandbox import LayerName, Mode
from autograder.sandbox.ability import Ability, in_child, plan_for
from tests.steady import PATIENCE_S

_X86 = platform.machine() == "x86_64"
UNSHARE, SETNS, MOUNT, UMOUNT, PIVOT = (272, 308, 165, 166, 155) if _X86 else (97, 268, 40, 39, 41)
PIDFD_OPEN, CLOSE_RANGE, LANDLOCK = 434, 436, (444, 445, 446)
CONTAINER = dict.fromkeys((UNSHARE, SETNS, MOUNT, UMOUNT, PIVOT), errno.EPERM)
RESTRICTED_USER_NAMESPACES = dict.fromkeys((MOUNT, UMOUNT, PIVOT), errno.EACCES)
NO_LANDLOCK = dict.fromkeys(LANDLOCK, errno.ENOSYS)
SANDBOXED_KERNEL = {**CONTAINER, **NO_LANDLOCK, PIDFD_OPEN: errno.ENOSYS, CLOSE_RANGE: errno.ENOSYS}

COMPUTES = "import numpy as np, numpy.testing, decimal\n---\nfloat(np.ones(3).sum())"
READS = "open('/etc/passwd')"
FORKS = "os.fork()"
WRITES = "open('note', 'w').write('x')"


def on_platform(refused: dict[int, int], *questions: str, seccomp: bool = True) -> dict[str, Any]:
    command = [
        sys.executable,
        str(Path(__file__).parent / "entries" / "on_platform.py"),
        ",".join(f"{number}:{error}" for number, error in refused.items()),
        *(() if seccomp else ("refuse-seccomp",)),
    ]
    done = subprocess.run(
        command, input="\n\n".join(questions), capture_output=True, text=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr
    facts: dict[str, Any] = json.loads(done.stdout)
    return facts


@linux_only
@pytest.mark.parametrize("refused", [CONTAINER, RESTRICTED_USER_NAMESPACES], ids=["container", "restricted userns"])
def test_without_namespaces_landlock_and_seccomp_still_hold(refused: dict[int, int]) -> None:
    needs(LayerName.LANDLOCK)
    facts = on_platform(refused, COMPUTES, READS, FORKS, WRITES)
    assert (facts["mode"], facts["willing"]) == ("plain", True)
    assert {"landlock", "seccomp", "no_new_privs", "rlimits"} <= set(facts["layers"])
    assert not {"userns", "mount", "pid", "net"} & set(facts["layers"])
    computed, read, forked, wrote = facts["answers"]
    assert (computed, wrote) == ("3.0", "1")
    assert read.startswith("PermissionError")
    assert forked.startswith("BlockingIOError")
    assert "user namespaces" in facts["needs"]["mount"] or "sysctl" in facts["needs"]["mount"]


@linux_only
def test_without_landlock_but_with_a_mount_view_the_view_holds() -> None:
    needs(LayerName.MOUNT)
    facts = on_platform(NO_LANDLOCK, COMPUTES, READS, WRITES)
    assert (facts["mode"], facts["willing"]) == ("namespaces", True)
    assert "landlock" not in facts["layers"]
    computed, read, wrote = facts["answers"]
    assert (computed, wrote) == ("3.0", "1")
    assert read.startswith("FileNotFoundError")
    assert "lsm=" in facts["needs"]["landlock"]


@linux_only
def test_with_neither_namespaces_nor_landlock_no_file_can_be_opened_and_grading_is_still_willing() -> None:
    facts = on_platform(SANDBOXED_KERNEL, COMPUTES, READS, FORKS, WRITES)
    assert (facts["mode"], facts["willing"]) == ("plain", True)
    computed, read, forked, wrote = facts["answers"]
    assert computed == "3.0"
    assert read.startswith("PermissionError")
    assert wrote.startswith("PermissionError")
    assert forked.startswith("BlockingIOError")


@linux_only
def test_without_seccomp_grading_refuses_and_says_what_is_missing_and_how_to_get_it() -> None:
    facts = on_platform({}, seccomp=False)
    assert (facts["mode"], facts["willing"]) == ("none", False)
    assert facts["refused"].startswith("isolation: seccomp is missing (prctl 22: Invalid argument); grade on Linux")
    assert "--isolation none" in facts["refused"]
    assert "\n" not in facts["refused"]


@linux_only
def test_a_kernel_without_handles_for_processes_still_ends_workers() -> None:
    facts = on_platform({PIDFD_OPEN: errno.ENOSYS}, COMPUTES)
    assert facts["answers"] == ["3.0"]


def test_the_plan_for_a_machine_that_is_not_linux_is_unwilling_and_claims_no_layer() -> None:
    plan = plan_for(Ability(why=dict.fromkeys(LayerName, "this is not Linux")))
    assert (plan.mode, plan.willing, plan.active()) == (Mode.NONE, False, ())
    assert "seccomp is missing" in plan.missing


def test_every_layer_that_is_off_says_what_it_would_need_and_every_layer_what_it_holds() -> None:
    for ability in (
        Ability(),
        Ability(seccomp=True),
        Ability(seccomp=True, landlock_abi=4, why={LayerName.USERNS: "Operation not permitted"}),
        Ability(root=True, seccomp=True, namespaces=True, why={LayerName.USERNS: "no"}),
        Ability(seccomp=True, namespaces=True, userns=True, landlock_abi=7, cgroup=True),
    ):
        plan = plan_for(ability)
        assert [layer.name for layer in plan.layers] == [name.value for name in LayerName]
        for layer in plan.layers:
            assert layer.holds
            assert bool(layer.needs) != layer.active, layer


# ---------------------------------------------------------------- a try that was cut short says nothing


def test_a_try_that_was_killed_once_is_made_again_and_costs_no_layer(tmp_path: Path) -> None:
    def killed_at_first() -> None:
        if not (tmp_path / "been-here").exists():
            (tmp_path / "been-here").touch()
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(killed_at_first) == ""


def test_a_machine_that_was_full_for_a_moment_is_asked_again(tmp_path: Path) -> None:
    def full_at_first() -> None:
        if not (tmp_path / "been-here").exists():
            (tmp_path / "been-here").touch()
            raise OSError(errno.ENOSPC, "no room for another namespace")

    assert in_child(full_at_first) == ""


@pytest.mark.parametrize("error", [PermissionError(errno.EPERM, "not here"), OSError(0, "it did not hold")])
def test_what_the_machine_forbids_is_asked_once(tmp_path: Path, error: OSError) -> None:
    def forbidden() -> None:
        (tmp_path / str(os.getpid())).touch()
        raise error

    assert in_child(forbidden) == error.strerror
    assert len(list(tmp_path.iterdir())) == 1


def test_a_filter_that_kills_is_a_machine_that_forbids(tmp_path: Path) -> None:
    def filtered() -> None:
        (tmp_path / str(os.getpid())).touch()
        os.kill(os.getpid(), signal.SIGSYS)

    assert in_child(filtered) == f"the trial ended with status {-signal.SIGSYS}"
    assert len(list(tmp_path.iterdir())) == 1
