# exercise: total_loss
# misconception: absolute-for-square
"""Absolute values instead of squares."""

import numpy as np


def total_loss(params, X, T):
    return np.sum(np.abs(predict(params, X) - T)) / 2
