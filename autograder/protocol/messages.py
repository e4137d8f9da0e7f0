"""The messages, by direction, and the frame that carries one.

A frame is a prefix of 20 bytes, a head and a payload (see `codec`). The prefix holds a magic number with the version,
the kind, the number of the request that the frame belongs to, and both sizes.

    grader to worker                        worker to grader
    Run, Load, Rewind, Call, Get, Set,      READY once;
    Item, SetItem, Operate, Put, Release    then for each request any number of CALLBACK frames,
    CALLBACK_RESULT, CALLBACK_RAISED        then exactly one REPLY or RAISED with the request's number
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, ClassVar

PREFIX = struct.Struct("<2sBBIIQ")
MAGIC = b"AG"
VERSION = 1


class Kind(IntEnum):
    """What a frame is."""

    RUN = 1
    CALL = 2
    GET = 3
    SET = 4
    ITEM = 5
    SET_ITEM = 6
    OPERATE = 7
    PUT = 8
    RELEASE = 9
    CALLBACK_RESULT = 10
    CALLBACK_RAISED = 11
    LOAD = 12
    REWIND = 13

    READY = 32
    REPLY = 33
    RAISED = 34
    CALLBACK = 35


FROM_WORKER = {kind.value: kind for kind in (Kind.READY, Kind.REPLY, Kind.RAISED, Kind.CALLBACK)}


@dataclass(frozen=True, slots=True)
class Run:
    """Run code beside the notebook's own. `cell` names it in errors."""

    kind: ClassVar[Kind] = Kind.RUN
    cell: str
    source: str

    def body(self) -> list[Any]:
        """The fields in the order in which they are sent."""
        return [self.cell, self.source]


@dataclass(frozen=True, slots=True)
class Load:
    """Run one cell of the notebook and remember how its names stand after it, even if it raises.

    `exercises` are those whose own cell it is; `stubs` those of them that it holds as they were released.
    """

    kind: ClassVar[Kind] = Kind.LOAD
    cell: str
    source: str
    exercises: tuple[str, ...] = ()
    stubs: tuple[str, ...] = ()

    def body(self) -> list[Any]:
        """The fields in the order in which they are sent."""
        return [self.cell, self.source, self.exercises, self.stubs]


@dataclass(frozen=True, slots=True)
class Rewind:
    """Have the names stand as they did after the exercise's own cell.

    The reply is the cell that later gave the exercise's name to something else, or an empty text.
    """

    kind: ClassVar[Kind] = Kind.REWIND
    exercise: str

    def body(self) -> list[Any]:
        """The fields in the order in which they are sent."""
        return [self.exercise]


@dataclass(frozen=True, slots=True)
class Call:
    """Call a name of the notebook, a method (`name`) of an object or the object itself (`name` empty).

    With `watch`, the reply has the arguments that can be altered, as they are after the call; with `keep`, the value
    stays there as a handle.
    """

    kind: ClassVar[Kind] = Kind.CALL
    target: int
    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    watch: bool = False
    keep: bool = False

    def body(self) -> list[Any]:
        """The fields in the order in which they are sent."""
        return [self.target, self.name, list(self.args), self.kwargs, self.watch, self.keep]


@dataclass(frozen=True, slots=True)
class Get:
    """An attribute of an object, or a name of the notebook (`target` 0)."""

    kind: ClassVar[Kind] = Kind.GET
    target: int
    name: str
    keep: bool = False

    def body(self) -> list[Any]:
        """The fields in the order in which they are sent."""
        return [self.target, self.name, self.keep]


@dataclass(frozen=True, slots=True)
class Set:
    """Set an attribute of an object."""

    kind: ClassVar[Kind] = Kind.SET
    target: int
    name: str
    value: Any

    def body(self) -> list[Any]:
        """The fields in the order in which they are sent."""
        return [self.target, self.name, self.value]


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an object: `object[key]`."""

    kind: ClassVar[Kind] = Kind.ITEM
    target: int
    key: Any
    keep: bool = False

    def body(self) -> list[Any]:
        """The fields in the order in which they are sent."""
        return [self.target, self.key, self.keep]


@dataclass(frozen=True, slots=True)
class SetItem:
    """Set an item of an object: `object[key] = value`."""

    kind: ClassVar[Kind] = Kind.SET_ITEM
    target: int
    key: Any
    value: Any

    def body(self) -> list[Any]:
        """The fields in the order in which they are sent."""
        return [self.target, self.key, self.value]


@dataclass(frozen=True, slots=True)
class Operate:
    """A binary operator by its name in the module `operator`, or what one object is asked: `neg`, `len`, `str`."""

    kind: ClassVar[Kind] = Kind.OPERATE
    name: str
    operands: tuple[Any, ...]

    def body(self) -> list[Any]:
        """The fields in the order in which they are sent."""
        return [self.name, list(self.operands)]


@dataclass(frozen=True, slots=True)
class Put:
    """Keep a plain value in the worker, as a handle."""

    kind: ClassVar[Kind] = Kind.PUT
    value: Any

    def body(self) -> list[Any]:
        """The fields in the order in which they are sent."""
        return [self.value]


@dataclass(frozen=True, slots=True)
class Release:
    """Forget all handles."""

    kind: ClassVar[Kind] = Kind.RELEASE

    def body(self) -> list[Any]:
        """The fields in the order in which they are sent."""
        return []


Request = Run | Load | Rewind | Call | Get | Set | Item | SetItem | Operate | Put | Release
