# exercise: numerical_gradient
# misconception: entry-not-restored
"""Does not put the entry back."""

import numpy as np


def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros_like(x)
    for i in np.ndindex(x.shape):
        kept = x[i]
        x[i] = kept + h
        right = f(x)
        x[i] = kept - h
        grad[i] = (right - f(x)) / (2 * h)
    return grad
