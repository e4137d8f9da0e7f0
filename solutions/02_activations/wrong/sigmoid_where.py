# exercise: sigmoid
# misconception: sigmoid-overflow
"""np.where chooses the safe form, but both are computed."""

import numpy as np


def sigmoid(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))
