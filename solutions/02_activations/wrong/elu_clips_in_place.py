# exercise: elu
# misconception: changes-argument
"""Cuts large inputs off in the array it was given."""

import numpy as np


def elu(x, alpha=1.0):
    y = x.copy()
    x[x > 700] = 700
    return np.where(y >= 0, y, alpha * (np.exp(x) - 1))
