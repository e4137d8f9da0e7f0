# exercise: softmax
# misconception: softmax-columns
"""axis=0 runs down the columns."""

import numpy as np


def softmax(a):
    powers = np.exp(a - np.max(a, axis=0))
    return powers / np.sum(powers, axis=0)
