# exercise: confusion_matrix
# misconception: changes-argument
"""Turns the labels into positions in place."""

import numpy as np


def confusion_matrix(true, predicted, classes=10):
    true *= classes
    true += predicted
    return np.bincount(true, minlength=classes**2).reshape(classes, classes)
