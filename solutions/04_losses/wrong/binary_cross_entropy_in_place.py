# exercise: binary_cross_entropy
"""Clips the caller's array."""

import numpy as np


def binary_cross_entropy(y, t):
    np.clip(y, 1e-7, 1 - 1e-7, out=y)
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
