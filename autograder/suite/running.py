"""Runs one test of a suite as pytest would, without what nobody reads."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest


def is_late(function: Any) -> bool:
    """Whether a call of this function runs nothing of it yet; pytest refuses such a test, and a call would pass it."""
    return (
        inspect.iscoroutinefunction(function)
        or inspect.isasyncgenfunction(function)
        or inspect.isgeneratorfunction(function)
    )


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
