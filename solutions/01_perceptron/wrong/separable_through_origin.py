# exercise: separable
# misconception: lines-through-the-origin
"""Forgets the bias: lines through the origin only."""

import numpy as np


def separable(X, t):
    w = np.zeros(2)
    for _ in range(3000):
        for x, target in zip(X, t):
            w = w + (target - (w @ x > 0)) * x
    return bool(np.all((X @ w > 0) == (t == 1)))
