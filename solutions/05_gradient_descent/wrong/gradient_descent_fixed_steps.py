# exercise: gradient_descent
# misconception: steps-of-equal-length
"""Uses only the sign of the slope."""

import numpy as np


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = [float(x0)]
    x = x0
    for _ in range(max_iterations):
        x = x - learning_rate * np.sign(gradient(x))
        path.append(x)
    return np.array(path)
