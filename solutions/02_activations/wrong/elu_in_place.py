# exercise: elu
# misconception: changes-argument
"""Writes the lower branch into x."""

import numpy as np


def elu(x, alpha=1.0):
    x[x < 0] = alpha * (np.exp(x[x < 0]) - 1)
    return x
