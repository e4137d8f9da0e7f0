# exercise: cross_entropy_error
# misconception: columns-for-entries
"""Whole columns instead of one entry a row."""

import numpy as np


def cross_entropy_error(y, t):
    log_y = np.log(y + 1e-7)
    if t.ndim < y.ndim:
        return -np.sum(log_y[:, t]) / len(y)
    return -np.sum(t * log_y) / (len(y) if y.ndim == 2 else 1)
