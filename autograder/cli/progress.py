"""A progress bar on stderr that also tells the rate, the time left and what could not be graded so far."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from types import TracebackType
from typing import Any

import click


class Progress:
    """Counts done work. A line that is rewritten in a terminal, silent otherwise.

    Args:
        total: how much there is to do.
        what: what is counted.
    """

    def __init__(self, total: int, what: str) -> None:
        self._what = what
        self._done = self._cached = self._faults = 0
        self._start_s = time.monotonic()
        self._bar: Any = click.progressbar(
            length=total, label=what, show_pos=True, file=sys.stderr, item_show_func=lambda _: self._state(),
            update_min_steps=1, hidden=not sys.stderr.isatty(),
        )  # fmt: skip
        self._open = ExitStack()

    def __enter__(self) -> Progress:
        self._open.enter_context(self._bar)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def step(self, *, cached: bool = False, fault: bool = False) -> None:
        """One more is done."""
        self._done += 1
        self._cached += cached
        self._faults += fault
        self._bar.update(1, current_item=None)

    def summary(self) -> str:
        """One line about all of it."""
        kept = f" ({self._cached} unchanged)" if self._cached else ""
        return f"{self._done} {self._what}{kept} in {time.monotonic() - self._start_s:.1f} s{self._rate(', ')}"

    def _state(self) -> str:
        faults = f", {self._faults} not graded" if self._faults else ""
        return f"{self._rate('')}{faults}"

    def _rate(self, before: str) -> str:
        elapsed_s = time.monotonic() - self._start_s
        fresh = self._done - self._cached
        return f"{before}{fresh / elapsed_s:.1f} a second" if fresh and elapsed_s > 0 else ""
