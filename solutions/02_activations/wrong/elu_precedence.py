# exercise: elu
# misconception: elu-precedence
"""alpha multiplies exp(x) only."""

import numpy as np


def elu(x, alpha=1.0):
    return np.where(x >= 0, x, alpha * np.exp(np.minimum(x, 0)) - 1)
