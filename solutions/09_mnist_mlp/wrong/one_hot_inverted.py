# exercise: one_hot
# misconception: one-hot-inverted
"""Zeros and ones exchanged."""

import numpy as np


def one_hot(labels, classes=10):
    result = np.ones((len(labels), classes))
    result[np.arange(len(labels)), labels] = 0
    return result
