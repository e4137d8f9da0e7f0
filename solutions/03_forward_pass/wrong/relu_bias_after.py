# exercise: relu_mlp
# misconception: bias-forgotten
"""Adds the output bias after relu."""

import numpy as np


def relu_mlp(X, Wh, bh, Wo, bo):
    return np.maximum(np.maximum(X @ Wh + bh, 0) @ Wo, 0) + bo
