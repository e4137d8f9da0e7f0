# exercise: confusion_matrix
"""Classes from 1."""

import numpy as np


def confusion_matrix(true, predicted, classes=10):
    m = np.zeros((classes, classes), dtype=int)
    for i, j in zip(true, predicted):
        m[i - 1, j - 1] += 1
    return m
