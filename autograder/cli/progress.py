"""A progress bar on stderr that also tells the time left, whom it waits for, and what could not be graded so far."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from types import TracebackType
from typing import Any

import click

from autograder.cli.saying import counted

_MOST_NAMED = 3


class Progress:
    """Counts done work. A line that is rewritten in a terminal, silent otherwise.

    The time left is what the rest takes at the rate of those that were run: what had not changed comes at once and says
    nothing about the others, and the first one waits for all that has to start. Before it is done nothing is known, and
    nothing is said.

    Args:
        names: of all that is to be done.
        one: what is counted, in the singular.
        clock: in seconds.
    """

    def __init__(self, names: Iterable[str], one: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._waiting = dict.fromkeys(names)
        self._one, self._clock = one, clock
        self._done = self._cached = self._faults = 0
        self._start_s = clock()
        self._first_s: float | None = None  # when the first one that was run was done
        self._bar: Any = click.progressbar(
            length=len(self._waiting), label=one if len(self._waiting) == 1 else f"{one}s", show_pos=True,
            show_eta=False, file=sys.stderr,
            item_show_func=lambda _: self.state(), update_min_steps=1, hidden=not sys.stderr.isatty(),
        )  # fmt: skip
        self._open = ExitStack()

    def __enter__(self) -> Progress:
        self._open.enter_context(self._bar)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def step(self, name: str, *, cached: bool = False, fault: bool = False) -> None:
        """One more is done."""
        self._waiting.pop(name, None)
        self._done += 1
        self._cached += cached
        if not cached and self._first_s is None:
            self._first_s = self._clock()
        self._faults += fault
        self._bar.update(1, current_item=None)

    def summary(self) -> str:
        """One line about all of it."""
        kept = f" ({self._cached} unchanged)" if self._cached else ""
        elapsed_s = self._clock() - self._start_s
        fresh = self._done - self._cached
        rate = f", {fresh / elapsed_s:.1f} a second" if fresh and elapsed_s > 0 else ""
        return f"{counted(self._done, self._one)}{kept} in {elapsed_s:.1f} s{rate}"

    def state(self) -> str:
        """The time left, whom it waits for at the end, and how many could not be graded."""
        said = []
        fresh = self._done - self._cached
        if self._first_s is not None and self._waiting:
            since_s, done = (self._first_s, fresh - 1) if fresh > 1 else (self._start_s, fresh)
            left_s = (self._clock() - since_s) / done * len(self._waiting)
            said.append(f"about {_duration(left_s)} left")
        if 0 < len(self._waiting) <= _MOST_NAMED:
            said.append(f"waiting for {', '.join(self._waiting)}")
        if self._faults:
            said.append(f"{self._faults} not graded")
        return ", ".join(said)


def _duration(seconds: float) -> str:
    """Seconds as people say them."""
    return f"{max(seconds, 1):.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
