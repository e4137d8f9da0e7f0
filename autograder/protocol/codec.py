"""The codec: plain data to bytes and back, and never anything else.

A value is a head and a payload. The head is UTF-8 JSON: numbers, text, None, booleans and lists stand for themselves,
everything else is an object with one key, its tag. The payload is the raw bytes of every array, NumPy scalar and bytes
object, one after the other in the order in which their tags stand in the head.

`decode` is the only function that reads what an untrusted process wrote. It knows a closed set of tags, does every size
in Python integers before anything is allocated, bounds depth, nodes and bytes, builds only exact built-in types and
exact base-class arrays of the listed dtypes, and copies, so that nothing shares memory with the receive buffer.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.protocol.figures import figure_from_plain, figure_to_plain
from autograder.protocol.values import FigureData, Function, Handle, Opaque, Rng, Shared

MAX_HEAD_BYTES = 4 << 20
MAX_PAYLOAD_BYTES = 256 << 20
MAX_DEPTH = 32
MAX_NODES = 200_000
# Non-string keys can be built to collide in a dict: 30,000 numbers cost seconds on the trusted side, and so do a
# thousand tuples that differ at their ends.
MAX_HASHED = 1024
MAX_HASHED_VALUES = 8192  # in all of these keys
MAX_DIMENSION = 1 << 40
# What the other sizes of an array may come to if one of them is 0: its sum along that axis is as large.
MAX_EMPTY = 1 << 22
MAX_NAME = 80
# A list of texts becomes an array as wide as the longest of them, four bytes a character. A head below the second size
# cannot hold enough for that, and is not looked through.
MAX_TEXT_TABLE_BYTES = 32 << 20
SURELY_NO_TABLE_BYTES = 4 << 10

DTYPES: dict[str, np.dtype[Any]] = {
    name: np.dtype(name)
    for name in ("|b1", "|i1", "<i2", "<i4", "<i8", "|u1", "<u2", "<u4", "<u8", "<f2", "<f4", "<f8", "<c8", "<c16")
}
_DTYPE_NAMES = {dtype: name for name, dtype in DTYPES.items()}
_SCALAR_TYPES = tuple(dtype.type for dtype in DTYPES.values())
# What stands for itself in a head, and needs no look: on the way out, and on the way in. A number of any size is read
# from JSON as it is; a text may hold lone surrogates.
_SENT_AS_IS = frozenset({float, bool, str, type(None)})
_READ_AS_IS = frozenset({float, bool, int, type(None)})
# No tree is circular: `_Encoder` makes each anew, and none deeper than it may be.
_to_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode
_from_json = json.JSONDecoder().raw_decode

Tree = Any
Foreign = Callable[[object], Tree]


class CodecError(Exception):
    """Bytes that no honest peer sends, or a value that is over a cap."""


def clean_name(text: str, limit: int = MAX_NAME) -> str:
    """Text from the other side, safe to show: printable characters only, cut to `limit`."""
    return "".join(c if c.isprintable() else "?" for c in text[:limit])


def clean_text(text: str, limit: int) -> str:
    """As `clean_name`, for what may have several lines: they end in a newline, and a tab is four spaces."""
    plain = text[:limit].replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return "".join(c if c.isprintable() or c == "\n" else "?" for c in plain[:limit])


# ------------------------------------------------------------------------------------------------ encode


class _Encoder:
    """Turns one value into a head tree while collecting its payload."""

    def __init__(self, foreign: Foreign | None, max_payload_bytes: int) -> None:
        self.foreign, self.max_payload_bytes = foreign, max_payload_bytes
        self.buffers: list[bytes | memoryview] = []
        self.payload_bytes = 0

    def append(self, buffer: bytes | memoryview, size: int) -> None:
        self.payload_bytes += size
        if self.payload_bytes > self.max_payload_bytes:
            raise CodecError(f"more than {self.max_payload_bytes >> 20} MiB of array data")
        self.buffers.append(buffer)

    def tree(self, value: object, depth: int) -> Tree:
        kind = type(value)  # exact types: a subclass may lie about itself, so it is foreign
        if kind in _SENT_AS_IS:
            return value
        if kind is int:
            return self._integer(value)  # type: ignore[arg-type]
        if depth > MAX_DEPTH:
            return {"x": "value nested too deeply"}
        if kind is list:
            return self._items(value, depth)  # type: ignore[arg-type]
        if kind is tuple:
            return {"t": self._items(value, depth)}  # type: ignore[arg-type]
        if kind is dict:
            pairs = value.items()  # type: ignore[attr-defined]
            return {"d": [[self.tree(k, depth + 1), self.tree(v, depth + 1)] for k, v in pairs]}
        if kind is np.ndarray:
            return self._array(value)  # type: ignore[arg-type]
        if kind in _SCALAR_TYPES:
            self.append(value.tobytes(), value.nbytes)  # type: ignore[attr-defined]
            return {"s": _DTYPE_NAMES[value.dtype]}  # type: ignore[attr-defined]
        return self._rare(value, depth)

    def _items(self, items: Iterable[object], depth: int) -> list[Tree]:
        below = depth + 1
        return [item if type(item) in _SENT_AS_IS else self.tree(item, below) for item in items]

    def _integer(self, value: int) -> Tree:
        if -(1 << 63) <= value < 1 << 64:
            return value
        return {"i": hex(value)} if value.bit_length() <= 4096 else {"x": "int of more than 4096 bits"}

    def _array(self, array: npt.NDArray[Any]) -> Tree:
        name = _DTYPE_NAMES.get(array.dtype)
        if name is None:
            return {"x": clean_name(f"ndarray of dtype {array.dtype}")}
        # A view of a large array is not copied here; a small one is, so that sending is a single buffer.
        data = array.tobytes() if array.nbytes <= 1 << 15 else np.ascontiguousarray(array).data.cast("B")
        self.append(data, array.nbytes)
        return {"a": [name, list(array.shape)]}

    def _rare(self, value: object, depth: int) -> Tree:
        match value:
            case complex() if type(value) is complex:
                return {"c": [value.real, value.imag]}
            case bytes() if type(value) is bytes:
                self.append(value, len(value))
                return {"b": len(value)}
            case set() | frozenset() if type(value) in (set, frozenset):
                return {"S": self._items(value, depth)}
            case slice():
                return {"z": self._items((value.start, value.stop, value.step), depth)}
            case Rng():
                return {"r": value.seed}
            case Shared():
                return {"m": value.name}
            case Function():
                return {"f": value.number}
            case Handle():
                return {"h": [value.number, value.type_name]}
            case Opaque():
                return {"x": clean_name(value.type_name)}
            case FigureData():
                return {"g": self.tree(figure_to_plain(value), depth + 1)}
        if value is Ellipsis:
            return {"e": 0}
        if self.foreign is not None:
            return self.foreign(value)
        return {"x": clean_name(type(value).__name__)}


def encode(
    value: object, *, foreign: Foreign | None = None, max_payload_bytes: int = MAX_PAYLOAD_BYTES
) -> tuple[bytes, list[bytes | memoryview]]:
    """A value as head and payload buffers.

    Args:
        value: plain data, or a value of `autograder.protocol.values`.
        foreign: asked for a tree for every object that is neither; without it such an object becomes Opaque.
        max_payload_bytes: cap on array data.

    Raises:
        CodecError: the value is over a cap.
    """
    encoder = _Encoder(foreign, max_payload_bytes)
    head = _to_json(encoder.tree(value, 0)).encode()
    if len(head) > MAX_HEAD_BYTES:
        raise CodecError(f"more than {MAX_HEAD_BYTES >> 20} MiB of text and numbers")
    return head, encoder.buffers


# ------------------------------------------------------------------------------------------------ decode

Buffer = bytes | bytearray | memoryview
Resolve = Callable[[Handle | Function | Rng | Shared], object]


class _Decoder:
    """Turns one head tree and its payload into a value. The input is hostile."""

    def __init__(self, payload: memoryview, resolve: Resolve | None) -> None:
        self.payload, self.resolve = payload, resolve
        self.position = self.hashed = self.hashed_values = 0
        self.nodes = 1  # the root

    def take(self, size: int) -> memoryview:
        if size > len(self.payload) - self.position:
            raise CodecError("payload shorter than the head says")
        self.position += size
        return self.payload[self.position - size : self.position]

    def count(self, nodes: int) -> None:
        self.nodes += nodes
        if self.nodes > MAX_NODES:
            raise CodecError(f"more than {MAX_NODES} values")

    def value(self, tree: Tree, depth: int) -> Any:
        """The value of a tree. Whoever holds it has counted it: the caller of the root, a container its items."""
        kind = type(tree)
        if kind is str:
            return tree if tree.isascii() else tree.encode("utf-8", "replace").decode()  # no lone surrogates
        if kind in _READ_AS_IS:
            return tree  # exact, straight from the JSON parser
        if kind is list:
            return self.items(tree, depth)
        if depth > MAX_DEPTH:
            raise CodecError(f"nested more than {MAX_DEPTH} deep")
        if len(tree) != 1:
            raise CodecError("a tag is one key")
        ((tag, body),) = tree.items()
        if type(body) is list:  # most of what there is: a `match` over all tags takes longer than the value itself
            if tag == "a" and len(body) == 2 and type(body[0]) is str and type(body[1]) is list:
                return self._array(body[0], body[1])
            if tag == "t":
                return tuple(self.items(body, depth))
            if tag == "d":
                return self._dict(body, depth)
        return self._tagged(tag, body, depth)

    def items(self, trees: list[Tree], depth: int) -> list[Any]:
        if depth > MAX_DEPTH:
            raise CodecError(f"nested more than {MAX_DEPTH} deep")
        self.count(len(trees))
        below = depth + 1
        return [item if type(item) in _READ_AS_IS else self.value(item, below) for item in trees]

    def _tagged(self, tag: str, body: Tree, depth: int) -> Any:
        match tag, body:
            case "s", str(name):
                return self._array(name, [])[()]
            case "S", list():
                self.count(len(body))
                return {self._key(item, depth + 1) for item in body}
            case "c", [int() | float() as real, int() | float() as imaginary]:
                return complex(real, imaginary)
            case "b", int(size) if type(size) is int and size >= 0:
                return bytes(self.take(size))
            case "i", str(digits) if len(digits) <= 1100:
                return int(digits, 16)
            case "x", str(name):
                return Opaque(clean_name(name))
            case "g", list():
                return figure_from_plain(self.value(body, depth + 1))
            case "h", [int(number), str(name)] if type(number) is int and 0 < number < 1 << 48:
                return self._resolved(Handle(number, clean_name(name)))
            case "z", [start, stop, step]:
                return slice(*(self._index(part) for part in (start, stop, step)))
            case "e", 0:
                return Ellipsis
        return self._request_only(tag, body)

    def _request_only(self, tag: str, body: Tree) -> Any:
        """Tags that only the trusted side may send; without a resolver they are errors."""
        if self.resolve is not None:
            match tag, body:
                case "f", int(number):
                    return self.resolve(Function(number))
                case "r", int(seed):
                    return self.resolve(Rng(seed))
                case "m", str(name):
                    return self.resolve(Shared(name))
        raise CodecError("unknown tag or wrong body")

    def _resolved(self, handle: Handle) -> object:
        return handle if self.resolve is None else self.resolve(handle)

    def _index(self, part: Tree) -> int | None:
        if part is not None and type(part) is not int:
            raise CodecError("a slice is made of integers")
        return part

    def _key(self, tree: Tree, depth: int) -> Any:
        """The value of a tree, which is to be hashed."""
        before = self.nodes
        key = self.value(tree, depth)
        if type(key) is not str:
            self.hashed += 1
            self.hashed_values += 1 + self.nodes - before
            if self.hashed > MAX_HASHED or self.hashed_values > MAX_HASHED_VALUES:
                most = f"{MAX_HASHED} keys that are not text, or {MAX_HASHED_VALUES} values in them"
                raise CodecError(f"more than {most}")
        return key

    def _dict(self, pairs: list[Tree], depth: int) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        self.count(2 * len(pairs))
        for pair in pairs:
            if type(pair) is not list or len(pair) != 2:
                raise CodecError("a dict is made of pairs")
            key = self._key(pair[0], depth + 1)  # first, as it was sent
            result[key] = self.value(pair[1], depth + 1)
        return result

    def _array(self, name: str, shape: list[Tree]) -> Any:
        dtype = DTYPES.get(name)
        if dtype is None or len(shape) > 32:
            raise CodecError("dtype or number of dimensions not allowed")
        for size in shape:
            if type(size) is not int or not 0 <= size < MAX_DIMENSION:
                raise CodecError("impossible shape")
        if 0 in shape and math.prod(size for size in shape if size) > MAX_EMPTY:
            raise CodecError("impossible shape")  # it costs nothing to send, and gigabytes to compute with
        flat = np.frombuffer(self.take(dtype.itemsize * math.prod(shape)), np.uint8 if dtype.kind == "b" else dtype)
        return (flat != 0).reshape(shape) if dtype.kind == "b" else flat.reshape(shape).copy()


def decode(head: Buffer, payload: Buffer, *, resolve: Resolve | None = None) -> Any:
    """The value of a head and its payload.

    Args:
        head: UTF-8 JSON.
        payload: the raw bytes that the head's tags refer to, all of them.
        resolve: turns handles, functions, generators and shared data into objects (in the worker only).

    Raises:
        CodecError: for every input that `encode` would not have made.
        MemoryError: there is no room for it.
    """
    decoder = _Decoder(memoryview(payload), resolve)
    try:
        text = str(head, "utf-8")
        tree, end = _from_json(text)
        if end != len(text):
            raise CodecError("more than one value")
        value = decoder.value(tree, 0)
    except CodecError:
        raise
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise CodecError(f"not decodable ({type(error).__name__})") from None
    if decoder.position != len(decoder.payload):
        raise CodecError("payload longer than the head says")
    return value


def check_text_tables(value: object) -> None:
    """Refuse containers that NumPy would make a giant array of text from, as a comparison may have it do.

    Raises:
        CodecError: one takes more than `MAX_TEXT_TABLE_BYTES`.
    """
    leaves, longest = _texts(value)
    if 4 * leaves * longest > MAX_TEXT_TABLE_BYTES:
        raise CodecError(f"texts that would fill more than {MAX_TEXT_TABLE_BYTES >> 20} MiB as an array")


def _texts(value: object) -> tuple[int, int]:
    """How many values a container holds in all, and the length of its longest text."""
    if isinstance(value, (str, bytes)):
        return 1, len(value)
    if isinstance(value, dict):
        parts = [_texts(part) for pair in value.items() for part in pair]
    elif isinstance(value, (list, tuple, set)):
        parts = [_texts(part) for part in value]
    else:
        return (value.size if isinstance(value, np.ndarray) else 1), 0
    return sum(leaves for leaves, _ in parts), max((longest for _, longest in parts), default=0)
