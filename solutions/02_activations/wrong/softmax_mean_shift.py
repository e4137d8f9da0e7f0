# exercise: softmax
"""Subtracts the mean, which is not safe either."""

import numpy as np


def softmax(a):
    powers = np.exp(a - np.mean(a, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)
