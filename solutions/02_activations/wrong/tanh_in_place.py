# exercise: tanh
# misconception: changes-argument
"""Doubles x itself."""

import numpy as np


def tanh(x):
    x *= -2
    return 2 / (1 + np.exp(x)) - 1
