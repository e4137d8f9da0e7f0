# exercise: numerical_gradient
# misconception: entry-not-restored
"""Puts every entry back before the next one, but not the last."""

import numpy as np


def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    kept = x.copy()
    for i in np.ndindex(x.shape):
        x[:] = kept
        x[i] = kept[i] + h
        right = f(x)
        x[i] = kept[i] - h
        grad[i] = (right - f(x)) / (2 * h)
    return grad
