# exercise: confusion_matrix
# misconception: confusion-size
"""Always ten classes."""

import numpy as np


def confusion_matrix(true, predicted, classes=10):
    m = np.zeros((12 if classes > 10 else 10,) * 2, dtype=int)
    for i, j in zip(true, predicted):
        m[i, j] += 1
    return m
