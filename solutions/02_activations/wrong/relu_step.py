# exercise: relu
# misconception: relu-is-step
"""Gives 1 for every positive input."""

import numpy as np


def relu(x):
    return np.where(x > 0, 1.0, 0.0)
