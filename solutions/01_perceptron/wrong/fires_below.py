# exercise: fires
# misconception: fires-below
"""Turns the inequality round."""

import numpy as np


def fires(x, w, threshold):
    return 1 if np.sum(x * w) < threshold else 0
