# exercise: mean_squared_error
"""Divides by n - 1."""

import numpy as np


def mean_squared_error(y, t):
    return np.sum((y - t) ** 2) / (len(y) - 1)
