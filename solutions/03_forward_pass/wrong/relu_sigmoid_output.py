# exercise: relu_mlp
# misconception: another-activation
"""Ends with a sigmoid."""

import numpy as np


def relu_mlp(X, Wh, bh, Wo, bo):
    return 1 / (1 + np.exp(-(np.maximum(X @ Wh + bh, 0) @ Wo + bo)))
