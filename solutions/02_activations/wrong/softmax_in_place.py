# exercise: softmax
# misconception: changes-argument
"""Subtracts the maximum from a itself."""

import numpy as np


def softmax(a):
    a -= np.max(a, axis=-1, keepdims=True)
    powers = np.exp(a)
    return powers / np.sum(powers, axis=-1, keepdims=True)
