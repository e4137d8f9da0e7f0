# exercise: gradient_descent
"""Takes other defaults than the docstring."""

import numpy as np


def gradient_descent(gradient, x0, learning_rate=0.1, max_iterations=100):
    path = [float(x0)]
    for _ in range(max_iterations):
        path.append(path[-1] - learning_rate * gradient(path[-1]))
    return np.array(path)
