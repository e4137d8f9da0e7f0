"""A simulation of the queue: how long classes of many sizes take on machines of many sizes, and what breaks first.

Submissions wait in one queue for `hosts` suite hosts. The grader is one process: it reads a submission and hands it out,
then scores and keeps the result, and writes the gradebook; threads of one Python process take turns, so all of that is
one station. A few submissions run into a time limit. Costs are those that `parts` and `growth` print; give your own as
options.
"""

from __future__ import annotations

import argparse
import heapq
import random
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Costs:
    """Seconds that a submission takes of each station, and how often one runs into a limit."""

    host_s: float = 0.06
    hand_out_s: float = 0.003
    keep_s: float = 0.008
    start_s: float = 1.5
    endless_share: float = 0.002
    endless_s: float = 20.0


def simulate(submissions: int, hosts: int, costs: Costs, *, seed: int = 0) -> tuple[float, str]:
    """How long a class takes in seconds, and the station that was the bottleneck."""
    draw = random.Random(seed)
    starting = [costs.start_s] * hosts  # a heap of when each host is free
    coming: list[float] = []  # a heap of when results come back
    grader_s = grader_busy_s = hosts_busy_s = 0.0

    def take_back() -> None:
        nonlocal grader_s, grader_busy_s
        grader_s = max(grader_s, heapq.heappop(coming)) + costs.keep_s
        grader_busy_s += costs.keep_s

    for _ in range(submissions):
        free_s = heapq.heappop(starting)
        while coming and coming[0] < free_s and grader_s <= free_s:
            take_back()
        grader_s = max(grader_s, free_s) + costs.hand_out_s
        grader_busy_s += costs.hand_out_s
        service_s = draw.gammavariate(16, costs.host_s / 16)
        if draw.random() < costs.endless_share:
            service_s += costs.endless_s
        hosts_busy_s += service_s
        heapq.heappush(starting, grader_s + service_s)
        heapq.heappush(coming, grader_s + service_s)
    while coming:
        take_back()
    return grader_s, "hosts" if hosts_busy_s / hosts > grader_busy_s else "grader"


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host-ms", type=float, default=60.0, help="a submission in a suite host, one core of its own")
    parser.add_argument("--read-ms", type=float, default=3.0, help="the grader's, to read it and hand it out")
    parser.add_argument("--keep-ms", type=float, default=8.0, help="the grader's, to score, keep and record it")
    parser.add_argument("--endless-share", type=float, default=0.002, help="submissions that run into load_s")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000, 1_000_000])
    parser.add_argument("--hosts", type=int, nargs="+", default=[2, 8, 32, 128])


def main(options: argparse.Namespace) -> None:
    """Print a table."""
    costs = Costs(
        options.host_ms / 1e3, options.read_ms / 1e3, options.keep_ms / 1e3, endless_share=options.endless_share
    )
    print(f"queue: {options.host_ms:g} ms in a host, {options.read_ms:g} and {options.keep_ms:g} in the grader, "
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
