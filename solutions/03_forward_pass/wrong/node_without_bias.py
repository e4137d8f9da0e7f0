# exercise: node_output
# misconception: bias-forgotten
"""Forgets the bias."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def node_output(x, w, b):
    return sigmoid(np.dot(x, w))
