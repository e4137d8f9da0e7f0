# exercise: gradient_descent_nd
# misconception: best-for-last
"""Keeps the best point of the walk."""

import numpy as np


def gradient_descent_nd(f, init_x, learning_rate=0.1, step_num=100):
    x = best = init_x
    for _ in range(step_num):
        slopes = np.zeros(x.size)
        for i in range(x.size):
            move = np.zeros(x.size)
            move[i] = 1e-4
            slopes[i] = (f(x + move) - f(x - move)) / 2e-4
        x = x - learning_rate * slopes
        if f(x) < f(best):
            best = x
    return best
