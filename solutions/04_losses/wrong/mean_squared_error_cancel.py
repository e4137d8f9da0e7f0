# exercise: mean_squared_error
# misconception: errors-cancel
"""Forgets the square."""

import numpy as np


def mean_squared_error(y, t):
    return np.mean(y - t)
