# exercise: describe
"""Counts what is not 0."""

import numpy as np


def describe(a):
    return a.ndim, a.shape, int(np.count_nonzero(a))
