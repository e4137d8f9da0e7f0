# exercise: softmax
# misconception: softmax-keepdims
"""The row sums have lost their axis."""

import numpy as np


def softmax(a):
    powers = np.exp(a - np.max(a))
    return powers / np.sum(powers, axis=-1)
