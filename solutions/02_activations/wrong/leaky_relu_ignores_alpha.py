# exercise: leaky_relu
# misconception: leaky-ignores-alpha
"""The slope is written into the formula."""

import numpy as np


def leaky_relu(x, alpha=0.1):
    return np.maximum(0.1 * x, x)
