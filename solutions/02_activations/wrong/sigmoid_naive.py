# exercise: sigmoid
# misconception: sigmoid-overflow
"""The formula as printed overflows at -1000."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))
