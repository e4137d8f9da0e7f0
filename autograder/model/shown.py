"""A submission as the teacher is shown it: every cell in its place, and which of them ran."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class ShownKind(StrEnum):
    """What a cell is shown as: Python, rendered text, or text as it was typed."""

    CODE = "code"
    MARKDOWN = "markdown"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture that was pasted into a cell, as the file has it: nobody has looked at it.

    Attributes:
        name: what the cell's text calls it, `attachment:NAME`.
        mime: what it says it is.
        data: base64; empty where there is too much of it.
    """

    name: str
    mime: str
    data: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A cell that the teacher is shown.

    Attributes:
        kind: what it is shown as.
        source: as the student wrote it, or as it was released.
        grade_id: the released cell that it stands for; empty for a cell of the student's own.
        ran: the name that it ran under; empty if it did not run.
        students: whether the source is the student's.
        pictures: those that were pasted into it.
    """

    kind: ShownKind
    source: str
    grade_id: str = ""
    ran: str = ""
    students: bool = True
    pictures: tuple[Attachment, ...] = ()


def run_digest(cells: Iterable[tuple[str, str]]) -> str:
    """The hash of what is sent to a worker: names and sources of cells, in the order in which they run."""
    digest = hashlib.sha256()
    for name, source in cells:
        for text in (name, source):
            data = text.encode("utf-8", "surrogatepass")
            digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()
