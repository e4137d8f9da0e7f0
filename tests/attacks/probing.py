"""Runs an attack's code in a worker of our own, to read what it prints: the grader throws that away.

The worker is the grader's own, confined in the same way, or without some layers where the question is which one holds.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.model import Limits
from autograder.protocol.channel import WorkerEnded
from autograder.protocol.endpoint import Endpoint, TimeLeft
from autograder.protocol.messages import Call, Run
from autograder.protocol.values import Function, StudentRaised
from autograder.sandbox import WarmParent

_ENTRY = "autograder.worker:serve"
_ROW = np.array([0.5, -1.0, 2.0])
_CALLS: tuple[tuple[str, tuple[Any, ...]], ...] = (
    ("relu", (_ROW,)),
    ("softmax", (_ROW.reshape(1, 3),)),
    ("cross_entropy", (np.full((2, 3), 1 / 3), np.array([0, 2]))),
    ("numerical_gradient", (Function(0), _ROW)),
    ("TwoLayerNet", (3, 4, 2)),
)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was printed, and what was raised: in the order in which it happened."""

    printed: str
    errors: tuple[str, ...]
    ended: str


def prober(limits: Limits, *, without: Iterable[str] = ()) -> WarmParent:
    """A warm parent for `listen`, without some layers if asked for."""
    return WarmParent(entry=_ENTRY, limits=limits, without=without)


def listen(parent: WarmParent, cells: Iterable[tuple[str, str]], limits: Limits) -> Heard:
    """Run the cells, call each function once, and say what was heard."""
    printed: list[str] = []
    errors: list[str] = []
    ended = ""
    with parent.start_worker() as worker:
        endpoint = Endpoint(worker, call_s=limits.call_s, left=TimeLeft(limits.submission_s))
        try:
            endpoint.wait_until_ready(timeout_s=10)
            for name, source in cells:
                with _noting(errors):
                    printed.append(endpoint.request(Run(name, source)).printed)
            for name, args in _CALLS:
                with _noting(errors):
                    call = Call(0, name, args, {})
                    printed.append(endpoint.request(call, functions=[_sum_of_squares]).printed)
        except WorkerEnded as end:
            ended = str(end)
        printed.append(worker.output())
    return Heard("\n".join(part for part in printed if part), tuple(errors), ended)


@contextlib.contextmanager
def _noting(errors: list[str]) -> Any:
    try:
        yield
    except StudentRaised as error:
        errors.append(str(error))


def _sum_of_squares(*args: Any) -> float:
    x = args[0] if args else 0.0
    plain = type(x) is np.ndarray and x.dtype == np.float64 and x.size < 1000
    return float(np.sum(x**2)) if plain else 0.0
