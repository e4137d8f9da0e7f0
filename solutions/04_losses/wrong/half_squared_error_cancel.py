# exercise: half_squared_error
# misconception: errors-cancel
"""Forgets the square, so that errors cancel."""

import numpy as np


def half_squared_error(y, t):
    return 0.5 * np.sum(y - t)
