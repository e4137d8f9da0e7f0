"""What came from the student's code, and cannot be computed with before its form is known.

A number that should have been an array, a None, a list of text: whatever a test does with it by itself would raise
here, in a process that is trusted, or come to something that means nothing. So a test gets an `Answer`, which has no
operators, no truth value, no length and no array protocol. `check`, `expect_*`, `holds` and `text_of` let it through.
A test that uses one directly is at fault whatever the student answered, and is told so with its file and line.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

from autograder.errors import SuiteError
from autograder.model import Text
from autograder.suite.describe import describe, own_form
from autograder.suite.failures import StudentFailure
from autograder.suite.proving import Asked
from autograder.wording import said

_OWN = str(Path(__file__).parent)
_OF_FUNCTIONS = frozenset({"observe", "keep"})
_OPERATORS = (
    "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "divmod", "and", "or", "xor",
)  # fmt: skip
_OTHERS = (
    "eq", "ne", "lt", "le", "gt", "ge", "bool", "len", "iter", "next", "contains", "getitem", "setitem", "delitem",
    "float", "int", "index", "complex", "round", "trunc", "floor", "ceil", "neg", "pos", "abs", "invert", "hash",
    "enter", "exit", "array", "array_ufunc", "array_function", "reversed",
)  # fmt: skip


class Answer:
    """A value from the student's process, of any form.

    Args:
        value: what came.
        asked: the call of a function of the notebook that it came from, if that can be made again.
        kept_in: the attribute that it was read from, or empty for an item of something; None: a call returned it.
        argument: of a call, what the argument of this number, from 1, is after it; 0: none.
        given: what that argument was before.
    """

    __slots__ = ("_argument", "_asked", "_came", "_given", "_kept_in")

    def __init__(
        self, value: Any, asked: Asked | None = None, kept_in: str | None = None, argument: int = 0, given: Any = None
    ) -> None:
        object.__setattr__(self, "_came", value)
        object.__setattr__(self, "_asked", asked)
        object.__setattr__(self, "_kept_in", kept_in)
        object.__setattr__(self, "_argument", argument)
        object.__setattr__(self, "_given", given)

    def __repr__(self) -> str:
        return describe(self._came)

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return describe(self._came)

    def __call__(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Fail: a function was asked for."""
        message = f"{place_in_suite()}: got {describe(self._came)}, expected a function"
        raise StudentFailure(message, said("failures.not_callable"))

    def __getattr__(self, name: str) -> NoReturn:
        if name.startswith("__"):
            raise AttributeError(name)
        if name in _OF_FUNCTIONS:
            self()
        message = f"{place_in_suite()}: got {describe(self._came)}, expected an object with '{name}'"
        raise StudentFailure(message, said("form.object", own=own_form(self._came)))

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        getattr(self, name)
        raise AssertionError


def _refusing(operation: str) -> Callable[..., NoReturn]:
    def refuse(self: Answer, *others: Any, **_kwargs: Any) -> NoReturn:
        if any(hasattr(type(other), "remote_type_name") for other in others):  # an object of the student's is expected
            message = f"{place_in_suite()}: got {describe(self._came)}, expected an object"
            raise StudentFailure(message, said("form.object", own=own_form(self._came)))
        raise SuiteError(
            place_in_suite(),
            f"`{operation}` of an answer whose form nobody has looked at",
            "pass it through check, expect_*, holds or text_of first",
        )

    return refuse


for _name in (*_OPERATORS, *_OTHERS):
    setattr(Answer, f"__{_name}__", _refusing(_name))
for _name in _OPERATORS:
    setattr(Answer, f"__r{_name}__", _refusing(_name))


def plain(value: Any) -> Any:
    """What came, without its wrapping; also inside lists, tuples and dicts that a test has made."""
    kind = type(value)
    if kind is Answer:
        return plain(value._came)
    if kind is list or kind is tuple:
        return kind(map(plain, value))
    if kind is dict:
        return {key: plain(item) for key, item in value.items()}
    return value


def asked_for(value: Any) -> Asked | None:
    """The call that an answer came from; None for all else."""
    return object.__getattribute__(value, "_asked") if type(value) is Answer else None


def given_before(value: Any) -> Any:
    """Of an argument that a call has altered, what it was before; None for all else."""
    return object.__getattribute__(value, "_given") if type(value) is Answer else None


def told_of(value: Any, hint: Text, *, of_form: bool = False) -> Text:
    """What to tell of a value that came: where no call returned it, what it is instead."""
    if type(value) is not Answer:
        return hint
    if value._argument:
        if of_form:  # it was of the right one when it was given
            return said("checks.changed", which=value._argument)
        return said("places.at", place=said("places.argument", number=value._argument), told=hint)
    if value._kept_in is None:
        return hint
    if value._came is None:
        return said("form.unset", name=value._kept_in) if value._kept_in else said("form.none_inside")
    if not value._kept_in:
        return hint
    return said("places.at", place=said("places.attribute", name=value._kept_in), told=hint)


def place_in_suite() -> str:
    """The file and line of the suite that is running."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and (frame.f_code.co_filename.startswith(_OWN) or "numpy" in frame.f_code.co_filename):
        frame = frame.f_back
    return "a hidden suite" if frame is None else f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
