# exercise: cross_entropy_error
# misconception: divided-by-classes
"""The mean over all entries, so it is divided by the classes as well."""

import numpy as np


def cross_entropy_error(y, t):
    if t.ndim < y.ndim:
        t = np.eye(y.shape[1])[t]
    rows = len(y) if y.ndim == 2 else 1
    return -np.mean(t * np.log(y + 1e-7))
