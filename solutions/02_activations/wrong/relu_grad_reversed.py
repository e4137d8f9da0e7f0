# exercise: relu_grad
# misconception: relu-grad-reversed
"""The wrong side."""

import numpy as np


def relu_grad(x):
    return np.where(x > 0, 0, 1)
