"""What is too much to draw, made less: the same picture as far as an eye can tell, and it is said that there was more.

Every plot that is drawn or kept goes through here, whatever it comes from: a student's figure may hold a million points
and ten thousand lines.
"""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from autograder.model import Ends, Layer, LayerKind, Plot, Role

MOST_PANELS = 6
MOST_LAYERS = 12
MOST_LABEL = 120
MOST_AXES = 8  # of a shape
MOST_CELLS = 28  # rows and columns of an image
_LINE_POINTS = 400
_POINTS = 3000  # of all layers of a plot
_LARGEST = 1e100
_LARGEST_SIZE = 1e15
_DIGITS = 5

Numbers = npt.NDArray[np.float64]

ROWS = {
    LayerKind.LINE: (2, 3), LayerKind.STEPS: (2, 3), LayerKind.MARKS: (2, 3), LayerKind.ARROWS: (4,),
    LayerKind.SURFACE: (3,), LayerKind.WIRES: (3,), LayerKind.BARS: (4,),
}  # fmt: skip
"""How many rows a layer of each kind may have; those of an image are its own."""


def reduced(plot: Plot) -> Plot:
    """The plot within all bounds; unchanged by a second time."""
    left_out = plot.left_out or len(plot.panels) > MOST_PANELS
    panels = plot.panels[:MOST_PANELS]
    drawn = sum(min(len(panel.layers), MOST_LAYERS) for panel in panels)
    share = max(_POINTS // max(drawn, 1), 8)
    made = []
    for panel in panels:
        layers = [_layer(layer, share) for layer in panel.layers[:MOST_LAYERS]]
        kept = tuple(layer for layer, _ in layers if layer is not None)
        left_out |= len(panel.layers) > MOST_LAYERS or any(lost for _, lost in layers)
        texts = {name: getattr(panel, name)[:MOST_LABEL] for name in ("title", "xlabel", "ylabel")}
        made.append(replace(panel, layers=kept, xlim=_range(panel.xlim), ylim=_range(panel.ylim), **texts))
    return Plot(tuple(made), left_out)


def _range(ends: Ends) -> Ends:
    """The ends of an axis, if they can be those of one: in order, finite and apart."""
    if not ends or not all(abs(end) <= _LARGEST for end in ends):
        return ()
    low, high = ends
    return ends if high - low > 1e-9 * max(abs(low), abs(high)) and high - low > 1e-200 else ()


def numbers(layer: Layer) -> Numbers:
    """The rows as an array, NaN for None and for what is too large to have a place."""
    array = np.array([[math.nan if value is None else value for value in row] for row in layer.rows], dtype=np.float64)
    with np.errstate(invalid="ignore"):
        array[~(np.abs(array) <= _LARGEST)] = np.nan
    return array


def layer_of(
    kind: LayerKind, rows: Numbers, label: str = "", role: Role = Role.PLAIN, corners: int = 0
) -> tuple[Layer | None, bool]:
    """A layer of these numbers, thinned to what is ever drawn; None if they are of another form. Whether some are lost.

    Args:
        kind: of the layer.
        rows: (rows, numbers).
        label: of the layer.
        role: of the layer.
        corners: of each face.
    """
    return _thinned(kind, np.asarray(rows, np.float64), label, role, corners, _LINE_POINTS)


def _layer(layer: Layer, share: int) -> tuple[Layer | None, bool]:
    if not layer.rows or len({len(row) for row in layer.rows}) != 1:
        return None, True
    if layer.kind is LayerKind.SHAPE:  # sizes are told to the last digit
        (sizes,) = layer.rows[:1]
        cut = replace(layer, rows=(tuple(map(_size, sizes[:MOST_AXES])),), label=layer.label[:MOST_LABEL])
        return cut, len(layer.rows) > 1 or len(sizes) > MOST_AXES
    return _thinned(layer.kind, numbers(layer), layer.label, layer.role, layer.corners, share)


def _thinned(
    kind: LayerKind, rows: Numbers, label: str, role: Role, corners: int, share: int
) -> tuple[Layer | None, bool]:
    if rows.ndim != 2 or not rows.size or len(rows) not in ROWS.get(kind, (len(rows),)):
        return None, True
    most = min(_LINE_POINTS, share)
    lost = False
    if kind is LayerKind.IMAGE:
        kept = _coarser(rows, min(MOST_CELLS, math.isqrt(share)))
    elif kind in (LayerKind.SURFACE, LayerKind.WIRES):
        corners = corners if 2 <= corners <= most and rows.shape[1] % corners == 0 else 1
        faces = rows.shape[1] // corners
        most_faces = max(share // corners, 1)
        if faces > most_faces or corners == 1:  # with holes it would be another surface: its points, then
            kind, corners, kept = LayerKind.MARKS, 0, rows[:, _spread(rows.shape[1], most)]
        else:
            kept = rows
    elif kind is LayerKind.LINE:
        kept = rows[:, _telling(rows[-1], most)]
    else:
        kept = rows[:, _spread(rows.shape[1], most)]
        lost = kept.shape[1] < rows.shape[1]
    if not lost and kind is not LayerKind.LINE:
        lost = kept.size < rows.size
    return Layer(kind, _as_rows(kept), label[:MOST_LABEL], role, corners), lost


def _size(size: float | None) -> float:
    return float(int(min(max(size or 0.0, 0.0), _LARGEST_SIZE))) if size == size else 0.0


def _spread(count: int, most: int) -> npt.NDArray[np.intp]:
    """The indices of at most so many points, evenly."""
    return np.arange(count) if count <= most else np.linspace(0, count - 1, most).astype(np.intp)


def _telling(heights: Numbers, most: int) -> npt.NDArray[np.intp]:
    """The indices of at most so many points of a line, the lowest and the highest of each stretch among them."""
    if heights.size <= most:
        return np.arange(heights.size)
    chosen = []
    for part in np.array_split(np.arange(heights.size), max(most // 2, 1)):
        known = part[np.isfinite(heights[part])]
        if known.size:
            chosen += [known[np.argmin(heights[known])], known[np.argmax(heights[known])]]
        else:
            chosen.append(part[0])  # a gap stays a gap
    return np.unique(np.array(chosen, np.intp))


def _coarser(image: Numbers, most: int) -> Numbers:
    """An image of at most so many cells each way, each the mean of what it covers."""
    for axis in (0, 1):
        count = image.shape[axis]
        if count > most:
            starts = np.linspace(0, count, most, endpoint=False).astype(np.intp)
            widths = np.diff(np.append(starts, count))
            with np.errstate(all="ignore"):
                sums = np.add.reduceat(image, starts, axis=axis)
            image = sums / (widths[:, None] if axis == 0 else widths)
    return image


def rounded(rows: Numbers, digits: int, largest: float) -> tuple[tuple[float | None, ...], ...]:
    """The rows with so many digits; None for what is no number, or larger than this.

    All numbers of a row are written and read at once, which takes half as long as one after the other.
    """
    return tuple(_rounded(row, digits, largest) for row in rows.tolist())


def _rounded(row: list[float], digits: int, largest: float) -> tuple[float | None, ...]:
    if not row:
        return ()
    short = map(float, (f"%.{digits}g " * len(row) % tuple(row)).split())
    if all(-largest <= value <= largest for value in row):
        return tuple(short)
    return tuple(one if abs(value) <= largest else None for one, value in zip(short, row, strict=True))


def _as_rows(rows: Numbers) -> tuple[tuple[float | None, ...], ...]:
    return rounded(rows, _DIGITS, _LARGEST)
