"""A small writer of SVG: only these elements, every text escaped, every number finite, short and within bounds."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape  # what `xml.sax` has for it imports half of a web client
from itertools import groupby, pairwise
from unicodedata import east_asian_width

FURTHEST = 20_000.0
_MOST_CHARS = 60


def coordinate(value: float) -> str:
    """A place in the picture, to a tenth of a unit."""
    if not -FURTHEST <= value <= FURTHEST:
        value = _within(value)
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def _within(value: float) -> float:
    return min(max(value, -FURTHEST), FURTHEST) if value == value else 0.0


def number_text(value: float) -> str:
    """A number as it is written beside an axis."""
    if value != value:
        return "NaN"
    return f"{value:.4g}".replace("e+0", "e").replace("e-0", "e-").replace("e+", "e").replace("-", "−")


def plain_label(text: str, width: float = _MOST_CHARS) -> str:
    """A text on one line: only what can be printed, no wider than so many Latin letters."""
    line = "".join(char if char.isprintable() else " " for char in text[: 8 * _MOST_CHARS]).strip()
    taken = 0.0
    for index, char in enumerate(line):
        taken += _width(char)
        if taken > width:
            return line[: max(index - 1, 0)] + "…"
    return line + ("…" if len(text) > 8 * _MOST_CHARS else "")


def width_of(text: str) -> float:
    """How wide a text is, in Latin letters."""
    return sum(map(_width, text))


def _width(char: str) -> float:
    return 1.8 if east_asian_width(char) in "WF" else 1.0


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """An element. Attributes are named with `_` for `-`; `kind` is the class; None is left out."""
    written = []
    for key, value in attributes.items():
        if value is None:
            continue
        text = value if isinstance(value, str) else coordinate(value)
        written.append(f" {'class' if key == 'kind' else key.replace('_', '-')}=\"{escape(text)}\"")
    inside = "".join(children)
    return f"<{name}{''.join(written)}>{inside}</{name}>" if inside else f"<{name}{''.join(written)}/>"


def label(text: str, x: float, y: float, kind: str = "label", anchor: str = "middle", **more: str | float) -> str:
    """A text in the picture, on one line, in the colour of the page's own."""
    words = escape(plain_label(text), quote=False)
    return element("text", words, kind=kind, x=x, y=y, text_anchor=anchor, fill="currentColor", **more)


def polyline(points: Iterable[tuple[float, float] | None], **attributes: str | float | None) -> str:
    """A line through these points, broken where there is a None; nothing for none."""
    parts: list[str] = []
    for known, run in groupby(points, lambda point: point is not None):
        if known:
            places = _places(point for point in run if point is not None)
            parts.append("M" + places[0])
            parts += ["L" + place for last, place in pairwise(places) if place != last]
    return element("path", d="".join(parts), fill="none", **attributes) if parts else ""


def _places(points: Iterable[tuple[float, float]]) -> list[str]:
    """Each point as two coordinates, all of them written at once: one by one takes twice as long."""
    values = [value for point in points for value in point]
    if not all(-FURTHEST <= value <= FURTHEST for value in values):
        values = [_within(value) for value in values]
    written = ("%.1f %.1f," * (len(values) // 2)) % tuple(values)
    short = written.replace(".0 ", " ").replace(".0,", ",").replace("-0 ", "0 ").replace("-0,", "0,")
    return short.split(",")[:-1]


def dots(points: Iterable[tuple[float, float]], colour: str, kind: str, size: float = 5.2) -> str:
    """Round marks, all of them one path: lines of no length with round ends."""
    places = "".join(f"M{coordinate(x)} {coordinate(y)}h0" for x, y in points)
    return element("path", d=places, fill="none", stroke=colour, stroke_width=size, stroke_linecap="round",
                   kind=f"{kind} dots") if places else ""  # fmt: skip


def squares(corners: Iterable[tuple[float, float]], side: float, **attributes: str | float | None) -> str:
    """Squares, all of them one path."""
    edge = coordinate(side)
    places = "".join(f"M{coordinate(x)} {coordinate(y)}h{edge}v{edge}h-{edge}z" for x, y in corners)
    return element("path", d=places, **attributes) if places else ""


def picture(width: float, height: float, title: str, description: str, body: Iterable[str]) -> str:
    """The whole picture, with its text alternative. Its colours are attributes, which a style sheet outranks."""
    named = f"{title}. {description}" if description else title
    return element(
        "svg",
        element("title", escape(_printable(title), quote=False)),
        element("desc", escape(_printable(description), quote=False)),
        *body,
        xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {coordinate(width)} {coordinate(height)}",
        width=width, height=height, kind="plotted", role="img", aria_label=_printable(named),
        font_family="system-ui, sans-serif", font_size="12",
    )  # fmt: skip


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text[:2000])
