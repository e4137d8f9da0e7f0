# exercise: one_hot
"""Never sets a 1: the row is a copy."""

import numpy as np


def one_hot(labels, classes=10):
    result = np.zeros((len(labels), classes))
    for i in range(len(labels)):
        row = result[i].copy()
        row[labels[i]] = 1
    return result
