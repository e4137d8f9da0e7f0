"""`python -m benchmarks [PART]`: measure. Without a part, all of them."""

from __future__ import annotations

import argparse

from benchmarks.throughput import growth, isolation, throughput


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("part", nargs="?", choices=["throughput", "isolation", "growth"])
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--sample", type=int, default=6, help="submissions that the slow peers grade")
    parser.add_argument("--no-otter", action="store_true", help="do not install and run otter-grader")
    parser.add_argument("--largest", type=int, default=1000, help="largest class of `growth`")
    options = parser.parse_args()
    if options.part in (None, "throughput"):
        throughput(options.submissions, options.repeats, options.sample, with_otter=not options.no_otter)
    if options.part in (None, "isolation"):
        isolation(min(options.submissions, 100), options.repeats)
    if options.part in (None, "growth"):
        growth([size for size in (10, 100, 1000, 10_000) if size <= options.largest])


if __name__ == "__main__":
    main()
