# exercise: one_hot
"""Writes the label instead of a 1."""

import numpy as np


def one_hot(labels, classes=10):
    result = np.zeros((len(labels), classes))
    result[np.arange(len(labels)), labels] = labels
    return result
