# exercise: mean_squared_error
# misconception: sum-instead-of-mean
"""Does not divide at all."""

import numpy as np


def mean_squared_error(y, t):
    return np.sum((y - t) ** 2)
