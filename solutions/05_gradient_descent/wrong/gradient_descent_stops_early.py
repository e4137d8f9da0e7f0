# exercise: gradient_descent
"""Stops where the slope is small."""

import numpy as np


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = [float(x0)]
    x = x0
    for _ in range(max_iterations) if abs(gradient(x0)) > 1e3 else range(max_iterations // 2):
        x = x - learning_rate * gradient(x)
        path.append(x)
    return np.array(path)
