"""Values that two processes hold at the same time: packed to be sent, compared, and brought up to date in place.

Where functions and objects of one process stand in another, more goes across than plain data: objects by their numbers,
functions by their names, generators of random numbers by their state. Whoever reads such a state from an untrusted
process gets a generator of the one kind that there is, or an error: the state is four integers of known sizes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

OBJECT, FUNCTION, GENERATOR = "@object", "@function", "@generator"
_ATOMS = (bool, int, float, complex, str, type(None))


class Stranger(Exception):  # noqa: N818  it says what a value is
    """A value that cannot be sent, or what no honest peer sends."""


def packed(value: Any, known: Callable[[Any], dict[str, Any] | None]) -> Any:
    """A value as plain data.

    Args:
        value: plain data, containers of it, generators, and what is known.
        known: what is sent for an object or function; None if it is none that can be.

    Raises:
        Stranger: it cannot be sent.
    """
    kind = type(value)
    if kind in _ATOMS or isinstance(value, (np.ndarray, np.generic)):
        return value
    if kind is list or kind is tuple:
        return kind(packed(item, known) for item in value)
    if kind is dict:
        return {key: packed(item, known) for key, item in value.items()}
    if kind is np.random.Generator:
        return {GENERATOR: state_of(value)}
    sent = known(value)
    if sent is None:
        raise Stranger(kind.__name__)
    return sent


def unpacked(value: Any, find: Callable[[str, Any], Any]) -> Any:
    """The value of what `packed` made.

    Args:
        value: plain data.
        find: gives the object or function that is meant by `OBJECT` or `FUNCTION` and what stands for it.

    Raises:
        Stranger: there is none.
    """
    kind = type(value)
    if kind is list or kind is tuple:
        return kind(unpacked(item, find) for item in value)
    if kind is dict:
        for tag in (OBJECT, FUNCTION, GENERATOR) if len(value) == 1 else ():
            if tag in value:
                return generator_of(value[tag]) if tag == GENERATOR else find(tag, value[tag])
        return {key: unpacked(item, find) for key, item in value.items()}
    return value


def state_of(generator: np.random.Generator) -> list[int]:
    """The state of a generator.

    Raises:
        Stranger: it is of another kind than `np.random.default_rng` makes.
    """
    bits = generator.bit_generator
    if type(bits) is not np.random.PCG64:
        raise Stranger(type(bits).__name__)
    state: Any = bits.state
    return [state["state"]["state"], state["state"]["inc"], state["has_uint32"], state["uinteger"]]


def generator_of(state: Any) -> np.random.Generator:
    """A generator in that state, as untrusted as it may be.

    Raises:
        Stranger: it is no state.
    """
    if type(state) is not list or [type(number) for number in state] != [int] * 4:
        raise Stranger("no state")
    now, increment, has_half, half = state
    if not (0 <= now < 1 << 128 and 0 <= increment < 1 << 128 and increment % 2 and has_half in (0, 1)
            and 0 <= half < 1 << 32):  # fmt: skip
        raise Stranger("no state")
    bits = np.random.PCG64(0)
    bits.state = {"bit_generator": "PCG64", "state": {"state": now, "inc": increment},
                  "has_uint32": has_half, "uinteger": half}  # fmt: skip
    return np.random.Generator(bits)


def frozen(value: Any) -> Any:
    """What is equal for two packed values where they are the same, bit by bit."""
    kind = type(value)
    if isinstance(value, (np.ndarray, np.generic)):
        return value.dtype.str, value.shape, value.tobytes()
    if kind is list or kind is tuple:
        return kind.__name__, *map(frozen, value)
    if kind is dict:
        return "dict", *((key, frozen(item)) for key, item in value.items())
    return kind.__name__, repr(value)


def update(mine: Any, theirs: Any) -> bool:
    """Give a value that can be altered the contents of another; False if it cannot have them."""
    if mine is theirs:
        return True
    kind = type(mine)
    if isinstance(mine, np.ndarray) and isinstance(theirs, np.ndarray):
        if mine.shape != theirs.shape or mine.dtype != theirs.dtype or not mine.flags.writeable:
            return False
        mine[...] = theirs
        return True
    if kind is not type(theirs):
        return False
    if kind is np.random.Generator:
        mine.bit_generator.state = theirs.bit_generator.state
    elif kind is list:
        kept = [old if update(old, new) else new for old, new in zip(mine, theirs, strict=False)]
        mine[:] = [*kept, *theirs[len(kept) :]]
    elif kind is dict:
        now = {key: mine[key] if key in mine and update(mine[key], new) else new for key, new in theirs.items()}
        mine.clear()
        mine.update(now)
    else:
        return False
    return True
