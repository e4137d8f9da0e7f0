# exercise: relu_grad
# misconception: relu-grad-at-zero
"""One half at the corner."""

import numpy as np


def relu_grad(x):
    return np.heaviside(x, 0.5)
