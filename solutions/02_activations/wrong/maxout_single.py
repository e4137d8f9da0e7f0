# exercise: maxout
# misconception: maxout-collapsed
"""One maximum of everything."""

import numpy as np


def maxout(x, W1, b1, W2, b2):
    return np.max([x @ W1 + b1, x @ W2 + b2])
