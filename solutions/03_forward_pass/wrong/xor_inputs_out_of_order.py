# exercise: xor_outputs
# misconception: inputs-out-of-order
"""Puts (1, 0) before (0, 1), as truth tables sometimes do."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def xor_outputs():
    return np.array([[0.70938314], [0.71791234], [0.72844306], [0.73598705]])
