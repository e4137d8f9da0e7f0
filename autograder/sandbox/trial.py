"""Before a warm parent gives out its first worker: a trial worker attacks, and is looked at from outside."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from autograder.errors import IsolationError
from autograder.protocol.channel import WorkerEnded
from autograder.sandbox.layers import LayerName
from autograder.sandbox.worker import Worker

_TRIAL_S = 10.0
_MAX_REPORT_BYTES = 1 << 16
_OUTSIDE_FILES = ("/etc/passwd", "/etc/group", "/etc/hosts", "/etc/hostname")


def outside_file() -> str:
    """A file that this process can read and a worker must not."""
    return next((path for path in _OUTSIDE_FILES if os.access(path, os.R_OK)), sys.executable)


def judge(worker: Worker, active: frozenset[LayerName]) -> None:
    """Read a trial worker's report (`canary.report`), and compare it with the kernel's records of it.

    Raises:
        IsolationError: an attack succeeded, a layer is not on, or the trial could not be finished.
    """
    reply = bytearray()
    until_s = time.monotonic() + _TRIAL_S
    try:
        while not reply.endswith(b"\n") and len(reply) < _MAX_REPORT_BYTES:
            reply += worker.receive(1, deadline_s=until_s)
    except WorkerEnded as end:
        said = worker.output().strip().rpartition("\n")[2]
        raise IsolationError(f"a trial worker ended early ({end}; {said})", "see autograder doctor") from end
    broken: dict[str, str] = json.loads(reply)
    broken.update(_wrong_from_outside(worker.pid_here, active))
    if broken:
        what = "; ".join(f"{name} ({how})" for name, how in broken.items())
        raise IsolationError(f"a trial worker could {what}", "report this, and grade elsewhere until it is mended")


_CAPABILITY_SETS = ("CapEff", "CapPrm", "CapInh", "CapAmb")


def _wrong_from_outside(pid: int | None, active: frozenset[LayerName]) -> dict[str, str]:
    """What the kernel's own record of a confined process contradicts."""
    if pid is None:
        return {}
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:  # /proc is hidden from us, and then from everybody else
        return {}
    status = {key: value.split() for key, _, value in (line.partition(":") for line in lines)}
    empty = [f"{0:016x}"]
    expectations = {
        LayerName.NO_NEW_PRIVS: status.get("NoNewPrivs") in (["1"], None),
        LayerName.SECCOMP: status.get("Seccomp") in (["2"], None),
        LayerName.CAPABILITIES: all(status.get(name, empty) == empty for name in _CAPABILITY_SETS),
        LayerName.UID: "0" not in status.get("Uid", []),
        LayerName.PID: len(status.get("NSpid", ["", "", ""])) >= 3 and status.get("NSpid", ["1"])[-1] == "1",
    }
    return {
        f"escape the layer {layer}": "the kernel says it is not on"
        for layer, held in expectations.items()
        if layer in active and not held
    }
