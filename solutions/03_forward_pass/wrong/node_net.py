# exercise: node_output
# misconception: activation-forgotten
"""Returns the weighted sum."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def node_output(x, w, b):
    return np.dot(x, w) + b
