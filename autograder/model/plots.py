"""What somebody drew, as plain numbers and text: enough to draw it again, nothing of how it looked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

Row = tuple[float | None, ...]
Ends = tuple[float, float] | tuple[()]


class LayerKind(StrEnum):
    """What a layer is, and what its rows are. A number that is not finite is None."""

    LINE = "line"  # x and y; with z in three dimensions
    STEPS = "steps"  # a line whose every point is marked, and the first one more: a walk
    MARKS = "marks"  # x and y of single points; with z in three dimensions
    ARROWS = "arrows"  # x, y, u, v
    SURFACE = "surface"  # x, y, z of the corners of all faces, one face after another
    WIRES = "wires"  # likewise, of the points of all wires
    IMAGE = "image"  # the rows of a matrix
    BARS = "bars"  # left end, lower end, width, height
    SHAPE = "shape"  # one row: the sizes of an array, axis by axis


class Role(StrEnum):
    """Whose a layer is, where a student's is drawn over the right one, or which of two that do not fit."""

    PLAIN = "plain"
    YOURS = "yours"
    RIGHT = "right"
    FIRST = "first"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Layer:
    """One thing that is drawn.

    Attributes:
        kind: what it is.
        rows: its numbers.
        label: what a legend calls it.
        role: whose it is.
        corners: how many points belong to a face of a surface, or to a wire.
    """

    kind: LayerKind
    rows: tuple[Row, ...]
    label: str = ""
    role: Role = Role.PLAIN
    corners: int = 0


@dataclass(frozen=True, slots=True)
class Panel:
    """One pair (or triple) of axes and what is drawn in it.

    `xlim` and `ylim` are the two ends of what is shown of each axis; empty: all of it.
    """

    layers: tuple[Layer, ...]
    title: str = ""
    xlabel: str = ""
    ylabel: str = ""
    is_3d: bool = False
    xlim: Ends = ()
    ylim: Ends = ()


@dataclass(frozen=True, slots=True)
class Plot:
    """A figure.

    Attributes:
        panels: its axes.
        left_out: whether there was more than is here.
    """

    panels: tuple[Panel, ...]
    left_out: bool = False


def without_right(plot: Plot) -> Plot:
    """The plot without what is right, for a page that must not tell."""
    panels = (replace(p, layers=tuple(one for one in p.layers if one.role is not Role.RIGHT)) for p in plot.panels)
    return replace(plot, panels=tuple(panels))


def plot_to_plain(plot: Plot) -> list[Any]:
    """The plot as nested lists for JSON."""
    return [[_panel_to_plain(panel) for panel in plot.panels], plot.left_out]


def plot_from_plain(data: Sequence[Any]) -> Plot:
    """The plot that `plot_to_plain` took apart.

    Raises:
        TypeError, ValueError: it is none.
    """
    panels, left_out = data
    return Plot(tuple(_panel_from_plain(*panel) for panel in panels), bool(left_out))


def _panel_to_plain(panel: Panel) -> list[Any]:
    layers = [
        [layer.kind.value, [list(row) for row in layer.rows], layer.label, layer.role.value, layer.corners]
        for layer in panel.layers
    ]
    return [layers, panel.title, panel.xlabel, panel.ylabel, panel.is_3d, list(panel.xlim), list(panel.ylim)]


def _panel_from_plain(
    layers: Any, title: str, xlabel: str, ylabel: str, is_3d: bool, xlim: Any = (), ylim: Any = ()
) -> Panel:
    read = tuple(
        Layer(LayerKind(kind), tuple(tuple(row) for row in rows), label, Role(role), corners)
        for kind, rows, label, role, corners in layers
    )
    return Panel(read, title, xlabel, ylabel, is_3d, _ends(xlim), _ends(ylim))


def _ends(ends: Any) -> Ends:
    if not ends:
        return ()
    low, high = ends
    return float(low), float(high)
