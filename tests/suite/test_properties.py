"""Properties that suites name: what alters nothing, slopes, and weights that nobody trained."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.protocol.values import StudentRaised
from autograder.suite import (
    EXACT,
    Answer,
    attempt,
    check,
    check_raises,
    either,
    lone,
    passes,
    slopes,
    solved_linearly,
    unchecked,
)
from autograder.suite.failures import StudentFailure

RNG = np.random.default_rng(5)
X = RNG.normal(size=(120, 6))
T = np.eye(3)[np.argmax(X[:, :3] + 0.5 * RNG.normal(size=(120, 3)), axis=1)]
A = np.column_stack([X, np.ones(120)])


def ridge(penalty: np.ndarray, targets: np.ndarray) -> np.ndarray:
    return np.linalg.solve(A.T @ A + np.diag(penalty), A.T @ targets)


@pytest.mark.parametrize(
    "solution",
    [
        np.linalg.lstsq(A, T, rcond=None)[0], 10 * np.linalg.pinv(A) @ (2 * T - 1), ridge(np.full(7, 0.3), T),
        ridge(np.array([2.0] * 6 + [0.0]), 5 * T - 2),
    ],
    ids=["least-squares", "scaled", "ridge", "ridge-spares-the-bias"],
)  # fmt: skip
def test_weights_of_a_solver_are_told_from_trained_ones(solution: np.ndarray) -> None:
    assert solved_linearly(X, solution[:-1], solution[-1], T)
    assert not solved_linearly(X, solution[:-1] + 1e-4 * RNG.normal(size=(6, 3)), solution[-1], T)


def test_class_means_are_told_from_trained_weights() -> None:
    means = np.array([X[T[:, k] == 1].mean(axis=0) for k in range(3)])
    assert solved_linearly(X, 8 * means.T + 1, -4 * np.sum(means**2, axis=1) - 3, T)


def test_descent_on_the_cross_entropy_is_not_taken_for_a_solver() -> None:
    v = np.zeros((7, 3))
    for _ in range(2000):
        powers = np.exp(A @ v)
        v -= 0.5 * A.T @ (powers / powers.sum(axis=1, keepdims=True) - T) / len(A)
    assert not solved_linearly(X, v[:-1], v[-1], T)


def test_a_branch_that_is_left_is_unsolved_where_another_exception_is_asked_for() -> None:
    def unsolved(said: str) -> None:
        raise StudentRaised("NotImplementedError", ("RuntimeError",), said, "", 1)

    with pytest.raises(StudentRaised):
        check_raises(unsolved, "")
    with pytest.raises(StudentFailure, match="expected ValueError"):
        check_raises(unsolved, "an activation that is not known")


def test_slopes_are_those_of_the_function_and_leave_x_alone() -> None:
    x = np.array([[1.0, -2.0]])
    assert np.allclose(slopes(lambda at: float(np.sum(at**3)), x), 3 * x**2)
    assert x.tolist() == [[1.0, -2.0]]


def test_an_exception_of_the_student_is_kept_back_and_one_of_the_suite_is_not() -> None:
    error = StudentRaised("ValueError", (), "no", "", 1)

    def stop(with_what: Exception) -> None:
        raise with_what

    assert attempt(lambda x, y: x + y, 1, y=2) == (3, None)
    assert attempt(stop, error) == (None, error)
    with pytest.raises(ZeroDivisionError):
        attempt(stop, ZeroDivisionError())


def test_an_array_of_one_entry_is_a_number_and_nothing_else_is() -> None:
    assert unchecked(lone(Answer(np.array([[2.5]])))) == 2.5
    for other in ((2.5, 1.0), [2.5], "2.5", None):
        assert unchecked(lone(Answer(other))) == other


def test_either_passes_with_one_way_and_else_tells_of_the_first() -> None:
    def is_one(came: float) -> None:
        check(Answer(came), 1.0, EXACT)

    either(lambda: is_one(2.0), lambda: is_one(1.0), lambda: pytest.fail("asked after one had passed"))
    with pytest.raises(StudentFailure, match="got 2"):
        either(lambda: is_one(2.0), lambda: is_one(3.0))


def test_whether_a_check_passes_is_told_of_wrong_values_and_of_the_students_exceptions_alone() -> None:
    def raises(error: Exception) -> None:
        raise error

    assert passes(lambda: check(Answer(1.0), 1.0, EXACT))
    assert not passes(lambda: check(Answer(2.0), 1.0, EXACT))
    assert not passes(lambda: raises(StudentRaised("ValueError", (), "no", "", 1)))
    with pytest.raises(ZeroDivisionError):  # of the suite's own
        passes(lambda: raises(ZeroDivisionError()))
