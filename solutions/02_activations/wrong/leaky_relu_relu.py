# exercise: leaky_relu
# misconception: leaky-constant
"""Nothing leaks."""

import numpy as np


def leaky_relu(x, alpha=0.1):
    return np.maximum(x, 0)
