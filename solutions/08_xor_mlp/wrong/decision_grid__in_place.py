# exercise: decision_grid
"""Scales the weights that were passed in."""

import numpy as np


def decision_grid(params, n):
    params["W1"] *= 1.0 / (n - 1)
    side = np.arange(n)
    x1, x2 = np.meshgrid(side, side)
    return predict(params, np.column_stack([x1.ravel(), x2.ravel()])).reshape(n, n)
