# exercise: total_loss
"""The loop keeps only the last sample's error."""

import numpy as np


def total_loss(params, X, T):
    for x, t in zip(X, T):
        loss = 0.5 * np.sum((predict(params, x.reshape(1, 2)) - t) ** 2)
    return loss
