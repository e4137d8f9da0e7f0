# exercise: sigmoid
# misconception: sigmoid-not-finite
"""The other form of the fraction everywhere: inf / inf at 1000."""

import numpy as np


def sigmoid(x):
    return np.exp(x) / (1 + np.exp(x))
