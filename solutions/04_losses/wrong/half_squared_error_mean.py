# exercise: half_squared_error
# misconception: mean-instead-of-half-sum
"""Takes the formula of the other document, 1/n."""

import numpy as np


def half_squared_error(y, t):
    return np.mean((y - t) ** 2)
