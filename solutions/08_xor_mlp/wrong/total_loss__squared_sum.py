# exercise: total_loss
# misconception: squared-sum
"""Sums before it squares."""

import numpy as np


def total_loss(params, X, T):
    return np.sum(predict(params, X) - T) ** 2 / 2
