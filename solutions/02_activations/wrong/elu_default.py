# exercise: elu
"""Another default: the curve levels out at -0.1."""

import numpy as np


def elu(x, alpha=0.1):
    return np.where(x >= 0, x, alpha * (np.exp(np.minimum(x, 0)) - 1))
