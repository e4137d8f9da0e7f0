# exercise: node_output
# misconception: products-not-added
"""Multiplies and forgets to add up."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def node_output(x, w, b):
    return sigmoid(x * w + b)
