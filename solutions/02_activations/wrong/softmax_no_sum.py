# exercise: softmax
# misconception: softmax-not-normalised
"""Stops after exp."""

import numpy as np


def softmax(a):
    return np.exp(a - np.max(a, axis=-1, keepdims=True))
