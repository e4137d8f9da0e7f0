"""Functions and classes of the reference for a student's code to use: they answer here, and nothing of them goes there.

Whatever is asked comes from an untrusted process. So

- values are plain ones of bounded size, text of a line at most, objects that were made here, and generators by their
  states, checked number by number; a function of the suite that was given to the student's code may be passed on;
- a method is one that the class itself defines, an attribute one whose name has no underscore in front;
- how often, with how much and for how long is bounded by what an honest solution may need;
- no file, no process and no connection is opened meanwhile, whatever the reference would do (`Closed`).

An answer has the status, the value, what changed in attributes that were asked for before, and which arguments were
altered; an exception is answered by its built-in type alone.
"""

from __future__ import annotations

import builtins
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from types import FunctionType
from typing import Any

import numpy as np

from autograder.errors import AutograderError
from autograder.protocol import mirrors
from autograder.protocol.mirrors import Stranger, frozen, packed, unpacked, update
from autograder.protocol.values import Callback
from autograder.suite.failures import StudentFailure

MOST_CALLS = 20_000  # a hundred epochs over some dozens of samples
MOST_CALLS_OF_OBJECTS = 5_000  # these take longer
MOST_ELEMENTS = 200_000
MOST_ELEMENTS_IN_ALL = 20_000_000
MOST_OBJECTS = 1_000
MOST_CHARACTERS = 200
MOST_S = 20.0  # of processor time for a submission; a small network is trained in one
_HARMLESS = frozenset({"object.__getattr__", "object.__setattr__", "sys._getframe", "builtins.id"})


class Closed:
    """While it is entered nothing is opened, and there is an end.

    Args:
        left_s: processor seconds that all entries share.
    """

    def __init__(self, left_s: float = MOST_S) -> None:
        self._left_s = left_s
        self.tried = ""
        """What would have been done otherwise."""
        self.thread = 0
        """Where it is entered: what other threads do is their own business."""

    @contextmanager
    def entered(self) -> Iterator[None]:
        """Run what stands in it closed.

        Raises:
            StudentFailure: it took too long, or wanted to open something.
        """
        _watch()
        if self._left_s <= 0:
            raise StudentFailure("what is carried forward has taken too long")
        timed = threading.current_thread() is threading.main_thread()
        began_s = time.thread_time()
        self.tried, self.thread = "", threading.get_ident()
        if timed:
            signal.signal(signal.SIGVTALRM, _late)
        _entered.append(self)
        try:
            if timed:
                signal.setitimer(signal.ITIMER_VIRTUAL, self._left_s)
            yield
        finally:
            _entered.clear()
            if timed:
                signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            self._left_s -= time.thread_time() - began_s
        if self.tried:
            raise StudentFailure(f"what is carried forward would have done this: {self.tried}")


_entered: list[Closed] = []


@cache
def _watch() -> None:
    sys.addaudithook(_opening)  # it stays: there is no taking one away


def _late(*_: object) -> None:
    if _entered:
        raise StudentFailure("what is carried forward took too long")


def _opening(event: str, _: object) -> None:
    if _entered and event not in _HARMLESS and _entered[0].thread == threading.get_ident():
        _entered[0].tried = event
        raise StudentFailure(f"what is carried forward would have done this: {event}")


class Ours:
    """Functions and classes of the reference.

    Args:
        made: they, by their names.
        closed: what they run in.
    """

    def __init__(self, made: Mapping[str, Any], closed: Closed | None = None) -> None:
        self._made = dict(made)
        self._methods = {
            name: {method: function for method, function in vars(kind).items()
                   if isinstance(function, FunctionType) and not method.startswith("_")}
            for name, kind in made.items() if isinstance(kind, type)
        }  # fmt: skip
        self._closed = Closed() if closed is None else closed
        self._objects: list[tuple[str, Any]] = []
        self._mirrors: dict[tuple[int, str], tuple[Any, Any]] = {}
        self._calls = self._elements = 0
        self.asked: set[str] = set()
        """Whose answer was wanted."""
        self.refused = False
        """Whether something was asked that is not answered."""

    @property
    def source(self) -> str:
        """To be run in the notebook where `_ours` stands for this."""
        functions = [name for name in self._made if name not in self._methods]
        classes = {name: list(methods) for name, methods in self._methods.items()}
        return (
            "from autograder.worker import put as _put_ours\n"
            f"_put_ours(globals(), _ours, {functions!r}, {classes!r})\ndel _put_ours, _ours\n"
        )

    @property
    def has_objects(self) -> bool:
        """Whether objects were made."""
        return bool(self._objects)

    def __call__(self, *asked: Any) -> list[Any]:
        """Answer.

        Raises:
            StudentFailure: it is nothing that an honest solution asks.
        """
        refused, self.refused = self.refused, True
        match asked:
            case [str(what), int(number), str(name), list(names), list(written), *values] if all(
                type(word) is str for word in names
            ) and len(names) <= len(values):
                if name in self._made:
                    self.asked.add(name)
                try:
                    self._count([*values, *written])
                    with np.errstate(all="ignore"):
                        self._take(written)
                        answer = self._answered(what, number, name, names, [self._unpack(value) for value in values])
                except (Stranger, RecursionError, MemoryError) as error:
                    raise _refusal(type(error).__name__) from None
            case _:
                raise _refusal("no question")
        status, value = answer[:2]
        self.refused = refused or status == "missing" or (status, value) == ("raised", "TypeError")
        return answer

    def _answered(self, what: str, number: int, name: str, names: list[str], values: list[Any]) -> list[Any]:
        at = len(values) - len(names)
        args, named = values[:at], dict(zip(names, values[at:], strict=True))
        before = [frozen(self._pack(value)) if _may_be_altered(value) else None for value in values]
        status, value = self._done(what, number, name, args, named)
        altered = [[at, now] for at, (value, seen) in enumerate(zip(values, before, strict=True))
                   if seen is not None and frozen(now := self._pack(value)) != seen]  # fmt: skip
        changed = self._changed()
        if what == "get" and status == "value":
            self._mirrors[number, name] = (value, frozen(self._pack(value)))
        sent = value if status == "raised" else self._pack(value)
        if _elements(sent) > MOST_ELEMENTS:
            raise _refusal("a larger answer")
        return [status, sent, changed, altered]

    def _done(self, what: str, number: int, name: str, args: list[Any], named: dict[str, Any]) -> tuple[str, Any]:
        match what:
            case "call" if name in self._made and name not in self._methods:
                return self._run(self._made[name], args, named)
            case "make" if name in self._methods and len(self._objects) < MOST_OBJECTS:
                status, made = self._run(self._made[name], args, named)
                return (status, self._number_of(made) if status == "value" else made)
            case "method":
                kind, it = self._object(number)
                if name in self._methods[kind]:
                    return self._run(self._methods[kind][name], [it, *args], named)
            case "get":
                attributes = vars(self._object(number)[1])
                return ("value", attributes[name]) if _is_public(name) and name in attributes else ("missing", None)
            case "set" if _is_public(name) and len(args) == 1:
                kind, it = self._object(number)
                if name not in self._methods[kind]:
                    setattr(it, name, args[0])
                    self._mirrors[number, name] = (args[0], frozen(self._pack(args[0])))
                    return "value", None
        raise _refusal(what)

    def _run(self, function: Callback, args: list[Any], named: dict[str, Any]) -> tuple[str, Any]:
        try:
            with self._closed.entered():
                return "value", function(*args, **named)
        except (StudentFailure, AutograderError, MemoryError, RecursionError):
            raise
        except Exception as error:  # noqa: BLE001  the student's code may expect it, by its type
            kinds = (kind.__name__ for kind in type(error).__mro__)
            return "raised", next(kind for kind in kinds if hasattr(builtins, kind))

    # ---------------------------------------------------------------- objects and their attributes

    def _object(self, number: int) -> tuple[str, Any]:
        if not 0 < number <= len(self._objects):
            raise _refusal("no object")
        self.asked.add(self._objects[number - 1][0])
        return self._objects[number - 1]

    def _number_of(self, it: Any) -> int:
        for number, (_, other) in enumerate(self._objects, 1):
            if other is it:
                return number
        if len(self._objects) >= MOST_OBJECTS:
            raise _refusal("more objects")
        self._objects.append((next(name for name in self._methods if self._made[name] is type(it)), it))
        return len(self._objects)

    def _take(self, written: list[Any]) -> None:
        """Take in what was written into attributes that were asked for."""
        for one in written:
            match one:
                case [int(number), str(name), value] if (number, name) in self._mirrors:
                    it, new = self._object(number)[1], self._unpack(value)
                    if not update(vars(it).get(name), new):
                        setattr(it, name, new)
                    now = vars(it)[name]
                    self._mirrors[number, name] = (now, frozen(self._pack(now)))
                case _:
                    raise _refusal("nothing that can be written")

    def _changed(self) -> list[list[Any]]:
        """What has changed in attributes that were asked for, and how."""
        changed: list[list[Any]] = []
        for (number, name), (value, seen) in list(self._mirrors.items()):
            now = vars(self._objects[number - 1][1]).get(name, self)
            try:
                sent = self._pack(now)
            except Stranger:
                del self._mirrors[number, name]
                changed.append([number, name, "gone", None])
                continue
            if now is not value or frozen(sent) != seen:
                self._mirrors[number, name] = (now, frozen(sent))
                changed.append([number, name, "altered" if now is value else "new", sent])
        return changed

    # ---------------------------------------------------------------- values

    def _pack(self, value: Any) -> Any:
        return packed(value, self._known)

    def _known(self, value: Any) -> dict[str, Any] | None:
        for name in self._methods:
            if type(value) is self._made[name]:
                return {mirrors.OBJECT: [name, self._number_of(value)]}
        return None

    def _unpack(self, value: Any) -> Any:
        if type(value) is FunctionType:
            return self._counted(value)
        return unpacked(value, self._find)

    def _find(self, tag: str, body: Any) -> Any:
        match tag, body:
            case mirrors.OBJECT, [str(), int(number)]:
                return self._object(number)[1]
            case mirrors.FUNCTION, str(name) if name in self._made and name not in self._methods:
                self.asked.add(name)
                return self._made[name]
        raise Stranger("nothing of ours")

    def _count(self, values: Sequence[Any]) -> None:
        sizes = [_elements(value) for value in values if type(value) is not FunctionType]
        self._calls += 1
        self._elements += sum(sizes)
        most = MOST_CALLS_OF_OBJECTS if self._objects else MOST_CALLS
        if max(sizes, default=0) > MOST_ELEMENTS or self._elements > MOST_ELEMENTS_IN_ALL or self._calls > most:
            raise _refusal("more than is needed")

    def _counted(self, function: Callback) -> Callback:
        """A function of the suite that was passed on, such as the f of `numerical_diff(f, x)`: it counts, too."""

        def call(*args: Any) -> Any:
            self._count(args)
            return function(*args)

        return call


def _refusal(what: str) -> StudentFailure:
    return StudentFailure(f"what is carried forward was asked for what it does not answer: {what}")


def _is_public(name: str) -> bool:
    return name.isidentifier() and not name.startswith("_") and len(name) <= MOST_CHARACTERS


def _may_be_altered(value: Any) -> bool:
    return isinstance(value, (np.ndarray, list, dict, np.random.Generator))


def _elements(value: Any) -> int:
    """How many numbers a plain value holds.

    Raises:
        StudentFailure: it is no plain value.
    """
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, (list, tuple)):
        return sum(map(_elements, value), 1)
    if isinstance(value, dict) and all(isinstance(key, (str, int, tuple)) for key in value):  # weights by their names
        return sum(map(_elements, value.values()), 1)
    if value is None or isinstance(value, (bool, int, float, complex, np.generic)):
        return 1
    if isinstance(value, str) and len(value) <= MOST_CHARACTERS:
        return 1
    raise _refusal("something else than numbers")
