# exercise: maxout
# misconception: changes-argument
"""Doubles a bias in place."""

import numpy as np


def maxout(x, W1, b1, W2, b2):
    second = x @ W2 + b2
    b1 -= b2
    return np.maximum(x @ W1 + b1 + b2, second)
