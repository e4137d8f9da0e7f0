# exercise: separable
# misconception: one-line-tried
"""Tries the least squares line."""

import numpy as np


def separable(X, t):
    A = np.column_stack([X, np.ones(len(X))])
    v = np.linalg.lstsq(A, 2 * t - 1, rcond=None)[0]
    return bool(np.all((A @ v > 0) == (t == 1)))
