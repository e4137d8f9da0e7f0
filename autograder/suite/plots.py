"""A student's figure as a plot that a page can draw: its numbers, thinned to what is ever drawn."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from autograder.model import Layer, LayerKind, Panel, Plot
from autograder.pictures import MOST_LAYERS, MOST_PANELS, layer_of, reduced
from autograder.protocol.values import Array, Axes, FigureData

_MOST_CHANNELS = 4


def plot_of(figure: FigureData) -> Plot:
    """The figure as a plot within all bounds (`pictures.reduce`), whatever it holds."""
    left_out = len(figure.axes) > MOST_PANELS
    panels = []
    for axes in figure.axes[:MOST_PANELS]:
        found = [layer for layer, _ in zip(_layers(axes), range(MOST_LAYERS + 1), strict=False)]
        left_out |= len(found) > MOST_LAYERS or any(lost for _, lost in found)
        layers = tuple(layer for layer, _ in found[:MOST_LAYERS] if layer is not None)
        shown = () if axes.quivers else (axes.xlim, axes.ylim)  # heads of arrows need more room
        limits = [(low, high) for low, high in (pair for pair in shown if len(pair) == 2)]
        panels.append(
            Panel(layers, axes.title, axes.xlabel, axes.ylabel, axes.is_3d, *(limits if len(limits) == 2 else ()))
        )
    return reduced(Plot(tuple(panels), left_out))


def _layers(axes: Axes) -> Iterator[tuple[Layer | None, bool]]:
    """The layers, and whether some of their numbers were left out. What is drawn of no points is no layer."""
    for image in axes.images:
        if image.size:
            yield layer_of(LayerKind.IMAGE, _grey(image))
    for surface in axes.surfaces:
        if surface.vertices.size:
            kind = LayerKind.SURFACE if surface.filled else LayerKind.WIRES
            yield layer_of(kind, surface.vertices.T, corners=surface.corners)
    for line in axes.lines:
        parts = [line.x, line.y, *([line.z] if axes.is_3d and line.z.size else [])]
        if line.x.size or line.y.size:
            yield _of_rows(LayerKind.LINE, parts, line.label)
    for arrows in axes.quivers:
        if arrows.x.size:
            yield _of_rows(LayerKind.ARROWS, [arrows.x, arrows.y, arrows.u, arrows.v], "")
    if axes.bars:
        bars = np.array([(bar.x, bar.y, bar.width, bar.height) for bar in axes.bars])
        yield layer_of(LayerKind.BARS, bars.T)
    for marks in axes.collections:
        if marks.offsets.size:
            yield layer_of(LayerKind.MARKS, marks.offsets.T, marks.label)


def _of_rows(kind: LayerKind, parts: list[Array], label: str) -> tuple[Layer | None, bool]:
    if len({part.size for part in parts}) != 1:
        return None, True
    return layer_of(kind, np.stack(parts), label)


def _grey(image: Array) -> Array:
    """An image of one number for each cell; colours become how bright they are."""
    if image.ndim == 3 and image.shape[2] <= _MOST_CHANNELS:
        with np.errstate(all="ignore"):
            return np.asarray(image[:, :, :3].mean(axis=2))
    return image
