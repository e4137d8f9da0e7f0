"""Other forms of an answer: arrays for lists, a number for one in an array or a text, one axis more or less, the order
or the keys that are asked for, all digits.

A mismatch of form says with which of them the answer would have the form that is asked for, if one would do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

_REAL = "biuf"
_MOST_NUMBERS = 1_000_000
"""In lists that are put into an array: what a host holds of an answer stays bounded. Tests ask for far fewer."""
Array = npt.NDArray[Any]
_NUMBER = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*")
_MOST_CHARACTERS = 40
Form = Callable[[Any], Any]
"""Puts a value into another form; what cannot be put into it stays as it is."""
_overlooked: ContextVar[Form | None] = ContextVar("_overlooked", default=None)


def arrays_for_lists(value: Any) -> Any:
    """The same with arrays in place of lists and tuples of numbers, also of tables of them."""
    return _of_parts(value, _array_for_list)


def _array_for_list(value: Any) -> Any:
    if type(value) in (list, tuple) and _numbers_in(value) <= _MOST_NUMBERS:
        with suppress(ValueError):  # rows of several lengths
            numbers = np.array(value)
            if numbers.dtype.kind in _REAL:
                return numbers
    return value


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
    return _of_parts(value, _number_for_lone)


def _number_for_lone(value: Any) -> Any:
    kind = type(value)
    if kind is list or kind is tuple:
        return value[0] if len(value) == 1 and isinstance(value[0], (int, float, np.number)) else value
    return value.item() if kind is np.ndarray and value.size == 1 and value.dtype.kind in _REAL else value


def without_first_axis(value: Any) -> Any:
    """The same with arrays (1, n, ...) as (n, ...); one of a single axis stays an array."""
    return _of_arrays(value, lambda array: array[0] if array.ndim > 1 and array.shape[0] == 1 else array)


def without_last_axis(value: Any) -> Any:
    """The same with arrays (..., n, 1) as (..., n); one of a single axis stays an array."""
    return _of_arrays(value, lambda array: array[..., 0] if array.ndim > 1 and array.shape[-1] == 1 else array)


def with_first_axis(value: Any) -> Any:
    """The same with arrays (...) as (1, ...)."""
    return _of_arrays(value, lambda array: array[None])


def with_last_axis(value: Any) -> Any:
    """The same with arrays (...) as (..., 1)."""
    return _of_arrays(value, lambda array: array[..., None])


def transposed(value: Any) -> Any:
    """The same with rows of tables for columns."""
    return _of_arrays(value, lambda array: array.T if array.ndim == 2 else array)


def _of_arrays(value: Any, other: Callable[[Array], Any]) -> Any:
    """The same with something else in place of arrays, wherever they stand."""
    return _of_parts(value, lambda part: other(part) if type(part) is np.ndarray else part)


def _of_parts(value: Any, other: Form) -> Any:
    """Another form of a value; where it is the value itself, of what is in it."""
    changed, kind = other(value), type(value)
    if changed is not value:
        return changed
    if kind is dict:
        return {key: _of_parts(item, other) for key, item in value.items()}
    if kind is list or kind is tuple:
        return kind(_of_parts(item, other) for item in value)
    return value


def number_in(text: str) -> float | None:
    """The number that a text is, if it is one."""
    return float(text) if len(text) <= _MOST_CHARACTERS and _NUMBER.fullmatch(text) else None


def numbers_for_texts(value: Any) -> Any:
    """The same with numbers in place of texts that are numbers."""

    def number(part: Any) -> Any:
        found = number_in(part) if type(part) is str else None
        return part if found is None else found

    return _of_parts(value, number)


def part_alone(index: int, size: int) -> Form:
    """The form in which one of so many values stands for a tuple of them."""
    return lambda value: value[index] if type(value) is tuple and len(value) == size else value


@dataclass(frozen=True, slots=True)
class Arranged:
    """The form in which tuples of so many values have them in another order; a value that is no tuple is one of one.

    Args:
        order: for each place the index of the value that belongs there; None for one that did not come.
        size: how many came.
    """

    order: tuple[int | None, ...]
    size: int

    def __call__(self, value: Any) -> Any:
        values = value if type(value) in (tuple, list) else (value,)
        fits = len(values) == self.size
        return tuple(None if index is None else values[index] for index in self.order) if fits else value

    @property
    def complete(self) -> bool:
        """Whether all values came."""
        return None not in self.order


def renamed(names: Mapping[Any, Any]) -> Form:
    """The form in which dicts that have all these keys have others for them."""

    def form(value: Any) -> Any:
        fits = type(value) is dict and names.keys() <= value.keys()
        return {names.get(key, key): item for key, item in value.items()} if fits else value

    return form


def under_keys(keys: Sequence[Any]) -> Form:
    """The form in which tuples of as many values are dicts with these keys."""

    def form(value: Any) -> Any:
        fits = type(value) in (tuple, list) and len(value) == len(keys)
        return dict(zip(keys, value, strict=True)) if fits else value

    return form


def without_keys(value: Any) -> Any:
    """The same as a tuple, if it is a dict."""
    return tuple(value.values()) if type(value) is dict else value


def with_all_digits(value: Any) -> Any:
    """The same: nobody knows the digits that are missing, and a comparison has to overlook that they are."""
    return value


def with_right_spelling(value: Any) -> Any:
    """The same: a comparison has to overlook how a text is spelled."""
    return value


@contextmanager
def overlooking(form: Form) -> Iterator[None]:
    """Let comparisons take for right what is so but for this form."""
    before = _overlooked.set(form)
    try:
        yield
    finally:
        _overlooked.reset(before)


def is_overlooked(form: Form | None) -> bool:
    """Whether a comparison takes for right what is so but for this form, into which nothing can put it."""
    return form in (with_all_digits, with_right_spelling) and form is _overlooked.get()


def to_kind(value: Any, *, want_array: bool) -> Form | None:
    """The form with which a value of another type may be an array, or a number; None if there is none."""
    if type(value) in (list, tuple):
        return arrays_for_lists if want_array else numbers_for_lone
    if type(value) is str:
        return None if want_array else numbers_for_texts
    return numbers_for_lone if type(value) is np.ndarray and value.size == 1 and not want_array else None


def to_shape(shape: tuple[int, ...], wanted: tuple[int, ...]) -> Form | None:
    """The form with which an array may be of another shape; None if there is none.

    A bias (1, 1) for (1,) stands beside others (1, h) for (h,), and beside weights (h, 1): it loses its first axis.
    """
    forms: dict[tuple[int, ...], Form] = {(*wanted, 1): without_last_axis, (1, *wanted): without_first_axis}
    if len(wanted) == 2:
        forms[wanted[::-1]] = transposed
    if not wanted:
        forms[(1,)] = numbers_for_lone
    if wanted[:1] == (1,):
        forms[wanted[1:]] = with_first_axis
    if wanted[-1:] == (1,):
        forms[wanted[:-1]] = with_last_axis
    return forms.get(shape)
