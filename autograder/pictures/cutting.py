"""What of a line is within a panel, where the panel shows less than all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Box = tuple[float, float, float, float]  # left, right, top, bottom


def is_in(point: tuple[float, float], box: Box) -> bool:
    """Whether a point is in a box or on its edge."""
    left, right, top, bottom = box
    return left - 0.1 <= point[0] <= right + 0.1 and top - 0.1 <= point[1] <= bottom + 0.1


def cut_off(points: Iterable[tuple[float, float] | None], box: Box) -> Iterator[tuple[float, float] | None]:
    """The parts of a line that are in a box, with a None between two of them."""
    left, right, top, bottom = box
    before: tuple[float, float] | None = None
    inside = was_inside = False
    for point in points:
        if point is not None:
            inside = left <= point[0] <= right and top <= point[1] <= bottom
        if point is None:
            yield None
        elif before is None:
            if is_in(point, box):
                yield point
        elif inside and was_inside:  # most are
            yield point
        else:
            part = _part_in(before, point, box)
            if part is None:
                yield None
            else:
                if part[0] > 0.0:
                    yield None
                    yield _between(before, point, part[0])
                yield _between(before, point, part[1])
        before, was_inside = point, inside


def _between(one: tuple[float, float], other: tuple[float, float], share: float) -> tuple[float, float]:
    return one[0] + share * (other[0] - one[0]), one[1] + share * (other[1] - one[1])


def _part_in(one: tuple[float, float], other: tuple[float, float], box: Box) -> tuple[float, float] | None:
    """Where, as shares of its length, a straight line enters a box and leaves it; None if it does not touch it."""
    enters, leaves = 0.0, 1.0
    for start, end, low, high in ((one[0], other[0], *box[:2]), (one[1], other[1], *box[2:])):
        if start == end:
            if not low <= start <= high:
                return None
            continue
        near, far = sorted(((low - start) / (end - start), (high - start) / (end - start)))
        enters, leaves = max(enters, near), min(leaves, far)
    return (enters, leaves) if enters <= leaves else None
