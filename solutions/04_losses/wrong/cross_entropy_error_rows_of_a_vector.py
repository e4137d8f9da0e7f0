# exercise: cross_entropy_error
# misconception: divided-by-classes
"""Takes the length of a single sample for a number of rows."""

import numpy as np


def cross_entropy_error(y, t):
    if t.ndim < y.ndim:
        t = np.eye(y.shape[1])[t]
    return -np.sum(t * np.log(y + 1e-7)) / y.shape[0]
