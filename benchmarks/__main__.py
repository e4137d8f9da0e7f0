"""`python -m benchmarks [PART] [options]`: all parts without one."""

from __future__ import annotations

import argparse

from benchmarks import assignments, carried, cluster, growth, load, parts, queue, throughput, wrong

PARTS = {
    "throughput": throughput,
    "parts": parts,
    "assignments": assignments,
    "growth": growth,
    "cluster": cluster,
    "queue": queue,
    "load": load,
    "wrong": wrong,
    "carried": carried,
}


def main() -> None:
    """Run one part, or all with their defaults."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the grader.")
    chosen = parser.add_subparsers(dest="part", metavar="PART")
    for name, module in PARTS.items():
        module.add_options(chosen.add_parser(name, help=(module.__doc__ or "").splitlines()[0]))
    options = parser.parse_args()
    for name, module in PARTS.items():
        if options.part in (None, name):
            module.main(options if options.part else parser.parse_args([name]))
            print(flush=True)


if __name__ == "__main__":
    main()
