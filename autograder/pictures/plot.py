"""A plot as a picture: its panels side by side, and under each what its lines are called."""

from __future__ import annotations

from autograder.model import Layer, LayerKind, Panel, Plot
from autograder.pictures.marks import colour_of, flat_panel
from autograder.pictures.reduce import reduced
from autograder.pictures.space import space_panel
from autograder.pictures.svg import element, label, picture, plain_label

_WIDTH = 480.0
_HEIGHT = 290.0
_ROW = 18.0


def plot_picture(plot: Plot, *, title: str, description: str = "") -> str:
    """The plot as SVG text.

    Whatever the plot holds, the text is well-formed and at most some 300 KB, has no script, no link and no style, and
    is the same for the same plot. Colours are attributes, so that a page without our style sheet shows it too; a
    style sheet can give others by class: `series` with `s0` to `s5`, `yours` or `right`; `height` with `h0` to `h5`.

    Args:
        plot: what to draw; more than can be drawn is thinned.
        title: what it is, for who cannot see it.
        description: what is on it, likewise.
    """
    panels = reduced(plot).panels or (Panel(()),)
    columns = 1 if len(panels) == 1 else 2
    width, height = _WIDTH, _HEIGHT if len(panels) == 1 else 240.0
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
    right = layer.role == "right"
    return element("path", d=f"M{x:.1f} {y - 4:.1f}h22", kind=kind, fill="none", stroke=colour,
                   stroke_width="5" if right else "2", stroke_opacity="0.5" if right else None)  # fmt: skip
