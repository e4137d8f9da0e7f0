"""Runs a command and tells what it cost."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Wall clock and processor seconds of a command with all its descendants, and its largest process."""

    wall_s: float
    cpu_s: float
    peak_mib: float


def run(command: Sequence[str | Path], cwd: Path, *, env: Mapping[str, str] | None = None, ok: bool = True) -> Cost:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed; the message has the end of what it said.
    """
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start_s = time.perf_counter()
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    wall_s = time.perf_counter() - start_s
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if ok and done.returncode != 0:
        raise RuntimeError(f"{command[0]} exited with {done.returncode}: {(done.stderr or done.stdout)[-2000:]}")
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall_s, cpu_s, after.ru_maxrss / 1024)


def per_submission(measure: Callable[[int], Cost], few: int, many: int) -> tuple[float, float]:
    """Wall and processor seconds that one more submission costs: the slope between two runs."""
    small, large = measure(few), measure(many)
    return (large.wall_s - small.wall_s) / (many - few), (large.cpu_s - small.cpu_s) / (many - few)


def median(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)
