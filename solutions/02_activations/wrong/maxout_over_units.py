# exercise: maxout
# misconception: maxout-collapsed
"""The largest unit of each sample."""

import numpy as np


def maxout(x, W1, b1, W2, b2):
    return np.max([x @ W1 + b1, x @ W2 + b2], axis=(0, 2))
