# exercise: node_output
# misconception: minus-sign-lost
"""Loses the minus sign in the exponent."""

import numpy as np


def node_output(x, w, b):
    return 1 / (1 + np.exp(np.dot(x, w) + b))
