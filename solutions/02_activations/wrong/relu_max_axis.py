# exercise: relu
# misconception: relu-max-along-axis
"""np.max takes an axis as its second argument."""

import numpy as np


def relu(x):
    return np.max(x, 0)
