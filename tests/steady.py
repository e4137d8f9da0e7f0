"""Time in tests. How long a thing takes says first of all how busy the machine is: no test judges by it.

What surely comes is waited for with `wait_until` or under `PATIENCE_S`, which only a failing test ever uses up. What must
not cost much is measured as processor time, or with `Delays` taken off.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from autograder.sandbox import delayed_s

PATIENCE_S = 600.0
"""How long a test waits for what takes seconds on a quiet machine."""


def wait_until(holds: Callable[[], object], what: str) -> None:
    """Wait until something holds.

    Raises:
        AssertionError: it does not within `PATIENCE_S`; names `what` was waited for.
    """
    until_s = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < until_s, f"waited {PATIENCE_S:g} s in vain: {what}"
        time.sleep(0.01)


class Delays:
    """For how long processes were ready to run and got no processor, from when they were first seen or born."""

    def __init__(self, pids: Iterable[int]) -> None:
        self._before = {pid: delayed_s(pid) or 0.0 for pid in pids}
        self._most: dict[int, float] = {}

    def see(self, pids: Iterable[int]) -> None:
        """Look again, and at new ones too; what has ended meanwhile keeps its last figure."""
        for pid in pids:
            delay_s = (delayed_s(pid) or 0.0) - self._before.get(pid, 0.0)
            self._most[pid] = max(delay_s, self._most.get(pid, 0.0))

    @property
    def total_s(self) -> float:
        """The sum over all processes that were seen."""
        return sum(self._most.values())


STARTUP = str(Path(__file__).parent / "startup")
"""For PYTHONPATH of processes that import nbgrader."""
