# exercise: tanh
# misconception: tanh-half-exponent
"""Forgets the 2 of the exponent."""

import numpy as np


def tanh(x):
    return 2 / (1 + np.exp(-x)) - 1
