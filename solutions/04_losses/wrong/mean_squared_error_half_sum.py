# exercise: mean_squared_error
# misconception: half-sum-instead-of-mean
"""The 1/2 of the lecture instead of 1/n."""

import numpy as np


def mean_squared_error(y, t):
    return 0.5 * np.sum((y - t) ** 2)
