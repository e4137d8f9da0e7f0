# exercise: cross_entropy_error
# misconception: changes-argument
"""Raises the zeros of the array it was given."""

import numpy as np


def cross_entropy_error(y, t):
    np.clip(y, 1e-7, None, out=y)
    if t.ndim < y.ndim:
        t = np.eye(y.shape[1])[t]
    return -np.sum(t * np.log(y)) / (1 if y.ndim == 1 else len(y))
