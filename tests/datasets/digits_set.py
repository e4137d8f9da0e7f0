"""A made-up data set and its description, and what a mirror on loopback serves."""

from __future__ import annotations

import gzip
import hashlib
import struct
from dataclasses import dataclass, field


def idx(shape: tuple[int, ...], values: bytes) -> bytes:
    """An IDX file of bytes, compressed."""
    return gzip.compress(struct.pack(f">HBB{len(shape)}I", 0, 8, len(shape), *shape) + values, mtime=0)


IMAGES = idx((200, 3, 4), bytes(range(240)) * 10)
LABELS = idx((200,), bytes(range(10)) * 20)
FILES = {"images.gz": IMAGES, "labels.gz": LABELS}
ODD_LABELS = idx((200,), bytes(range(10, 0, -1)) * 20)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def description(*mirrors: str) -> str:
    """`datasets.toml` for the set `digits`, with these mirrors."""
    listed = ", ".join(f'"{mirror}"' for mirror in mirrors)
    return f"""
[digits]
title = "made-up digits"
licence = "none"
source = "these tests"
mirrors = [{listed}]
flat = ["images"]
[[digits.files]]
name = "images.gz"
array = "images"
sha256 = "{sha256(IMAGES)}"
bytes = {len(IMAGES)}
[[digits.files]]
name = "labels.gz"
array = "labels"
sha256 = "{sha256(LABELS)}"
bytes = {len(LABELS)}
[[digits.files.variants]]
sha256 = "{sha256(ODD_LABELS)}"
bytes = {len(ODD_LABELS)}
note = "counted down"
"""


@dataclass
class Mirror:
    """What a mirror serves and how, and what it was asked for."""

    url: str
    files: dict[str, bytes] = field(default_factory=lambda: dict(FILES))
    cut_after_bytes: int | None = None
    ranges: bool = True
    asked: list[tuple[str, str]] = field(default_factory=list)
