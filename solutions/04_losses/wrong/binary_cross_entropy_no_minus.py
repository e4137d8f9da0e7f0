# exercise: binary_cross_entropy
# misconception: sign-lost
"""Forgets the minus sign."""

import numpy as np


def binary_cross_entropy(y, t):
    y = np.clip(y, 1e-7, 1 - 1e-7)
    return np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
