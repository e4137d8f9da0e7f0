"""A panel of three axes, seen from the front right and a little from above, as matplotlib does."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from autograder.model import Layer, LayerKind, Panel, Role
from autograder.pictures.marks import layer_marks
from autograder.pictures.reduce import Numbers, numbers
from autograder.pictures.scales import scale_over
from autograder.pictures.svg import coordinate, element, label, number_text, plain_label, polyline

_AZIMUTH, _ELEVATION = math.radians(-60), math.radians(30)
_HEIGHT = 0.75  # of the box, its other edges being 1
_BANDS = ("#44508f", "#3d6d99", "#32899a", "#2fa48d", "#5cbd70", "#a9cf4f")  # from low to high


def space_panel(panel: Panel, left: float, top: float, width: float, height: float) -> Iterator[str]:
    """A panel of three axes in this box. A flat layer lies on the floor."""
    arrays = [_three(layer, numbers(layer)) for layer in panel.layers]
    if panel.title:
        words = plain_label(panel.title, width / 6.5)
        yield label(words, left + width / 2, top + 15, kind="heading", font_weight="600")
    scales = [
        scale_over((value for array in arrays for value in array[axis].tolist()), 0.0, 1.0, margin=0.0)
        for axis in range(3)
    ]
    view = _View(left + width / 2, top + height / 2 + 4, min(width, height * 1.35) * 0.47)
    yield from _box(view, [(scale.low, scale.high) for scale in scales], panel)
    for index, (layer, array) in enumerate(zip(panel.layers, arrays, strict=True)):
        unit = np.array([[scale.place(value) for value in row] for scale, row in zip(scales, array, strict=True)])
        flat, depth = view.project(unit)
        if layer.kind in (LayerKind.SURFACE, LayerKind.WIRES) and layer.corners > 1:
            yield from _faces(layer, flat, depth, unit[2])
        else:
            if layer.kind in (LayerKind.ARROWS, LayerKind.BARS, LayerKind.IMAGE):
                layer = replace(layer, kind=LayerKind.MARKS)  # where they are; matplotlib has no flat ones in space
            yield from layer_marks(layer, index, lambda one, other: (one, other), flat)


class _View:
    """From the unit cube to the page."""

    def __init__(self, x: float, y: float, size: float) -> None:
        self._x, self._y, self._size = x, y, size

    def project(self, unit: Numbers) -> tuple[Numbers, Numbers]:
        """Places on the page (2, n), and how near each point is (n,)."""
        x, y, z = unit[0] - 0.5, unit[1] - 0.5, (unit[2] - 0.5) * _HEIGHT
        across = -math.sin(_AZIMUTH) * x + math.cos(_AZIMUTH) * y
        towards = math.cos(_AZIMUTH) * x + math.sin(_AZIMUTH) * y
        up = z * math.cos(_ELEVATION) - towards * math.sin(_ELEVATION)
        near = towards * math.cos(_ELEVATION) + z * math.sin(_ELEVATION)
        return np.stack([self._x + self._size * across, self._y - self._size * up]), near


def _three(layer: Layer, rows: Numbers) -> Numbers:
    """The first three coordinates of all points; 0 where there is no third."""
    if len(rows) >= 3 and layer.kind not in (LayerKind.ARROWS, LayerKind.BARS, LayerKind.IMAGE):
        return rows[:3]
    if layer.kind is LayerKind.IMAGE:  # not drawn in space
        return np.empty((3, 0))
    return np.concatenate([rows[:2], np.zeros((1, rows.shape[1]))])


def _box(view: _View, ranges: list[tuple[float, float]], panel: Panel) -> Iterator[str]:
    """The floor, the two walls behind, and the smallest and the largest number of each axis."""
    edges = [
        [(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0), (0, 0, 0)],
        [(0, 1, 0), (0, 1, 1), (0, 0, 1), (0, 0, 0)],
        [(0, 1, 1), (1, 1, 1), (1, 1, 0)],
    ]
    for edge in edges:
        flat, _ = view.project(np.array(edge, np.float64).T)
        points = [(one, other) for one, other in flat.T.tolist()]
        yield polyline(points, kind="frame", stroke="currentColor", stroke_opacity="0.35")
    names = (panel.xlabel or "x", panel.ylabel or "y", "z")
    ends = [((0.0, 0, 0), (1.0, 0, 0)), ((1.0, 0, 0), (1.0, 1, 0)), ((1.0, 1, 0), (1.0, 1, 1))]
    away = [(0.0, -0.1, 0.0), (0.12, 0.0, 0.0), (0.12, 0.1, 0.0)]
    for name, (low, high), end, off in zip(names, ranges, ends, away, strict=True):
        at = np.array([*end, tuple((a + b) / 2 for a, b in zip(*end, strict=True))], np.float64)
        at = at + np.array([off, off, tuple(1.6 * part for part in off)])
        flat, _ = view.project(at.T)
        words = (number_text(low), number_text(high), plain_label(name, 24))
        for (x, y), text, kind in zip(flat.T.tolist(), words, ("tick", "tick", "label"), strict=True):
            yield label(text, x, y + 8, kind=kind, font_size="11")


def _faces(layer: Layer, flat: Numbers, depth: Numbers, height: Numbers) -> Iterator[str]:
    """Faces from behind to the front, each in the colour of its height; wires as lines."""
    count = flat.shape[1] // layer.corners
    wired = layer.kind is LayerKind.WIRES
    drawn = []
    for face in range(count):
        part = slice(face * layer.corners, (face + 1) * layer.corners)
        points, near, high = flat[:, part], depth[part], height[part]
        known = np.isfinite(points).all(axis=0) & np.isfinite(high)
        if known.sum() >= 2:
            drawn.append((float(near[known].mean()), face, points[:, known].T.tolist(), float(high[known].mean())))
    for _, _, corners, level in sorted(drawn):
        band = min(max(int(level * len(_BANDS)), 0), len(_BANDS) - 1)
        kind = f"height h{band}" if layer.role is Role.PLAIN else f"height h{band} {layer.role}"
        if wired:
            yield polyline([(x, y) for x, y in corners], kind=kind, stroke=_BANDS[band], stroke_width="1.3")
        else:
            places = " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in corners)
            yield element("polygon", points=places, kind=kind, fill=_BANDS[band], stroke="currentColor",
                          stroke_opacity="0.35", stroke_width="0.6")  # fmt: skip
