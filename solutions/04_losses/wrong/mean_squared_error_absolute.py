# exercise: mean_squared_error
# misconception: absolute-for-squared
"""The mean absolute error."""

import numpy as np


def mean_squared_error(y, t):
    return np.mean(np.abs(y - t))
