# exercise: one_hot
# misconception: classes-ignored
"""Always ten columns."""

import numpy as np


def one_hot(labels, classes=10):
    return np.eye(max(10, labels.max() + 1))[labels]
