"""A wrong form costs once: lists where arrays are asked for, or an array of one entry where a number is.

Theory of operation
-------------------
Every test of an exercise looks at the form of what it gets, so that one fault of form would fail them all. So a test
that fails for the form is run once more over a connection that puts what comes into the form of NumPy code:

- It is the first of its exercise to fail so: it has failed, and the student is told of the form. If it passes with the
  other form, the tests that need it are run.
- It is a later one: the form has been charged, and what it finds with the other form is what counts.

What is right as it came is never put into another form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import numpy as np

from autograder.protocol.messages import Request
from autograder.protocol.values import Callback, Reply
from autograder.suite.proxy import Connection

_REAL = "biuf"
_MOST_NUMBERS = 1_000_000
"""In lists that are put into an array: what a host holds of an answer stays bounded. Tests ask for far fewer."""
Form = Callable[[Any], Any]


def arrays_for_lists(value: Any) -> Any:
    """The same with arrays in place of lists and tuples of numbers, also of tables of them."""
    kind = type(value)
    if kind is dict:
        return {key: arrays_for_lists(item) for key, item in value.items()}
    if kind is not list and kind is not tuple:
        return value
    if _numbers_in(value) <= _MOST_NUMBERS:
        with suppress(ValueError):  # rows of several lengths
            numbers = np.array(value)
            if numbers.dtype.kind in _REAL:
                return numbers
    return kind(map(arrays_for_lists, value))


def _numbers_in(value: Any) -> int:
    """How many numbers there are in nested lists, tuples and arrays; more than the most if there is something else."""
    kind = type(value)
    if kind is np.ndarray:
        return value.size if value.dtype.kind in _REAL else _MOST_NUMBERS + 1
    if kind is not list and kind is not tuple:
        return 1 if isinstance(value, (int, float, np.number, np.bool_)) else _MOST_NUMBERS + 1
    count = 0
    for item in value:
        count += _numbers_in(item)
        if count > _MOST_NUMBERS:
            break
    return count


def numbers_for_lone(value: Any) -> Any:
    """The same with a number in place of an array of one entry, whatever its shape, or of a list of one."""
    kind = type(value)
    if kind is dict:
        return {key: numbers_for_lone(item) for key, item in value.items()}
    if kind is list or kind is tuple:
        lone = len(value) == 1 and isinstance(value[0], (int, float, np.number))
        return value[0] if lone else kind(map(numbers_for_lone, value))
    return value.item() if kind is np.ndarray and value.size == 1 and value.dtype.kind in _REAL else value


class Formed:
    """Passes requests on, and puts what comes into another form.

    Args:
        connection: where they go.
        form: puts a value into it.
    """

    def __init__(self, connection: Connection, form: Form) -> None:
        self._connection, self._form = connection, form

    def request(self, message: Request, *, functions: Sequence[Callback] = (), timeout_s: float | None = None) -> Reply:
        """Pass one request on."""
        reply = self._connection.request(message, functions=functions, timeout_s=timeout_s)
        return replace(reply, value=self._form(reply.value))


class FormsSeen:
    """Passes requests on, and keeps into which other forms what came could be put.

    Args:
        connection: where they go.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.others: dict[Form, None] = {}

    def request(self, message: Request, *, functions: Sequence[Callback] = (), timeout_s: float | None = None) -> Reply:
        """Pass one request on."""
        reply = self._connection.request(message, functions=functions, timeout_s=timeout_s)
        value, kind = reply.value, type(reply.value)
        if kind in (list, tuple, dict):
            self.others |= dict.fromkeys((arrays_for_lists, numbers_for_lone))
        elif kind is np.ndarray and value.size == 1:
            self.others[numbers_for_lone] = None
        return reply
