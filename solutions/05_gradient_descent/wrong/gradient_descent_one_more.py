# exercise: gradient_descent
"""One step too many."""

import numpy as np


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = [float(x0)]
    x = x0
    for _ in range(max_iterations + 1):
        x = x - learning_rate * gradient(x)
        path.append(x)
    return np.array(path)
