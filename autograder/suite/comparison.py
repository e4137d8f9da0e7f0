"""Holds an answer against the expected one: type, then shape, dtype kind, finiteness, then values.

The expected value decides what is asked for and how exact it must be; nothing about the comparison depends on the
student's value. Comparing in this order matters: `np.allclose` calls an empty array equal to any scalar, broadcasting
lets a wrong shape pass, and a NaN slips through every test that is written as "not larger than".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from autograder.model import Text
from autograder.suite.describe import describe, describe_type
from autograder.suite.failures import text

Kind = Literal["int", "float", "bool"]
_KINDS = {"int": "iu", "float": "f", "bool": "b"}
_KIND_KO = {"int": "정수", "float": "실수", "bool": "불리언"}


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a value may lie from the expected one: `atol + rtol * abs(expected)`.

    Args:
        rtol: relative part.
        atol: absolute part.
        why: where the two numbers come from; never empty.

    Raises:
        ValueError: `why` is empty, or a part is negative or not finite.
    """

    rtol: float
    atol: float
    why: str

    def __post_init__(self) -> None:
        if not self.why.strip():
            raise ValueError("a tolerance says why it is what it is")
        if not all(np.isfinite(part) and part >= 0 for part in (self.rtol, self.atol)):
            raise ValueError("a tolerance is finite and not negative")


EXACT = Tolerance(0.0, 0.0, "whole numbers, names and truth values have no rounding")


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why an answer is not the expected one: for the instructor, and for the student."""

    message: str
    hint: Text


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
    if expected is None:
        return None if actual is None else _wrong_type(actual, "None", "None")
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
        return got
    return _numbers(got, wanted, tolerance, kind, nan_is_equal)


def as_numbers(actual: Any, *, want_array: bool) -> np.ndarray[Any, Any] | Mismatch:
    """The answer as an array, or why it is not one. NumPy scalars and 0-d arrays count as numbers."""
    if type(actual) is np.ndarray and (want_array or actual.ndim == 0):
        return actual
    if not want_array and isinstance(actual, (bool, int, float, complex, np.generic)):
        try:
            return np.asarray(float(actual) if type(actual) is int and actual.bit_length() > 62 else actual)
        except OverflowError:
            return Mismatch(
                f"got {describe(actual)}", text(en="The number is far too large.", ko="수가 지나치게 큽니다.")
            )
    if want_array:
        return _wrong_type(actual, "a NumPy array", "넘파이 배열")
    if type(actual) is np.ndarray:
        return Mismatch(
            f"got an array of shape {actual.shape}, expected a single number",
            text(en=f"The answer is an array of shape {actual.shape}; a single number is asked for.",
                 ko=f"결과가 형상 {actual.shape}인 배열입니다. 하나의 수가 필요합니다."),
        )  # fmt: skip
    return _wrong_type(actual, "a number", "수")


def _wrong_type(actual: Any, wanted_en: str, wanted_ko: str) -> Mismatch:
    got = describe_type(actual)
    if actual is None and wanted_en != "None":
        hint = text(
            en=f"Nothing was returned; {wanted_en} is asked for. Is a return statement missing?",
            ko=f"아무것도 반환하지 않았습니다. {wanted_ko}이(가) 필요합니다. return 문을 빠뜨리지 않았나요?",
        )
    else:
        hint = text(en=f"The answer is of type {got}; {wanted_en} is asked for.",
                    ko=f"결과의 타입이 {got}입니다. {wanted_ko}이(가) 필요합니다.")  # fmt: skip
    return Mismatch(f"got {describe(actual)} of type {got}, expected {wanted_en}", hint)


def _text(actual: Any, expected: str) -> Mismatch | None:
    if type(actual) is not str:
        return _wrong_type(actual, "text", "문자열")
    if actual == expected:
        return None
    return Mismatch(f"got {describe(actual)}, expected {expected!r}",
                    text(en=f"The answer {describe(actual)} is not the right one.",
                         ko=f"{describe(actual)}은(는) 맞는 답이 아닙니다."))  # fmt: skip


def _truth(actual: Any, expected: bool) -> Mismatch | None:
    if type(actual) is np.ndarray and actual.ndim == 0:
        actual = actual[()]
    if not isinstance(actual, (bool, np.bool_)):
        return _wrong_type(actual, "True or False", "True 또는 False")
    if bool(actual) is expected:
        return None
    return Mismatch(f"got {bool(actual)}, expected {expected}",
                    text(en="The truth value is the wrong one.", ko="참과 거짓이 뒤바뀌었습니다."))  # fmt: skip


def _dict(
    actual: Any, expected: dict[Any, Any], tolerance: Tolerance, kind: Kind | None, nan_is_equal: bool
) -> Mismatch | None:
    if type(actual) is not dict:
        return _wrong_type(actual, "a dict", "딕셔너리")
    for key, value in expected.items():
        if key not in actual:
            return Mismatch(f"key {key!r} is missing, got keys {describe(list(actual))}",
                            text(en=f"The key {key!r} is missing.", ko=f"키 {key!r}이(가) 없습니다."))  # fmt: skip
        found = compare(actual[key], value, tolerance, kind=kind, nan_is_equal=nan_is_equal)
        if found is not None:
            return Mismatch(f"[{key!r}]: {found.message}", _within(found.hint, f"[{key!r}]"))
    return None


def _sequence(
    actual: Any, expected: Sequence[Any], tolerance: Tolerance, kind: Kind | None, nan_is_equal: bool
) -> Mismatch | None:
    if not (type(actual) in (tuple, list) or (type(actual) is np.ndarray and actual.ndim > 0)):
        return _wrong_type(actual, f"a tuple of {len(expected)}", f"원소 {len(expected)}개의 튜플")
    if len(actual) != len(expected):
        return Mismatch(f"got {len(actual)} values, expected {len(expected)}",
                        text(en=f"There are {len(actual)} values; {len(expected)} are asked for.",
                             ko=f"값이 {len(actual)}개입니다. {len(expected)}개가 필요합니다."))  # fmt: skip
    for index, (got, wanted) in enumerate(zip(actual, expected, strict=True)):
        found = compare(got, wanted, tolerance, kind=kind, nan_is_equal=nan_is_equal)
        if found is not None:
            return Mismatch(f"[{index}]: {found.message}", _within(found.hint, f"[{index}]"))
    return None


def _within(hint: Text, place: str) -> Text:
    return Text(f"{place}: {hint.en}", f"{place}: {hint.ko}")


def _numbers(
    got: np.ndarray[Any, Any], wanted: np.ndarray[Any, Any], tolerance: Tolerance, kind: Kind | None, nan_is_equal: bool
) -> Mismatch | None:
    if got.shape != wanted.shape:
        return Mismatch(f"got shape {got.shape}, expected {wanted.shape}",
                        text(en=f"The shape is {got.shape}; {wanted.shape} is asked for.",
                             ko=f"형상이 {got.shape}입니다. {wanted.shape}이어야 합니다."))  # fmt: skip
    if kind is not None and got.dtype.kind not in _KINDS[kind]:
        return Mismatch(f"got dtype {got.dtype}, expected {kind}",
                        text(en=f"The numbers are of dtype {got.dtype}; {kind} is asked for.",
                             ko=f"dtype이 {got.dtype}입니다. {_KIND_KO[kind]}형이어야 합니다."))  # fmt: skip
    if got.dtype.kind not in "biuf" and wanted.dtype.kind in "biuf":
        return Mismatch(f"got dtype {got.dtype}, expected real numbers",
                        text(en="The numbers are complex; real ones are asked for.",
                             ko="복소수가 아니라 실수여야 합니다."))  # fmt: skip
    exact = np.complex128 if wanted.dtype.kind == "c" else np.float64
    return _values(got.astype(exact), wanted.astype(exact), tolerance, nan_is_equal)


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
        return Mismatch(message, text(en="There is a NaN or an infinity in the answer. Where does it come from?",
                                      ko="결과에 NaN이나 무한대가 있습니다. 어디에서 생겼을까요?"))  # fmt: skip
    if wrong.size == 1:
        return Mismatch(message, text(en="The value is not right.", ko="값이 맞지 않습니다."))
    return Mismatch(message, text(en=f"{int(wrong.sum())} of {wrong.size} values are not right.",
                                  ko=f"{wrong.size}개 값 가운데 {int(wrong.sum())}개가 맞지 않습니다."))  # fmt: skip
