# exercise: one_hot
# misconception: one-hot-off-by-one
"""Counts classes from 1."""

import numpy as np


def one_hot(labels, classes=10):
    return np.eye(classes)[labels.astype(int) - 1]
