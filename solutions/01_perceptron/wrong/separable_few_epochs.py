# exercise: separable
# misconception: gave-up-too-early
"""Trains for 100 epochs and gives up."""

import numpy as np


def separable(X, t):
    w, b = np.zeros(2), 0.0
    for _ in range(100):
        for x, target in zip(X, t):
            error = target - (w @ x + b > 0)
            w, b = w + error * x, b + error
    return bool(np.all((X @ w + b > 0) == (t == 1)))
