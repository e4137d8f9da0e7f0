# exercise: confusion_matrix
# misconception: repeated-pairs-once
"""Adds with fancy indexing."""

import numpy as np


def confusion_matrix(true, predicted, classes=10):
    m = np.zeros((classes, classes), dtype=int)
    m[true, predicted] += 1
    return m
