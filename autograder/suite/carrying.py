"""Error carried forward: an exercise that calls another one which is wrong is tried again where that one is ours.

Theory of operation
-------------------
A person who grades by hand does not take off points twice for one mistake: `backward` is right, given a right
`output_delta`. So the failed tests of an exercise are run again where the wrong exercises that it
calls are functions and classes of the suite's reference, called back across the wall; the reference itself stays here.

- Only names that the reference's own solution of the exercise calls, directly or through others, are put in place.
- They answer plain values only, of bounded size and number: what an honest solution has to ask. A function that the
  suite has given to the student's code may be passed on to them: it is called here, and its calls count.
- In the place of a class stands one that keeps a number for each object. The objects are here; what can be asked of one
  is the methods that the class itself defines, and attributes that are plain values.
- Which of them were asked, and whether one was asked for what it does not answer, is written down: it decides what is
  told (`forward`). Nothing ever gets worse.

Whoever writes an exercise as a thin call of another one gains what an honest mistake there would have left: the points
of the exercise that calls, never those of the one that is called.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import FunctionType
from typing import Any, Protocol

import numpy as np

from autograder.protocol.values import Callback
from autograder.suite.failures import StudentFailure
from autograder.suite.second_try import Another

MOST_CALLS = 20_000  # a hundred epochs over some dozens of samples
MOST_ELEMENTS = 200_000
MOST_ELEMENTS_IN_ALL = 20_000_000
MOST_ELEMENTS_KEPT = 2_000_000


class Carrier(Protocol):
    """What a submission under test offers for this."""

    def is_answered(self, exercise: str) -> bool:
        """Whether the student has written something for this exercise, and it can be run."""

    def is_written(self, exercise: str) -> bool:
        """Whether the student has written something for this exercise."""

    def uses(self, exercise: str) -> frozenset[str]:
        """The names that the student's own code of the exercise uses."""

    def untested(self, exercise: str) -> Another | None:
        """Another worker, at an exercise, in which no test has run: it has never seen a hidden input."""

    def with_ours(self, exercise: str, ours: Mapping[str, Ours | OurObjects]) -> Another | None:
        """A worker at an exercise in which names of the notebook stand for functions and classes of ours."""


def calls_of(reference: str, exercises: Collection[str]) -> dict[str, tuple[str, ...]]:
    """By exercise, the other exercises that its solution in the reference names, where both are written out there.

    Args:
        reference: the reference's text.
        exercises: the names of all exercises.

    Raises:
        SyntaxError: it is not Python.
    """
    found: dict[str, tuple[str, ...]] = {}
    for node in ast.parse(reference).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name in exercises:
            names = {item.id for item in ast.walk(node) if isinstance(item, ast.Name)}
            found[node.name] = tuple(name for name in exercises if name in names and name != node.name)
    return found


Noted = Callable[[], AbstractContextManager[None]]


class Asked:
    """Which functions and classes of ours were asked, and whether for what they do not answer."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.refused = False

    def forget(self) -> None:
        """Begin anew."""
        self.names.clear()
        self.refused = False

    def by(self, name: str) -> Noted:
        """Makes what notes a call of that name, and what it does not answer."""

        @contextmanager
        def noted() -> Iterator[None]:
            self.names.add(name)
            refused, self.refused = self.refused, True
            yield
            self.refused = refused

        return noted


class _Count:
    """How often the reference was asked, and with how much."""

    def __init__(self, most_elements: int = MOST_ELEMENTS_IN_ALL) -> None:
        self._most_elements = most_elements
        self._calls = self._elements = 0

    def add(self, args: Sequence[Any]) -> None:
        """One more call.

        Raises:
            StudentFailure: an argument is no plain value, or that is more than any honest solution needs.
        """
        sizes = [_elements(arg) for arg in args]
        self._calls += 1
        self._elements += sum(sizes)
        if max(sizes, default=0) > MOST_ELEMENTS or self._elements > self._most_elements or self._calls > MOST_CALLS:
            raise StudentFailure("a function that is carried forward was called with more than is needed")


class Ours:
    """A function of the reference for a student's code to call.

    Args:
        function: the function.
        noted: makes what notes a call.
    """

    def __init__(self, function: Callback, noted: Noted = nullcontext) -> None:
        self._function, self._noted, self._count = function, noted, _Count()

    def stand_in(self, name: str) -> str:
        """The source of a function that takes arguments by name, too, to be run where `name` stands for this one.

        Empty where the arguments cannot be written down: then they can be given by their places only.
        """
        written: list[str] = []
        for parameter in inspect.signature(self._function).parameters.values():
            if parameter.kind is not parameter.POSITIONAL_OR_KEYWORD:
                return ""
            default = parameter.default
            if default is parameter.empty:
                written.append(parameter.name)
            elif default is None or type(default) in (bool, int, float, str):
                written.append(f"{parameter.name}={default!r}")
            else:
                return ""
        names = ", ".join(one.partition("=")[0] for one in written)
        return f"def {name}({', '.join((*written, '*', f'_ask={name}'))}):\n    return _ask({names})\n"

    def __call__(self, *args: Any) -> Any:
        """Call it.

        Raises:
            StudentFailure: an argument is neither a plain value nor a function of the suite that was given before, or
                there are more of them than any honest solution needs.
        """
        functions = [type(arg) is FunctionType for arg in args]
        with self._noted(), np.errstate(all="ignore"):
            self._count.add([arg for arg, is_ours in zip(args, functions, strict=True) if not is_ours])
            return self._function(
                *(self._counted(arg) if is_ours else arg for arg, is_ours in zip(args, functions, strict=True))
            )

    def _counted(self, function: Callback) -> Callback:
        """A function of the suite that was passed on, such as the f of `numerical_diff(f, x)`: it counts, too."""

        def call(*args: Any) -> Any:
            self._count.add(args)
            return function(*args)

        return call


class OurObjects:
    """A class of the reference for a student's code to make objects of; the objects stay here.

    Args:
        kind: the class.
        noted: makes what notes a call.
    """

    def __init__(self, kind: type, noted: Noted = nullcontext) -> None:
        self._kind, self._noted, self._count = kind, noted, _Count(MOST_ELEMENTS_KEPT)
        self._objects: list[Any] = []
        self._methods = {name: method for name, method in vars(kind).items()
                         if isinstance(method, FunctionType) and not name.startswith("_")}  # fmt: skip

    def stand_in(self, name: str) -> str:
        """The source of a class to stand in its place, to be run where `name` stands for this function."""
        return _STAND_IN.format(name=name) + "".join(_METHOD.format(name=method) for method in self._methods)

    def __call__(self, *asked: Any) -> Any:
        """Make an object, call a method, get or set an attribute: what the stand-in asks for.

        Raises:
            StudentFailure: it is none of these, or more than any honest solution needs.
        """
        with self._noted(), np.errstate(all="ignore"):
            match asked:
                case ("make", list(args), dict(named)):
                    self._count.add([*args, *named.values()])
                    self._objects.append(self._kind(*args, **named))
                    return len(self._objects) - 1
                case ("call", int(number), str(name), list(args), dict(named)) if name in self._methods:
                    self._count.add([*args, *named.values()])
                    return _plain(self._methods[name](self._object(number), *args, **named))
                case ("get", int(number), str(name)) if name in vars(self._object(number)):
                    return _plain(vars(self._object(number))[name])
                case ("set", int(number), str(name), value) if name in vars(self._object(number)):
                    self._count.add([value])
                    setattr(self._object(number), name, value)
                    return None
            raise StudentFailure("an object that is carried forward was asked for what it does not have")

    def _object(self, number: int) -> Any:
        if not 0 <= number < len(self._objects):
            raise StudentFailure("an object that is carried forward was asked for, and there is none")
        return self._objects[number]


_STAND_IN = """\
class {name}:
    _ask = staticmethod({name})

    def __init__(self, *args, **named):
        self.__dict__["_number"] = self._ask("make", list(args), named)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return self._ask("get", self._number, name)

    def __setattr__(self, name, value):
        self._ask("set", self._number, name, value)
"""
_METHOD = """
    def {name}(self, *args, **named):
        return self._ask("call", self._number, "{name}", list(args), named)
"""


def _plain(value: Any) -> Any:
    """A value of ours that may be answered.

    Raises:
        StudentFailure: it is no plain value.
    """
    _elements(value)
    return value


def _elements(value: Any) -> int:
    """How many numbers a plain value holds.

    Raises:
        StudentFailure: it is no plain value.
    """
    if isinstance(value, np.ndarray):
        return value.size
    if isinstance(value, (list, tuple)):
        return sum(map(_elements, value), 1)
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):  # a network's weights by their names
        return sum(map(_elements, value.values()), 1)
    if value is None or isinstance(value, (bool, int, float, np.generic)):
        return 1
    raise StudentFailure("a function that is carried forward was called with something else than numbers")


def called_by(exercise: str, calls: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The others that an exercise's solution calls, those that these call, and so on; the nearest first."""
    found = dict.fromkeys(calls.get(exercise, ()))
    for name in (queue := list(found)):
        new = [other for other in calls.get(name, ()) if other not in found]
        found.update(dict.fromkeys(new))
        queue += new
    return tuple(name for name in found if name != exercise)


def ours_of(made: Any, noted: Noted) -> Ours | OurObjects:
    """A function or class of the reference for a student's code to use."""
    return OurObjects(made, noted) if isinstance(made, type) else Ours(made, noted)
