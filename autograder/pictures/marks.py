"""The layers of a flat panel as lines, points, arrows, bars and cells."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np

from autograder.model import Ends, Layer, LayerKind, Panel, Role
from autograder.pictures.cutting import Box, cut_off, is_in
from autograder.pictures.reduce import Numbers, numbers
from autograder.pictures.scales import Scale, frame, scale_over
from autograder.pictures.svg import dots, element, label, number_text, polyline, squares

COLOURS = ("#3b7dd8", "#d9772b", "#2f9e6b", "#a55fc4", "#c2453f", "#7d8794")
OF_ROLES = {Role.YOURS: "#d9772b", Role.RIGHT: "#2f9e6b", Role.FIRST: "#3b7dd8", Role.SECOND: "#a55fc4"}
_SHADES = 24
_WRITTEN_CELLS = 12  # an image of at most so many cells each way has its numbers written in it

Place = Callable[[float, float], tuple[float, float]]


def colour_of(layer: Layer, index: int) -> tuple[str, str]:
    """The class of a layer, which a style sheet can colour, and the colour that it has without one."""
    if layer.role is Role.PLAIN:
        return f"series s{index % len(COLOURS)}", COLOURS[index % len(COLOURS)]
    return f"series {layer.role}", OF_ROLES[layer.role]


def flat_panel(panel: Panel, left: float, top: float, width: float, height: float) -> Iterator[str]:
    """A panel of two axes in this box, labels and numbers included."""
    images = [layer for layer in panel.layers if layer.kind is LayerKind.IMAGE]
    others = [layer for layer in panel.layers if layer.kind is not LayerKind.IMAGE]
    x0, x1, y0, y1 = left + 58, left + width - 14, top + height - 42, top + 24
    if images and not others:
        yield from _image(images[0], panel, (x0, x1, y0, y1))
        return
    spans = [_span(layer, numbers(layer)) for layer in others]
    x = _scale(panel.xlim, (value for xs, _ in spans for value in xs), x0, x1, 0.05)
    y = _scale(panel.ylim, (value for _, ys in spans for value in ys), y0, y1, 0.07)
    box = (x0, x1, y1, y0) if panel.xlim or panel.ylim else None
    yield from frame(x, y, xlabel=panel.xlabel, ylabel=panel.ylabel, title=panel.title)

    def place(one: float, other: float) -> tuple[float, float]:
        return x.place(one), y.place(other)

    ground = any(layer.role is Role.YOURS for layer in others)  # then what is plain is what both stand on
    ranks = {Role.PLAIN: 0 if ground else 2, Role.RIGHT: 1, Role.YOURS: 2}  # the student's on top
    order = sorted(enumerate(others), key=lambda pair: ranks.get(pair[1].role, 2))
    for index, layer in order:
        yield from layer_marks(layer, index, place, numbers(layer), box)


def _scale(ends: Ends, values: Iterator[float], start: float, end: float, margin: float) -> Scale:
    """What is shown of an axis: what the panel says, or all of it."""
    return Scale(*ends, start, end) if ends else scale_over(values, start, end, margin=margin)


def layer_marks(layer: Layer, index: int, place: Place, rows: Numbers, box: Box | None = None) -> Iterator[str]:
    """What a layer looks like; `rows` are its first two coordinates, or all four of arrows and bars.

    What is outside of `box` is cut off.
    """
    kind, colour = colour_of(layer, index)
    match layer.kind:
        case LayerKind.LINE | LayerKind.STEPS:
            yield _stroke(layer, kind, colour, place, rows, box)
            points = _dotted(rows, place, box)
            first = list(islice(points, 2))
            if layer.kind is LayerKind.STEPS:
                yield dots([*first[1:], *points], colour, kind)
                yield from (_ring(at, kind, colour) for at in first[:1])
            elif len(first) == 1:  # a line of one point would not be seen
                yield dots(first, colour, kind, 6)
        case LayerKind.ARROWS:
            yield _arrows(rows, kind, colour, place, box)
        case LayerKind.BARS:
            yield from _bars(rows, kind, colour, place, box)
        case _:
            yield dots(_dotted(rows, place, box), colour, kind)


def _stroke(layer: Layer, kind: str, colour: str, place: Place, rows: Numbers, box: Box | None) -> str:
    pairs = rows[:2].T.tolist()
    points = [place(*pair) if all(map(math.isfinite, pair)) else None for pair in pairs]
    if box is not None:
        points = list(cut_off(points, box))
    width, opacity = ("5", "0.5") if layer.role is Role.RIGHT else ("2", None)
    return polyline(points, kind=kind, stroke=colour, stroke_width=width, stroke_opacity=opacity,
                    stroke_linejoin="round", stroke_linecap="round")  # fmt: skip


def _ring(at: tuple[float, float], kind: str, colour: str) -> str:
    return element("circle", cx=at[0], cy=at[1], r=5.5, kind=kind, fill="none", stroke=colour, stroke_width="2")


def _dotted(rows: Numbers, place: Place, box: Box | None) -> Iterator[tuple[float, float]]:
    """The places of the points that are numbers, and in the box."""
    known = (place(*pair) for pair in rows[:2].T.tolist() if all(map(math.isfinite, pair)))
    return known if box is None else (point for point in known if is_in(point, box))


def _arrows(rows: Numbers, kind: str, colour: str, place: Place, box: Box | None) -> str:
    """All arrows as one path. Their directions are those on the page, as matplotlib draws them; the longest one is as
    long as points are apart."""
    rows = rows[:, np.isfinite(rows).all(axis=0)]
    x, y, u, v = rows
    top = max(np.abs(u).max(initial=0.0), np.abs(v).max(initial=0.0))
    if not rows.size:
        return ""
    if top > 0:
        u, v = u / top, v / top
    length = np.hypot(u, v)
    apart = 240.0 / max(math.sqrt(x.size), 1.0)
    reach = min(max(apart, 10.0), 60.0) / max(length.max(initial=0.0), 1e-300)
    parts: list[tuple[tuple[float, float], ...]] = []
    for one, other, du, dv in zip(x, y, u, v, strict=True):
        at_x, at_y = place(float(one), float(other))
        if box is not None and not is_in((at_x, at_y), box):
            continue
        to_x, to_y = float(du * reach), float(-dv * reach)
        size = math.hypot(to_x, to_y)
        head = min(5.0, 0.4 * size)
        if size < 0.5:  # no arrow: a point
            parts.append(((at_x - 0.7, at_y), (at_x + 0.7, at_y)))
            continue
        ex, ey = to_x / size, to_y / size
        end = (at_x + to_x, at_y + to_y)
        wings = [
            (end[0] - head * (ex + side * 0.6 * ey), end[1] - head * (ey - side * 0.6 * ex)) for side in (1.0, -1.0)
        ]
        parts.append(((at_x, at_y), end, wings[0], end, wings[1]))
    points = [point for part in parts for point in (None, *part)]
    return polyline(points, kind=kind, stroke=colour, stroke_width="1.5", stroke_linecap="round")


def _bars(rows: Numbers, kind: str, colour: str, place: Place, box: Box | None) -> Iterator[str]:
    for left, low, width, height in rows.T.tolist():
        if all(map(math.isfinite, (left, low, width, height))):
            (x0, y0), (x1, y1) = place(left, low), place(left + width, low + height)
            if box is not None:
                x0, x1 = (min(max(x, box[0]), box[1]) for x in (x0, x1))
                y0, y1 = (min(max(y, box[2]), box[3]) for y in (y0, y1))
            yield element("rect", x=min(x0, x1), y=min(y0, y1), width=abs(x1 - x0), height=abs(y1 - y0), kind=kind,
                          fill=colour, fill_opacity="0.75", stroke="none")  # fmt: skip


def _span(layer: Layer, rows: Numbers) -> tuple[list[float], list[float]]:
    x, y = rows[0], rows[1]
    if layer.kind is LayerKind.BARS:
        return [*x.tolist(), *(x + rows[2]).tolist()], [*y.tolist(), *(y + rows[3]).tolist()]
    if layer.kind is LayerKind.ARROWS and x.size:  # room for their heads
        around = [np.nanmax(part, initial=-math.inf) - np.nanmin(part, initial=math.inf) for part in (x, y)]
        rooms = [0.12 * size if math.isfinite(size) else 0.0 for size in around]
        x, y = (np.concatenate([part - room, part + room]) for part, room in zip((x, y), rooms, strict=True))
    return x.tolist(), y.tolist()


def _image(layer: Layer, panel: Panel, box: tuple[float, float, float, float]) -> Iterator[str]:
    """A matrix as cells, the first row on top; numbers in the cells where there is room."""
    left, right, bottom, top = box
    cells = numbers(layer)
    height, width = cells.shape
    side = min((right - left) / width, (bottom - top) / height)
    x0, y0 = (left + right - side * width) / 2, top
    known = cells[np.isfinite(cells)]
    low, high = (float(known.min()), float(known.max())) if known.size else (0.0, 1.0)
    reach = high / 2 - low / 2 or 1.0
    kind, colour = colour_of(layer, 0)
    filled: dict[int, list[tuple[float, float]]] = {}
    for (row, column), value in np.ndenumerate(cells):
        share = min(max((value / 2 - low / 2) / reach, 0.0), 1.0) if math.isfinite(value) else 0.0
        filled.setdefault(round(share * _SHADES), []).append((x0 + column * side, y0 + row * side))
    for shade, corners in sorted(filled.items()):
        if shade:
            yield squares(corners, side, kind=f"cell {kind}", fill=colour, fill_opacity=f"{0.85 * shade / _SHADES:.2f}")
    if max(height, width) <= _WRITTEN_CELLS and side >= 14:
        for (row, column), value in np.ndenumerate(cells):
            words = number_text(float(value))
            size = f"{min(11.0, 1.5 * side / max(len(words), 1)):.1f}"
            x, y = x0 + (column + 0.5) * side, y0 + (row + 0.5) * side + 4
            yield label(words, x, y, kind="value", font_size=size)
    yield element("rect", x=x0, y=y0, width=side * width, height=side * height, kind="frame", fill="none",
                  stroke="currentColor", stroke_opacity="0.45")  # fmt: skip
    if max(height, width) <= _WRITTEN_CELLS:
        for index in range(width):
            yield label(str(index), x0 + (index + 0.5) * side, y0 + height * side + 14, kind="tick", font_size="11")
        for index in range(height):
            at = y0 + (index + 0.5) * side + 4
            yield label(str(index), x0 - 6, at, kind="tick", anchor="end", font_size="11")
    if panel.title:
        yield label(panel.title, (left + right) / 2, top - 9, kind="heading", font_weight="600")
    if panel.xlabel:
        yield label(panel.xlabel, x0 + side * width / 2, y0 + height * side + 30)
    if panel.ylabel:
        turn = f"rotate(-90 {x0 - 26:.1f} {y0 + side * height / 2:.1f})"
        yield label(panel.ylabel, x0 - 26, y0 + side * height / 2, transform=turn)
