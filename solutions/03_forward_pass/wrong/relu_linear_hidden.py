# exercise: relu_mlp
# misconception: hidden-relu-forgotten
"""Forgets the inner relu."""

import numpy as np


def relu_mlp(X, Wh, bh, Wo, bo):
    return np.maximum((X @ Wh + bh) @ Wo + bo, 0)
