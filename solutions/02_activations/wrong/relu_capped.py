# exercise: relu
"""Levels out at 6, as a variant of ReLU does."""

import numpy as np


def relu(x):
    return np.clip(x, 0, 6)
