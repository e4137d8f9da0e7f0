# exercise: binary_cross_entropy
"""The minus sign reaches the first term only."""

import numpy as np


def binary_cross_entropy(y, t):
    y = np.clip(y, 1e-7, 1 - 1e-7)
    return np.mean(-t * np.log(y) + (1 - t) * np.log(1 - y))
