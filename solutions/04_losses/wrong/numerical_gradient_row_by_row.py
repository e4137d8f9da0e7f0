# exercise: numerical_gradient
# misconception: f-of-one-entry
"""Differentiates each row as if f took a row, like the deck's batch version."""

import numpy as np


def numerical_gradient(f, x):
    if x.ndim > 1:
        return np.array([numerical_gradient(f, row) for row in x])
    h = 1e-4
    grad = np.zeros_like(x)
    for i in range(x.size):
        kept = x[i]
        x[i] = kept + h
        right = f(x)
        x[i] = kept - h
        grad[i] = (right - f(x)) / (2 * h)
        x[i] = kept
    return grad
