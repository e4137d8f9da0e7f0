"""From numbers to places: the range of an axis, round ticks, and a panel's frame."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.pictures.svg import element, label, number_text, plain_label

_TICKS = 5
_ROUND = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Takes the numbers `low` to `high` to the places `start` to `end`."""

    low: float
    high: float
    start: float
    end: float

    def place(self, value: float) -> float:
        """Where a number is."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def ticks(self) -> tuple[float, ...]:
        """Round numbers within the range, about five."""
        rough = (self.high - self.low) / _TICKS
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(power * factor for factor in _ROUND if power * factor >= rough * 0.999)
        first = math.ceil(self.low / step - 1e-9)
        found = [(first + count) * step for count in range(2 * _TICKS + 2)]
        return tuple(0.0 if abs(tick) < step / 1e6 else tick for tick in found if tick <= self.high + step / 1e6)


def scale_over(values: Iterable[float], start: float, end: float, *, margin: float = 0.05) -> Scale:
    """A scale over all of these numbers, with a margin. NaN is passed over; a single number stands in the middle."""
    known = [value for value in values if math.isfinite(value)]
    low, high = (min(known), max(known)) if known else (0.0, 1.0)
    size = max(abs(low), abs(high))
    if high - low <= size * 1e-9 or high - low < 1e-200:
        half = size / 2 if size > 1e-200 else 0.5
        low, high = (low + high) / 2 - half, (low + high) / 2 + half
    room = (high - low) * margin
    return Scale(low - room, high + room, start, end)


def frame(x: Scale, y: Scale, *, xlabel: str = "", ylabel: str = "", title: str = "") -> list[str]:
    """The axes of a panel: a box, ticks with their numbers and faint lines, labels."""
    left, right, bottom, top = x.start, x.end, y.start, y.end
    parts = []
    for tick in x.ticks():
        at = x.place(tick)
        parts.append(_line(at, bottom, at, top, "grid"))
        parts.append(label(number_text(tick), at, bottom + 16, kind="tick", font_size="11"))
    for tick in y.ticks():
        at = y.place(tick)
        parts.append(_line(left, at, right, at, "grid"))
        parts.append(label(number_text(tick), left - 6, at + 4, kind="tick", anchor="end", font_size="11"))
    parts.append(
        element("rect", x=left, y=top, width=right - left, height=bottom - top, kind="frame", fill="none",
                stroke="currentColor", stroke_opacity="0.45")
    )  # fmt: skip
    wide = (right - left) / 6.5
    if title:
        parts.append(label(plain_label(title, wide), (left + right) / 2, top - 9, kind="heading", font_weight="600"))
    if xlabel:
        parts.append(label(plain_label(xlabel, wide), (left + right) / 2, bottom + 33))
    if ylabel:
        words = plain_label(ylabel, (bottom - top) / 6.5)
        turn = f"rotate(-90 {left - 44:.1f} {(top + bottom) / 2:.1f})"
        parts.append(label(words, left - 44, (top + bottom) / 2, transform=turn))
    return parts


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, kind=kind, stroke="currentColor", stroke_opacity="0.13")
