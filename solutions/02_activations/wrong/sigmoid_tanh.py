# exercise: sigmoid
# misconception: sigmoid-is-tanh
"""The other S-shaped curve."""

import numpy as np


def sigmoid(x):
    return np.tanh(x)
