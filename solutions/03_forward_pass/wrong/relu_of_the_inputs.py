# exercise: relu_mlp
# misconception: inputs-clipped
"""Applies relu to the inputs as well, as if the input layer were a layer of neurons."""

import numpy as np


def relu_mlp(X, Wh, bh, Wo, bo):
    hidden = np.maximum(np.maximum(X, 0) @ Wh + bh, 0)
    return np.maximum(hidden @ Wo + bo, 0)
