"""Pictures as SVG, drawn here from plain data: numbers and our own words go in, nothing else does.

Their colours are the page's (classes of its style sheet, so dark and light), and what is the student's is dashed, so
that nobody has to tell two colours apart.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from autograder.model import Drawing, DrawingKind, Part

_WIDTH, _HEIGHT, _EDGE = 420, 220, 34
_BOX, _MOST_CELLS = 13, 9
_MOST_ARROWS, _MOST_CLASSES = 400, 12
_NAMES: Mapping[str, str] = {
    "yours": "part_yours", "right": "part_right", "left": "part_left", "second": "part_second",
}  # fmt: skip

Row = Sequence[float | None]


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture: its SVG without anything that is not ours, its text alternative, and the names of its two inks."""

    kind: str
    svg: str
    alternative: str
    legend: bool


def picture_of(drawing: Drawing, words: Mapping[str, str]) -> PictureView | None:
    """A drawing as a picture; None where it would show nothing."""
    draw: Mapping[DrawingKind, Callable[[Drawing, Mapping[str, str]], tuple[str, str]]] = {
        DrawingKind.SHAPES: _shapes,
        DrawingKind.CURVE: _curve,
        DrawingKind.PATH: _path,
        DrawingKind.MATRIX: _matrix,
        DrawingKind.FIELD: _field,
    }
    body, alternative = draw[drawing.kind](drawing, words)
    if not body:
        return None
    legend = drawing.kind in (DrawingKind.CURVE, DrawingKind.PATH, DrawingKind.FIELD)
    return PictureView(drawing.kind.value, body, alternative, legend)


# ---------------------------------------------------------------- shapes


def _shapes(drawing: Drawing, words: Mapping[str, str]) -> tuple[str, str]:
    parts, x, told = [], 8, []
    for part in drawing.parts:
        shape = tuple(int(size or 0) for size in part.rows[0])
        columns = min(shape[-1], _MOST_CELLS) if shape else 1
        rows = min(shape[-2], _MOST_CELLS) if len(shape) > 1 else 1
        width, height = max(columns, 1) * _BOX, max(rows, 1) * _BOX
        text = "(" + ", ".join(map(str, shape)) + ("," if len(shape) == 1 else "") + ")"
        label = words[_NAMES[part.name]]
        cells = "".join(
            f'<rect class="cell {part.name}" x="{x + c * _BOX}" y="{26 + r * _BOX}" '
            f'width="{_BOX - 1}" height="{_BOX - 1}"/>'
            for r in range(max(rows, 1))
            for c in range(max(columns, 1))
        )
        more = "…" if any(size > _MOST_CELLS for size in shape[-2:]) else ""
        parts.append(
            f'<text x="{x}" y="16" class="label">{escape(label)}</text>{cells}'
            f'<text x="{x}" y="{26 + height + 15}" class="size">{text}{more}</text>'
        )
        told.append(f"{label}: {text}")
        x += max(width, 20 + 9 * len(text), 20 + 13 * len(label)) + 28
    tallest = max(min(int(p.rows[0][-2] or 0), _MOST_CELLS) if len(p.rows[0]) > 1 else 1 for p in drawing.parts)
    alternative = words["picture_shapes"] + " " + "; ".join(told)
    svg = (
        f'<svg class="picture shapes" viewBox="0 0 {x} {26 + max(tallest, 1) * _BOX + 24}" width="{x}" role="img" '
        f'aria-label="{escape(alternative)}">'
    )
    return svg + "".join(parts) + "</svg>", alternative


# ---------------------------------------------------------------- curves and paths


def _named(drawing: Drawing) -> tuple[Part, Part]:
    """What is right, and what is the student's, whatever order they stand in."""
    by_name = {part.name: part for part in drawing.parts}
    return by_name["right"], by_name["yours"]


def _curve(drawing: Drawing, words: Mapping[str, str]) -> tuple[str, str]:
    right, yours = _named(drawing)
    frame = _Frame([right.rows[0], yours.rows[0]], [right.rows[1], yours.rows[1]], within=right.rows[1])
    body = frame.axes() + "".join(frame.line(part.rows[0], part.rows[1], part.name) for part in (right, yours))
    low, high = frame.x_range
    apart = sum(a != b for a, b in zip(right.rows[1], yours.rows[1], strict=False))
    alternative = words["picture_curve"].format(
        low=_short(low), high=_short(high), apart=apart, points=len(right.rows[1])
    )
    return frame.svg(body, alternative), alternative


def _path(drawing: Drawing, words: Mapping[str, str]) -> tuple[str, str]:
    right, yours = _named(drawing)

    def coordinates(part: Part) -> tuple[Row, Row]:
        if len(part.rows) == 1:
            return tuple(float(step) for step in range(len(part.rows[0]))), part.rows[0]
        return part.rows[0], part.rows[1]

    points = {part.name: coordinates(part) for part in (right, yours)}
    frame = _Frame([x for x, _ in points.values()], [y for _, y in points.values()], within=points["right"][1])
    body = frame.axes() + "".join(frame.line(*points[name], name, dots=True) for name in ("right", "yours"))
    ends = {name: ", ".join(_short(axis[-1]) for axis in xy) for name, xy in points.items()}
    alternative = words["picture_path"].format(yours=ends["yours"], right=ends["right"])
    return frame.svg(body, alternative), alternative


def _field(drawing: Drawing, words: Mapping[str, str]) -> tuple[str, str]:
    right, yours = _named(drawing)
    frame = _Frame([right.rows[0]], [right.rows[1]], within=right.rows[1])
    lengths = [abs(u or 0) + abs(v or 0) for u, v in zip(right.rows[2], right.rows[3], strict=True)]
    scale = 16 / (max(lengths, default=0) or 1)
    body = frame.axes()
    against = 0
    for part in (right, yours):
        for x, y, u, v in list(zip(*part.rows, strict=True))[:_MOST_ARROWS]:
            if None not in (x, y, u, v):
                body += frame.arrow(x or 0, y or 0, (u or 0) * scale, (v or 0) * scale, part.name)
    for a, b in zip(zip(*right.rows[2:], strict=True), zip(*yours.rows[2:], strict=True), strict=False):
        against += sum((p or 0) * (q or 0) for p, q in zip(a, b, strict=True)) < 0
    alternative = words["picture_field"].format(against=against, points=len(right.rows[0]))
    return frame.svg(body, alternative), alternative


class _Frame:
    """Axes, and a way from data to the picture's coordinates. What lies far off is cut at the edge."""

    def __init__(self, xs: Sequence[Row], ys: Sequence[Row], *, within: Row) -> None:
        self.x_range = _range([value for row in xs for value in row if value is not None])
        known = [value for value in within if value is not None]
        low, high = _range(known)
        room = 0.6 * (high - low)
        near = [y for row in ys for y in row if y is not None and low - room <= y <= high + room]
        self.y_range = _range(near + known)

    def at(self, x: float, y: float) -> tuple[float, float]:
        (left, right), (low, high) = self.x_range, self.y_range
        across = _EDGE + (x - left) / (right - left) * (_WIDTH - _EDGE - 10)
        down = 10 + (high - min(max(y, low), high)) / (high - low) * (_HEIGHT - _EDGE)
        return round(across, 1), round(down, 1)

    def axes(self) -> str:
        (left, right), (low, high) = self.x_range, self.y_range
        x0, y0 = self.at(left, low)
        x1, y1 = self.at(right, high)
        zero = ""
        if low < 0 < high:
            zero = f'<line class="zero" x1="{x0}" x2="{x1}" y1="{self.at(left, 0)[1]}" y2="{self.at(left, 0)[1]}"/>'
        if left < 0 < right:
            zero += f'<line class="zero" y1="{y0}" y2="{y1}" x1="{self.at(0, low)[0]}" x2="{self.at(0, low)[0]}"/>'
        return (
            f'<rect class="frame" x="{x0}" y="{y1}" width="{x1 - x0:.1f}" height="{y0 - y1:.1f}"/>{zero}'
            f'<text x="{x0}" y="{y0 + 15}">{_short(left)}</text>'
            f'<text x="{x1}" y="{y0 + 15}" class="end">{_short(right)}</text>'
            f'<text x="{x0 - 4}" y="{y0}" class="end">{_short(low)}</text>'
            f'<text x="{x0 - 4}" y="{y1 + 9}" class="end">{_short(high)}</text>'
        )

    def line(self, xs: Row, ys: Row, name: str, *, dots: bool = False) -> str:
        made, run = "", list[str]()
        for x, y in [*zip(xs, ys, strict=False), (None, None)]:
            if x is None or y is None:
                if run:
                    made += f'<polyline class="{name}" points="{" ".join(run)}"/>'
                run = []
                continue
            across, down = self.at(x, y)
            run.append(f"{across},{down}")
            if dots and len(xs) <= 60:
                made += f'<circle class="{name}" cx="{across}" cy="{down}" r="2.5"/>'
        return made

    def arrow(self, x: float, y: float, u: float, v: float, name: str) -> str:
        across, down = self.at(x, y)
        tip = (round(across + u, 1), round(down - v, 1))
        return (
            f'<line class="{name}" x1="{across}" y1="{down}" x2="{tip[0]}" y2="{tip[1]}"/>'
            f'<circle class="{name}" cx="{tip[0]}" cy="{tip[1]}" r="1.8"/>'
        )

    def svg(self, body: str, alternative: str) -> str:
        size = f'viewBox="0 0 {_WIDTH} {_HEIGHT}"'
        return f'<svg class="picture plot" {size} role="img" aria-label="{escape(alternative)}">{body}</svg>'


# ---------------------------------------------------------------- matrices


def _matrix(drawing: Drawing, words: Mapping[str, str]) -> tuple[str, str]:
    right, yours = _named(drawing)
    if any(len(part.rows) > _MOST_CLASSES or len(part.rows[0]) > _MOST_CLASSES for part in (right, yours)):
        return "", ""
    step, body, x0 = 26, "", 8
    differ = 0
    for part in (yours, right):
        body += f'<text class="label" x="{x0}" y="16">{escape(words[_NAMES[part.name]])}</text>'
        other = right if part is yours else yours
        for r, row in enumerate(part.rows):
            for c, value in enumerate(row):
                same = r < len(other.rows) and c < len(other.rows[r]) and other.rows[r][c] == value
                differ += part is yours and not same
                x, y = x0 + c * step, 24 + r * step
                body += (
                    f'<rect class="cell {"same" if same else part.name}" x="{x}" y="{y}" width="{step - 2}" '
                    f'height="{step - 2}"/>'
                    f'<text class="value" x="{x + step / 2 - 1}" y="{y + 17}">{_short(value)}</text>'
                )
        x0 += max(len(part.rows[0]) * step, 80) + 24
    height = 30 + step * max(len(right.rows), len(yours.rows))
    alternative = words["picture_matrix"].format(apart=differ)
    head = f'<svg class="picture matrix" viewBox="0 0 {x0} {height}" width="{x0}" role="img"'
    return f'{head} aria-label="{escape(alternative)}">{body}</svg>', alternative


def _range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values, default=0.0), max(values, default=1.0)
    return (low, high) if high - low > 1e-12 * max(1.0, abs(low), abs(high)) else (low - 1, high + 1)


def _short(value: float | None) -> str:
    return "–" if value is None else f"{value:.3g}".replace("-", "−")
