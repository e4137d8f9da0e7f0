# exercise: maxout
"""Chooses one piece for each sample."""

import numpy as np


def maxout(x, W1, b1, W2, b2):
    first, second = x @ W1 + b1, x @ W2 + b2
    better = first.sum(axis=1, keepdims=True) > second.sum(axis=1, keepdims=True)
    return np.where(better, first, second)
