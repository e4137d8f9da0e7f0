"""Shapes of arrays as boxes with their sizes: where two do not fit, it is seen."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.model import Role
from autograder.pictures.marks import COLOURS, RIGHT, YOURS
from autograder.pictures.svg import element, label, picture, plain_label

_UNIT, _LEAST, _LARGEST = 20.0, 16.0, 130.0
_BETWEEN = 64.0
_MOST_BOXES = 4
_MOST_AXES = 8


def shapes_picture(
    boxes: Sequence[tuple[str, Sequence[int], Role]], *, title: str, description: str = "", between: str = ""
) -> str:
    """Arrays as boxes side by side: the rows downwards, the columns across, more axes as sheets behind.

    Args:
        boxes: a name, the shape, and whose it is, of each array.
        title: what it is, for who cannot see it.
        description: likewise.
        between: what stands between two boxes, such as `@`.
    """
    shown = list(boxes)[:_MOST_BOXES]
    sides = [_sides(shape) for _, shape, _ in shown]
    tall = max((height for _, height in sides), default=0.0) + 3 * 7
    parts: list[str] = []
    x, middle = 40.0, 34 + tall / 2
    for index, ((name, shape, role), (width, height)) in enumerate(zip(shown, sides, strict=True)):
        if index:
            parts.append(label(plain_label(between, 4), x + _BETWEEN / 2, middle + 6, kind="sign", font_size="20"))
            x += _BETWEEN
        colour = RIGHT if role is Role.RIGHT else YOURS if role is Role.YOURS else COLOURS[0]
        sizes = [max(int(size), 0) for size in list(shape)[:_MOST_AXES]]
        written = f"({', '.join(map(_size, sizes))}{',' if len(sizes) == 1 else ''})"
        room = max(width, 8 * len(written), 7 * min(len(name), 24))
        left, top = x + (room - width) / 2, middle - height / 2
        for sheet in range(min(max(len(sizes) - 2, 0), 3), -1, -1):
            parts.append(
                element("rect", x=left + 7 * sheet, y=top - 7 * sheet, width=width, height=height, kind=f"box {role}",
                        fill=colour, fill_opacity="0.25", stroke=colour, stroke_width="1.6")
            )  # fmt: skip
        if len(sizes) >= 2:
            parts.append(label(_size(sizes[-2]), left - 8, middle + 4, kind="size", anchor="end"))
        if sizes:
            parts.append(label(_size(sizes[-1]), left + width / 2, top + height + 15, kind="size"))
        parts.append(label(plain_label(name, 24), x + room / 2, 16, kind="label"))
        parts.append(label(written, x + room / 2, middle + tall / 2 + 34, kind="heading", font_weight="600"))
        x += room
    return picture(x + 40, middle + tall / 2 + 44, title, description, parts)


def _size(size: int) -> str:
    return str(size) if size < 10**9 else f"{float(min(size, 10**300)):.0e}"


def _sides(shape: Sequence[int]) -> tuple[float, float]:
    """The width and the height of a box: true to scale while it fits, then not."""
    sizes = [max(int(size), 0) for size in list(shape)[:_MOST_AXES]]
    across = sizes[-1] if sizes else 1
    down = sizes[-2] if len(sizes) >= 2 else 1
    return (_side(across), _side(down))


def _side(size: int) -> float:
    return min(max(_UNIT * min(size, 1000), _LEAST if size else 2.0), _LARGEST)
