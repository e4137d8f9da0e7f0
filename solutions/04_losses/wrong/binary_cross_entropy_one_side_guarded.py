# exercise: binary_cross_entropy
# misconception: log-of-zero
"""Guards one of the two logs only."""

import numpy as np


def binary_cross_entropy(y, t):
    return -np.mean(t * np.log(y + 1e-7) + (1 - t) * np.log(1 - y))
