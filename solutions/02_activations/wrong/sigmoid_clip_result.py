# exercise: sigmoid
# misconception: sigmoid-overflow
"""Clips the result, after exp has overflowed."""

import numpy as np


def sigmoid(x):
    return np.clip(1 / (1 + np.exp(-x)), 0, 1)
