# exercise: half_squared_error
# misconception: half-of-the-mean
"""Mixes both formulas: 1/(2n)."""

import numpy as np


def half_squared_error(y, t):
    return np.mean((y - t) ** 2) / 2
