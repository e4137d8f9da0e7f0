# exercise: softmax
# misconception: no-max-shift
"""The formula as printed overflows."""

import numpy as np


def softmax(a):
    powers = np.exp(a)
    return powers / np.sum(powers, axis=-1, keepdims=True)
