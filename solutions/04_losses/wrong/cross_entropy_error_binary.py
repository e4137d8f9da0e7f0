# exercise: cross_entropy_error
# misconception: binary-formula
"""Counts the other classes with 1 - y."""

import numpy as np


def cross_entropy_error(y, t):
    if t.ndim < y.ndim:
        t = np.eye(y.shape[1])[t]
    rows = len(y) if y.ndim == 2 else 1
    return -np.sum(t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y + 1e-7)) / rows
