# exercise: gradient_descent
# misconception: ascent
"""The rule as the slide prints it: with a plus."""

import numpy as np


def gradient_descent(gradient, x0, learning_rate=0.2, max_iterations=100):
    path = [float(x0)]
    x = x0
    for _ in range(max_iterations):
        x = x + learning_rate * gradient(x)
        path.append(x)
    return np.array(path)
