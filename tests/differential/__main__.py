"""`python -m tests.differential [--notebooks N] [--from SEED]`: as many mangled notebooks as are asked for, counted."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.differential.comparing import compare
from tests.differential.small_assignment import make_course


def main() -> int:
    """Compare, print, and exit with 1 if the two graders disagree where they may not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notebooks", type=int, default=2400)
    parser.add_argument("--from", type=int, default=0, dest="first")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder).resolve()
        course, assignment = make_course(root / "course")
        seeds = range(asked.first, asked.first + asked.notebooks)
        outcome = compare(course, assignment, root, seeds, tell=lambda line: print(line, file=sys.stderr, flush=True))
    print(outcome.printed())
    return 1 if outcome.problems else 0


if __name__ == "__main__":
    sys.exit(main())
