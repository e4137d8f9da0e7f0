# exercise: numerical_gradient
"""A step proportional to the entry, which is 0 where the entry is 0."""

import numpy as np


def numerical_gradient(f, x):
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        h = 1e-4 * abs(x[i])
        step = np.zeros_like(x)
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad
