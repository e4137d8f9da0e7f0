# exercise: gradient_descent
# misconception: rate-not-used
"""The rate of the lab, whatever is passed in."""

import numpy as np


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = [float(x0)]
    x = x0
    for _ in range(max_iterations):
        x = x - 0.2 * gradient(x)
        path.append(x)
    return np.array(path)
