"""The figures about a class agree with the same figures computed another way, and say when they cannot be known."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.report.statistics import (
    FEWEST_STUDENTS,
    AlphaRemark,
    ItemRemark,
    class_statistics,
    corrected_discrimination,
    cronbach_alpha,
    quintile_cuts,
)


def a_class(students: int = 40, items: int = 6, seed: int = 7) -> np.ndarray:
    """Scores of a class in which one ability explains a good part of every item."""
    rng = np.random.default_rng(seed)
    ability = rng.normal(size=(students, 1))
    return np.clip(np.round(2 + ability + rng.normal(size=(students, items)), 2), 0, 4)


def alpha_by_covariances(scores: np.ndarray) -> float:
    """Cronbach's alpha from the covariance matrix: k / (k - 1) (1 - trace / sum)."""
    covariance = np.cov(scores, rowvar=False)
    k = scores.shape[1]
    return float(k / (k - 1) * (1 - np.trace(covariance) / covariance.sum()))


def test_alpha_is_the_one_of_the_covariance_matrix() -> None:
    for seed in range(5):
        scores = a_class(seed=seed)
        assert cronbach_alpha(scores) == pytest.approx(alpha_by_covariances(scores), rel=1e-12)


def test_alpha_of_items_that_are_one_item_repeated_is_one() -> None:
    item = a_class(items=1)
    assert cronbach_alpha(np.hstack([item] * 4)) == pytest.approx(1.0)


def test_discrimination_is_the_correlation_with_the_other_items_by_the_standard_library() -> None:
    scores = a_class()
    for index in range(scores.shape[1]):
        rest = [sum(row) - row[index] for row in scores.tolist()]
        expected = statistics.correlation(scores[:, index].tolist(), rest)
        assert corrected_discrimination(scores, index) == pytest.approx(expected, rel=1e-9)


def test_an_item_that_weak_students_solve_and_strong_ones_do_not_is_named() -> None:
    scores = a_class()
    scores[:, 0] = 4 - scores[:, 1:].mean(axis=1)
    found = class_statistics(scores, [4.0] * 6)
    assert found.items[0].remark is ItemRemark.SEPARATES_BACKWARDS
    assert found.items[0].discrimination is not None
    assert found.items[0].discrimination < 0


def test_quintiles_are_those_of_the_standard_library() -> None:
    totals = a_class().sum(axis=1)
    expected = statistics.quantiles(totals.tolist(), n=5, method="inclusive")
    assert quintile_cuts(totals) == pytest.approx(expected)


def test_of_a_small_class_no_correlation_is_told() -> None:
    scores = a_class(students=FEWEST_STUDENTS - 1)
    found = class_statistics(scores, [4.0] * 6)
    assert found.alpha is None
    assert found.alpha_remark is AlphaRemark.UNKNOWN
    assert {item.discrimination for item in found.items} == {None}
    assert {item.remark for item in found.items} == {ItemRemark.TOO_FEW}


def test_what_everybody_or_nobody_solves_is_said_and_has_no_discrimination() -> None:
    scores = a_class()
    scores[:, 0], scores[:, 1] = 4.0, 0.0
    found = class_statistics(scores, [4.0] * 6)
    assert [item.remark for item in found.items[:2]] == [ItemRemark.EVERYBODY, ItemRemark.NOBODY]
    assert [item.discrimination for item in found.items[:2]] == [None, None]


def test_an_item_that_waits_for_a_person_takes_nothing_from_the_others() -> None:
    scores = a_class()
    scores[:, 2] = np.nan
    found = class_statistics(scores, [4.0] * 6)
    assert found.items[2].students == 0
    assert found.items[2].difficulty is None
    whole = np.delete(scores, 2, axis=1)
    assert found.items[0].discrimination == pytest.approx(corrected_discrimination(whole, 0))


def test_a_student_whose_score_is_not_known_is_left_out_and_not_counted_as_zero() -> None:
    scores = a_class()
    with_gap = np.vstack([scores, np.full(6, np.nan)])
    assert class_statistics(with_gap, [4.0] * 6) == class_statistics(scores, [4.0] * 6)


@given(st.integers(0, 30), st.integers(1, 6), st.integers(0, 1000))
def test_figures_lie_where_they_must_whatever_the_class(students: int, items: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    scores = np.where(rng.random((students, items)) < 0.1, np.nan, rng.integers(0, 5, (students, items)).astype(float))
    found = class_statistics(scores, [4.0] * items)
    for item in found.items:
        assert item.difficulty is None or 0 <= item.difficulty <= 1
        assert item.discrimination is None or -1 <= item.discrimination <= 1
    assert found.alpha is None or found.alpha <= 1 + 1e-9
    assert list(found.quintiles) == sorted(found.quintiles)


def test_nobody_at_all_gives_no_figures_and_no_error() -> None:
    found = class_statistics(np.empty((0, 3)), [1.0, 2.0, 3.0])
    assert [item.difficulty for item in found.items] == [None] * 3
    assert found.alpha is None
    assert found.quintiles == ()
