"""A simulation of the queue: how long classes of many sizes take on machines of many sizes, and what breaks first.

Submissions wait in one queue for `hosts` suite hosts; the grader hands them out, reads and keeps each result, and
writes the gradebook in one thread. A few submissions run into their time limit. Costs are those that `parts` and
`growth` print; give your own as options.
"""

from __future__ import annotations

import argparse
import heapq
import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds that a submission takes of each station."""

    host_s: float = 0.1
    grader_s: float = 0.010
    write_s: float = 0.010
    start_s: float = 1.5
    endless_share: float = 0.002
    endless_s: float = 20.0


def simulate(submissions: int, hosts: int, costs: Costs, *, seed: int = 0) -> tuple[float, str]:
    """How long a class takes in seconds, and the station that was the bottleneck."""
    draw = random.Random(seed)
    free = [costs.start_s] * hosts
    grader_s = written_s = 0.0
    busy = {"hosts": 0.0, "grader": 0.0, "gradebook": 0.0}
    finished: list[float] = []
    for _ in range(submissions):
        grader_s = max(grader_s, 0.0) + costs.grader_s / 2  # read and hand out
        begin_s = max(heapq.heappop(free), grader_s)
        service_s = draw.gammavariate(16, costs.host_s / 16)
        if draw.random() < costs.endless_share:
            service_s += costs.endless_s
        heapq.heappush(free, begin_s + service_s)
        busy["hosts"] += service_s / hosts
        busy["grader"] += costs.grader_s
        grader_s += costs.grader_s / 2  # score and keep one that came back
        heapq.heappush(finished, begin_s + service_s)
        if len(finished) >= hosts:
            written_s = max(written_s, heapq.heappop(finished)) + costs.write_s
        busy["gradebook"] += costs.write_s
    while finished:
        written_s = max(written_s, heapq.heappop(finished)) + costs.write_s
    return max(written_s, grader_s, *free), max(busy, key=lambda station: busy[station])


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host-ms", type=float, default=100.0, help="a submission in a suite host, one core of its own")
    parser.add_argument("--grader-ms", type=float, default=10.0, help="reading, scoring and keeping it")
    parser.add_argument("--write-ms", type=float, default=10.0, help="gradebook and autograded/")
    parser.add_argument("--endless-share", type=float, default=0.002, help="submissions that run into load_s")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 1_000_000])
    parser.add_argument("--hosts", type=int, nargs="+", default=[2, 8, 32, 128])


def main(options: argparse.Namespace) -> None:
    """Print a table."""
    costs = Costs(
        options.host_ms / 1e3, options.grader_ms / 1e3, options.write_ms / 1e3, endless_share=options.endless_share
    )
    print(f"queue: {options.host_ms:g} ms in a host, {options.grader_ms:g} in the grader, {options.write_ms:g} to write, "
          f"{100 * options.endless_share:g} % run into {costs.endless_s:g} s")  # fmt: skip
    print(f"{'submissions':>11}{'hosts':>7}{'time':>12}{'a second':>10}  bottleneck")
    for size in options.sizes:
        for hosts in options.hosts:
            seconds, bottleneck = simulate(size, hosts, costs)
            print(f"{size:11}{hosts:7}{_shown(seconds):>12}{size / seconds:10.1f}  {bottleneck}")


def _shown(seconds: float) -> str:
    for unit, length in (("days", 86400.0), ("h", 3600.0), ("min", 60.0)):
        if seconds >= 2 * length:
            return f"{seconds / length:.1f} {unit}"
    return f"{seconds:.0f} s"
