# exercise: fires
# misconception: threshold-not-used
"""Compares with 0."""

import numpy as np


def fires(x, w, threshold):
    return 1 if np.sum(x * w) > 0 else 0
