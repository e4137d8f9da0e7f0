"""A figure as nested lists of text, numbers and arrays, and back; the way back checks every part."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.protocol.values import Array, Axes, Bar, Collection, FigureData, Line, Quiver, Surface, Words

MAX_TEXT = 200


def figure_to_plain(figure: FigureData) -> list[Any]:
    """Nested lists that say the same as `figure`."""
    return [figure.identity, [_axes_to_plain(axes) for axes in figure.axes], list(figure.legend), figure.title]


def figure_from_plain(plain: Any) -> FigureData:
    """The figure that nested lists describe.

    Raises:
        TypeError: a part is not what `figure_to_plain` makes.
        ValueError: an array has the wrong shape, or a list the wrong length.
    """
    identity, axes, legend, title = plain
    return FigureData(
        _integer(identity),
        tuple(_axes_from_plain(part) for part in _list(axes)),
        tuple(_text(entry) for entry in _list(legend)),
        _text(title),
    )


def _axes_to_plain(axes: Axes) -> list[Any]:
    return [
        axes.title,
        axes.xlabel,
        axes.ylabel,
        axes.is_3d,
        list(axes.legend),
        [[line.label, line.x, line.y, line.z, list(line.color)] for line in axes.lines],
        [[surface.vertices, surface.filled, surface.corners] for surface in axes.surfaces],
        [[quiver.x, quiver.y, quiver.u, quiver.v] for quiver in axes.quivers],
        [[marks.kind, marks.label, marks.offsets] for marks in axes.collections],
        list(axes.images),
        [[bar.x, bar.y, bar.width, bar.height, list(bar.color)] for bar in axes.bars],
        [[words.text, words.x, words.y] for words in axes.texts],
        [list(axes.xlim), list(axes.ylim), axes.xscale, axes.yscale],
    ]


def _axes_from_plain(plain: Any) -> Axes:
    title, xlabel, ylabel, is_3d, legend, lines, surfaces, quivers, collections, images, *others = _list(plain)
    bars, texts, frame = others
    xlim, ylim, xscale, yscale = _list(frame)
    return Axes(
        title=_text(title),
        xlabel=_text(xlabel),
        ylabel=_text(ylabel),
        is_3d=is_3d is True,
        legend=tuple(_text(entry) for entry in _list(legend)),
        lines=tuple(
            Line(_text(label), _flat(x), _flat(y), _flat(z), _numbers(color))
            for label, x, y, z, color in map(_list, _list(lines))
        ),
        surfaces=tuple(
            Surface(_columns(vertices, 3), filled is True, _integer(corners))
            for vertices, filled, corners in map(_list, _list(surfaces))
        ),
        quivers=tuple(Quiver(_flat(x), _flat(y), _flat(u), _flat(v)) for x, y, u, v in map(_list, _list(quivers))),
        collections=tuple(
            Collection(_text(kind), _text(label), _columns(offsets, 2))
            for kind, label, offsets in map(_list, _list(collections))
        ),
        images=tuple(_array(image) for image in _list(images)),
        bars=tuple(_bar_from_plain(bar) for bar in _list(bars)),
        texts=tuple(_words_from_plain(words) for words in _list(texts)),
        xlim=_numbers(xlim),
        ylim=_numbers(ylim),
        xscale=_text(xscale),
        yscale=_text(yscale),
    )


def _words_from_plain(plain: Any) -> Words:
    text, *place = _list(plain)
    x, y = _numbers(place)
    return Words(_text(text), x, y)


def _bar_from_plain(plain: Any) -> Bar:
    *sizes, color = _list(plain)
    x, y, width, height = _numbers(sizes)
    return Bar(x, y, width, height, _numbers(color))


def _list(value: Any) -> list[Any]:
    if type(value) is not list:
        raise TypeError("a list was expected")
    return value


def _integer(value: Any) -> int:
    if type(value) is not int:
        raise TypeError("an integer was expected")
    return value


def _text(value: Any) -> str:
    if type(value) is not str:
        raise TypeError("text was expected")
    return "".join(c if c.isprintable() else " " for c in value[:MAX_TEXT])


def _numbers(value: Any) -> tuple[float, ...]:
    numbers = _list(value)
    if not all(type(number) is float for number in numbers):
        raise TypeError("floats were expected")
    return tuple(numbers)


def _array(value: Any) -> Array:
    if type(value) is not np.ndarray or value.dtype != np.float64:
        raise TypeError("a float64 array was expected")
    return value


def _flat(value: Any) -> Array:
    return _array(value).reshape(-1)


def _columns(value: Any, columns: int) -> Array:
    return _array(value).reshape(-1, columns)
