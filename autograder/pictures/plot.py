"""A plot as a picture: its panels side by side, and under each what its lines are called."""

from __future__ import annotations

from dataclasses import replace

from autograder.model import Layer, LayerKind, Panel, Plot, Role
from autograder.pictures.marks import colour_of, flat_panel
from autograder.pictures.reduce import reduced
from autograder.pictures.shapes import shapes_picture
from autograder.pictures.space import space_panel
from autograder.pictures.svg import element, label, picture, plain_label

_WIDTH = 480.0
_HEIGHT = 290.0
_IMAGE_WIDTH = 270.0
_LOW_HEIGHT = 240.0
_ROW = 18.0


def plot_picture(plot: Plot, *, title: str, description: str = "") -> str:
    """The plot as SVG text.

    Whatever the plot holds, the text is well-formed and at most some 300 KB, has no script, no link and no style, and
    is the same for the same plot. Colours are attributes, so that a page without our style sheet shows it too; a
    style sheet can give others by class: `series` with `s0` to `s5` or the layer's role; `height` with `h0` to `h5`.

    Args:
        plot: what to draw; more than can be drawn is thinned.
        title: what it is, for who cannot see it.
        description: what is on it, likewise.
    """
    panels = reduced(plot).panels or (Panel(()),)
    boxes = [layer for panel in panels for layer in panel.layers if layer.kind is LayerKind.SHAPE]
    if boxes and len(boxes) == sum(len(panel.layers) for panel in panels):
        return shapes_picture(boxes, title=title, description=description)
    panels = tuple(replace(panel, layers=tuple(one for one in panel.layers if one not in boxes)) for panel in panels)
    images = all(layer.kind is LayerKind.IMAGE for panel in panels for layer in panel.layers)
    columns = 1 if len(panels) == 1 or (len(panels) == 2 and not images) else 2  # one below the other fits a phone
    width = _WIDTH if columns == 1 or not images else _IMAGE_WIDTH
    height = _HEIGHT if len(panels) == 1 else _LOW_HEIGHT
    body: list[str] = []
    top, lowest = 0.0, 0.0
    for index, panel in enumerate(panels):
        left = (index % columns) * width
        draw = space_panel if panel.is_3d else flat_panel
        body.extend(draw(panel, left, top, width, height))
        legend, rows = _legend(panel, left + 58, top + height, width - 72)
        body.extend(legend)
        lowest = max(lowest, top + height + rows * _ROW + 6)
        if index % columns == columns - 1:
            top = lowest
    return picture(columns * width, lowest, title, description, body)


def _legend(panel: Panel, left: float, top: float, width: float) -> tuple[list[str], int]:
    """What the layers are called, in as many columns as fit; and how many rows that takes."""
    numbered = [layer for layer in panel.layers if layer.kind is not LayerKind.IMAGE]
    named = [(index, layer) for index, layer in enumerate(numbered) if layer.label and layer.label[0] != "_"]
    columns = 3 if all(len(layer.label) <= 14 for _, layer in named) else 2
    parts = []
    for place, (index, layer) in enumerate(named):
        x, y = left + (place % columns) * width / columns, top + (place // columns) * _ROW + 8
        kind, colour = colour_of(layer, index)
        parts.append(_key(layer, kind, colour, x, y))
        parts.append(label(plain_label(layer.label, width / columns / 7 - 4), x + 28, y, kind="key", anchor="start"))
    return parts, -(-len(named) // columns)


def _key(layer: Layer, kind: str, colour: str, x: float, y: float) -> str:
    if layer.kind in (LayerKind.MARKS, LayerKind.SURFACE):
        return element("circle", cx=x + 11, cy=y - 4, r=3.5, kind=kind, fill=colour, stroke="none")
    right = layer.role is Role.RIGHT
    return element("path", d=f"M{x:.1f} {y - 4:.1f}h22", kind=kind, fill="none", stroke=colour,
                   stroke_width="5" if right else "2", stroke_opacity="0.5" if right else None)  # fmt: skip
