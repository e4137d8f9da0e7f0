"""Runs one test of a suite as pytest would, without what nobody reads; and its generator's seed, drawn once."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from numpy.random.bit_generator import ISpawnableSeedSequence


def is_late(function: Any) -> bool:
    """Whether a call of this function runs nothing of it yet; pytest refuses such a test, and a call would pass it."""
    return (
        inspect.iscoroutinefunction(function)
        or inspect.isasyncgenfunction(function)
        or inspect.isgeneratorfunction(function)
    )


class DrawnSeed(ISpawnableSeedSequence):
    """A seed whose first words were drawn before: that takes longer than most tests, and is the same for everybody."""

    def __init__(self, seed: list[int], words: npt.NDArray[Any]) -> None:
        self._seed, self._words = seed, words
        self._sequence: np.random.SeedSequence | None = None

    def _whole(self) -> np.random.SeedSequence:
        if self._sequence is None:
            self._sequence = np.random.SeedSequence(self._seed)
        return self._sequence

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> npt.NDArray[Any]:
        """The words, if they are those that PCG64 asks for, or others."""
        if n_words == len(self._words) and np.dtype(dtype) == self._words.dtype:
            return self._words
        return self._whole().generate_state(n_words, dtype)

    def spawn(self, n_children: int) -> list[Any]:
        """Seeds that follow from this one, others at each call."""
        return self._whole().spawn(n_children)


def run_item(item: Any) -> BaseException | None:
    """Set a test up, call it and tear everything down; what it raised.

    These are the steps of pytest's own protocol without its reports, which nobody reads and which cost more than most
    tests. There is no next item: which test runs next is not known yet, and nothing is kept for it.
    """
    state = item.session._setupstate
    if not item._request:
        item._initrequest()

    def test() -> None:
        state.setup(item)
        item.runtest()

    try:
        error = raised_by(test)
        after = raised_by(lambda: state.teardown_exact(None))
    finally:
        item._request = False
        item.funcargs = None
    return after if error is None else error


def raised_by(step: Callable[[], None]) -> BaseException | None:
    try:
        step()
    except (KeyboardInterrupt, pytest.exit.Exception):
        raise
    except BaseException as error:  # noqa: BLE001  pytest's own outcomes are no Exceptions
        return error
    return None
