"""Code as it is, to the last character: what an editor or a browser would hide or reorder is made visible.

A terminal escape in a comment, a bidirectional override, a zero-width or a filler character can make a reader see other
code than Python runs (https://trojansource.codes). Nothing is deleted here: each such character becomes its code point
in white square brackets, and `original` gives back exactly what it was made from, so that what is shown can be compared
with what ran.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONG_LINE_CHARS = 400
"""A longer line may end outside the window."""

_MARK = re.compile(r"⟦U\+([0-9A-F]{4,6})⟧")
_MAYBE_A_MARK = re.compile(r"⟦(?=U\+)")
# Controls, formats, surrogates, private use, unassigned; separators other than the space and the newline.
_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})
_HIDDEN_IN_TEXT = _HIDDEN_CATEGORIES - {"Zs"}
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
# Letters and marks of other categories that draw nothing: Unicode's Default_Ignorable_Code_Point, and empty Braille.
_IGNORABLE = frozenset(
    map(chr, [0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), 0x2800, 0x3164, 0xFFA0,
              *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])
)  # fmt: skip
_MOST_MARKS = 3  # combining characters on one letter: more of them cover the lines around it


def visible(source: str) -> str:
    """`source` with every character that hides or reorders others as its code point. Tabs and newlines stay."""
    if source.isascii() and source.replace("\n", "").replace("\t", "").isprintable():
        return source
    source = _MAYBE_A_MARK.sub(_marked("⟦"), source)
    made: list[str] = []
    combining = 0
    for char in source:
        if " " <= char <= "~" or char in "\n\t":
            combining = 0
            made.append(char)
            continue
        combining = combining + 1 if unicodedata.combining(char) or _category(char) in ("Mn", "Me") else 0
        made.append(_marked(char) if _hides(char) or combining > _MOST_MARKS else char)
    return "".join(made)


def visible_text(source: str) -> str:
    """As `visible`, for text that people read: letters of every script, wide spaces and emoji stay as they are."""
    if source.isascii() and source.replace("\n", "").replace("\t", "").isprintable():
        return source
    return "".join(
        char if char in "\n\t\u200d" or _category(char) not in _HIDDEN_IN_TEXT else _marked(char) for char in source
    )


def original(shown: str) -> str:
    """What `visible` made `shown` from."""
    return _MARK.sub(lambda match: chr(int(match[1], 16)), shown)


def has_long_line(source: str) -> bool:
    """Whether a line is so long that its end may stand where nobody looks."""
    return any(len(line) > LONG_LINE_CHARS for line in source.split("\n"))


def _marked(char: str) -> str:
    return f"⟦U+{ord(char):04X}⟧"


@lru_cache(maxsize=4096)
def _category(char: str) -> str:
    return unicodedata.category(char)


@lru_cache(maxsize=4096)
def _hides(char: str) -> bool:
    return (
        _category(char) in _HIDDEN_CATEGORIES or char in _IGNORABLE or unicodedata.bidirectional(char) in _RIGHT_TO_LEFT
    )
