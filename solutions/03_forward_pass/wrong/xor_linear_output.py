# exercise: xor_outputs
# misconception: output-activation-forgotten
"""Leaves out the sigmoid of the output unit."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def xor_outputs():
    X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    hidden = sigmoid(X @ np.array([[0.1, 0.2], [0.3, 0.4]]) + np.array([0.1, 0.2]))
    return hidden @ np.array([[0.5], [0.6]]) + 0.3
