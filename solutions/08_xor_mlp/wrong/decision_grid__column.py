# exercise: decision_grid
# misconception: grid-not-square
"""Forgets to reshape."""

import numpy as np


def decision_grid(params, n):
    side = np.linspace(0, 1, n)
    x1, x2 = np.meshgrid(side, side)
    return predict(params, np.column_stack([x1.ravel(), x2.ravel()]))
