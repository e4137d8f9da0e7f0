# exercise: cross_entropy_error
# misconception: indices-not-handled
"""Knows one-hot targets only."""

import numpy as np


def cross_entropy_error(y, t):
    rows = len(y) if y.ndim == 2 else 1
    return -np.sum(t * np.log(y + 1e-7)) / rows
