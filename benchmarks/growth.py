"""How cost and memory grow with the class, and what a regrade of unchanged work costs."""

from __future__ import annotations

import argparse
import json
import sys
from functools import partial
from pathlib import Path

from benchmarks.classes import NAME, classroom, forget, hand_in
from benchmarks.measuring import cost_of, machine, run

_PROGRAM = """
import json, sys, time
from autograder.cli.main import cli
start = time.perf_counter()
code = cli.main(["grade", sys.argv[1]], standalone_mode=False)
memory = [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")]
print(json.dumps({"code": code or 0, "peak_kib": int(memory[0])}))
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 1000, 10_000])


def main(options: argparse.Namespace) -> None:
    """Print a line for each size; `each further` is the slope from the line before, without what starting costs."""
    print(f"growth: {NAME}; {machine()}", flush=True)
    print(f"{'submissions':>11}{'wall s':>9}{'a second':>10}{'CPU ms each':>13}{'each further':>14}{'grader MiB':>12}{'unchanged s':>13}{'of it CPU s':>12}")
    before = (0, 0.0)
    with classroom(1) as root:
        for size in options.sizes:
            forget(root)
            hand_in(root, size)
            peaks: list[int] = []
            fresh = cost_of(partial(_grade, root, peaks))
            again = cost_of(partial(_grade, root, []))
            further = 1e3 * (fresh.cpu_s - before[1]) / (size - before[0]) if before[0] else float("nan")
            before = (size, fresh.cpu_s)
            print(f"{size:11}{fresh.wall_s:9.1f}{size / fresh.wall_s:10.1f}{1e3 * fresh.cpu_s / size:13.1f}{further:14.1f}"
                  f"{peaks[0] / 1024:12.0f}{again.wall_s:13.2f}{again.cpu_s:12.2f}", flush=True)  # fmt: skip


def _grade(root: Path, peaks: list[int]) -> None:
    """Grade the class in a process of its own, and note its largest size in KiB."""
    said = run([sys.executable, "-c", _PROGRAM, NAME], root)
    peaks.append(int(json.loads(next(line for line in said.splitlines() if line.startswith("{")))["peak_kib"]))
