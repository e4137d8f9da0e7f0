"""Whether an answer of another form, or of fewer digits, holds the right numbers: to say so, never to accept it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.suite.forms import number_in

Numbers = npt.NDArray[Any]
_MOST_DEPTH = 8
_FLOAT32_ERROR = 2e-6  # what a formula of a few steps loses in float32, where one step loses 6e-8
_FLOAT16_ERROR = 2e-2
_FEWEST, _MOST_DECIMALS = 4, 9


def same_numbers(actual: object, wanted: Numbers, rtol: float, atol: float) -> bool:
    """Whether a value of any form holds just these numbers, in this order or in that of the transpose.

    Args:
        actual: hostile; no more of it is looked at than `wanted` has elements.
        wanted: real numbers.
        rtol: how far they may lie apart, relative part.
        atol: absolute part.
    """
    if wanted.dtype.kind not in "biuf" or wanted.size == 0:
        return False
    found: list[float] = []
    for number in _numbers(actual, 0):
        if number is None or len(found) == wanted.size:
            return False
        found.append(number)
    if len(found) != wanted.size:
        return False
    got = np.array(found)
    return any(_near(got, order.astype(np.float64).ravel(), rtol, atol).all() for order in (wanted, wanted.T))


def _numbers(value: object, depth: int) -> Iterator[float | None]:
    """The numbers in a value, one by one; a None for what is none."""
    if isinstance(value, np.ndarray) and value.dtype.kind in "biuf":
        yield from (float(item) for item in value.flat)
    elif isinstance(value, np.ndarray) and value.dtype.kind == "c":
        yield from (float(item.real) if item.imag == 0 else None for item in value.flat)
    elif isinstance(value, (list, tuple)) and depth < _MOST_DEPTH:
        for item in value:
            yield from _numbers(item, depth + 1)
    elif isinstance(value, complex):
        yield value.real if value.imag == 0 else None
    elif isinstance(value, (bool, int, float, np.number, np.bool_)):
        yield float(value) if not isinstance(value, int) or value.bit_length() < 1000 else None
    elif isinstance(value, str):
        yield number_in(value)
    else:
        yield None


def cut_to_whole(got: Numbers, wanted: Numbers) -> bool:
    """Whether every number is an integer, and the right one without its decimals.

    Only where that can be told from another mistake: the right numbers have decimals, most are larger than 1, and not
    all come to the same.
    """
    if got.dtype.kind not in "iu" or wanted.dtype.kind != "f" or not np.isfinite(wanted).all():
        return False
    whole = np.trunc(wanted)
    large = np.abs(wanted) >= 1
    telling = np.unique(whole).size > 1
    return bool(telling and large.mean() > 0.5 and (whole != wanted).mean() > 0.5 and (got == whole).all())


def cut_short(got: Numbers, wanted: Numbers) -> bool:
    """Whether a single number is an integer, and the right one without its decimals."""
    if got.size != 1 or got.dtype.kind not in "iu" or wanted.dtype.kind != "f" or not np.isfinite(wanted).all():
        return False
    return bool((np.abs(wanted) >= 2).all() and (np.trunc(wanted) != wanted).all() and (got == np.trunc(wanted)).all())


def right_digits(got: Numbers, wanted: Numbers, rtol: float, atol: float) -> int:
    """To how many digits every number is right, where they look cut short: as float32, as float16 or by rounding.

    Returns:
        About how many; 0 where the numbers are wrong, or carry on behind the digits that are right.
    """
    if got.dtype.kind != "f" or wanted.dtype.kind != "f" or not (np.isfinite(got).all() and np.isfinite(wanted).all()):
        return 0
    if got.size == 0 or not wanted.any():
        return 0
    exact, target = got.astype(np.float64), wanted.astype(np.float64)
    wrong = ~_near(exact, target, rtol, atol)
    scale = np.abs(target).max()
    if got.dtype.itemsize == 2:
        return 3 if _near(exact, target, _FLOAT16_ERROR, _FLOAT16_ERROR * scale).all() else 0
    with np.errstate(over="ignore"):
        single = got.dtype.itemsize == 4 or bool((exact == exact.astype(np.float32))[wrong].all())
    if single and _near(exact, target, _FLOAT32_ERROR, _FLOAT32_ERROR * scale).all():
        return 7
    for decimals in range(_FEWEST, _MOST_DECIMALS + 1):
        if (np.round(exact, decimals).astype(got.dtype) == got)[wrong].all():
            if scale <= 51 * 10.0**-decimals or not _right_to(decimals, exact, target):
                return 0
            while decimals < _MOST_DECIMALS and _right_to(decimals + 1, exact, target):  # it ends with a zero
                decimals += 1
            return decimals
    return 0


def _right_to(decimals: int, exact: Numbers, target: Numbers) -> bool:
    return bool(_near(exact, target, 0.0, 0.51 * 10.0**-decimals).all())


def _near(got: Numbers, wanted: Numbers, rtol: float, atol: float) -> npt.NDArray[np.bool_]:
    with np.errstate(all="ignore"):
        near: npt.NDArray[np.bool_] = (np.abs(got - wanted) <= atol + rtol * np.abs(wanted)) | (got == wanted)
    return near
