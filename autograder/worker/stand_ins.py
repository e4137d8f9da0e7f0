"""Stands in for functions and classes of the notebook that are the grader's for a while: whoever calls them asks it.

An object is here a number. What was asked of its attributes is kept, as a mirror: `layer.W` is the same array each
time, and whatever is written into it the grader is told with the next question; each answer tells what has changed
there. What the grader cannot take an object keeps to itself.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Sequence
from types import FunctionType
from typing import Any

from autograder.protocol.mirrors import FUNCTION, OBJECT, Stranger, frozen, packed, unpacked, update


def put(
    namespace: dict[str, Any], ask: Callable[..., Any], functions: Sequence[str], classes: dict[str, list[str]]
) -> None:
    """Have names stand for functions and classes of the grader's.

    Args:
        namespace: of the notebook.
        ask: asks the grader.
        functions: their names.
        classes: the methods of each.
    """
    desk = _Desk(ask)
    for name in functions:
        namespace[name] = desk.function(name)
    for name, methods in classes.items():
        namespace[name] = desk.kind(name, methods)


class _Desk:
    """Where all of them ask."""

    def __init__(self, ask: Callable[..., Any]) -> None:
        self._ask = ask
        self._names: dict[Any, str] = {}
        self._kinds: dict[str, type] = {}
        self._objects: dict[int, Any] = {}
        self._mirrors: dict[tuple[int, str], list[Any]] = {}  # the value and how it was when both sides had the same

    def function(self, name: str) -> Callable[..., Any]:
        """A function of the grader's."""

        def function(*args: Any, **named: Any) -> Any:
            return self.do("call", 0, name, args, named)

        function.__name__ = function.__qualname__ = name
        self._names[function] = name
        return function

    def kind(self, name: str, methods: Sequence[str]) -> type:
        """A class of the grader's."""
        desk = self

        def make(self: Any, *args: Any, **named: Any) -> None:
            desk.made(desk.do("make", 0, name, args, named), self)

        def get(self: Any, attribute: str) -> Any:
            if attribute.startswith("_"):
                raise AttributeError(attribute)
            return desk.get(self._number, attribute)

        def put_in(self: Any, attribute: str, value: Any) -> None:
            if attribute.startswith("_") or not desk.set(self._number, attribute, value):
                object.__setattr__(self, attribute, value)
            else:
                self.__dict__.pop(attribute, None)

        def copied(self: Any, _: Any) -> Any:
            desk.do("refuse", 0, "")
            raise TypeError("this object cannot be copied")

        body: dict[str, Any] = {
            "__init__": make, "__getattr__": get, "__setattr__": put_in, "__reduce_ex__": copied,
            **{method: self._method(method) for method in methods},
        }  # fmt: skip
        self._kinds[name] = type(name, (), body)
        return self._kinds[name]

    def made(self, number: int, it: Any) -> None:
        """It stands for that object of the grader's."""
        it.__dict__["_number"] = number
        self._objects[number] = it

    def _method(self, name: str) -> Callable[..., Any]:
        def method(of: Any, *args: Any, **named: Any) -> Any:
            return self.do("method", vars(of)["_number"], name, args, named)

        method.__name__ = method.__qualname__ = name
        return method

    def get(self, number: int, attribute: str) -> Any:
        """An attribute of an object."""
        if (number, attribute) not in self._mirrors:
            value = self.do("get", number, attribute)
            self._mirrors[number, attribute] = [value, frozen(self._pack(value))]
        return self._mirrors[number, attribute][0]

    def set(self, number: int, attribute: str, value: Any) -> bool:
        """Set an attribute of an object; False if the grader cannot have the value."""
        try:
            now = frozen(packed(value, self._known))
        except Stranger:
            return False
        self.do("set", number, attribute, (value,))
        self._mirrors[number, attribute] = [value, now]
        return True

    def do(
        self, what: str, number: int, name: str, args: Sequence[Any] = (), named: dict[str, Any] | None = None
    ) -> Any:
        """Ask, with what was written into mirrors, and take in what has changed there."""
        named = named or {}
        values = [*args, *named.values()]
        given = [value if type(value) is FunctionType and value not in self._names else self._pack(value)
                 for value in values]  # fmt: skip
        status, value, changed, altered = self._ask(what, number, name, list(named), self._written(), *given)
        for at, now in altered:
            update(values[at], self._unpack(now))
        for of, attribute, how, now in changed:
            self._change((of, attribute), how, now)
        if status == "raised":
            kind = getattr(builtins, value, RuntimeError)
            raise (kind if isinstance(kind, type) and issubclass(kind, Exception) else RuntimeError)(
                f"{name} raised it"
            )
        if status == "missing":
            raise AttributeError(name)
        return self._unpack(value)

    def _written(self) -> list[list[Any]]:
        written = []
        for (number, attribute), mirror in self._mirrors.items():
            now = self._pack(mirror[0])
            if (seen := frozen(now)) != mirror[1]:
                mirror[1] = seen
                written.append([number, attribute, now])
        return written

    def _change(self, key: tuple[int, str], how: str, now: Any) -> None:
        if how == "gone":
            self._mirrors.pop(key, None)
            return
        value = self._unpack(now)
        mirror = self._mirrors[key]
        mirror[:] = [mirror[0] if how == "altered" and update(mirror[0], value) else value, frozen(now)]

    def _pack(self, value: Any) -> Any:
        try:
            return packed(value, self._known)
        except Stranger as stranger:
            self._ask("refuse", 0, "", [], [])
            raise TypeError(f"a {stranger} cannot be passed on") from None

    def _known(self, value: Any) -> dict[str, Any] | None:
        for name, kind in self._kinds.items():
            if isinstance(value, kind):
                return {OBJECT: [name, value.__dict__["_number"]]}
        name = self._names.get(value, "") if type(value) is FunctionType else ""
        return {FUNCTION: name} if name else None

    def _unpack(self, value: Any) -> Any:
        return unpacked(value, self._find)

    def _find(self, tag: str, body: Any) -> Any:
        if tag == FUNCTION:
            return next(function for function, name in self._names.items() if name == body)
        name, number = body
        if number not in self._objects:
            self.made(number, object.__new__(self._kinds[name]))
        return self._objects[number]
