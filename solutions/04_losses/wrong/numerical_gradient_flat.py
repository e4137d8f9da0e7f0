# exercise: numerical_gradient
"""Returns a flat gradient for a matrix."""

import numpy as np


def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        moved = x.copy()
        moved[i] += h
        right = f(moved)
        moved[i] -= 2 * h
        grad[i] = (right - f(moved)) / (2 * h)
    return grad.ravel()
