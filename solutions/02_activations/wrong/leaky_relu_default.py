# exercise: leaky_relu
# misconception: leaky-default
"""The libraries' default."""

import numpy as np


def leaky_relu(x, alpha=0.01):
    return np.maximum(alpha * x, x)
