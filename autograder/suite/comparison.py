"""Holds an answer against the expected one: type, then shape, dtype kind, finiteness, then values.

The expected value decides what is asked for and how exact it must be; nothing about the comparison depends on the
student's value. Comparing in this order matters: `np.allclose` calls an empty array equal to any scalar, broadcasting
lets a wrong shape pass, and a NaN slips through every test that is written as "not larger than". The form of the whole
answer comes before any of its values: what is said of the values of a list with a None in it would be a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Literal

import numpy as np

from autograder.model import ENGLISH, NO_TEXT, Text
from autograder.suite.describe import describe, describe_with_type, own_form
from autograder.suite.forms import (
    Arranged,
    Form,
    is_overlooked,
    part_alone,
    renamed,
    to_kind,
    to_shape,
    under_keys,
    with_all_digits,
    with_right_spelling,
    without_keys,
)
from autograder.suite.likeness import cut_short, cut_to_whole, right_digits, same_numbers
from autograder.suite.misplaced import aligned, key_of_value, key_spelled_otherwise, only_right_part, order_of
from autograder.wording import said

Kind = Literal["int", "float", "bool"]
_KINDS = {"int": "iu", "float": "f", "bool": "b"}


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a value may lie from the expected one: `atol + rtol * abs(expected)`.

    Args:
        rtol: relative part.
        atol: absolute part.
        why: why right answers come that near and wrong ones do not; never empty.

    Raises:
        ValueError: `why` is empty, or a part is negative or not finite.
    """

    rtol: float = 1e-6
    atol: float = 1e-8
    why: str = ""

    def __post_init__(self) -> None:
        if not self.why.strip():
            raise ValueError("a tolerance says why it is what it is")
        if not all(np.isfinite(part) and part >= 0 for part in (self.rtol, self.atol)):
            raise ValueError("a tolerance is finite and not negative")


EXACT = Tolerance(0.0, 0.0, "whole numbers, names and truth values have no rounding")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why an answer is not the expected one: for the instructor, and for the student.

    Args:
        message: for the instructor.
        hint: for the student.
        of_form: the answer is of another form than the expected one, so that nothing can be said of its values.
        form: the other form in which it may be right.
        path: the indices and keys that lead to the part of the answer, as code.
        told: what is told of that part, without its place.
    """

    message: str
    hint: Text
    of_form: bool = False
    form: Form | None = None
    path: str = ""
    told: Text = NO_TEXT

    def within(self, index: str, place: Text) -> Mismatch:
        """The same of a part of the answer; its place as code, and in words unless it is a part's part."""
        path, told = index + self.path, self.told or self.hint
        where = said("places.path", path=path) if self.path else place
        hint = said("places.at", place=where, told=told)
        return replace(self, message=f"{index}: {self.message}", hint=hint, path=path, told=told)


def compare_calls(
    answers: Sequence[Any], expected: Sequence[Any], tolerance: Tolerance, *, kind: Kind | None = None
) -> Mismatch | None:
    """The same of the answers to several calls. Which call is ours to know; that others went well is said."""
    found = [compare(got, wanted, tolerance, kind=kind) for got, wanted in zip(answers, expected, strict=True)]
    wrong = [(index, one) for index, one in enumerate(found) if one is not None]
    if not wrong:
        return None
    index, first = next((pair for pair in wrong if pair[1].of_form), wrong[0])
    alike = len(wrong) == len(found) and all(one.hint == first.hint for _, one in wrong)
    hint = first.hint if alike else said("places.at", place=said("places.some_calls"), told=first.hint)
    return Mismatch(f"[{index}]: {first.message}", hint, first.of_form, first.form)


def compare(
    actual: Any, expected: Any, tolerance: Tolerance, *, kind: Kind | None = None, nan_is_equal: bool = False
) -> Mismatch | None:
    """None if `actual` is `expected`, else the first difference.

    Args:
        actual: what came from the student, hostile.
        expected: a number, array, text, bool, None, or tuples, lists and dicts of these.
        tolerance: for numbers.
        kind: the dtype kind that is asked for, if any.
        nan_is_equal: NaN matches NaN; only for recognising wrong answers.
    """
    found = _compare(actual, expected, tolerance, kind, nan_is_equal)
    if found is None or not found.of_form or isinstance(expected, (tuple, list)):
        return found
    index = only_right_part(actual, expected, _same(tolerance, kind, nan_is_equal))
    if index is None:
        return found
    hint = said("form.one_of_them", own=own_form(actual), place=_ordinal(index))
    form = part_alone(index, len(actual))
    return Mismatch(f"{found.message}; [{index}] is the right one", hint, of_form=True, form=form)


def with_right_others(actual: Any, expected: Any, part: Any) -> Any:
    """An answer of several parts, put right where it is not at this index or key, or at one of a list of them.

    A tuple is the way to parts of a part: `(0, ["W1", "B1"])`.
    """
    if type(part) is tuple:
        outer, inner = part
        found = with_right_others(actual, expected, outer)
        for at in (outer if type(outer) is list else [outer]) if found is not actual else ():
            if type(found) is list or at in found:
                found[at] = with_right_others(found[at], expected[at], inner)
        return found
    parts = part if type(part) is list else [part]
    if type(actual) is dict is type(expected):
        return actual | {key: value for key, value in expected.items() if key not in parts}
    sequence = type(actual) in (tuple, list) or (type(actual) is np.ndarray and actual.ndim > 0)
    if type(expected) is dict or not sequence or len(actual) != len(expected):
        return actual
    return [got if index in parts else expected[index] for index, got in enumerate(actual)]


def _compare(
    actual: Any, expected: Any, tolerance: Tolerance, kind: Kind | None, nan_is_equal: bool
) -> Mismatch | None:
    if expected is None:
        return None if actual is None else _wrong_type(actual, said("form.none"))
    if isinstance(expected, str):
        return _text(actual, expected)
    if isinstance(expected, (bool, np.bool_)):
        return _truth(actual, bool(expected))
    if isinstance(expected, dict):
        return _dict(actual, expected, tolerance, kind, nan_is_equal)
    if isinstance(expected, (tuple, list)):
        return _sequence(actual, expected, tolerance, kind, nan_is_equal)
    wanted = np.asarray(expected)
    got = as_numbers(actual, want_array=wanted.ndim > 0)
    if isinstance(got, Mismatch):
        return _with_right_numbers(got, actual, wanted, tolerance)
    return _numbers(got, wanted, tolerance, kind, nan_is_equal)


def as_numbers(actual: Any, *, want_array: bool) -> np.ndarray[Any, Any] | Mismatch:
    """The answer as an array, or why it is not one. NumPy scalars and 0-d arrays count as numbers."""
    if type(actual) is np.ndarray and (want_array or actual.ndim == 0):
        return actual
    if not want_array and isinstance(actual, (bool, int, float, complex, np.generic)):
        try:
            return np.asarray(float(actual) if type(actual) is int and actual.bit_length() > 62 else actual)
        except OverflowError:
            return Mismatch(f"got {describe(actual)}", said("form.too_large"))
    form = to_kind(actual, want_array=want_array)
    if want_array:
        return replace(_wrong_type(actual, said("form.an_array")), form=form)
    if type(actual) is np.ndarray:
        wanted = said("form.a_number")
        return Mismatch(
            f"got an array of shape {actual.shape}, expected a single number",
            said("form.type", own=own_form(actual), wanted=wanted),
            of_form=True,
            form=form,
        )
    return replace(_wrong_type(actual, said("form.a_number")), form=form)


def _wrong_type(actual: Any, form: Text) -> Mismatch:
    """What came instead of the form that is asked for."""
    nothing = actual is None and form != said("form.none")
    key = "form.nothing" if nothing else "form.type"
    hint = said(key, wanted=form) if nothing else said(key, own=own_form(actual), wanted=form)
    return Mismatch(f"got {describe_with_type(actual)}, expected {form.in_language(ENGLISH)}", hint, of_form=True)


def _with_right_numbers(found: Mismatch, actual: Any, wanted: np.ndarray[Any, Any], tolerance: Tolerance) -> Mismatch:
    """A mismatch of form; where the numbers are right it is said so."""
    if not found.of_form or not same_numbers(actual, wanted, tolerance.rtol, tolerance.atol):
        return found
    asked = said("form.an_array_of", shape=wanted.shape) if wanted.ndim else said("form.a_number")
    hint = said("form.right", own=own_form(actual), wanted=asked)
    return replace(found, message=f"{found.message}; the numbers are right", hint=hint)


def _text(actual: Any, expected: str) -> Mismatch | None:
    if type(actual) is not str:
        return _wrong_type(actual, said("form.a_text"))
    if actual == expected:
        return None
    form = with_right_spelling if _letters(actual) == _letters(expected) != "" else None
    if is_overlooked(form):
        return None
    hint = said("values.text" if form is None else "values.spelling", got=describe(actual))
    return Mismatch(f"got {describe(actual)}, expected {expected!r}", hint, form=form)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _truth(actual: Any, expected: bool) -> Mismatch | None:
    if type(actual) is np.ndarray and actual.ndim == 0:
        actual = actual[()]
    if not isinstance(actual, (bool, np.bool_)):
        return _wrong_type(actual, said("form.a_truth"))
    if bool(actual) is expected:
        return None
    return Mismatch(f"got {bool(actual)}, expected {expected}",
                    said("values.truth"))  # fmt: skip


def _same(tolerance: Tolerance, kind: Kind | None, nan_is_equal: bool) -> Callable[[Any, Any], bool]:
    """Whether a part of an answer is a right value; what else could be told of it is not looked for."""
    return lambda got, wanted: _compare(got, wanted, tolerance, kind, nan_is_equal) is None


def _all_same(got: Collection[Any], wanted: Collection[Any], same: Callable[[Any, Any], bool]) -> bool:
    return len(got) == len(wanted) > 1 and all(map(same, got, wanted))


def missing_keys(actual: dict[Any, Any], holders: Mapping[Any, str | None]) -> Mismatch:
    """The first of the keys that are not there; said is under which its value is, or one that is nearly the same.

    Args:
        actual: what came.
        holders: by missing key the one under which its value is, if that is known.
    """
    key, holder = next(iter(holders.items()))
    others = {key: holder or key_spelled_otherwise(actual, key) for key, holder in holders.items()}
    names = {other: key for key, other in others.items() if other is not None}
    form = renamed(names) if len(names) == len(others) else None
    message = f"key {key!r} is missing, got keys {describe(list(actual))}"
    if holder is not None:
        message += f"; the right value stands under {holder!r}"
        return Mismatch(message, said("form.key_of_value", key=key, other=holder), of_form=True, form=form)
    other = others[key]
    hint = said("form.key", key=key) if other is None else said("form.key_like", key=key, other=other)
    return Mismatch(message, hint, of_form=True, form=form)


def _dict(
    actual: Any, expected: dict[Any, Any], tolerance: Tolerance, kind: Kind | None, nan_is_equal: bool
) -> Mismatch | None:
    same = _same(tolerance, kind, nan_is_equal)
    if type(actual) is not dict:
        found = _wrong_type(actual, said("form.a_dict"))
        alike = type(actual) in (tuple, list) and _all_same(actual, expected.values(), same)
        return _right_values(found, actual, said("form.a_dict"), under_keys(list(expected))) if alike else found
    missing = {key: key_of_value(actual, expected, key, same) for key in expected if key not in actual}
    if missing:
        return missing_keys(actual, missing)
    parts = _first(
        (
            f"[{key!r}]",
            partial(said, "places.key", key=key),
            actual[key],
            compare(actual[key], value, tolerance, kind=kind, nan_is_equal=nan_is_equal),
        )
        for key, value in expected.items()
    )
    keys, values = list(expected), list(expected.values())
    order = None if parts is None else order_of([actual[key] for key in keys], values, same)
    if parts is None or order is None:
        return parts
    key = next(key for key in keys if not same(actual[key], expected[key]))
    message = f"{parts.message}; the right values under other keys"
    form = renamed({keys[index]: key for key, index in zip(keys, order, strict=True)})
    return Mismatch(message, said("values.keys", key=key), parts.of_form, form)


def _are_numbers(values: Sequence[Any]) -> bool:
    return all(isinstance(value, (int, float, np.number)) and not isinstance(value, bool) for value in values)


def _right_values(found: Mismatch, actual: Any, asked: Text, form: Form) -> Mismatch:
    hint = said("form.right_values", own=own_form(actual), wanted=asked)
    return Mismatch(f"{found.message}; the values are right", hint, of_form=True, form=form)


def _sequence(
    actual: Any, expected: Sequence[Any], tolerance: Tolerance, kind: Kind | None, nan_is_equal: bool
) -> Mismatch | None:
    same = _same(tolerance, kind, nan_is_equal)
    if not (type(actual) in (tuple, list) or (type(actual) is np.ndarray and actual.ndim > 0)):
        found = _wrong_type(actual, _form_of(expected))
        if type(actual) is dict and _all_same(actual.values(), expected, same):
            return _right_values(found, actual, _form_of(expected), without_keys)
        places = [index for index, value in enumerate(expected) if same(actual, value)]
        if type(expected) is not tuple or len(places) != 1:
            return found
        order: list[int | None] = [0 if index == places[0] else None for index in range(len(expected))]
        return replace(found, form=Arranged(tuple(order), 1))
    if len(actual) != len(expected):
        if type(actual) is np.ndarray:  # one array for all of them: how long it is says nothing of how many there are
            return _wrong_type(actual, _form_of(expected))
        message = f"got {len(actual)} values, expected {len(expected)}"
        which = aligned(actual, expected, same) if type(expected) is tuple else None
        form = None if which is None else Arranged(tuple(which), len(actual))
        return Mismatch(message, said("form.length", got=len(actual), wanted=len(expected)), of_form=True, form=form)
    parts = _first(
        (
            f"[{index}]",
            partial(_ordinal, index),
            got,
            compare(got, wanted, tolerance, kind=kind, nan_is_equal=nan_is_equal),
        )
        for index, (got, wanted) in enumerate(zip(actual, expected, strict=True))
    )
    other = None if parts is None else order_of(list(actual), expected, same)
    if parts is None or other is None:
        return parts
    form = Arranged(tuple(other), len(other)) if type(expected) is tuple else None  # a list may be of several calls
    return Mismatch(f"{parts.message}; the right values in another order", said("values.order"), parts.of_form, form)


def _form_of(expected: Sequence[Any]) -> Text:
    kind = "a_tuple" if type(expected) is tuple else "a_list_of_numbers" if _are_numbers(expected) else "a_list"
    return said(f"form.{kind}", size=len(expected))


def _ordinal(index: int) -> Text:
    """Which of several values, in words: people count from 1."""
    return said(f"places.value_{index + 1}") if index < 5 else said("places.value", number=index + 1)


def _first(parts: Iterable[tuple[str, Callable[[], Text], Any, Mismatch | None]]) -> Mismatch | None:
    """The first part of another form, else the first of another value. Most parts are right, and need no words."""
    first: Mismatch | None = None
    for index, place, part, found in parts:
        if found is not None and part is None:  # something was returned: this part of it is missing
            found = replace(found, hint=said("form.none_inside"))
        if found is not None and found.of_form:
            return found.within(index, place())
        if found is not None and first is None:
            first = found.within(index, place())
    return first


def _numbers(
    got: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any], tolerance: Tolerance, kind: Kind | None, nan_is_equal: bool
) -> Mismatch | None:
    if got.shape != wanted.shape:
        hint = said("form.shape", got=got.shape, wanted=wanted.shape)
        form = to_shape(got.shape, wanted.shape)
        other_shape = Mismatch(f"got shape {got.shape}, expected {wanted.shape}", hint, of_form=True, form=form)
        return _with_right_numbers(other_shape, got, wanted, tolerance)
    if kind is not None and got.dtype.kind not in _KINDS[kind]:
        hint = said("form.dtype", got=got.dtype, wanted=said(f"form.{kind}"))
        return Mismatch(f"got dtype {got.dtype}, expected {kind}", hint, of_form=True)
    if got.dtype.kind not in "biuf" and wanted.dtype.kind in "biuf":
        return Mismatch(f"got dtype {got.dtype}, expected real numbers", said("form.complex"), of_form=True)
    exact = np.complex128 if wanted.dtype.kind == "c" else np.float64
    found = _values(got.astype(exact), wanted.astype(exact), tolerance, nan_is_equal)
    told = None if found is None else _told_by_digits(found, got, wanted, tolerance)
    return None if told is None or is_overlooked(told.form) else told


def _told_by_digits(
    found: Mismatch, got: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any], tolerance: Tolerance
) -> Mismatch:
    """A mismatch of values, or of form where every number is the right one but for its last digits or its decimals."""
    if wanted.dtype.kind not in "biuf":
        return found
    if got.dtype.kind == "f" and wanted.size and np.isnan(got).all():
        hint = said("form.all_nan") if wanted.size > 1 else said("form.a_nan")
        return Mismatch(found.message, hint, of_form=True)
    if got.dtype.kind == "b" and wanted.dtype.kind == "f" and not np.isin(wanted, (0.0, 1.0)).all():
        one = said("form.type", own=said("own.truth"), wanted=said("form.a_number"))
        return Mismatch(found.message, one if wanted.ndim == 0 else said("form.truth_values"), of_form=True)
    if cut_to_whole(got, wanted):
        return Mismatch(found.message, said("form.cut", dtype=got.dtype), of_form=True)
    if cut_short(got, wanted):  # as far as it shows: another mistake may lead to the same number
        return Mismatch(found.message, said("values.cut"))
    digits = right_digits(got, wanted, tolerance.rtol, tolerance.atol)
    if not digits:
        return found
    short = (got.dtype.itemsize, digits) in ((2, 3), (4, 7))
    hint = said("form.short_float", digits=digits, dtype=got.dtype) if short else said("form.digits", digits=digits)
    return Mismatch(found.message, hint, of_form=True, form=with_all_digits)


def _values(
    got: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any], tolerance: Tolerance, nan_is_equal: bool
) -> Mismatch | None:
    if (got == wanted).all():  # most right answers are, and need no more
        return None
    with np.errstate(all="ignore"):
        near = np.abs(got - wanted) <= tolerance.atol + tolerance.rtol * np.abs(wanted)
    right = np.where(np.isfinite(wanted), near & np.isfinite(got), got == wanted)
    if nan_is_equal:
        right |= np.isnan(got) & np.isnan(wanted)
    if right.all():
        return None
    wrong = ~right
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = f"index {index if len(index) > 1 else index[0]}: " if index else ""
    count = f" ({int(wrong.sum())} of {wrong.size} values differ)" if wrong.size > 1 else ""
    allowed = tolerance.atol + tolerance.rtol * float(abs(wanted[index]))
    message = f"{place}got {got[index]:.10g}, expected {wanted[index]:.10g} ± {allowed:.2g}{count}"
    odd = wrong & ~np.isfinite(got)
    if odd.any():
        return Mismatch(message, said("form.not_finite"))  # fmt: skip
    if wrong.size == 1:
        return Mismatch(message, said("values.one"))
    return Mismatch(message, said("values.several", wrong=int(wrong.sum()), size=wrong.size))  # fmt: skip
