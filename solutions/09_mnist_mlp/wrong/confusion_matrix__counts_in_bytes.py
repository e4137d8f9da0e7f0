# exercise: confusion_matrix
"""Counts in uint8, where 255 + 1 is 0."""

import numpy as np


def confusion_matrix(true, predicted, classes=10):
    counts = np.zeros((classes, classes), dtype=np.uint8)
    for row, column in zip(true, predicted):
        counts[row, column] += 1
    return counts
