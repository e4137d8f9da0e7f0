# exercise: confusion_matrix
# misconception: errors-only
"""Counts the mistakes only."""

import numpy as np


def confusion_matrix(true, predicted, classes=10):
    m = np.zeros((classes, classes), dtype=int)
    for i, j in zip(true, predicted):
        if i != j:
            m[i, j] += 1
    return m
