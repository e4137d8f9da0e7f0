# exercise: gradient_descent
"""Rounds every point."""

import numpy as np


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = [float(x0)]
    x = x0
    for _ in range(max_iterations):
        x = round(x - learning_rate * gradient(x), 6)
        path.append(x)
    return np.array(path)
