"""Several assignments together: a percentage and a letter for each student.

Without weights every assignment weighs as much as it has points, so that the percentage is that of all points together;
with weights each counts by its share. What is excused or not due yet counts neither way, what is missing counts as 0.
`drop_lowest` leaves out the lowest shares, of equal ones that of the greater weight. There is no total while a grade
that counts is waited for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from autograder.grades.final import FinalGrade, GradeStatus
from autograder.model import GradePolicy


@dataclass(frozen=True, slots=True)
class Total:
    """One student's total.

    Attributes:
        percent: of what counts, rounded once, half up, to two decimals; None where it is not known.
        letter: for `percent` as it is shown; empty where there is none.
        counted: the assignments that count.
        dropped: those left out as the lowest.
        waiting: those whose grade is waited for.
    """

    student: str
    percent: float | None
    letter: str
    counted: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()


def total_of(student: str, grades: Sequence[FinalGrade], policy: GradePolicy) -> Total:
    """The total of one student's final grades.

    Args:
        grades: one for each assignment, in any order.
        policy: the course's; where it has weights, each assignment has one (see `missing_weights`).
    """
    left_out = (GradeStatus.EXCUSED, GradeStatus.NOT_DUE)
    counting = [one for one in grades if one.status not in left_out and weight_of(one, policy) > 0 and one.points > 0]
    if any(one.status is GradeStatus.DROPPED for one in grades):
        return Total(student, None, "")
    waiting = tuple(sorted(one.assignment for one in counting if one.status is GradeStatus.PENDING))
    if waiting:
        return Total(student, None, "", waiting=waiting)
    shares = {one.assignment: _share(one) for one in counting}
    weights = {one.assignment: weight_of(one, policy) for one in counting}
    order = sorted(shares, key=lambda name: (shares[name], -weights[name], name))
    dropped = order[: min(policy.drop_lowest, max(0, len(order) - 1))]
    kept = [name for name in order if name not in dropped]
    whole = sum((weights[name] for name in kept), Fraction(0))
    if not whole:
        return Total(student, None, "")
    percent = _percent(sum((shares[name] * weights[name] for name in kept), Fraction(0)) / whole)
    return Total(student, percent, letter_of(percent, policy), tuple(sorted(kept)), tuple(sorted(dropped)))


def letter_of(percent: float, policy: GradePolicy) -> str:
    """The letter of a percentage; empty below the lowest."""
    return next((letter for letter, least in policy.letters if percent >= least), "")


def missing_weights(names: Sequence[str], weights: Mapping[str, float]) -> tuple[str, ...]:
    """The assignments without a weight, where there are weights at all."""
    return tuple(name for name in names if name not in weights) if weights else ()


def weight_of(grade: FinalGrade, policy: GradePolicy) -> Fraction:
    """How much an assignment weighs."""
    if not policy.weights:
        return _exact(grade.points)
    return _exact(policy.weights.get(grade.assignment, 0.0))


def _share(grade: FinalGrade) -> Fraction:
    return _exact(grade.final or 0.0) / _exact(grade.points)


def _percent(share: Fraction) -> float:
    exact = Decimal(share.numerator * 100) / Decimal(share.denominator)
    return float(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _exact(number: float) -> Fraction:
    return Fraction(repr(number))
