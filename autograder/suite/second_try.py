"""A failed test is tried once more in a fresh worker: is the answer right there, and wrong only after other calls?

Theory of operation
-------------------
Tests of all exercises share a worker, because making one costs more than most tests. What one call leaves behind
(a global variable, a default argument that is a list, an array changed in place) the next one finds. So the first test
of an exercise that fails is run again alone, in a worker in which the exercise's own cell has just run and nothing was
called:

- It passes, and so does the row of the exercise's tests up to it: something else, another exercise's test or a cell
  further down, had changed what the exercise uses. nbgrader, whose test stands right after the cell, would not have
  noticed. The test has passed.
- It passes alone, but not after the exercise's other tests: the exercise remembers.
- It fails at a call of the notebook's that was not its first. That call is made alone, in another fresh worker; if it
  answers something else, the test is run against the answers that it got before and this one in place of the last. If
  the test then gets past it, the call is right when fresh and wrong later: the exercise remembers.
- It fails in a case that was not its first. The case is tried alone, in another fresh worker, on the inputs that it had
  (what comes before it is answered as it was). If it passes there, twice (an answer may hang on chance), the exercise
  remembers: so it is with objects, whose class may keep what one of them should keep.

In every other case what was found first stands. Code that surely keeps nothing is not tried again.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol, TypeVar

from autograder.protocol.channel import WorkerEnded
from autograder.protocol.codec import CodecError, encode
from autograder.protocol.messages import Call, Request
from autograder.protocol.values import Callback, Handle, Reply, StudentRaised
from autograder.suite.cases import at_each_case
from autograder.suite.proxy import Connection

MOST_REPLIES = 5000
Item = TypeVar("Item")


class Another(Connection, AbstractContextManager[Any], Protocol):
    """Another worker, to be closed."""


class SecondChance(Protocol):
    """What a submission under test offers for a second try."""

    def keeps_nothing(self) -> bool:
        """Whether the student's code surely keeps nothing from call to call."""

    def fresh(self, exercise: str) -> Another | None:
        """Another worker, in which the exercise's own cell has just run; None if there is none to be had."""


class Past(BaseException):
    """The test got past the answer in question."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a request came to, and what it called of the functions given to it: which, and with what."""

    reply: Reply | StudentRaised
    called: Sequence[tuple[int, tuple[Any, ...]]] = ()


class Recorder:
    """Passes requests on and remembers what came.

    Args:
        connection: where they go.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.replies: list[Answered] = []
        self.last: tuple[Request, Sequence[Callback], float | None] | None = None
        self.cases, self.before_case = 0, 0

    def begin_case(self) -> None:
        """A case of the test begins here."""
        self.cases, self.before_case = self.cases + 1, len(self.replies)

    def request(self, message: Request, *, functions: Sequence[Callback] = (), timeout_s: float | None = None) -> Reply:
        """Pass one request on."""
        self.last = (message, functions, timeout_s)
        called: list[tuple[int, tuple[Any, ...]]] = []

        def heard(index: int, *args: Any) -> Any:
            called.append((index, args))
            return functions[index](*args)

        listening = [partial(heard, index) for index in range(len(functions))]
        try:
            reply = self._connection.request(message, functions=listening, timeout_s=timeout_s)
        except StudentRaised as error:
            self.replies.append(Answered(error, called))
            raise
        self.replies.append(Answered(reply, called))
        return reply


class Replay:
    """Answers requests with what was answered before, in order; after that the test is past them.

    The functions given to a request are called as they were then: a test looks at what they saw.

    Args:
        replies: the answers.
        then: who is asked after them, and the test goes on.
    """

    def __init__(self, replies: Sequence[Answered], then: Connection | None = None) -> None:
        self._replies, self._then = list(reversed(replies)), then

    def request(self, message: Request, *, functions: Sequence[Callback] = (), timeout_s: float | None = None) -> Reply:
        """The next of the answers."""
        if not self._replies:
            if self._then is not None:
                return self._then.request(message, functions=functions, timeout_s=timeout_s)
            raise Past
        answered = self._replies.pop()
        for index, args in answered.called:
            with contextlib.suppress(Exception):  # it was the student's code that met it
                functions[index](*args)
        if isinstance(answered.reply, StudentRaised):
            raise answered.reply
        return answered.reply


def passes_after_all(
    subject: SecondChance, exercise: str, before: Sequence[Item], item: Item, run: Callable[[Item, Connection], bool]
) -> bool | None:
    """What a second try says of a failed test.

    Args:
        subject: the submission.
        exercise: whose test it is.
        before: the tests of the exercise that were run before it.
        item: the test.
        run: runs a test over a connection; whether it passes. It lets `Past` through.

    Returns:
        True: it passes where only the exercise's own cell and tests ran. False: the exercise remembers earlier calls.
        None: what was found first stands.
    """
    if subject.keeps_nothing():
        return None
    another = subject.fresh(exercise)
    if another is None:
        return None
    recorder = Recorder(another)
    with another, at_each_case(recorder.begin_case):
        passed = run(item, recorder)
    if passed:
        return True if not before else _passes_in_a_row(subject, exercise, (*before, item), run)
    if not 1 < len(recorder.replies) <= MOST_REPLIES:
        return None
    ways = (_right_when_fresh, _right_in_its_case)
    return False if any(way(subject, exercise, recorder, item, run) for way in ways) else None


def _passes_in_a_row(
    subject: SecondChance, exercise: str, items: Sequence[Item], run: Callable[[Item, Connection], bool]
) -> bool | None:
    another = subject.fresh(exercise)
    if another is None:
        return None
    with another:
        return [run(item, another) for item in items][-1]


def _right_when_fresh(
    subject: SecondChance, exercise: str, recorder: Recorder, item: Item, run: Callable[[Item, Connection], bool]
) -> bool:
    """Whether the last call, which the test failed at, gives a right answer when it is the first."""
    if recorder.last is None:
        return False
    message, functions, timeout_s = recorder.last
    if not isinstance(message, Call) or message.target or _has_handle([*message.args, *message.kwargs.values()]):
        return False
    another = subject.fresh(exercise)
    if another is None:
        return False
    with another:
        fresh = Recorder(another)
        try:
            alone = fresh.request(message, functions=functions, timeout_s=timeout_s)
        except (StudentRaised, WorkerEnded):
            return False
        before = recorder.replies[-1].reply
        if isinstance(before, Reply) and _same(alone.value, before.value):
            return False
        try:
            return run(item, Replay([*recorder.replies[:-1], *fresh.replies]))
        except Past:
            return True


def _right_in_its_case(
    subject: SecondChance, exercise: str, recorder: Recorder, item: Item, run: Callable[[Item, Connection], bool]
) -> bool:
    """Whether the case that the test failed in passes where nothing was called for the cases before it."""
    if not 0 < recorder.before_case < len(recorder.replies):
        return False
    return all(_passes_its_case(subject, exercise, recorder, item, run) for _ in range(2))


def _passes_its_case(
    subject: SecondChance, exercise: str, recorder: Recorder, item: Item, run: Callable[[Item, Connection], bool]
) -> bool:
    begun = itertools.count(1)

    def begin_case() -> None:
        if next(begun) > recorder.cases:
            raise Past

    another = subject.fresh(exercise)
    if another is None:
        return False
    with another, at_each_case(begin_case):
        try:
            return run(item, Replay(recorder.replies[: recorder.before_case], another))
        except Past:
            return True


def _has_handle(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_has_handle, value))
    if isinstance(value, dict):
        return any(map(_has_handle, value.values()))
    return isinstance(value, Handle)


def _same(first: Any, second: Any) -> bool:
    """Whether two answers are the same bit by bit; those that cannot be compared are."""
    try:
        (head, payload), (other_head, other_payload) = encode(first), encode(second)
    except CodecError:
        return True
    return head == other_head and b"".join(map(bytes, payload)) == b"".join(map(bytes, other_payload))
