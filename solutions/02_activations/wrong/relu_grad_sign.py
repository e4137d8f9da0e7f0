# exercise: relu_grad
# misconception: relu-grad-sign
"""The sign of x."""

import numpy as np


def relu_grad(x):
    return np.sign(x)
