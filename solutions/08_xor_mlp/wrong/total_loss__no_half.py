# exercise: total_loss
# misconception: half-forgotten
"""Without the factor 1/2."""

import numpy as np


def total_loss(params, X, T):
    return np.sum((predict(params, X) - T) ** 2)
