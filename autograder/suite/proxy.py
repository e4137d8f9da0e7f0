"""The student's notebook as hidden tests see it: names that can be called, objects that can be used.

Every access is one request over the wall. What comes back is plain data, or a `RemoteObject` for what stays there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from autograder.protocol.endpoint import as_arguments
from autograder.protocol.messages import Call, Get, Item, Operate, Put, Request, Set, SetItem
from autograder.protocol.values import Callback, FigureData, Handle, Reply
from autograder.suite.describe import describe
from autograder.suite.failures import StudentFailure
from autograder.suite.figures import Figure
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
        value: what it returned.
        args: the positional arguments as they are after the call.
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
    """A connection, the limit of the test that uses it, and who is told of every figure that comes."""

    connection: Connection
    timeout_s: float | None = None
    saw: Callable[[FigureData], None] | None = None

    def ask(self, message: Request, functions: Sequence[Callback] = ()) -> Reply:
        """One request, its value wrapped for tests."""
        reply = self.connection.request(message, functions=functions, timeout_s=self.timeout_s)
        return Reply(self.wrap(reply.value), reply.changed, reply.printed, reply.warnings)

    def call(self, target: int, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any], *,
             watch: bool = False, keep: bool = False) -> Observation:  # fmt: skip
        """Call a function or method."""
        ready, named, functions = as_arguments(args, dict(kwargs), unwrap)
        guarded = [_guard(function, self.wrap) for function in functions]
        reply = self.ask(Call(target, name, ready, named, watch, keep), guarded)
        after = tuple(self.wrap(reply.changed[i]) if i in reply.changed else arg for i, arg in enumerate(args))
        changed = frozenset(index for index in reply.changed if 0 <= index < len(args))
        return Observation(reply.value, after, changed, reply.printed, reply.warnings)

    def wrap(self, value: Any) -> Any:
        """Handles as objects that tests can use, also inside containers."""
        kind = type(value)
        if kind is Handle:
            return RemoteObject(self, value)
        if kind is FigureData:
            if self.saw is not None:
                self.saw(value)
            return Figure(value)
        if kind in (list, tuple) and any(type(item) in (Handle, FigureData, list, tuple, dict) for item in value):
            return kind(self.wrap(item) for item in value)
        if kind is dict and any(type(item) in (Handle, FigureData, list, tuple, dict) for item in value.values()):
            return {key: self.wrap(item) for key, item in value.items()}
        return value


def unwrap(value: Any) -> Any:
    """A remote object as the handle that stands for it."""
    return value._handle if isinstance(value, RemoteObject) else value


def _guard(function: Callback, wrap: Callable[[Any], Any]) -> Callback:
    """The suite's function, called with whatever the student's code passes: what it cannot take is a failed test."""

    def call(*args: Any) -> Any:
        try:
            return unwrap(function(*(wrap(arg) for arg in args)))
        except _ARGUMENT_ERRORS as error:
            given = ", ".join(describe(arg) for arg in args)
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
        if not isinstance(value, RemoteObject):
            raise StudentFailure(f"got {describe(value)}, expected an object")
        return value


class RemoteObject:
    """An object in the student's process. Attributes, items, calls and operators go there."""

    __array_ufunc__ = None  # NumPy leaves `array * object` to the object
    __iter__ = None  # iterating would ask for items without end
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
        return value

    def __setattr__(self, name: str, value: Any) -> None:
        self._session.ask(Set(self._handle.number, name, unwrap(value)))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        return self._session.call(self._handle.number, "", args, kwargs).value

    def observe(self, *args: Any, **kwargs: Any) -> Observation:
        """Call it; the value comes back with what else the call did."""
        return self._session.call(self._handle.number, "", args, kwargs, watch=True)

    def remote(self, name: str) -> RemoteObject:
        """An attribute as an object, to be changed in place."""
        return self._as_object(self._session.ask(Get(self._handle.number, name, keep=True)).value)

    def item(self, key: Any) -> RemoteObject:
        """An item as an object, to be changed in place."""
        return self._as_object(self._session.ask(Item(self._handle.number, key, keep=True)).value)

    def _as_object(self, value: Any) -> RemoteObject:
        if not isinstance(value, RemoteObject):
            raise StudentFailure(f"got {describe(value)}, expected an object")
        return value

    def __getitem__(self, key: Any) -> Any:
        return self._session.ask(Item(self._handle.number, unwrap(key))).value

    def __setitem__(self, key: Any, value: Any) -> None:
        self._session.ask(SetItem(self._handle.number, unwrap(key), unwrap(value)))

    def __len__(self) -> int:
        value = self._operate("len")
        if type(value) is not int or not 0 <= value < 1 << 48:
            raise StudentFailure(f"len() gave {describe(value)}")
        return value

    def _operate(self, name: str, *others: Any, reflected: bool = False) -> Any:
        operands = (self, *others)
        ordered = tuple(unwrap(part) for part in (reversed(operands) if reflected else operands))
        return self._session.ask(Operate(name, ordered)).value

    def __add__(self, other: Any) -> Any:
        return self._operate("add", other)

    def __radd__(self, other: Any) -> Any:
        return self._operate("add", other, reflected=True)

    def __sub__(self, other: Any) -> Any:
        return self._operate("sub", other)

    def __rsub__(self, other: Any) -> Any:
        return self._operate("sub", other, reflected=True)

    def __mul__(self, other: Any) -> Any:
        return self._operate("mul", other)

    def __rmul__(self, other: Any) -> Any:
        return self._operate("mul", other, reflected=True)

    def __truediv__(self, other: Any) -> Any:
        return self._operate("truediv", other)

    def __rtruediv__(self, other: Any) -> Any:
        return self._operate("truediv", other, reflected=True)

    def __pow__(self, other: Any) -> Any:
        return self._operate("pow", other)

    def __matmul__(self, other: Any) -> Any:
        return self._operate("matmul", other)

    def __neg__(self) -> Any:
        return self._operate("neg")


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
        kept = self._session.ask(Put(value)).value
        if not isinstance(kept, RemoteObject):
            raise StudentFailure(f"got {describe(kept)}, expected an object")
        return kept


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
