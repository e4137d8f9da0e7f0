# exercise: xor_outputs
# misconception: answers-for-outputs
"""Gives XOR's answers: the network has not learned them."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def xor_outputs():
    return np.array([[0.0], [1.0], [1.0], [0.0]])
