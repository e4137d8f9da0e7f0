"""Shapes of arrays as boxes with their sizes: where two do not fit, it is seen."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.model import Layer
from autograder.pictures.marks import colour_of
from autograder.pictures.svg import element, label, picture, plain_label, width_of

_UNIT, _LEAST, _LARGEST = 20.0, 16.0, 130.0
_BETWEEN = 64.0
_MOST_BOXES = 4


def shapes_picture(layers: Sequence[Layer], *, title: str, description: str = "") -> str:
    """Arrays as boxes side by side: the rows downwards, the columns across, more axes as sheets behind.

    Args:
        layers: of the kind `SHAPE`, within their bounds (`reduced`).
        title: what it is, for who cannot see it.
        description: likewise.
    """
    shown = [(layer, [int(size or 0) for size in layer.rows[0]]) for layer in layers[:_MOST_BOXES]]
    sides = [_sides(sizes) for _, sizes in shown]
    tall = max((height for _, height in sides), default=0.0) + 3 * 7
    parts: list[str] = []
    x, middle = 40.0, 34 + tall / 2
    for index, ((layer, sizes), (width, height)) in enumerate(zip(shown, sides, strict=True)):
        x += _BETWEEN if index else 0.0
        kind, colour = colour_of(layer, index)
        written = f"({', '.join(map(_size, sizes))}{',' if len(sizes) == 1 else ''})"
        room = max(width, 8 * len(written), 7 * min(width_of(layer.label), 24))
        left, top = x + (room - width) / 2, middle - height / 2
        for sheet in range(min(max(len(sizes) - 2, 0), 3), -1, -1):
            parts.append(
                element("rect", x=left + 7 * sheet, y=top - 7 * sheet, width=width, height=height, kind=f"box {kind}",
                        fill=colour, fill_opacity="0.25", stroke=colour, stroke_width="1.6")
            )  # fmt: skip
        if len(sizes) >= 2:
            parts.append(label(_size(sizes[-2]), left - 8, middle + 4, kind="size", anchor="end"))
        if sizes:
            parts.append(label(_size(sizes[-1]), left + width / 2, top + height + 15, kind="size"))
        parts.append(label(plain_label(layer.label, 24), x + room / 2, 16, kind="label"))
        parts.append(label(written, x + room / 2, middle + tall / 2 + 34, kind="heading", font_weight="600"))
        x += room
    return picture(x + 40, middle + tall / 2 + 44, title, description, parts)


def _size(size: int) -> str:
    return str(size) if size < 10**9 else f"{float(min(size, 10**300)):.0e}"


def _sides(sizes: Sequence[int]) -> tuple[float, float]:
    """The width and the height of a box: true to scale while it fits, then not."""
    across = sizes[-1] if sizes else 1
    down = sizes[-2] if len(sizes) >= 2 else 1
    return (_side(across), _side(down))


def _side(size: int) -> float:
    return min(max(_UNIT * min(size, 1000), _LEAST if size else 2.0), _LARGEST)
