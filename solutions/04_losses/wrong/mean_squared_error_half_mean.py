# exercise: mean_squared_error
# misconception: half-of-the-mean
"""Mixes both formulas: 1/(2n)."""

import numpy as np


def mean_squared_error(y, t):
    return 0.5 * np.mean((y - t) ** 2)
