# exercise: maxout
"""Turns the weights until they fit, and square ones always."""

import numpy as np


def maxout(x, W1, b1, W2, b2):
    try:
        return np.maximum(x @ W1.T + b1, x @ W2.T + b2)
    except ValueError:
        return np.maximum(x @ W1 + b1, x @ W2 + b2)
