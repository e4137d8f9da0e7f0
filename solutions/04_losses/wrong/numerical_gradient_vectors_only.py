# exercise: numerical_gradient
"""Works for vectors only."""

import numpy as np


def numerical_gradient(f, x):
    h = 1e-4
    grad = np.zeros(len(x))
    for i in range(len(x)):
        step = np.zeros(len(x))
        step[i] = h
        grad[i] = (f(x + step) - f(x - step)) / (2 * h)
    return grad
