"""Values in a few words, for messages. Everything that is described may be hostile: bounded and printable."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.model import Text
from autograder.protocol.values import FigureData, Handle, Opaque
from autograder.wording import said

MAX_CHARACTERS = 120
MAX_DEPTH = 3


def describe(value: Any, depth: int = 0) -> str:
    """A short, printable rendering of a value that came over the wall.

    What is nested deeper than `MAX_DEPTH` is only counted: a few hundred kilobytes can hold so many small values that
    putting each into words would take minutes, and none of them would be seen.
    """
    if type(value) is np.ndarray:
        if value.size > 8:
            return f"an array of shape {value.shape}"
        shown = np.array2string(value, precision=8, separator=", ", threshold=8)
    elif isinstance(value, (Opaque, Handle)) or hasattr(type(value), "remote_type_name"):
        return f"an object of type {describe_type(value)}"
    elif isinstance(value, np.generic):
        shown = str(value)
    elif isinstance(value, int) and abs(value) >= 1 << 64:
        return "a very large integer"
    elif isinstance(value, (tuple, list, dict)) and (len(value) > 12 or (depth >= MAX_DEPTH and value)):
        return f"a {type(value).__name__} of {len(value)}"
    elif isinstance(value, (tuple, list)):
        inner = ", ".join(describe(item, depth + 1) for item in value)
        shown = f"({inner})" if isinstance(value, tuple) else f"[{inner}]"
    elif isinstance(value, dict):
        shown = "{" + ", ".join(f"{describe(k, depth + 1)}: {describe(v, depth + 1)}" for k, v in value.items()) + "}"
    elif isinstance(value, str):
        shown = repr(value[:MAX_CHARACTERS])
    else:
        shown = repr(value)
    flat = " ".join("".join(c if c.isprintable() else " " for c in shown).split())
    return flat if len(flat) <= MAX_CHARACTERS else flat[: MAX_CHARACTERS - 1] + "…"


def describe_type(value: Any) -> str:
    """The name of a value's type as the student knows it."""
    if isinstance(value, (Opaque, Handle)):
        return value.type_name
    if isinstance(value, FigureData):
        return "Figure"
    name = getattr(value, "remote_type_name", None)
    return name if isinstance(name, str) else type(value).__name__


def describe_with_type(value: Any) -> str:
    """A short rendering of a value with the name of its type, said once."""
    shown, named = describe(value), f"of type {describe_type(value)}"
    return shown if shown.endswith(named) else f"{shown} {named}"


def describe_form(value: Any) -> str:
    """The type of a value, and the shape and dtype of an array: no value of it."""
    if type(value) is np.ndarray:
        return f"ndarray {value.shape} {value.dtype}"
    name = describe_type(value)
    flat = "".join(char for char in name if char.isprintable())[:MAX_CHARACTERS]
    return f"{flat} ({len(value)})" if type(value) in (list, tuple, dict, str) else flat


_FORMS = {  # the types that have words of their own
    "str": "text", "bytes": "bytes", "bool": "truth", "dict": "dict", "set": "set",
    "generator": "generator", "map": "generator", "zip": "generator", "filter": "generator", "type": "class",
    "function": "function", "method": "function", "builtin_function_or_method": "function", "Figure": "figure",
}  # fmt: skip
_ODD_ARRAY = "ndarray of dtype "


def own_form(value: Any) -> Text:
    """The form of an answer in words: its type, and the shape, dtype or length that it has."""
    if type(value) is np.ndarray:
        if value.ndim == 0:
            return said("own.number", type=f"{value.dtype}, 0-d array")
        return said("own.array", shape=value.shape, dtype=value.dtype)
    if value is None:
        return said("form.none")
    name = describe_type(value)
    if isinstance(value, Opaque) and name.startswith(_ODD_ARRAY):
        return said("own.odd_array", dtype=name.removeprefix(_ODD_ARRAY))
    if type(value) in (list, tuple):
        return said(f"own.{name}", size=len(value))
    if name in _FORMS:
        return said(f"own.{_FORMS[name]}")
    if isinstance(value, (int, float, complex, np.generic)):
        return said("own.number", type=name)
    return said("own.object", type=name)
