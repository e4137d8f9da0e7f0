"""What a class's scores say about the exercises: classical test theory, pure, by NumPy.

Sources: Allen & Yen, *Introduction to Measurement Theory* (1979), chapters 4 and 6, for difficulty, corrected
item-total correlation and Cronbach's alpha (Cronbach, Psychometrika 16, 1951); the bound of 0.2, below which an item
tells strong from weak students poorly, is Ebel's (*Essentials of Educational Measurement*, 1972).

Scores come as a matrix, one row a student and one column an item (an exercise or a test), NaN where a score is not
known. Nothing is filled in for what is not known: each figure uses the students for whom it can be computed, and is
None where there are too few of them or where nobody differs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float64]

FEWEST_STUDENTS = 10
"""With fewer, a correlation is chance: for 10 students one of 0.5 still has a p-value above 0.1."""
_POOR_DISCRIMINATION = 0.2
_EASY, _HARD = 0.9, 0.3
_LOW_ALPHA, _GOOD_ALPHA = 0.6, 0.8


class ItemRemark(StrEnum):
    """What an instructor should know about an item. The words for it stand with the other words of the pages."""

    FINE = "item_fine"
    TOO_FEW = "item_too_few"
    EVERYBODY = "item_everybody"
    NOBODY = "item_nobody"
    EASY = "item_easy"
    HARD = "item_hard"
    SEPARATES_LITTLE = "item_separates_little"
    SEPARATES_BACKWARDS = "item_separates_backwards"


class AlphaRemark(StrEnum):
    """How consistently the items measure one thing."""

    UNKNOWN = "alpha_unknown"
    LOW = "alpha_low"
    FAIR = "alpha_fair"
    GOOD = "alpha_good"


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """An item's figures.

    Attributes:
        difficulty: the mean share of the points that was earned, in [0, 1]; high means easy, as is the custom.
        discrimination: correlation of the item with the total of the others, in [-1, 1].
        students: how many have a score.
        remark: what follows from the figures.
    """

    difficulty: float | None
    discrimination: float | None
    students: int
    remark: ItemRemark


@dataclass(frozen=True, slots=True)
class ClassStatistics:
    """The figures of a class: one entry an item, Cronbach's alpha, and the four cuts between fifths of the class."""

    items: tuple[ItemStatistics, ...]
    alpha: float | None
    alpha_remark: AlphaRemark
    quintiles: tuple[float, ...]


def class_statistics(scores: Sequence[Sequence[float]] | Scores, points: Sequence[float]) -> ClassStatistics:
    """The figures of a class.

    Args:
        scores: (students, items), NaN where a score is not known.
        points: (items,), the most that each item gives.
    """
    most = np.asarray(points, dtype=np.float64)  # (items,)
    matrix = np.asarray(scores, dtype=np.float64).reshape(-1, most.size)  # (students, items)
    whole = matrix[~np.isnan(matrix).any(axis=1)]  # students of whom everything is known
    reliability = cronbach_alpha(whole)
    return ClassStatistics(
        items=tuple(_item(matrix, most, index) for index in range(most.size)),
        alpha=reliability,
        alpha_remark=_alpha_remark(reliability),
        quintiles=quintile_cuts(whole.sum(axis=1)),
    )


def cronbach_alpha(scores: Scores) -> float | None:
    """k / (k - 1) (1 - sum of the items' variances / variance of the totals), for complete rows.

    Args:
        scores: (students, items), without NaN.

    Returns:
        None with fewer than two items or `FEWEST_STUDENTS` students, or if all totals are equal.
    """
    students, items = scores.shape
    if items < 2 or students < FEWEST_STUDENTS:
        return None
    total_variance = float(scores.sum(axis=1).var(ddof=1))
    if _is_zero(total_variance, scores):
        return None
    item_variance = float(scores.var(axis=0, ddof=1).sum())
    return float(items / (items - 1) * (1 - item_variance / total_variance))


def corrected_discrimination(scores: Scores, index: int) -> float | None:
    """Pearson's correlation of an item with the sum of the other items, for complete rows.

    The item itself is left out of the sum: it would correlate with itself.

    Args:
        scores: (students, items), without NaN.
        index: the item.

    Returns:
        None with a single item or fewer than `FEWEST_STUDENTS` students, or where one of the two does not vary.
    """
    students, items = scores.shape
    if items < 2 or students < FEWEST_STUDENTS:
        return None
    item = scores[:, index]
    rest = np.delete(scores, index, axis=1).sum(axis=1)
    item, rest = item - item.mean(), rest - rest.mean()
    spread = float(np.sqrt((item @ item) * (rest @ rest)))
    if _is_zero(float(item @ item), scores) or _is_zero(float(rest @ rest), scores):
        return None
    return max(-1.0, min(1.0, float(item @ rest) / spread))


def quintile_cuts(totals: npt.NDArray[np.float64]) -> tuple[float, ...]:
    """The four totals that divide a class into fifths, by linear interpolation; empty for fewer than five students."""
    if totals.size < 5:
        return ()
    return tuple(float(cut) for cut in np.quantile(totals, [0.2, 0.4, 0.6, 0.8]))


def _item(matrix: Scores, points: npt.NDArray[np.float64], index: int) -> ItemStatistics:
    known = matrix[~np.isnan(matrix[:, index]), index]
    if not known.size or points[index] <= 0:
        return ItemStatistics(None, None, int(known.size), ItemRemark.TOO_FEW)
    difficulty = float(known.mean() / points[index])
    # Items that hardly anybody has a score of (graded by hand, say) would leave no complete rows: they are left out.
    useful = np.asarray(~np.isnan(matrix).all(axis=0), dtype=np.bool_)
    rows = matrix[:, useful]
    whole = rows[~np.isnan(rows).any(axis=1)]
    place = int(useful[:index].sum())
    discrimination = corrected_discrimination(whole, place)
    return ItemStatistics(difficulty, discrimination, int(known.size), _remark(difficulty, discrimination, known.size))


def _remark(difficulty: float, discrimination: float | None, students: int) -> ItemRemark:
    if students < FEWEST_STUDENTS:
        return ItemRemark.TOO_FEW
    if difficulty >= 1:
        return ItemRemark.EVERYBODY
    if difficulty <= 0:
        return ItemRemark.NOBODY
    if discrimination is not None and discrimination < 0:
        return ItemRemark.SEPARATES_BACKWARDS
    if difficulty < _HARD:
        return ItemRemark.HARD
    if difficulty > _EASY:
        return ItemRemark.EASY
    if discrimination is not None and discrimination < _POOR_DISCRIMINATION:
        return ItemRemark.SEPARATES_LITTLE
    return ItemRemark.FINE


def _alpha_remark(alpha: float | None) -> AlphaRemark:
    if alpha is None:
        return AlphaRemark.UNKNOWN
    if alpha < _LOW_ALPHA:
        return AlphaRemark.LOW
    return AlphaRemark.FAIR if alpha < _GOOD_ALPHA else AlphaRemark.GOOD


def _is_zero(spread: float, scores: npt.NDArray[Any]) -> bool:
    """Whether a sum of squares is nothing but rounding of values of this size."""
    return spread <= 1e-12 * max(1.0, float(np.abs(scores).max(initial=0.0))) ** 2
