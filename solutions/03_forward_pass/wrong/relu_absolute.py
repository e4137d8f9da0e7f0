# exercise: relu_mlp
# misconception: another-activation
"""Takes absolute values: no negatives either."""

import numpy as np


def relu_mlp(X, Wh, bh, Wo, bo):
    return np.abs(np.abs(X @ Wh + bh) @ Wo + bo)
