"""The student's notebook as hidden tests see it: names that can be called, objects that can be used.

Every access is one request over the wall. What comes back is plain data, or a `RemoteObject` for what stays there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from autograder.errors import SuiteError
from autograder.model import ENGLISH
from autograder.protocol.codec import DTYPES
from autograder.protocol.endpoint import as_arguments
from autograder.protocol.messages import Call, Get, Item, Operate, Put, Request, Set, SetItem
from autograder.protocol.values import (
    Callback,
    FigureData,
    Function,
    Handle,
    Opaque,
    Reply,
    Rng,
    Shared,
    StudentRaised,
)
from autograder.suite.answers import Answer, place_in_suite, plain
from autograder.suite.describe import describe, describe_with_type, own_form
from autograder.suite.failures import StudentFailure
from autograder.suite.figures import Figure
from autograder.suite.proving import Asked
from autograder.wording import said

_CALLABLE_TYPES = frozenset({"function", "method", "builtin_function_or_method", "method-wrapper"})
_ARGUMENT_ERRORS = (
    TypeError, ValueError, LookupError, AttributeError, ArithmeticError, MemoryError, RecursionError, BufferError,
)  # fmt: skip


class Connection(Protocol):
    """What the proxy needs: something that answers requests."""

    def request(self, message: Request, *, functions: Sequence[Callback] = (), timeout_s: float | None = None) -> Reply:
        """Send a request and wait for its reply. Raises StudentRaised, WorkerEnded."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A call's answer, and what else the call did.

    Args:
        value: what it returned: an `Answer`, unless it is an object or a figure.
        args: the positional arguments as they are after the call; those that were altered are answers.
        changed: the indices of arguments that the call altered.
        printed: what it printed.
        warnings: category and text of each warning.
    """

    value: Any
    args: tuple[Any, ...]
    changed: frozenset[int] = frozenset()
    printed: str = ""
    warnings: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Session:
    """A connection, and the limit of the test that uses it."""

    connection: Connection
    timeout_s: float | None = None

    def ask(self, message: Request, functions: Sequence[Callback] = ()) -> Reply:
        """One request, its value wrapped for tests."""
        reply = self.connection.request(message, functions=functions, timeout_s=self.timeout_s)
        return Reply(self.wrap(reply.value), reply.after, reply.printed, reply.warnings)

    def call(self, target: int, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any], *,
             watch: bool = False, keep: bool = False) -> Observation:  # fmt: skip
        """Call a function or method."""
        check_sendable({**{f"argument {index}": arg for index, arg in enumerate(args)}, **kwargs})
        ready, named, functions = as_arguments(args, dict(kwargs), unwrap)
        guarded = [_guard(function, self.within) for function in functions]
        reply = self.ask(Call(target, name, ready, named, watch, keep), guarded)
        altered = {index: self.altered(now, index + 1, ready[index]) for index, now in reply.after.items()
                   if 0 <= index < len(args) and differs(now, ready[index])}  # fmt: skip
        after = tuple(altered.get(index, arg) for index, arg in enumerate(args))
        value = reply.value
        if type(value) is Answer and not target and not keep and not functions:
            value = Answer(plain(value), Asked(name, plain(args), plain(dict(kwargs))))
        return Observation(value, after, frozenset(altered), reply.printed, reply.warnings)

    def wrap(self, value: Any) -> Any:
        """What came as a test gets it: an object to be used, a figure, or an answer to be looked at."""
        within = self.within(value)
        return within if isinstance(within, (RemoteObject, Figure)) else Answer(within)

    def altered(self, now: Any, number: int, given: Any) -> Any:
        """What an argument of a call is after it, as a test gets it."""
        value = self.wrap(now)
        return Answer(plain(value), argument=number, given=given) if type(value) is Answer else value

    def within(self, value: Any) -> Any:
        """Handles as objects, also inside containers."""
        kind = type(value)
        if kind is Handle:
            return RemoteObject(self, value)
        if kind is FigureData:
            return Figure(value)
        if kind in (list, tuple) and any(type(item) in (Handle, FigureData, list, tuple, dict) for item in value):
            return kind(self.within(item) for item in value)
        if kind is dict and any(type(item) in (Handle, FigureData, list, tuple, dict) for item in value.values()):
            return {key: self.within(item) for key, item in value.items()}
        return value


def unwrap(value: Any) -> Any:
    """What is sent for a value of a test: for an object its handle, for an answer what came."""
    if isinstance(value, RemoteObject):
        return value._handle
    if type(value) is not Answer:
        return value
    came = plain(value)
    if isinstance(came, (Opaque, Figure)):
        raise StudentFailure(
            f"{place_in_suite()}: got {describe(came)}, expected plain data",
            said("form.type", own=own_form(came), wanted=said("form.plain")),
        )
    return came


_SENT = (
    type(None), bool, int, float, complex, str, bytes, slice, type(Ellipsis), Rng, Shared, Handle, Function,
)  # fmt: skip
MAX_DEPTH = 32


def check_sendable(values: Mapping[str, Any]) -> None:
    """Refuse what would arrive as something else.

    Raises:
        SuiteError: a value is of a type that cannot be sent.
    """
    for name, value in values.items():
        stranger = _stranger(value, 0)
        if stranger:
            raise SuiteError(
                place_in_suite(),
                f"{name} is {stranger}, which cannot be sent",
                "send plain data: numbers, text, arrays, lists, tuples, dicts, sets, functions",
            )


def _stranger(value: Any, depth: int) -> str:
    """What it is in a value that cannot be sent, in words; empty if all of it can be."""
    kind = type(value)
    if kind in _SENT or kind is Answer or isinstance(value, RemoteObject):
        return ""
    if kind in (list, tuple, set, frozenset, dict):
        if depth > MAX_DEPTH:
            return "nested too deeply"
        parts = [*value.keys(), *value.values()] if kind is dict else value
        return next((found for part in parts if (found := _stranger(part, depth + 1))), "")
    if kind is np.ndarray:
        return "" if value.dtype in DTYPES.values() else f"an array of dtype `{value.dtype}`"
    if isinstance(value, np.generic) and value.dtype in DTYPES.values():
        return ""
    return "" if callable(value) else f"a `{kind.__name__}`"


def differs(now: Any, before: Any) -> bool:
    """Whether an argument that came back is not what was sent: bit by bit for arrays, by number for objects."""
    kind = type(before)
    if kind in (Handle, Function, Rng, Shared):  # what stands for something there, and may come back by value
        return kind is Handle and type(now) is Handle and now.number != before.number
    if type(now) is not kind:
        return True
    if kind is np.ndarray:
        same_form = now.shape == before.shape and now.dtype == before.dtype
        return not (same_form and now.tobytes() == before.tobytes())
    if kind is list or kind is tuple:
        return len(now) != len(before) or any(map(differs, now, before))
    if kind is dict:
        return list(now) != list(before) or any(differs(now[key], before[key]) for key in before)
    return bool(now != before and not (now != now and before != before))


def _guard(function: Callback, wrap: Callable[[Any], Any]) -> Callback:
    """The suite's function, called with whatever the student's code passes: what it cannot take is a failed test."""

    def call(*args: Any) -> Any:
        try:
            value = unwrap(function(*(wrap(arg) for arg in args)))
            return np.float64(value) if type(value) is float else value  # as NumPy's own functions do in the notebook
        except _ARGUMENT_ERRORS as error:
            given = ", ".join(map(describe, args))
            raise StudentFailure(
                f"called the given function with ({given}), which raised {type(error).__name__}: {error}",
                said("failures.bad_argument"),
            ) from None  # fmt: skip

    return call


class RemoteFunction:
    """A function of the notebook, or a method of one of its objects."""

    def __init__(self, session: Session, target: int, name: str) -> None:
        self._session, self._target, self._name = session, target, name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it; the value comes back."""
        return self._session.call(self._target, self._name, args, kwargs).value

    def observe(self, *args: Any, **kwargs: Any) -> Observation:
        """Call it; the value comes back with what else the call did."""
        return self._session.call(self._target, self._name, args, kwargs, watch=True)

    def keep(self, *args: Any, **kwargs: Any) -> RemoteObject:
        """Call it; the value stays in the student's process, whatever it is."""
        value = self._session.call(self._target, self._name, args, kwargs, keep=True).value
        return an_object(value)


class RemoteObject:
    """An object in the student's process. Attributes, items, calls and operators go there."""

    __array_ufunc__ = None  # NumPy leaves `array * object` to the object
    __hash__ = object.__hash__
    _session: Session
    _handle: Handle

    def __init__(self, session: Session, handle: Handle) -> None:
        object.__setattr__(self, "_session", session)
        object.__setattr__(self, "_handle", handle)

    @property
    def remote_type_name(self) -> str:
        """The name of its type there: to be shown, never acted on."""
        return self._handle.type_name

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        value = self._session.ask(Get(self._handle.number, name)).value
        if isinstance(value, RemoteObject) and value.remote_type_name in _CALLABLE_TYPES:
            return RemoteFunction(self._session, self._handle.number, name)
        return Answer(plain(value), kept_in=name) if type(value) is Answer else value

    def __setattr__(self, name: str, value: Any) -> None:
        check_sendable({name: value})
        self._session.ask(Set(self._handle.number, name, unwrap(value)))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._session.call(self._handle.number, "", args, kwargs).value

    def observe(self, *args: Any, **kwargs: Any) -> Observation:
        """Call it; the value comes back with what else the call did."""
        return self._session.call(self._handle.number, "", args, kwargs, watch=True)

    def remote(self, name: str) -> RemoteObject:
        """An attribute as an object, to be changed in place."""
        return an_object(self._session.ask(Get(self._handle.number, name, keep=True)).value)

    def item(self, key: Any) -> RemoteObject:
        """An item as an object, to be changed in place."""
        return an_object(self._item(key, keep=True))

    def __getitem__(self, key: Any) -> Any:
        value = self._item(key)
        return Answer(plain(value), kept_in="") if type(value) is Answer else value

    def _item(self, key: Any, *, keep: bool = False) -> Any:
        try:
            return self._session.ask(Item(self._handle.number, unwrap(key), keep=keep)).value
        except StudentRaised as error:
            if error.is_a("KeyError") and not error.line:  # no line of the notebook's: it is the test that looked
                raise StudentFailure(f"key {key!r} is missing", said("form.key", key=key)) from error
            raise

    def __setitem__(self, key: Any, value: Any) -> None:
        check_sendable({f"[{key!r}]": value})
        self._session.ask(SetItem(self._handle.number, unwrap(key), unwrap(value)))

    def __len__(self) -> int:
        value = plain(self.remote_operate("len"))
        if type(value) is not int or not 0 <= value < 1 << 48:
            raise StudentFailure(f"len() gave {describe(value)}")
        return value

    def remote_operate(self, name: str, *others: Any, reflected: bool = False) -> Any:
        """An operator, or a question, by its name in `Operate`."""
        operands = (self, *others)
        ordered = tuple(unwrap(part) for part in (reversed(operands) if reflected else operands))
        return self._session.ask(Operate(name, ordered)).value

    def __iter__(self) -> Iterator[Any]:
        items = plain(self.remote_operate("list"))
        if type(items) is not list:
            raise StudentFailure(f"going through it gave {describe(items)}")
        return (item if isinstance(item, (RemoteObject, Figure)) else Answer(item) for item in items)

    def __bool__(self) -> bool:
        raise _silent("bool", "holds(obj) asks for its truth value")

    def __contains__(self, item: Any) -> bool:
        raise _silent("in", "holds(obj, item) asks whether it is in it")

    def __str__(self) -> str:
        raise _silent("str", "text_of(obj) asks for its text")

    def __format__(self, spec: str) -> str:
        return describe(self)

    def __repr__(self) -> str:
        return describe(self)

    def __enter__(self) -> Any:
        return self.remote_operate("enter")

    def __exit__(self, *_: object) -> None:
        self.remote_operate("exit")


_BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")
_COMPARING = ("eq", "ne", "lt", "le", "gt", "ge")


def _operator(name: str, *, reflected: bool = False) -> Callable[..., Any]:
    def operate(self: RemoteObject, *others: Any) -> Any:
        return self.remote_operate(name, *others, reflected=reflected)

    return operate


for _name in (*_BINARY, *_COMPARING, "neg", "pos", "abs"):
    setattr(RemoteObject, f"__{_name}__", _operator(_name))
for _name in _BINARY:
    setattr(RemoteObject, f"__r{_name}__", _operator(_name, reflected=True))


def _silent(operation: str, instead: str) -> SuiteError:
    """Where Python would answer by itself, with the proxy's address or that it is there at all."""
    return SuiteError(place_in_suite(), f"`{operation}` of a student's object says nothing of the object", instead)


def an_object(value: Any, wanted: str = "an_object") -> RemoteObject:
    """What came, as an object of the student's own.

    Args:
        value: what came.
        wanted: what kind of object, as a key of the words about forms.

    Raises:
        StudentFailure: it is plain data.
    """
    if isinstance(value, RemoteObject):
        return value
    came, form = plain(value), said(f"form.{wanted}")
    raise StudentFailure(
        f"got {describe_with_type(came)}, expected {form.in_language(ENGLISH)}",
        said("form.nothing", wanted=form) if came is None else said("form.type", own=own_form(came), wanted=form),
    )


class Submission:
    """The student's notebook: `student.NAME` is its function or class NAME.

    Args:
        session: how to ask it.
        seen: what earlier tests of the same exercise asked with `once`.
    """

    def __init__(self, session: Session, seen: dict[str, Any] | None = None) -> None:
        self._session = session
        self._seen: dict[str, Any] = {} if seen is None else seen

    def __getattr__(self, name: str) -> RemoteFunction:
        if name.startswith("_"):
            raise AttributeError(name)
        return RemoteFunction(self._session, 0, name)

    def once(self, key: str, ask: Callable[[], Any]) -> Any:
        """What `ask` came to, asked by the first test of the exercise that does: for what takes long and is used twice.

        A test that uses it must not change it, and says the same if it is the only one that runs.
        """
        if key not in self._seen:
            self._seen[key] = ask()
        return self._seen[key]

    def get(self, name: str) -> Any:
        """A variable of the notebook, by value."""
        return self._session.ask(Get(0, name)).value

    def value_of(self, kept: RemoteObject) -> Any:
        """What was kept with `put`, `keep`, `remote` or `item`, by value."""
        return self._session.ask(Get(unwrap(kept).number, "")).value

    def put(self, value: Any) -> RemoteObject:
        """A plain value kept in the student's process, for calls that change it."""
        check_sendable({"the value": value})
        return an_object(self._session.ask(Put(unwrap(value))).value)


@dataclass(slots=True)
class Recorder:
    """A function for the student's code to call back; remembers the arguments of every call.

    Args:
        function: what it computes.
    """

    function: Callable[..., Any]
    calls: list[tuple[Any, ...]] = field(default_factory=list)

    def __call__(self, *args: Any) -> Any:
        """Compute, and remember the arguments (each call has its own copies)."""
        self.calls.append(args)
        return self.function(*args)
