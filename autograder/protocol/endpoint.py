"""The trusted end of the conversation with one worker.

A request; then any number of callbacks; then exactly one reply with the request's number. Anything else ends the
worker. Every wait has a deadline, which is a total: a reply that trickles in does not extend it.

Requests whose answers decide nothing about the next one are sent ahead: the cells of a notebook, and to go back to an
exercise's own names before its first call. They are answered in their order, each as if it had been sent alone.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from autograder.model import OutcomeKind
from autograder.protocol.channel import SURELY_TAKEN_BYTES, WALL_FACTOR, ByteChannel, Spent
from autograder.protocol.codec import (
    SURELY_NO_TABLE_BYTES,
    CodecError,
    check_text_tables,
    clean_name,
    clean_text,
    decode,
    encode,
)
from autograder.protocol.messages import FROM_WORKER, MAGIC, PREFIX, VERSION, Kind, Request
from autograder.protocol.values import Callback, Function, Handle, Reply, StudentRaised

MAX_REPLY_HEAD_BYTES = 4 << 20
MAX_REPLY_PAYLOAD_BYTES = 64 << 20
MAX_CALLBACKS_PER_REQUEST = 50_000
MAX_CALLBACKS = 500_000
# A function of the suite may make eight bytes of each truth value, and need that several times over.
MAX_CALLBACK_PAYLOAD_BYTES = 16 << 20
# A suite may keep every argument that its function was called with. Text and numbers of a head become objects, which
# take several times the room.
MAX_CALLBACK_BYTES = 96 << 20
HEAD_WEIGHT = 8
SURELY_SMALL_BYTES = 1 << 20
MAX_MESSAGE = 2000
MAX_PRINTED = 4000
MAX_WARNINGS = 50
MAX_LINES = 1 << 24  # more than any cell has, or any line characters
_LEAST_S = 0.01
"""So much processor time a cell may take where those before it have used up all."""

Clock = Callable[[], float]


@dataclass(slots=True)
class TimeLeft:
    """What a submission may still use, over all of its workers.

    Args:
        cpu_s: processor seconds.
        wall_s: seconds on the wall, without those in which the machine had no processor for it.
    """

    cpu_s: float
    wall_s: float = math.nan

    def __post_init__(self) -> None:
        if math.isnan(self.wall_s):
            self.wall_s = WALL_FACTOR * self.cpu_s

    def take(self, cpu_s: float, wall_s: float) -> None:
        """It has used that."""
        self.cpu_s -= cpu_s
        self.wall_s -= wall_s

    @property
    def over(self) -> bool:
        """Whether nothing is left."""
        return self.cpu_s <= 0 or self.wall_s <= 0


class Endpoint:
    """Sends requests to one worker and receives what it answers.

    Args:
        channel: the bytes.
        call_s: processor seconds of a request that does not say otherwise.
        left: what the submission may still use; what a request uses is taken from it.
    """

    def __init__(
        self, channel: ByteChannel, *, call_s: float, left: TimeLeft, clock: Clock = time.monotonic
    ) -> None:
        self._channel, self._call_s, self._left, self._clock = channel, call_s, left, clock
        self._number = 0
        self._callbacks = 0
        self._callback_bytes = 0
        self._serving = False
        self._given: dict[int, Sequence[Callback]] = {}
        self.student_s = 0.0
        """Seconds spent waiting for the worker so far."""
        self.cpu_s = 0.0
        """Processor seconds of the last request; its seconds on the wall where the system does not say."""
        self.longest_s = 0.0
        """The most of these that a request took."""

    def wait_until_ready(self, *, timeout_s: float) -> None:
        """Wait for the worker's first frame.

        Raises:
            WorkerEnded: it did not come.
        """
        self._channel.allow(timeout_s)
        kind, _, _ = self._receive(self._clock() + timeout_s)
        if kind is not Kind.READY:
            self._channel.end(OutcomeKind.PROTOCOL, f"the first frame was {kind.name}")

    def request(
        self,
        message: Request,
        *,
        functions: Sequence[Callback] = (),
        timeout_s: float | None = None,
        ahead: Sequence[tuple[Request, Callable[[Reply | StudentRaised], None]]] = (),
    ) -> Reply:
        """Send one request and wait for its reply, serving callbacks meanwhile.

        Args:
            message: the request.
            functions: what `Function(i)` in the request stands for. Student code may keep them and call them later.
            timeout_s: its own limit in processor seconds.
            ahead: small requests that are sent with it, before it, and are a part of it; with who is told the answer.

        Raises:
            StudentRaised: student code raised.
            WorkerEnded: the worker is gone or had to be ended.
            TypeError: a callback wants to ask the worker something, which waits for the callback's own answer.
            Exception: whatever a callback raised; it is raised again here, for a student may have swallowed it.
        """
        if self._serving:
            raise TypeError("an object of the student's code cannot be used in a function that it calls")
        limit_s = self._call_s if timeout_s is None else timeout_s
        answers: list[Reply | StudentRaised] = []
        try:
            answers.extend(self._answers([*(earlier for earlier, _ in ahead), message], functions, limit_s))
        finally:
            for (_, then), answer in zip(ahead, answers, strict=False):
                then(answer)
        answer = answers[-1]
        if isinstance(answer, StudentRaised):
            raise answer
        return answer

    def load(self, cells: Sequence[Request], *, limit_s: float) -> Iterator[Reply | StudentRaised]:
        """Run cells one after the other; what came of each.

        Args:
            cells: the requests.
            limit_s: processor seconds for all of them.

        Raises:
            WorkerEnded: the worker is gone; it was the cell that ended it of which nothing came.
        """
        return self._answers(cells, (), limit_s) if cells else iter(())

    def _answers(
        self, messages: Sequence[Request], functions: Sequence[Callback], limit_s: float
    ) -> Iterator[Reply | StudentRaised]:
        """Send requests, and give their answers as they come. All have to be taken.

        They share a limit of processor time. On the wall each may take a multiple of what the ones before have left.
        """
        start_s = began_s = self._clock()
        limit_s = min(limit_s, max(self._left.cpu_s, 0.0))
        used_s = 0.0
        self._channel.allow(limit_s)
        if self._channel.has_unread():
            self._channel.end(OutcomeKind.PROTOCOL, "data that nobody asked for")
        number = self._number
        if functions:
            self._given[number + len(messages)] = functions
        frames = [self._frame(message.kind, message.body(), number + at) for at, message in enumerate(messages, 1)]
        sent = 0
        try:
            for at in range(len(frames)):
                left_s = max(self._left.wall_s - (began_s - start_s), 0.0)
                own_s = max(limit_s - used_s, _LEAST_S) if at else limit_s
                deadline_s = began_s + min(WALL_FACTOR * own_s, left_s)
                if at == sent:
                    sent += _surely_taken(frames[at:])
                    self._channel.send([part for frame in frames[at:sent] for part in frame], deadline_s=deadline_s)
                self._number += 1
                try:
                    answer: Reply | StudentRaised = self._answer(deadline_s)
                except StudentRaised as error:
                    answer = error
                if at + 1 < len(frames):
                    began_s = self._clock()
                    used_s = _used_s(self._channel.spent(), began_s - start_s)
                yield answer
        finally:
            self._number = number + len(frames)
            passed_s = self._clock() - start_s
            spent = self._channel.spent()
            self.cpu_s = _used_s(spent, passed_s)
            self.longest_s = max(self.longest_s, self.cpu_s)
            self._left.take(self.cpu_s, passed_s - spent.starved_s)
            self.student_s += passed_s

    def _answer(self, deadline_s: float) -> Reply:
        raised: Exception | None = None
        served = 0
        while True:
            kind, number, body = self._receive(deadline_s)
            if number != self._number:
                self._channel.end(OutcomeKind.PROTOCOL, "a reply to another request")
            if kind is Kind.CALLBACK:
                served += 1
                self._callbacks += 1
                if served > MAX_CALLBACKS_PER_REQUEST or self._callbacks > MAX_CALLBACKS:
                    self._channel.end(OutcomeKind.PROTOCOL, "too many callbacks")
                began_s = self._clock()
                raised = self._serve(body, deadline_s) or raised
                deadline_s += self._clock() - began_s  # that was our time
            elif kind is Kind.REPLY:
                reply = self._reply(body)
                if raised is not None:
                    raise raised
                return reply
            elif kind is Kind.RAISED:
                error = self._raised(body)
                raise error if raised is None else raised
            else:
                self._channel.end(OutcomeKind.PROTOCOL, f"an unexpected {kind.name}")

    def _serve(self, body: Any, deadline_s: float) -> Exception | None:
        match body:
            case [int(given), int(index), list(args), *more]:
                function = self._function(given, index)
                self._put_functions(args, more)
            case _:
                self._channel.end(OutcomeKind.PROTOCOL, "a malformed callback")
        self._serving = True
        try:
            value = function(*args)
        except Exception as error:  # noqa: BLE001  whatever the suite's function raises belongs to the suite
            self._serving = False
            # Only the type's name goes back: the message might describe the test.
            self._send(Kind.CALLBACK_RAISED, type(error).__name__, deadline_s)
            return error
        self._serving = False
        try:
            self._send(Kind.CALLBACK_RESULT, value, deadline_s)
        except CodecError as error:  # it is as large as what the student's code passed
            self._channel.end(OutcomeKind.PROTOCOL, f"a call of a given function came to {error}")
        return None

    def _function(self, given: int, index: int) -> Callback:
        if not 0 <= index < len(self._given.get(given, ())):
            self._channel.end(OutcomeKind.PROTOCOL, "a callback to a function that was never given")
        return self._given[given][index]

    def _put_functions(self, args: list[Any], more: list[Any]) -> None:
        """Put our own functions where student code passes on what it was given."""
        match more:
            case [] | [list()]:
                passed = more[0] if more else []
            case _:
                self._channel.end(OutcomeKind.PROTOCOL, "a malformed callback")
        for item in passed:
            match item:
                case [int(at), int(given), int(index)] if 0 <= at < len(args) and args[at] is None:
                    args[at] = self._function(given, index)
                case _:
                    self._channel.end(OutcomeKind.PROTOCOL, "a malformed callback")

    def _reply(self, body: Any) -> Reply:
        match body:
            case [value, list(arguments), str(printed), list(warnings)]:
                pass
            case _:
                self._channel.end(OutcomeKind.PROTOCOL, "a malformed reply")
        after: dict[int, Any] = {}
        for pair in arguments:
            match pair:
                case [int(index), argument]:
                    after[index] = argument
                case _:
                    self._channel.end(OutcomeKind.PROTOCOL, "a malformed reply")
        seen: list[tuple[str, str]] = []
        for warning in warnings[:MAX_WARNINGS]:
            match warning:
                case [str(category), str(text)]:
                    seen.append((clean_name(category), clean_name(text, MAX_MESSAGE)))
                case _:
                    self._channel.end(OutcomeKind.PROTOCOL, "a malformed reply")
        return Reply(value, after, printed[:MAX_PRINTED], tuple(seen))

    def _raised(self, body: Any) -> StudentRaised:
        match body:
            case [
                str(kind), list(bases), str(text), str(cell), int(line), int(start), int(end), str(name), str(meant),
                list(through),
            ] if all(type(word) is str for word in bases + through):  # fmt: skip
                return StudentRaised(
                    clean_name(kind),
                    tuple(clean_name(base) for base in bases[:16]),
                    clean_text(text, MAX_MESSAGE),
                    clean_name(cell),
                    line if 0 <= line < MAX_LINES else 0,
                    columns=(start, end) if 0 < start < end < MAX_LINES else (0, 0),
                    name=clean_name(name),
                    meant=clean_name(meant),
                    through=tuple(clean_name(module) for module in through[:16]),
                )
        self._channel.end(OutcomeKind.PROTOCOL, "a malformed error")

    # ---------------------------------------------------------------- frames

    def _send(self, kind: Kind, body: Any, deadline_s: float) -> None:
        self._channel.send(self._frame(kind, body, self._number), deadline_s=deadline_s)

    def _frame(self, kind: Kind, body: Any, number: int) -> list[bytes | memoryview]:
        head, payload = encode(body)
        size = sum(len(part) for part in payload)
        return [PREFIX.pack(MAGIC, VERSION, kind, number, len(head), size) + head, *payload]

    def _receive(self, deadline_s: float) -> tuple[Kind, int, Any]:
        prefix = self._channel.receive(PREFIX.size, deadline_s=deadline_s)
        magic, version, kind, number, head_bytes, payload_bytes = PREFIX.unpack(prefix)
        if magic != MAGIC or version != VERSION or kind not in FROM_WORKER:
            self._channel.end(OutcomeKind.PROTOCOL, "not a frame")
        if head_bytes > MAX_REPLY_HEAD_BYTES or payload_bytes > MAX_REPLY_PAYLOAD_BYTES:
            self._channel.end(OutcomeKind.PROTOCOL, "an answer larger than allowed")
        if kind == Kind.CALLBACK:
            if payload_bytes > MAX_CALLBACK_PAYLOAD_BYTES:
                self._channel.end(OutcomeKind.PROTOCOL, "a callback larger than allowed")
            self._callback_bytes += HEAD_WEIGHT * head_bytes + payload_bytes
            if self._callback_bytes > MAX_CALLBACK_BYTES:
                self._channel.end(OutcomeKind.PROTOCOL, "too much data in callbacks")
        try:
            body = memoryview(self._channel.receive(head_bytes + payload_bytes, deadline_s=deadline_s))
            value = decode(body[:head_bytes], body[head_bytes:])
            if head_bytes > SURELY_NO_TABLE_BYTES and kind in (Kind.REPLY, Kind.CALLBACK):
                for part in value if type(value) is list else ():
                    check_text_tables(part)
            return FROM_WORKER[kind], number, value
        except CodecError as error:
            self._channel.end(OutcomeKind.PROTOCOL, str(error))
        except MemoryError:
            if head_bytes + payload_bytes < SURELY_SMALL_BYTES:
                raise  # that is nobody's fault but ours
            self._channel.end(OutcomeKind.PROTOCOL, "an answer larger than there is room for")


def _used_s(spent: Spent, passed_s: float) -> float:
    return passed_s if spent.cpu_s is None else spent.cpu_s


def _surely_taken(frames: Sequence[Sequence[bytes | memoryview]]) -> int:
    """How many of these frames to send at once: one, and more as long as nobody has to read meanwhile.

    A worker that cannot get rid of its answers, since we wait for it to read, would wait as well.
    """
    left = SURELY_TAKEN_BYTES
    for count, frame in enumerate(frames):
        left -= sum(len(part) for part in frame)
        if left < 0:
            return max(count, 1)
    return len(frames)


def as_arguments(
    args: Sequence[Any], kwargs: dict[str, Any], unwrap: Callable[[Any], Any]
) -> tuple[tuple[Any, ...], dict[str, Any], list[Callback]]:
    """Arguments ready to be sent: functions become `Function`, whatever `unwrap` knows becomes what it says.

    Returns:
        The arguments, the keyword arguments, and the functions in the order of their numbers.
    """
    functions: list[Callback] = []

    def ready(value: Any) -> Any:
        value = unwrap(value)
        kind = type(value)
        if kind is list:
            return [ready(item) for item in value]
        if kind is tuple:
            return tuple(ready(item) for item in value)
        if kind is dict:
            return {key: ready(item) for key, item in value.items()}
        if callable(value) and not isinstance(value, (Handle, Function)):
            functions.append(value)
            return Function(len(functions) - 1)
        return value

    return tuple(ready(value) for value in args), {key: ready(value) for key, value in kwargs.items()}, functions
