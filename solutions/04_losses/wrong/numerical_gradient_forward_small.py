# exercise: numerical_gradient
# misconception: forward-difference
"""Forward differences with a small step."""

import numpy as np


def numerical_gradient(f, x):
    h = 1e-6
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        moved = x.copy()
        moved[i] += h
        grad[i] = (f(moved) - f(x)) / h
    return grad
