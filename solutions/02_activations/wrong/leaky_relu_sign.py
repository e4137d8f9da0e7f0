# exercise: leaky_relu
# misconception: leaky-sign
"""The leak is positive."""

import numpy as np


def leaky_relu(x, alpha=0.1):
    return np.where(x > 0, x, alpha * np.abs(x))
