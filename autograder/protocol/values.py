"""The values that cross the wall and are not plain data themselves.

Each is frozen and holds only plain data. What a class is allowed to do on which side:

    to the worker      Rng, Shared, Function, Handle
    from the worker    Handle, Opaque, Figure
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rng:
    """Becomes `np.random.default_rng(seed)` where it arrives."""

    seed: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Names a read-only array that the worker already has."""

    name: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function of the suite that the student's code may call back, by its number in this request."""

    number: int


@dataclass(frozen=True, slots=True)
class Handle:
    """Names an object that lives in the worker. `type_name` is text from there: to be shown, never acted on."""

    number: int
    type_name: str = ""


@dataclass(frozen=True, slots=True)
class Opaque:
    """A value that cannot cross; only the name of its type did."""

    type_name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a plot. `z` is empty unless the axes are 3-D; `color` is red, green, blue and opacity from 0 to 1."""

    label: str
    x: Array
    y: Array
    z: Array
    color: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Surface:
    """A 3-D surface by the corners of its faces: (m, 3). `filled` is False for a wireframe.

    `corners` is how many of them belong to each face, or to each wire; 0 if that is not the same for all.
    """

    vertices: Array
    filled: bool
    corners: int = 0


@dataclass(frozen=True, slots=True)
class Quiver:
    """Arrows at (x, y) along (u, v), each (m,)."""

    x: Array
    y: Array
    u: Array
    v: Array


@dataclass(frozen=True, slots=True)
class Collection:
    """Any other collection of marks, such as a scatter: its label and its offsets (m, 2)."""

    kind: str
    label: str
    offsets: Array


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar or another rectangle: its lower left corner, its size, and its colour as a line's."""

    x: float
    y: float
    width: float
    height: float
    color: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """Text in a plot, and where it stands, in the data's coordinates."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Axes:
    """One pair (or triple) of axes and what is drawn in it."""

    title: str
    xlabel: str
    ylabel: str
    is_3d: bool
    legend: tuple[str, ...]
    lines: tuple[Line, ...]
    surfaces: tuple[Surface, ...]
    quivers: tuple[Quiver, ...]
    collections: tuple[Collection, ...]
    images: tuple[Array, ...]
    bars: tuple[Bar, ...] = ()
    texts: tuple[Words, ...] = ()
    xlim: tuple[float, ...] = ()
    ylim: tuple[float, ...] = ()
    xscale: str = ""
    yscale: str = ""


@dataclass(frozen=True, slots=True)
class FigureData:
    """A matplotlib figure as plain data. `identity` is the same number for the same Figure object.

    `legend` has the texts of the figure's own legends, `title` the text above all axes.
    """

    identity: int
    axes: tuple[Axes, ...]
    legend: tuple[str, ...] = ()
    title: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a request came to. `after` maps the index of an argument that can be altered to its value after the call."""

    value: Any
    after: Mapping[int, Any] = field(default_factory=dict)
    printed: str = ""
    warnings: tuple[tuple[str, str], ...] = ()


class StudentRaised(Exception):  # noqa: N818  the student's error, reported
    """Student code raised. All fields are text or numbers from the untrusted side.

    Args:
        type_name: name of the exception's class.
        bases: names of the built-in classes it derives from.
        message: its text; may have several lines.
        cell: the id of the cell whose line raised; empty if unknown.
        line: the line in that cell, from 1; 0 if unknown.
        columns: where an error of syntax begins in its line, from 1, and where it has ended; zeros if unknown.
        name: the name, attribute or module that is not there; empty if the error is about something else.
        meant: what is there and was perhaps meant; empty if nothing is like it.
        through: the modules that the student's line called into and through which the error came, outermost first.

    Attributes:
        source: the text of the line; known to those who sent the cell.
        exercises: those whose answer the cell is; likewise.
    """

    def __init__(
        self,
        type_name: str,
        bases: tuple[str, ...],
        message: str,
        cell: str,
        line: int,
        *,
        columns: tuple[int, int] = (0, 0),
        name: str = "",
        meant: str = "",
        through: tuple[str, ...] = (),
    ) -> None:
        self.type_name, self.bases, self.message, self.cell, self.line = type_name, bases, message, cell, line
        self.columns, self.name, self.meant, self.through = columns, name, meant, through
        self.source = ""
        self.exercises: tuple[str, ...] = ()
        where = f" (line {line} of cell '{cell}')" if cell and line else ""
        super().__init__(f"{type_name}: {message}{where}" if message else f"{type_name}{where}")

    def is_a(self, *names: str) -> bool:
        """Whether the exception's class, or a built-in one that it derives from, has one of these names."""
        return self.type_name in names or not set(names).isdisjoint(self.bases)


Callback = Callable[..., Any]
