# exercise: xor_outputs
# misconception: flat-outputs
"""Returns four numbers in a row, (4,)."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def xor_outputs():
    return np.array([0.70938314, 0.72844306, 0.71791234, 0.73598705])
