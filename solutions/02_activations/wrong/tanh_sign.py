# exercise: tanh
# misconception: tanh-sign
"""The exponent has the wrong sign."""

import numpy as np


def tanh(x):
    return 2 / (1 + np.exp(2 * x)) - 1
