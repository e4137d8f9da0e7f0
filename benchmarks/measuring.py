"""Wall and CPU seconds of commands, and tables of them."""

from __future__ import annotations

import functools
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """What something took. `cpu_s` counts all processes that were waited for."""

    wall_s: float
    cpu_s: float

    def per(self, count: int) -> Cost:
        """The share of one of `count`."""
        return Cost(self.wall_s / count, self.cpu_s / count)

    def __sub__(self, other: Cost) -> Cost:
        return Cost(self.wall_s - other.wall_s, self.cpu_s - other.cpu_s)


def cost_of(work: Callable[[], object]) -> Cost:
    """What a piece of work took, with the processes that it started and waited for."""
    before = _cpu_s()
    start_s = time.perf_counter()
    work()
    return Cost(time.perf_counter() - start_s, _cpu_s() - before)


def run(command: Sequence[str], cwd: Path, *, good: Sequence[int] = (0,)) -> str:
    """Run a command; its output.

    Raises:
        RuntimeError: it failed.
    """
    done = subprocess.run(
        list(command), cwd=cwd, capture_output=True, text=True, check=False,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "Agg"},
    )  # fmt: skip
    if done.returncode not in good:
        raise RuntimeError(f"{' '.join(command[:6])} failed ({done.returncode}):\n{done.stdout[-2000:]}{done.stderr[-3000:]}")
    return done.stdout + done.stderr


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each number."""
    return Cost(statistics.median(cost.wall_s for cost in costs), statistics.median(cost.cpu_s for cost in costs))


def machine() -> str:
    """A line about the machine, for the head of a table."""
    load = os.getloadavg()[0]
    cores = len(os.sched_getaffinity(0))
    return (
        f"Python {sys.version.split()[0]}, {cores} cores that together do {_together(cores):.1f} times the work of one, "
        f"load {load:.1f} at the start"
    )


@functools.cache
def _together(cores: int) -> float:
    """How much more the cores do side by side than one alone: less than their number where they share something.

    Virtual machines are often given the two halves of one core, and neighbours. Whoever works on all cores is slowed
    down by that, and whoever does one thing after the other is not.
    """
    program = [sys.executable, "-c", "s = 0\nfor i in range(6_000_000): s += i * i"]

    def seconds(count: int) -> float:
        start_s = time.perf_counter()
        for process in [subprocess.Popen(program) for _ in range(count)]:
            process.wait()
        return time.perf_counter() - start_s

    alone_s, beside_s = (statistics.median(seconds(count) for _ in range(3)) for count in (1, cores))
    return cores * alone_s / beside_s


def tool(name: str) -> str:
    """A command of the environment that runs this."""
    return str(Path(sys.executable).with_name(name))


def _cpu_s() -> float:
    used = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in used)
