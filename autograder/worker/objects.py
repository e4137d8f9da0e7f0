"""Student's objects: which cross as plain data, which stay and get a number, and what a call changed."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from autograder.protocol.codec import DTYPES, clean_name
from autograder.protocol.values import Handle, Opaque
from autograder.worker.figures import describe_figure

_NATIVE = set(DTYPES.values())
_ATOMS = (type(None), bool, int, float, complex, str, bytes)
MAX_DEPTH = 32


class Objects:
    """The objects that the grader holds handles to."""

    def __init__(self) -> None:
        self._objects: dict[int, object] = {}
        self._numbers: dict[int, int] = {}

    def keep(self, value: object) -> Handle:
        """A handle to `value`; the same object has the same one."""
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self._objects) + 1
            self._objects[number], self._numbers[id(value)] = value, number
        return Handle(number, clean_name(type(value).__name__))

    def find(self, number: int) -> Any:
        """The object of a handle."""
        return self._objects[number]

    def release(self) -> None:
        """Forget all objects."""
        self._objects.clear()
        self._numbers.clear()

    def outgoing(self, value: Any, depth: int = 0) -> Any:
        """What is sent for a value: subclasses as their plain base, figures described, other objects as handles.

        A class, a module and a generator cannot be used by the grader: they become Opaque.
        """
        kind = type(value)
        if value is None or kind in _ATOMS or kind is Handle:
            return value
        if depth > MAX_DEPTH:
            return Opaque("value nested too deeply")
        if kind is list or kind is tuple:
            return kind(self.outgoing(item, depth + 1) for item in value)
        if kind is dict:
            return {self._key(k): self.outgoing(v, depth + 1) for k, v in value.items()}
        if isinstance(value, np.ndarray):
            return _plain_array(value)
        if isinstance(value, np.generic):
            return _plain_scalar(value)
        return self._other(value, depth)

    def _key(self, key: Any) -> Any:
        plain = self.outgoing(key)
        return plain if isinstance(plain, (*_ATOMS, np.generic, tuple)) else Opaque(clean_name(type(key).__name__))

    def _other(self, value: Any, depth: int) -> Any:
        # The base class's own methods are used on a subclass: its overridden ones may say something else.
        if isinstance(value, int):
            return int.__index__(value)
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, str):
            return str.__str__(value)
        if isinstance(value, list):
            return [self.outgoing(item, depth + 1) for item in list.__iter__(value)]
        if isinstance(value, tuple):
            return tuple(self.outgoing(item, depth + 1) for item in tuple.__iter__(value))
        if isinstance(value, dict):
            return {self._key(k): self.outgoing(v, depth + 1) for k, v in dict.items(value)}
        if isinstance(value, (set, frozenset)):
            return {self._key(item) for item in value}
        if isinstance(value, (type, type(sys))) or hasattr(value, "__next__"):
            return Opaque(clean_name(type(value).__name__))
        if type(value).__name__ == "Figure" and "matplotlib.figure" in sys.modules:
            figure = describe_figure(value, identity=self.keep(value).number)
            if figure is not None:
                return figure
        return self.keep(value)


def _plain_array(array: Any) -> Any:
    plain = np.ndarray.view(array, np.ndarray)
    if plain.dtype in _NATIVE:
        return plain
    if plain.dtype.kind in "biufc":
        native = plain.dtype.newbyteorder("=")
        if native in _NATIVE:
            return plain.astype(native)
    return Opaque(clean_name(f"ndarray of dtype {plain.dtype}"))


def _plain_scalar(scalar: Any) -> Any:
    if isinstance(scalar, np.str_):
        return str.__str__(scalar)
    if isinstance(scalar, np.bytes_):
        return bytes(scalar)
    return scalar if scalar.dtype in _NATIVE else Opaque(clean_name(f"scalar of dtype {scalar.dtype}"))


def may_be_altered(value: Any, depth: int = 0) -> bool:
    """Whether a call may have altered an argument that was sent by value, in place."""
    kind = type(value)
    if isinstance(value, np.ndarray):
        return kind is not np.ndarray or value.flags.writeable
    if kind is tuple:
        return depth < MAX_DEPTH and any(may_be_altered(item, depth + 1) for item in value)
    return kind is list or kind is dict
