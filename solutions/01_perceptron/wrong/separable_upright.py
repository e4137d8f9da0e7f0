# exercise: separable
# misconception: upright-lines-only
"""Looks at each coordinate alone."""

import numpy as np


def separable(X, t):
    if len(set(t)) < 2:
        return True
    ones, zeros = X[t == 1], X[t == 0]
    return bool(np.any(ones.min(axis=0) > zeros.max(axis=0)) or np.any(zeros.min(axis=0) > ones.max(axis=0)))
