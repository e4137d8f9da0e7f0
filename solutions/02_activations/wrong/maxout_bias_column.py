# exercise: maxout
"""Adds the bias along the samples where that is possible."""

import numpy as np


def maxout(x, W1, b1, W2, b2):
    if len(x) == len(b1):
        b1, b2 = b1.reshape(-1, 1), b2.reshape(-1, 1)
    return np.maximum(x @ W1 + b1, x @ W2 + b2)
