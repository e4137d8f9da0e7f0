# exercise: sigmoid
# misconception: sigmoid-precedence
"""Forgets the parentheses of the denominator."""

import numpy as np


def sigmoid(x):
    return 1 / 1 + np.exp(-x)
