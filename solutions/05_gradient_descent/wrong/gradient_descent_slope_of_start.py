# exercise: gradient_descent
# misconception: slope-of-the-start
"""Measures the slope once."""

import numpy as np


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = [float(x0)]
    slope = gradient(x0)
    x = x0
    for _ in range(max_iterations):
        x = x - learning_rate * slope
        path.append(x)
    return np.array(path)
