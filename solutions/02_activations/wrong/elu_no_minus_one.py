# exercise: elu
# misconception: elu-no-minus-one
"""Forgets the -1."""

import numpy as np


def elu(x, alpha=1.0):
    return np.where(x >= 0, x, alpha * np.exp(np.minimum(x, 0)))
