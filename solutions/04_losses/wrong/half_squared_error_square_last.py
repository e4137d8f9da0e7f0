# exercise: half_squared_error
# misconception: squared-after-summing
"""Squares the sum instead of summing the squares."""

import numpy as np


def half_squared_error(y, t):
    return 0.5 * np.sum(y - t) ** 2
