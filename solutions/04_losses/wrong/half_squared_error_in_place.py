# exercise: half_squared_error
"""Subtracts into the array that it was given."""

import numpy as np


def half_squared_error(y, t):
    y -= t
    return 0.5 * np.sum(y**2)
