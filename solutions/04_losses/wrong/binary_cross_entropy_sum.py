# exercise: binary_cross_entropy
# misconception: sum-instead-of-mean
"""The sum instead of the mean."""

import numpy as np


def binary_cross_entropy(y, t):
    y = np.clip(y, 1e-7, 1 - 1e-7)
    return -np.sum(t * np.log(y) + (1 - t) * np.log(1 - y))
