"""What hidden tests call: compare an answer, or take it in plain form, or fail with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.model import Evidence
from autograder.protocol.values import StudentRaised
from autograder.suite.answers import Answer, asked_for, given_before, plain, told_of
from autograder.suite.comparison import (
    EXACT,
    Kind,
    Mismatch,
    Tolerance,
    as_numbers,
    compare,
    compare_calls,
    missing_keys,
    with_right_others,
)
from autograder.suite.describe import describe, describe_form, describe_with_type
from autograder.suite.drawing import shapes_apart
from autograder.suite.errors import what_stopped
from autograder.suite.failures import NO_HINT, StudentFailure, require
from autograder.suite.figures import Figure
from autograder.suite.forms import to_shape
from autograder.suite.hints import Told
from autograder.suite.misconceptions import Match, Misconception, has_passed, passed_before
from autograder.suite.proving import Asked, Proof
from autograder.suite.proxy import Observation, RemoteObject, an_object
from autograder.wording import said


def check(
    actual: Any,
    expected: Any,
    tolerance: Tolerance,
    misconceptions: Sequence[Misconception] = (),
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    kind: Kind | None = None,
    part: Any = None,
) -> Any:
    """Fail unless `actual` is `expected` within the tolerance.

    Args:
        actual: the student's answer; a list of answers to as many calls.
        expected: the right one; its type decides what is asked for.
        tolerance: how far numbers may lie apart.
        misconceptions: tried in order on a mismatch; on one of form, only those that are about form.
        args: the arguments of the call, for the misconceptions' models.
        kwargs: its keyword arguments.
        kind: the dtype kind that is asked for, if any.
        part: the index or key that this test charges, a list of them, or `(index, those within)`; others may be wrong.

    Returns:
        The answer, which may be computed with.

    Raises:
        StudentFailure: it is not.
    """
    asked, came = asked_for(actual), actual
    actual, args, kwargs = plain(actual), plain(list(args)), plain(dict(kwargs or {}))
    several = type(came) is list is type(expected)  # the answers to several calls, which a test collected
    found = whole = (compare_calls if several else compare)(actual, expected, tolerance, kind=kind)
    if whole is not None and part is not None:
        found = compare(with_right_others(actual, expected, part), expected, tolerance, kind=kind)
        found = found and (found if whole.path else whole)  # what is said of all parts says more
    if found is None or whole is None:
        if misconceptions:
            has_passed(Match(actual, expected, misconceptions, args, kwargs, tolerance, kind))
        return actual
    evidence = Evidence(got=describe_form(actual), plot=shapes_apart(actual, expected))
    of_form = found.of_form or whole.of_form
    possible = [known for known in misconceptions if known.about_form or not of_form]
    match = Match(actual, expected, possible, args, kwargs, tolerance, kind, passed_before())
    known, message = match.first(), found.message
    if known is not None:
        proof = Proof(asked, match, found.hint) if asked is not None and known.has_model else None
        rivals = () if proof is not None and proof.possible else match.undecided()
        if not rivals:
            raise StudentFailure(message, known.hint, known.id, evidence, form=found.form, proof=proof)
        message = f"{message}; it may be {' or '.join(rivals)}"
    given = given_before(came)  # an argument that is to be altered, but not so, is told like any other answer
    to_stay = found.of_form and (given is None or compare(given, expected, tolerance, kind=kind) is None)
    hint = told_of(came, found.hint, of_form=to_stay)
    raise StudentFailure(message, hint, evidence=evidence, of_form=found.of_form, form=found.form)


def check_unchanged(observation: Observation, hint: Told = NO_HINT) -> None:
    """Fail if the call altered one of its arguments.

    Raises:
        StudentFailure: it did.
    """
    if observation.changed:
        which = ", ".join(str(index + 1) for index in sorted(observation.changed))
        several = len(observation.changed) > 1
        told = said("checks.changed_several", which=which) if several else said("checks.changed", which=which)
        raise StudentFailure(
            f"the call altered argument{'s' if several else ''} {which}",
            hint or told,
            "changes-argument",
            Evidence(changed=tuple(sorted(observation.changed))),
        )  # fmt: skip


def rule_out(misconception: Misconception, found: object, message: str) -> None:
    """Fail with a misconception that a test has seen, unless `found` is false.

    Raises:
        StudentFailure: it is true.
    """
    require(not found, message, misconception.hint, misconception.id)


def check_raises(
    function: Callable[..., Any], *args: Any, error: str = "ValueError", hint: Told = NO_HINT, **kwargs: Any
) -> None:
    """Fail unless the call raises the built-in exception of that name, or a subclass of it.

    `hint` is told of a call that returned; of another exception the student is told which, and where.

    Raises:
        StudentFailure: it returned, or raised another.
    """
    try:
        value = function(*args, **kwargs)
    except StudentRaised as raised:
        if error in (raised.type_name, *raised.bases):
            return
        if raised.type_name == "NotImplementedError" and not raised.message:  # a stub, or a branch that is left
            raise
        message, asked = f"raised {raised.type_name}, expected {error}", said("checks.should_raise", error=error)
        raise StudentFailure(message, asked, first=what_stopped(raised)) from None
    message = f"returned {describe(value)}, expected {error}"
    raise StudentFailure(
        message,
        hint or said("checks.should_raise", error=error),
    )  # fmt: skip


def check_no_warning(observation: Observation, word: str, misconceptions: Sequence[Misconception] = ()) -> None:
    """Fail if the call warned with `word` in a RuntimeWarning.

    Raises:
        StudentFailure: it did; the first misconception given names the hint.
    """
    for category, message in observation.warnings:
        if category == "RuntimeWarning" and re.search(word, message, re.IGNORECASE):
            hint: Told = misconceptions[0].hint if misconceptions else said("checks.warned", word=word)  # fmt: skip
            raise StudentFailure(f"warned: {message}", hint, misconceptions[0].id if misconceptions else "")


def _or_fail(value: Any, found: Mismatch | None) -> None:
    if found is not None:
        raise _failure(value, found)


def _failure(value: Any, found: Mismatch) -> StudentFailure:
    hint = told_of(value, found.hint, of_form=found.of_form)
    return StudentFailure(found.message, hint, of_form=found.of_form, form=found.form)


def expect_number(value: Any) -> float:
    """The answer as a float.

    Raises:
        StudentFailure: it is not one finite real number.
    """
    return float(_real(_numbers(value, want_array=False), value))


def expect_array(value: Any, shape: tuple[int, ...] | None = None, kind: Kind | None = None) -> npt.NDArray[np.float64]:
    """The answer as a float64 array of that shape.

    Raises:
        StudentFailure: it is not an array of finite real numbers, or has another shape or dtype kind.
    """
    got = _numbers(value, want_array=True)
    if shape is not None or kind is not None:
        _or_fail(value, _form(got, got.shape if shape is None else shape, kind))
    return _real(got, value)


def _numbers(value: Any, *, want_array: bool) -> npt.NDArray[Any]:
    got = as_numbers(plain(value), want_array=want_array)
    if isinstance(got, Mismatch):
        raise _failure(value, got)
    return got


def _form(got: npt.NDArray[Any], shape: tuple[int, ...], kind: Kind | None) -> Mismatch | None:
    if got.shape == shape:  # only the dtype kind can be wrong: compare the array with itself
        return compare(np.zeros(1, got.dtype), np.zeros(1), Tolerance(0, 0, "zeros are exact"), kind=kind)
    hint = said("form.shape", got=got.shape, wanted=shape)
    return Mismatch(f"got shape {got.shape}, expected {shape}", hint, of_form=True, form=to_shape(got.shape, shape))


def _real(got: npt.NDArray[Any], came: Any) -> npt.NDArray[np.float64]:
    if got.dtype.kind not in "biuf":
        raise StudentFailure(f"got dtype {got.dtype}, expected real numbers", told_of(came, said("form.complex")))
    real = got.astype(np.float64)
    if not np.isfinite(real).all():
        raise StudentFailure(
            f"got {describe(got)}, which has a NaN or an infinity",
            told_of(came, said("form.not_finite")),
        )  # fmt: skip
    return real


def expect_tuple(value: Any, size: int | None = None) -> tuple[Any, ...]:
    """The answer as a tuple of answers; any sequence counts as one.

    Raises:
        StudentFailure: it is no sequence, or of another length.
    """
    asked, came = asked_for(value), value
    value = plain(value)
    if not (type(value) in (tuple, list) or (type(value) is np.ndarray and value.ndim > 0)):
        _or_fail(came, compare(value, (0,) * (size or 1), Tolerance(0, 0, "only the form is compared")))
    if size is not None and len(value) != size:
        if type(value) is np.ndarray:
            _or_fail(came, compare(value, (0,) * size, EXACT))
        raise StudentFailure(
            f"got {len(value)} values, expected {size}",
            said("form.length", got=len(value), wanted=size),
        )  # fmt: skip
    return tuple(_part(item, asked, index) for index, item in enumerate(value))


def expect_dict(value: Any, keys: Iterable[str] = ()) -> dict[Any, Any]:
    """The answer as a dict of answers that has those keys.

    Raises:
        StudentFailure: it is not a dict, or lacks a key.
    """
    asked, came = asked_for(value), value
    value = plain(value)
    if type(value) is not dict:
        _or_fail(came, compare(value, {}, Tolerance(0, 0, "only the form is compared")))
    holders = dict.fromkeys(key for key in keys if key not in value)
    if holders:
        missing = missing_keys(value, holders)
        raise StudentFailure(missing.message, missing.hint, form=missing.form)
    return {key: _part(item, asked, key) for key, item in value.items()}


def _part(value: Any, asked: Asked | None, key: Any) -> Any:
    if isinstance(value, (RemoteObject, Figure)):
        return value
    return Answer(value, None if asked is None else asked.at(key), kept_in="")


def expect_text(value: Any) -> str:
    """The answer as text.

    Raises:
        StudentFailure: it is not text.
    """
    text = plain(value)
    if type(text) is not str:
        _or_fail(value, compare(text, "", Tolerance(0, 0, "only the form is compared")))
    return str(text)


def expect_object(value: Any) -> RemoteObject:
    """The answer as an object of the student's own.

    Raises:
        StudentFailure: it is plain data.
    """
    return an_object(value)


def expect_function(value: Any) -> RemoteObject:
    """The answer as a function that can be called.

    Raises:
        StudentFailure: it is plain data.
    """
    return an_object(value, "a_function")


def expect_truth(value: Any) -> bool:
    """The answer as a bool.

    Raises:
        StudentFailure: it is neither True nor False.
    """
    truth = plain(value)
    found = compare(truth, True, EXACT)
    if found is not None and found.of_form:
        _or_fail(value, found)
    return bool(truth)


def unchecked(value: Any) -> Any:
    """The answer as it came, of any type: for a test that looks at its type first, and computes with nothing else."""
    return plain(value)


def holds(obj: Any, *item: Any) -> bool:
    """Whether an object of the student's is true, or whether an item is in it, by its own methods.

    Raises:
        StudentFailure: it is no object of the student's.
    """
    return expect_truth(an_object(obj).remote_operate("contains" if item else "bool", *item))


def text_of(obj: Any) -> str:
    """What `str` says of an object of the student's.

    Raises:
        StudentFailure: it is no object of the student's.
    """
    return expect_text(an_object(obj).remote_operate("str"))


def expect_figure(value: Any) -> Figure:
    """The answer as a matplotlib figure.

    Raises:
        StudentFailure: it is something else.
    """
    value = plain(value)
    if isinstance(value, Figure):
        return value
    raise StudentFailure(
        f"got {describe_with_type(value)}, expected a matplotlib Figure",
        said("form.no_figure") if value is None else said("form.figure"),
    )  # fmt: skip
