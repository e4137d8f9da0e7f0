"""Holds what student code prints during one request, up to a cap."""

from __future__ import annotations

import io

MAX_CHARACTERS = 4000


class Printed(io.TextIOBase):
    """A text stream that keeps its beginning and forgets the rest."""

    encoding = "utf-8"

    def __init__(self) -> None:
        super().__init__()
        self._parts: list[str] = []
        self._size = 0

    def writable(self) -> bool:
        """Always true."""
        return True

    def write(self, text: str) -> int:
        """Keep what still fits; the rest is counted only."""
        if self._size < MAX_CHARACTERS:
            self._parts.append(text[: MAX_CHARACTERS - self._size])
        self._size += len(text)
        return len(text)

    def clear(self) -> None:
        """Begin anew."""
        self._parts.clear()
        self._size = 0

    def text(self) -> str:
        """What was kept, and a note if that is not all."""
        kept = "".join(self._parts)
        return kept if self._size <= MAX_CHARACTERS else kept + f"... ({self._size} characters in all)"
