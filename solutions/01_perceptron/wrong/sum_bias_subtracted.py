# exercise: weighted_sum
# misconception: bias-subtracted
"""Subtracts the bias as if it were a threshold."""

import numpy as np


def weighted_sum(x, w, b=0.0):
    return np.sum(x * w) - b
