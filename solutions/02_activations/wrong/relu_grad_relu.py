# exercise: relu_grad
# misconception: relu-grad-is-relu
"""The function for its slope."""

import numpy as np


def relu_grad(x):
    return np.maximum(x, 0)
