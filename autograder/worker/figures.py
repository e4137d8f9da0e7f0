"""Describes a matplotlib figure as data: what is drawn, and the colours by which it is told apart."""

from __future__ import annotations

import sys
from typing import Any

import numpy as np

from autograder.protocol.values import Array, Axes, Bar, Collection, FigureData, Line, Quiver, Surface, Words

MAX_VALUES = 200_000
MAX_PARTS = 1000


def describe_figure(figure: Any, *, identity: int) -> FigureData | None:
    """The figure as data, None if it does not behave like one.

    Args:
        figure: a matplotlib Figure, or something of that class name.
        identity: a number that is the same for the same object.
    """
    try:
        title = getattr(figure, "_suptitle", None)
        return FigureData(
            identity,
            tuple(_axes(axes) for axes in figure.axes),
            tuple(entry for legend in figure.legends for entry in _entries(legend)),
            "" if title is None else str(title.get_text()),
        )
    except (AttributeError, TypeError, ValueError):
        return None


def _axes(axes: Any) -> Axes:
    legend = axes.get_legend()
    surfaces: list[Surface] = []
    quivers: list[Quiver] = []
    others: list[Collection] = []
    for collection in axes.collections:
        kind = type(collection).__name__
        if kind == "Quiver":
            quivers.append(_quiver(collection))
        elif kind == "Poly3DCollection":
            surfaces.append(_surface(collection, filled=True))
        elif kind == "Line3DCollection":
            surfaces.append(_surface(collection, filled=False))
        else:
            offsets = _capped(_filled(collection.get_offsets())).reshape(-1, 2)
            others.append(Collection(kind, str(collection.get_label()), offsets))
    return Axes(
        title=str(axes.get_title()),
        xlabel=str(axes.get_xlabel()),
        ylabel=str(axes.get_ylabel()),
        is_3d=axes.name == "3d",
        legend=() if legend is None else _entries(legend),
        lines=tuple(_line(line) for line in axes.lines),
        surfaces=tuple(surfaces),
        quivers=tuple(quivers),
        collections=tuple(others),
        images=tuple(_capped(_filled(image.get_array())) for image in axes.images),
        bars=tuple(_bar(patch) for patch in axes.patches[:MAX_PARTS] if hasattr(patch, "get_width")),
        texts=tuple(Words(str(text.get_text()), *_floats(text.get_position())) for text in axes.texts[:MAX_PARTS]),
        xlim=_floats(axes.get_xlim()),
        ylim=_floats(axes.get_ylim()),
        xscale=str(axes.get_xscale()),
        yscale=str(axes.get_yscale()),
    )


def _entries(legend: Any) -> tuple[str, ...]:
    return tuple(str(entry.get_text()) for entry in legend.get_texts())


def _bar(patch: Any) -> Bar:
    x, y = patch.get_xy()
    return Bar(float(x), float(y), float(patch.get_width()), float(patch.get_height()), _floats(patch.get_facecolor()))


def _color(line: Any) -> tuple[float, ...]:
    colors = sys.modules.get("matplotlib.colors")
    return () if colors is None else _floats(colors.to_rgba(line.get_color()))


def _floats(values: Any) -> tuple[float, ...]:
    return tuple(float(value) for value in np.ravel(values)[:4])


def _line(line: Any) -> Line:
    data = line.get_data_3d() if hasattr(line, "get_data_3d") else (*line.get_data(orig=False), ())
    x, y, z = (_flat(part) for part in data)
    return Line(str(line.get_label()), x, y, z, _color(line))


def _quiver(quiver: Any) -> Quiver:
    x, y, u, v = (_flat(part) for part in (quiver.X, quiver.Y, quiver.U, quiver.V))
    count = max(u.size, v.size, x.size, y.size)
    # A scalar direction holds for all arrows.
    return Quiver(x, y, *(np.full(count, part[0]) if part.size == 1 else part for part in (u, v)))


def _surface(collection: Any, *, filled: bool) -> Surface:
    """The corners of all faces."""
    parts = [_filled(face).reshape(-1, 3) for face in _faces(collection)]
    corners = max(map(len, parts), default=0)
    if 3 * corners * len(parts) > MAX_VALUES or min(map(len, parts), default=0) == 0:
        corners = 0
    else:  # the shorter ones stay at their last point
        parts = [np.concatenate([part, np.repeat(part[-1:], corners - len(part), axis=0)]) for part in parts]
    return Surface(_capped(np.concatenate(parts)) if parts else np.empty((0, 3)), filled, corners)


def _faces(collection: Any) -> Any:
    """Faces as matplotlib keeps them: in `_faces` (m, k, 3), or in `_segments3d` where it is lines."""
    for name in ("_faces", "_segments3d"):
        faces = getattr(collection, name, None)
        if faces is not None:
            return faces
    vectors = np.asarray(collection._vec, np.float64)  # before 3.11: homogeneous (4, n), and a slice for each face
    return [vectors[:3, part].T for part in collection._segslices]


def _flat(values: Any) -> Array:
    return _capped(_filled(values).reshape(-1))


def _filled(values: Any) -> Array:
    """A masked or plain array as floats, NaN where it is masked."""
    filled: Array = np.ma.filled(np.ma.asarray(values, dtype=np.float64), np.nan)
    return filled


def _capped(values: Any) -> Array:
    array = np.ascontiguousarray(values, dtype=np.float64)
    if array.size > MAX_VALUES:
        raise ValueError("too much data in the figure")
    return array
