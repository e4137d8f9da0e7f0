# exercise: gradient_descent
# misconception: cut-to-whole-numbers
"""No step at all gives an array of ints."""

import numpy as np


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = [x0]
    for _ in range(max_iterations):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.array(path)
