# exercise: gradient_descent_nd
"""Another default for the learning rate."""

import numpy as np


def slopes(f, x, h=1e-4):
    return np.array([(f(x + step) - f(x - step)) / (2 * h) for step in h * np.eye(x.size)])


def gradient_descent_nd(f, init_x, learning_rate=0.01, step_num=100):
    x = init_x.copy()
    for _ in range(step_num):
        x -= learning_rate * slopes(f, x)
    return x
