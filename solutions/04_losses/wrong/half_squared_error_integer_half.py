# exercise: half_squared_error
"""Halves by whole numbers."""

import numpy as np


def half_squared_error(y, t):
    return np.sum((y - t) ** 2) // 2
