# exercise: total_loss
# misconception: broadcast
"""Targets without their second axis."""

import numpy as np


def total_loss(params, X, T):
    return np.sum((predict(params, X) - T.ravel()) ** 2) / 2
