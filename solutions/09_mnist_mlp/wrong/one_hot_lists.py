# exercise: one_hot
"""Lists instead of an array."""

import numpy as np


def one_hot(labels, classes=10):
    return [[1 if label == k else 0 for k in range(classes)] for label in labels]
