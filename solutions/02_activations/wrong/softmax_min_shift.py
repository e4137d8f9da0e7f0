# exercise: softmax
# misconception: no-max-shift
"""Subtracts the minimum: scores far above it still overflow."""

import numpy as np


def softmax(a):
    powers = np.exp(a - np.min(a, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)
