# exercise: numerical_gradient
"""A step of 0.1."""

import numpy as np


def numerical_gradient(f, x):
    h = 0.1
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        moved = x.copy()
        moved[i] += h
        right = f(moved)
        moved[i] -= 2 * h
        grad[i] = (right - f(moved)) / (2 * h)
    return grad
