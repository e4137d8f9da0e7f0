# exercise: gradient_descent_nd
# misconception: updated-while-measuring
"""Moves each variable before the next slope is measured."""

import numpy as np


def gradient_descent_nd(f, init_x, learning_rate=0.1, step_num=100):
    h = 1e-4
    x = init_x.copy()
    for _ in range(step_num):
        for i in range(x.size):
            step = np.zeros(x.size)
            step[i] = h
            x[i] -= learning_rate * (f(x + step) - f(x - step)) / (2 * h)
    return x
