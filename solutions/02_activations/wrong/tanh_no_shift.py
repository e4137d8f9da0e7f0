# exercise: tanh
# misconception: tanh-not-centred
"""Forgets to subtract 1."""

import numpy as np


def tanh(x):
    return 2 / (1 + np.exp(-2 * x))
