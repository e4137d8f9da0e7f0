"""What goes over the wall arrives as it was, and what should not arrive is refused."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.protocol.codec import DTYPES, MAX_DEPTH, CodecError, decode, encode
from autograder.protocol.values import Axes, Bar, FigureData, Handle, Line, Opaque, Quiver, Surface, Words
from tests.protocol.fuzzing import attempt, corpus

scalars = (
    st.none()
    | st.booleans()
    | st.integers(-(2**200), 2**200)
    | st.floats()
    | st.complex_numbers()
    | st.text(st.characters(exclude_categories=["Cs"]))
    | st.binary(max_size=50)
)
arrays = hnp.arrays(
    st.sampled_from(list(DTYPES.values())), hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=5)
)
keys = st.recursive(
    st.text(max_size=5) | st.integers(-5, 5) | st.booleans() | st.none() | st.binary(max_size=5)
    | st.floats(allow_nan=False).map(np.float64) | st.integers(-5, 5).map(np.int64),
    lambda inner: st.lists(inner, max_size=3).map(tuple),
    max_leaves=3,
)  # fmt: skip
values = st.recursive(
    scalars | arrays | arrays.map(lambda array: array.reshape(-1)[0] if array.size else 0),
    lambda inner: (
        st.lists(inner, max_size=5) | st.lists(inner, max_size=5).map(tuple) | st.dictionaries(keys, inner, max_size=5)
    ),
    max_leaves=20,
)


def over_the_wall(value: Any) -> Any:
    head, payload = encode(value)
    return decode(head, b"".join(payload))


def same(left: Any, right: Any) -> bool:
    if type(left) is not type(right):
        return False
    if isinstance(left, (np.ndarray, np.generic)):
        return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return list(left) == list(right) and all(same(left[key], right[key]) for key in left)
    return repr(left) == repr(right)


@given(values)
@settings(max_examples=300)
def test_plain_data_arrives_as_it_was(value: Any) -> None:
    assert same(over_the_wall(value), value)


@given(st.binary(max_size=300), st.binary(max_size=100))
@settings(max_examples=500)
def test_no_bytes_make_the_decoder_raise_anything_but_its_own_error(head: bytes, payload: bytes) -> None:
    try:
        decode(head, payload)
    except CodecError:
        return


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(sorted(DTYPES)),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from([*"atdScbixhfrmzge", "s", "other"]), inner, max_size=2)
    ),
    max_leaves=25,
)


@given(json_values, st.binary(max_size=64))
@settings(max_examples=1000)
def test_no_tree_of_tags_makes_the_decoder_raise_anything_but_its_own_error(tree: Any, payload: bytes) -> None:
    try:
        value = decode(json.dumps(tree).encode(), payload)
    except CodecError:
        return
    encode(value)  # whatever was accepted is plain data again


@pytest.mark.parametrize(
    ("tree", "payload"),
    [
        ({"a": ["<f8", [2]]}, b"12345678"),
        ({"a": ["<f8", [1]]}, b"1234567812345678"),
        ({"a": ["|O", [1]]}, b"12345678"),
        ({"a": ["<f8", [-1]]}, b""),
        ({"a": ["<f8", [1 << 60, 1 << 60]]}, b""),
        ({"a": ["<f8", [0, 1 << 39, 1 << 39]]}, b""),
        ({"a": ["<f8", [True]]}, b"12345678"),
        ({"a": ["<f8", [1] * 33]}, b"12345678"),
        ({"b": -1}, b""),
        ({"b": True}, b"1"),
        ({"h": [0, "x"]}, b""),
        ({"h": [1 << 50, "x"]}, b""),
        ({"f": 0}, b""),
        ({"r": 1}, b""),
        ({"m": "secret"}, b""),
        ({"i": "0x" + "f" * 2000}, b""),
        ({"d": [[[], 1]]}, b""),
        ({"t": [], "d": []}, b""),
        ({"g": [1, 2]}, b""),
        ({"z": ["a", None, None]}, b""),
    ],
)
def test_what_no_honest_peer_sends_is_refused(tree: Any, payload: bytes) -> None:
    with pytest.raises(CodecError):
        decode(json.dumps(tree).encode(), payload)


def test_deep_nesting_is_refused_whichever_way_it_is_written() -> None:
    for opening, closing in (("[[1],", "]"), ('{"t":[', "]}")):
        for depth in (MAX_DEPTH + 2, 100_000):
            with pytest.raises(CodecError):
                decode((opening * depth + "1" + closing * depth).encode(), b"")


def test_many_colliding_keys_are_refused_before_they_cost_time() -> None:
    pairs = [[i * (2**61 - 1), 0] for i in range(2000)]
    with pytest.raises(CodecError, match="keys that are not text"):
        decode(json.dumps({"d": pairs}).encode(), b"")


def test_long_keys_that_differ_at_their_ends_are_refused_before_they_cost_time() -> None:
    pairs = [[{"t": [-1.0] * 170 + [float(i)]}, 0] for i in range(200)]
    with pytest.raises(CodecError, match="values in them"):
        decode(json.dumps({"d": pairs}).encode(), b"")
    with pytest.raises(CodecError, match="values in them"):
        decode(json.dumps({"S": [key for key, _ in pairs]}).encode(), b"")


def test_a_million_small_values_are_refused() -> None:
    with pytest.raises(CodecError, match="values"):
        decode(b"[" + b",".join([b"[]"] * 300_000) + b"]", b"")


def test_an_array_that_arrives_owns_its_memory() -> None:
    payload = bytearray(np.arange(3.0).tobytes())
    array = decode(b'{"a":["<f8",[3]]}', payload)
    payload[:] = bytes(24)
    assert array.tolist() == [0.0, 1.0, 2.0]
    assert array.flags.owndata or array.base.flags.owndata
    assert array.flags.writeable


def test_truth_values_of_any_byte_are_normalised() -> None:
    array = decode(b'{"a":["|b1",[3]]}', b"\x00\x01\x07")
    assert array.tolist() == [False, True, True]
    assert set(array.tobytes()) <= {0, 1}


def test_what_cannot_cross_arrives_as_the_name_of_its_type() -> None:
    assert over_the_wall(object()) == Opaque("object")
    assert over_the_wall(np.array([1, "a"], dtype=object)) == Opaque("ndarray of dtype object")


def test_a_handle_arrives_with_a_printable_name() -> None:
    assert over_the_wall(Handle(7, "Net\x1b[31m")) == Handle(7, "Net?[31m")


def test_a_lone_surrogate_does_not_arrive() -> None:
    over_the_wall("\ud800").encode("utf-8")


def test_a_figure_arrives_as_it_was() -> None:
    ones = np.ones(3)
    axes = Axes("t", "x", "y", True, ("a",), (Line("a", ones, ones, np.empty(0)),),
                (Surface(np.ones((4, 3)), True),), (Quiver(ones, ones, ones, ones),), (), (np.ones((2, 2)),),
                (Bar(0.0, 1.0, 2.0, 3.0, (1.0, 0.0, 0.0, 1.0)),), (Words("peak", 1.0, 2.0),), (0.0, 1.0), (0.0, 9.0),
                "linear", "log")  # fmt: skip
    arrived = over_the_wall(FigureData(3, (axes,), ("shared",), "all"))
    assert (arrived.legend, arrived.title) == (("shared",), "all")
    assert (arrived.axes[0].bars, arrived.axes[0].texts, arrived.axes[0].yscale) == (axes.bars, axes.texts, "log")
    assert arrived.identity == 3
    assert arrived.axes[0].legend == ("a",)
    assert arrived.axes[0].surfaces[0].vertices.shape == (4, 3)
    assert arrived.axes[0].lines[0].label == "a"


def test_what_a_fuzzer_has_found_is_refused_or_plain() -> None:
    came_through = [attempt(data) for data in corpus()]
    assert any(came_through)
    assert not all(came_through)
