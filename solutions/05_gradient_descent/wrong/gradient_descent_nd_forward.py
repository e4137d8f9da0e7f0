# exercise: gradient_descent_nd
# misconception: forward-difference
"""Forward differences."""

import numpy as np


def gradient_descent_nd(f, init_x, learning_rate=0.1, step_num=100):
    h = 1e-4
    x = init_x.copy()
    for _ in range(step_num):
        here = f(x)
        x = x - learning_rate * np.array([(f(x + step) - here) / h for step in h * np.eye(x.size)])
    return x
