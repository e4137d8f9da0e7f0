# exercise: total_loss
# misconception: mean-for-sum
"""Half the mean of the squares."""

import numpy as np


def total_loss(params, X, T):
    return np.mean((predict(params, X) - T) ** 2) / 2
