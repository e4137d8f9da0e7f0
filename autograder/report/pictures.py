"""A failure's plain data as a picture of the page's: the student's over the right one, with a text alternative."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.model import Drawing, DrawingKind, Layer, LayerKind, Panel, Part, Plot, Role
from autograder.pictures import plot_picture, shapes_picture

_KINDS: Mapping[DrawingKind, LayerKind] = {
    DrawingKind.CURVE: LayerKind.LINE,
    DrawingKind.PATH: LayerKind.STEPS,
    DrawingKind.MATRIX: LayerKind.IMAGE,
    DrawingKind.FIELD: LayerKind.ARROWS,
}
_NAMES: Mapping[str, str] = {
    "yours": "part_yours", "right": "part_right", "left": "part_left", "second": "part_second",
}  # fmt: skip

Row = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: its SVG without anything that is not ours, and its text alternative."""

    kind: str
    svg: str
    alternative: str


def picture_of(drawing: Drawing, words: Mapping[str, str], yours: str = "part_yours") -> PictureView:
    """A drawing as a picture.

    Args:
        drawing: the data.
        words: the pages' own.
        yours: the word for whose answer it is.
    """
    names = {name: words[yours if name == "yours" else key] for name, key in _NAMES.items()}
    if drawing.kind is DrawingKind.SHAPES:
        shapes = {part.name: tuple(int(size or 0) for size in part.rows[0]) for part in drawing.parts}
        told = "; ".join(f"{names[name]}: {shape}" for name, shape in shapes.items())
        alternative = words["picture_shapes"] + f" {told}"
        boxes = [(names[name], shape, _role(name)) for name, shape in shapes.items()]
        return PictureView(drawing.kind.value, shapes_picture(boxes, title=alternative), alternative)
    by_name = {part.name: part for part in drawing.parts}
    right, mine = by_name["right"], by_name["yours"]
    alternative = _told(drawing.kind, right, mine, words)
    layers = [
        Layer(_KINDS[drawing.kind], _rows(drawing.kind, part), names[part.name], _role(part.name))
        for part in (right, mine)
    ]
    if drawing.kind is DrawingKind.MATRIX:  # side by side: one cannot be drawn over the other
        panels = tuple(Panel((layer,), title=layer.label) for layer in reversed(layers))
    else:
        panels = (Panel(tuple(layers)),)
    return PictureView(drawing.kind.value, plot_picture(Plot(panels), title=alternative), alternative)


def _role(name: str) -> Role:
    return Role.RIGHT if name in ("right", "left") else Role.YOURS


def _rows(kind: DrawingKind, part: Part) -> tuple[tuple[float | None, ...], ...]:
    if kind is DrawingKind.PATH and len(part.rows) == 1:  # of one number: over its steps
        return (tuple(float(step) for step in range(len(part.rows[0]))), part.rows[0])
    return part.rows


def _told(kind: DrawingKind, right: Part, mine: Part, words: Mapping[str, str]) -> str:
    """What the picture shows, in a sentence."""
    match kind:
        case DrawingKind.CURVE:
            x, y = right.rows
            apart = sum(a != b for a, b in zip(y, mine.rows[1], strict=False))
            return words["picture_curve"].format(low=_short(x[0]), high=_short(x[-1]), apart=apart, points=len(y))
        case DrawingKind.PATH:
            ends = [", ".join(_short(row[-1]) for row in part.rows) for part in (mine, right)]
            return words["picture_path"].format(yours=ends[0], right=ends[1])
        case DrawingKind.FIELD:
            pairs = zip(*right.rows[2:], *mine.rows[2:], strict=False)
            against = sum((u or 0) * (a or 0) + (v or 0) * (b or 0) < 0 for u, v, a, b in pairs)
            return words["picture_field"].format(against=against, points=len(right.rows[0]))
        case _:
            cells = zip(_cells(right.rows), _cells(mine.rows), strict=False)
            return words["picture_matrix"].format(apart=sum(a != b for a, b in cells))


def _cells(rows: Sequence[Row]) -> list[tuple[int, int, float | None]]:
    return [(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row)]


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}".replace("-", "−")
