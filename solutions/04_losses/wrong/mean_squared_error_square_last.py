# exercise: mean_squared_error
# misconception: squared-after-summing
"""Squares the mean error."""

import numpy as np


def mean_squared_error(y, t):
    return np.mean(y - t) ** 2
