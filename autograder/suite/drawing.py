"""Plain data for pictures of a wrong answer: shapes that do not fit, and the answer beside the right one.

Theory of operation
-------------------
A picture helps where a sentence does not, and gives nothing away that a student may not know: it is made of inputs that
are the same for everybody and have nothing to do with the hidden ones. A suite says for an exercise what to ask in
`PICTURES` (a module's variable); a function of one number is drawn without being asked for. After all tests, in a fresh
worker of its own, the wrong function answers once, and so does the reference. What goes wrong there makes no picture,
and changes no score.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.model import Drawing, DrawingKind, Part
from autograder.protocol.values import StudentRaised

MOST_NUMBERS = 3_000
MOST_PICTURES = 6  # of one submission: each takes a worker
_MOST_AXES = 6
_LOW, _HIGH, _POINTS = -5.0, 5.0, 101
_SHAPE = re.compile(r"\((\d{1,9}(?:,\s?\d{1,9})*),?\)")
YOURS, RIGHT = "yours", "right"


@dataclass(frozen=True, slots=True)
class Picture:
    """What to ask a function for, so that its answer can be drawn.

    Args:
        kind: of the picture.
        ask: given the student's function or the reference's, calls it on inputs that everybody may see. What it
            returns: for `CURVE` x and y, each (n,); for `PATH` the points, (n, 2) or (n,); for `MATRIX` a matrix; for
            `FIELD` x, y, u and v, each of one shape.
    """

    kind: DrawingKind
    ask: Callable[[Callable[..., Any]], Any]


def drawn(picture: Picture, theirs: Callable[..., Any], ours: Callable[..., Any]) -> Drawing | None:
    """The student's answer beside the right one; None where there is nothing to draw.

    Raises:
        StudentRaised, WorkerEnded: as the student's function does.
    """
    parts = []
    for name, function in ((RIGHT, ours), (YOURS, theirs)):
        with np.errstate(all="ignore"):
            rows = _rows(picture.kind, picture.ask(function))
        if rows is None:
            return None
        parts.append(Part(name, rows))
    return None if parts[0].rows == parts[1].rows else Drawing(picture.kind, tuple(parts))


def curve_of(function: object) -> Picture | None:
    """A curve over a range that everybody knows, if this function of the reference takes numbers one by one."""
    if not isinstance(function, FunctionType) or _uses_modules(function):
        return None
    needed = [p for p in inspect.signature(function).parameters.values() if p.default is p.empty]
    if len(needed) != 1 or needed[0].kind not in (needed[0].POSITIONAL_ONLY, needed[0].POSITIONAL_OR_KEYWORD):
        return None
    x = np.linspace(_LOW, _HIGH, _POINTS)
    try:
        with np.errstate(all="ignore"):
            y, back, one = function(x.copy()), function(x[::-1].copy()), function(x[3:4].copy())
    except Exception:  # noqa: BLE001  then it is no such function
        return None
    if not all(isinstance(part, np.ndarray) and part.dtype.kind in "iuf" for part in (y, back, one)):
        return None
    if y.shape != x.shape or not np.isfinite(y).all() or np.ptp(y) == 0:
        return None
    if back.shape != x.shape or not np.allclose(back[::-1], y) or not np.allclose(one, y[3:4]):
        return None
    return Picture(DrawingKind.CURVE, lambda f: (x, f(x.copy())))


def shapes_apart(got: object, wanted: object) -> Drawing | None:
    """Two arrays whose shapes differ, as boxes; None where they do not."""
    if not (isinstance(got, np.ndarray) and isinstance(wanted, np.ndarray)) or got.shape == wanted.shape:
        return None
    return _boxes((YOURS, got.shape), (RIGHT, wanted.shape))


def shapes_in(error: StudentRaised, kind: str) -> Drawing | None:
    """The two shapes that NumPy says do not fit together; None where it does not say."""
    if kind not in ("broadcast", "matmul") or error.type_name != "ValueError":
        return None
    found = [tuple(map(int, match.split(","))) for match in _SHAPE.findall(error.message[:400])]
    if len(found) < 2 or (kind == "matmul" and "not aligned" not in error.message):
        return None
    return _boxes(("left", found[0]), ("second", found[1]))


def _boxes(*shapes: tuple[str, tuple[int, ...]]) -> Drawing | None:
    if any(len(shape) > _MOST_AXES for _, shape in shapes):
        return None
    return Drawing(DrawingKind.SHAPES, tuple(Part(name, (tuple(map(float, shape)),)) for name, shape in shapes))


def _uses_modules(function: FunctionType) -> bool:
    """Whether it names a module other than NumPy: calling it could import and draw."""
    named = (function.__globals__.get(name) for name in function.__code__.co_names)
    return any(isinstance(value, ModuleType) and value is not np for value in named)


def _rows(kind: DrawingKind, answer: Any) -> tuple[tuple[float | None, ...], ...] | None:
    """The rows of a part; None where the answer has another form."""
    match kind:
        case DrawingKind.CURVE | DrawingKind.FIELD:
            wanted = 2 if kind is DrawingKind.CURVE else 4
            columns = [_numbers(part) for part in answer] if isinstance(answer, (tuple, list)) else []
            flat = [part.ravel() for part in columns if part is not None]
            if len(flat) != wanted or len(columns) != wanted or len({part.size for part in flat}) != 1:
                return None
            rows = np.array(flat)
        case DrawingKind.PATH:
            points = _numbers(answer)
            if points is None or points.ndim not in (1, 2) or 0 in points.shape:
                return None
            rows = points.reshape(len(points), -1).T
            if len(rows) > 2:
                return None
        case _:
            matrix = _numbers(answer)
            if matrix is None or matrix.ndim != 2:
                return None
            rows = matrix
    return None if not 0 < rows.size <= MOST_NUMBERS else tuple(tuple(map(_finite, row)) for row in rows.tolist())


def _numbers(value: Any) -> npt.NDArray[np.float64] | None:
    if not isinstance(value, (np.ndarray, list, tuple, int, float)):
        return None
    try:
        array = np.asarray(value)
        return array.astype(np.float64) if array.dtype.kind in "biuf" and array.size <= MOST_NUMBERS else None
    except (ValueError, TypeError, OverflowError):
        return None


def _finite(value: float) -> float | None:
    return float(f"{value:.6g}") if np.isfinite(value) else None


def pictures_of(modules: Iterator[ModuleType], reference: ModuleType, exercises: Iterator[str]) -> dict[str, Picture]:
    """What can be drawn of each exercise: what the suite says, else the curve of a function of one number."""
    said: dict[str, Picture] = {}
    for module in modules:
        found = getattr(module, "PICTURES", None)
        if isinstance(found, Mapping):
            said.update({str(name): picture for name, picture in found.items() if isinstance(picture, Picture)})
    for name in exercises:
        if name not in said and (curve := curve_of(getattr(reference, name, None))) is not None:
            said[name] = curve
    return said
