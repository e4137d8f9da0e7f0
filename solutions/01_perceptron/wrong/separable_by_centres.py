# exercise: separable
# misconception: one-line-tried
"""Tries the line halfway between the centres."""

import numpy as np


def separable(X, t):
    if len(set(t)) < 2:
        return True
    ones, zeros = X[t == 1].mean(axis=0), X[t == 0].mean(axis=0)
    side = (X - (ones + zeros) / 2) @ (ones - zeros)
    return bool(np.all((side > 0) == (t == 1)))
