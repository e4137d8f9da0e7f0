# exercise: cross_entropy_error
"""Looks at the first row of a batch only."""

import numpy as np


def cross_entropy_error(y, t):
    if t.ndim < y.ndim:
        t = np.eye(y.shape[1])[t]
    rows = len(y) if y.ndim == 2 else 1
    return -np.sum(np.atleast_2d(t)[0] * np.log(np.atleast_2d(y)[0] + 1e-7))
