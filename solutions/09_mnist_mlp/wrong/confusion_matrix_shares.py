# exercise: confusion_matrix
# misconception: confusion-shares
"""Divides by the number of images."""

import numpy as np


def confusion_matrix(true, predicted, classes=10):
    m = np.zeros((classes, classes))
    for i, j in zip(true, predicted):
        m[i, j] += 1
    return m / len(true)
