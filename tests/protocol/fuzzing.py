"""What is tried on `decode` by a fuzzer that sees which lines are reached, and what it has found so far.

`scripts/fuzz-decode SECONDS CORPUS` lets atheris look for inputs on which `attempt` raises; the smallest set that reaches
all that was ever reached is kept in `decode-corpus.zip`, and every test run tries it again.

An input is two bytes with the length of the head, the head, and the payload.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from autograder.protocol.codec import DTYPES, CodecError, check_text_tables, decode, encode
from autograder.protocol.values import FigureData, Handle, Opaque

CORPUS = Path(__file__).with_name("decode-corpus.zip")
_LENGTH = struct.Struct("<H")
_LEAVES = (type(None), bool, int, float, complex, str, bytes, slice, type(Ellipsis), Handle, Opaque, FigureData)
_SCALARS = tuple(dtype.type for dtype in DTYPES.values())


def packed(head: bytes, payload: bytes) -> bytes:
    """The input that stands for a head and a payload."""
    return _LENGTH.pack(len(head)) + head + payload


def attempt(data: bytes) -> bool:
    """Decode an input. What comes of it must be plain, and cross the wall again; whether anything does.

    Raises:
        AssertionError: it is not plain.
        Exception: anything but the codec's own error.
    """
    if len(data) < _LENGTH.size:
        return False
    (length,) = _LENGTH.unpack_from(data)
    head, payload = data[_LENGTH.size :][:length], data[_LENGTH.size :][length:]
    try:
        value = decode(head, payload)
        check_text_tables(value)
    except CodecError:
        return False
    assert_plain(value)
    again, buffers = encode(value)
    decode(again, b"".join(buffers))
    return True


def assert_plain(value: Any) -> None:
    """Every part is of exactly one of the types that may come over the wall, and shares memory with nothing."""
    kind = type(value)
    if kind in (list, tuple, set):
        for part in value:
            assert_plain(part)
    elif kind is dict:
        for key, part in value.items():
            assert_plain(key)
            assert_plain(part)
    elif kind is np.ndarray:
        assert value.dtype in DTYPES.values()
        assert value.base is None or (value.base.base is None and value.base.flags.owndata)
    else:
        assert kind in _LEAVES or kind in _SCALARS, kind


def corpus() -> Iterator[bytes]:
    """Every input that is kept."""
    with zipfile.ZipFile(CORPUS) as kept:
        for name in sorted(kept.namelist()):
            yield kept.read(name)
