# exercise: softmax
# misconception: changes-argument
"""Shifts large scores in the array it was given."""

import numpy as np


def softmax(a):
    if np.max(a) > 700:
        a -= np.max(a, axis=-1, keepdims=True)
    powers = np.exp(a)
    return powers / np.sum(powers, axis=-1, keepdims=True)
