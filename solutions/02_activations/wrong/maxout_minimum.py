# exercise: maxout
# misconception: maxout-minimum
"""The smaller piece."""

import numpy as np


def maxout(x, W1, b1, W2, b2):
    return np.minimum(x @ W1 + b1, x @ W2 + b2)
