"""A conversation with the evaluator entry point, and the few facts about this machine that tests skip by."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from autograder.model import Limits
from autograder.sandbox import LayerName, WarmParent, Worker, probe
from autograder.sandbox.layers import NAMESPACE_LAYERS
from tests.steady import PATIENCE_S

ENTRIES = str(Path(__file__).parent / "entries")
LIMITS = Limits(call_s=5, load_s=5, submission_s=20, cpu_s=10, memory_mib=256, output_kib=64, scratch_mib=4)
ROOT = os.getuid() == 0

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the layers are Linux's")
root_only = pytest.mark.skipif(not ROOT, reason="only root has what this layer takes away")


def active() -> tuple[str, ...]:
    return probe().active()


def needs(layer: LayerName) -> None:
    """Skip where the machine does not have a layer; `autograder doctor` says why."""
    if layer.value not in active():
        pytest.skip(f"this machine has no {layer.value}")


def start(**options: Any) -> WarmParent:
    return WarmParent(**{"entry": "evaluator:serve", "import_paths": (ENTRIES,), "limits": LIMITS, **options})


def ask(worker: Worker, text: str, wait_s: float = PATIENCE_S) -> str:
    """Send a text to the evaluator, return its answer."""
    until_s = time.monotonic() + wait_s
    data = text.encode()
    worker.send([len(data).to_bytes(4, "big"), data], deadline_s=until_s)
    size = int.from_bytes(worker.receive(4, deadline_s=until_s), "big")
    return bytes(worker.receive(size, deadline_s=until_s)).decode()


def tell(worker: Worker, text: str) -> None:
    """Send a text that is not going to be answered."""
    data = text.encode()
    worker.send([len(data).to_bytes(4, "big"), data], deadline_s=time.monotonic() + PATIENCE_S)


def only(*layers: LayerName) -> frozenset[str]:
    """What to leave off so that only these layers hold anything.

    Where an ordinary user asks for a namespace, the user namespace that makes it possible stays. no_new_privs stays
    with Landlock and seccomp, which an ordinary user cannot have without it; it refuses nothing that is tried here.
    """
    kept = set(layers)
    if not ROOT and kept & NAMESPACE_LAYERS:
        kept.add(LayerName.USERNS)
    if kept & {LayerName.LANDLOCK, LayerName.SECCOMP}:
        kept.add(LayerName.NO_NEW_PRIVS)
    return frozenset(name.value for name in LayerName if name not in kept)
