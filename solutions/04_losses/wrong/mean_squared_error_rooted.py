# exercise: mean_squared_error
# misconception: root-taken
"""Takes the root."""

import numpy as np


def mean_squared_error(y, t):
    return np.sqrt(np.mean((y - t) ** 2))
