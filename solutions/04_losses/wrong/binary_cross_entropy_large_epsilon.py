# exercise: binary_cross_entropy
# misconception: epsilon-too-large
"""Clips so far inside that a wrong answer is too cheap."""

import numpy as np


def binary_cross_entropy(y, t):
    y = np.clip(y, 1e-3, 1 - 1e-3)
    return -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y))
