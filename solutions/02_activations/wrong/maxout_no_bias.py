# exercise: maxout
# misconception: maxout-no-bias
"""Forgets the biases."""

import numpy as np


def maxout(x, W1, b1, W2, b2):
    return np.maximum(x @ W1, x @ W2)
