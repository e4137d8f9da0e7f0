# exercise: half_squared_error
# misconception: absolute-for-squared
"""Absolute errors instead of squared ones."""

import numpy as np


def half_squared_error(y, t):
    return 0.5 * np.sum(np.abs(y - t))
