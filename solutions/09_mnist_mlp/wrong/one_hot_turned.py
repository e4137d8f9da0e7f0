# exercise: one_hot
# misconception: one-hot-turned
"""Labels along the columns."""

import numpy as np


def one_hot(labels, classes=10):
    return np.eye(classes)[:, labels]
