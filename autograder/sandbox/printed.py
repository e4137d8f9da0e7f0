"""What a worker writes to its standard output and error: kept up to a cap, and made safe to show."""

from __future__ import annotations

import os
import re
import unicodedata

FLOOD_BYTES = 16 << 20
"""Printed beyond what is kept: so much is thrown away in silence, and more ends the worker."""
_CHUNK = 1 << 16
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])")
_UNSAFE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


class Printed:
    """The reading end of a worker's output pipe."""

    def __init__(self, descriptor: int, keep_bytes: int) -> None:
        os.set_blocking(descriptor, False)
        self.descriptor = descriptor
        self._keep = keep_bytes
        self._kept = bytearray()
        self._total = 0
        self.open = True

    @property
    def flooded(self) -> bool:
        """Whether more was printed than is ever reasonable."""
        return self._total > self._keep + FLOOD_BYTES

    def drain(self) -> None:
        """Read what is there without waiting, as far as the flood mark."""
        while self.open and not self.flooded:
            try:
                part = os.read(self.descriptor, _CHUNK)
            except BlockingIOError:
                return
            except OSError:
                part = b""
            if not part:
                self.close()
                return
            self._total += len(part)
            self._kept += part[: max(0, self._keep - len(self._kept))]

    def close(self) -> None:
        """Give the descriptor back."""
        if self.open:
            self.open = False
            os.close(self.descriptor)

    def text(self) -> str:
        """What was kept, without anything that a terminal or a page would obey."""
        text = clean(self._kept.decode("utf-8", "replace"))
        if self._total > self._keep:
            text += f"\n[output cut at {self._keep // 1024} KiB]"
        return text


def clean(text: str) -> str:
    """Remove terminal escapes; show other control, invisible and direction-changing characters as U+FFFD."""
    text = _ESCAPES.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        character if character in "\n\t" or unicodedata.category(character) not in _UNSAFE_CATEGORIES else "\ufffd"
        for character in text
    )
