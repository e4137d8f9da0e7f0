# exercise: cross_entropy_error
# misconception: indices-multiplied
"""Multiplies class indices as if they were one-hot."""

import numpy as np


def cross_entropy_error(y, t):
    rows = len(y) if y.ndim == 2 else 1
    if t.ndim < y.ndim:
        t = t.reshape(-1, 1)
    return -np.sum(t * np.log(y + 1e-7)) / rows
