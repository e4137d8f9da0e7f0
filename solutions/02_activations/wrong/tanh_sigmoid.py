# exercise: tanh
# misconception: tanh-not-centred
"""The sigmoid by another name."""

import numpy as np


def tanh(x):
    return 1 / (1 + np.exp(-2 * x))
