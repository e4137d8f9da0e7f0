"""The table of versions says what a log says, also where a run broke off."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from pythons import COLUMNS, Found, row

LOG = """\
created: 2/2 workers
2 workers [5 items]

scheduling tests via _ByFolder
tests/a/test_a.py::test_one
tests/b/test_b.py::test_two[x - y]
[gw0] [ 20%] PASSED tests/a/test_a.py::test_one
[gw1] [ 40%] FAILED tests/b/test_b.py::test_two[x - y]
tests/a/test_a.py::test_three
[gw0] [ 60%] SKIPPED tests/a/test_a.py::test_three
tests/a/test_a.py::test_four
[gw0] [ 80%] ERROR tests/a/test_a.py::test_four
tests/a/test_a.py::test_waits
"""
WHOLE = f"{LOG}[gw0] [100%] XFAIL tests/a/test_a.py::test_waits\n1 failed, 1 passed in 3.00s\n"


def test_a_row_has_the_counts_and_the_first_failure() -> None:
    told = row("3.13.0", "pinned", Found.of(WHOLE), 7, ended=1)
    assert told == "| 3.13.0 | pinned | 2 | 2 | 1 | `tests/b/test_b.py::test_two[x - y]` | 7 |"
    assert told.count("|") == len(COLUMNS) + 1


def test_a_run_that_broke_off_has_a_row_that_says_where() -> None:
    assert row("3.13.0", "lowest", Found.of(LOG), 7, ended=130).endswith(
        "| 1 | 2 | 1 | `tests/b/test_b.py::test_two[x - y]`, broke off at 80 % | 7 |"
    )
    assert row("3.14.1", "newest", Found.of("no wheel"), 0, ended=-1) == "| 3.14.1 | newest | 0 | 0 | 0 | did not start | 0 |"
