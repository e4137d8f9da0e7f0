# exercise: descent_field
# misconception: normalised
"""Arrows of length 1."""

import numpy as np


def descent_field(X, Y):
    length = np.sqrt(X**2 + Y**2)
    return -X / length, -Y / length
