# exercise: gradient_descent
# misconception: cut-to-whole-numbers
"""An array that takes its dtype from x0."""

import numpy as np


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = np.full(max_iterations + 1, x0)
    for i in range(max_iterations):
        path[i + 1] = path[i] - learning_rate * gradient(path[i])
    return path
