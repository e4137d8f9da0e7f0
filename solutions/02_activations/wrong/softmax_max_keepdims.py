# exercise: softmax
# misconception: softmax-keepdims
"""The row maxima have lost their axis."""

import numpy as np


def softmax(a):
    powers = np.exp(a - np.max(a, axis=-1))
    return powers / np.sum(powers, axis=-1, keepdims=True)
