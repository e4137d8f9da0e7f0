"""A progress bar on stderr that also tells the rate, the time left and what has gone wrong so far."""

from __future__ import annotations

import sys
import time
from types import TracebackType

_REFRESH_S = 0.1


class Progress:
    """Counts done work. A line that is rewritten in a terminal; silent otherwise.

    Args:
        total: how much there is to do.
        what: what is counted.
    """

    def __init__(self, total: int, what: str) -> None:
        self._total, self._what = total, what
        self._done = self._cached = self._faults = 0
        self._start_s = time.monotonic()
        self._drawn_s = 0.0
        self._live = sys.stderr.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._live:
            self._draw()
            sys.stderr.write("\n")

    def step(self, *, cached: bool = False, fault: bool = False) -> None:
        """One more is done."""
        self._done += 1
        self._cached += cached
        self._faults += fault
        now_s = time.monotonic()
        if self._live and now_s - self._drawn_s > _REFRESH_S:
            self._drawn_s = now_s
            self._draw()

    def summary(self) -> str:
        """One line about all of it."""
        elapsed_s = time.monotonic() - self._start_s
        fresh = self._done - self._cached
        rate = f", {fresh / elapsed_s:.1f} a second" if fresh and elapsed_s > 0 else ""
        kept = f" ({self._cached} unchanged)" if self._cached else ""
        return f"{self._done} {self._what}{kept} in {elapsed_s:.1f} s{rate}"

    def _draw(self) -> None:
        elapsed_s = max(time.monotonic() - self._start_s, 1e-6)
        fresh = self._done - self._cached
        left_s = (self._total - self._done) * elapsed_s / fresh if fresh else 0.0
        width = 24
        full = width * self._done // max(self._total, 1)
        faults = f"  {self._faults} not graded" if self._faults else ""
        sys.stderr.write(
            f"\r[{'#' * full}{'.' * (width - full)}] {self._done}/{self._total} {self._what}  "
            f"{fresh / elapsed_s:5.1f}/s  {left_s:4.0f} s left{faults} "
        )
        sys.stderr.flush()
