r"""Goes through JSON without building what nobody asks for.

A notebook is mostly outputs: pictures, tables, half a million numbers. None of it decides anything, so it is stepped
over: between two brackets or quotes there is nothing to look at, and what stands there (a NaN, which Python writes and
JSON has no word for) does not matter. What is asked for is cut out and parsed by itself, under limits.

The grammar is that of RFC 8259 for everything that is looked at; in what is stepped over, strings end and brackets
match, and no more is promised.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any, NoReturn, TypeVar

_SPACE = re.compile(rb"[ \t\n\r]*+")
_STRING = re.compile(rb'"(?>[^"\\]++|\\.)*+"', re.DOTALL)
# Up to the next bracket that opens or closes something with brackets in it; all of it in one step.
_FLAT = re.compile(
    rb'(?>[^"\[\]{}]++|"(?>[^"\\]++|\\.)*+"|\[[^"\[\]{}]*+\]|\{[^"\[\]{}]*+\})*+', re.DOTALL
)  # fmt: skip
_SCALAR = re.compile(rb"[^ \t\n\r,:\[\]{}\"]++")
_KINDS = {b"{": "object", b"[": "array", b'"': "string", b"t": "boolean", b"f": "boolean", b"n": "null"}
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_MAX_NUMBER_CHARS = 400  # no float64 needs more digits written out
_MAX_STEPS = 5_000_000
_SMALL_BYTES = 1 << 14
NOT_UTF8 = "not UTF-8"
STRING_ENDS_NOT = "a string does not end"

Taken = TypeVar("Taken")


class SkimError(Exception):
    """What was skimmed is not JSON, or is too much of it. Says where, in bytes from the beginning.

    `too_much` is set where clearing the outputs would help.
    """

    def __init__(self, what: str, at: int, *, too_much: bool = False) -> None:
        self.what, self.at, self.too_much = what, at, too_much
        super().__init__(what)


class Skimmer:
    """A place in a JSON text.

    Args:
        data: the text, UTF-8.
        nodes: how many brackets and commas one piece may have that is parsed.
        depth: how deep it may be nested.
    """

    def __init__(self, data: bytes, *, nodes: int, depth: int) -> None:
        self._data, self._nodes, self._depth = data, nodes, depth
        self._at = 0
        self._steps = 0

    @property
    def at(self) -> int:
        """The place, in bytes."""
        return self._at

    def kind(self) -> str:
        """What JSON calls the value that begins here.

        Raises:
            SkimError: none does.
        """
        byte = self._next()
        if byte in _KINDS:
            return _KINDS[byte]
        if byte and byte in b"-0123456789NI":
            return "number"
        raise SkimError("a value is missing", self._at)

    def members(self) -> Iterator[str]:
        """The keys of the object that begins here; at each, the place is that of its value, which must be taken.

        Raises:
            SkimError: it is not an object, or has a key twice: programs differ in which of the two they read.
        """
        seen: set[str] = set()
        self._expect(b"{")
        if self._taken(b"}"):
            return
        while True:
            self._next()
            begin = self._at
            key = self._parsed(self._string())
            if key in seen:
                raise SkimError(f"the key {key[:40]!a} twice in one object", begin)
            seen.add(key)
            self._expect(b":")
            self.kind()
            yield key
            if not self._taken(b","):
                break
        self._expect(b"}")

    def items(self) -> Iterator[int]:
        """The array that begins here, item by item, counted from 1; each must be taken.

        Raises:
            SkimError: it is not an array.
        """
        self._expect(b"[")
        if self._taken(b"]"):
            return
        number = 0
        while True:
            self.kind()
            number += 1
            yield number
            if not self._taken(b","):
                break
        self._expect(b"]")

    def skip(self) -> bytes:
        """Step over the value that begins here; the bytes that were stepped over.

        Raises:
            SkimError: it does not end.
        """
        return self._span()

    def value(self) -> Any:
        """The value that begins here.

        Raises:
            SkimError: it is not JSON, is nested too deep, or holds more than may be parsed.
        """
        begin = self._at
        return self._bounded(self._span(), begin)

    def _bounded(self, piece: bytes, begin: int) -> Any:
        if piece.startswith(b'"'):
            return self._parsed(piece)
        bare = piece.replace(b"\\\\", b"").replace(b'\\"', b"")
        outside = b"".join(bare.split(b'"')[::2])
        count = sum(outside.count(char) for char in (b"{", b"[", b","))
        if count > self._nodes:
            raise SkimError(f"{count} JSON values where a cell has a few", begin, too_much=True)
        deepest = depth = 0
        for char in outside.translate(None, delete=_NO_BRACKETS):
            depth += 1 if char in b"[{" else -1
            deepest = max(deepest, depth)
        if deepest > self._depth:
            raise SkimError(f"JSON nested {deepest} deep", begin, too_much=True)
        return self._parsed(piece)

    def small(self, read: Callable[[bytes], Taken | None]) -> Taken | None:
        """What is made of the value that begins here, if it is small; otherwise None, and it is not taken.

        Piece by piece gives the same and takes many times as long.

        Args:
            read: makes it of the value's bytes; None, or a SkimError, where it has to be taken piece by piece.
        """
        self._next()
        begin, steps = self._at, self._steps
        try:
            piece = self._span()
            if len(piece) <= _SMALL_BYTES and (found := read(piece)) is not None:
                return found
        except SkimError:  # whether it matters is seen where it is
            pass
        self._at, self._steps = begin, steps
        return None

    def end(self) -> None:
        """Make sure that nothing but white space is left.

        Raises:
            SkimError: something is.
        """
        if self._next():
            raise SkimError("something follows the end", self._at)

    # ---------------------------------------------------------------- private

    def _span(self) -> bytes:
        """The bytes of the value that begins here, which is stepped over."""
        begin_byte, begin = self._next(), self._at
        if begin_byte == b'"':
            return self._string()
        if begin_byte not in (b"{", b"["):
            match = _SCALAR.match(self._data, self._at)
            if match is None:
                raise SkimError("a value is missing", self._at)
            self._at = match.end()
            return match[0]
        open_brackets = bytearray()
        while True:
            bracket = self._data[self._at : self._at + 1]
            if bracket in (b"{", b"["):
                open_brackets += bracket
            elif not bracket or bracket == b'"':
                raise SkimError("the end is missing", len(self._data))
            elif bracket != (b"}" if open_brackets.pop() == 0x7B else b"]"):
                raise SkimError(f"{bracket.decode()} closes what it did not open", self._at)
            self._at += 1
            self._steps += 1
            if self._steps > _MAX_STEPS:
                raise SkimError(f"more than {_MAX_STEPS} nested JSON values", self._at, too_much=True)
            if not open_brackets:
                return self._data[begin : self._at]
            match = _FLAT.match(self._data, self._at)
            assert match is not None
            self._at = match.end()

    def _string(self) -> bytes:
        self._next()
        match = _STRING.match(self._data, self._at)
        if match is None:
            if self._data[self._at : self._at + 1] == b'"':
                raise SkimError(STRING_ENDS_NOT, self._at)
            raise SkimError("a key is missing", self._at)
        self._at = match.end()
        return match[0]

    def _next(self) -> bytes:
        """The next byte that is no white space; empty at the end."""
        byte = self._data[self._at : self._at + 1]
        if byte > b" ":
            return byte
        self._at = _SPACE.match(self._data, self._at).end()  # type: ignore[union-attr]
        return self._data[self._at : self._at + 1]

    def _expect(self, byte: bytes) -> None:
        if not self._taken(byte):
            raise SkimError(f"{byte.decode()} is missing", self._at)

    def _taken(self, byte: bytes) -> bool:
        if self._next() != byte:
            return False
        self._at += 1
        return True

    def _parsed(self, piece: bytes) -> Any:
        begin = self._at - len(piece)
        try:
            text = piece.decode("utf-8")
            if text.startswith('"') and "\\" not in text:  # most of what there is, and nothing to parse in it
                return text[1:-1]
            return _DECODER.decode(text)
        except _RefusedError as error:
            raise SkimError(str(error), begin) from error
        except UnicodeDecodeError as error:
            raise SkimError(NOT_UTF8, begin + error.start) from error
        except json.JSONDecodeError as error:
            raise SkimError(error.msg.partition(":")[0].lower(), begin + error.pos) from error
        except (RecursionError, ValueError) as error:
            raise SkimError("a value that cannot be read", begin) from error


class _RefusedError(Exception):
    """What the JSON parser's hooks raise; ValueError is also what the parser itself raises."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise _RefusedError(f"the key {twice[:40]!a} twice in one object")
    return made


def _number(digits: str) -> str:
    if len(digits) > _MAX_NUMBER_CHARS:
        _refuse(f"a number of {len(digits)} characters")
    return digits


def _float(digits: str) -> float:
    value = float(_number(digits))
    return value if math.isfinite(value) else math.inf


def _refuse(what: str) -> NoReturn:
    raise _RefusedError(what)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=lambda digits: int(_number(digits)),
    parse_float=_float,
    parse_constant=lambda name: float(name.replace("Infinity", "inf")),
    strict=False,  # a raw tab in a source is a tab
)
