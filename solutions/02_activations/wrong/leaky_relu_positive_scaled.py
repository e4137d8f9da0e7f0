# exercise: leaky_relu
# misconception: leaky-minimum
"""Scales the wrong side."""

import numpy as np


def leaky_relu(x, alpha=0.1):
    return np.where(x > 0, alpha * x, x)
