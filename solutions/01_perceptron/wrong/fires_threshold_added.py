# exercise: fires
# misconception: threshold-for-bias
"""Adds the threshold like a bias."""

import numpy as np


def fires(x, w, threshold):
    return 1 if np.sum(x * w) + threshold > 0 else 0
