# exercise: gradient_descent
# misconception: start-missing
"""The path begins after the first step."""

import numpy as np


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = []
    x = x0
    for _ in range(max_iterations):
        x = x - learning_rate * gradient(x)
        path.append(x)
    return np.array(path)
