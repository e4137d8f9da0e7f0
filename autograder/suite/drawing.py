"""Plots of a wrong answer: the answer beside the right one, and shapes that do not fit.

Theory of operation
-------------------
A picture helps where a sentence does not, and gives nothing away that a student may not know: it is made of inputs that
are the same for everybody and have nothing to do with the hidden ones. A suite says for an exercise what to ask in
`PICTURES` (a module's variable); a function of one number is drawn without being asked for. In a worker that has seen
no hidden input the wrong notebook answers once, and so does the reference here. What goes wrong there makes no picture,
and changes no score. That worker is one more, after all tests, but where one call says all: code that keeps nothing is
asked for those together before the first test, for they cost less than the worker.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import FunctionType, ModuleType
from typing import Any

import numpy as np
import numpy.typing as npt

from autograder.model import Ends, Layer, LayerKind, Panel, Plot, Role
from autograder.pictures.reduce import rounded
from autograder.protocol.values import StudentRaised
from autograder.suite.answers import plain

MOST_NUMBERS = 3_000
MOST_POINTS = 400  # of a line, a walk, a field
MOST_PICTURES = 6  # of one submission: each may take a worker
_MOST_AXES = 6
_LOW, _HIGH, _POINTS = -5.0, 5.0, 101
_SHAPE = re.compile(r"\((\d{1,9}(?:,\s?\d{1,9})*),?\)")
_ROWS = {LayerKind.LINE: 2, LayerKind.STEPS: 2, LayerKind.ARROWS: 4}

Rows = tuple[tuple[float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """What to ask a notebook for, so that its answer can be drawn over (a matrix: beside) the right one.

    Args:
        kind: `LINE`, `STEPS` (a walk), `ARROWS` or `IMAGE` (a matrix).
        ask: given the student's notebook or the reference, calls what is in it on inputs that everybody may see. What
            it returns: for `LINE` x and y, each (n,); for `STEPS` the points, (n, 2), or (n,) over their number; for
            `ARROWS` x, y, u and v, each of one shape; for `IMAGE` a matrix. With several `axes`, one of these for each.
        axes: what the axes are called, a pair for each panel. `loss`, `accuracy`, `epoch`, `update`, `step`, `answer`
            and `truth` are said in the page's language, anything else as it stands.
        ground: x and y of a line below a walk: the valley that it goes down.
        call: the function and the arguments, where `ask` does nothing but call one and return what it came to.
    """

    kind: LayerKind
    ask: Callable[[Any], Any]
    axes: tuple[tuple[str, str], ...] = (("", ""),)
    ground: tuple[npt.ArrayLike, npt.ArrayLike] | None = None
    call: tuple[str, tuple[Any, ...]] | None = field(default=None, compare=False)


def answered(picture: Picture, source: Any) -> tuple[Rows, ...] | None:
    """What a notebook, or the reference, answers, as the rows of each panel; None where that has another form.

    Raises:
        StudentRaised, WorkerEnded: as the student's code does.
    """
    with np.errstate(all="ignore"):
        return _parts(picture, plain(picture.ask(source)))


def drawn(picture: Picture, theirs: Any, right: tuple[Rows, ...] | None) -> Plot | None:
    """The student's answer beside the right one; None where there is nothing to draw.

    Args:
        picture: what to ask.
        theirs: the student's notebook.
        right: what the reference answers.

    Raises:
        StudentRaised, WorkerEnded: as the student's code does.
    """
    yours = answered(picture, theirs)
    if right is None or yours is None or right == yours:
        return None
    if picture.kind is LayerKind.IMAGE:  # side by side: one cannot be drawn over the other
        ((xlabel, ylabel),) = picture.axes
        layers = (Layer(picture.kind, yours[0], role=Role.YOURS), Layer(picture.kind, right[0], role=Role.RIGHT))
        return Plot(tuple(Panel((layer,), xlabel=xlabel, ylabel=ylabel) for layer in layers))
    panels = zip(right, yours, picture.axes, strict=True)
    return Plot(tuple(_over_each_other(picture, *panel) for panel in panels))


def _over_each_other(picture: Picture, right: Rows, yours: Rows, names: tuple[str, str]) -> Panel:
    layers = [Layer(picture.kind, right, role=Role.RIGHT), Layer(picture.kind, yours, role=Role.YOURS)]
    known = [right]
    if picture.ground is not None:
        ground = np.array([np.asarray(row, np.float64) for row in picture.ground])
        known.append(_as_rows(ground))
        layers.insert(0, Layer(LayerKind.LINE, known[-1], label=names[1]))
    limits: list[Ends] = [(), ()]
    if picture.kind is not LayerKind.ARROWS:
        limits = [_limits([one for rows in known for one in rows[axis]], yours[axis]) for axis in (0, 1)]
    return Panel(tuple(layers), "", *names, False, *limits)


def _limits(known: Sequence[float | None], yours: Sequence[float | None]) -> Ends:
    """What is shown of an axis: all that is known, and of the student's what is not so far off that the rest would be
    flat beside it."""
    wanted = [one for one in known if one is not None]
    if not wanted:
        return ()
    low, high = min(wanted), max(wanted)
    size = high - low or abs(high) or 1.0
    near = [min(max(one, low - size), high + size) for one in yours if one is not None]
    low, high = min([low, *near]), max([high, *near])
    room = 0.06 * (high - low or size)
    return low - room, high + room


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
    name = function.__name__
    return Picture(LayerKind.LINE, lambda source: (x, getattr(source, name)(x.copy())), (("x", ""),), call=(name, (x,)))


def shapes_apart(got: object, wanted: object) -> Plot | None:
    """Two arrays whose shapes differ, as boxes; None where they do not."""
    if not (isinstance(got, np.ndarray) and isinstance(wanted, np.ndarray)) or got.shape == wanted.shape:
        return None
    return _boxes((Role.YOURS, got.shape), (Role.RIGHT, wanted.shape))


def shapes_in(error: StudentRaised, kind: str) -> Plot | None:
    """The two shapes that NumPy says do not fit together; None where it does not say."""
    if kind not in ("broadcast", "matmul") or error.type_name != "ValueError":
        return None
    found = [tuple(map(int, match.split(","))) for match in _SHAPE.findall(error.message[:400])]
    if len(found) < 2 or (kind == "matmul" and "not aligned" not in error.message):
        return None
    return _boxes((Role.FIRST, found[0]), (Role.SECOND, found[1]))


def _boxes(*shapes: tuple[Role, tuple[int, ...]]) -> Plot | None:
    if any(len(shape) > _MOST_AXES for _, shape in shapes):
        return None
    layers = tuple(Layer(LayerKind.SHAPE, (tuple(map(float, shape)),), role=role) for role, shape in shapes)
    return Plot((Panel(layers),))


def _uses_modules(function: FunctionType) -> bool:
    """Whether it names a module other than NumPy: calling it could import and draw."""
    named = (function.__globals__.get(name) for name in function.__code__.co_names)
    return any(isinstance(value, ModuleType) and value is not np for value in named)


def _parts(picture: Picture, answer: Any) -> tuple[Rows, ...] | None:
    """The rows for each panel; None where the answer has another form."""
    answers = [answer] if len(picture.axes) == 1 else answer
    if not isinstance(answers, (tuple, list)) or len(answers) != len(picture.axes):
        return None
    parts = [_rows(picture.kind, one) for one in answers]
    return None if None in parts else tuple(part for part in parts if part is not None)


def _rows(kind: LayerKind, answer: Any) -> Rows | None:
    """The rows of one panel; None where the answer has another form."""
    match kind:
        case LayerKind.LINE | LayerKind.ARROWS:
            columns = [_numbers(part) for part in answer] if isinstance(answer, (tuple, list)) else []
            flat = [part.ravel() for part in columns if part is not None]
            if len(flat) != _ROWS[kind] or len(columns) != len(flat) or len({part.size for part in flat}) != 1:
                return None
            rows = np.array(flat)
        case LayerKind.STEPS:
            points = _numbers(answer)
            if points is None or points.ndim not in (1, 2) or 0 in points.shape:
                return None
            rows = points.T if points.ndim == 2 else np.array([np.arange(points.size), points])
            if len(rows) != _ROWS[kind]:
                return None
        case _:
            matrix = _numbers(answer)
            if matrix is None or matrix.ndim != 2:
                return None
            rows = matrix
    if not 0 < rows.size <= MOST_NUMBERS or (kind in _ROWS and rows.shape[1] > MOST_POINTS):
        return None
    return _as_rows(rows)


def _as_rows(rows: npt.NDArray[np.float64]) -> Rows:
    return rounded(rows, 6, sys.float_info.max)


def _numbers(value: Any) -> npt.NDArray[np.float64] | None:
    if not isinstance(value, (np.ndarray, list, tuple, int, float)):
        return None
    try:
        array = np.asarray(value)
        return array.astype(np.float64) if array.dtype.kind in "biuf" and array.size <= MOST_NUMBERS else None
    except (ValueError, TypeError, OverflowError):
        return None


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
