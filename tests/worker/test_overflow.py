"""Whether an overflow is seen, whatever is said about warnings."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.worker.serve import watched

FAR = np.array([-1000.0, 1000.0])


def naive(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def under(state: Any) -> Callable[[Any], Any]:
    def sigmoid(x: Any) -> Any:
        with state():
            return naive(x)

    return sigmoid


def set_and_set_back(x: Any) -> Any:
    old = np.seterr(all="ignore")
    y = naive(x)
    np.seterr(**old)
    return y


def called_for_nothing(x: Any) -> Any:
    np.seterr(over="call")
    np.seterrcall(lambda *_: None)
    return naive(x)


def filtered(x: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return naive(x)


def seen(function: Callable[[Any], Any]) -> list[str]:
    before = np.geterr(), np.geterrcall()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        watched(function, [FAR], {}, caught)
    assert (np.geterr(), np.geterrcall()) == before
    return [str(item.message) for item in caught]


@pytest.mark.parametrize(
    "function",
    [
        naive,
        under(lambda: np.errstate(over="ignore")),
        under(lambda: np.errstate(all="ignore")),
        under(lambda: np.errstate(over="log")),
        np.errstate(over="ignore")(naive),
        under(lambda: np.errstate(invalid="ignore")),
        set_and_set_back,
        called_for_nothing,
        filtered,
    ],
)
def test_an_overflow_is_seen_whatever_is_said_about_warnings(function: Callable[[Any], Any]) -> None:
    (message,) = seen(function)
    assert "overflow" in message


def test_what_does_not_overflow_or_deals_with_the_error_is_left_alone() -> None:
    def raising(x: Any) -> Any:
        with np.errstate(over="raise"):
            try:
                return naive(x)
            except FloatingPointError:
                return np.where(x > 0, 1.0, 0.0)

    def errors(x: Any) -> Any:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                return naive(x)
            except RuntimeWarning:
                return np.where(x > 0, 1.0, 0.0)

    assert seen(raising) == seen(errors) == seen(lambda x: np.exp(-np.abs(x))) == []


def test_a_handler_of_ones_own_hears_of_everything_else() -> None:
    heard: list[str] = []

    def divide(x: Any) -> Any:
        with np.errstate(all="call", call=lambda what, _: heard.append(what)):
            return x / np.zeros(2)

    assert seen(divide) == []
    assert heard == ["divide by zero"]
    assert seen(lambda x: x / np.zeros(2)) == ["divide by zero encountered in divide"]
