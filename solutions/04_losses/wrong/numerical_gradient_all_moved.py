# exercise: numerical_gradient
# misconception: all-entries-moved
"""Moves all entries at once."""

import numpy as np


def numerical_gradient(f, x):
    h = 1e-4
    return (f(x + h) - f(x - h)) / (2 * h) * np.ones_like(x)
