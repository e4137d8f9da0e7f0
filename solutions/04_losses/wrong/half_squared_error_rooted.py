# exercise: half_squared_error
# misconception: root-taken
"""The root of the mean squared error."""

import numpy as np


def half_squared_error(y, t):
    return np.sqrt(np.mean((y - t) ** 2))
