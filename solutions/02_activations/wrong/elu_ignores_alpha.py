# exercise: elu
# misconception: elu-ignores-alpha
"""alpha is not used."""

import numpy as np


def elu(x, alpha=1.0):
    return np.where(x >= 0, x, np.exp(np.minimum(x, 0)) - 1)
