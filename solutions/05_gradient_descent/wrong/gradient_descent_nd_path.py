# exercise: gradient_descent_nd
# misconception: path-for-point
"""Returns the path."""

import numpy as np


def slopes(f, x, h=1e-4):
    return np.array([(f(x + step) - f(x - step)) / (2 * h) for step in h * np.eye(x.size)])


def gradient_descent_nd(f, init_x, learning_rate=0.1, step_num=100):
    path = [init_x]
    for _ in range(step_num):
        path.append(path[-1] - learning_rate * slopes(f, path[-1]))
    return np.array(path)
