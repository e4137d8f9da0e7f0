# exercise: leaky_relu
# misconception: leaky-constant
"""alpha itself below zero."""

import numpy as np


def leaky_relu(x, alpha=0.1):
    return np.where(x > 0, x, -alpha)
