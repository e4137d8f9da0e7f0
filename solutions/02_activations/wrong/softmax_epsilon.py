# exercise: softmax
"""A guard in the denominator takes from every share."""

import numpy as np


def softmax(a):
    powers = np.exp(a - np.max(a, axis=-1, keepdims=True))
    return powers / (np.sum(powers, axis=-1, keepdims=True) + 1e-3)
