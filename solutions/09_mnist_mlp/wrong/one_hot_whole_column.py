# exercise: one_hot
# misconception: one-hot-too-many
"""Sets the column in every row."""

import numpy as np


def one_hot(labels, classes=10):
    result = np.zeros((len(labels), classes))
    result[:, labels] = 1
    return result
