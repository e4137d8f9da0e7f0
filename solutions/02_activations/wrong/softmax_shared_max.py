# exercise: softmax
# misconception: shared-max
"""One maximum for all rows."""

import numpy as np


def softmax(a):
    powers = np.exp(a - np.max(a))
    return powers / np.sum(powers, axis=-1, keepdims=True)
