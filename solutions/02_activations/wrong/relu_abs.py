# exercise: relu
# misconception: relu-absolute-value
"""Takes the absolute value."""

import numpy as np


def relu(x):
    return np.abs(x)
