"""The worker's end of the conversation: receives requests, does them in the student's namespace, answers."""

from __future__ import annotations

import io
import itertools
import operator
import os
import sys
import warnings
from collections.abc import Callable
from types import FunctionType
from typing import Any

import numpy as np

from autograder.protocol.codec import decode, encode
from autograder.protocol.messages import MAGIC, PREFIX, VERSION, Kind
from autograder.protocol.values import Function, Handle, Rng, Shared
from autograder.worker.cells import Notebook
from autograder.worker.errors import MAX_MESSAGE, describe_error
from autograder.worker.figures import describe_figure
from autograder.worker.figures_ahead import make_figures_ahead
from autograder.worker.objects import Objects, may_be_altered
from autograder.worker.overflow import Watch
from autograder.worker.printed import Printed
from autograder.worker.ticks import make_ticks_late

_SHARED: dict[str, Any] = {}
_OPERATORS: dict[str, Callable[..., Any]] = {
    **{name: getattr(operator, name) for name in (
        "add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "lt", "le", "gt", "ge", "eq", "ne",
        "neg", "pos", "abs")},
    "len": len,
    "list": lambda value: list(itertools.islice(value, MAX_ITEMS)),
    "contains": operator.contains,
    "bool": bool,
    "str": str,
    "enter": lambda value: type(value).__enter__(value),
    "exit": lambda value: type(value).__exit__(value, None, None, None),
}  # fmt: skip
MAX_ITEMS = 100_000
MAX_PAYLOAD_BYTES = 64 << 20


def share(name: str, array: Any) -> None:
    """Give every worker a read-only array, by name. Called in the warm parent."""
    _SHARED[name] = array


def warm_up() -> None:
    """Pay the first use of what was preloaded once, in the warm parent, and not in every worker."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        make_ticks_late()
        figure, axes = pyplot.subplots(2, 2)
        for line, label in zip(axes.flat, "abcd", strict=True):
            line.plot([0.0, 1.0], [0.0, 1.0], label=label)
            line.legend()
            line.set(title="warm", xlabel="x", ylabel="y")
        figure.tight_layout()
        describe_figure(figure, identity=0)
        pyplot.close("all")
        make_figures_ahead()
        _forget_fonts()


def _forget_fonts() -> None:
    """Close the fonts that were opened here: matplotlib would have every fork do it, before anything else."""
    fonts = getattr(sys.modules.get("matplotlib.font_manager"), "_get_font", None)
    if fonts is not None:
        fonts.cache_clear()


def _close_figures() -> None:
    """What pyplot draws on next is a new figure, as in the next cell of a notebook."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close("all")


def serve(channel_fd: int, answers_fd: int | None = None) -> None:
    """Answer requests until the other side hangs up.

    Args:
        channel_fd: a stream socket to the trusted end, or what brings its requests.
        answers_fd: where answers go, if not there.
    """
    worker = _Worker(channel_fd, channel_fd if answers_fd is None else answers_fd)
    worker.send(Kind.READY, 0, None)
    try:
        while True:
            worker.answer()
    except HungUp:
        os._exit(0)  # the grader has all it wants; student threads and exit handlers have no say


def watched(function: Callable[..., Any], args: list[Any], kwargs: dict[str, Any], caught: list[Any]) -> Any:
    """Call a function with NumPy's warnings as they are at the start of a session, whatever a cell has set.

    Args:
        function: the function.
        args: its arguments.
        kwargs: its keyword arguments.
        caught: the warnings so far; one is added of an overflow that the function has silenced.
    """
    with Watch() as watch:
        value = function(*args, **kwargs)
    if watch.seen and not any("overflow" in str(item.message) for item in caught):
        message = RuntimeWarning("overflow encountered, and the warning of it silenced")
        caught.append(warnings.WarningMessage(message, RuntimeWarning, "", 0))
    return value


class HungUp(BaseException):
    """The grader closed the channel."""


class _Worker:
    def __init__(self, channel_fd: int, answers_fd: int) -> None:
        self.fd, self.answers_fd = channel_fd, answers_fd
        self.buffer = bytearray()
        self.number = 0
        self.notebook, self.objects = Notebook(), Objects()
        self.printed = Printed()
        self.callers: dict[Callable[..., Any], tuple[int, int]] = {}
        sys.stdout, sys.stderr = self.printed, self.printed
        sys.stdin = io.StringIO()  # input() gets an EOFError; and where no view confines, no file may be opened
        warnings.simplefilter("always")

    # ---------------------------------------------------------------- frames

    def read(self, size: int) -> bytes:
        while len(self.buffer) < size:
            part = os.read(self.fd, max(1 << 16, min(size, 1 << 20)))
            if not part:
                raise HungUp
            self.buffer += part
        data = bytes(self.buffer[:size])
        del self.buffer[:size]
        return data

    def receive(self) -> tuple[Kind, int, Any]:
        _, _, kind, number, head_bytes, payload_bytes = PREFIX.unpack(self.read(PREFIX.size))
        body = decode(self.read(head_bytes), self.read(payload_bytes), resolve=lambda what: self.resolve(what, number))
        return Kind(kind), number, body

    def send(self, kind: Kind, number: int, body: Any) -> None:
        head, payload = encode(body, max_payload_bytes=MAX_PAYLOAD_BYTES)
        size = sum(len(part) for part in payload)
        parts = [PREFIX.pack(MAGIC, VERSION, kind, number, len(head), size) + head, *payload]
        for part in [b"".join(parts)] if size <= 1 << 16 else parts:
            view = memoryview(part)
            while view:
                view = view[os.write(self.answers_fd, view) :]

    # ---------------------------------------------------------------- requests

    def resolve(self, what: Handle | Function | Rng | Shared, number: int) -> Any:
        match what:
            case Handle():
                return self.objects.find(what.number)
            case Rng():
                return np.random.default_rng(what.seed)
            case Shared():
                return _SHARED[what.name]
            case Function():
                return self.caller(what.number, number)

    def caller(self, index: int, given: int) -> Callable[..., Any]:
        """A function that asks the grader's, which came with the request `given`; a closure may keep it for later.

        It may be passed to another one of the grader's, which gets the grader's own in its place.
        """

        def call(*args: Any) -> Any:
            ours = {at: self.callers[arg] for at, arg in enumerate(args)
                    if type(arg) is FunctionType and arg in self.callers}  # fmt: skip
            plain = [None if at in ours else self.objects.outgoing(arg) for at, arg in enumerate(args)]
            passed = [[at, *where] for at, where in ours.items()]
            self.send(Kind.CALLBACK, self.number, [given, index, plain, *([passed] if passed else [])])
            kind, _, value = self.receive()
            if kind is Kind.CALLBACK_RESULT:
                return value
            raise RuntimeError(f"the function that was given raised {value}")

        self.callers[call] = (given, index)
        return call

    def answer(self) -> None:
        kind, number, body = self.receive()
        self.number = number
        self.printed.clear()
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                value, after = self.do(kind, body, caught)
            # Encoding is inside: what a student returns may fail to cross, and that is the student's error.
            plain = [[index, self.objects.outgoing(argument)] for index, argument in after]
            seen = [[w.category.__name__, str(w.message)[:MAX_MESSAGE]] for w in caught[:50]]
            self.send(Kind.REPLY, number, [self.objects.outgoing(value), plain, self.printed.text(), seen])
        except HungUp:
            raise
        except BaseException as error:  # noqa: BLE001  SystemExit and KeyboardInterrupt are answers, too
            exercises = self.notebook.checkpoints.exercises
            self.send(Kind.RAISED, number, describe_error(error, self.notebook.module.__dict__, exercises))

    def do(self, kind: Kind, body: list[Any], caught: list[Any]) -> tuple[Any, list[tuple[int, Any]]]:
        """One request: its value, and the arguments as they are now; whether they changed the grader sees itself."""
        if kind is Kind.RUN:
            cell, source = body
            self.notebook.run(cell, source)
            return None, []
        if kind is Kind.LOAD:
            self.notebook.load(*body)
            return None, []
        if kind is Kind.CALL:
            target, name, args, kwargs, watch, keep = body
            function = self.named(target, name)
            value = watched(function, args, kwargs, caught) if watch else function(*args, **kwargs)
            after = [(index, arg) for index, arg in enumerate(args) if watch and may_be_altered(arg)]
            return (self.objects.keep(value) if keep else value), after
        return self.look(kind, body), []

    def look(self, kind: Kind, body: list[Any]) -> Any:
        match kind, body:
            case Kind.GET, [target, name, keep]:
                value = self.named(target, name)
                return self.objects.keep(value) if keep else value
            case Kind.SET, [target, name, value]:
                if not target and isinstance(value, FunctionType):  # a plot may take its labels from names
                    value.__name__ = value.__qualname__ = name
                setattr(self.target(target), name, value)
                return None
            case Kind.ITEM, [target, key, keep]:
                value = self.target(target)[key]
                return self.objects.keep(value) if keep else value
            case Kind.SET_ITEM, [target, key, value]:
                self.target(target)[key] = value
                return None
            case Kind.OPERATE, [name, operands]:
                return _OPERATORS[name](*operands)
            case Kind.PUT, [value]:
                return self.objects.keep(value)
            case Kind.REWIND, [exercise]:
                _close_figures()
                return self.notebook.checkpoints.rewind(exercise)
            case Kind.RELEASE, []:
                self.objects.release()
                return None
        raise ValueError(f"unknown request {kind}")

    def named(self, target: int, name: str) -> Any:
        """A name of the notebook, an attribute of an object, or (without a name) the object itself."""
        if target or not name:
            return getattr(self.target(target), name) if name else self.target(target)
        try:
            return self.notebook.module.__dict__[name]
        except KeyError:
            raise NameError(f"name '{name}' is not defined", name=name) from None

    def target(self, number: int) -> Any:
        return self.objects.find(number) if number else self.notebook.module
