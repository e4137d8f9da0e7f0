# exercise: confusion_matrix
# misconception: confusion-turned
"""Rows are the answers."""

import numpy as np


def confusion_matrix(true, predicted, classes=10):
    m = np.zeros((classes, classes), dtype=int)
    for i, j in zip(true, predicted):
        m[j, i] += 1
    return m
