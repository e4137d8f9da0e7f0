"""How the namespace stood after each cell, and the way back there.

An exercise is tested as the notebook stood when its own cell had run, as nbgrader's test, which stands right after the
cell, would find it: `step = 0.1` or `from math import *` further down is no business of an earlier `step` or `tanh`.
After each cell the names and what they stand for are written down (a shallow copy: objects are not), the attributes of
the notebook's own classes, and what NumPy does about overflow. To go back, the one dictionary that is every function's
globals gets its earlier content again, in place, so that recursion, closures, methods and decorated functions all see
it.

What an exercise looks up and was not defined yet is filled in from the next cell that defines it. A released stub that
nobody filled in defines nothing: its answer may stand in a later cell. All of this happens in the student's process,
whose word is no better for it: it decides which of the student's own objects are asked, nothing else.
"""

from __future__ import annotations

import weakref
from collections.abc import Container, Iterable
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import numpy as np

LARGE_BYTES = 1 << 20
_ABSENT = object()
_namespace_of = type.__dict__["__dict__"].__get__  # a class's own attributes, whatever its metaclass says
_OF_EVERY_CLASS = frozenset({"__dict__", "__weakref__", "__doc__", "__module__", "__abstractmethods__", "_abc_impl"})


@dataclass(frozen=True, slots=True)
class _Standing:
    """The names after one cell, and the attributes of the classes among them.

    A large array is held weakly: a notebook that gives one name to one large array after another has room for one.
    """

    cell: str
    names: dict[str, Any]
    large: dict[str, weakref.ref[Any]]
    classes: dict[type, dict[str, Any]]
    errors: Any  # what NumPy does about overflow and the like


class Checkpoints:
    """The names of the notebook as they stood after each of its cells.

    Args:
        namespace: the dictionary that the cells run in.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self._namespace = namespace
        self._standings: list[_Standing] = []
        self._own: dict[str, int] = {}  # where the cell of an exercise left its names
        self._stubs: dict[str, Any] = {}  # what released stubs define
        self._views: list[dict[str, Any]] = []

    def keep(self, cell: str, exercises: Iterable[str] = (), stubs: Container[str] = ()) -> None:
        """Write down how the names stand after a cell, which is those exercises' own; some may be released stubs."""
        names: dict[str, Any] = {}
        large: dict[str, weakref.ref[Any]] = {}
        classes: dict[type, dict[str, Any]] = {}
        for name, value in self._namespace.items():
            if type(value) is np.ndarray and _bytes_held(value) > LARGE_BYTES:
                large[name] = weakref.ref(value)
                continue
            names[name] = value
            if isinstance(value, type):
                attributes = _namespace_of(value)
                if attributes.get("__module__") == "__main__":
                    classes[value] = dict(attributes)
        for exercise in exercises:
            if exercise in stubs:
                self._stubs[exercise] = names.get(exercise)
            else:
                self._own[exercise] = len(self._standings)
        self._standings.append(_Standing(cell, names, large, classes, np.geterr()))

    @property
    def exercises(self) -> frozenset[str]:
        """Those whose own cells have run, released stubs among them."""
        return frozenset(self._own.keys() | self._stubs.keys())

    def rewind(self, exercise: str) -> str:
        """Have the names stand as they did after the exercise's own cell.

        Returns:
            The cell that later deleted the exercise's name or gave it to something else; empty if none did.
        """
        if not self._standings:
            return ""
        if not self._views:
            self._views = self._merged()
        at = self._place(exercise)
        self._namespace.clear()
        self._namespace.update(self._views[at])
        for kind, attributes in self._standings[at].classes.items():
            _restore(kind, attributes)
        np.seterr(**self._standings[at].errors)
        return self._reused(exercise, at)

    def _merged(self) -> list[dict[str, Any]]:
        """The names for each standing, with those that were not defined yet from the next cell that defines them."""
        views: list[dict[str, Any]] = []
        later = dict(self._namespace)
        for standing in reversed(self._standings):
            later = {**later, **standing.names}
            for name, reference in standing.large.items():
                array = reference()
                if array is not None:
                    later[name] = array
            views.append(later)
        views.reverse()
        self._fill_stubs(views)
        self._keep_functions(views)
        return views

    def _fill_stubs(self, views: list[dict[str, Any]]) -> None:
        """Have a stub that stands for nothing give way to the next answer, wherever that is."""
        for name, stub in self._stubs.items():
            answer = stub
            for view in reversed(views):
                if view.get(name) is stub:
                    view[name] = answer
                elif _is_made_here(view.get(name)):
                    answer = view[name]

    def _keep_functions(self, views: list[dict[str, Any]]) -> None:
        """Give other exercises the function, where its name now stands for a plain value: `loss = loss(5.0)`."""
        for name, at in self._own.items():
            own = self._standings[at].names.get(name)
            if _is_made_here(own):
                for view in views[at + 1 :]:
                    if not _is_made_here(view.get(name)):
                        view[name] = own

    def _place(self, exercise: str) -> int:
        """The standing that an exercise is tested at: after its own cell, or after the last that defines it."""
        own = self._own.get(exercise)
        if own is not None and exercise in self._standings[own].names:
            return own
        found, before = len(self._standings) - 1, self._stubs.get(exercise, _ABSENT)
        for at, standing in enumerate(self._standings):
            value = standing.names.get(exercise, _ABSENT)
            if value is not before and _is_made_here(value) and value is not self._stubs.get(exercise, _ABSENT):
                found = at
            before = value
        return found

    def _reused(self, exercise: str, at: int) -> str:
        here = self._standings[at].names.get(exercise, _ABSENT)
        if here is _ABSENT:
            return ""
        for standing in self._standings[at + 1 :]:
            if standing.names.get(exercise, _ABSENT) is not here:
                return standing.cell
        return ""


def _bytes_held(array: np.ndarray[Any, Any]) -> int:
    """How much memory lives as long as this array: a view keeps the whole of what it looks at."""
    return max(array.nbytes, array.base.nbytes if type(array.base) is np.ndarray else 0)


def _is_made_here(value: Any) -> bool:
    """Whether a value is a function or a class, as the answers to exercises are."""
    return isinstance(value, (FunctionType, type))


def _restore(kind: type, attributes: dict[str, Any]) -> None:
    """Give a class the attributes that it had; what was added since stays, as a name does that was not defined yet."""
    now = _namespace_of(kind)
    for name, value in attributes.items():
        if now.get(name, _ABSENT) is not value and name not in _OF_EVERY_CLASS:
            type.__setattr__(kind, name, value)
