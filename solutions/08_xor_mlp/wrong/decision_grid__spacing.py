# exercise: decision_grid
# misconception: grid-spacing
"""Divides by n."""

import numpy as np


def decision_grid(params, n):
    side = np.arange(n) / n
    x1, x2 = np.meshgrid(side, side)
    return predict(params, np.column_stack([x1.ravel(), x2.ravel()])).reshape(n, n)
