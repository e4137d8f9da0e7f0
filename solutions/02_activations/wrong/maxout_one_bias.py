# exercise: maxout
# misconception: maxout-one-bias
"""Copied the line and changed only the weights."""

import numpy as np


def maxout(x, W1, b1, W2, b2):
    return np.maximum(x @ W1 + b1, x @ W2 + b1)
