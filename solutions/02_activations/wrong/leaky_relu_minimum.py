# exercise: leaky_relu
# misconception: leaky-minimum
"""The smaller of the two."""

import numpy as np


def leaky_relu(x, alpha=0.1):
    return np.minimum(alpha * x, x)
