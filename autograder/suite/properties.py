"""Properties that many suites ask for, ready to be named: nothing altered, slopes, a number that stands alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.protocol.values import StudentRaised
from autograder.suite.answers import Answer, plain
from autograder.suite.checks import check_unchanged
from autograder.suite.failures import StudentFailure
from autograder.suite.proxy import RemoteFunction, RemoteObject, Submission, differs
from autograder.wording import said

Numbers = npt.NDArray[np.float64]


def pure(function: RemoteFunction, *args: Any, misconception: str = "", **kwargs: Any) -> Any:
    """The answer to a call that alters none of its arguments.

    Args:
        function: the student's.
        args: its arguments; of `kwargs` nothing is said.
        misconception: its id, which is the key of its hint; left out, `changes-argument`, in ready words.
        kwargs: its keyword arguments.

    Raises:
        StudentFailure: it altered one.
    """
    seen = function.observe(*args, **kwargs)
    if misconception and seen.changed:
        raise StudentFailure(f"the call altered {sorted(seen.changed)} of its arguments", misconception, misconception)
    check_unchanged(seen)
    return seen.value


def attempt(call: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[Any, StudentRaised | None]:
    """What a call gave, or the exception that ended it, for a test that looks at what it did before.

    Where that is not right either, raise the exception: it is what the student has to know.

    Args:
        call: the student's, or a function of the suite that asks the student's code.
        args: its arguments.
        kwargs: its keyword arguments.
    """
    try:
        return call(*args, **kwargs), None
    except StudentRaised as error:
        return None, error


def check_pure(function: RemoteFunction, *calls: Sequence[Any]) -> None:
    """Fail if one of these calls alters its arguments.

    A call that raises is left out where another answers: that fault is charged by the test of its values.

    Args:
        function: the student's.
        calls: the arguments of each.

    Raises:
        StudentFailure: a call altered an argument.
        StudentRaised: all of them raised; the first exception.
    """
    raised: list[StudentRaised] = []
    for args in calls:
        try:
            pure(function, *args)
        except StudentRaised as error:
            raised.append(error)
    if raised and len(raised) == len(calls):
        raise raised[0]


def either(*ways: Callable[[], object]) -> None:
    """Pass with the first of these that passes: for what an exercise takes in several forms.

    Where a test of its own charges each form, a solution that knows one of them loses that form, and not everything.

    Args:
        ways: checks without arguments.

    Raises:
        StudentFailure, StudentRaised: none passed; what the first one said.
    """
    first: StudentFailure | StudentRaised | None = None
    for way in ways:
        try:
            way()
        except (StudentFailure, StudentRaised) as error:
            first = first or error
        else:
            return
    if first is not None:
        raise first


def passes(way: Callable[[], object]) -> bool:
    """Whether a check passes: for a test that does not ask again what another one charges.

    Args:
        way: the check, without arguments.
    """
    try:
        way()
    except (StudentFailure, StudentRaised):
        return False
    return True


def check_kept(student: Submission, kept: RemoteObject, before: Numbers, misconception: str = "") -> None:
    """Fail if an array that was put into the student's process is no longer what it was.

    Args:
        student: the notebook.
        kept: what `student.put` gave.
        before: what was put.
        misconception: as of `pure`.

    Raises:
        StudentFailure: it is not.
    """
    if differs(plain(student.value_of(kept)), before):
        message = "an array given to an earlier call was altered"
        raise StudentFailure(message, misconception or said("checks.overwritten"), misconception or "changes-argument")


def away_from_zero(rng: np.random.Generator, *shape: int, low: float = 0.3, high: float = 1.5) -> Numbers:
    """Numbers of either sign with `low` <= abs <= `high`: near 0 a wrong formula comes near the right one."""
    found: Numbers = rng.uniform(low, high, shape) * rng.choice([-1.0, 1.0], shape)
    return found


def slopes(function: Callable[[Numbers], float], x: Numbers, step: float = 1e-5) -> Numbers:
    """The gradient at `x` of a function that gives a number, by central differences; `x` is not changed."""
    found = np.zeros_like(x)
    for index in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[index] += step
        down[index] -= step
        found[index] = (function(up) - function(down)) / (2 * step)
    return found


def lone(value: Any) -> Any:
    """An answer, and if it is an array of one entry, whatever its shape, the number in it: where both are as good."""
    came = plain(value)
    if type(came) is np.ndarray and came.size == 1 and came.dtype.kind in "biuf":
        return Answer(came.item())
    return value


def listed(value: Any) -> Any:
    """An answer, and if it is a list of numbers, the array of them: where both are as good."""
    came = plain(value)
    if type(came) not in (list, tuple):
        return value
    try:
        numbers = np.array(came)
    except ValueError:  # rows of several lengths
        return value
    return Answer(numbers) if numbers.dtype.kind in "biuf" else value


_OF_A_SOLVER = 1e-9
"""Solvers leave 1e-13 of the equation that they solve; long descent behind a hidden layer leaves 1e-7 and more."""


_FEW = 6


def solved_linearly(inputs: Numbers, weights: Numbers, bias: Numbers, targets: Numbers) -> bool:
    """Whether a layer's parameters are what a linear solver gives, and no descent: least squares, ridge, class means.

    Not for one linear layer alone on the squared error: there long descent ends where the solver does.

    Args:
        inputs: of the layer, (n, h), for the training data.
        weights: (h, k).
        bias: (k,).
        targets: (n, k); that the solver was given multiples of them, or all moved alike, makes no difference.
    """
    A = np.column_stack([inputs, np.ones(len(inputs))])
    V = np.vstack([weights, bias])
    square = A.T @ A
    if V.size <= _FEW:  # there any weights fit the equation
        return False
    scale = np.linalg.norm(square) * np.linalg.norm(V)
    of_targets, of_ones = A.T @ targets, A.T @ np.ones_like(targets)
    without_bias = np.vstack([weights, np.zeros_like(bias)])  # ridge may spare the bias
    if any(_left(square @ V, [of_targets, of_ones, one]) < _OF_A_SOLVER * scale for one in (V, without_bias)):
        return True
    means = of_targets[:-1].T / np.maximum(targets.sum(axis=0), 1)[:, None]  # (k, h): if the targets are one-hot
    nearest = np.vstack([means.T, -np.sum(means**2, axis=1) / 2])
    apart = [part - part.mean(axis=1, keepdims=True) for part in (V, nearest)]  # less what all classes share
    return targets.shape[1] > 1 and _left(apart[0], [apart[1]]) < _OF_A_SOLVER * float(np.linalg.norm(V))


def _left(whole: Numbers, parts: list[Numbers]) -> float:
    """What is left of an array when the best multiples of others are taken from it."""
    columns = np.stack([part.ravel() for part in parts], axis=1)
    columns = columns / np.linalg.norm(columns, axis=0)
    found = np.linalg.lstsq(columns, whole.ravel(), rcond=None)[0]
    return float(np.linalg.norm(whole.ravel() - columns @ found))
