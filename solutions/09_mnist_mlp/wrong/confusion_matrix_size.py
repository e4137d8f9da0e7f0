# exercise: confusion_matrix
# misconception: confusion-size
"""As large as the labels need."""

import numpy as np


def confusion_matrix(true, predicted, classes=10):
    k = max(true.max(), predicted.max()) + 1
    m = np.zeros((k, k), dtype=int)
    for i, j in zip(true, predicted):
        m[i, j] += 1
    return m
