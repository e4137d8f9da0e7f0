# exercise: decision_grid
# misconception: grid-transposed
"""x2 before x1."""

import numpy as np


def decision_grid(params, n):
    side = np.linspace(0, 1, n)
    x1, x2 = np.meshgrid(side, side)
    return predict(params, np.column_stack([x2.ravel(), x1.ravel()])).reshape(n, n)
