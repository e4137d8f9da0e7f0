# exercise: binary_cross_entropy
# misconception: sides-swapped
"""Pairs t with the log of 1 - y."""

import numpy as np


def binary_cross_entropy(y, t):
    y = np.clip(y, 1e-7, 1 - 1e-7)
    return -np.mean((1 - t) * np.log(y) + t * np.log(1 - y))
