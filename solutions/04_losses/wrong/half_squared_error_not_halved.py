# exercise: half_squared_error
# misconception: not-halved
"""Forgets the factor 1/2."""

import numpy as np


def half_squared_error(y, t):
    return np.sum((y - t) ** 2)
