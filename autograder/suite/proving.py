"""A hint that comes from a model proves itself before it is told.

Theory of operation
-------------------
An answer may come about in many ways: with a zero in it, in a square, of a single number, mistakes look alike that are
not. So where a model gave the student's wrong answer, the student's function is asked again with the same arguments,
their numbers moved a little, and the model has to follow. If it does not, the next model that gave the answer is
asked, and if none follows the student is told what is wrong with the answer and nothing about how it came about.

It is asked when all tests have run: a worker that ends then costs nothing. Where it cannot be asked (the call had an
object, a function or a generator in it, or nothing in it can be moved) a model that gave the answer is believed only
if no other misconception gave it, too. Where the student's code raises on the moved numbers, the first is believed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.protocol.channel import WorkerEnded
from autograder.protocol.values import StudentRaised
from autograder.suite.hints import Told
from autograder.suite.misconceptions import Match, Misconception

_STEP = 0.05
"""By which share numbers are moved: far more than any tolerance, and little enough to stay where a call makes sense."""
_WAYS = (1, -1)
"""Once as they stand, once from last to first: what is the first, or the largest, is another one then."""
MOST_ELEMENTS = 20_000

Ask = Callable[[str, tuple[Any, ...], Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """The call of a function of the notebook that an answer came from.

    Attributes:
        name: the function's name.
        args: its positional arguments, as they were sent.
        kwargs: its keyword arguments.
        part: the indices and keys that lead from what it returned to the answer.
    """

    name: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    part: tuple[Any, ...] = ()

    def at(self, key: Any) -> Asked:
        """The same call, of a part of the answer."""
        return Asked(self.name, self.args, self.kwargs, (*self.part, key))


@dataclass(frozen=True, slots=True)
class Proof:
    """What there is to prove.

    Attributes:
        asked: the call.
        match: the answer, and the models that may have given it, in the order in which they are believed.
        otherwise: what is told if none of them has.
    """

    asked: Asked
    match: Match
    otherwise: Told

    @property
    def possible(self) -> bool:
        """Whether the call can be made again with other numbers, and the models were asked about the same call."""
        args, kwargs = self.match.args, self.match.kwargs
        if not (_alike(list(args), list(self.asked.args)) and _alike(dict(kwargs), dict(self.asked.kwargs))):
            return False
        moved = _moved(list(args), np.random.default_rng(0), 1)
        return not _alike(moved, list(args))

    def stands(self, ask: Ask) -> Misconception | None:
        """The misconception whose model gave the answer and alone follows the student's function on moved numbers."""
        rng = np.random.default_rng(20_240_901)  # any: the same for everybody, whatever their inputs
        calls = []
        for way in _WAYS:
            args, kwargs = (_moved(part, rng, way) for part in (list(self.asked.args), dict(self.asked.kwargs)))
            try:
                answer = ask(self.asked.name, tuple(args), kwargs)
                for key in self.asked.part:
                    answer = answer[key]
            except (StudentRaised, WorkerEnded, LookupError, TypeError):
                continue  # such a call says nothing
            calls.append((answer, args, kwargs))
        return self.match.proven(lambda known: all(self.match.follows(known, *call) for call in calls))


def _moved(value: Any, rng: np.random.Generator, way: int) -> Any:
    """The same value with its real numbers moved; zeros and ones alone, as in masks and one-hot rows, stay.

    Arrays are taken in this way along their first axis, so that those of one length still belong together.
    """
    kind = type(value)
    if kind is list or kind is tuple:
        return kind(_moved(item, rng, way) for item in value)
    if kind is dict:
        return {key: _moved(item, rng, way) for key, item in value.items()}
    if kind is np.ndarray and value.ndim:
        value = value[::way]
    if kind is float or isinstance(value, np.floating):
        return kind(value * (1 + _STEP * rng.uniform(-1, 1)))
    if kind is np.ndarray and value.dtype.kind == "f" and not np.isin(value, (0.0, 1.0)).all():
        size = float(np.max(np.abs(value[np.isfinite(value)]), initial=0.0))
        by = _STEP * rng.uniform(-1, 1, value.shape)
        return np.where(value == 0, np.abs(by) * size, value * (1 + by)).astype(value.dtype)
    return value.copy() if kind is np.ndarray else value


def _alike(first: Any, second: Any) -> bool:
    """Whether two plain values are of the same types and equal; False for all that is not plain, or very large."""
    kind = type(first)
    if kind is not type(second):
        return False
    if kind is list or kind is tuple:
        return len(first) == len(second) and all(map(_alike, first, second))
    if kind is dict:
        return list(first) == list(second) and all(_alike(first[key], second[key]) for key in first)
    if kind is np.ndarray:
        if first.dtype != second.dtype or first.shape != second.shape or first.size > MOST_ELEMENTS:
            return False
        return bool(first.tobytes() == second.tobytes())
    if isinstance(first, np.generic) or kind in (float, complex):
        return bool(first == second or (first != first and second != second))
    return kind in (type(None), bool, int, str, bytes) and bool(first == second)
