# exercise: one_hot
# misconception: classes-ignored
"""As many columns as the labels need."""

import numpy as np


def one_hot(labels, classes=10):
    return np.eye(labels.max() + 1)[labels]
