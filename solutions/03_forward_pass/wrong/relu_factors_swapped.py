# exercise: relu_mlp
# misconception: factors-swapped
"""Multiplies weights by inputs."""

import numpy as np


def relu_mlp(X, Wh, bh, Wo, bo):
    return np.maximum(np.dot(Wo, np.maximum(np.dot(Wh, X) + bh, 0)) + bo, 0)
