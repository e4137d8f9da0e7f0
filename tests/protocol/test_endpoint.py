"""Whatever a worker answers, the trusted end returns a value, a student's error, or ends the worker in bounded time."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NoReturn

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.model import OutcomeKind
from autograder.protocol.channel import Spent, WorkerEnded
from autograder.protocol.codec import encode
from autograder.protocol.endpoint import MAX_CALLBACKS_PER_REQUEST, Endpoint, TimeLeft
from autograder.protocol.messages import MAGIC, PREFIX, VERSION, Call, Kind, Load, Rewind
from autograder.protocol.values import Reply, StudentRaised

CALL = Call(0, "f", (1.0,), {})


class SocketChannel:
    """A byte channel over a socket pair; the other end is the test's."""

    def __init__(self, ours: socket.socket) -> None:
        self.ours, self.ended = ours, False

    def send(self, buffers: Sequence[bytes | memoryview], *, deadline_s: float) -> None:
        self.ours.settimeout(max(deadline_s - time.monotonic(), 0.001))
        for buffer in buffers:
            self.ours.sendall(buffer)

    def receive(self, size: int, *, deadline_s: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            left_s = deadline_s - time.monotonic()
            if left_s <= 0:
                self.end(OutcomeKind.TIMEOUT, "")
            self.ours.settimeout(left_s)
            try:
                part = self.ours.recv(min(size - len(data), 1 << 16))
            except TimeoutError:
                self.end(OutcomeKind.TIMEOUT, "")
            if not part:
                self.end(OutcomeKind.EXITED, "")
            data += part
        return bytes(data)

    def allow(self, cpu_s: float) -> None:
        pass

    def spent(self) -> Spent:
        return Spent(None, 0.0)

    def has_unread(self) -> bool:
        self.ours.setblocking(False)
        try:
            return bool(self.ours.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return False
        finally:
            self.ours.setblocking(True)

    def end(self, kind: OutcomeKind, detail: str) -> NoReturn:
        self.ended = True
        raise WorkerEnded(kind, detail)


def frame(kind: int, number: int, body: Any) -> bytes:
    head, payload = encode(body)
    data = b"".join(payload)
    return PREFIX.pack(MAGIC, VERSION, kind, number, len(head), len(data)) + head + data


def reply(value: Any, number: int = 1) -> bytes:
    return frame(Kind.REPLY, number, [value, [], "", []])


@pytest.fixture
def ask() -> Iterator[Callable[..., Any]]:
    """Ask one thing of a worker that has already written these bytes."""
    pairs: list[socket.socket] = []

    def run(answer: bytes, *, functions: Sequence[Any] = (), requests: int = 1, closed: bool = True) -> Any:
        ours, theirs = socket.socketpair()
        pairs.extend([ours, theirs])
        endpoint = Endpoint(SocketChannel(ours), call_s=0.5, left=TimeLeft(5))
        value = None
        for _ in range(requests):
            # has_unread runs before a request is sent, so that the answer is written after it
            original = endpoint._channel.has_unread

            def then_answer(original: Callable[[], bool] = original) -> bool:
                before = original()
                theirs.sendall(answer)
                if closed:
                    theirs.shutdown(socket.SHUT_WR)
                return before

            endpoint._channel.has_unread = then_answer  # type: ignore[method-assign]
            value = endpoint.request(CALL, functions=functions)
        return value

    yield run
    for end in pairs:
        end.close()


def ended(ask: Callable[..., Any], answer: bytes, **options: Any) -> WorkerEnded:
    with pytest.raises(WorkerEnded) as caught:
        ask(answer, **options)
    return caught.value


def test_a_reply_is_the_value_with_what_the_call_did(ask: Callable[..., Any]) -> None:
    body = [np.ones(2), [[0, np.zeros(2)]], "printed", [["RuntimeWarning", "overflow"]]]
    got = ask(frame(Kind.REPLY, 1, body))
    assert got.value.tolist() == [1.0, 1.0]
    assert got.after[0].tolist() == [0.0, 0.0]
    assert (got.printed, got.warnings) == ("printed", (("RuntimeWarning", "overflow"),))


def test_an_exception_is_text_and_a_line(ask: Callable[..., Any]) -> None:
    with pytest.raises(StudentRaised, match=r"^ValueError: bad \(line 3 of cell 'relu'\)$"):
        ask(frame(Kind.RAISED, 1, ["ValueError", ["ValueError", "Exception"], "bad", "relu", 3, 0, 0, "", "", ["os"]]))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"AG",
        b"\x00" * 20,
        reply(1.0)[:-1],
        reply(1.0, number=2),
        PREFIX.pack(MAGIC, VERSION, Kind.REPLY, 1, 0xFFFFFFFF, 0),
        PREFIX.pack(MAGIC, VERSION, Kind.REPLY, 1, 2, 1 << 62) + b"[]",
        PREFIX.pack(MAGIC, VERSION + 1, Kind.REPLY, 1, 2, 0) + b"[]",
        PREFIX.pack(MAGIC, VERSION, Kind.RUN, 1, 2, 0) + b"[]",
        frame(Kind.READY, 1, None),
        frame(Kind.REPLY, 1, "text"),
        frame(Kind.REPLY, 1, [1.0, "x", "", []]),
        frame(Kind.REPLY, 1, [1.0, [["0", 1]], "", []]),
        frame(Kind.REPLY, 1, [1.0, [], "", [["one"]]]),
        frame(Kind.RAISED, 1, ["ValueError", "x"]),
        frame(Kind.RAISED, 1, ["ValueError", [1], "", "", 0, 0, 0, "", "", []]),
        frame(Kind.RAISED, 1, ["ValueError", [], "", "", 0, 0, 0, "", "", [1]]),
        frame(Kind.RAISED, 1, ["ValueError", [], "", "", 0, 0, 0, "", "", ""]),
        frame(Kind.RAISED, 1, ["ValueError", [], "", "", 0, "1", 0, "", "", []]),
        frame(Kind.CALLBACK, 1, [1, 0, [1.0]]),
        frame(Kind.CALLBACK, 1, [1, -1, []]),
        frame(Kind.CALLBACK, 1, [1, "f", []]),
        frame(Kind.CALLBACK, 1, [1, 0, [None], [[0, 1, 7]]]),
        frame(Kind.CALLBACK, 1, [1, 0, [1.0], [[0, 1, 0]]]),
        frame(Kind.CALLBACK, 1, [1, 0, [], [0], []]),
        PREFIX.pack(MAGIC, VERSION, Kind.REPLY, 1, 100_000, 0) + b"[" * 100_000,
    ],
)
def test_what_no_honest_worker_sends_ends_the_worker(ask: Callable[..., Any], answer: bytes) -> None:
    assert ended(ask, answer).kind in (OutcomeKind.PROTOCOL, OutcomeKind.EXITED)


def test_a_second_reply_that_nobody_asked_for_ends_the_worker_at_the_next_request(ask: Callable[..., Any]) -> None:
    gone = ended(ask, reply(1.0) + reply(2.0, number=2), requests=2, closed=False)
    assert gone.detail == "data that nobody asked for"


def test_a_worker_that_says_nothing_is_cut_off_in_time(ask: Callable[..., Any]) -> None:
    assert ended(ask, b"", closed=False).kind is OutcomeKind.TIMEOUT


def test_a_reply_that_announces_more_than_it_sends_does_not_extend_the_deadline(ask: Callable[..., Any]) -> None:
    assert ended(ask, reply(np.ones(1000))[:-1], closed=False).kind is OutcomeKind.TIMEOUT


def test_a_callback_is_served_and_counted(ask: Callable[..., Any]) -> None:
    seen: list[float] = []
    answer = frame(Kind.CALLBACK, 1, [1, 0, [2.0]]) + frame(Kind.CALLBACK, 1, [1, 0, [3.0]]) + reply(5.0)
    assert ask(answer, functions=[seen.append]).value == 5.0
    assert seen == [2.0, 3.0]


def test_an_exception_in_a_callback_reaches_the_suite_although_the_student_swallowed_it(
    ask: Callable[..., Any],
) -> None:
    def fails(_: float) -> float:
        raise LookupError("of the suite")

    with pytest.raises(LookupError, match="of the suite"):
        ask(frame(Kind.CALLBACK, 1, [1, 0, [2.0]]) + reply(5.0), functions=[fails])


RAISED = frame(Kind.RAISED, 2, ["ValueError", ["ValueError", "Exception"], "bad", "b", 1, 0, 0, "", "", []])


@pytest.fixture
def talking() -> Iterator[tuple[Endpoint, socket.socket]]:
    """An endpoint, and the worker's end of its channel."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield Endpoint(SocketChannel(ours), call_s=0.5, left=TimeLeft(5)), theirs


def told(endpoint: Endpoint, theirs: socket.socket, answers: bytes) -> Iterator[Reply | StudentRaised]:
    """What comes of three cells, of a worker that answers that and hangs up."""
    cells = endpoint.load([Load(name, "pass") for name in "abc"], limit_s=0.5)
    endpoint._channel.has_unread = lambda: bool(theirs.sendall(answers) or theirs.shutdown(socket.SHUT_WR))  # type: ignore[method-assign]
    return cells


def test_cells_are_sent_together_and_answered_in_their_order(talking: tuple[Endpoint, socket.socket]) -> None:
    endpoint, theirs = talking
    first, second, third = told(endpoint, theirs, reply(None, 1) + RAISED + reply(None, 3))
    assert (type(first), type(second), type(third)) == (Reply, StudentRaised, Reply)
    sent = theirs.recv(1 << 16)
    assert [sent.count(b'"%s"' % name) for name in (b"a", b"b", b"c")] == [1, 1, 1]


def test_the_cell_that_ends_a_worker_is_the_one_of_which_nothing_came(talking: tuple[Endpoint, socket.socket]) -> None:
    cells = told(*talking, reply(None, 1) + RAISED)
    assert [type(next(cells)) for _ in range(2)] == [Reply, StudentRaised]
    with pytest.raises(WorkerEnded):
        next(cells)


def test_an_answer_to_a_cell_whose_turn_it_is_not_ends_the_worker(talking: tuple[Endpoint, socket.socket]) -> None:
    cells = told(*talking, reply(None, 1) + reply(None, 3))
    next(cells)
    with pytest.raises(WorkerEnded, match="a reply to another request"):
        next(cells)


def test_what_goes_ahead_of_a_request_is_told_apart_from_its_answer(talking: tuple[Endpoint, socket.socket]) -> None:
    endpoint, theirs = talking
    endpoint._channel.has_unread = lambda: bool(theirs.sendall(reply("there") + RAISED))  # type: ignore[method-assign]
    came: list[Reply | StudentRaised] = []
    with pytest.raises(StudentRaised, match="ValueError: bad"):
        endpoint.request(CALL, ahead=[(Rewind("relu"), came.append)])
    assert came == [Reply("there")]


def test_endless_callbacks_end_the_worker(ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.protocol.endpoint.MAX_CALLBACKS_PER_REQUEST", 20)
    gone = ended(ask, frame(Kind.CALLBACK, 1, [1, 0, []]) * 50, functions=[lambda: 0.0])
    assert gone.detail == "too many callbacks"
    assert MAX_CALLBACKS_PER_REQUEST > 20


def test_a_callback_that_comes_to_more_than_can_be_sent_ends_the_worker_and_is_no_fault_of_the_suite(
    ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("autograder.protocol.codec.MAX_HEAD_BYTES", 200)
    body = f'[1,0,["{40 * chr(0xE9)}"]]'.encode()  # as text two bytes each, and six in a frame to the worker
    answer = PREFIX.pack(MAGIC, VERSION, Kind.CALLBACK, 1, len(body), 0) + body
    gone = ended(ask, answer, functions=[lambda text: text])
    assert gone.kind is OutcomeKind.PROTOCOL
    assert "MiB of text" in gone.detail


def test_a_callback_with_a_giant_array_ends_the_worker_before_it_is_read(ask: Callable[..., Any]) -> None:
    answer = PREFIX.pack(MAGIC, VERSION, Kind.CALLBACK, 1, 2, 17 << 20) + b"[]"
    assert ended(ask, answer, functions=[abs]).detail == "a callback larger than allowed"


@given(st.binary(max_size=200), st.integers(0, 4), st.integers(0, 300))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_make_the_trusted_end_raise_anything_unexpected(
    ask: Callable[..., Any], noise: bytes, cut: int, flip: int
) -> None:
    answer = bytearray(frame(Kind.REPLY, 1, [[1.0, {"a": (2, "x")}], [], "", []]))
    answer[flip % len(answer)] ^= 1 << (flip % 8)
    try:
        ask(bytes(answer[: len(answer) - cut]) + noise)
    except (WorkerEnded, StudentRaised):
        return
