# exercise: cross_entropy_error
# misconception: roles-swapped
"""The log of the targets, weighted with the outputs."""

import numpy as np


def cross_entropy_error(y, t):
    if t.ndim < y.ndim:
        t = np.eye(y.shape[1])[t]
    rows = len(y) if y.ndim == 2 else 1
    return -np.sum(y * np.log(t + 1e-7)) / rows
