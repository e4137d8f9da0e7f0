# exercise: weighted_sum
# misconception: bias-forgotten
"""Forgets the bias."""

import numpy as np


def weighted_sum(x, w, b=0.0):
    return np.sum(x * w)
