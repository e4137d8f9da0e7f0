# exercise: relu
# misconception: relu-minimum
"""The wrong one of the two."""

import numpy as np


def relu(x):
    return np.minimum(x, 0)
