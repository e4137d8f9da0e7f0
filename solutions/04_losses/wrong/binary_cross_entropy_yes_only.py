# exercise: binary_cross_entropy
# misconception: no-side-forgotten
"""Forgets the questions whose answer is no."""

import numpy as np


def binary_cross_entropy(y, t):
    y = np.clip(y, 1e-7, 1 - 1e-7)
    return -np.mean(t * np.log(y))
