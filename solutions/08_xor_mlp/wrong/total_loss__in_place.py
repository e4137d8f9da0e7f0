# exercise: total_loss
# misconception: changes-argument
"""Subtracts into the targets."""

import numpy as np


def total_loss(params, X, T):
    T -= predict(params, X)
    return np.sum(T**2) / 2
