"""What a page can show of a failed test beside its words: a line, the form of the answer, plain data for a picture."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class DrawingKind(StrEnum):
    """What a picture is of, and what the rows of its parts are.

    Shapes are public; curves, paths, matrices and fields are taken on inputs that every student may see.
    """

    SHAPES = "shapes"  # a part for each array; its one row is the shape
    CURVE = "curve"  # parts `yours` and `right`: a row of x, a row of y
    PATH = "path"  # parts `yours` and `right`: a row for each coordinate of the points, in order
    MATRIX = "matrix"  # parts `yours` and `right`: the rows of a matrix
    FIELD = "field"  # parts `yours` and `right`: rows x, y, u, v of the arrows


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a picture compares. A number that is not finite is None."""

    name: str
    rows: tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Plain data for a picture; how it looks is the page's business."""

    kind: DrawingKind
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was seen of a failure.

    Attributes:
        line: of the exercise's own cell, from 1, where student code raised; 0 if it did not, or elsewhere.
        changed: the indices of the arguments that a call altered, from 0.
        got: the type and the form of the answer, as `ndarray (3, 2) float64`; no value of it.
        drawing: what a picture of it is made of.
    """

    line: int = 0
    changed: tuple[int, ...] = ()
    got: str = ""
    drawing: Drawing | None = None


NOTHING_SEEN = Evidence()


def evidence_to_plain(evidence: Evidence) -> dict[str, Any] | None:
    """The evidence as JSON data; None where there is none."""
    if evidence == NOTHING_SEEN:
        return None
    drawing = evidence.drawing
    return {
        "line": evidence.line,
        "changed": list(evidence.changed),
        "got": evidence.got,
        "drawing": drawing
        and {
            "kind": drawing.kind.value,
            "parts": [[part.name, [list(row) for row in part.rows]] for part in drawing.parts],
        },
    }


def evidence_from_plain(data: Mapping[str, Any] | None) -> Evidence:
    """The evidence that `evidence_to_plain` took apart.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    if data is None:
        return NOTHING_SEEN
    drawing = None
    if data["drawing"] is not None:
        parts = tuple(Part(name, tuple(tuple(row) for row in rows)) for name, rows in data["drawing"]["parts"])
        drawing = Drawing(DrawingKind(data["drawing"]["kind"]), parts)
    return Evidence(int(data["line"]), tuple(data["changed"]), str(data["got"]), drawing)
