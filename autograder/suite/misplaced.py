"""Whether the right values came, but in another place than is asked for: to say so, never to accept it.

Values are told apart by more than 0, 1, True and False: of those, wrong ones are often right in another order, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

Same = Callable[[Any, Any], bool]
_MOST_PARTS = 9
_MOST_KEYS = 40
_MOST_CHARACTERS = 40


def order_of(got: Sequence[Any], wanted: Sequence[Any], same: Same) -> list[int] | None:
    """In which order these are the right values, if they do not come in the one that is asked for.

    Args:
        got: what came, hostile.
        wanted: as many right values.
        same: whether one that came is one that is asked for.

    Returns:
        For each value that is asked for the index of the one that came; None if they are not all there, or in order.
    """
    if not 2 <= len(wanted) <= _MOST_PARTS or len(got) != len(wanted):
        return None
    order: list[int] = []
    for value in wanted:
        index = next((index for index, one in enumerate(got) if index not in order and same(one, value)), None)
        if index is None:
            return None
        order.append(index)
    told = any(_telling(value) for one, value in zip(got, wanted, strict=True) if not same(one, value))
    return order if told else None


def aligned(got: Sequence[Any], wanted: Sequence[Any], same: Same) -> list[int | None] | None:
    """Which ones of values that are too few or too many are the right ones, if those come in the order asked for.

    Returns:
        For each value that is asked for the index of the one that came, or None for one that did not; None if some are
        wrong.
    """
    if max(len(got), len(wanted)) > _MOST_PARTS:
        return None
    order: list[int | None] = []
    start = 0
    for value in wanted:
        index = next((index for index in range(start, len(got)) if same(got[index], value)), None)
        order.append(index)
        start = start if index is None else index + 1
    right = sum(index is not None for index in order)
    return order if right == min(len(got), len(wanted)) > 0 else None


def only_right_part(got: Any, wanted: Any, same: Same) -> int | None:
    """The index of the one right value among several where that value alone is asked for."""
    if type(got) is not tuple or not 2 <= len(got) <= _MOST_PARTS or not _telling(wanted):
        return None
    right = [index for index, part in enumerate(got) if same(part, wanted)]
    return right[0] if len(right) == 1 else None


def key_of_value(got: Mapping[Any, Any], wanted: Mapping[Any, Any], key: Any, same: Same) -> str | None:
    """The one key, not asked for itself, under which a value stands whose key is missing."""
    if len(got) > _MOST_KEYS or not _telling(wanted[key]):
        return None
    others = [other for other, value in got.items() if other not in wanted and same(value, wanted[key])]
    return others[0] if len(others) == 1 and _can_be_shown(others[0]) else None


def key_spelled_otherwise(got: Mapping[Any, Any], key: Any) -> str | None:
    """The one key that differs from a missing one in capital letters only, or in spaces and underscores around it."""
    if type(key) is not str:
        return None
    others = [other for other in got if _can_be_shown(other) and _plain(other) == _plain(key)]
    return others[0] if len(others) == 1 else None


def _can_be_shown(key: Any) -> bool:
    return type(key) is str and len(key) <= _MOST_CHARACTERS and key.isprintable()


def _plain(key: str) -> str:
    return key.casefold().strip(" _")


def _telling(value: Any) -> bool:
    """Whether there is more in a right value than zeros, ones and truth values."""
    if isinstance(value, str):
        return len(value) > 1
    if isinstance(value, (tuple, list)):
        return any(map(_telling, value))
    if isinstance(value, dict):
        return any(map(_telling, value.values()))
    numbers = np.asarray(value)
    return numbers.dtype.kind in "iufc" and not bool(np.isin(numbers, (-1, 0, 1)).all())
